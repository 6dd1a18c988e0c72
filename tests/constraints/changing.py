"""A small project and a change of it, for the tests of what a change brings that the document should name.

Used by the test files about candidates, so that all of them ask in the same way about the same project.
"""

from collections.abc import Iterable, Mapping

from parti.constraints import candidates, document
from parti.constraints.tree import Lazy
from parti.source import reading, shape

STORE = """import json

def save(path, x):
    with open(path, "w") as f:
        json.dump(x, f)
"""
CALLER = "from app.store import save\n\ndef f():\n    save(1, 2)\n"
BEFORE = {
    "src/app/store.py": STORE,
    "src/app/web/__init__.py": "",
    "src/app/web/a.py": CALLER,
    "src/app/jobs/__init__.py": "",
    "src/app/jobs/j.py": "x = 1\n",
    "pyproject.toml": '[project]\nname = "app"\ndependencies = []\n',
}
Files = Mapping[str, str]


def find(
    new: Files, document_text: str = "", before: Files = BEFORE, gone: Iterable[str] = ()
) -> tuple[candidates.Candidate, ...]:
    """The candidates of a change that writes some files and takes others away."""
    after = {path: text for path, text in {**before, **new}.items() if path not in set(gone)}
    tree = Lazy(after, after.__getitem__, None, reading.extract)
    paths = sorted({*before, *after})
    changed = [p for p in paths if before.get(p) != after.get(p)]
    texts = [shape.FileChange(path, before.get(path), after.get(path)) for path in changed]
    return candidates.find(texts, tree, document.parse(document_text), reading.extract)


def keys(found: Iterable[candidates.Candidate]) -> list[str]:
    """What each candidate is remembered by."""
    return [each.key for each in found]


def called(times: int, path: str = "src/app/web/b.py") -> dict[str, str]:
    """A file that calls the store's helper so often."""
    return {path: "from app.store import save\n\ndef g():\n" + "    save(1, 2)\n" * times}
