"""One pass over a tree for all constraints that judge file by file.

Called by `conformance`. Each file is read once; one scan of its bytes tells which constraints it can
concern at all, and only those look at it. So the cost of a run grows with what it finds, not with
the number of constraints, and no more than one file's text and tree are held at a time.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from parti.constraints import constraint, finding
from parti.constraints import tree as trees
from parti.source import adjacent, languages

Pair = tuple[constraint.Constraint, constraint.Look]
Present = Callable[[str], frozenset[str]]
Chosen = Callable[[str], Sequence[int]]

_ANY: adjacent.Groups = ((),)

_FEW = 64
"""Below this many files a search for each word is cheaper than loading and building an automaton."""

_SMALL = 5_000
"""Letters of all words up to which the automaton is laid out as a table: faster, and larger with each."""

_EVERYDAY = frozenset(
    {"import", "from", "require", "def", "class", "async", "await", "return", "except", "raise", "try"}
    | {"with", "while", "lambda", "True", "False", "None", "self", "new", "throw", "catch", "const"}
    | {"function", "defer", "func", "struct", "unsafe", "os", "go", "use", "fn", "type", ".", "::", "@"}
)
"""Words that stand in nearly every file, mostly more than once: an automaton would tell each place."""


def run(
    pairs: Sequence[Pair], tree: constraint.Tree, *, prefilter: bool = True
) -> Iterator[finding.Finding]:
    """The findings of every pair, file by file in the order of paths.

    Args:
        pairs: the constraints, each with its look.
        tree: where to look; limited to its changed files when it has such.
        prefilter: False looks at every file in scope, which only costs time: the same is found.
    """
    changed = tree.changed()
    paths = tree.paths() if changed is None else sorted(changed.intersection(tree.paths()))
    scopes: dict[str, dict[constraint.Scope, None]] = {}
    for rule, look in pairs:
        for language in look.languages:
            scopes.setdefault(language, {})[rule.scope] = None
    every = range(len(pairs))
    chosen = chooser([look for _, look in pairs], len(paths)) if prefilter else lambda _: every
    for path in paths:
        language = languages.language(path)
        if not any(scope.covers(path) for scope in scopes.get(language, ())):
            continue
        text = tree.text(path)
        if not text and trees.is_left_out(tree, path):
            continue
        source = constraint.Source(path, text)
        for rule, look in (pairs[at] for at in chosen(text)):
            meant = language in look.languages and rule.scope.covers(path)
            if meant and (not prefilter or may_match(look, source)):
                yield from _looked(look, source, tree)


def _looked(
    look: constraint.Look, source: constraint.Source, tree: constraint.Tree
) -> list[finding.Finding]:
    """What one look finds; a file deeper than the stack is left out, and the tree told so."""
    try:
        return list(look.at(source))
    except RecursionError:
        if not isinstance(tree, trees.Lazy):
            raise
        tree.leave_out(source.path, "it is nested too deeply")
        return []


def may_match(look: constraint.Look, source: constraint.Source) -> bool:
    """Whether the phrases of a look occur in a text that holds its words; most looks have none."""
    if look.phrases == _ANY:
        return True
    return adjacent.any_group(look.phrases, source.text.encode("utf-8", "replace"))


def scanner(words: Iterable[str], files: int) -> Present:
    """A function that tells which of the words occur in a text.

    Args:
        words: what to look for; empty ones are left out.
        files: how many texts will be asked about, which decides how it is done.
    """
    wanted = tuple(dict.fromkeys(word for word in words if word))
    if files < _FEW or not wanted:
        return lambda text: frozenset(word for word in wanted if word in text)
    found = _searcher(wanted)
    return lambda text: frozenset(wanted[at] for at in found(text))


def chooser(looks: Sequence[constraint.Look], files: int) -> Chosen:
    """A function that tells which of the looks a text may concern, by their numbers, in order.

    Each group of words is looked for by its rarest; only where that one occurs are the others searched.

    Args:
        looks: what may want to look.
        files: how many texts will be asked about, which decides how it is done.
    """
    always = {at for at, look in enumerate(looks) if any(not any(group) for group in look.words)}
    sure: dict[str, set[int]] = {}
    unsure: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for at, look in enumerate(looks):
        for group in () if at in always else look.words:
            first, *rest = sorted(filter(None, group), key=_frequency)
            sure.setdefault(first, set()).update(() if rest else (at,))
            unsure.setdefault(first, []).extend([(at, tuple(rest))] if rest else [])
    plain = tuple(word for word in sure if files < _FEW or word in _EVERYDAY)
    wanted = tuple(word for word in sure if word not in plain)
    occurring = _searcher(wanted) if wanted else lambda _: ()

    def chosen(text: str) -> Sequence[int]:
        said = set(always)
        here = [wanted[at] for at in occurring(text)]
        here += [word for word in plain if word in text]
        for first in here:
            said |= sure[first]
        for first in here:
            for at, rest in unsure[first]:
                if at not in said and all(word in text for word in rest):
                    said.add(at)
        return sorted(said)

    return chosen


def _frequency(word: str) -> tuple[bool, bool, int]:
    """Sorts what is likely to be rare to the front: a word with its mark, then long words."""
    return word in _EVERYDAY, word.isidentifier(), -len(word)


def _searcher(wanted: Sequence[str]) -> Callable[[str], Collection[int]]:
    """A function that tells the numbers of the words which occur in a text."""
    from ahocorasick_rs import BytesAhoCorasick, Implementation

    table = Implementation.DFA if sum(map(len, wanted)) <= _SMALL else None
    automaton = BytesAhoCorasick([word.encode() for word in wanted], implementation=table)

    def found(text: str) -> Collection[int]:
        matches = automaton.find_matches_as_indexes(text.encode("utf-8", "replace"), overlapping=True)
        return {match[0] for match in matches}

    return found
