"""What a loop takes out of a collection has the class that an annotation, or what is written out, tells.

`for path in root.glob("*")` is the everyday way to a hundred files, so what is done to each of them is told
as what is done to one. A collection of unknown things tells nothing.
"""

import pytest

from parti.source import python_facts


def told(body: str, head: str = "f(paths: list[Path], x)") -> list[str]:
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    known = python_facts.extract(f"from pathlib import Path\n\n\ndef {head}:\n{lines}")
    assert known.problem is None
    return [call.name for call in known.calls if call.method == "unlink" and call.certain]


@pytest.mark.parametrize(
    "body",
    [
        "for p in paths:\n    p.unlink()",
        "[p.unlink() for p in paths]",
        "any(p.unlink() for p in sorted(paths))",
        "for p in Path(x).glob('*'):\n    p.unlink()",
        "for p in sorted((Path(x) / 'a').rglob('*'), reverse=True):\n    p.unlink()",
        "found = list(Path(x).iterdir())\nfor p in found:\n    p.unlink()",
        "for p in [Path(x), Path('a')]:\n    p.unlink()",
        "for p in (Path(each) for each in x):\n    p.unlink()",
        "for p in reversed(paths):\n    q = p.parent\n    q.unlink()",
    ],
)
def test_each_of_them_is_one(body: str) -> None:
    assert told(body) == ["pathlib.Path.unlink"]


@pytest.mark.parametrize("kind", ["Iterable[Path]", "'list[Path]'", "set[Path] | None", "tuple[Path, ...]"])
def test_an_annotation_names_what_it_holds(kind: str) -> None:
    assert told("for p in paths:\n    p.unlink()", f"f(paths: {kind})") == ["pathlib.Path.unlink"]


@pytest.mark.parametrize(
    "body",
    [
        "for p in x:\n    p.unlink()",
        "for p in paths:\n    p = x\nx.unlink()",
        "paths.unlink()",
        "for p in x.glob('*'):\n    p.unlink()",
        "for p in [x]:\n    p.unlink()",
        "x = sorted(x)\nx = list(x)\nfor p in x:\n    p.unlink()",
        "for p in 'abc':\n    p.unlink()",
    ],
)
def test_what_nobody_tells_is_not_known(body: str) -> None:
    assert told(body) == []
