"""What Rust declares: modules, types with their `impl` blocks, functions, and what `use` brings in.

Called through the tables of `rust`. A module is named by its file below `src`, without `crate`, so that
`crate::core::db` in one file and `src/core/db.rs` are one name.
"""

import functools
import re
from collections.abc import Iterator, Sequence

from parti.source import facts, modules
from parti.source.foreign import defining
from parti.source.foreign import scope as scopes
from parti.source.foreign.defining import Form, Parameter
from parti.source.foreign.reader import Reader
from parti.source.foreign.scope import Names, Scope
from parti.source.structure import Node

_WRAPPED = re.compile(r"(?:Some|Ok)\s*\(\s*(?:ref\s+)?(?:mut\s+)?\w+\s*\)$")
_PRELUDES = re.compile(r"(?:std|core|alloc)\..*\bprelude\b")
_NO_NAMES = {"scoped_identifier", "scoped_type_identifier", "type_identifier", "field_identifier"}
_OWN = frozenset({"crate", "self", "super"})
_TEST = re.compile(r"#\s*\[\s*(?:test|cfg\s*\(\s*(?:all\s*\(\s*)?test\s*[,)].*)\s*\]\s*\Z", re.DOTALL)
_MODULE = re.compile(r"\bmod\s+(?:r#)?(\w+)\s*[;{]")
_ROOTS = {"lib", "main", "mod"}


def of_path(path: str) -> str:
    """The dotted module of a file: what follows the last `src/`, without the roots' own names."""
    rows = modules.behind_src(path.removesuffix(".rs").strip("/").split("/"))
    return ".".join(rows[:-1] if rows[-1] in _ROOTS else rows)


def canonical(name: str) -> str:
    """`core` and `alloc` are parts of `std`; `std::io::Write` has one name."""
    for part in ("core.", "alloc."):
        if name.startswith(part) and name.split(".")[1] in {"fmt", "mem", "ptr", "time", "vec", "string"}:
            return f"std.{name.removeprefix(part)}"
    return name


def rooted(reader: Reader, scope: Scope, path: str) -> str:
    """What `crate`, `self` or `super::super` stands for, seen from a scope."""
    words = [word.strip() for word in path.split("::")]
    base = "" if words[0] == "crate" else (scope.enclosing("module") or reader.top).prefix
    for _ in range(words.count("super")):
        base = base.rpartition(".")[0]
    return base


def starred(reader: Reader, word: str, scope: Scope) -> tuple[str, ...]:
    """What a lower-case word at the head of a path may be by the stars around it.

    A prelude of `std` and an enumeration hold no modules; a module of this file says what it holds.
    """
    found = []
    for star in (star for each in scope.outwards() for star in each.stars):
        here = reader.opened.get(star)
        if (here is None and not _PRELUDES.match(star)) or (
            here is not None and here.kind == "module" and word in here.bindings
        ):
            found.append(scopes.joined(star, word))
    return tuple(found)


def use(reader: Reader, node: Node, scope: Scope) -> None:
    """A `use` tree, one import for each name that it ends in."""
    tree = node.field("argument")
    before = node.prev()
    conditional = before is not None and before.kind() == "attribute_item" and "cfg" in before.text()
    test = scope.test or _is_test(node)
    start = node.range().start
    for path, local in _leaves(tree, []) if tree is not None else ():
        full, own = _full(reader, scope, path), is_own(scope, path[0]) or _is_below(reader, path[0])
        owner, _, last = full.rpartition(".")
        star = last == "*"
        rooted_here = bool(owner) or (path[0] in _OWN and not star)
        around = next((e for e in scope.outwards() if e.prefix == owner), None) if rooted_here else None
        if around is not None and (star or last in around.bindings):
            _renamed(reader, scope, local, () if star else around.bindings[last])
        elif star:
            reader.stars.append(owner)
            scope.stars.append(owner)
        elif local != "_":
            scope.bind(local, full)
            scope.own.update({local} if own else ())
            reader.wanted.add(local)
            if scope.kind == "module":
                named = scopes.joined(scope.owner, local)
                reader.aliases[named] = (*reader.aliases.get(named, ()), full)
        reader.imports.append(
            facts.Import(
                module=owner or full,
                names=(last,) if owner else (),
                level=int(own),
                line=start.line + 1,
                column=start.column + 1,
                lazy=scope.lazy(),
                conditional=conditional,
                test=test,
            )
        )


