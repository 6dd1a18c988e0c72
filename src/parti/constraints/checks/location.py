"""location: what matches this lives only in these files.

What it does
    Finds definitions, calls and literal texts that match `what` in a file of the scope that `only-in` does
    not name.
Why
    A second place for handlers, migrations, SQL or queue names is where the third is copied from; and
    who looks in the one place finds half.
Example
    ```check location
    what: ["class *Handler", "call subprocess.*", "text orders.*"]
    only-in: [src/app/handlers/**]
    ```
Options
    what      any of `class *Handler`, `class *(BaseHandler)`, `function *_migration`, `method Store.put*`,
              `call subprocess.run` (names as for `forbidden-call`), `name *_QUEUE` (bound at module level,
              imports left out), `text orders.*` (a literal text as a whole: a key, a queue, a route)
    only-in   globs of the files where they may be
What it sees
    Definitions by their own names and bases: classes at any depth, functions at the top of a file; in
    Python, scripts and Java also by a base that a class has through others of the tree. Calls under
    every disguise that `forbidden-call` sees: aliases, `getattr`, `partial`, a method bound to a
    variable, a value passed on, a re-export. Texts in either quote.
What it does not
    Texts put together from pieces (f-strings, `+`, templates), names bound by `globals()`, definitions
    under another name (`Handler = make()`; say `name` for those).
Languages: Python, TypeScript, JavaScript, Go, Java, Rust.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase

import msgspec

from parti.constraints import block, constraint, every, finding, globs, origins, sweep, uses
from parti.constraints import tree as trees
from parti.source import facts, imports, languages, python_facts, scopes, structure

KIND = "location"
EXAMPLE: Mapping[str, object] = {
    "what": ["class *Handler", "call subprocess.*", "text orders.*"],
    "only-in": ["src/app/handlers/**"],
}
KEPT = (
    ("src/app/handlers/posts.py", "import subprocess\n\n\nclass PostHandler: ...\n"),
    ("src/app/handlers/posts.py", "QUEUE = 'orders.new'\n"),
    ("src/app/web.py", "from app.handlers.posts import PostHandler\n\nPostHandler()  # orders.new\n"),
    ("src/app/handlers/posts.ts", "export class PostHandler {}\n"),
)
BROKEN = (
    ("src/app/web.py", "class PostHandler: ...\n"),
    ("src/app/web.py", "from subprocess import run as go\n\ngo(['ls'])\n"),
    ("src/app/web.py", "send('orders.new', body)\n"),
    ("src/app/web.ts", "export class PostHandler {}\n"),
    ("src/app/web.js", "send('orders.new', body);\n"),
    ("app/web.go", "package app\n\ntype PostHandler struct{}\n"),
    ("app/Web.java", "class PostHandler {}\n"),
    ("src/app/web.rs", 'const QUEUE: &str = "orders.new";\n'),
)

_WORD = re.compile(r"(class|function|method|call|name|text)\s+(\S.*)\Z")
_STRINGS = {
    "javascript": ("string",), "typescript": ("string",), "tsx": ("string",), "java": ("string_literal",),
    "go": ("interpreted_string_literal", "raw_string_literal"),
    "rust": ("string_literal", "raw_string_literal"),
}  # fmt: skip
_SCRIPT = ("identifier", "shorthand_property_identifier_pattern")
_NAMES = {
    "javascript": _SCRIPT,
    "typescript": (*_SCRIPT, "type_identifier"),
    "tsx": (*_SCRIPT, "type_identifier"),
}
"""Kinds of a name that is bound, where they are not those of every language."""
_BINDS = re.compile(r"pattern$")
_FUNCTION = re.compile(r"^(?:arrow_function|(?:generator_)?function|method|closure|func_literal|lambda)")
_INSIDE, _USED = 1, 2
_NOWHERE = "//nowhere"
"""A home in which no file lies, so that everything of the list is found."""

_Place = tuple[int, int, str]


def options(raw: Mapping[str, object]) -> Sequence[str]:
    """What is wrong with the block."""
    wrong = [
        *block.unknown(raw, ("what", "only-in")),
        *block.need_texts(raw, "what", '["class *Handler"]'),
        *block.need_texts(raw, "only-in", '["src/app/handlers/**"]'),
    ]
    for each in block.texts(raw, "what"):
        said = _WORD.match(each)
        if not said:
            first = each.split(" ", 1)[0]
            kinds = ("class", "function", "method", "call", "name", "text")
            wrong.append(f"`what: {each}` must begin with a kind{block.near(first, kinds)}")
        elif said[1] in {"class", "function", "method"}:
            wrong += every.wrong({"what": each}, "what")
    return wrong


def look(rule: constraint.Constraint, tree: constraint.Tree) -> constraint.Look:
    """Each match in a file where it does not belong."""
    home = constraint.Scope(block.texts(rule.options, "only-in"))
    said = {kind: _said(rule, kind) for kind in ("call", "name", "text")}
    rows = [each for each in block.texts(rule.options, "what") if every.FORM.match(each)]
    wanted = every.described({"what": rows}, "what") if rows else ()
    watched = uses.alike(imports.dotted(each) for each in said["call"])
    origin, owners = origins.Origins(tree), uses.by_default(watched, tree)

    def held(source: constraint.Source) -> bool:
        return bool(watched) and uses.may_hold(source, watched, owners)

    def at(source: constraint.Source) -> Iterator[finding.Finding]:
        if home.covers(source.path):
            return
        for line, column, what in (
            *_defined(source, tree, wanted, origin),
            *(_called(source, tree, watched, origin) if held(source) else ()),
            *_named(source, tree, said["name"]),
            *_told(source, said["text"]),
        ):
            where = " or ".join(f"`{glob}`" for glob in home.include)
            message = f"{what} is here, and belongs only in {where}"
            yield constraint.broken(rule, source, line, column, message, f"move it to {where}")

    words = [*every.words(wanted), *(uses.groups(watched, tree) if watched else ())]
    words += [(piece,) for kind in ("name", "text") for each in said[kind] for piece in [every.piece(each)]]
    blind = any(not group or "" in group for group in words)
    return constraint.Look(languages=every.LANGUAGES, words=((),) if blind else tuple(words), at=at)


def rot(rule: constraint.Constraint, tree: constraint.Tree) -> Iterator[finding.Finding]:
    """Places that no file is in, and things of the list that no file of the tree has."""
    for glob in block.texts(rule.options, "only-in"):
        if not any(constraint.Scope((glob,)).covers(path) for path in tree.paths()):
            message = f"`{rule.id}` keeps things in `{glob}`, which matches no file"
            yield constraint.rotten(rule, message, "correct `only-in`, or remove the glob")
    for what in _nowhere(rule, tree):
        message = f"`{rule.id}` keeps `{what}` in its place, and no file of the tree has such a thing"
        yield constraint.rotten(rule, message, "correct `what`, or take the entry out")


def _nowhere(rule: constraint.Constraint, tree: constraint.Tree) -> Iterator[str]:
    """What the list speaks of and the tree has nowhere, in the scope or outside, at home or not."""
    for what in block.texts(rule.options, "what"):
        alone = {"what": [what], "only-in": [_NOWHERE]}
        whole = msgspec.structs.replace(rule, options=alone, scope=constraint.Scope())
        if next(iter(sweep.run([(whole, look(whole, tree))], tree)), None) is None:
            yield what


def _said(rule: constraint.Constraint, kind: str) -> tuple[str, ...]:
    found = (_WORD.match(each) for each in block.texts(rule.options, "what"))
    return tuple(said[2].strip() for said in found if said and said[1] == kind)


def _defined(
    source: constraint.Source,
    tree: constraint.Tree,
    wanted: Sequence[every.Description],
    origin: origins.Origins,
) -> Iterator[_Place]:
    for subject in every.of(source, tree, wanted, origin, nested=True) if wanted else ():
        each = subject.definition
        yield each.line, each.column, f"{each.kind} `{each.name}`"


def _called(
    source: constraint.Source, tree: constraint.Tree, watched: Sequence[str], origin: origins.Origins
) -> Iterator[_Place]:
    known = trees.facts(tree, source.path)
    for use in uses.of(known, watched, origin):
        yield use.call.line, use.call.column, f"`{use.call.name or f'….{use.call.method}'}`"
    for use, alias in uses.handed_on(source, known, watched, origin):
        yield use.call.line, use.call.column, f"`{use.call.name}`, handed on as `{alias}`,"


def _named(source: constraint.Source, tree: constraint.Tree, patterns: Sequence[str]) -> Iterator[_Place]:
    if not any(every.piece(pattern) in source.text for pattern in patterns):
        return
    known: facts.Facts = trees.facts(tree, source.path)
    names = sorted(known.names - known.aliases.keys())
    hits = [name for name in names if any(fnmatchcase(name, pattern) for pattern in patterns)]
    lines = _bound(source, hits) if hits else {}
    for name in hits:
        yield lines.get(name, 1), 0, f"`{name}`"


def _bound(source: constraint.Source, names: Sequence[str]) -> dict[str, int]:
    """The line that binds each name: a comment, a text or a use that speaks of it before is none."""
    language = languages.language(source.path)
    found: dict[str, int] = {}
    if language != "python":
        words = _NAMES.get(language, ("identifier", "type_identifier"))
        ranks: dict[str, int] = {}
        regex = rf"^(?:{'|'.join(map(re.escape, names))})$"
        for node in structure.nodes(structure.tree(source.text, language), words, regex):
            name, rank = node.text(), _rank(node)
            if rank < ranks.get(name, _USED + 1):
                ranks[name], found[name] = rank, node.range().start.line + 1
        return found
    parsed = python_facts.parse(source.text)
    for each in [] if isinstance(parsed, facts.Problem) else scopes.own(parsed.body):
        match each:
            case ast.Name(id=name, ctx=ast.Store(), lineno=line):
                found[name] = min(line, found.get(name, line))
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                found[name] = min(each.lineno, found.get(name, each.lineno))
            case _:
                pass
    return found


def _rank(node: structure.Node) -> int:
    """Which of the places of a name is told: one that binds it in the module, in a function, any other."""
    at, parent = node.range().start.index, node.parent()
    if parent is None:
        return _USED
    own = [part for field in ("name", "left") if (part := parent.field(field)) is not None]
    binds = any(part.range().start.index == at for part in own) or _BINDS.search(parent.kind()) is not None
    if not (binds or node.kind() == "shorthand_property_identifier_pattern"):
        return _USED
    return _INSIDE if any(_FUNCTION.search(each.kind()) for each in parent.ancestors()) else 0


def _told(source: constraint.Source, patterns: Sequence[str]) -> Iterator[_Place]:
    """Literal texts that match as a whole."""
    if not any(every.piece(pattern) in source.text for pattern in patterns):
        return
    language = languages.language(source.path)
    if language == "python":
        parsed = python_facts.parse(source.text)
        for node in [] if isinstance(parsed, facts.Problem) else ast.walk(parsed):
            match node:
                case ast.Constant(value=str(text)) if any(fnmatchcase(text, each) for each in patterns):
                    yield node.lineno, node.col_offset + 1, f"the text `{text}`"
                case _:
                    pass
        return
    kinds = [{"kind": kind} for kind in _STRINGS[language]]
    seen: set[tuple[int, int]] = set()
    for pattern in patterns:
        body = "".join(map(_expressed, globs.pieces(pattern)))
        regex = rf"^(?:r#*)?[\"'`](?:{body})[\"'`]#*$"
        for line, column in structure.find(
            source.text, language, [{"all": [{"any": kinds}, {"regex": regex}]}]
        ):
            if (line, column) not in seen:
                seen.add((line, column))
                yield line, column, f"a text like `{pattern}`"


def _expressed(token: str) -> str:
    """One token of a pattern as the engine's own expressions write it."""
    if token.startswith("[") and len(token) > 1:
        inside = re.sub(r"[\\\[\]^&~]", r"\\\g<0>", token[1:-1].removeprefix("!"))
        return f"[^{inside}]" if token[1] == "!" else f"[{inside}]"
    return {"*": ".*", "**": ".*", "**/": ".*/", "?": "."}.get(token) or re.escape(token)
