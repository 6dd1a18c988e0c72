"""A proposal, and how it is written as a section of the document; every reader of this package makes them.

A proposal is shown only when its section can be read back and its examples do as they say: a rule that
cannot fire would look like a code base that is clean.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from parti.constraints import constraint, document, examples

_PLAIN = re.compile(r"[A-Za-z_][\w./-]*\Z")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "nan", "inf"})


class Shown(msgspec.Struct, frozen=True):
    """One example: `kept` or `broken`, its language, the path that it stands at, its code."""

    verdict: str
    language: str
    path: str
    code: str


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A section that a person may take.

    Args:
        title: the closed-door sentence.
        reason: the prose below it.
        include: the globs of its scope; none for every file.
        origin: the file that says it now.
        differs: how it differs from what the tool checks; empty when it means the same.
    """

    id: str
    title: str
    reason: str
    kind: str
    options: Mapping[str, object]
    origin: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    shown: tuple[Shown, ...] = ()
    differs: str = ""

    @property
    def scope(self) -> constraint.Scope:
        return constraint.Scope(self.include, self.exclude)


class Unread(msgspec.Struct, frozen=True):
    """A set-up that is there and cannot be read, and why."""

    origin: str
    sentence: str


def command(name: str, title: str, run: str, form: str, origin: str) -> Proposal:
    """The tool's own command line, for whatever is not said in a kind of ours."""
    options = {"run": run, "format": form} if form else {"run": run}
    reason = f"`{origin}` holds the rules; the tool itself judges them, whole, at the gate."
    return Proposal(id=name, title=title, reason=reason, kind="command", options=options, origin=origin)


def lets_through(tree: constraint.Tree, scope: constraint.Scope, mark: str) -> bool:
    """Whether a file in scope holds a comment by which the tool lets a place through."""
    return any(scope.covers(path) and mark in tree.text(path) for path in tree.paths())


def slug(text: str, fallback: str) -> str:
    """An id out of a tool's own name."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    name = "-".join(words)[:60].strip("-")
    return name if name[:1].isalpha() else f"{fallback}-{name}" if name else fallback


def markdown(proposal: Proposal) -> str:
    """The section as it would stand in the document."""
    paragraphs = [proposal.reason, proposal.differs]
    prose = "\n\n".join(_plain(each) for each in paragraphs if each)
    parts = [f"## {_plain(proposal.title)} {{#{proposal.id}}}", prose]
    if proposal.include:
        globs = [
            *(f"`{glob}`" for glob in proposal.include),
            *(f"not `{glob}`" for glob in proposal.exclude),
        ]
        parts.append(f"Scope: {', '.join(globs)}.")
    parts.append(_fence(f"check {proposal.kind}", "\n".join(_yaml(proposal.options))))
    parts += [
        _fence(f"{s.language} {s.verdict} path={s.path}", s.code.rstrip("\n")) for s in proposal.shown
    ]
    return "\n\n".join(parts) + "\n"


def faults(proposal: Proposal) -> tuple[str, ...]:
    """What is wrong with a proposal's section; empty when it can be read and its examples hold."""
    read = document.parse(markdown(proposal))
    found = (*read.findings, *examples.run(read.constraints))
    wrong = tuple(each.message for each in found if each.level == "error")
    return wrong or (() if len(read.constraints) == 1 else ("its section cannot be read back",))


def _plain(text: str) -> str:
    """Prose that begins no heading, fence, comment, scope or owner line, and marks nothing as judged."""
    line = " ".join(text.split()).replace("<!--", "").replace("-->", "").replace("{#", "{ #")
    line = line.replace("`judged`", "judged").replace("Owner:", "Owner :")
    return re.sub(r"^(?=#|~~~|```|Scope:|Judged\b|judged\b)", "· ", line)


def _fence(words: str, body: str) -> str:
    """A block whose marks are longer than any in its body."""
    longest = max((len(found) for found in re.findall(r"`+", body)), default=0)
    mark = "`" * max(3, longest + 1)
    return f"{mark}{words}\n{body}\n{mark}"


def _yaml(value: Mapping[str, object], indent: int = 0) -> Iterator[str]:
    """A mapping as YAML, one name a line; what is not plain is written as JSON, which YAML takes."""
    lead = "  " * indent
    for key, inner in value.items():
        if isinstance(inner, Mapping) and inner:
            yield f"{lead}{_scalar(key)}:"
            yield from _yaml(inner, indent + 1)
        elif (
            isinstance(inner, list | tuple) and inner and any(isinstance(e, Mapping | list) for e in inner)
        ):
            yield f"{lead}{_scalar(key)}:"
            for each in inner:
                yield f"{lead}  - {_json(each)}"
        elif isinstance(inner, list | tuple):
            yield f"{lead}{_scalar(key)}: [{', '.join(map(_scalar, inner))}]"
        else:
            yield f"{lead}{_scalar(key)}: {_scalar(inner)}"


def _scalar(value: object) -> str:
    if isinstance(value, str) and _PLAIN.match(value) and value.lower() not in _WORDS:
        return value
    return _json(value)


def _json(value: object) -> str:
    """JSON on one line, with what YAML takes for a line end or does not take at all escaped."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in text)


def joined(names: Sequence[str], word: str = "and") -> str:
    """`a`, `b` and `c`."""
    ticked = [f"`{name}`" for name in names]
    return ticked[0] if len(ticked) == 1 else f"{', '.join(ticked[:-1])} {word} {ticked[-1]}"
