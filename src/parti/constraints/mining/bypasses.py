"""Mines helpers: a small function of ours around something from outside, which most of the code calls.

Called by `mine`. A *bypass* is a place that does by hand what the helper does (Engler's deviant behaviour:
a belief that most of the code shows). Which function is a helper is told by its size, by how few outside
names it uses, and by what it does with them: it returns them, enters them, or is named after them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from parti.constraints.mining import proposal, samples
from parti.constraints.mining.ground import Ground
from parti.constraints.mining.proposal import Sample
from parti.source import effects, facts, lines

LINES = 25
"""The most lines that a helper has."""

PRIMITIVES = 3
"""The most outside names that a helper uses."""

SHARE = 0.5
"""The share of all uses that must go through the helper."""

SITES, FILES = 4, 3
"""The fewest places and files that call a helper."""

RIVALS = 0.25
"""The share of its uses that helpers of other modules may have, before a primitive counts as generic."""

_WRITE = "open-for-write"
_DIRECT = re.compile(r"\s*(?:(?:return|yield|yield from|with|async with|await|return await)\s+)?\Z")
_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_IDLE = frozenset((
    "get", "set", "make", "from", "the", "new", "is", "has", "to", "for", "with", "of", "as", "run", "call",
    "add", "create", "do", "start", "stop", "on", "in", "by", "or", "and", "use", "all", "any", "update",
))  # fmt: skip
_METHODS = (".get", ".items", ".keys", ".values", ".append", ".pop", ".copy", ".format", ".join", ".split")
_TYPES = frozenset(
    {"str", "bytes", "dict", "list", "set", "tuple", "int", "float", "object", "frozenset", "type"}
)
_STEPS = 5
_NOISE = (
    "typing.", "typing_extensions.", "collections.", "dataclasses.", "enum.", "abc.", "functools.",
    "itertools.", "contextlib.", "operator.", "warnings.", "inspect.", "types.", "os.path.", "string.",
    "copy.", "logging.", "builtins.", "unittest.", "pytest.", "__future__.", "weakref.", "traceback.",
    "textwrap.", "math.", "numbers.", "asyncio.iscoroutine", "sys.", "pathlib.Path", "os.sep", "os.environ",
    "re.", "attr.", "numpy.", "time.perf_counter", "time.monotonic", "os.fspath", "json.JSON",
)  # fmt: skip
_KEEP = frozenset({"logging.getLogger", "sys.exit"})


class Candidate(msgspec.Struct, frozen=True):
    """A function that may be a helper: the outside names that it uses, and how often its own file does."""

    name: str
    path: str
    primitives: tuple[str, ...]
    own: tuple[int, ...]
    own_uses: int


class Tally(msgspec.Struct, frozen=True):
    """How often a name is used, and in which files at most so many."""

    sites: int = 0
    files: int = 0
    first: str = ""


class Bypasses:
    """Gathers the uses of names and the functions that wrap them."""

    def __init__(self, ground: Ground, text: Callable[[str], str]) -> None:
        self._ground = ground
        self._text = text
        self._used: dict[str, Tally] = {}
        self._exports: dict[str, str] = {}
        self._candidates: list[Candidate] = []

    def see(self, path: str, module: str, known: facts.Facts) -> None:
        """One file: what it uses, what it re-exports, what it wraps."""
        here = _uses(known.calls, self._ground)
        for name, sites in here.items():
            tally = self._used.get(name, Tally(first=path))
            self._used[name] = Tally(tally.sites + sites, tally.files + 1, tally.first)
        for alias, targets in known.aliases.items():
            if targets and self._ground.is_ours(targets[0]):
                self._exports[f"{module}.{alias}"] = self._ground.plain(targets[0])
        self._candidates.extend(self._wrappers(path, module, known, here))

    def proposals(self) -> Iterator[proposal.Proposal]:
        """One proposal a helper, for the primitives that mostly go through it."""
        merged: defaultdict[str, Tally] = defaultdict(Tally)
        for name, tally in self._used.items():
            origin = self._origin(name)
            into = merged[origin]
            both = (into.sites + tally.sites, into.files + tally.files)
            merged[origin] = Tally(*both, into.first or tally.first)
        known = [each for each in self._candidates if self._is_used(each, merged)]
        known.sort(key=lambda c: (-merged[c.name].sites, c.name))
        taken: set[str] = set()
        for each in known:
            uses = merged[each.name].sites - each.own_uses
            primitives = [
                name
                for name, own in zip(each.primitives, each.own, strict=True)
                if name not in taken
                and uses >= SHARE * (uses + merged[name].sites - own)
                and RIVALS * uses >= _others(each, name, known, merged)
            ]
            if primitives:
                taken.update(primitives)
                yield from self._proposal(each, primitives, uses, merged[each.name].first)

    def _is_used(self, each: Candidate, used: Mapping[str, Tally]) -> bool:
        """Whether enough places in enough files call a candidate."""
        tally = used[each.name]
        return tally.sites - each.own_uses >= SITES and tally.files - bool(each.own_uses) >= FILES

    def _proposal(
        self, each: Candidate, primitives: Sequence[str], uses: int, path: str
    ) -> Iterator[proposal.Proposal]:
        obeying = samples.called(each.name, path)
        breaking = _raw(primitives[0], path)
        if obeying is None or breaking is None:
            return
        include = self._ground.include
        verb = "is" if len(primitives) == 1 else "are"
        yield proposal.Proposal(
            key=proposal.key(
                "through", *each.name.split(".")[-1 - ("_" not in each.name.rpartition(".")[2]) :]
            ),
            miner="bypasses",
            title=f"{proposal.named(tuple(primitives))} {verb} used only through `{each.name}`",
            reason="One helper does this; a place that does it by hand misses the next fix.",
            check="only-through",
            options={"helper": each.name, "instead-of": tuple(primitives)},
            include=include,
            exclude=self._ground.aside(include),
            kept=uses,
            unit="uses",
            obeying=obeying,
            breaking=breaking,
            weight=1.2,
        )

    def _origin(self, name: str) -> str:
        """A name of ours where it is defined, after every re-export is undone."""
        for _ in range(_STEPS):
            further = self._exports.get(name)
            if further is None or further == name:
                return name
            name = further
        return name

    def _wrappers(
        self, path: str, module: str, known: facts.Facts, here: Counter[str]
    ) -> Iterator[Candidate]:
        """The functions of a file that could be helpers."""
        bodies: defaultdict[str, list[facts.Call]] = defaultdict(list)
        for call in known.calls:
            bodies[call.owner.split(".", 1)[0]].append(call)
        text: tuple[str, ...] = ()
        for each in known.definitions:
            last = each.name
            small = each.end_line - each.line < LINES
            if each.kind != "function" or "." in last or last.startswith("_") or not small:
                continue
            inside = [c for c in bodies[last] if c.how == "call" and each.line <= c.line <= each.end_line]
            outside = {name: c for c in inside if (name := _outside(c, self._ground))}
            if not 1 <= len(outside) <= PRIMITIVES:
                continue
            text = text or lines.of(self._text(path))
            about = _about(last, outside, text)
            if about:
                own = tuple(here[name] for name in about)
                yield Candidate(f"{module}.{last}", path, about, own, here[f"{module}.{last}"])


def _others(each: Candidate, name: str, known: Sequence[Candidate], used: Mapping[str, Tally]) -> int:
    """The uses of other modules' helpers around a primitive: one with two helpers has none."""
    home = each.name.rpartition(".")[0]
    rivals = [c for c in known if name in c.primitives and c.name.rpartition(".")[0] != home]
    return sum(used[c.name].sites - c.own_uses for c in rivals)


