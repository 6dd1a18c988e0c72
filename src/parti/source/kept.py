"""What was read out of texts, kept by content: a text that did not change is not read twice.

Opened by `workflow`, asked for the facts of files by the trees of the constraints room and by the shape,
and for the constraint document. One SQLite file in the
user's cache folder: several processes may share it, a killed one leaves it whole, and every value carries
a digest of its own. A value that does not fit its digest is made anew, a file that SQLite calls damaged
is thrown away, and a new Parti, Python or engine begins a new file: the cache is never believed.
"""

import functools
import hashlib
import importlib.util
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from parti.source import facts as kinds

Value = TypeVar("Value")
Extract = Callable[[str, str], kinds.Facts]
ExtractImports = Callable[[str, str], kinds.Imported]

LAYOUT = 9
"""Raised when extraction says something else about the same text."""

_CHECK = 8
_WAIT = 0.25
_OLD_DAYS = 30


class Kept:
    """A store of facts; every method works, at worst slowly, when the store cannot.

    Args:
        folder: where the store lies; made when missing.
        extract: makes the facts of `(text, path)` when the store has none.
        imports: makes the imports of `(text, path)` alone; without it, they are taken from the facts.
    """

    def __init__(self, folder: Path, extract: Extract, imports: ExtractImports | None = None) -> None:
        self._extract = extract
        self._imports = imports or self._among_facts
        self._decoder = msgspec.msgpack.Decoder(kinds.Facts)
        self._encoder = msgspec.msgpack.Encoder(order="deterministic")
        self._path = folder / f"facts-{_edition()}.sqlite3"
        self._store: Any = None
        self._ending: object = None
        self._open()

    def facts(self, text: str, path: str) -> kinds.Facts:
        """The facts of a file, from the store or made now."""
        key = _key(text, path)
        found = self._read(key, self._decoder)
        if found is None:
            found = self._extract(text, path)
            self._write(key, found)
        return found

    def imported(self, text: str, path: str) -> kinds.Imported:
        """The imports of a file alone, from the store or made now; from its facts where they are there."""
        known = self._read(_key(text, path), self._decoder)
        if known is not None:
            return kinds.Imported(known.imports, known.problem)
        return self.value(kinds.Imported, f"imports {path}", text, lambda: self._imports(text, path))

    def _among_facts(self, text: str, path: str) -> kinds.Imported:
        known = self.facts(text, path)
        return kinds.Imported(known.imports, known.problem)

    def value(
        self,
        kind: type[Value],
        label: str,
        text: str,
        make: Callable[[], Value],
        still: Callable[[], bool] | None = None,
    ) -> Value:
        """Any other value made of one text alone, from the store or made now.

        Args:
            kind: what the value is; its fields are part of the key.
            label: tells apart what is made of the same text.
            make: makes the value; two values made of one text are equal.
            still: asked once it is made, whether it may be kept; without it, it may.
        """
        fields = repr(getattr(kind, "__struct_fields__", ()))
        key = _key(text, f"{label}\0{fields}")
        found = self._read(key, msgspec.msgpack.Decoder(kind))
        if found is None:
            found = make()
            if still is None or still():
                self._write(key, found)
        return found

    def close(self) -> None:
        """Lets the store go; asked again it only extracts."""
        if self._store is not None:
            self._store.close()
            self._store = self._ending = None

    def _close_at_the_end(self) -> None:
        """What was written is put in its place when the process ends, or each later one would read it."""
        if self._ending is None:
            import weakref

            self._ending = weakref.finalize(self, self._store.close)

    def _open(self) -> None:
        import sqlite3

        self._errors = sqlite3.Error
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._store = _opened(self._path)
        except (sqlite3.Error, OSError):
            self._renew()

    def _renew(self) -> None:
        """A damaged store is thrown away; one that cannot be made is done without."""
        self.close()
        try:
            for path in self._path.parent.glob(f"{self._path.name}*"):
                path.unlink(missing_ok=True)
            self._store = _opened(self._path)
        except (self._errors, OSError):
            self._store = None

    def _read(self, key: bytes, decoder: msgspec.msgpack.Decoder[Value]) -> Value | None:
        if self._store is None:
            return None
        try:
            row = self._store.execute("select value from facts where key = ?", (key,)).fetchone()
        except self._errors as error:
            if not _is_busy(error):
                self._renew()
            return None
        if row is None or not isinstance(row[0], bytes) or _checked(row[0][_CHECK:]) != row[0][:_CHECK]:
            return None
        try:
            return decoder.decode(row[0][_CHECK:])
        except msgspec.MsgspecError:
            return None

    def _write(self, key: bytes, found: object) -> None:
        if self._store is None:
            return
        try:
            value = self._encoder.encode(found)
        except (TypeError, ValueError, RecursionError):
            return  # a value that cannot be written down is made again each time
        try:
            self._close_at_the_end()
            self._store.execute(
                "insert or replace into facts values (?, ?)", (key, _checked(value) + value)
            )
        except self._errors as error:
            if not _is_busy(error):
                self._renew()


def _opened(path: Path) -> Any:
    """A connection without transactions of its own; losing the last values in a crash is no loss."""
    import sqlite3

    store = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    try:
        store.execute("pragma journal_mode = wal")
        store.execute("pragma synchronous = off")
        store.execute("pragma cache_size = -2000")
        store.execute("create table if not exists facts (key blob primary key, value blob) without rowid")
    except sqlite3.Error:
        store.close()
        raise
    return store


def _is_busy(error: Exception) -> bool:
    """Somebody else writes just now; nothing is wrong with the store."""
    return "locked" in str(error) or "busy" in str(error)


def _key(text: str, path: str) -> bytes:
    digest = hashlib.blake2b(path.encode("utf-8", "surrogateescape"), digest_size=16)
    digest.update(b"\0")
    digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.digest()


def _checked(value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=_CHECK).digest()


def _edition() -> str:
    """What made the facts: our layout, the Python whose parser reads, the engine for the others."""
    engine = importlib.util.find_spec("ast_grep_py")
    made = Path(engine.origin).stat().st_mtime_ns if engine and engine.origin else 0
    parts = (LAYOUT, sys.version_info[:3], made, kinds.Facts.__struct_fields__)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]


@functools.cache
def code() -> str:
    """A digest of the code that judges, by times and sizes: what other code found is old."""
    said = [f"{path} {time} {size}" for path, time, size in stamps(("constraints", "source", "library"))]
    return hashlib.sha256("\n".join([_edition(), *said]).encode()).hexdigest()[:16]


def stamps(rooms: Sequence[str]) -> tuple[tuple[str, int, int], ...]:
    """(path, time, size) of every file of some rooms of the package."""
    top = Path(__file__).parents[1]
    return tuple(sorted(stamp for room in rooms for stamp in _below(f"{top}{os.sep}{room}")))


def _below(folder: str) -> Iterator[tuple[str, int, int]]:
    """(path, time, size) of every file below a folder that is not compiled; links to folders are left."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path)
            elif entry.is_file() and not entry.name.endswith(".pyc"):
                about = entry.stat()
                yield entry.path, about.st_mtime_ns, about.st_size


def sweep_old(folder: Path, now: float) -> int:
    """Removes stores of other editions that nobody touched for a month; how many files went.

    Args:
        now: seconds since the epoch.
    """
    gone = 0
    for path in folder.glob("facts-*.sqlite3*"):
        if _edition() not in path.name and now - path.stat().st_mtime > _OLD_DAYS * 86_400:
            path.unlink(missing_ok=True)
            gone += 1
    return gone
