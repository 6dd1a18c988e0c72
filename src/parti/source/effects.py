"""Which calls touch the world: files, network, processes, clock, environment, databases.

Read by the shape of a change and by `only-through`. Python's table stands here, those of the other
languages in `foreign_effects`; a name that ends in a dot stands for everything below it, but for what
`network` and `quiet` tell to be silent. Only *direct* effects are told: what a called function does in turn
is its own business.
"""

from typing import Literal

from parti.source import facts, foreign_effects, modes, network, quiet

Sure = Literal["yes", "no", "maybe"]

_OF_PATHS = (
    "write_text", "write_bytes", "unlink", "rename", "replace", "mkdir", "rmdir", "touch", "symlink_to",
    "chmod",
)  # fmt: skip
_OF_FILES = ("remove", "unlink", "rename", "renames", "replace", "mkdir", "makedirs", "rmdir", "removedirs")
_LOOPS = ("get_running_loop", "get_event_loop", "new_event_loop")
_TABLE: dict[str, tuple[str, ...]] = {
    "file": (
        "os.write", "os.rename", "os.replace", "os.remove", "os.unlink", "os.mkdir", "os.makedirs",
        "os.rmdir", "os.removedirs", "os.truncate", "os.symlink", "os.link", "os.chmod", "os.chown",
        "os.fsync", "shutil.", "tempfile.", "json.dump", "pickle.dump", "marshal.dump", "yaml.dump",
        "yaml.safe_dump", "yaml.dump_all", "yaml.safe_dump_all", "csv.writer", "csv.DictWriter",
        *(f"{each}.Path.{word}" for each in ("pathlib", "anyio", "trio") for word in _OF_PATHS),
        *(f"aiofiles.os.{word}" for word in _OF_FILES), "aiofiles.tempfile.",
    ),
    "network": (
        "socket.", "ssl.", "http.client.", "urllib.request.", "ftplib.", "smtplib.", "imaplib.",
        "requests.", "httpx.", "httpx2.", "aiohttp.", "urllib3.", "websockets.", "websocket.",
        "grpc.", "pika.", "aio_pika.", "kombu.", "kafka.", "confluent_kafka.", "aiokafka.", "nats.",
        "paho.", "boto3.", "botocore.", "paramiko.", "asyncio.open_connection", "asyncio.start_server",
    ),
    "process": (
        "subprocess.", "os.system", "os.popen", "os.fork", "os.forkpty", "os.kill", "os.killpg",
        *(f"os.spawn{end}" for end in ("l", "le", "lp", "lpe", "v", "ve", "vp", "vpe")),
        *(f"os.exec{end}" for end in ("l", "le", "lp", "lpe", "v", "ve", "vp", "vpe")), "os.posix_spawn",
        "os.posix_spawnp", "os._exit", "os.abort", "signal.raise_signal", "webbrowser.open",
        "webbrowser.open_new", "webbrowser.open_new_tab", "asyncio.subprocess.create_subprocess_exec",
        "asyncio.subprocess.create_subprocess_shell", "anyio.run_process", "anyio.open_process",
        *(f"asyncio.{loop}.subprocess_{how}" for loop in _LOOPS for how in ("exec", "shell")),
        "multiprocessing.", "pty.", "signal.signal",
        "asyncio.create_subprocess_exec", "asyncio.create_subprocess_shell", "threading.Thread",
        "concurrent.futures.ProcessPoolExecutor",
    ),
    "clock": (
        "time.time", "time.time_ns", "time.monotonic", "time.monotonic_ns", "time.perf_counter",
        "time.sleep", "time.localtime", "time.gmtime", "datetime.datetime.now",
        "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today",
        "asyncio.sleep", "uuid.uuid1", "time.ctime", "time.asctime", "time.strftime", "time.process_time",
        "time.process_time_ns", "time.thread_time", "time.thread_time_ns", "time.clock_gettime",
        "time.clock_gettime_ns", *(f"asyncio.{loop}.time" for loop in _LOOPS),
    ),
    "environment": (
        "os.environ", "os.environ.", "os.getenv", "os.putenv", "os.getcwd", "os.chdir", "sys.argv",
        "os.getlogin", "os.umask", "os.getenvb", "os.environb", "os.environb.", "os.unsetenv",
        "os.get_exec_path", "os.path.expanduser", "os.path.expandvars", "getpass.getuser", "shutil.which",
        "shutil.get_terminal_size", "tempfile.gettempdir", "tempfile.gettempdirb",
        "locale.setlocale", "pathlib.Path.home", "pathlib.Path.cwd",
        "pathlib.Path.expanduser",
    ),
    "database": (
        "sqlite3.", "psycopg.", "psycopg2.", "asyncpg.", "pymysql.", "MySQLdb.", "aiomysql.",
        "sqlalchemy.create_engine", "sqlalchemy.orm.", "pymongo.", "motor.", "redis.", "aioredis.",
        "django.db.", "peewee.", "tortoise.", "cassandra.", "duckdb.", "shelve.open", "dbm.open",
    ),
}  # fmt: skip

