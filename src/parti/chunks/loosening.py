"""What a test lost between two versions: assertions removed or loosened, cases dropped, skips added.

Called by `oracle` for each test that is there before and after. Assertions are matched by their text, then
by what they speak of, then by a shared name; what is left over was removed.
"""

import ast
import re
from collections.abc import Callable, Collection, Iterator

import msgspec

from parti.chunks.assertions import Test
from parti.chunks.strength import NOTHING, WEAK, Assertion
from parti.constraints.finding import Level

LONGEST = 70

_NAME = re.compile(r"[A-Za-z_]\w*")
_NO_CONDITION = frozenset({"True", "False", "None", "not", "or", "and", "strict", "reason", "raises"})
_NARROWING = re.compile(
    r"(?<![\w.])(?:round|int|abs|bool|sorted|set|frozenset|len)(?=\()|(?<=\.)(?:lower|upper|casefold|[lr]?strip)(?=\()"
)
_CALLS = frozenset({"skip", "skipTest"})
_MARKS = frozenset({"skipif", "skipIf"})
_Same = Callable[[Assertion, Assertion], bool]
_MATCHES: tuple[_Same, ...] = (
    lambda old, new: old.text == new.text,
    lambda old, new: not old.subjects.isdisjoint(new.subjects) and old.expected == new.expected,
    lambda old, new: not old.subjects.isdisjoint(new.subjects),
    lambda old, new: not old.names.isdisjoint(new.names),
    lambda old, new: bool(old.expected) and (old.expected, old.strength) == (new.expected, new.strength),
)


class Loss(msgspec.Struct, frozen=True):
    """One thing that a test no longer says as it did.

    Args:
        names: the names in the assertion that was lost or loosened.
        follows: whether it may follow from a change of the code; a skip never does.
        shown: whether it is only shown in a change that is no chunk's.
    """

    level: Level
    sentence: str
    names: frozenset[str] = frozenset()
    follows: bool = False
    shown: bool = False


def losses(before: Test, after: Test, elsewhere: Collection[str] = ()) -> Iterator[Loss]:
    """What the later version lost.

    Args:
        elsewhere: assertions that other tests gained in the same change; they moved.
    """
    yield from _skipped(before, after)
    if before.cases is not None and after.cases is not None and after.cases < before.cases:
        cases = "1 case" if after.cases == 1 else f"{after.cases} cases"
        yield Loss("error", f"it has {cases}, where it had {before.cases}", follows=True)
    pairs, removed, came = _matched(list(before.assertions), list(after.assertions))
    for old, new in pairs:
        yield from _loosened(old, new)
    for name in sorted(_stubbed(before, after, pairs)):
        yield Loss("warning", f"{name}, of which it speaks, was imported and is made by the test file now")
    shared = any(new.helper for new in after.assertions) and not any(i.helper for i in before.assertions)
    for old in removed:
        if old.strength == NOTHING or old.text in elsewhere:
            continue
        instead = next((new for new in came if _says_more(old, new, after)), None)
        if instead is not None:
            came.remove(instead)
            change = f"{short(old.text)} became {short(instead.text)}"
            yield Loss("warning", f"{change}, which says more of what is made from the same")
        else:
            level: Level = "warning" if shared else "error"
            yield Loss(level, f"the assertion {short(old.text)} was removed", old.names, follows=True)


def _says_more(old: Assertion, new: Assertion, after: Test) -> bool:
    """Whether a stronger assertion came that speaks of a variable made from what the old one spoke of."""
    made = (after.made.get(name, frozenset()) for name in new.names)
    stronger = new.strength > old.strength and not (new.at_times and not old.at_times)
    return stronger and any(not old.subjects.isdisjoint(each) for each in made)


def _stubbed(before: Test, after: Test, pairs: list[tuple[Assertion, Assertion]]) -> frozenset[str]:
    """Names in assertions that stayed, which stood for the code under test and stand for a double now."""
    said = frozenset(name for old, new in pairs for name in old.names & new.names)
    return said & before.brought - after.brought


