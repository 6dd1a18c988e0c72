"""Mines the dependencies: what is imported from outside today, as the list of what may be.

Called by `mine`. A list is proposed while a person can read it; each new name on it is then a decision.
"""

import sys
from collections import Counter
from collections.abc import Iterator

from parti.constraints.mining import proposal
from parti.constraints.mining.ground import Ground
from parti.constraints.mining.proposal import Sample
from parti.source import facts

MOST = 60
"""More outside packages than this are no list that anybody reads."""

_FEWEST_FILES = 5


class Dependencies:
    """Gathers the outside packages that Python files import."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._files: Counter[str] = Counter()
        self._path = ""
        self._read = 0

    def see(self, path: str, known: facts.Facts) -> None:
        """One file's outside packages."""
        if not path.endswith(".py"):
            return
        self._read += 1
        found = {
            name.split(".", 1)[0] for each in known.imports if not each.level for name in each.targets()
        }
        own = self._ground.tops
        outside = {
            name for name in found if name and name not in sys.stdlib_module_names and name not in own
        }
        self._files.update(outside - {"__main__"})
        self._path = self._path or path

    def proposals(self) -> Iterator[proposal.Proposal]:
        """One proposal, unless the list would be empty or endless."""
        names = tuple(sorted(self._files))
        if not 0 < len(names) <= MOST or self._read < _FEWEST_FILES:
            return
        include = tuple(g.replace("/**", "/**/*.py") for g in self._ground.include if _is_python(g))
        yield proposal.Proposal(
            key="dependencies",
            miner="dependencies",
            title=f"No package but the standard library and {_these(len(names))} is imported: "
            f"{proposal.named(tuple(n for n, _ in self._files.most_common()))}",
            reason="Each dependency is somebody else's release day, so a new one is a decision.",
            check="allowed-dependencies",
            options={"allow": names},
            include=include,
            exclude=self._ground.aside(include),
            kept=sum(self._files.values()),
            unit="imports",
            obeying=Sample(self._path, "python", f"import {names[0]}\n"),
            breaking=Sample(self._path, "python", f"import {_stranger(names)}\n"),
            weight=0.75,
        )


def _these(count: int) -> str:
    return "this one" if count == 1 else f"these {count}"


def _is_python(glob: str) -> bool:
    return glob.endswith(("/**", ".py"))


def _stranger(names: tuple[str, ...]) -> str:
    """A package that nobody allowed."""
    return "left_pad" if "left_pad" not in names else "right_pad"
