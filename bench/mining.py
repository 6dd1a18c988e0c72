"""What mining proposes for a tree: `python -m bench.mining <folder> [--top N]`.

Prints the proposals with their counts, and the time and memory that they took. Nothing is written into the
folder; facts are kept in a temporary folder, as they are in the user's cache, so the time is that of a
first run.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from parti.constraints import tree as trees
from parti.constraints.mining import run
from parti.source import kept, reading

_HIDDEN = frozenset({".git", ".hg", ".tox", "node_modules", "__pycache__", ".venv"})


def of(folder: Path, extract: kept.Extract = reading.extract) -> trees.Lazy:
    """The files of a folder as a tree."""
    paths = [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and _HIDDEN.isdisjoint(path.relative_to(folder).parts)
    ]

    def read(path: str) -> str:
        return (folder / path).read_bytes().decode("utf-8", "replace")

    return trees.Lazy(paths, read, None, extract)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the proposals of one folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--top", type=int, default=20)
    parser.add_argument("--sections", action="store_true", help="print the sections too")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as cache:
        store = kept.Kept(Path(cache), reading.extract)
        tree = of(asked.folder, store.facts)
        began = time.process_time()
        found = run.mine(tree)
        spent = time.process_time() - began
        store.close()
    for number, each in enumerate(found[: asked.top], 1):
        print(f"{number:>3}  {each.key:<40} {each.counts():<36} {each.title}")
        if asked.sections:
            print(f"\n{each.section()}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n{len(found)} proposals in {spent:.1f} s of CPU, {peak:.0f} MB, {len(tree.paths())} files")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
