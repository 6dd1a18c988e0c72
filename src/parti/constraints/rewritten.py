"""Whether a line that was rewritten where it stands still holds the breach that it held before.

Called by the baseline for a finding on such a line; `moves` says which lines it may have been, and that one
of them was a breach of the same constraint is known. It is the same breach when the old line named what the
finding tells of, called it through a variable, bypassed the same helper or touched the same part of the
world: `utcnow()` that becomes `now()` reads one clock before and after. A silent handler that takes no more
than the one before is that one. Of a call that a message quotes, the function is what is forbidden, and not
what it is given. Anything else is new: a rule may forbid many things, and the mended one buys no other.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from parti.constraints import apart, finding, moves, same_around
from parti.source import effects

_TOLD = re.compile(r"`([^`]+)`")
_CALL = re.compile(r"([\w$@/.-]+)\(.*\Z", re.DOTALL)
_THING = re.compile(r"[\w$@/-]+")
"""A word of what a message tells; the name of a package is one, with all its signs."""
_NAME = re.compile(r"(?<![\w$.])[A-Za-z_$][\w$]*")
_CALLED = re.compile(r"`([\w$@/.-]+)` is (?:called|passed on|used)\b")
_INSTEAD = re.compile(r" instead of `")
_TOUCHES = re.compile(r"` touches the (\w+), which is forbidden")
_CATCHES = re.compile(r"(?<!\w)except\b\*?([^:]*?)(?:(?<!\s)\s+as\s+\w+\s*)?:")
_HANDLER = "`except"
"""How a message begins to quote a handler of Python."""
_NAMED = re.compile(r"[\w.]+")
_WIDTH = {"BaseException": 2, "": 2, "Exception": 1}
"""How much a handler of Python takes; any other class of errors takes less than these."""
_IMPORTS = re.compile(r"` (?:is imported where|imports) ")
_QUOTED = re.compile(r"""\b(?:from|require\(|import\(|import)\s*(?P<quote>['"])(?P<module>.+?)(?P=quote)""")
_FROM = re.compile(r"\bfrom\s+(?P<module>\S+)\s+import\s+(?P<names>[^#]*)")
_BRINGS = re.compile(r"\b(?:import|require|from|use)\b")


def before(move: moves.Moved, each: finding.Finding) -> Iterator[tuple[str, str]]:
    """The lines that the line of a finding may have been with the same breach, trimmed.

    Each comes with what told it apart, where it read like many others.
    """
    numbers = move.at.get(each.place.line, ())
    for at, line in enumerate(move.lines.get(each.place.line, ())):
        around = apart.around(move.before, numbers[at]) if numbers else ""
        if move.origin != move.path or _is_still(line, around, move.before, each):
            yield line, around


def _is_still(line: str, around: str, text: str, each: finding.Finding) -> bool:
    """Whether it is the same breach, with what tells the lines apart in hand."""
    if not same_around.is_near(around, each.around):
        return False
    old, new = apart.whole(line, around), apart.whole(each.snippet, each.around)
    return (old == new and bool(around)) or _is_same(old, text, msgspec.structs.replace(each, snippet=new))


def _is_same(line: str, text: str, each: finding.Finding) -> bool:
    if _INSTEAD.search(each.message):
        return True
    if _HANDLER in each.message:
        return _takes(line, each.snippet)
    touched = _TOUCHES.search(each.message)
    if touched and any(_names(line, word) for word in effects.words(touched[1])):
        return True
    told = [_CALL.sub(r"\1", said) for said in _TOLD.findall(each.message)]
    things = [thing for said in told for thing in _THING.findall(said)]
    now = [thing for thing in things if _names(each.snippet, thing)]
    if _IMPORTS.search(each.message) and _brings_along(line, each):
        return True
    if now and all(_names(line, thing) for thing in now):
        return True
    called = _CALLED.match(each.message)
    return called is not None and _holds(line, text, called[1])


def _brings_along(line: str, each: finding.Finding) -> bool:
    """Whether a line imported another thing of the same module.

    In Python a name in small letters may be a module itself, and that is another one.
    """
    form = _FROM if each.place.path.endswith(".py") else _QUOTED
    old, new = form.search(line), form.search(each.snippet)
    if old is None or new is None or old["module"] != new["module"]:
        return False
    return form is _QUOTED or all(name[0].isupper() for name in _NAME.findall(new["names"]))


def _takes(line: str, now: str) -> bool:
    """Whether a handler took all that another one takes: `except:` before `except Exception:`."""
    old, new = _CATCHES.match(line), _CATCHES.match(now)
    if old is None or new is None:
        return False
    were, are = _NAMED.findall(old[1]), _NAMED.findall(new[1])
    return _width(were) > _width(are) or were == are or (bool(are) and set(are) <= set(were))


def _width(names: Sequence[str]) -> int:
    return max(_WIDTH.get(name.removeprefix("builtins."), 0) for name in names or [""])


def _holds(line: str, text: str, said: str) -> bool:
    """Whether a line uses a variable that another line bound to what is told: `copy = later(fs.copy)`."""
    words = _THING.findall(said)
    return any(
        name in bound
        and all(_names(bound, word) for word in (name, *words))
        and _binds(bound, name, words[-1])
        for name in _NAME.findall(line)
        for bound in _lines(text)
    )


def _binds(line: str, name: str, thing: str) -> bool:
    """Whether a line makes a name stand for a function; what a call of it gives is another thing."""
    if _BRINGS.search(line):
        return True
    value = re.search(rf"(?<![\w$.]){re.escape(name)}\s*=(?!=)(.*)", line)
    return value is not None and re.search(rf"{re.escape(thing)}(?![\w$])(?!\s*\()", value[1]) is not None


@lru_cache(maxsize=4)
def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n"))


def _names(line: str, thing: str) -> bool:
    return re.search(rf"(?<![\w$@/-]){re.escape(thing)}(?![\w$/-])", line) is not None
