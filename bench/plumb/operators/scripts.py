"""The use of a module in JavaScript and TypeScript, plainly and in disguise, and where it can stand.

Used by the classes that have shapes in these languages. Spots come from ast-grep's tree: the first line of
a function's block.
"""

import posixpath
import random
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ast_grep_py import SgRoot

from bench.plumb.mutant import Ground, Made, Shape
from bench.plumb.operators import spots
from bench.plumb.operators.edit import Draft


class Word(NamedTuple):
    """What is used: a module (empty for a global), a name in it, arguments (None: read, not called)."""

    module: str
    name: str
    arguments: str | None

    def after(self, head: str) -> str:
        return head if self.arguments is None else f"{head}({self.arguments})"


class Said(NamedTuple):
    """Imports at the top, statements in the function, and the text of a new file beside it."""

    imports: tuple[str, ...]
    lines: tuple[str, ...]
    aside: str = ""


Way = Callable[[Word, bool], Said]
"""How a word is said; the flag is True in TypeScript."""


def _star(word: Word, typed: bool, name: str, module: str = "") -> str:
    module = module or word.module
    return f"import * as {name} from '{module}';" if typed else f"const {name} = require('{module}')"


def _named(word: Word, typed: bool, name: str) -> str:
    module = word.module
    if name == word.name:
        return (
            f"import {{ {name} }} from '{module}';"
            if typed
            else f"const {{ {name} }} = require('{module}')"
        )
    return (
        f"import {{ {word.name} as {name} }} from '{module}';"
        if typed
        else f"const {{ {word.name}: {name} }} = require('{module}')"
    )


def starred(word: Word, typed: bool) -> Said:
    if not word.module:
        return Said((), (f"const kept = {word.after(word.name)};",))
    return Said((_star(word, typed, "given"),), (f"const kept = {word.after(f'given.{word.name}')};",))


def named(word: Word, typed: bool) -> Said:
    if not word.module:
        return Said((), ("let kept;", f"kept = {word.after(word.name)};"))
    return Said((_named(word, typed, word.name),), (f"const kept = {word.after(word.name)};",))


def lazily(word: Word, typed: bool) -> Said:
    if not word.module:
        return Said((), ("let kept = null;", f"if (kept === null) kept = {word.after(word.name)};"))
    return Said((), (f"const kept = {word.after(f'''require('{word.module}').{word.name}''')};",))


def alias(word: Word, typed: bool) -> Said:
    if not word.module:
        head, _, last = word.name.rpartition(".")
        return Said((), (f"const {{ {last}: held }} = {head};", f"const kept = {word.after('held')};"))
    return Said((_named(word, typed, "held"),), (f"const kept = {word.after('held')};",))


def computed(word: Word, typed: bool) -> Said:
    head, _, last = (f"given.{word.name}" if word.module else word.name).rpartition(".")
    top = (_star(word, typed, "given"),) if word.module else ()
    return Said(top, (f"const kept = {word.after(f'''{head}['{last}']''')};",))


def bound(word: Word, typed: bool) -> Said:
    name = f"given.{word.name}" if word.module else word.name
    top = (_star(word, typed, "given"),) if word.module else ()
    return Said(top, (f"const held = {name};", f"const kept = {word.after('held')};"))


def prefixed(word: Word, typed: bool) -> Said:
    if not word.module:
        return Said((), (f"const kept = {word.after(f'globalThis.{word.name}')};",))
    top = _star(word, typed, "given", f"node:{word.module}")
    return Said((top,), (f"const kept = {word.after(f'given.{word.name}')};",))


def wrapped(word: Word, typed: bool) -> Said:
    head = f"given.{word.name}" if word.module else word.name
    top = f"{_star(word, typed, 'given')}\n\n" if word.module else ""
    if typed:
        aside = f"{top}export function run(): unknown {{\n  return {word.after(head)};\n}}\n"
        return Said(("import { run } from '@/_aside';",), ("const kept = run();",), aside)
    aside = f"{top}module.exports.run = function run () {{\n  return {word.after(head)}\n}}\n"
    return Said(("const { run } = require('@/_aside')",), ("const kept = run()",), aside)