def _renamed(reader: Reader, scope: Scope, local: str, values: Sequence[scopes.Value]) -> None:
    """`use super::exit as ex`, which is a new name for what the file knows already."""
    for value in values:
        if isinstance(value, str) and local != "_" and value not in scope.bindings.get(local, ()):
            scope.bind(local, value)
            reader.wanted.add(local)


def held(reader: Reader, scope: Scope, path: str, name: str) -> Names:
    """What a module around a place knows `super::name` as; nothing where the file does not say."""
    base = rooted(reader, scope, path)
    around = next(
        (each for each in scope.outwards() if each.kind == "module" and each.prefix == base), None
    )
    return reader.named(name, around) if around is not None and name in around.bindings else ()


def is_own(scope: Scope, head: str, at: Node | None = None) -> bool:
    """Whether a path begins in its own crate: at its root, in a module around it, or at what it holds."""
    home = scope.home(head, False, at)
    own = home is not None and (head in home.own or scopes.joined(home.prefix, head) in home.bindings[head])
    return own or head in _OWN


def _is_below(reader: Reader, head: str) -> bool:
    """Whether a file declares a module further down, or a word is a type's, as no crate is named so."""
    return head[:1].isupper() or head in _modules(reader.text)


@functools.lru_cache(maxsize=1)
def _modules(text: str) -> frozenset[str]:
    """The modules that a file declares anywhere; asked for each `use` of one file in turn."""
    return frozenset(_MODULE.findall(text))


def _is_test(node: Node) -> bool:
    """Whether only tests are built with an item, by the attributes before it."""
    before = node.prev()
    while before is not None and before.kind() in {"attribute_item", "line_comment", "block_comment"}:
        if before.kind() == "attribute_item" and _TEST.match(before.text()):
            return True
        before = before.prev()
    return False


def _leaves(node: Node, before: list[str]) -> Iterator[tuple[list[str], str]]:
    """(full path, local name) for each name of a use tree."""
    kind = node.kind()
    if kind in {"scoped_use_list", "use_list"}:
        path, listed = node.field("path"), node.field("list") or node
        inner = [*before, *_words(path)]
        for each in listed.named_children():
            if not each.kind().endswith("comment"):
                yield from _leaves(each, inner)
    elif kind == "use_as_clause":
        path, alias = node.field("path"), node.field("alias")
        words = [*before, *_words(path)]
        words = words[:-1] if words[-1] == "self" and len(words) > 1 else words
        yield words, alias.text() if alias is not None else words[-1]
    elif kind == "use_wildcard":
        path = next(iter(node.named_children()), None)
        yield [*before, *_words(path), "*"], "*"
    else:
        words = _words(node)
        words = [*before, *([] if words == ["self"] and before else words)]
        yield words, words[-1]


def _words(node: Node | None) -> list[str]:
    words = (
        (word.strip().removeprefix("r#") for word in node.text().split("::")) if node is not None else ()
    )
    return [word for word in words if word]


def _full(reader: Reader, scope: Scope, path: list[str]) -> str:
    """A path with `crate`, `self` and `super` undone, and a module of this file found."""
    first, rest = path[0], path[1:]
    if first not in {"crate", "self", "super"}:
        known = scope.home(first, False)
        named = next((v for v in known.bindings[first] if isinstance(v, str)), first) if known else first
        return ".".join([named, *rest])
    base = rooted(reader, scope, first)
    while rest and rest[0] == "super":
        base, rest = base.rpartition(".")[0], rest[1:]
    return scopes.joined(base, *rest)


def crate(reader: Reader, node: Node, scope: Scope) -> None:
    name, alias = node.field("name"), node.field("alias")
    if name is not None:
        local, start = (alias or name).text(), node.range().start
        scope.bind(local, name.text())
        reader.wanted.add(local)
        reader.aliases[local] = (name.text(),)
        reader.imports.append(
            facts.Import(
                module=name.text(), names=(), level=0, line=start.line + 1, column=start.column + 1
            )
        )


