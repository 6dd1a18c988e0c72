"""Contradictions that logic finds: two owners, values or orders, a repeat without a key, broken machines.

Called by what stands between a design and its lock, beside `contradictions`, which does the sums. Silent
where the words could mean something else.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from parti.constraints.finding import Finding, Place
from parti.design import acknowledging, contradictions, coverage, elements, machines, models, moves
from parti.design import state as states
from parti.design.contradictions import Said
from parti.records import vocabulary as facts

_OWNS = re.compile(
    r"\b(?:only|solely)\s+(?:the\s+)?(?P<owner>`?[\w-]+`?(?:\s+(?!and\b|writes?\b|owns?\b)[\w-]+){0,3}?)\s+"
    r"(?:may\s+)?(?:writes?|owns?)\s+(?:to\s+)?(?:the\s+)?(?P<data>`[^`]+`|[\w-]+)(?:\s+table)?(?=\W|$)"
    r"|(?:^|[.;,]\s*|\b(?:the|and)\s+)(?P<data2>`[^`]+`|[\w-]+)(?:\s+table)?\s+(?:is|are)\s+(?:only\s+)?"
    r"(?:written|owned)\s+(?:only\s+)?by\s+(?:only\s+)?(?:the\s+)?"
    r"(?P<owner2>`?[\w-]+`?(?:\s+[\w-]+)?)(?=[.,;]|$| only\b)",
    re.IGNORECASE,
)
_NOTHING = frozenset(
    [
        "it",
        "they",
        "them",
        "this",
        "that",
        "everything",
        "anything",
        "nothing",
        "file",
        "record",
        "table",
        "data",
        "each",
        "every",
        "all",
    ]
)
_AT_LEAST_ONCE = re.compile(
    r"\bat[- ]least[- ]once\b|\b(?:ack\w*|acknowledge\w*)\b[^.;]{0,20}\bafter\b[^.;]{0,20}\bcommit\w*",
    re.IGNORECASE,
)
_KEYED = re.compile(
    r"\bidempot\w*|\bunique\b|\bdedup\w*|\bde-dup\w*|\bduplicates?\b|\bupsert\w*|\bon conflict\b|"
    r"\balready (?:seen|there|stored|processed|done)\b|"
    r"\b(?:inbox|processed)[- ]table\b|\bprimary key\b|\bsecond time\b|"
    r"\btwice\b|\bonce per\b|\b(?:one|a single) \w+ (?:an?|per|each|for (?:an?|each|every)) \w+|"
    r"\bexactly[- ]once\b|\bset[- ]based\b|\bsame (?:id|key)\b|\brepeat\w*\b|"
    r"\bredeliver\w*\b[^.;]{0,40}\b(?:id|key)\b",
    re.IGNORECASE,
)
_ASSIGNED = re.compile(
    r"(?<![\w.])`?(?P<name>[A-Za-z]\w*_\w+)`?\s*(?:=|:|\bis set to\b|\bset to\b|\bis\b)\s*"
    r"`?(?P<value>\d[\d,_.]*)(?!\s*(?:to|-|–)\s*\d)\s*(?P<unit>[a-zA-Z%]{0,8})",
)

_IS_CODE = re.compile(r"[/(]|\.[a-z]{1,5}\b")
"""A path or a call: which component it belongs to is told nowhere."""

_TEXTS = 1024
"""How many answers are remembered: a file of many things is followed by all of this after each."""

_ASIDE = re.compile(
    r"\b(?:was|instead of|not|default|rather than|before|staging|test|dev)\b", re.IGNORECASE
)
"""In a clause with such a word a setting has another value on purpose."""


def findings(state: states.DesignState) -> tuple[Finding, ...]:
    """Every pair of statements that cannot both hold."""
    every = contradictions.said(state)
    return (
        *_two_owners(state, every),
        *_two_shapes(state),
        *_two_values(state, every),
        *_two_orders(state, every),
        *_without_a_key(state, every),
        *_machines(state),
        *_moves(state),
        *_models(state),
    )


def about(state: states.DesignState, key: str) -> tuple[Finding, ...]:
    """What is wrong with one machine or model, as warnings: at the lock they are errors."""
    every = (*_machines(state), *_models(state))
    return tuple(msgspec.structs.replace(one, level="warning") for one in every if one.place.path == key)


def doubled(state: states.DesignState) -> tuple[Finding, ...]:
    """Modules that stand twice on the page: warnings, because both lines may be true of one file."""
    modules = ((key, records[-1].body) for key, records in state.named.items())
    twins = _twins((_path(body), key) for key, body in modules if isinstance(body, facts.ModuleTouched))
    return tuple(_doubled(path, keys) for path, keys in twins)


def _doubled(path: str, keys: Sequence[str]) -> Finding:
    """The first that was said is the one to go: whoever came after it knew more."""
    return Finding(
        code="design/two-modules",
        level="warning",
        message=f"{' and '.join(keys)} are both the module {path}.",
        place=Place(path=keys[0]),
        fix=f'parti withdraw {keys[0]} "<why>"',
    )


def _path(module: facts.ModuleTouched) -> str:
    """As it is meant, however it was typed; with its case, which file systems tell apart."""
    return module.path.strip("` ").removeprefix("./").rstrip("/")


class _Owner(msgspec.Struct, frozen=True):
    key: str
    data: str
    owner: str


def _two_owners(state: states.DesignState, every: Sequence[Said]) -> Iterator[Finding]:
    """One datum, one owner: what is named, and what answers say."""
    named = models.data(state)
    known = {_fold(body.name) for body in named.values()}
    owners = [_Owner(key, _fold(body.name), body.owner) for key, body in named.items()]
    owners += [found for one in every for found in _owners(one) if found.data in known]
    first: dict[str, _Owner] = {}
    for found in owners:
        before = first.setdefault(found.data, found)
        if not _alike(before.owner, found.owner):
            message = (
                f"{before.key} gives {found.data} to {before.owner}, and {found.key} to {found.owner}."
            )
            yield _finding("two-owners", message, found.key, f"{_again(found.key)}, or change {before.key}")


def _two_shapes(state: states.DesignState) -> Iterator[Finding]:
    """One name of data, one shape; two owners of it are told by themselves."""
    named = models.data(state)
    for name, keys in _twins((" ".join(body.name.casefold().split()), key) for key, body in named.items()):
        bodies = [named[key] for key in keys]
        same = all(_alike(bodies[0].owner, body.owner) for body in bodies)
        if same and len({body.shape for body in bodies}) > 1:
            message = f"{' and '.join(keys)} give {name} different shapes."
            yield _finding("two-data", message, keys[-1], f'parti withdraw {keys[-1]} "<why>"')


@functools.lru_cache(_TEXTS)
def _owners(one: Said) -> tuple[_Owner, ...]:
    return tuple(_owned(one))


def _owned(one: Said) -> Iterator[_Owner]:
    for match in _OWNS.finditer(one.text):
        data, owner = match["data"] or match["data2"], match["owner"] or match["owner2"]
        if _fold(data) not in _NOTHING and _fold(owner) not in _NOTHING:
            yield _Owner(one.key, _fold(data), owner.strip("`"))


def _alike(one: str, other: str) -> bool:
    """Owners that share a telling word may be one and the same, and so may a file and a component."""
    if bool(_IS_CODE.search(one)) != bool(_IS_CODE.search(other)):
        return True
    first, second = _telling(one), _telling(other)
    return not first or not second or not first.isdisjoint(second)


def _telling(text: str) -> frozenset[str]:
    plain = re.findall(r"[a-z0-9]+", text.casefold().replace("_", " "))
    return frozenset(_fold(word) for word in plain if word not in ("the", "a", "an", "only", "alone", "s"))


class _Setting(msgspec.Struct, frozen=True):
    """A setting as one statement gives it, and the components that it is of; none where none is told."""

    key: str
    amount: float
    words: str
    homes: frozenset[str]


def _two_values(state: states.DesignState, every: Sequence[Said]) -> Iterator[Finding]:
    """A setting by its name has one value in one component."""
    owners = elements.owners(state)
    names = tuple(component.name for component in state.component_bodies())
    known: dict[tuple[str, str], list[_Setting]] = {}
    for one in every:
        for clause in re.split(r"[.;]\s", one.text):
            if "_" not in clause or _ASIDE.search(clause):
                continue
            for found in _ASSIGNED.finditer(clause):
                before = known.setdefault((found["name"].casefold(), found["unit"].casefold()), [])
                amount = float(re.sub(r"[,_]", "", found["value"]).rstrip("."))
                homes = elements.named(clause, names) or owners.get(one.key, frozenset())
                made = _Setting(one.key, amount, found["value"], homes)
                other = next((said for said in before if _disagree(said, made)), None)
                if other is not None:
                    message = (
                        f"{other.key} sets {found['name']} to {other.words}, and {one.key} to {made.words}."
                    )
                    yield _finding(
                        "two-values", message, one.key, f"{_again(one.key)}, or change {other.key}"
                    )
                elif made not in before:
                    before.append(made)


def _disagree(one: _Setting, other: _Setting) -> bool:
    apart = one.homes and other.homes and one.homes.isdisjoint(other.homes)
    return one.amount != other.amount and one.key != other.key and not apart


def _two_orders(state: states.DesignState, every: Sequence[Said]) -> Iterator[Finding]:
    """A message is acknowledged before its effect is stored, or after."""
    if found := acknowledging.pair(every, state):
        early, late = found
        order = f"{early.key} acknowledges before it stores, and {late.key} stores first"
        message = f"{order}; nothing that they name tells the two apart."
        yield _finding("two-orders", message, early.key, f"{_again(early.key)}, or change {late.key}")


def _without_a_key(state: states.DesignState, every: Sequence[Said]) -> Iterator[Finding]:
    """What may come twice needs something by which the second one is known; told once all else is."""
    twice = next((one for one in every if _AT_LEAST_ONCE.search(one.text)), None)
    serious = any(q.severity in ("blocker", "high") for q in coverage.open_questions(state))
    if twice is None or serious or any(_KEYED.search(one.text) for one in every):
        return
    if any(
        field.key in ("primary", "unique") for model in models.in_design(state) for field in model.fields
    ):
        return
    message = (
        f"By {twice.key} a message may come twice, and nothing in the design knows the second one again."
    )
    fix = 'parti invariant "<what is stored once, by which unique key>" --why "…"'
    yield _finding("no-key", message, twice.key, fix)


def _machines(state: states.DesignState) -> Iterator[Finding]:
    found = tuple(machines.in_design(state))
    for machine in found:
        for fault in machines.faults(machine):
            yield _finding(fault.rule, f"{machine.name}: {fault.message}", machine.key, fault.fix)
    for name, keys in _twins((machine.name.casefold(), machine.key) for machine in found):
        message = f"{' and '.join(keys)} are both the state machine of {name}."
        yield _finding("two-machines", message, keys[-1], f'parti withdraw {keys[-1]} "<why>"')


def _moves(state: states.DesignState) -> Iterator[Finding]:
    """What is told of a life agrees with the machine of it."""
    for one in moves.wrong(state):
        fix = f"{_again(one.key)}, or parti machine … --key {one.machine.key}"
        yield _finding("machine", f"{one.key} {one.message}.", one.key, fix)


def _models(state: states.DesignState) -> Iterator[Finding]:
    found = tuple(models.in_design(state))
    for model in found:
        for wrong in models.faults(state, model):
            fix = f'parti withdraw {model.key} "<why>", then parti data … --field "<name>: <type>"'
            yield _finding("model", f"{model.key}: {wrong}.", model.key, fix)
    for name, keys in _twins((model.data.casefold(), model.key) for model in found):
        message = f"{' and '.join(keys)} are both the model of {name}."
        yield _finding("two-models", message, keys[-1], f'parti withdraw {keys[-1]} "<why>"')


def _twins(named: Iterable[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    keys: dict[str, list[str]] = {}
    for name, key in named:
        keys.setdefault(name, []).append(key)
    return ((name, found) for name, found in keys.items() if len(found) > 1)


def _fold(text: str) -> str:
    """A name without quotes, case and a plural's end."""
    plain = " ".join(text.casefold().strip("`").split())
    return plain.removesuffix("s") if len(plain) > 3 and not plain.endswith("ss") else plain


def _again(key: str) -> str:
    if key.startswith("Q-"):
        return f'parti answer {key} "…"'
    verbs = {"D": "decide", "INV": "invariant", "FM": "failure", "DATA": "data"}
    return f"parti {verbs.get(key.split('-')[0], 'withdraw')} … --key {key}"


def _finding(rule: str, message: str, key: str, fix: str) -> Finding:
    return Finding(code=f"design/{rule}", level="error", message=message, place=Place(path=key), fix=fix)
