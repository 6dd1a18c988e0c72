"""Mines where the world is touched: outside modules that only a few places import.

Called by `mine`. `subprocess` in one file of two hundred is a door that somebody built; the second door is
seldom built on purpose. Modules that one place alone imports share a proposal.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from parti.constraints.mining import proposal, samples
from parti.constraints.mining.ground import Ground
from parti.constraints.mining.proposal import Sample
from parti.source import facts

PLACES = 2
"""The most files or packages that a door has."""

SHARE = 0.9
"""The share of uses that must lie in those places."""

_SITES = 4
_FILES = 15
_INSIDE = 0.2
_SOME = 3
_DOORS = {
    "processes": ("subprocess", "os.system", "os.popen"),
    "environment variables": ("os.environ", "os.environ.*", "os.getenv"),
    "sockets": ("socket",),
    "SQLite": ("sqlite3",),
    "mail": ("smtplib",),
    "HTTP": ("urllib.request", "http.client"),
    "pickles": ("pickle", "marshal", "shelve"),
    "C": ("ctypes", "cffi"),
    "worker processes": ("multiprocessing",),
}
_WATCHED = {name: door for door, names in _DOORS.items() for name in names}
_COMMON = frozenset({"typing_extensions", "six", "attr", "attrs", "__future__", "_typeshed", "setuptools"})

Uses = Counter[str]


class Effects:
    """Gathers which files use which outside modules."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._doors: defaultdict[str, Uses] = defaultdict(Uses)
        self._paths: dict[str, str] = {}

    def see(self, path: str, module: str, known: facts.Facts) -> None:
        """One file's uses of outside modules, a line each."""
        lines: set[tuple[str, int]] = set()
        for each in known.imports:
            if not each.level and not each.typing:
                lines |= {(door, each.line) for name in each.targets() if (door := self._door(name))}
        for call in known.calls:
            if call.certain and call.name.startswith("os."):
                lines |= {(door, call.line) for door in [_watched(call.name)] if door}
        for door, _ in lines:
            self._doors[door][module] += 1
            self._paths[module] = path

    def proposals(self) -> Iterator[proposal.Proposal]:
        """One proposal a door, and one for all outside modules that share a place."""
        if len(self._ground.files) < _FILES:
            return
        by_place: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for door, uses in sorted(self._doors.items()):
            places = self._places(uses)
            if door not in _DOORS and len({".".join(place.split(".")[:2]) for place in places}) > 1:
                continue
            if sum(uses.values()) >= _SITES and places:
                by_place[places].append(door)
        self._join(by_place)
        for places, doors in sorted(by_place.items()):
            watched = [door for door in doors if door in _DOORS]
            for door in watched:
                yield from self._proposal([door], places)
            others = [door for door in doors if door not in _DOORS]
            if others:
                yield from self._proposal(others, places)

    def _join(self, by_place: dict[tuple[str, ...], list[str]]) -> None:
        """Modules of one package that hold an outside module each become one place, when they are some."""
        packages: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for places, doors in by_place.items():
            package = ".".join(places[0].split(".")[:2])
            alone = all(place.startswith(f"{package}.") or place == package for place in places)
            if alone and not any(door in _DOORS for door in doors) and self._is_small(package):
                packages[package].append(places)
        for package, held in packages.items():
            if len(held) >= _SOME:
                by_place[(package,)] = sorted(door for places in held for door in by_place.pop(places))

    def _is_small(self, module: str) -> bool:
        inside = sum(1 for path in self._ground.files if self._covers(module, path))
        return inside <= _INSIDE * len(self._ground.files)

    def _door(self, name: str) -> str:
        """What an outside import is counted under; empty for ours and for the rest of the library."""
        top = name.split(".", 1)[0]
        if self._ground.is_ours(name) or top in _COMMON:
            return ""
        return _watched(name) or ("" if top in sys.stdlib_module_names else top)

    def _places(self, uses: Uses) -> tuple[str, ...]:
        """The smallest places that hold nearly all uses; none when they are no few."""
        need = SHARE * sum(uses.values())
        most = tuple(name for name, _ in uses.most_common(PLACES))
        for size in range(1, len(most) + 1):
            if sum(uses[name] for name in most[:size]) >= need:
                return tuple(sorted(most[:size]))
        folders: Uses = Counter()
        for name, count in uses.items():
            folders[name.rpartition(".")[0]] += count
        for name, count in folders.most_common(1):
            if name and count >= need and self._is_small(name):
                return (name,)
        return ()

    def _covers(self, module: str, path: str) -> bool:
        glob = self._ground.glob(module)
        return path == glob or (glob.endswith("/**") and path.startswith(glob[:-2]))

    def _proposal(self, doors: Sequence[str], places: tuple[str, ...]) -> Iterator[proposal.Proposal]:
        modules = tuple(name for door in doors for name in _DOORS.get(door, (door,)))
        globs = tuple(filter(None, (self._ground.glob(place) for place in places)))
        used = {name for door in doors for name in self._doors[door]}
        kept = sum(
            count
            for door in doors
            for name, count in self._doors[door].items()
            if any(self._covers(place, self._paths[name]) for place in places)
        )
        include = self._ground.include
        away = next((p for p in self._ground.files if not any(self._covers(m, p) for m in places)), "")
        is_call = doors[0] == "environment variables"
        breaking = "import os\n\nos.getenv('X')\n" if is_call else samples.imported(modules[0], "python")
        obeying = samples.imported(places[0], "python")
        if not (globs and away.endswith(".py") and obeying and breaking and used):
            return
        plain = tuple(name for name in modules if "*" not in name)
        verb = "use" if doors[0] in _DOORS else "import"
        yield proposal.Proposal(
            key=proposal.key("only-in", places[0].rpartition(".")[2], doors[0]),
            miner="effects",
            title=f"Only {proposal.named(places)} may {verb} {proposal.named(plain)}",
            reason=_reason(doors, places),
            check="forbidden-call" if is_call else "forbidden-import",
            options={"calls" if is_call else "modules": modules},
            include=include,
            exclude=(*globs, *self._ground.aside(include)),
            kept=kept,
            unit="uses",
            obeying=Sample(away, "python", obeying),
            breaking=Sample(away, "python", breaking),
            weight=0.85 if doors[0] in _DOORS else 0.65,
        )


def _watched(name: str) -> str:
    """The door that a name of the standard library belongs to; empty for none."""
    head = name
    while head:
        if head in _WATCHED:
            return _WATCHED[head]
        head = head.rpartition(".")[0]
    return ""


def _reason(doors: Sequence[str], places: Sequence[str]) -> str:
    where = "is one place" if len(places) == 1 else f"are {len(places)} places"
    what = doors[0] if doors[0] in _DOORS else "what comes from outside"
    return f"There {where} to look at when {what} must change, fail or be faked in a test."