def module(reader: Reader, node: Node, scope: Scope) -> Scope | None:
    """`mod x;` binds a name; `mod x { … }` is a module of its own."""
    name = node.field("name")
    if name is None:
        return None
    inner = scope.inner("module", name.text())
    inner.test = scope.test or _is_test(node)
    scope.bind(name.text(), inner.prefix)
    return inner if node.field("body") is not None else None


def _attributes(reader: Reader, node: Node, name: str, scope: Scope) -> list[str]:
    found: list[str] = []
    before = node.prev()
    while before is not None and before.kind() in {"attribute_item", "line_comment", "block_comment"}:
        inner = next(iter(before.named_children()), None)
        if before.kind() == "attribute_item" and inner is not None and inner.named_children():
            value, given = scopes.joined(scope.prefix, name), inner.field("arguments")
            called = defining.decorated(reader, before, inner.named_children()[0], given, value, scope)
            found.insert(0, called)
        before = before.prev()
    return found


def _parameters(node: Node | None) -> list[Parameter]:
    found: list[Parameter] = []
    for each in node.named_children() if node is not None else ():
        pattern, annotation = each.field("pattern"), each.field("type")
        if each.kind() == "self_parameter":
            found.append(Parameter("self"))
        elif each.kind() == "identifier":
            found.append(Parameter(each.text()))
        elif pattern is not None:
            plain = pattern.kind() == "identifier"
            value = scopes.Typed(annotation) if annotation is not None and plain else None
            found.append(Parameter(" ".join(pattern.text().split()), value))
    return found


def function(reader: Reader, node: Node, scope: Scope) -> Scope | None:
    name = node.field("name")
    if name is None:
        return None
    form = Form(
        name=name.text(), at=node, body=node.field("body"), returns=node.field("return_type"),
        parameters=_parameters(node.field("parameters")),
        decorators=_attributes(reader, node, name.text(), scope),
    )  # fmt: skip
    opened = defining.function(reader, node, scope, form)
    opened.test = scope.test or _is_test(node)
    opened.bindings.pop("self", None)
    if scope.kind != "class":
        scope.bind(name.text(), opened.prefix)
        reader.wanted.add(name.text())
    return opened


def closure(reader: Reader, node: Node, scope: Scope) -> Scope:
    return defining.anonymous(scope, _parameters(node.field("parameters")))


def type_(reader: Reader, node: Node, scope: Scope) -> Scope | None:
    """A struct, an enumeration, a trait; a struct remembers the types of its fields."""
    name, body, bounds = node.field("name"), node.field("body"), node.field("bounds")
    if name is None:
        return None
    bases = bounds.named_children() if bounds is not None else []
    form = Form(
        name=name.text(), at=node, body=body, bases=tuple(defining.placed(reader, bases, scope)),
        decorators=_attributes(reader, node, name.text(), scope),
    )  # fmt: skip
    opened = defining.type_(reader, node, scope, form)
    scope.bind(name.text(), opened.prefix)
    reader.wanted.add(name.text())
    rows = body.named_children() if body is not None else []
    if body is not None and body.kind() == "ordered_field_declaration_list":
        for at, each in enumerate(body.field_children("type")):
            opened.hold(str(at), scopes.Typed(each), scope)
    for each in rows:
        field, annotation = each.field("name"), each.field("type")
        if each.kind() == "field_declaration" and field is not None and annotation is not None:
            opened.hold(field.text(), scopes.Typed(annotation), scope)
    return opened


def implementation(reader: Reader, node: Node, scope: Scope) -> Scope | None:
    """`impl T for S`: methods of S, and T a base of it."""
    of, trait = node.field("type"), node.field("trait")
    if of is None:
        return None
    found = re.match(r"(?:&\s*(?:mut\s+)?)?(?:dyn\s+)?((?:\w+::)*\w+)", of.text())
    name = found[1].rsplit("::", 1)[-1] if found else ""
    inner = scope.inner("class", name)
    inner.members = reader.classes[inner.prefix].members if inner.prefix in reader.classes else {}
    if trait is not None:
        reader.based.append((inner.owner, next(iter(defining.placed(reader, [trait], scope)), "")))
    return inner


