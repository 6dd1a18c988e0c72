"""What is killed: a fixed plan of appends and writes, each acknowledged through a pipe once it returned.

There are two ways: `careful` is Parti's own `log.append` and `files.write`, `naive` is what most
programs do.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from parti.records import files, log, refusal
from parti.records import vocabulary as facts

OLD_PAGE = b"old " * 2000
NEW_PAGE = b"the new page, which is longer\n" * 400


class Way(msgspec.Struct, frozen=True):
    """How a program writes, and how it says that it could not."""

    append: Callable[[Path, str, Sequence[facts.Record]], object]
    write: Callable[[Path, bytes], object]
    refuses: type[Exception]


class Step(msgspec.Struct, frozen=True):
    """One append (to `file` below the folder, by writer) or, without records, one write of a page."""

    file: str
    records: tuple[facts.Record, ...] = ()


def record(name: str, length: int = 60) -> facts.Record:
    """A record that is the same in each run."""
    fact = facts.FeatureClosed(reason=f"{name} {'x' * length}")
    return log.make(fact, at="2026-01-01T00:00:00.000000Z", by="Ada <ada@example.org>", parents=())


PLAN = (
    Step("log/own", (record("one"),)),
    Step("log/own", (record("two"), record("three"), record("four"))),
    Step("log/fresh", (record("five"),)),
    Step("new/deep/log/own", (record("six"),)),
    Step("log/torn", (record("seven"),)),
    Step("log/full", (record("eight"),)),
    Step("page.md"),
    Step("new/page.md"),
    Step("log/own", (record("nine", 100_000),)),
)


def prepare(folder: Path, way: Way) -> None:
    """A log with a file at rest, one with a torn tail and one that is full; and a page.

    The naive writer gets no torn tail: whatever comes out red shall be of its own making.
    """
    own = b"".join(log.line_of(record(f"old {number}")) for number in range(3))
    torn = b"".join(log.line_of(record(f"older {number}")) for number in range(2))
    torn += log.line_of(record("cut"))[:70] if way is CAREFUL else b""
    full = log.line_of(record("huge", log.SEGMENT_BYTES))
    for name, data in (("own", own), ("torn", torn), ("full", full)):
        files.write(folder / f"log/{name}.jsonl", data)
    files.write(folder / "page.md", OLD_PAGE)


def rested() -> frozenset[str]:
    """Ids that the prepared log holds."""
    names = [*(f"old {number}" for number in range(3)), *(f"older {number}" for number in range(2))]
    return frozenset((*(record(name).id for name in names), record("huge", log.SEGMENT_BYTES).id))


def run(way: Way, folder: Path, acknowledge: int, plan: Sequence[Step] = PLAN) -> None:
    """Does the plan; says `+<what>` for each step that returned and `-<what>` for each that was refused."""
    for step in plan:
        words = [one.id for one in step.records] or [step.file]
        try:
            _do(way, folder, step)
            sign = "+"
        except way.refuses:
            sign = "-"
        with suppress(OSError):
            os.write(acknowledge, "".join(f"{sign}{word}\n" for word in words).encode())


def _do(way: Way, folder: Path, step: Step) -> None:
    path = folder / step.file
    if step.records:
        way.append(path.parent, path.name, step.records)
    else:
        way.write(path, NEW_PAGE)


def _append_naively(folder: Path, writer: str, records: Sequence[facts.Record]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{writer}.jsonl").open("a") as file:
        for piece in _pieces(records):
            file.write(piece)
            file.flush()


def _pieces(records: Sequence[facts.Record]) -> Iterator[str]:
    for one in records:
        line = log.line_of(one).decode()
        yield line[: len(line) // 2]
        yield line[len(line) // 2 :]


def _write_naively(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        json.dump(json.loads(json.dumps(data.decode())), file)


def page_of(way: Way, data: bytes) -> bytes:
    """What a page holds after a write that went well."""
    return json.dumps(data.decode()).encode() if way is NAIVE else data


CAREFUL = Way(append=log.append, write=files.write, refuses=refusal.Refusal)
NAIVE = Way(append=_append_naively, write=_write_naively, refuses=OSError)
WAYS = {"careful": CAREFUL, "naive": NAIVE}


def copy(template: Path, folder: Path) -> None:
    """A fresh folder for one run."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)
