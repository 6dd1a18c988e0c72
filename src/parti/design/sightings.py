"""What one source file tells about data, channels, time-outs and settings: sightings, each with its place.

Called by `scout` for every file. Only facts are read, never comments or docstrings: names that were parsed
and literals that code passes to a call. Both come from a repository that anybody may have written, so they
are made harmless here and mean nothing but themselves.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

import msgspec

from parti.source import constants, effects, facts, languages, schemas

WRITES_ROW = "row"
WRITES_FILE = "file"
SAVES = "saves"
HANDLES = "handles"
DECLARES = "declares"
WAITS = "waits"
UNLIMITED = "unlimited"
SETTING = "setting"
GUARDS = "guards"

SCHEMA = ".sql"
"""How a file ends that is read for its tables alone."""

_WRITE = (
    r"(?:insert\s+(?:or\s+\w+\s+)?into|(?P<changes>update(?:\s+only)?)|delete\s+from(?:\s+only)?|replace\s+into|merge\s+into|"
    r"upsert\s+into|truncate\s+table)\s+"
    r"(?:[\"'`\[]?\w+[\"'`\]]?\.){0,3}[\"'`\[]?(?P<table>\w+)"
    r"(?(changes)(?=[^;]*?\bset\b))"
)
"""`Update orders now` is a sentence: what changes rows says to what."""

_BEFORE = re.compile(r"(?:[\s(]+|--[^\n]*(?:\n|\Z)|/\*.*?\*/)+", re.DOTALL)
"""What may stand before a statement: comments, and the bracket of a part."""

_SQL = re.compile(_WRITE, re.IGNORECASE)
_SQL_WITH = re.compile(rf"[()]\s*{_WRITE}", re.IGNORECASE)
"""Behind `WITH` the statements stand in brackets, and the last one behind a bracket."""

_FILE = re.compile(
    r"\A[^\s:?*\"<>|]{0,200}?(?P<stem>[\w-]+)\.(?:jsonl?|ndjson|toml|ya?ml|csv|tsv|db|sqlite3?|txt|lock|parquet|pickle|pkl|"
    r"log|xml|ini|dat)\Z"
)
_SAVES = re.compile(
    r"(?:\A|[._]|(?<=[a-z])(?=[A-Z]))(?i:save|write|store|persist|append|put|dump|update)(?=_|[A-Z]|\Z)"
)
_ORM = re.compile(
    r"(?:\A|\.)(?P<model>[A-Z]\w*)\.objects\.(?:create|bulk_create|update_or_create|get_or_create|bulk_update)\Z"
)
_DECLARE = re.compile(
    r"\A(?:queue_?declare|exchange_?declare|declare_(?:queue|exchange)|assert(?:Queue|Exchange)|queueDeclare|"
    r"exchangeDeclare|create_topics?|createTopics?|create_queue)\Z",
    re.IGNORECASE,
)
_SUBSCRIBE = re.compile(
    r"\A(?:subscribe|basic_consume|consume|add_listener|addListener|on|listen|register_handler)\Z",
    re.IGNORECASE,
)
_REGISTRY = re.compile(
    r"handler|listener|consumer|dispatch|subscri|receiver|router?\b|routes|task|command|hook", re.IGNORECASE
)
_OUT = re.compile(
    r"\A(?:requests|httpx2?|urllib3|aiohttp|urllib\.request|grpc)\.|\A(?:psycopg2?|asyncpg|pymysql|sqlalchemy|redis|pika)\."
)
_DATABASE = re.compile(r"\A(?:psycopg2?|asyncpg|pymysql|sqlalchemy|sqlite3)\.")
_SERVER_WAITS = re.compile(
    r"\b(?P<name>(?:statement|lock|idle_in_transaction_session|idle_session|transaction)_timeout)\s*=\s*"
    r"(?P<value>\d+)(?P<unit>ms|s|min)?\b"
)
"""Limits of PostgreSQL's server as a connection sets them; a bare number of them is milliseconds."""

_WAIT = re.compile(
    r"(?P<name>\w*time_?out\w*)[\"']?\s*:\s*(?:(?P<value>\d[\d_]*(?:\.\d+)?)(?!\s*[*\w.]))?", re.IGNORECASE
)
_NO_LIMIT = re.compile(r"\w*time_?out\w*\s*=\s*None\b", re.IGNORECASE)
_HERE = re.compile(r"\A(?:acquire|communicate|join|poll|put|result|run|select|wait(?:_?for)?)\Z", re.I)
"""What waits for a lock, a thread or a process of our own, and for nothing outside."""

