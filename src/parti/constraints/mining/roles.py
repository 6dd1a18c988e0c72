"""Mines roles: files of one name that nearly all use one symbol (`tasks.py` and the application's `app`).

Called by `mine`. A deviant is seldom a mistake, so these are proposals of the last rank: conventions that a
newcomer would otherwise have to guess. Symbols from outside are left out: a framework asks for its own.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from parti.constraints.mining import proposal
from parti.constraints.mining.ground import Ground
from parti.constraints.mining.proposal import Sample
from parti.source import facts

SHARE = 0.9
"""The share of a role's files that must use the symbol."""

FEWEST = 8
"""The fewest files that make a role."""

_COMMONPLACE = 0.3
_SKIPPED = (
    "typing",
    "__future__",
    "collections",
    "dataclasses",
    "logging",
    "enum",
    "abc",
    "functools",
    "os",
)


class Roles:
    """Gathers what files of one name import."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._files: Counter[str] = Counter()
        self._symbols: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._everywhere: Counter[str] = Counter()
        self._paths: dict[str, str] = {}

    def see(self, path: str, known: facts.Facts) -> None:
        """One file's imported symbols, under the file's name."""
        name = path.rsplit("/", 1)[-1]
        if not name.endswith(".py") or name.startswith("__") or not known.calls:
            return
        self._files[name] += 1
        self._paths.setdefault(name, path)
        symbols = {
            target
            for each in known.imports
            if each.names and not each.typing
            for target in each.targets()
            if not target.startswith(_SKIPPED)
        }
        self._symbols[name].update(self._ground.plain(symbol) for symbol in symbols)
        self._everywhere.update(self._ground.plain(symbol) for symbol in symbols)

    def proposals(self) -> Iterator[proposal.Proposal]:
        """One proposal a role: the symbol that is most its own."""
        for name, count in sorted(self._files.items()):
            if count < FEWEST:
                continue
            shared = [
                (symbol, held)
                for symbol, held in self._symbols[name].most_common(20)
                if held >= SHARE * count
                and self._ground.is_ours(symbol)
                and self._everywhere[symbol] * _COMMONPLACE <= held
            ]
            if shared:
                symbol, held = min(shared, key=lambda row: (self._everywhere[row[0]] / row[1], row[0]))
                yield self._proposal(name, symbol, held)

    def _proposal(self, name: str, symbol: str, held: int) -> proposal.Proposal:
        owner, _, last = symbol.rpartition(".")
        path = self._paths[name]
        include = tuple(f"{g[:-2]}**/{name}" for g in self._ground.include if path.startswith(g[:-2]))
        return proposal.Proposal(
            key=proposal.key("role", name.removesuffix(".py"), last),
            miner="roles",
            title=f"Every `{name}` must use `{symbol}`",
            reason=f"{held} files of this name do; a newcomer reads that name as a promise.",
            check="pattern",
            options={"require": last, "message": f"`{name}` without `{symbol}`"},
            include=include or (f"**/{name}",),
            exclude=self._ground.aside(include),
            kept=held,
            unit="files",
            obeying=Sample(path, "python", f"from {owner} import {last}\n\n{last}\n"),
            breaking=Sample(path, "python", "def nothing_of_it(): ...\n"),
            weight=0.4,
        )
