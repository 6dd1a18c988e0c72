"""The constraint document in an agent's own file: a block between two markers, and no byte beside it.

Called by `sync` of the workflow with a file's text. Pure. The opening marker holds the digest of the block,
so that a line written into it by hand is seen before it is lost, and how many line ends before it are
ours, so that taking the block out gives back the file as it was, to the byte.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from parti.constraints import checks, constraint

State = Literal["absent", "current", "stale", "edited", "damaged"]

_MARKER = re.compile(r"[ \t]*(?:<!--|#)[ \t]*parti:(begin|end)\b(.*)\Z", re.DOTALL)
_BEGIN = re.compile(r" digest=(?P<digest>[0-9a-f]{12}) gap=(?P<gap>[0-2])(?P<made> made=file)?(?: -->)?\Z")
_END = re.compile(r"(?: -->)?\Z")
_COMMENT = re.compile(r"<!--+|--+>")
_HELPERS = ("helper", "in", "allow")
_LONGEST = 300


class Rule(msgspec.Struct, frozen=True):
    """One constraint in few words: its id, its line in the block, and the scope that it is listed under."""

    id: str
    line: str
    scope: str


class Style(msgspec.Struct, frozen=True):
    """How a file writes a comment."""

    before: str = "<!-- "
    after: str = " -->"


MARKDOWN = Style()
YAML = Style("# ", "")


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """The block in a text.

    Args:
        start: where the opening marker's line begins.
        end: behind the closing marker, its line end left out.
        gap: how many line ends before the opening marker are ours.
        made: whether the file was made for the block.
        body: what stands between the markers.
        digest: what the opening marker says of the body.
        newline: how its lines end.
    """

    start: int
    end: int
    gap: int
    made: bool
    body: str
    digest: str
    newline: str


class Damage(msgspec.Struct, frozen=True):
    """Markers that do not make one block: the line of the first that is wrong, and how."""

    line: int
    sentence: str


def rules(known: Iterable[constraint.Constraint]) -> tuple[Rule, ...]:
    """The constraints in few words, those of one scope together, in the order of the document."""
    listed = [Rule(rule.id, _line(rule), _scope(rule.scope)) for rule in known]
    scopes = tuple(dict.fromkeys(rule.scope for rule in listed))
    return tuple(sorted(listed, key=lambda rule: scopes.index(rule.scope)))


def body(known: Sequence[Rule], template: str) -> str:
    """What stands between the markers; `template` holds `{rules}`."""
    return template.replace("{rules}", "\n".join(_listed(known)).strip()).strip("\n")


def price(
    known: Sequence[Rule], text: str, tokens: Callable[[str], int]
) -> tuple[tuple[tuple[str, int], ...], int]:
    """(id, tokens) of each rule's line, and the tokens of the whole block."""
    return tuple((rule.id, tokens(f"{rule.line}\n")) for rule in known), tokens(text)


def state(text: str, wanted: str) -> State:
    """How a text stands to the block that it should hold."""
    found = find(text)
    if found is None:
        return "absent"
    if isinstance(found, Damage):
        return "damaged"
    if _digest(found.body) == _digest(wanted):
        return "current" if found.digest == _digest(wanted) else "stale"
    return "stale" if found.digest == _digest(found.body) else "edited"


def splice(text: str, wanted: str, style: Style = MARKDOWN, made: bool = False) -> str:
    """The text with the block in it: in the place of the old one, else at the end.

    Call it only when `state` is `absent` or `stale`. `made` says that the file is made for the block.
    """
    found = find(text)
    newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    if isinstance(found, Found):
        block = _block(wanted, style, found.gap, found.made, newline)
        return f"{text[: found.start]}{block}{text[found.end :]}"
    has_end = text.endswith("\n") or text in ("", "\ufeff")
    gap = 0 if text.endswith(("\n\n", "\n\r\n")) or text in ("", "\ufeff") else 1 if has_end else 2
    tail = newline if has_end else ""
    return f"{text}{newline * gap}{_block(wanted, style, gap, made, newline)}{tail}"