def _uses(calls: Sequence[facts.Call], ground: Ground) -> Counter[str]:
    """How many lines of a file use each name that could be a helper or a primitive."""
    lines: set[tuple[str, int]] = set()
    for call in calls:
        if effects.writes(call) != "no":
            lines.add((_WRITE, call.line))
        if call.certain and "." in call.name:
            lines.add((ground.plain(call.name), call.line))
    return Counter(name for name, _ in lines)


def _outside(call: facts.Call, ground: Ground) -> str:
    """The outside thing that a call uses; empty for what is ours, built in, or everywhere."""
    if effects.writes(call) == "yes":
        return _WRITE
    name = call.name
    if not call.certain or "." not in name or ground.is_ours(name):
        return ""
    last = name.rpartition(".")[2]
    if name not in _KEEP and (name.startswith(_NOISE) or last.endswith(("Error", "Exception", "Warning"))):
        return ""
    if name.endswith(_METHODS):
        return ""
    return name


def _about(helper: str, outside: Mapping[str, facts.Call], text: Sequence[str]) -> tuple[str, ...]:
    """The primitives that a helper is about; all when it talks with one outside module alone."""
    found = tuple(name for name, call in outside.items() if _is_about(helper, name, call, text))
    if found or len(outside) < 2:
        return found
    owners = {name.rpartition(".")[0] for name in outside}
    return tuple(outside) if len(owners) == 1 and not _is_class(owners.pop()) else ()


def _is_about(helper: str, name: str, call: facts.Call, text: Sequence[str]) -> bool:
    """Whether a helper is named after a primitive, or returns or enters it, and does not merely use it."""
    owner, _, last = name.rpartition(".")
    if name == _WRITE:
        return True
    if owner in _TYPES:
        return False
    shares = not _tokens(helper).isdisjoint(_tokens(last))
    if last[:1].isupper() or _is_class(owner):
        return shares
    module = owner.rpartition(".")[2]
    return shares or not _tokens(helper).isdisjoint(_tokens(module)) or _is_direct(call, text)


def _is_class(owner: str) -> bool:
    return owner in _TYPES or owner.rpartition(".")[2][:1].isupper()


def _is_direct(call: facts.Call, text: Sequence[str]) -> bool:
    """Whether the call is the whole of what a line returns, yields or enters."""
    if not 0 < call.line <= len(text):
        return False
    line = text[call.line - 1]
    before = line[: call.column - 1]
    if not before.strip() or not _DIRECT.match(before):
        return False
    depth = 0
    for letter in "\n".join(text[call.line - 1 : call.line + LINES])[call.column - 1 :]:
        if depth < 0:
            return letter not in ".["
        depth += letter in "(["
        depth -= letter in ")]"
        if not depth and letter in ")]":
            depth = -1
    return True


def _tokens(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _TOKEN.findall(name)) - _IDLE


def _raw(primitive: str, path: str) -> Sample | None:
    if primitive == _WRITE:
        return Sample(path, "python", 'with open("x", "w") as file:\n    file.write("")')
    return samples.use(primitive, path, "(...)")
