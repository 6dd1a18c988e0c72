"""Mines registries: functions and classes that all stand in one map, or all carry one decorator.

Called by `mine`. What is in the map is told by facts; what *should* be is told by a name or a base class
that those in the map share and hardly anything outside it has.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from parti.constraints.mining import proposal
from parti.constraints.mining.ground import Ground
from parti.constraints.mining.members import Fits, Member, Members, covers
from parti.constraints.mining.proposal import Sample
from parti.source import facts

SHARE = 0.9
"""The share of those with the name or base that must be registered."""

FEWEST = 5
"""The fewest members that make a habit."""

_PATTERN_SHARE = 0.6
_SKIPPED = (
    "property", "staticmethod", "classmethod", "functools.", "contextlib.", "abc.", "dataclasses.",
    "typing.", "typing_extensions.", "pytest.", "unittest.", "enum.", "attr.", "attrs.", "warnings.",
    "overload", "cached_property", "builtins.",
)  # fmt: skip


class Registries:
    """Gathers definitions and registrations."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._members: list[Member] = []
        self._every = Members(())
        self._entries: defaultdict[str, set[str]] = defaultdict(set)
        self._homes: dict[str, str] = {}

    def see(self, path: str, module: str, known: facts.Facts) -> None:
        """One file's definitions and registrations."""
        if not path.endswith(".py"):
            return
        for each in known.definitions:
            if "." not in each.name and not each.name.startswith("_"):
                full = f"{module}.{each.name}"
                self._members.append(Member(full, each.name, each.kind, path, each.bases, each.decorators))
        for entry in known.registrations:
            if entry.how != "decorator" and entry.value and "." in entry.registry:
                registry = self._ground.plain(entry.registry)
                self._entries[registry].add(self._ground.plain(entry.value))
                self._homes.setdefault(registry, path)

    def proposals(self) -> Iterator[proposal.Proposal]:
        """One proposal a registry, and one a decorator, where a pattern tells who belongs there."""
        by_full = {member.full: member for member in self._members}
        self._every = Members(self._members)
        for registry, values in sorted(self._entries.items()):
            inside = [by_full[value] for value in sorted(values) if value in by_full]
            if len(inside) >= FEWEST:
                yield from self._in_map(registry, inside)
        carried: defaultdict[str, list[Member]] = defaultdict(list)
        for member in self._members:
            for decorator in dict.fromkeys(member.decorators):
                if "." in decorator and not decorator.startswith(_SKIPPED):
                    carried[decorator].append(member)
        for decorator, members in sorted(carried.items()):
            if len(members) >= FEWEST:
                yield from self._decorated(decorator, members)

    def _in_map(self, registry: str, inside: Sequence[Member]) -> Iterator[proposal.Proposal]:
        found = self._pattern(inside)
        if found is None:
            return
        every, include, kept = found
        first = inside[0]
        home = self._homes[registry]
        last = registry.rpartition(".")[2]
        keyword = "def" if first.kind == "function" else "class"
        base = f"({every.partition('(')[2]}" if "(" in every else ""
        name = _invented(every)
        line = f"def {name}(): ...\n" if keyword == "def" else f"class {name}{base}: ...\n"
        imported = f"from {first.full.rpartition('.')[0]} import {name}\n"
        kept_code = f"{line}# file: {home}\n{imported}{last} = {{'x': {name}}}\n"
        broken_code = f"{line}# file: {home}\n{last} = {{}}\n"
        yield proposal.Proposal(
            key=proposal.key("registered", last),
            miner="registries",
            title=f"Every `{every}` is registered in `{registry}`",
            reason=f"What is not in `{last}` is never called, and nothing else says so.",
            check="registered-in",
            options={"every": every, "in": registry},
            include=include,
            exclude=self._ground.aside(include),
            kept=kept,
            unit=f"{'functions' if keyword == 'def' else 'classes'}",
            obeying=Sample(first.path, "python", kept_code),
            breaking=Sample(first.path, "python", broken_code),
            weight=0.9,
        )

    def _decorated(self, decorator: str, members: Sequence[Member]) -> Iterator[proposal.Proposal]:
        found = self._pattern(members)
        if found is None:
            return
        every, include, kept = found
        first = members[0]
        if len({m.path for m in members}) == 1 and "(" not in every:
            return
        name = _invented(every)
        base = f"({every.partition('(')[2]}" if "(" in every else ""
        line = f"def {name}(): ...\n" if first.kind == "function" else f"class {name}{base}: ...\n"
        last = decorator.rpartition(".")[2]
        head, spelling = self._imported(self._ground.plain(decorator))
        yield proposal.Proposal(
            key=proposal.key("decorated", last, every.split(" ", 1)[1]),
            miner="registries",
            title=f"Every `{every}` must carry `@{decorator}`",
            reason=f"One without `@{last}` looks finished and is not.",
            check="registered-in",
            options={"every": every, "decorator": decorator},
            include=include,
            exclude=self._ground.aside(include),
            kept=kept,
            unit=f"{'functions' if first.kind == 'function' else 'classes'}",
            obeying=Sample(first.path, "python", f"{head}@{spelling}\n{line}"),
            breaking=Sample(first.path, "python", line),
            weight=0.7,
        )

    def _imported(self, decorator: str) -> tuple[str, str]:
        """(the import of a decorator, how it is written behind it): one of a class comes with its class."""
        module = self._ground.module(decorator)
        if not module or module == decorator:
            module = decorator.rpartition(".")[0]
        rest = decorator.removeprefix(f"{module}.")
        return f"from {module} import {rest.partition('.')[0]}\n\n\n", rest

    def _pattern(self, inside: Sequence[Member]) -> tuple[str, tuple[str, ...], int] | None:
        """The pattern that says who belongs, its scope, and how many obey; None when none fits."""
        kind = Counter(member.kind for member in inside).most_common(1)[0][0]
        include = self._scope([member.path for member in inside])
        named = [one for full in {m.full for m in inside} for one in self._every.named[full]]
        here = [member for member in named if covers(member.path, include)]
        best: tuple[float, str, int] | None = None
        for every, fits in _patterns(kind, inside):
            kept = sum(1 for member in here if fits(member))
            if kept < FEWEST or kept < _PATTERN_SHARE * len(inside):
                continue
            held = self._every.within(fits, include)
            if kept >= SHARE * held and (best is None or kept / held * kept > best[0]):
                best = (kept / held * kept, every, kept)
        return (best[1], include, best[2]) if best else None

    def _scope(self, paths: Sequence[str]) -> tuple[str, ...]:
        """The smallest folder that holds all; the whole tree when that is none."""
        folders = [path.split("/")[:-1] for path in paths]
        shared: list[str] = []
        for parts in zip(*folders, strict=False):
            if len(set(parts)) > 1:
                break
            shared.append(parts[0])
        if len(set(paths)) == 1:
            return (paths[0],)
        return ("/".join([*shared, "**"]),) if shared else self._ground.include


