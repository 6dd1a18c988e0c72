"""Where the imports of a Java file lead: the classes of the tree, by package and name.

Called by `graph.read`. A class stands in a file of its own name; a nested one leads to the file of the
outer. `import a.b.*` leads to every file of the package that the text names a class of. Classes of the same
package need no import and give no edge, nor does a class that is written out in full. Where two source
folders hold one class, the nearer is meant.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from parti.source.graph import nearest

_BLANK = r"(?:[\s;\ufeff]++|//[^\n]*|/\*.*?\*/)*+"
_GAP = r"(?:\s++|//[^\n]*|/\*.*?\*/)++"
_GIVEN = r"\((?:[^()\"]++|\"(?:[^\"\\\n]|\\.)*+\"|\([^()]*+\))*+\)"
_PACKAGE = re.compile(
    rf"{_BLANK}(?:@[\w.]++(?:\s*+{_GIVEN})?+{_BLANK})*+package\s+([\w.$\s]+?)\s*;", re.DOTALL
)
_IMPORT = re.compile(
    rf"{_BLANK}import{_GAP}(?:module{_GAP})?+(static{_GAP})?([\w$]+(?:\s*\.\s*[\w$]+)*+)(\s*\.\s*\*)?\s*;",
    re.DOTALL,
)
_UNSAID = re.compile(
    r"//[^\n]*|/\*.*?(?:\*/|\Z)|\"\"\".*?(?:\"\"\"|\Z)|\"(?:[^\"\\\n]|\\.)*+\"?|'(?:[^'\\\n]|\\.)*+'?",
    re.DOTALL,
)
_WORD = re.compile(r"[\w$]+")


def targets(paths: Sequence[str], read: Callable[[str], str]) -> Callable[[str, str], Iterator[str]]:
    """A function that gives the files which a Java file imports."""
    classes: dict[str, list[str]] = defaultdict(list)
    packages: dict[str, dict[str, str]] = defaultdict(dict)
    for path in paths:
        if path.endswith(".java"):
            package, stem = _package(read(path))[0], path.rpartition("/")[2].removesuffix(".java")
            name = f"{package}.{stem}".lstrip(".")
            classes[name].append(path)
            packages[package][stem] = name

    def of(path: str, text: str) -> Iterator[str]:
        used: AbstractSet[str] | None = None
        rows = list(_imports(text))
        for static, name, star in rows:
            if star and not static and name in packages:
                if used is None:
                    used = _open(text, rows) - packages[_package(text)[0]].keys()
                inside = packages[name]
                yield from (
                    nearest.of(path, classes[inside[each]]) for each in sorted(used & inside.keys())
                )
                continue
            found = _outer(name, classes)
            if found:
                yield nearest.of(path, classes[found])

    return of


def _open(text: str, rows: Sequence[tuple[bool, str, bool]]) -> AbstractSet[str]:
    """The words of the code that a star may give a meaning: none that is imported by its name."""
    named = {name.rpartition(".")[2] for static, name, star in rows if not star and not static}
    return set(_WORD.findall(_UNSAID.sub(" ", text))) - named


def _package(text: str) -> tuple[str, int]:
    """The package of a text, empty when it names none, and where its imports begin."""
    match = _PACKAGE.match(text)
    return ("".join(match[1].split()), match.end()) if match else ("", 0)


def _imports(text: str) -> Iterator[tuple[bool, str, bool]]:
    """(static, name, star) of each import; they stand between the package and the first declaration."""
    at = _package(text)[1]
    while match := _IMPORT.match(text, at):
        at = match.end()
        yield bool(match[1]), "".join(match[2].split()), bool(match[3])


def _outer(name: str, classes: Mapping[str, Sequence[str]]) -> str:
    """The class of the tree that a name stands for or lies in; empty when there is none."""
    while name and name not in classes:
        name = name.rpartition(".")[0]
    return name