_SIDE = re.compile(
    r"(?:\A|/)(?:tests?|testing|spec|specs|examples?|docs?|vendor|node_modules)/|(?:\A|/)(?:test_|conftest)|(?:_test|\.test|\.spec)\."
)
_UNITS = {"ms": 0.001, "s": 1, "min": 60}
_TOLD = re.compile(r"execute|time_?out|declare|create_(?:topic|queue)|subscribe|consume", re.IGNORECASE)
_TALKS = re.compile(
    r"\A(?:print\w*|debug|info|warn|warning|error|exception|critical|fatal|log|_)\Z|(?:Error|Exception)\Z"
)
"""What shows a text to a person, who may be told to delete from a cart."""

_STATEMENT = ("query", "sql", "statement", "operation")
_CHANNEL = ("queue", "exchange", "topic", "name")
_NOTHING_GIVEN = constants.Given("", {})
_REACHES = frozenset({"get", "post", "put", "patch", "delete", "request", "urlopen", "connect"})
_CLIENT = re.compile(r"(?:Session|Client|Pool|Manager|Connection|Redis|RedisCluster|Engine)\Z")
"""Whose methods go out: `Session.get` asks a server, `PreparedRequest.headers.get` a mapping."""

_LONGEST = 60
_LONG = 300


class _Seen(Protocol):
    """Makes a sighting of the call at hand."""

    def __call__(self, kind: str, what: str, value: str = "", *, certain: bool = True) -> "Sighting": ...


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """One thing seen in one place.

    Args:
        kind: one of the words above.
        what: the table, file, channel, call or variable.
        who: the function or module that does it.
        value: a number, where there is one.
        certain: whether it follows from imports, definitions and literals alone.
    """

    kind: str
    what: str
    who: str
    path: str
    line: int
    value: str = ""
    certain: bool = True

    @property
    def place(self) -> str:
        return f"{self.path}:{self.line}"


def is_aside(path: str) -> bool:
    """Whether a file belongs to tests, examples or documents, which own no data."""
    return _SIDE.search(path) is not None


def of(path: str, text: str, found: facts.Facts) -> Iterator[Sighting]:
    """Everything that a file tells; the text gives no more than the numbers that stand in its calls."""
    if path.endswith(SCHEMA):
        yield from _of_schema(path, text)
        return
    lines = text.splitlines()
    named = constants.given(text) if languages.language(path) == "python" and _TOLD.search(text) else {}
    for call in found.calls:
        if call.how == "call":
            given = named.get((call.line, call.column), _NOTHING_GIVEN)
            yield from _of_call(path, call, found.module or path, lines, given)
    for entry in found.registrations:
        registry = entry.how == "decorator" or _REGISTRY.search(_last(entry.registry)) is not None
        if (registry and _is_handler(entry.value, found)) or (
            entry.key and _is_defined(entry.value, found)
        ):
            what = _harmless(entry.key or entry.registry)
            yield Sighting(
                kind=HANDLES, what=what, who=_harmless(entry.value), path=path, line=entry.line,
                value=_harmless(entry.registry), certain=registry,
            )  # fmt: skip
    for read in found.environment:
        yield Sighting(
            kind=SETTING, what=_harmless(read.name), who=found.module or path, path=path, line=read.line
        )


def _of_schema(path: str, text: str) -> Iterator[Sighting]:
    for table in schemas.tables(text):
        if table.rules:
            rules = _harmless(", ".join(table.rules), _LONG)
            yield Sighting(
                kind=GUARDS, what=_harmless(table.name), who=path, path=path, line=table.line, value=rules
            )


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _is_handler(value: str, found: facts.Facts) -> bool:
    """Whether what was registered is a function or a class that the file defines or imports.

    An attribute of an object is neither, nor is a constant, which is told by its capitals.
    """
    if not value or _last(value).isupper() or _last(value).startswith("__"):
        return False
    if _is_defined(value, found):
        return True
    imported = [name for names in found.aliases.values() for name in names]
    return any(value == name or value.startswith(f"{name}.") for name in imported)


def _is_defined(value: str, found: facts.Facts) -> bool:
    """Whether the file itself defines the function or class; what is imported may be any value."""
    local = value.removeprefix(f"{found.module}.") if found.module else value
    return any(local == one.name for one in found.definitions)