def re_exported(word: Word, typed: bool) -> Said:
    if not word.module:
        return wrapped(word, typed)
    if typed:
        aside = f"export {{ {word.name} as shared }} from '{word.module}';\n"
        return Said(
            ("import { shared } from '@/_aside';",), (f"const kept = {word.after('shared')};",), aside
        )
    aside = f"const given = require('{word.module}')\nmodule.exports.shared = given.{word.name}\n"
    return Said(
        ("const { shared } = require('@/_aside')",), (f"const kept = {word.after('shared')}",), aside
    )


PLAIN: tuple[tuple[str, Way], ...] = (("js-module", starred), ("js-named", named), ("js-lazy", lazily))
DISGUISED: tuple[tuple[str, Way], ...] = (
    ("js-alias", alias),
    ("js-computed", computed),
    ("js-bound", bound),
    ("js-prefixed", prefixed),
    ("js-wrapper-in-new-file", wrapped),
    ("js-re-export", re_exported),
)

_HOLDERS = ("function_declaration", "method_definition", "arrow_function", "function_expression")


def openings(path: str, text: str) -> list[tuple[int, str]]:
    """(line, indent) of the first statement of each function block that begins on a line of its own."""
    root = SgRoot(text, "typescript" if path.endswith(".ts") else "javascript").root()
    found = []
    for kind in _HOLDERS:
        for node in root.find_all(kind=kind):
            body = node.field("body")
            first = next((child for child in body.children() if child.is_named()), None) if body else None
            if first is None or body is None or body.kind() != "statement_block":
                continue
            place = first.range().start
            if place.line > body.range().start.line:
                found.append((place.line + 1, " " * place.column))
    return sorted(set(found))


def top(text: str) -> int:
    """The line before which an import can stand: the first import or require, else the first line."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(("import ", "const ")):
            return number
    return 1


def seed(ground: Ground, files: Sequence[str], said: Said, rng: random.Random) -> Made | None:
    """Puts it into a function of one of the files; `@/_aside` is the new file beside the others."""
    paths = [path for path in spots.matching(ground, files) if openings(path, ground.texts[path])]
    if not paths:
        return None
    path = rng.choice(paths)
    text = ground.texts[path]
    line, indent = rng.choice(openings(path, text))
    extension = posixpath.splitext(path)[1]
    aside = f"{ground.package}/_aside{extension}"
    reach = posixpath.relpath(f"{ground.package}/_aside", posixpath.dirname(path))
    reach = reach if reach.startswith(".") else f"./{reach}"
    draft = Draft(path, text)
    if said.imports:
        draft.insert(top(text), [each.replace("@/_aside", reach) for each in said.imports])
    draft.insert(line, [indent + each for each in said.lines])
    new, places = draft.done()
    more = {aside: said.aside} if said.aside else {}
    whole = tuple((aside, number) for number in range(1, said.aside.count("\n") + 1))
    return Made({path: new, **more}, (*places, *whole))


Pick = Callable[[Ground, random.Random], tuple[Word, Sequence[str]] | None]


def every(pick: Pick) -> tuple[Shape, ...]:
    """All ways to say what `pick` chooses."""

    def one(way: Way) -> Callable[[Ground, random.Random], Made | None]:
        def make(ground: Ground, rng: random.Random) -> Made | None:
            picked = pick(ground, rng)
            if picked is None:
                return None
            return seed(ground, picked[1], way(picked[0], ground.language == "typescript"), rng)

        return make

    plain = tuple(Shape(name, False, one(way)) for name, way in PLAIN)
    return (*plain, *(Shape(name, True, one(way)) for name, way in DISGUISED))