def remove(text: str) -> str:
    """The text without the block, as it was before; the text itself when there is none."""
    found = find(text)
    if not isinstance(found, Found):
        return text
    before = text[: found.start]
    for _ in range(found.gap):
        before = before.removesuffix(found.newline)
    after = re.sub(r"\A\r?\n", "", text[found.end :])
    joins = before and after and not before.endswith("\n")
    return f"{before}\n{after}" if joins else before + after


def is_made(text: str) -> bool:
    """Whether the file of this text was made for the block."""
    found = find(text)
    return isinstance(found, Found) and found.made


def find(text: str) -> Found | Damage | None:
    """The one block of a text; damage when the markers do not make exactly one."""
    marks = [(at, line, mark) for at, line, mark in _lines(text) if mark]
    if not marks:
        return None
    number = text.count("\n", 0, marks[0][0]) + 1
    words = [mark[1] for _, _, mark in marks]
    if words != ["begin", "end"]:
        return Damage(number, f"its markers are {', '.join(words)} instead of one begin and one end")
    (start, line, first), (last, closing, second) = marks
    opened = _BEGIN.match(first[2].rstrip())
    if opened is None or not _END.match(second[2].rstrip()):
        return Damage(number, "a marker of the block is not as Parti wrote it")
    return Found(
        start=start + line.startswith("\ufeff"),
        end=last + len(closing.rstrip("\r\n")),
        gap=int(opened["gap"]),
        made=bool(opened["made"]),
        body=text[start + len(line) : last],
        digest=opened["digest"],
        newline="\r\n" if line.endswith("\r\n") else "\n",
    )


def _lines(text: str) -> Iterator[tuple[int, str, re.Match[str] | None]]:
    """(where it begins, the line with its end, its marker) of each line."""
    at = 0
    for line in text.split("\n"):
        whole = f"{line}\n"
        yield at, whole, _MARKER.match(line.removeprefix("\ufeff")) if "parti:" in line else None
        at += len(whole)


def _block(wanted: str, style: Style, gap: int, made: bool, newline: str) -> str:
    about = f"digest={_digest(wanted)} gap={gap}{' made=file' if made else ''}"
    air = "\n" if style == MARKDOWN else ""
    opening = f"{style.before}parti:begin {about}{style.after}"
    text = f"{opening}\n{air}{wanted}\n{air}{style.before}parti:end{style.after}"
    return text.replace("\n", newline)


def _digest(text: str) -> str:
    """Of the words, not of line ends, blanks at their ends, or blank lines around them."""
    words = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def _listed(known: Sequence[Rule]) -> Iterator[str]:
    scope = None
    for rule in known:
        if rule.scope != scope:
            scope = rule.scope
            yield f"\n{scope}:\n"
        yield rule.line


def _line(rule: constraint.Constraint) -> str:
    """The sentence, the id, and the one helper where the sentence does not name it."""
    given = next((rule.options[key] for key in _HELPERS if key in rule.options), "")
    names = [given] if isinstance(given, str) else given if isinstance(given, list | tuple) else []
    missing = [str(name) for name in names if not _is_told(str(name), rule.title)]
    use = ""
    if missing:
        word = "allowed" if "allow" in rule.options else "use"
        use = f"; {word}: {', '.join(f'`{name}`' for name in missing)}"
    advice = " (judged by people)" if rule.kind == checks.JUDGED else ""
    return f"- {_plain(rule.title)}{_plain(use)} [{rule.id}]{advice}"


def _is_told(name: str, title: str) -> bool:
    """Whether a sentence names a thing, if only by the last two words of its dotted name."""
    return ".".join(name.split(".")[-2:]) in title


def _scope(scope: constraint.Scope) -> str:
    inside = ", ".join(f"`{_plain(glob)}`" for glob in scope.include) or "Everywhere"
    apart = ", ".join(f"`{_plain(glob)}`" for glob in scope.exclude)
    where = f"In {inside}" if scope.include else inside
    return f"{where} (not {apart})" if apart else where


def _plain(text: str) -> str:
    """One line of bounded length, without what would open or close a comment in the file."""
    words = " ".join(_COMMENT.sub(" ", text).split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
