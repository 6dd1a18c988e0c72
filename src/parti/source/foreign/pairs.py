"""Finds a *when* that is left without its *then*, in JavaScript, TypeScript, Go, Java and Rust.

Called by the paired-effect check. The engine finds what matches the patterns; only functions that hold a
*when*, and the other methods of their class, are brought into pieces and judged.
"""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from parti.source import languages, paired, structure
from parti.source.foreign import go_ways, java_ways, pair_patterns, rust_ways, script_mended, script_ways
from parti.source.foreign.ways import Method, Speech, Ways
from parti.source.structure import Node

SPEECHES: Mapping[str, Callable[[], Speech]] = {
    "javascript": script_ways.speech,
    "typescript": script_ways.typed,
    "tsx": script_ways.typed,
    "go": go_ways.speech,
    "java": java_ways.speech,
    "rust": rust_ways.speech,
}
"""The languages that are read here."""


def is_code(text: str, language: str) -> bool:
    """Whether a pattern is one expression or simple statement of a language."""
    return _pattern(text, language) is not None


def left(
    text: str, language: str, when: Sequence[str], then: Sequence[str], exempt: frozenset[str]
) -> tuple[paired.Left, ...]:
    """Each place in a text that is left without its pair, in order; patterns of other languages are none.

    Raises:
        RecursionError: a function is nested too deeply to be followed.
    """
    speech = SPEECHES[language]()
    sides = _Sides(language, speech, when, then)
    top = (script_mended if language in languages.SCRIPTS else structure).tree(text, language)
    whens = sides.whens(top)
    if not whens:
        return ()
    thens = sides.thens(top)
    places: list[paired.Left] = []
    for methods in _groups(top, speech, whens):
        keys = frozenset(each.key for each in methods if each.key) if len(methods) > 1 else frozenset()
        ways = [_function(method, keys, speech, whens, thens) for method in methods]
        nodes = {id(function): list(events) for function, events in ways}
        for function, event in paired.left([function for function, _ in ways], exempt, alike=True):
            start = nodes[id(function)][event].range().start
            places.append(paired.Left(start.line + 1, start.column + 1, function.name))
    return tuple(sorted(set(places), key=lambda each: (each.line, each.column)))


@functools.lru_cache(maxsize=512)
def _pattern(text: str, language: str) -> pair_patterns.Pattern | None:
    return pair_patterns.compiled(text, language, SPEECHES[language]())


class _Sides:
    """The patterns of both sides in one language, and the variables that both name."""

    def __init__(self, language: str, speech: Speech, when: Sequence[str], then: Sequence[str]) -> None:
        self.language, self.speech = language, speech
        self.first, self.second = self._read(when), self._read(then)
        named = frozenset[str]().union(*(pair_patterns.variables(text) for text, _ in self.second))
        asked = frozenset[str]().union(*(pair_patterns.variables(text) for text, _ in self.first))
        self.shared = named & asked

    def _read(self, texts: Sequence[str]) -> list[tuple[str, pair_patterns.Pattern]]:
        return [(text, found) for text in texts if (found := _pattern(text, self.language)) is not None]

    def whens(self, top: Node) -> dict[Node, paired.Binding]:
        """Each node that is a *when*, with what the shared variables stand for; the first pattern says."""
        found: dict[Node, paired.Binding] = {}
        for text, pattern in self.first:
            names = pair_patterns.variables(text) & self.shared
            for node, bound in pair_patterns.found(top, pattern, names, self.speech):
                found[node] = found.get(node) or tuple(sorted(bound.items()))
        return found

    def thens(self, top: Node) -> dict[Node, list[Mapping[str, str]]]:
        """Each node that is a *then*, with every meaning that the shared variables have there."""
        found: dict[Node, list[Mapping[str, str]]] = {}
        closed = structure.nodes(top, (self.speech.closed[0],)) if self.speech.closed[0] else []
        for text, pattern in self.second:
            names = pair_patterns.variables(text) & self.shared
            for node, bound in pair_patterns.found(top, pattern, names, self.speech):
                found.setdefault(node, []).append(bound)
            for node in closed:
                name = node.field(self.speech.closed[1]) or node
                for bound in pair_patterns.closing(name.text(), self.language, pattern, names, self.speech):
                    found.setdefault(node, []).append(bound)
        return found


def _groups(top: Node, speech: Speech, whens: Mapping[Node, object]) -> Iterator[list[Method]]:
    """The functions that hold a *when*, each alone or with all methods of its class."""
    held = dict.fromkeys(_holders(top, speech, whens))
    classes = dict.fromkeys(home for node in held if (home := speech.home(node)) is not None)
    methods: dict[object, list[Method]] = {home: [] for home in classes}
    for node in structure.nodes(top, speech.functions) if classes else held:
        home = speech.home(node)
        if home not in classes and node not in held:
            continue
        method = speech.method(node)
        if method is not None:
            methods.setdefault(home if home is not None else node, []).append(method)
    yield from methods.values()


def _holders(top: Node, speech: Speech, whens: Iterable[Node]) -> Iterator[Node]:
    """The innermost function around each of these; by places, since to climb costs the depth each time."""
    spans = [(each.range().start.index, each.range().end.index) for each in whens]
    around = [
        (each.range().start.index, each.range().end.index, each)
        for each in structure.nodes(top, speech.stops)
    ]
    open_: list[tuple[int, int, Node]] = []
    at = 0
    for start, end in sorted(spans):
        while at < len(around) and around[at][0] <= start:
            while open_ and open_[-1][1] <= around[at][0]:
                open_.pop()
            open_.append(around[at])
            at += 1
        while open_ and open_[-1][1] <= start:
            open_.pop()
        holder = next(
            (node for first, last, node in reversed(open_) if first <= start and end <= last), None
        )
        if holder is not None and holder.kind() in speech.functions:
            yield holder


def _function(
    method: Method,
    keys: frozenset[str],
    speech: Speech,
    whens: Mapping[Node, paired.Binding],
    thens: Mapping[Node, Sequence[Mapping[str, str]]],
) -> tuple[paired.Function, Mapping[Node, int]]:
    """One function in pieces, with its events."""
    calls: dict[Node, str] = {}

    def wanted(node: Node, kind: str) -> bool:
        key = speech.called(node, method) if keys and kind == speech.calls else ""
        if key in keys:
            calls[node] = key
        return node in whens or node in thens or node in calls

    ways = Ways(speech, wanted)
    body = ways.piece(method.body)
    events = ways.events

    def does(bound: paired.Binding) -> frozenset[int]:
        return frozenset(
            number
            for node, number in events.items()
            if any(
                all(each.get(name, value) == value for name, value in bound) for each in thens.get(node, ())
            )
        )

    function = paired.Function(
        name=method.name,
        key=method.key,
        private=method.private,
        body=body,
        whens={number: whens[node] for node, number in events.items() if node in whens},
        calls={events[node]: key for node, key in calls.items() if node in events},
        mentions=frozenset(calls.values()),
        does=does,
    )
    return function, events
