"""What stands in a library of processes, databases or files and touches none: constants, errors, values.

Asked by `effects` for a name below a library of Python's, or Rust's and Go's own, as `network` is for those
of the network. A library is loud by default. A class that something else makes (`sqlite3.connect` makes a
`Connection`) may be named, as whoever asks for a type does; called by itself it opens what it stands for.
"""

import re
from collections.abc import Mapping

from parti.source import network

_DB_API = frozenset({
    "Binary", "Date", "DateFromTicks", "Time", "TimeFromTicks", "Timestamp", "TimestampFromTicks",
    "apilevel", "paramstyle", "threadsafety",
})  # fmt: skip
"""What every library of the common kind has beside what opens and asks."""

_PLAIN = frozenset({"aiomysql", "aioredis", "motor", "pty"})
"""Libraries of which only constants and errors are silent, and types."""

_LISTENING = (
    "on", "once", "off", "addListener", "prependListener", "prependOnceListener", "removeListener",
    "removeAllListeners", "listenerCount", "listeners", "eventNames", "setMaxListeners", "emit",
)  # fmt: skip
_OF_A_CHILD = (
    "channel", "connected", "exitCode", "killed", "pid", "signalCode", "spawnargs", "spawnfile", "stderr",
    "stdin", "stdio", "stdout",
)  # fmt: skip
"""What may be heard and asked of a process that somebody else started."""

_SILENT: Mapping[str, frozenset[str]] = {
    "subprocess": frozenset({"CompletedProcess", "TimeoutExpired", "list2cmdline"}),
    "multiprocessing": frozenset({
        "AuthenticationError", "BufferTooShort", "cpu_count", "current_process", "freeze_support",
        "get_all_start_methods", "get_logger", "get_start_method", "log_to_stderr", "parent_process",
    }),
    "syscall": frozenset({"Errno", "Signal"}),
    "std.process": frozenset({"ExitCode", "ExitStatus", "Output", "Stdio"}),
    "shutil": frozenset({"disk_usage", "get_archive_formats", "get_unpack_formats", "ignore_patterns"}),
    "tempfile": frozenset({"gettempprefix", "gettempprefixb", "template"}),
    "sqlite3": _DB_API | {
        "PrepareProtocol", "Row", "adapt", "adapters", "complete_statement", "converters",
        "enable_callback_tracebacks", "register_adapter", "register_converter", "sqlite_version",
        "sqlite_version_info", "version", "version_info",
    },
    "psycopg": _DB_API | {
        "Column", "IsolationLevel", "Notify", "Rollback", "Xid", "abc", "adapt", "conninfo", "rows", "sql",
        "types",
    },
    "psycopg2": _DB_API | {
        "errorcodes", "extensions.AsIs", "extensions.adapt", "extensions.quote_ident",
        "extensions.register_adapter", "extensions.register_type", "extras.Json", "sql",
    },
    "asyncpg": frozenset({"Range", "Record", "types"}),
    "pymysql": _DB_API | {"constants", "converters", "err"},
    "MySQLdb": _DB_API | {"constants", "converters"},
    "sqlalchemy.orm": frozenset({
        "DeclarativeBase", "InstrumentedAttribute", "Mapped", "MappedAsDataclass", "aliased", "backref",
        "column_property", "composite", "contains_eager", "declarative_base", "declared_attr", "defer",
        "deferred", "foreign", "joinedload", "lazyload", "load_only", "mapped_column", "noload",
        "raiseload", "registry", "relationship", "remote", "selectinload", "subqueryload", "synonym",
        "undefer", "validates", "with_polymorphic",
    }),
    "pymongo": frozenset({
        "DeleteMany", "DeleteOne", "IndexModel", "InsertOne", "ReadPreference", "ReplaceOne", "UpdateMany",
        "UpdateOne", "WriteConcern", "operations", "read_concern", "read_preferences", "results",
        "write_concern",
    }),
    "redis": frozenset({"backoff", "credentials", "retry"}),
    "django.db": frozenset({"migrations", "models", "utils"}),
    "peewee": frozenset({"fn"}),
    "tortoise": frozenset({"fields", "validators"}), "cassandra": frozenset({"ConsistencyLevel", "util"}),
    "duckdb": _DB_API | {"functional", "typing"},
    "child_process": frozenset(f"ChildProcess.{word}" for word in (*_LISTENING, *_OF_A_CHILD)),
    "worker_threads": frozenset({"isMainThread", "resourceLimits", "threadId", "workerData"}),
}  # fmt: skip
"""What is no constant and no error, and starts, opens and asks nothing: exactly this, or all below it."""

_CURSORS = frozenset({"cursors.Cursor", "cursors.DictCursor", "cursors.SSCursor", "cursors.SSDictCursor"})
_NAMED: Mapping[str, frozenset[str]] = {
    "sqlite3": frozenset({"Blob", "Connection", "Cursor"}),
    "psycopg": frozenset({
        "AsyncClientCursor", "AsyncConnection", "AsyncCursor", "AsyncServerCursor", "AsyncTransaction",
        "ClientCursor", "Connection", "Cursor", "ServerCursor", "Transaction",
    }),
    "psycopg2": frozenset({
        "extensions.connection", "extensions.cursor", "extras.DictCursor", "extras.RealDictCursor",
    }),
    "asyncpg": frozenset({"Connection", "Pool", "connection.Connection", "pool.Pool"}),
    "pymysql": _CURSORS | {"Connection"},
    "MySQLdb": _CURSORS,
    "aiomysql": frozenset({"Connection", "Cursor", "DictCursor", "Pool", "SSCursor", "SSDictCursor"}),
    "duckdb": frozenset({"DuckDBPyConnection", "DuckDBPyRelation"}),
}  # fmt: skip
"""Classes of what another function opens, as a type may name them."""

_ASKING = re.compile(
    r"models\.(?:\w+\.)*(?:Model|Manager|QuerySet)"
    r"(?:\Z|\.(?!_|(?:clean|full_clean|validate_\w+|as_manager)\Z)\w)",
    re.ASCII,
)
"""What asks the database in the part of Django that mostly describes it."""


def is_silent(library: str, name: str, how: str) -> bool:
    """Whether a name below a library of processes or databases starts nothing and asks nothing.

    Args:
        library: the library as the table of effects names it, `sqlite3`.
        name: the whole dotted name, `sqlite3.Row`.
        how: whether it is called, passed on or mentioned.
    """
    if library not in _SILENT and library not in _PLAIN:
        return False
    rest = name[len(library) + 1 :]
    parts = rest.split(".")
    if network.CONSTANT.match(parts[-1]) or any(map(network.FAULT.fullmatch, parts)):
        return True
    if rest in _NAMED.get(library, ()):
        return how != "call"
    if library == "django.db" and _ASKING.match(rest):
        return False
    if library == "peewee" and rest.endswith("Field"):
        return True
    return any(".".join(parts[:end]) in _SILENT.get(library, ()) for end in range(1, len(parts) + 1))