_ROWS = [
    (name, kind)
    for table in (foreign_effects.TABLE, _TABLE)
    for kind, names in table.items()
    for name in names
]
_EXACT = {name: kind for name, kind in _ROWS if not name.endswith(".")}
_BELOW = {name[:-1]: kind for name, kind in _ROWS if name.endswith(".")}
_HERE = frozenset({"os.path.abspath", "os.path.realpath", "pathlib.Path.absolute", "pathlib.Path.resolve"})
"""What asks for the current folder when it is given `.`; given another path it may."""
_MOMENTS = frozenset(
    {"java.util.Date", "java.util.GregorianCalendar", "Date"}
    | {"moment", "moment.utc", "dayjs", "dayjs.utc"}
)
_OF_MOMENTS = {
    "time.localtime": 1,
    "time.gmtime": 1,
    "time.ctime": 1,
    "time.asctime": 1,
    "time.strftime": 2,
}
"""What reads the clock unless it is given a moment, with the argument that is one."""
_TEXTS = frozenset({"yaml.dump", "yaml.safe_dump", "yaml.dump_all", "yaml.safe_dump_all"})
"""What gives a text back unless it is given something to write to."""
_METHODS = {"write_text": "file", "write_bytes": "file", "executemany": "database"}


def effect(call: facts.Call, language: str = "") -> str:
    """The effect that a call or mention has directly; empty for none.

    Args:
        language: that of its file. Names of one word are globals of scripts, and in Python those of a file
            that takes in another one whole (`from app.store import *`).
    """
    if call.how == "type":
        return ""
    if writes(call) != "no":
        return "file"
    name = call.name
    if language == "python" and "." not in name and name in _EXACT:
        return ""
    if call.how == "call" and _is_harmless(call):
        return ""
    if name in _MOMENTS and call.how == "call" and call.mode == "=":
        return ""
    if name in _EXACT:
        return _EXACT[name]
    if name in _HERE and call.first == ".":
        return "environment"
    head = name
    while "." in head:
        head = head.rsplit(".", 1)[0]
        if head in _BELOW:
            kind = _BELOW[head]
            silent = network.is_silent(head, name) or quiet.is_silent(head, name, call.how)
            return "" if silent else kind
    return "" if call.certain else _METHODS.get(call.method, "")


def _is_harmless(call: facts.Call) -> bool:
    """Whether what a call is given, or not given, leaves the world alone."""
    if call.given is None or "**" in call.keywords:
        return False
    if call.name in _TEXTS:
        return call.given < 2 and "stream" not in call.keywords
    return call.name in _OF_MOMENTS and call.given >= _OF_MOMENTS[call.name]


def may_be_given(call: facts.Call) -> bool:
    """Whether a moment is made from what nobody can read here: the present one, or another."""
    return call.name in _MOMENTS and call.mode == "?"


def words(kind: str) -> frozenset[str]:
    """The last words of all that has an effect: `utcnow`, `cwd`, `environ`."""
    found = {name for table in (_EXACT, _BELOW) for name, each in table.items() if each == kind}
    here = _HERE if kind == "environment" else frozenset()
    return frozenset(name.rpartition(".")[2] for name in (*found, *here))


def writes(call: facts.Call) -> Sure:
    """Whether a call opens a file for writing; `maybe` when its mode is no literal."""
    if call.how in ("reference", "type"):
        return "no"
    if call.method in {"NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile"}:
        return _sure("w+b" if call.mode is None else call.mode) if call.name else "no"
    if call.name in foreign_effects.WRITERS:
        return "yes"
    if call.name in modes.FUNCTIONS or call.name in modes.PATHS:
        return _sure(call.mode)
    if call.name in foreign_effects.MODED:
        return _sure(call.mode)
    if call.method == "open" and not call.certain:
        return "maybe" if call.mode not in (None, "?") and _sure(call.mode) == "yes" else "no"
    return "no"


def _sure(mode: str | None) -> Sure:
    if mode is None:
        return "no"
    if mode == "?":
        return "maybe"
    plain = mode.replace("|", ":").partition(":")[0]
    return "yes" if set(plain) & set("wax+") else "no"
