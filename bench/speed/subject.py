"""What is timed: one job of Parti on a folder, as a process of its own.

Run as `python -m bench.speed.subject <job> <folder> …` by `bench.speed`. Nothing is kept between runs,
and every job prints one line of figures. What one job needs is loaded by it, so that the others do not pay.
"""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from parti.constraints.finding import Finding


def tree(folder: str, kind: str = "ARCHITECTURE", package: str = "", *only: str) -> dict[str, object]:
    """Checks a whole tree, or some of its files, with the rules and contracts."""
    return _checked(folder, kind, package, "LAYERS", only)


def below(folder: str, kind: str, package: str) -> dict[str, object]:
    """The same with one more layer on top, so that hardly a file lies in the top layer."""
    return _checked(folder, kind, package, "ABOVE", ())


def _checked(folder: str, kind: str, package: str, layers: str, only: "Sequence[str]") -> dict[str, object]:
    from bench.speed import rules
    from parti.constraints import conformance, document
    from parti.constraints import tree as trees

    known = document.parse(rules.document(getattr(rules, kind), package, layers=getattr(rules, layers)))
    paths = only or list(walk(folder))
    lazy = trees.Lazy(paths, reader(folder), only or None)
    found = list(conformance.judge(known.constraints, lazy))
    return {"findings": len(found), "places": digest(map(told, found))}


def sought(folder: str, kind: str, ending: str, language: str, how: str) -> dict[str, object]:
    """What a set of rules finds in the files of a language, `scanned` before the parse or `unscanned`."""
    from bench.speed import rules, sound
    from parti.constraints import conformance, document
    from parti.constraints import tree as trees

    known = document.parse(rules.document(sound.wanted(kind), language=language, ending=ending))
    if len(known.constraints) < len(sound.wanted(kind)):
        raise SystemExit(str([each.message for each in known.findings]))
    lazy = trees.Lazy(list(walk(folder, ending)), reader(folder))
    found = list(conformance.judge(known.constraints, lazy, prefilter=how == "scanned"))
    return {"files": len(lazy.paths()), "findings": len(found), "places": digest(map(told, found))}


def floor(folder: str, kind: str = "ARCHITECTURE") -> dict[str, object]:
    """What nobody can do without: reading, one scan for words, the imports, parsing the candidates.

    Candidates are the files that the product parses, and no others, so that it cannot fall below its floor.
    """
    from ast_grep_py import SgRoot

    from bench.speed import rules
    from parti.constraints import conformance, constraint, document, sweep
    from parti.constraints import tree as trees
    from parti.source import import_statements

    known = document.parse(rules.document(getattr(rules, kind)))
    read = reader(folder)
    lazy = trees.Lazy([], read)
    looks = [look for _, look in conformance.looks(known.constraints, lazy)[0]]
    chosen = sweep.chooser(looks, 10_000)
    parsed = characters = 0
    for path in walk(folder):
        text = read(path)
        source = constraint.Source(path, text)
        import_statements.statements(text)
        if any(sweep.may_match(looks[at], source) for at in chosen(text)):
            SgRoot(text, "python").root()
            parsed += 1
            characters += len(text)
    return {"parsed": parsed, "characters": characters}


def graph(folder: str, package: str, ending: str = "") -> dict[str, object]:
    """The import graph of a package, of the files with an ending where one is given."""
    import json

    from parti.source.graph import read

    paths = [f"{package}/{path}" for path in walk(f"{folder}/{package}", ending)]
    edges = list(read.edges(paths, reader(folder)))
    with open(f"{folder}/edges.json", "w") as file:  # noqa: PTH123 - `pathlib` takes longer than it does
        file.write(json.dumps(edges))
    return {"edges": len(edges)}


def walk(folder: str, ending: str = ".py") -> "Iterable[str]":
    """Paths below a folder, relative to it."""
    start = len(folder.rstrip("/")) + 1
    waiting = [folder.rstrip("/")]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                elif entry.name.endswith(ending):
                    yield entry.path[start:]


def reader(folder: str) -> "Callable[[str], str]":
    """Reads a file below a folder as Parti does."""

    def read(path: str) -> str:
        with open(f"{folder}/{path}", "rb") as file:  # noqa: PTH123 - what the product does is timed
            return file.read().decode("utf-8", "replace")

    return read


def told(each: "Finding") -> str:
    """A finding by its rule and place."""
    return f"{each.code} {each.place.path}:{each.place.line}:{each.place.column}"


def digest(rows: "Iterable[str]") -> str:
    """One word for a set of findings."""
    import hashlib

    return hashlib.sha256("\n".join(sorted(set(rows))).encode()).hexdigest()[:12]


def main() -> None:
    """Runs the job that is named."""
    import json

    job, *words = sys.argv[1:]
    said = {"tree": tree, "below": below, "sought": sought, "floor": floor, "graph": graph}[job](*words)
    print(json.dumps({**said, "peak MB": peak()}))


def peak() -> int:
    """The largest memory of this process in MB. Not `getrusage`: its figure begins at the parent's."""
    with open("/proc/self/status") as file:  # noqa: PTH123 - as above
        status = file.read()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


if __name__ == "__main__":
    main()