def _patterns(kind: str, inside: Sequence[Member]) -> Iterator[tuple[str, Fits]]:
    """Candidate patterns: a shared base, a shared beginning, a shared end."""
    bases = Counter(base for member in inside for base in dict.fromkeys(member.bases))
    for base, count in bases.most_common(2):
        if count >= FEWEST and base not in {"object", "Exception"}:
            last = base.rpartition(".")[2]
            yield f"class *({last})", Fits(kind, "*", last)
    for glob in _globs([member.name for member in inside]):
        yield f"{kind} {glob}", Fits(kind, glob)


def _globs(names: Sequence[str]) -> list[str]:
    """Beginnings and ends of at least four letters that most names share."""
    found: Counter[str] = Counter()
    for name in names:
        words = name.split("_") if "_" in name else _humps(name)
        if len(words) > 1:
            sign = "_" if "_" in name else ""
            found[f"{words[0]}{sign}*"] += 1
            found[f"*{sign}{words[-1]}"] += 1
    need = max(FEWEST, _PATTERN_SHARE * len(names))
    return [glob for glob, count in found.most_common(4) if count >= need and len(glob) > 4]


def _humps(name: str) -> list[str]:
    words: list[str] = []
    for letter in name:
        if letter.isupper() or not words:
            words.append(letter)
        else:
            words[-1] += letter
    return words


def _invented(every: str) -> str:
    """A name that a pattern matches."""
    glob = every.split(" ", 1)[1].partition("(")[0]
    return glob.replace("*", "Example" if every.startswith("class") else "example")