def _of_call(
    path: str, call: facts.Call, module: str, lines: list[str], given: constants.Given
) -> Iterator[Sighting]:
    who = _harmless(f"{module.rpartition('.')[2]}.{call.owner}" if call.owner else module)

    def seen(kind: str, what: str, value: str = "", *, certain: bool = True) -> Sighting:
        return Sighting(
            kind=kind,
            what=_harmless(what),
            who=who,
            path=path,
            line=call.line,
            value=value,
            certain=certain,
        )

    for table in (
        () if _TALKS.search(call.method) else _tables(call.first or given.first or _word(given, _STATEMENT))
    ):
        yield seen(WRITES_ROW, table)
    if model := _ORM.search(call.name):
        yield seen(WRITES_ROW, model["model"], certain=False)
    if file := _FILE.match(call.first):
        if effects.writes(call) == "yes":
            yield seen(WRITES_FILE, file["stem"], call.first[-_LONGEST:])
        elif _SAVES.search(call.method):
            yield seen(SAVES, file["stem"], _harmless(call.name or call.method), certain=call.certain)
    channel = call.first or given.first or _word(given, _CHANNEL)
    if _DECLARE.match(call.method):
        yield seen(DECLARES, channel or call.method)
    if _SUBSCRIBE.match(call.method) and channel:
        yield seen(HANDLES, channel, _harmless(call.method), certain=False)
    yield from _waits(path, call, lines, given, seen)


def _tables(text: str) -> Iterator[str]:
    """The tables that a statement writes to: one, or more behind `WITH`."""
    before = _BEFORE.match(text)
    sql = text[before.end() :] if before else text
    if sql[:5].casefold().rstrip() == "with":
        yield from dict.fromkeys(found["table"] for found in _SQL_WITH.finditer(sql))
    elif found := _SQL.match(sql):
        yield found["table"]


def _word(given: constants.Given, names: Sequence[str]) -> str:
    """The text that a call is given by one of these names."""
    values = (given.words[name][0] for name in names if name in given.words)
    return next((value for value in values if isinstance(value, str)), "")


def _waits(
    path: str, call: facts.Call, lines: list[str], given: constants.Given, seen: _Seen
) -> Iterator[Sighting]:
    """A call to the outside with its time-out, or without any."""
    timed = [word for word in call.keywords if "timeout" in word.replace("_", "").casefold()]
    near = " ".join(lines[call.line - 1 : call.line + 3]) if 1 <= call.line <= len(lines) else ""
    if timed and not _is_here(call):
        if languages.language(path) == "python":
            values = [
                told for word in timed if word in given.words and (told := _seconds(*given.words[word]))
            ]
            endless = not values and _goes_out(call) and _NO_LIMIT.search(near) is not None
        else:
            values, endless = _milliseconds(near, timed), False
        if endless:
            yield seen(UNLIMITED, call.name)
        else:
            told = values[0] if values else ""
            yield seen(WAITS, call.name or call.method, told, certain=bool(values) and _is_out(call))
    elif not timed and _goes_out(call):
        yield seen(UNLIMITED, call.name)
    for value, _ in given.words.values():
        for limit in _SERVER_WAITS.finditer(str(value)) if is_database(call.name) else ():
            amount = int(limit["value"]) * _UNITS[limit["unit"] or "ms"]
            kind = WAITS if amount else UNLIMITED
            yield seen(kind, f"{call.name} {limit['name']}", f"{amount:g}" if amount else "")


def _milliseconds(near: str, timed: Sequence[str]) -> list[str]:
    """The first time-out of these names, in seconds: a library of JavaScript takes it in milliseconds."""
    found = next((one for one in _WAIT.finditer(near) if one["name"] in timed), None)
    if found is None or not found["value"]:
        return []
    return [f"{float(found['value'].replace('_', '')) / 1000:g}"]


def _is_here(call: facts.Call) -> bool:
    """Whether a call waits for something of our own, as far as its name tells."""
    return not _is_out(call) and (call.certain or _HERE.match(call.method) is not None)


def _is_out(call: facts.Call) -> bool:
    return _OUT.match(call.name) is not None or effects.effect(call) in ("network", "database")


def _seconds(value: constants.Literal, constant: str) -> str:
    """A time-out in seconds, as Python's libraries take it; a constant's name may say that it is not."""
    if isinstance(value, str):
        return ""
    return f"{value / 1000:g}" if constant.upper().endswith(("_MS", "_MILLIS")) else f"{value:g}"


def _goes_out(call: facts.Call) -> bool:
    """Whether a call surely reaches something outside, so that it may wait for ever."""
    if not _OUT.match(call.name) or "**" in call.keywords or not effects.effect(call):
        return False
    if call.method.casefold() not in _REACHES:
        return False
    parts = call.name.split(".")[:-1]
    kinds = [number for number, part in enumerate(parts) if part[:1].isupper()]
    return not kinds or (kinds == [len(parts) - 1] and _CLIENT.search(parts[-1]) is not None)


def is_database(name: str) -> bool:
    """Whether a call reaches a database, so that its time-out belongs to the questions on databases."""
    return _DATABASE.match(name) is not None


def _harmless(text: str, longest: int = _LONGEST) -> str:
    """A name or a literal on one line, without anything that a page or a terminal takes for more."""
    plain = "".join(sign if sign.isprintable() and sign not in "`|" else " " for sign in text)
    return " ".join(plain.split())[:longest]