def let(reader: Reader, node: Node, scope: Scope) -> None:
    """`let x: T = e`, `let S { a, .. } = e`, `if let Some(x) = e`."""
    pattern, value, annotation = node.field("pattern"), node.field("value"), node.field("type")
    names = list(_bound(pattern)) if pattern is not None else []
    simple = pattern is not None and pattern.kind() in {"identifier", "mut_pattern"}
    wrapped = pattern is not None and _WRAPPED.match(pattern.text())
    seen = scopes.behind(node, pattern or node, value)
    if pattern is not None and pattern.kind() == "struct_pattern" and value is not None:
        _unpacked(pattern, value, scope, seen)
        return
    for name in names:
        known = value if simple or wrapped else None
        if annotation is None or not simple or known is not None:
            scope.bind(name, known, seen)
        if annotation is not None and simple:
            scope.bind(name, scopes.Typed(annotation), seen)
        if known is not None and known.kind() in {"identifier", "scoped_identifier"}:
            reader.wanted.add(name)


def _unpacked(pattern: Node, value: Node, scope: Scope, seen: scopes.Seen) -> None:
    """`let S { a, b: c, .. } = e`: each name is the part of e that it is taken from."""
    for each in pattern.named_children():
        field, target = each.field("name"), each.field("pattern")
        plain = field is not None and (target is None or target.kind() in {"identifier", "mut_pattern"})
        for name in _bound(target or field or each):
            part = scopes.Piece(value, field.text()) if field is not None and plain else None
            scope.bind(name, part, seen)


def _bound(pattern: Node) -> Iterator[str]:
    """The names that a pattern binds: those in small letters."""
    kind = pattern.kind()
    if kind in {"identifier", "shorthand_field_identifier"}:
        if not pattern.text()[:1].isupper():
            yield pattern.text()
        return
    for each in pattern.named_children():
        if each.kind() not in _NO_NAMES:
            yield from _bound(each)


def constant(reader: Reader, node: Node, scope: Scope) -> None:
    name, value = node.field("name"), node.field("value")
    if name is not None:
        scope.bind(name.text(), value)
        if value is not None and value.kind() in {"identifier", "scoped_identifier"}:
            reader.wanted.add(name.text())


def condition(reader: Reader, node: Node, scope: Scope) -> Scope:
    """`if let Some(x) = e { … } else { … }`: x is not known to the other branch."""
    inner, taken = scope.block(), node.field("consequence")
    inner.end = taken.range().end.index if taken is not None else 0
    return inner


def loop(reader: Reader, node: Node, scope: Scope) -> Scope:
    pattern, value, inner = node.field("pattern"), node.field("value"), scope.block()
    if pattern is None or value is None:
        return inner
    for name in _bound(pattern):
        inner.bind(name, None, scopes.behind(value, pattern, value))
    return inner


def arm(reader: Reader, node: Node, scope: Scope) -> Scope:
    """`Ok(x) => …` of a match: x is what the match looks into."""
    inner, seen = scope.block(), scopes.Seen(node.range().start.index)
    pattern, block = node.field("pattern"), node.parent()
    match = block.parent() if block is not None else None
    value = match.field("value") if match is not None else None
    wrapped = pattern is not None and _WRAPPED.match(pattern.text())
    for name in _bound(pattern) if pattern is not None else ():
        inner.bind(name, value if wrapped else None, seen)
    return inner


def matched(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
    """`match e { Ok(x) => x, … }` is e; of any other match, nothing is known."""
    value, body = node.field("value"), node.field("body")
    for each in body.named_children() if body is not None else ():
        pattern, given = each.field("pattern"), each.field("value")
        if pattern is None or given is None or given.kind() != "identifier":
            continue
        if _WRAPPED.match(pattern.text()) and list(_bound(pattern)) == [given.text()]:
            return reader.resolve(value, scope, depth + 1)
    return ()


def alias(reader: Reader, node: Node, scope: Scope) -> None:
    name, of = node.field("name"), node.field("type")
    if name is not None and of is not None:
        scope.bind(name.text(), of)
