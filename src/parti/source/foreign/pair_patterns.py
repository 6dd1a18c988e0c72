"""Patterns of the two sides of a pair, read as code of a language and looked for in its tree.

Called by `pairs`. A pattern is one expression or one simple statement. `x = …` also means `x += …` and a
declaration with that value, as in Python; so its two sides are looked for by themselves. Everything else is
a structural pattern that the engine matches.
"""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

import msgspec

from parti.source import languages, structure
from parti.source.foreign.ways import Speech, said
from parti.source.structure import Node, Rule

if TYPE_CHECKING:
    from ast_grep_py import Config

Found = tuple[Node, Mapping[str, str]]
"""A node that matches, and what the variables of the pattern stand for there."""

_DOTTED = re.compile(r"[A-Za-z_$][\w$]*(?:(?:\.|::)#?[A-Za-z_$][\w$]*)*\Z")
_ANY = re.compile(r"(?<![\w.])\.\.\.(?=\s*(?:[,)]|\Z))")
_VARIABLE = re.compile(r"\$\$\$\w*|\$\w+")
_STOOD = re.compile(r"(?:many|one)zz(\w*)zz")
_WORD = re.compile(r"\w")
_ONE = re.compile(r"onezz(\w+)zz\Z")


class Pattern(msgspec.Struct, frozen=True):
    """One pattern in one language.

    Args:
        rules: the alternatives of a whole node; of the target, where something is given a value.
        target: the name of the variable that stands for the whole target.
        given: the alternatives of the value; None where nothing is given.
        value: the name of the variable that stands for the whole value.
        grows: whether `+=` is meant too.
    """

    rules: tuple[Rule, ...]
    target: str = ""
    given: tuple[Rule, ...] | None = None
    value: str = ""
    grows: bool = False


def compiled(text: str, language: str, speech: Speech) -> Pattern | None:
    """A pattern; None when it is not one expression or simple statement of the language."""
    pattern = _read(text, language, speech)
    rules = (*pattern.rules, *(pattern.given or ())) if pattern is not None else ()
    return None if any(structure.refusal(rule, language) for rule in rules) else pattern


def _read(text: str, language: str, speech: Speech) -> Pattern | None:
    text = text.strip().removesuffix(";").rstrip()
    if _DOTTED.match(text):
        text = f"{text}($$$)"
    text = _ANY.sub("$$$", text)
    node = _alone(_VARIABLE.sub(_stand_in, text), language, speech)
    if node is None:
        return None
    kind = node.kind()
    if kind in speech.assigns and speech.assigns[kind][1]:
        return _assignment(node, language, speech)
    return Pattern(_rules(text, kind, language, speech.around))


def variables(text: str) -> frozenset[str]:
    """The names of the variables of a pattern that stand for one expression."""
    return frozenset(re.findall(r"(?<!\$)\$(\w+)", text))


def _stand_in(found: re.Match[str]) -> str:
    many = found[0].startswith("$$$")
    return f"{'many' if many else 'one'}zz{found[0].lstrip('$')}zz"


def _written(text: str) -> str:
    """The text of a pattern again, from what stood in for its variables."""
    return _STOOD.sub(lambda each: f"{'$$$' if each[0].startswith('many') else '$'}{each[1]}", text)


def _alone(text: str, language: str, speech: Speech) -> Node | None:
    """The one statement that a text is, or its expression."""
    before, after = speech.around
    top = structure.tree(f"{before}{text}{after}", language)
    if structure.fault(top, speech.spared):
        return None
    here: Node | None = top
    while here is not None and here.range().start.index < len(before):
        here = next((each for each in said(here) if each.range().end.index > len(before)), None)
    if here is not None and here.kind() == "statement_list":
        here = said(here)[0]
    span = here.range() if here is not None else None
    if here is None or span is None or span.end.index - span.start.index not in (len(text), len(text) + 1):
        return None  # the text is more than this one statement
    if here.kind() == "expression_statement":
        here = said(here)[0]
        return None if here.kind() in speech.acts and here.kind() not in speech.told else here
    declared = [each for each in said(here) if each.kind() in ("variable_declarator", "var_spec")]
    if here.kind() not in speech.simple or len(declared) > 1:
        return None
    return declared[0] if declared else here


def _rules(text: str, kind: str, language: str, around: tuple[str, str]) -> tuple[Rule, ...]:
    """A text as rules; JavaScript writes one text with either quote."""
    texts = [text]
    if language in languages.SCRIPTS and "\\" not in text:
        texts += [text.replace("'", '"'), text.replace('"', "'")]
    return tuple(
        {"pattern": {"context": f"{around[0]}{each}{around[1]}", "selector": kind}}
        for each in dict.fromkeys(texts)
    )


def _assignment(node: Node, language: str, speech: Speech) -> Pattern | None:
    fields = speech.assigns[node.kind()]
    left, right = (node.field(each) for each in fields)
    if left is None or right is None:
        return None
    target, value, operator = _single(left, speech), _single(right, speech), node.field("operator")
    grown = operator is not None and operator.text() not in ("=", ":=")
    if target is None or value is None or grown:
        return Pattern(_rules(_written(node.text()), node.kind(), language, speech.around))
    whole, given = _ONE.match(target.text()), _ONE.match(value.text())
    return Pattern(
        () if whole else _part(target, language),
        whole[1] if whole else "",
        () if given else _part(value, language),
        given[1] if given else "",
        given is not None,
    )


def _single(node: Node | None, speech: Speech) -> Node | None:
    """The one expression of a side; None where several stand there."""
    while node is not None and node.kind() in speech.parts:
        rows = said(node)
        node = rows[0] if len(rows) == 1 else None
    return node


