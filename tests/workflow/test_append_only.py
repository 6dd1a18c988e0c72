"""Files that may only grow, judged over a change: the document says it, git knows both sides."""

from pathlib import Path

import pytest

from parti.workflow import constraining, rot
from tests.workflow import open_houses

GROWS = """
## A page in `docs/decisions` is never rewritten {#decisions-stay}

Who reads why must find what was known.

Scope: `docs/**`. Owner: everybody.

```check append-only
files: [docs/decisions/*.md]
lines: appended
```

```markdown kept
<!-- before: docs/decisions/1.md -->
A log.
<!-- file: docs/decisions/1.md -->
A log.
More.
```

```markdown broken
<!-- before: docs/decisions/1.md -->
A log.
<!-- file: docs/decisions/1.md -->
A database.
```
"""
PAGE = "docs/decisions/1.md"


@pytest.mark.parametrize(
    ("now", "found", "why"),
    [
        ("A log.\n", [], "nothing changed"),
        ("A log.\nSuperseded.\n", [], "it grew"),
        ("A database.\n", [PAGE], "it was rewritten"),
        (None, [PAGE], "it was taken away"),
    ],
)
@pytest.mark.parametrize("whole", [True, False])
def test_what_may_only_grow_is_held_to_the_base(
    tmp_path: Path, now: str | None, found: list[str], why: str, whole: bool
) -> None:
    house = open_houses.ready(tmp_path)
    repository = open_houses.repository(house)
    repository.write("CONSTRAINTS.md", GROWS)
    repository.write(PAGE, "A log.\n")
    repository.commit()
    base = repository.head()
    repository.write("docs/decisions/2.md", "Another page is new.\n")
    if now is None:
        repository.remove(PAGE)
    else:
        repository.write(PAGE, now)
    since = rot.Since(base, tuple(repository.changes(base)))
    seen = constraining.look(house, None if whole else [c.path for c in since.changes], since=since)
    assert [each.place.path for each in seen.new if each.code == "decisions-stay"] == found, why


def test_without_a_base_nothing_can_be_said(tmp_path: Path) -> None:
    house = open_houses.ready(tmp_path)
    open_houses.repository(house).write("CONSTRAINTS.md", GROWS)
    seen = constraining.look(house)
    assert [each for each in seen.new if each.code == "decisions-stay"] == []
