"""A person's own design: read into the card, and committed to before any proposal exists (D7).

Called by `workflow.sealing`. The commitment is a salted digest, so that a likely design cannot be found by
trying. It shows that this text existed before those proposals, not that nobody looked elsewhere.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from parti.design import card as cards
from parti.records import canonical, debate, refusal
from parti.records import vocabulary as facts

NONCE = 32
LARGEST = 100_000
"""Bytes; the longest card that anybody wrote by hand has a twentieth of them."""

_DOMAIN = b"parti-seal-v1\n"
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_AGAIN = "parti seal --template shows the form"


def body(text: str) -> bytes:
    """The bytes that are committed to: UTF-8, NFC, LF, no blanks at the ends of lines, one last newline.

    Raises:
        refusal.Misused: the text is not Unicode.
    """
    lines = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    cut = "\n".join(line.rstrip(" \t") for line in lines).rstrip("\n") + "\n"
    try:
        return cut.encode("utf-8")
    except UnicodeEncodeError as error:
        raise refusal.Misused("The design is not valid Unicode.", next_step="save it as UTF-8") from error


def commitment(problem: str, nonce: bytes, text: str) -> str:
    """The salted digest of a text, bound to the problem that it answers."""
    data = body(text)
    head = b"\n".join((problem.encode(), nonce, str(len(data)).encode(), b""))
    return hashlib.sha256(_DOMAIN + head + data).hexdigest()


def problem_digest(problem: facts.ProblemStated) -> str:
    """What names the problem that a design was sealed against."""
    plain = msgspec.to_builtins(problem)
    plain.pop("supersedes", None)
    return canonical.digest_of("problem", plain)


def card(text: str, *, toml: bool = False) -> debate.Card:
    """The card that a text stands for.

    Args:
        text: Markdown with one heading a slot, or free text, which is the shape; TOML when `toml`.

    Raises:
        refusal.Misused: there is no shape, a heading names no slot, or the TOML does not fit.
    """
    if not toml:
        return _from_markdown(text)
    import tomllib  # 2 ms that the other verbs do without

    try:
        made = msgspec.convert(tomllib.loads(text), debate.Card)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, RecursionError) as error:
        raise refusal.Misused(f"The design is no card in TOML: {error}.", next_step=_AGAIN) from error
    return _with_shape(made)


def left_out(text: str, *, toml: bool = False) -> tuple[str, ...]:
    """The slots of which a text says nothing, as judges read their names.

    Raises:
        refusal.Misused: as `card` does.
    """
    said = cards.slots(card(text, toml=toml))
    return tuple(name.replace("_", " ") for name, words in said.items() if not words)


def texts(text: str, *, toml: bool = False) -> Iterator[str]:
    """Every text of a design: the slots of its card, and its paragraphs as they were written.

    Headings are left out: they are Parti's words.
    """
    yield from _strings(msgspec.to_builtins(card(text, toml=toml)))
    if not toml:
        for paragraph in re.split(r"\n\s*\n|^#.*$", text, flags=re.MULTILINE):
            yield " ".join(paragraph.split())


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, Sequence):
        for item in value:
            yield from _strings(item)


def _from_markdown(text: str) -> debate.Card:
    parts: dict[str, list[str]] = {"shape": []}
    slot, fenced = "shape", False
    for line in _COMMENT.sub("", body(text).decode()).split("\n"):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        if not fenced and (title := _HEADING.match(line)):
            slot = _slot(title[1])
            parts.setdefault(slot, [])
        elif line.strip():
            parts[slot].append(line.strip())
    made: dict[str, object] = {}
    for name, lines in parts.items():
        if name in _ROWS:
            rows = (_ITEM.sub("", line) for line in lines)
            made[name] = tuple(_ROWS[name]([cell.strip() for cell in row.split("|")]) for row in rows)
        else:
            made[name] = " ".join(lines)
    return _with_shape(debate.Card(**made))  # type: ignore[arg-type]  # slots and rows fit by the table below


def _slot(title: str) -> str:
    name = re.sub(r"[^a-z]+", "_", title.casefold().split("(")[0]).strip("_")
    found = next((slot for slot in _SLOTS if f"{name}_".startswith((f"{slot}_", f"{slot[:-1]}_"))), "")
    if not found:
        known = ", ".join(slot.replace("_", " ") for slot in _SLOTS)
        raise refusal.Misused(f"“{title[:60]}” is no part of a card; there are: {known}.", next_step=_AGAIN)
    return found


def _with_shape(made: debate.Card) -> debate.Card:
    if not made.shape.strip():
        raise refusal.Misused("The design has no shape: its one idea, in a sentence.", next_step=_AGAIN)
    return made


def _names(text: str) -> tuple[str, ...]:
    listed = re.sub(r"^owns:?\s+", "", text)
    return tuple(name.strip() for name in listed.split(",") if name.strip())


def _component(cells: list[str]) -> debate.Part:
    name, kind, does, owns = _four(cells)
    return debate.Part(name, kind, does, _names(owns))


def _edge(cells: list[str]) -> debate.Edge:
    ends, kind, waits, deadline = _four(cells)
    source, _, target = ends.replace("→", "->").partition("->")
    patient = waits.casefold().startswith(("wait", "yes", "sync"))
    return debate.Edge(source.strip(), target.strip(), kind, patient, deadline)


def _four(cells: list[str]) -> list[str]:
    """Four cells, whatever was written; what is too much stays in the last."""
    filled = [*cells, "", "", "", ""]
    return [*filled[:3], " | ".join(cells[3:])]


def _three(cells: list[str]) -> list[str]:
    return [*[*cells, "", ""][:2], " | ".join(cells[2:])]


def _two(cells: list[str]) -> list[str]:
    return [cells[0], " | ".join(cells[1:])]


_ROWS: Mapping[str, Callable[[list[str]], object]] = {
    "components": _component,
    "edges": _edge,
    "states": lambda cells: debate.Step(*_three(cells)),
    "failure_policy": lambda cells: debate.Handling(*_three(cells)),
    "assumptions": lambda cells: debate.Assumption(*_two(cells)),
    "rejected": lambda cells: debate.Dismissed(*_two(cells)),
    "falsifiers": lambda cells: " | ".join(cells),
    "claims": lambda cells: debate.Claim(*_four(cells)),
    "undecided": lambda cells: debate.Undecided(*_two(cells)),
}
_SLOTS = (
    *("shape", "components", "edges", "write_path", "read_path", "concurrency", "states", "failure_policy"),
    *("assumptions", "rejected", "falsifiers", "claims", "undecided"),
)
