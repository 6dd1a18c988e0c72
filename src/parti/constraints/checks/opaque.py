"""opaque: this value is passed on and compared, and never taken apart.

What it does
    Finds each place where a named value, or a variable that holds it, is split, sliced, converted or
    parsed.
Why
    Who reads a date out of an identifier works until the identifiers change, and they are somebody
    else's to change.
Example
    ```check opaque
    value: ["*.id", "post['id']"]
    never: [split, int, slicing, startswith, json.loads]
    ```
Options
    value   expressions: `*.id` is the attribute of anything, `post['id']` an entry, `*['id']` an entry of
            anything, `post_id` a variable, `*.get_id()` a call, `*.get('id')` one with these arguments;
            `*_id` matches inside a name
    never   what may not be done: methods and functions by name (`split`, `int`, `json.loads`, `re.match`),
            or `slicing` (`x[1:]`, `x[0]`), `arithmetic` (`x + 1`), `ordering` (`x < y`), `searching`
            (`"-" in x`), `iterating` (`for c in x`, `a, *b = x`, `f(*x)`, `list(x)`); without
            it: slicing, arithmetic, searching, iterating, splitting, asking for ends and stripping them
            (`startswith`, `removesuffix`), `int`, `float`, `json.loads`, `re.*`; and in Go `strings.Split`,
            `strings.HasPrefix`, `strconv.Atoi` and their like, in Java `Integer.parseInt`, `startsWith`,
            in Rust `parse`, `split_once`, `find`, in JavaScript `slice`, `substring`, `charAt`, `parseInt`,
            `Number`, `match`, `search`, `startsWith`, `includes`, `indexOf` and their like, but not `trim`,
            which gives the same text
What it sees
    The value itself; variables, attributes and unpacked names that hold it, targets of loops (also over
    `enumerate` and `zip`) and comprehensions over collections of it, one of a collection (`ids[0]`),
    `str(x)`, `f"{x}"`, `x or y`, branches; all inside one function.
    Functions through aliases (`from json import loads as l`), `str.split(x)`, `map(int, ids)`, `getattr(x,
    "split")`, a method bound to a variable.
    A function of ours in the scope that is given the value and takes it apart, or hands it to one that
    does: a wrapper in another file is told where it is called.
What it does not
    What puts the value into a text: f-strings, `.format(x)`, `"no revision %s" % x`. A value that a
    function returns; what a decorator or a function that is found at run time does with it; in JavaScript
    an operator or a spread (`+id`, `[...id]`) and an expression that is asked about it (`/a/.test(id)`);
    what is kept in an object and taken out elsewhere; `functools.partial`, a re-export of the parsing
    function.
Languages: Python. In TypeScript and JavaScript the value itself, variables that are declared once and hold
it, fields that are unpacked, and texts of it alone; no functions of ours and no words in -ing. In Go, Java
and Rust the direct form alone (`post.id.split(…)`, `strings.Split(post.id, …)`): no variables, no
references (`(&post.id).split`), nothing inside macros (`format!`), no names with a star inside; words in
-ing and with a star, also of the default, find nothing there.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase

import msgspec

from parti.constraints import block, constraint, finding, takers
from parti.constraints import tree as trees
from parti.source import carried, facts, languages, python_facts, scopes, standard, structure, texts
from parti.source.foreign import script_carried
from parti.source.spelling import shown, spelled

KIND = "opaque"
EXAMPLE: Mapping[str, object] = {
    "value": ["*.id", "post['id']"],
    "never": ["split", "int", "slicing", "startswith", "json.loads"],
}
KEPT = (
    ("src/app/a.py", "def same(post, other):\n    return post.id == other.id and store[post.id]\n"),
    ("src/app/a.py", "def f(post):\n    x = post.id\n    x = post.title\n    return x.split()\n"),
    ("src/app/a.py", "number = int(post.number)\n"),
)
BROKEN = (
    ("src/app/a.py", "day = post.id.split('-')[0]\n"),
    ("src/app/a.py", "def f(post):\n    key = post['id']\n    return key[:8]\n"),
    ("src/app/a.py", "def f(posts):\n    for i in [p.id for p in posts]:\n        int(i)\n"),
    ("src/app/a.py", "from json import loads as l\n\nl(post.id)\n"),
    ("src/app/a.ts", 'const day = post.id.split("-")[0];\n'),
)

_DEFAULT = (
    "slicing", "arithmetic", "searching", "iterating", "split", "rsplit", "partition", "rpartition",
    "startswith", "endswith", "removeprefix", "removesuffix", "int", "float", "json.loads", "re.*",
    "substring", "slice", "charAt", "parseInt", "JSON.parse",
)  # fmt: skip
_SCRIPT = (
    "Number", "parseFloat", "BigInt", "match", "matchAll", "search", "includes", "indexOf", "lastIndexOf",
    "startsWith", "endsWith", "substr", "at", "charCodeAt", "codePointAt",
)  # fmt: skip
_ABROAD = {
    "javascript": _SCRIPT, "typescript": _SCRIPT, "tsx": _SCRIPT,
    "go": ("strings.Split", "strings.SplitN", "strings.Fields", "strings.Cut", "strings.HasPrefix",
           "strings.HasSuffix", "strings.TrimPrefix", "strings.TrimSuffix", "strings.Index",
           "strings.Contains", "strconv.Atoi", "strconv.ParseInt"),
    "java": ("Integer.parseInt", "Long.parseLong", "startsWith", "endsWith", "indexOf", "contains"),
    "rust": ("parse", "split_once", "starts_with", "ends_with", "strip_prefix", "strip_suffix", "find",
             "trim"),
}  # fmt: skip
"""What takes a text apart in languages that name it otherwise; beside the default, where none is given."""
_ING = frozenset({"slicing", "arithmetic", "ordering", "searching", "iterating"})
_THROUGH = frozenset({"list", "tuple", "set", "frozenset", "sorted", "reversed", "iter"})
"""What goes through all of what it is given."""
_SCRIPTS = frozenset({"javascript", "typescript", "tsx"})
_STAR = "__any__"
_Place = tuple[int, int]
_ORDER = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


def options(raw: Mapping[str, object]) -> Sequence[str]:
    """What is wrong with the block."""
    wrong = [
        *block.unknown(raw, ("value", "never")),
        *block.need_texts(raw, "value", '["*.id"]'),
        *block.optional_texts(raw, "never"),
    ]
    for each in block.texts(raw, "value"):
        if _pattern(each) is None:
            wrong.append(f"`value: {each}` must read like `*.id`, `post['id']`, `post_id` or `*.get_id()`")
    for each in block.texts(raw, "never"):
        if not re.fullmatch(r"[\w.*]+", each):
            wrong.append(f"`never: {each}` must be a name or one of {', '.join(sorted(_ING))}")
    return wrong


class _Asked(msgspec.Struct, frozen=True):
    """What is asked about the value: its patterns, what may not be done, what of ours it meets."""

    patterns: Sequence[ast.expr]
    never: Sequence[str]
    takers: takers.Takers
    steps: int
    home: scopes.Scope


def look(rule: constraint.Constraint, tree: constraint.Tree) -> constraint.Look:
    """Each place where the value is taken apart."""
    values = block.texts(rule.options, "value")
    never = block.texts(rule.options, "never") or _DEFAULT
    patterns = [pattern for each in values if (pattern := _pattern(each)) is not None]

    def inside(path: str, function: scopes.Function, parameter: str, steps: int) -> str:
        if any(_is(pattern, ast.Name(parameter)) for pattern in patterns):
            return ""
        asked = _Asked([], never, functions, steps, scopes.Scope("module", path, ""))
        seen = carried.given(function, parameter)
        return next((how for _, _, how in _places(seen, trees.facts(tree, path), asked)), "")

    functions = takers.Takers(rule, tree, inside)

    def at(source: constraint.Source) -> Iterator[finding.Finding]:
        language = languages.language(source.path)
        more = () if block.texts(rule.options, "never") else _ABROAD.get(language, ())
        if language == "python":
            parsed = python_facts.parse(source.text)
            if isinstance(parsed, facts.Problem):
                return
            asked = _Asked(patterns, never, functions, takers.STEPS, scopes.module(parsed, source.path))
            places = _in_python(parsed, trees.facts(tree, source.path), asked)
        elif language in _SCRIPTS:
            told = script_carried.taken(source.text, language, values, (*never, *more))
            places = ((line, column, f"`{word}` takes it apart") for line, column, word in told)
        else:
            places = _elsewhere(source, values, (*never, *more))
        for line, column, how in sorted(set(places)):
            message = f"{how}, and `{values[0]}` is opaque: it is compared and passed on, never taken apart"
            fix = "ask whoever made the value for what you need, or carry that along beside it"
            yield constraint.broken(rule, source, line, column, message, fix)

    words = tuple(tuple(re.findall(r"[A-Za-z_]\w{1,}", each.replace("*_", " ")))[-1:] for each in values)
    return constraint.Look(languages=standard.LANGUAGES, words=words, at=at)


def _pattern(text: str) -> ast.expr | None:
    """A value as an expression in which a star alone is any expression."""
    plain = f"{_STAR}{text[1:]}" if text.startswith(("*.", "*[")) else text
    plain = plain.replace("*", "__star__")
    try:
        parsed = ast.parse(plain, mode="eval").body
    except (SyntaxError, ValueError):
        return None
    return parsed if isinstance(parsed, ast.Name | ast.Attribute | ast.Subscript | ast.Call) else None


def _is(pattern: ast.AST, node: ast.AST) -> bool:
    match pattern, node:
        case ast.Name(id=word), ast.expr() if word == _STAR:
            return True
        case ast.Name(id=word), ast.Name(id=name):
            return fnmatchcase(name, word.replace("__star__", "*"))
        case ast.Attribute(value=one, attr=word), ast.Attribute(value=other, attr=name):
            return fnmatchcase(name, word.replace("__star__", "*")) and _is(one, other)
        case ast.Subscript(value=one, slice=ast.Constant(value=key)), ast.Subscript():
            same = isinstance(node.slice, ast.Constant) and node.slice.value == key
            return same and _is(one, node.value)
        case ast.Call(), ast.Call():
            return _same_arguments(pattern, node) and _is(pattern.func, node.func)
        case ast.Constant(value=one), ast.Constant(value=other):
            return type(one) is type(other) and one == other
        case _:
            return False


def _same_arguments(pattern: ast.Call, node: ast.Call) -> bool:
    """Whether a call is given what the pattern writes: all of it, in this order and by these names."""
    if [each.arg for each in pattern.keywords] != [each.arg for each in node.keywords]:
        return False
    wanted = [*pattern.args, *(each.value for each in pattern.keywords)]
    given = [*node.args, *(each.value for each in node.keywords)]
    return len(wanted) == len(given) and all(map(_is, wanted, given))


def _in_python(parsed: ast.Module, known: facts.Facts, asked: _Asked) -> Iterator[tuple[int, int, str]]:
    def value(node: ast.expr) -> bool:
        return any(_is(pattern, node) for pattern in asked.patterns)

    yield from _places(carried.follow(parsed, value), known, asked)


def _places(seen: carried.Seen, known: facts.Facts, asked: _Asked) -> Iterator[tuple[int, int, str]]:
    called: dict[_Place, set[str]] = {}
    for call in known.calls:
        called.setdefault((call.line, call.column), set()).add(call.name)
    for node, here in seen:
        how = _taken_apart(node, here, asked.never, called, asked.home) or _handed(
            node, here, asked, called
        )
        if how:
            yield (*_place(node.iter if isinstance(node, ast.comprehension) else node), how)


def _handed(node: ast.AST, here: carried.Carrier, asked: _Asked, called: Mapping[_Place, set[str]]) -> str:
    """A function of ours that is given the value and takes it apart."""
    names = called.get(_place(node), ()) if isinstance(node, ast.Call) else ()
    if not isinstance(node, ast.Call) or not any("." in name for name in names):
        return ""
    if not any(here.has(each) for each in (*node.args, *(keyword.value for keyword in node.keywords))):
        return ""
    for name in sorted(names):
        how = asked.takers.how(node, name, here.has, asked.steps)
        if how:
            return f"`{shown(node)}` hands it to a function where {how}"
    return ""


def _place(node: ast.AST) -> _Place:
    return getattr(node, "lineno", 1), getattr(node, "col_offset", 0) + 1


def _taken_apart(
    node: ast.AST,
    here: carried.Carrier,
    never: Sequence[str],
    called: Mapping[_Place, set[str]],
    home: scopes.Scope,
) -> str:
    """How a node takes the value apart; empty when it does not."""
    match node:
        case ast.Subscript(value=value, slice=key) if "slicing" in never and here.has(value):
            by_place = isinstance(key, ast.Slice | ast.UnaryOp) or (
                isinstance(key, ast.Constant) and isinstance(key.value, int)
            )
            return f"`{shown(node)}` slices it" if by_place else ""
        case ast.BinOp(left=left, op=ast.Mod(), right=right) if here.has(right) and _is_text(left, home):
            return ""  # it is put into a text, as by `format`
        case ast.BinOp(left=left, right=right) if "arithmetic" in never:
            return f"`{shown(node)}` reckons with it" if here.has(left) or here.has(right) else ""
        case ast.Compare(left=left, ops=ops, comparators=rest):
            return _compared(node, [left, *rest], ops, here, never)
        case ast.For(iter=source) | ast.comprehension(iter=source) | ast.YieldFrom(value=source) if (
            "iterating" in never
        ):
            return f"`for … in {shown(source)}` goes through it" if here.has(source) else ""
        case ast.Assign(targets=targets, value=value) if "iterating" in never and here.has(value):
            apart = any(isinstance(each, ast.Tuple | ast.List) for each in targets)
            return f"`{shown(node)}` goes through it" if apart else ""
        case ast.Starred(value=value) if "iterating" in never:
            return f"`{shown(node)}` goes through it" if here.has(value) else ""
        case ast.Call():
            return _called(node, here, never, called)
        case ast.Attribute(value=value, attr=name) if name in never and here.has(value):
            return f"`{shown(node)}` takes it apart"
        case _:
            return ""


def _is_text(node: ast.expr, home: scopes.Scope) -> bool:
    """Whether what stands on the left of a `%` is a text that is filled in, also one that is translated."""
    if isinstance(node, ast.Call) and node.args and texts.is_text(node.args[0], home):
        name = spelled(node.func).rpartition(".")[2]
        return name == "_" or "gettext" in name
    return texts.is_text(node, home)


def _compared(
    node: ast.Compare,
    terms: Sequence[ast.expr],
    ops: Sequence[ast.cmpop],
    here: carried.Carrier,
    never: Sequence[str],
) -> str:
    for at, op in enumerate(ops):
        ordered = isinstance(op, _ORDER) and (here.has(terms[at]) or here.has(terms[at + 1]))
        if ordered and "ordering" in never:
            return f"`{shown(node)}` puts it in an order"
        if isinstance(op, ast.In | ast.NotIn) and here.has(terms[at + 1]) and "searching" in never:
            return f"`{shown(node)}` searches in it"
    return ""


def _called(
    node: ast.Call, here: carried.Carrier, never: Sequence[str], called: Mapping[_Place, set[str]]
) -> str:
    """A function that is given the value, directly, through `map`, or by `getattr` of its methods."""
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    functions = called.get(_place(node), set())
    if "map" in functions and len(given) > 1 and here.many(given[1]):
        functions = called.get(_place(given[0]), set()) | {spelled(given[0])}
    elif not any(here.has(each) for each in given):
        return ""
    if "iterating" in never and functions & _THROUGH and here.has(given[0]):
        return f"`{shown(node)}` goes through it"
    if "getattr" in functions and len(given) > 1 and isinstance(given[1], ast.Constant):
        return f"`{shown(node)}` takes it apart" if given[1].value in never else ""
    for name in sorted(functions):
        last = name.removeprefix("str.")
        if any(fnmatchcase(name, each) or last == each for each in never if each not in _ING):
            return f"`{shown(node)}` takes it apart"
    return ""


def _elsewhere(
    source: constraint.Source, named: Sequence[str], never: Sequence[str]
) -> Iterator[tuple[int, int, str]]:
    """The direct form in other languages, by structure."""
    language = languages.language(source.path)
    for each in named:
        if re.search(r"\*\w|\w\*", each):
            continue
        value = each.replace("*", "$O").replace("'", '"')
        for word in never:
            last = word.rsplit(".", 1)[-1]
            if word in _ING or "*" in word or last not in source.text:
                continue
            forms = [f"{word}({value}{more})" for more in ("", ", $$$A")]
            forms += [f"{value}.{word}($$$A)"] if "." not in word else []
            rules = [structure.configured(form, language) for form in forms]
            for line, column in structure.find(source.text, language, rules):
                yield line, column, f"`{word}` takes it apart"