def _skipped(before: Test, after: Test) -> Iterator[Loss]:
    """Skips that were added; one that stands for an old one had only its condition changed."""
    gone = [marker for marker in sorted(before.skips - after.skips) if _conditional(marker)]
    for marker in sorted(after.skips - before.skips):
        if _kind(marker) in _CALLS and _let_pass(before, after.waits):
            sentence = (
                f"it is skipped when {short(' or '.join(sorted(after.waits)))}, where its assertions held"
            )
            yield Loss("warning", f"{sentence} before, whatever the code did")
            continue
        if _kind(marker) in _MARKS and _condition(marker) in before.waits:
            continue  # `if there: pytest.skip()` became `@pytest.mark.skipif(there)`
        old = next((each for each in gone if _kind(each) == _kind(marker) and _conditional(marker)), "")
        if old:
            gone.remove(old)
            sentence = f"it is skipped when another thing holds: {short(old)} became {short(marker)}"
            yield Loss("error", sentence, shown=True)
        else:
            yield Loss(
                "error",
                f"{marker} was added, so it no longer has to hold",
                shown=_needs(before, after, marker),
            )


def _needs(before: Test, after: Test, marker: str) -> bool:
    """Whether a test that always ran waits for what is not everywhere: `skipIf(REDIS is None)`."""
    waits = after.apart if _kind(marker) in _CALLS else _conditional(marker)
    return not before.skips and _kind(marker).startswith("skip") and waits


def _let_pass(before: Test, waits: Collection[str]) -> bool:
    """Whether what a skip waits for made every assertion hold already: `assert same or not there`."""
    said = [item for item in before.assertions if item.strength > NOTHING]
    return bool(said and waits) and all(set(waits) <= _alternatives(item.text) for item in said)


def _alternatives(text: str) -> set[str]:
    """The sides of an `or` that an assertion consists of."""
    try:
        node = ast.parse(text.removeprefix("assert "), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    parts = node.values if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or) else []
    return {ast.unparse(part) for part in parts}


def _kind(marker: str) -> str:
    return marker.partition("(")[0]


def _conditional(marker: str) -> bool:
    """Whether a skip waits for something that has a name: `skipif(CI)`, and not `skipif(True)`."""
    return not _NO_CONDITION.issuperset(_NAME.findall(_condition(marker)))


def _condition(marker: str) -> str:
    """What is between the brackets of a skip."""
    return marker.partition("(")[2].removesuffix(")")


def short(text: str) -> str:
    """An assertion as a quote of one line."""
    plain = " ".join(text.split())
    return f"`{plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + '…'}`"


def _matched(
    old: list[Assertion], new: list[Assertion]
) -> tuple[list[tuple[Assertion, Assertion]], list[Assertion], list[Assertion]]:
    """Pairs of before and after, and what has no partner before and after; the surest matches go first."""
    pairs: list[tuple[Assertion, Assertion]] = []
    for same in _MATCHES:
        for item in tuple(old):
            near = [other for other in new if same(item, other)]
            partner = next((other for other in near if other.strength >= item.strength), None)
            partner = partner or next(iter(near), None)
            if partner is not None:
                old.remove(item)
                new.remove(partner)
                pairs.append((item, partner))
    return pairs, old, new


def _loosened(old: Assertion, new: Assertion) -> Iterator[Loss]:
    if old.strength == NOTHING:
        return
    change = f"{short(old.text)} became {short(new.text)}"
    if new.strength == NOTHING and old.text == new.text:
        yield Loss("error", f"{short(old.text)} is still there, but can no longer fail")
    elif new.strength < old.strength:
        yield Loss("error", f"{change}, which says less", old.names, follows=new.strength > NOTHING)
    elif new.at_times and not old.at_times:
        yield Loss("warning", f"{short(new.text)} only has to hold at times now")
    elif old.expected == new.expected and (less := _narrowed(old.text, new.text)):
        yield Loss("warning", f"{change}, which looks only at what {less} leaves of it")
    elif old.strength == new.strength and _wider(old, new):
        yield Loss("error", f"{change}, which lets more pass", old.names, follows=True)
    elif old.strength == new.strength > WEAK and _edited(old, new):
        yield Loss("warning", f"the expectation was edited: {change}")


def _narrowed(old: str, new: str) -> str:
    """A function that leaves less of a value and came to an assertion; empty for none."""
    return min(set(_NARROWING.findall(new)) - set(_NARROWING.findall(old)), default="")


def _wider(old: Assertion, new: Assertion) -> bool:
    if old.tolerance is None or new.tolerance is None or old.subjects.isdisjoint(new.subjects):
        return False
    return new.tolerance > old.tolerance


def _edited(old: Assertion, new: Assertion) -> bool:
    return old.text != new.text and old.expected != new.expected
