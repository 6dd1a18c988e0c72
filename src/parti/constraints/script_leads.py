"""Where the imports of scripts lead by the settings of their tree: aliases, a base, a workspace.

Called by the trees, which give every check the facts of a script with `@/lib/db` under the name of the
file that it leads to, `src.lib.db`; the name that is written stays beside it. A file's own text does not
tell this, so what is kept by content stays as it is written. Called by the scans for words, too: behind a
setting a file may be imported by a name that has none of its words.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from parti.constraints import leading
from parti.source import facts, imports, languages, on_disk

_WRITTEN = re.compile(r"(?:\.d)?\.(?:[cm]?[jt]sx?|vue|svelte)\Z")


class Leads:
    """The settings of one tree, read when a script is first asked about.

    Args:
        paths: every path of the tree.
        read: a file's text; may raise `OSError`. Not the tree's own, or the two would keep each other.
    """

    def __init__(self, paths: Sequence[str], read: Callable[[str], str]) -> None:
        self._paths = paths
        self._read = read
        self._known: tuple[leading.Way, ...] | None = None
        self._files: frozenset[str] = frozenset()
        self._by_name: dict[str, list[tuple[int, leading.Way]]] = {}
        self._open: list[tuple[int, leading.Way]] = []
        self._near: dict[str, tuple[leading.Way, ...]] = {}
        self._told: dict[str, None] = {}

    def settings(self) -> tuple[str, ...]:
        """The files that say where imports lead."""
        self.ways()
        return tuple(self._told)

    def _text(self, path: str) -> str:
        self._told[path] = None
        try:
            text = self._read(path)
        except OSError:
            return ""
        return text if len(text) <= on_disk.LARGEST else ""

    def ways(self) -> tuple[leading.Way, ...]:
        """Every setting, those of the nearest folder first."""
        if self._known is None:
            self._known = tuple(leading.every(self._paths, self._text))
            if self._known:
                scripts = (path for path in self._paths if languages.language(path) in languages.SCRIPTS)
                self._files = frozenset(imports.placed(path) for path in scripts)
            for order, way in enumerate(self._known):
                name = way.said[0] if way.star else way.said[0].strip(".")
                named = not way.star or name.endswith(".")
                (self._by_name.setdefault(name, []) if named else self._open).append((order, way))
        return self._known

    def _fitting(self, written: str) -> Iterator[leading.Way]:
        """The settings that may speak of a name, in their order: a workspace may have thousands."""
        begun = (written[: at + 1] for at, letter in enumerate(written) if letter == ".")
        found = [row for name in (written, *begun) for row in self._by_name.get(name, ())]
        yield from (way for _, way in sorted([*found, *self._open], key=lambda row: row[0]))

    def module(self, path: str, written: str) -> str:
        """The dotted module that a script means by a dotted name; empty when no setting leads to a file."""
        folder = path.rpartition("/")[0]
        if not self.ways():
            return ""
        for way in self._fitting(written):
            if way.folder and folder != way.folder and not folder.startswith(f"{way.folder}/"):
                continue
            rest = leading.rest(way, written)
            if rest is None:
                continue
            for before, behind in way.means:
                found = _WRITTEN.sub("", f"{before}{rest}{behind}".strip("."))
                for place in (found, found.removesuffix(".index")):
                    if place in self._files:
                        return place
        return ""

    def imports(self, path: str, known: tuple[facts.Import, ...]) -> tuple[facts.Import, ...]:
        """The imports of a script, each under the name of the file that it leads to."""
        if not self.ways():
            return known
        return tuple(self._import(path, each) for each in known)

    def _import(self, path: str, each: facts.Import) -> facts.Import:
        found = "" if each.level else self.module(path, each.module)
        if not found or found == each.module:
            return each
        return msgspec.structs.replace(each, module=found, said=each.module)

    def facts(self, path: str, known: facts.Facts) -> facts.Facts:
        """The facts of a script, with each name that a setting leads elsewhere as it is called there."""
        told = self.imports(path, known.imports)
        meant = {each.said: each.module for each in told if each.said}
        if not meant:
            return known

        def name(written: str) -> str:
            return _instead(written, meant)

        return msgspec.structs.replace(
            known,
            imports=told,
            calls=tuple(_called(each, name(each.name)) for each in known.calls),
            definitions=tuple(
                msgspec.structs.replace(
                    each, bases=tuple(map(name, each.bases)), decorators=tuple(map(name, each.decorators))
                )
                for each in known.definitions
            ),
            registrations=tuple(
                msgspec.structs.replace(each, registry=name(each.registry), value=name(each.value))
                for each in known.registrations
            ),
            aliases={alias: tuple(map(name, stands)) for alias, stands in known.aliases.items()},
        )

    def may_name(self, text: str, name: str) -> bool:
        """Whether a script may import something in a dotted name by a setting that has no word of it."""
        near = self._near.get(name)
        if near is None:
            into = (w for w in self.ways() if any(leading.hides(before, name) for before, _ in w.means))
            near = self._near[name] = tuple(way for way in into if way.said[0].strip("."))
        return any(leading.occurs(way, text) for way in near)

    def words(self, owners: Sequence[str]) -> Iterator[str]:
        """A word of each setting under which a module is imported whose last word is an owner's."""
        for way in self.ways():
            for before, behind in way.means:
                plain = _WRITTEN.sub("", behind if way.star else before).removesuffix(".index")
                last = plain.rpartition(".")[2]
                if last and last in owners:
                    yield leading.last_word(way)


def _instead(written: str, meant: Mapping[str, str]) -> str:
    """A name under the module that its own stands for: the longest that is written counts."""
    begun = [each for each in meant if written.startswith(each)]
    fits = [each for each in begun if written[len(each) :][:1] in ("", ".", "(")]
    longest = max(fits, key=len, default="")
    return f"{meant[longest]}{written[len(longest) :]}" if longest else written


def _called(each: facts.Call, name: str) -> facts.Call:
    return each if name == each.name else msgspec.structs.replace(each, name=name, said=each.name)