def _part(node: Node, language: str) -> tuple[Rule, ...]:
    """A side of an assignment as rules of its own."""
    text, kind = _written(node.text()), node.kind()
    if not node.named_children() and not _STOOD.search(node.text()):
        return ({"kind": kind, "regex": f"^{re.escape(text)}$"},)
    return _rules(text, kind, language, _VALUE[language])


_SCRIPT_VALUE = ("async function* t() { x = ", "; }")
_VALUE: Mapping[str, tuple[str, str]] = {
    "javascript": _SCRIPT_VALUE,
    "typescript": _SCRIPT_VALUE,
    "tsx": _SCRIPT_VALUE,
    "go": ("package p\nfunc t() { x = ", " }"),
    "java": ("class T { void t() { x = ", "; } }"),
    "rust": ("fn t() { x = ", "; }"),
}


def found(top: Node, pattern: Pattern, names: frozenset[str], speech: Speech) -> Iterator[Found]:
    """Every node that matches, with what these variables stand for."""
    if pattern.given is None and not pattern.target:
        yield from _matching(top, pattern.rules, names)
        return
    yield from _given(top, pattern, names, speech)


def _matching(top: Node, rules: Sequence[Rule], names: frozenset[str]) -> Iterator[Found]:
    for rule in rules:
        for node in top.find_all(cast("Config", {"rule": rule})):
            bound = {name: node.get_match(name) for name in names}
            yield node, {name: spelled(each) for name, each in bound.items() if each is not None}


def _given(top: Node, pattern: Pattern, names: frozenset[str], speech: Speech) -> Iterator[Found]:
    """Where something like the target is given something like the value."""
    targets = dict(_matching(top, pattern.rules, names))
    values = dict(_matching(top, pattern.given or (), names))
    if not (targets or pattern.target) or not (values or pattern.value):
        return
    for node in _giving(top, targets, values, pattern, speech):
        for target, value in _pairs(node, speech):
            if not pattern.target and target not in targets:
                continue
            if value is None and not pattern.grows:
                continue
            if value is not None and not pattern.value and value not in values:
                continue
            bound = dict(targets.get(target, {}))
            bound |= values.get(value, {}) if value is not None else {}
            if pattern.target in names:
                bound[pattern.target] = spelled(target)
            if pattern.value in names and value is not None:
                bound[pattern.value] = spelled(value)
            yield node, bound
            break


def _giving(
    top: Node,
    targets: Mapping[Node, object],
    values: Mapping[Node, object],
    pattern: Pattern,
    speech: Speech,
) -> list[Node]:
    """The nodes that give a value to one of the targets, or else one of the values, or else any."""
    known = targets if not pattern.target else values if not pattern.value else None
    if known is None:
        return structure.nodes(top, speech.assigns)
    around: dict[Node, None] = {}
    for each in known:
        here = each.parent()
        while here is not None and here.kind() in speech.parts:
            here = here.parent()
        if here is not None and here.kind() in speech.assigns:
            around[here] = None
    return list(around)


def _pairs(node: Node, speech: Speech) -> Iterator[tuple[Node, Node | None]]:
    """Each target with its value; None where that is the old one and more, or a part of what is there."""
    left, right = (node.field(each) if each else None for each in speech.assigns[node.kind()])
    if left is None:
        left = next(iter(said(node)), None)
    targets = list(_flat(left, speech)) if left is not None else []
    alone = len(targets) == 1 and (left == targets[0] or left is None or left.kind() == "expression_list")
    values = (
        list(_flat(right, speech)) if right is not None and right.kind() == "expression_list" else [right]
    )
    operator = node.field("operator")
    grows = operator is not None and operator.text() not in ("=", ":=")
    if right is None and not grows and node.kind() not in _GROWING:
        return  # declared, and given nothing yet
    for at, target in enumerate(targets):
        if grows or node.kind() in _GROWING:
            yield target, None
        elif len(values) == len(targets) and (alone or len(values) > 1):
            yield target, values[at]
        elif len(values) == 1 and left is not None and left.kind() == "expression_list":
            yield target, values[0]
        elif not alone:
            yield target, right


_GROWING = frozenset(
    {"update_expression", "inc_statement", "dec_statement", "augmented_assignment_expression"}
    | {
        "compound_assignment_expr",
        "for_in_statement",
        "range_clause",
        "enhanced_for_statement",
        "for_expression",
    }
)


def _flat(node: Node, speech: Speech) -> Iterator[Node]:
    stack = [node]
    while stack:
        here = stack.pop()
        if here.kind() in speech.parts:
            stack.extend(reversed(said(here)))
        else:
            yield here


def spelled(node: Node) -> str:
    """An expression as one text, however blanks and comments part it."""
    text = node.text()
    if not re.search(r"\s|/[/*]", text):
        return text
    words: list[str] = []
    stack = [node]
    while stack:
        here = stack.pop()
        below = here.children()
        if not below:
            words.append(here.text())
        stack.extend(each for each in reversed(below) if "comment" not in each.kind())
    said_so_far = ""
    for word in words:
        apart = _WORD.match(word) and _WORD.match(said_so_far[-1:])
        said_so_far += f" {word}" if apart else word
    return said_so_far


def closing(
    name: str, language: str, pattern: Pattern, names: frozenset[str], speech: Speech
) -> Iterator[Mapping[str, str]]:
    """What the variables stand for when a pattern means that something of this name is closed."""
    before, after = speech.around
    for _, bound in found(_closing(f"{before}{name}.close(){after}", language), pattern, names, speech):
        yield bound


@functools.lru_cache(maxsize=64)
def _closing(text: str, language: str) -> Node:
    return structure.tree(text, language)
