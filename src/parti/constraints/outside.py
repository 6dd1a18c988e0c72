"""Which imports come from outside: neither the standard library of their language nor the tree itself.

Called by `stdlib-only` and `allowed-dependencies`, which differ in what they allow.
"""

import functools
import re
from collections.abc import Callable, Iterator

from parti.constraints import constraint, crates, edges, listed, spelled
from parti.source import imports, languages, lines, standard

_LONGEST = 200
_OWN = re.compile(r"\s*(?:pub(?:\([^)]*\))?\s+)?use\s+(?:crate|self|super)\b|\s*(?:crate|self|super)::")
Allowed = Callable[[str, str], bool]


class Outside:
    """The third-party imports of the files of one tree.

    Args:
        tree: where the files lie.
        allowed: whether a dotted name in a language may come in all the same.
    """

    def __init__(self, tree: constraint.Tree, allowed: Allowed) -> None:
        self._edges = edges.Edges(tree)
        self._python = imports.first_party(tree.paths())
        self._allowed = allowed
        self._crates = functools.cache(lambda: crates.of(tree.paths(), tree.text))

    def words(self) -> tuple[tuple[str, ...], ...]:
        return self._edges.words()

    def of(self, source: constraint.Source) -> Iterator[tuple[edges.Edge, str]]:
        """Each import from outside with the name of the dependency."""
        language = languages.language(source.path)
        for each in self._edges.of(source, lambda name: self.foreign(name, language)):
            by_star = each.guessed and not self._crates().may_be(each.name)
            own = each.level or (language == "rust" and _begins_in_its_crate(source, each))
            if not own and not by_star:
                package = listed.plain(standard.package(each.exact or each.name, language))
                shown = spelled.imported(source, package, each.line, each.column)
                yield each, shown if language == "go" else package

    def only_for_tests(self, each: edges.Edge) -> bool:
        """Whether an import stands in code for tests, and the manifest needs its crate for tests alone."""
        return each.test and self._crates().only_for_tests(each.name)

    def foreign(self, name: str, language: str) -> bool:
        """Whether a name comes from outside and is not allowed."""
        if not name or name.startswith(".") or standard.comes_with(name, language):
            return False
        if language == "python":
            ours = name.split(".", 1)[0] in self._python
        elif language == "rust" and name.split(".", 1)[0] in self._crates().own:
            ours = True
        else:
            ours = self._edges.ours(name, language)
        return not ours and not self._allowed(name, language)


def _begins_in_its_crate(source: constraint.Source, each: edges.Edge) -> bool:
    """Whether an import of Rust begins at its own crate or module."""
    rest = lines.of(source.text)[each.line - 1 : each.line + _LONGEST]
    return _OWN.match("\n".join(rest)[max(each.column - 1, 0) :]) is not None
