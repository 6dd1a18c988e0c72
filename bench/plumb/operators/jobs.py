"""What a job looks like when it is done by hand, in the words of each language.

Used by D01 and D17. Written without the constraints of any project in view: what a person would reach for
who does not know the helper.
"""

import random
from collections.abc import Mapping, Sequence

from bench.plumb.mutant import Bypass, Ground
from bench.plumb.operators.guises import Thing
from bench.plumb.operators.scripts import Word

PYTHON: Mapping[str, tuple[Thing, ...]] = {
    "serialize": (
        Thing("pickle", "dumps", "{'a': 1}"),
        Thing("pickle", "loads", "b''"),
        Thing("json", "dumps", "{'a': 1}"),
        Thing("marshal", "dumps", "[1]"),
    ),
    "pickle": (
        Thing("pickle", "dumps", "{'a': 1}"),
        Thing("pickle", "loads", "b''"),
        Thing("marshal", "dumps", "[1]"),
    ),
    "json": (Thing("json", "dumps", "{'a': 1}"), Thing("json", "loads", "'{}'")),
    "write": (
        Thing("", "open", "'state.txt', 'w'"),
        Thing("", "open", "'state.txt', mode='ab'"),
        Thing("io", "open", "'state.txt', 'w'"),
        Thing(
            "pathlib",
            "Path.write_text",
            "pathlib.Path('state.txt'), 'x'",
            "pathlib.Path('state.txt').write_text('x')",
        ),
        Thing("os", "replace", "'state.tmp', 'state.txt'"),
        Thing("shutil", "copyfile", "'state.tmp', 'state.txt'"),
        Thing("tempfile", "mkstemp", ""),
    ),
    "hash": (
        Thing("hashlib", "sha1", "b'x'"),
        Thing("hashlib", "sha256", "b'x'"),
        Thing("hashlib", "new", "'md5'"),
    ),
    "sqlite": (Thing("sqlite3", "connect", "'data.db'"),),
    "redis": (Thing("redis", "Redis", ""), Thing("redis", "from_url", "'redis://localhost'")),
    "quote": (
        Thing("urllib.parse", "quote", "'a b'"),
        Thing("urllib.parse", "urlencode", "{'a': 1}"),
        Thing("urllib.parse", "urlparse", "'/a'"),
    ),
    "bridge": (Thing("asgiref.sync", "async_to_sync", "print"), Thing("asyncio", "new_event_loop", "")),
    "process": (Thing("subprocess", "Popen", "['ls']"), Thing("os", "system", "'ls'")),
    "now": (
        Thing("datetime", "datetime.now", ""),
        Thing("datetime", "datetime.utcnow", ""),
        Thing("datetime", "date.today", ""),
        Thing("time", "localtime", ""),
    ),
    "seconds": (Thing("time", "time", ""), Thing("time", "time_ns", "")),
    "environment": (
        Thing("os", "environ.get", "'MODE'"),
        Thing("os", "getenv", "'MODE'"),
        Thing("os", "environ", None, "os.environ['MODE']"),
    ),
}

SCRIPT: Mapping[str, tuple[Word, ...]] = {
    "write": (
        Word("fs", "writeFileSync", "'state.txt', 'x'"),
        Word("fs", "appendFile", "'state.txt', 'x', () => {}"),
        Word("fs", "createWriteStream", "'state.txt'"),
        Word("fs/promises", "writeFile", "'state.txt', 'x'"),
        Word("fs/promises", "rename", "'state.tmp', 'state.txt'"),
    ),
    "block": (Word("fs", "readFileSync", "'state.txt'"), Word("child_process", "execSync", "'ls'")),
    "hash": (Word("crypto", "createHash", "'sha1'"), Word("crypto", "createHmac", "'sha1', 'x'")),
    "socket": (
        Word("net", "createConnection", "27017"),
        Word("tls", "connect", "27017"),
        Word("http", "get", "'http://localhost'"),
    ),
    "clock": (Word("", "Date.now", ""),),
    "environment": (Word("", "process.env.MODE", None),),
}


def python(
    among: Sequence[Bypass], ground: Ground, rng: random.Random
) -> tuple[Thing, Sequence[str]] | None:
    """A job of the project, done by hand."""
    if ground.language != "python" or not among:
        return None
    habit = rng.choice(among)
    return rng.choice(PYTHON[habit.job]), habit.files


def script(
    among: Sequence[Bypass], ground: Ground, rng: random.Random
) -> tuple[Word, Sequence[str]] | None:
    """The same in JavaScript and TypeScript."""
    if ground.language == "python" or not among:
        return None
    habit = rng.choice(among)
    return rng.choice(SCRIPT[habit.job]), habit.files
