"""One pass over a tree for all constraints that judge file by file.

Called by `conformance`. Each file is read once; one scan of its bytes tells which constraints it can
concern at all, and only those look at it. So the cost of a run grows with what it finds, not with
the number of constraints, and no more than one file's text and tree are held at a time.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from parti.constraints import constraint, finding
from parti.constraints import tree as trees
from parti.source import adjacent, languages

Pair = tuple[constraint.Constraint, constraint.Look]
Present = Callable[[str], frozenset[str]]

_ANY: adjacent.Groups = ((),)

_FEW = 64
"""Below this many files a search for each word is cheaper than loading and building an automaton."""


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
    spoken = frozenset(language for _, look in pairs for language in look.languages)
    scopes = tuple(dict.fromkeys(rule.scope for rule, _ in pairs))
    placed = tuple((scopes.index(rule.scope), (rule, look)) for rule, look in pairs)
    present = scanner((word for _, look in pairs for group in look.words for word in group), len(paths))
    for path in paths:
        language = languages.language(path)
        if language not in spoken:
            continue
        covers = [scope.covers(path) for scope in scopes]
        looks = [pair for at, pair in placed if covers[at] and language in pair[1].languages]
        if looks:
            text = tree.text(path)
            if text or not trees.is_left_out(tree, path):
                source = constraint.Source(path, text)
                here = present(text) if prefilter else None
                for _, look in looks:
                    if here is None or (any(map(here.issuperset, look.words)) and _may_match(look, source)):
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


def _may_match(look: constraint.Look, source: constraint.Source) -> bool:
    """Whether the phrases of a look occur; most looks have none."""
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
    from ahocorasick_rs import BytesAhoCorasick

    automaton = BytesAhoCorasick([word.encode() for word in wanted])

    def present(text: str) -> frozenset[str]:
        found = automaton.find_matches_as_indexes(text.encode("utf-8", "replace"), overlapping=True)
        return frozenset(wanted[at] for at in {match[0] for match in found})

    return present
