"""Walks a file twice over the kinds that a grammar names, and resolves names: it knows no language.

Called by `reading` through `extract`. The engine chooses the nodes; the first pass opens scopes and binds
names, the second tells calls, registrations and silent ends, and a last search finds functions that
are mentioned without being called. An expression that cannot be followed resolves to no name at all.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from parti.source import answers, facts, nesting, structure
from parti.source.foreign import held
from parti.source.foreign import scope as scopes
from parti.source.foreign.grammar import Grammar
from parti.source.foreign.scope import Names, Scope
from parti.source.structure import Node

_DEPTH = 40
_END = 1 << 60
_LONG = 20_000
_COSTLY = 200_000_000
"""The engine counts columns from the start of the line, so a node costs what stands before it."""
_SIGNS = re.compile(r"[(=.{]")
"""What a node that says something has at least one of."""
_LOCAL = frozenset({"function", "block"})
"""What holds names that nobody else can ask for."""
_MARKS = re.compile(r"\(\??\)|^\?")


def extract(text: str, path: str, grammar: Grammar) -> facts.Facts:
    """The facts of a file, or the place of its first syntax error."""
    text = text.removeprefix("\ufeff")
    if why := nesting.why(text, grammar.name):
        return facts.Facts(problem=facts.Problem(1, f"it {why}"))
    faults: dict[str, int] = {}
    for reading in grammar.readings:
        edited = reading(text)
        top = structure.tree(edited, grammar.name)
        faults[edited] = structure.fault(top, grammar.spared)
        if not faults[edited]:
            break
    else:
        return facts.Facts(problem=facts.Problem(faults[text], "invalid syntax"))
    long = [each for each in text.split("\n") if len(each) > _LONG]
    if sum(len(each) * len(_SIGNS.findall(each)) for each in long) > _COSTLY:
        return facts.Facts(problem=facts.Problem(1, "too much stands on one line, as machines write it"))
    try:
        return Reader(text, path, top, grammar).read(top)
    except answers.TooMany:
        return facts.Facts(problem=facts.Problem(1, answers.TOO_MANY))
    except RecursionError:
        return facts.Facts(problem=facts.Problem(1, "nested too deeply"))


class Reader:
    """One extraction: the facts gathered so far and what resolves names."""

    def __init__(self, text: str, path: str, top: Node, grammar: Grammar) -> None:
        self.text = text
        self.path = path
        self.grammar = grammar
        self.module = grammar.module(path, top)
        self.top = Scope("module", self.module, "")
        self.top.end = _END
        self.scopes = [self.top]
        self.answers: answers.Answers[held.Key] = answers.Answers()
        self.opened: dict[str, Scope] = {}
        self.stars: list[str] = []
        self.aliases: dict[str, Names] = {}
        self.modules: set[str] = set()
        self.handed: set[str] = set()
        self.wanted: set[str] = set(grammar.globals | grammar.owners)
        self.classes: dict[str, Scope] = {}
        self.returns: dict[str, tuple[Node, Scope]] = {}
        self.based: list[tuple[str, str]] = []
        self.imports: list[facts.Import] = []
        self.calls: list[facts.Call] = []
        self.definitions: list[facts.Definition] = []
        self.registrations: list[facts.Registration] = []
        self.swallows: list[facts.Swallow] = []
        self.raises: list[facts.Raise] = []
        self.environment: list[facts.EnvironmentRead] = []

    def read(self, top: Node) -> facts.Facts:
        for kind, node, scope in self._visits(top):
            tell = self.grammar.tells.get(kind)
            if tell is not None:
                tell(self, node, scope)
        self._mentions(top)
        return facts.Facts(
            module=self.module,
            imports=tuple(map(self._taken, self.imports)),
            calls=tuple(sorted(self.calls, key=lambda call: (call.line, call.column))),
            definitions=tuple(self._based()),
            registrations=tuple(self.registrations),
            swallows=tuple(self.swallows),
            names=frozenset(name for name in self.top.bindings if " " not in name),
            aliases=self.aliases,
            raises=tuple(self.raises),
            environment=tuple(dict.fromkeys(self.environment)),
            written=tuple(self.grammar.written(self, top)),
        )

    def _taken(self, each: facts.Import) -> facts.Import:
        """An import; of a module whose names the file hands on all together, one by a star."""
        if each.module not in self.handed or "*" in each.names:
            return each
        return msgspec.structs.replace(each, names=(*each.names, "*"))

    def _based(self) -> Iterator[facts.Definition]:
        """The definitions, with bases that were written elsewhere in the file."""
        for each in self.definitions:
            more = [base for name, base in self.based if name == each.name and each.kind == "class"]
            yield msgspec.structs.replace(each, bases=(*each.bases, *more)) if more else each

    def _visits(self, top: Node) -> list[tuple[str, Node, Scope]]:
        """Every node of the grammar with its scope; the first pass."""
        grammar = self.grammar
        visits: list[tuple[str, Node, Scope]] = []
        scope = self.top
        for node in structure.nodes(top, {**grammar.opens, **grammar.binds, **grammar.tells}):
            span = node.range()
            while span.start.index >= scope.end and scope.parent is not None:
                scope = scope.parent
            kind = node.kind()
            visits.append((kind, node, scope))
            bind, opened = grammar.binds.get(kind), grammar.opens.get(kind)
            if bind is not None:
                bind(self, node, scope)
            inner = opened(self, node, scope) if opened is not None else None
            if inner is not None:
                inner.start, inner.end = span.start.index, inner.end or span.end.index
                self.scopes.append(inner)
                if inner.kind not in _LOCAL:
                    self.opened.setdefault(inner.prefix, inner)
                scope = inner
        for each in self.scopes:
            while each.parent is not None and each.parent.is_bare():
                each.parent = each.parent.parent
        return visits

    def _mentions(self, top: Node) -> None:
        """Names that come from an import or a definition and are neither called nor passed on."""
        grammar, words = self.grammar, sorted(self.wanted)
        if not words:
            return
        regex = f"^(?:{'|'.join(re.escape(word) for word in words)})$"
        for node, scope in self.located(structure.nodes(top, grammar.words, regex)):
            outer, parent, kind = self._climbed(node)
            if kind in grammar.silent or kind in grammar.arguments:
                continue
            told = parent.field(grammar.calls.get(kind, "name")) if parent is not None else None
            if told is not None and told.range().start.index == outer.range().start.index:
                continue
            if parent is None or not grammar.idle(outer, parent):
                self.mention(outer, scope, "reference")

    def _climbed(self, node: Node) -> tuple[Node, Node | None, str]:
        """The longest `a.b.c` that starts with a name, and what it stands in."""
        start = node.range().start.index
        parent = node.parent()
        while parent is not None:
            kind = parent.kind()
            if kind not in self.grammar.members or parent.range().start.index != start:
                return node, parent, kind
            node, parent = parent, parent.parent()
        return node, None, ""

    def located(self, nodes: Iterable[Node]) -> Iterator[tuple[Node, Scope]]:
        """Each node with the innermost scope around it; both come in the order of the text."""
        scope, at = self.top, 1
        for node in nodes:
            start = node.range().start.index
            while at < len(self.scopes) and self.scopes[at].start <= start:
                scope, at = self.scopes[at], at + 1
            while start >= scope.end and scope.parent is not None:
                scope = scope.parent
            yield node, scope

    def resolve(self, node: Node | None, scope: Scope, depth: int = 0) -> Names:
        """Every dotted name that an expression or a type may mean; empty when nothing is known."""
        if node is None or depth > _DEPTH:
            return ()
        part = self.grammar.parts.get(node.kind())
        return part(self, node, scope, depth) if part is not None else ()

    def value(self, value: scopes.Value, scope: Scope, depth: int = 0) -> Names:
        """What a binding may mean."""
        if value is None:
            return ()
        if isinstance(value, str):
            return (value,)
        if isinstance(value, scopes.Typed):
            names = self.resolve(value.node, scope, depth + 1)
            return tuple(f"{name.lstrip('?')}()" for name in names if not name.endswith("()"))
        if isinstance(value, scopes.Within):
            return self.value(value.value, value.here, depth + 1)
        if isinstance(value, scopes.Piece):
            return self.member(self.resolve(value.node, scope, depth + 1), value.attribute, depth + 1)
        return self.resolve(value, scope, depth + 1)

    def named(self, name: str, scope: Scope, depth: int = 0, at: Node | None = None) -> Names:
        """What a plain name may mean, where it is used."""
        home = scope.home(name, self.grammar.sees_class, at)
        if home is None:
            return self.grammar.unbound(self, name)
        return self._answer((home, name), depth)

    def _answer(self, key: held.Key, depth: int) -> Names:
        """What a name, or an attribute that a class keeps, may mean: found out once."""
        below = 0 if self.answers.idle() else depth
        return self.answers.of(
            key, lambda each: held.names(self.grammar, each), lambda each: self._values(each, below)
        )

    def _values(self, key: held.Key, depth: int) -> Names:
        home, name = key
        if name.startswith(held.OWN):
            return self._meant(held.values(key), depth + 1)
        values = home.bindings[name]
        names = self._meant(held.values(key), depth)
        bare = (v.value if isinstance(v, scopes.Within) else v for v in values)
        literal = (
            v for v in bare if v is not None and not isinstance(v, str | scopes.Typed | scopes.Piece)
        )
        if not names and home.kind == "module" and any(v.kind() in self.grammar.literals for v in literal):
            return (scopes.joined(home.prefix, name),)
        return names

    def _meant(self, rows: Sequence[tuple[scopes.Value, Scope]], depth: int) -> Names:
        """What any of these values may mean; a class that is written says more than an unknown call."""
        found: dict[str, None] = {}
        written = False
        for value, here in rows:
            names = self.value(value, here, depth)
            found.update(dict.fromkeys(names))
            typed = value.value if isinstance(value, scopes.Within) else value
            written |= isinstance(typed, scopes.Typed) and any(not name.startswith("?") for name in names)
        return tuple(name for name in found if not (written and name.endswith("(?)")))

    def member(self, bases: Names, attribute: str, depth: int = 0) -> Names:
        """What an attribute of these may mean; one that the class keeps is what was put there."""
        found: dict[str, None] = {}
        for base in bases:
            if base.startswith("="):
                continue
            owner = self.classes.get(base.removesuffix("()"))
            kept = owner is not None and depth < _DEPTH and bool(owner.members.get(attribute))
            key = (owner, held.OWN + attribute) if owner is not None and kept else None
            known = self._answer(key, depth) if key is not None else ()
            waits = key is not None and self.answers.waits(key)
            found.update(dict.fromkeys(known if known or waits else (f"{base}.{attribute}",)))
        return tuple(found)

    def result(self, names: Names, depth: int = 0) -> Names:
        """What calling one of these returns."""
        found: list[str] = []
        for name in names:
            if name.startswith("=") or depth > _DEPTH:
                continue
            plain = self.plain(name)
            made, typed = self.grammar.made(plain), self.returns.get(plain)
            known = self.value(scopes.Typed(typed[0]), typed[1], depth + 1) if typed and not made else ()
            if plain in self.classes and not name.endswith(")"):
                known = (f"{plain}()",)  # a conversion, or a class that is made by its name alone
            found.extend([f"{made}()"] if made else known or [f"{name}(?)"])
        return tuple(dict.fromkeys(found))

    def plain(self, name: str) -> str:
        """A resolved name as a fact states it."""
        return "" if name.startswith("=") else self.grammar.canonical(_MARKS.sub("", name))

    def place(self, node: Node | None, scope: Scope) -> str:
        """The dotted name of a variable itself, not of what it holds: for registries."""
        if node is None:
            return ""
        kind = node.kind()
        if kind in self.grammar.members:
            owner, attribute = (node.field(each) for each in self.grammar.members[kind])
            if owner is not None and owner.kind() in self.grammar.roots:
                return next((self.plain(name) for name in self.resolve(node, scope)), "")
            base = self.place(owner, scope)
            return f"{base}.{attribute.text()}" if base and attribute is not None else ""
        if kind not in self.grammar.words:
            names = self.resolve(node, scope) if not node.named_children() else ()
            return names[0].removesuffix("()") if names and not names[0].startswith(("=", "?")) else ""
        home = scope.home(node.text(), self.grammar.sees_class, node)
        if home is None:
            names = self.grammar.unbound(self, node.text())
            return self.plain(names[0]) if len(names) == 1 else node.text()
        text = next((v for v in home.bindings[node.text()] if isinstance(v, str)), None)
        if text is not None:
            return self.plain(text)
        taken = [
            self.plain(name) for name in self.named(node.text(), scope, 0, node) if self._is_taken(name)
        ]
        if len(taken) == 1:
            return taken[0]
        if home.kind not in _LOCAL:
            return scopes.joined(home.prefix, node.text())
        made = [name[:-2] for name in self.named(node.text(), scope, 0, node) if name.endswith("()")]
        return made[0] if len(made) == 1 and made[0] in self.classes else ""

    def _is_taken(self, name: str) -> bool:
        """Whether a name is a module or something in one that no call made: `require("./m").MAP`."""
        return not name.endswith(")") and any(
            name == each or name.startswith(f"{each}.") for each in self.modules if each
        )

    def literal(self, node: Node | None, scope: Scope) -> str | None:
        """The one text that an expression is; None for anything else."""
        texts = [name[1:] for name in self.resolve(node, scope) if name.startswith("=")]
        return texts[0] if len(texts) == 1 else None

    def mention(self, node: Node, scope: Scope, how: facts.How, rest: Sequence[Node] = ()) -> None:
        """A function that is named without being called; an unknown thing is no mention.

        Nor is what an unknown function gave back, unless a method of it is handed on where it is named.
        """
        handed = how == "argument" and node.kind() not in self.grammar.words
        for name in self.resolve(node, scope):
            if "(?)" in name and not handed:
                continue
            plain = self.plain(name)
            known = "." in plain or plain in self.grammar.globals
            if known and not name.endswith(("()", "(?)")) and not name.startswith("?"):
                self.add(name, plain.rsplit(".", 1)[-1], node, scope, how, rest)

    def call(self, node: Node, names: Names, method: str, arguments: list[Node], scope: Scope) -> None:
        """A call under each name that it may have, and what is passed on in it."""
        known = [name for name in names if not name.endswith("()") and not name.startswith("=")]
        for name in known or ([""] if method else []):
            self.add(name, method, node, scope, "call", arguments)
        for at, argument in enumerate(arguments):
            kind = argument.kind()
            if kind in self.grammar.words or kind in self.grammar.members:
                self.mention(argument, scope, "argument", arguments[at + 1 :])

    def add(
        self,
        name: str,
        method: str,
        node: Node,
        scope: Scope,
        how: facts.How,
        arguments: Sequence[Node] = (),
    ) -> None:
        """Keeps a call; one through an unknown object or an unbound name is not certain."""
        if len(self.calls) >= answers.MOST:
            raise answers.TooMany
        plain = self.plain(name)
        word = plain.rsplit(".", 1)[-1] if plain else method
        start = node.range().start
        given = list(arguments)
        mode = self.grammar.mode(self, plain or f"?.{word}", given, scope) if how != "reference" else None
        self.calls.append(
            facts.Call(
                name=plain,
                method=word,
                line=start.line + 1,
                column=start.column + 1,
                owner=scope.owner,
                how=how,
                certain=bool(plain) and _certain(name),
                mode=mode,
                keywords=self.grammar.keys(self, plain, given, scope) if how == "call" else (),
                first=(self.literal(arguments[0], scope) or "") if how == "call" and arguments else "",
            )
        )

    def variable(self, name: str | None, node: Node, scope: Scope) -> None:
        """An environment variable that is read."""
        if name:
            line = node.range().start.line + 1
            self.environment.append(facts.EnvironmentRead(name, line, scope.owner))


def _certain(name: str) -> bool:
    """Whether a resolved name says truly what it is."""
    if "(?)" in name:
        return False
    head, mark, tail = name.partition("()")
    if mark:
        return tail.count(".") <= 1 and "()" not in tail
    return not (head.startswith("?") and "." in head)
