"""What a call is given decides whether it touches the world; and names on the border of the table.

A moment that is given asks no clock, and a text that is given back writes no file. Beside each stands the
same function as it does reach out, so that neither half can be lost alone.
"""

import pytest

from parti.source import effects, python_facts


def told(line: str) -> set[str]:
    head = "import aiofiles.os, anyio, asyncio, getpass, os, shutil, signal, tempfile\n"
    head += "import time, webbrowser, yaml\n"
    known = python_facts.extract(
        f"{head}from pathlib import Path\n\n\nasync def f(x, *y, **z):\n    {line}\n"
    )
    assert known.problem is None
    return {kind for call in known.calls if (kind := effects.effect(call, "python"))}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("time.gmtime()", "clock"),
        ("time.localtime()", "clock"),
        ("time.strftime('%Y')", "clock"),
        ("time.strftime('%Y', *y)", "clock"),
        ("time.ctime()", "clock"),
        ("map(time.ctime, x)", "clock"),
        ("time.process_time()", "clock"),
        ("time.clock_gettime(1)", "clock"),
        ("asyncio.get_running_loop().time()", "clock"),
        ("loop = asyncio.get_event_loop(); loop.time()", "clock"),
        ("yaml.dump(x, y)", "file"),
        ("yaml.safe_dump(x, stream=y)", "file"),
        ("yaml.dump_all(x, **z)", "file"),
        ("x(yaml.dump)", "file"),
        ("await anyio.Path(x).write_text('x')", "file"),
        ("await anyio.open_file(x, 'w')", "file"),
        ("await anyio.Path(x).open('w')", "file"),
        ("await aiofiles.os.remove(x)", "file"),
        ("shutil.copy(x, y)", "file"),
        ("tempfile.mkdtemp()", "file"),
        ("os.spawnl(x)", "process"),
        ("os.execl(x)", "process"),
        ("os.posix_spawn(x)", "process"),
        ("os.killpg(x, 9)", "process"),
        ("webbrowser.open(x)", "process"),
        ("signal.raise_signal(x)", "process"),
        ("await asyncio.subprocess.create_subprocess_exec(x)", "process"),
        ("await asyncio.get_running_loop().subprocess_exec(x)", "process"),
        ("os.path.expanduser(x)", "environment"),
        ("Path(x).expanduser()", "environment"),
        ("os.path.expandvars(x)", "environment"),
        ("os.environb[x]", "environment"),
        ("os.unsetenv(x)", "environment"),
        ("getpass.getuser()", "environment"),
        ("shutil.which(x)", "environment"),
        ("tempfile.gettempdir()", "environment"),
    ],
)
def test_it_touches(line: str, kind: str) -> None:
    assert told(line) == {kind}


@pytest.mark.parametrize(
    "line",
    [
        "time.gmtime(0)",
        "time.localtime(x)",
        "time.ctime(x)",
        "time.strftime('%Y', x)",
        "yaml.dump(x)",
        "yaml.safe_dump(x, default_flow_style=False)",
        "await anyio.open_file(x)",
        "await anyio.Path(x).open('rb')",
        "await anyio.Path(x).read_text()",
        "shutil.ignore_patterns('x')",
        "shutil.disk_usage(x)",
        "isinstance(x, shutil.Error)",
        "tempfile.gettempprefix()",
        "x.time()",
    ],
)
def test_it_touches_nothing(line: str) -> None:
    assert told(line) == set()
