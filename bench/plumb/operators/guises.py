"""The use of a dotted name in Python: said plainly, and in disguise.

Used by the classes whose defect is the use of something. A guise gives the imports, the statements and the
new files; `seed` puts them into a function of the project.
"""

import random
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bench.plumb.mutant import Ground, Made, Shape
from bench.plumb.operators import spots
from bench.plumb.operators.edit import Draft


class Thing(NamedTuple):
    """What is used: a module, a dotted name in it, and the arguments of a call; `plain` where people say it
    in another way. Without arguments (None) it is read, not called.
    """

    module: str
    name: str
    arguments: str | None
    plain: str = ""

    @property
    def first(self) -> str:
        return self.name.split(".")[0]

    @property
    def rest(self) -> str:
        return self.name[len(self.first) :]

    def after(self, head: str) -> str:
        """The use behind an expression that stands for the whole name."""
        return head if self.arguments is None else f"{head}({self.arguments})"


class Use(NamedTuple):
    """What a guise needs: imports at the top, statements in the function, files, decorators."""

    imports: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    decorator: str = ""


Guise = Callable[[Thing, str], Use]


def _whole(thing: Thing, module: str = "") -> str:
    return f"{module or thing.module}.{thing.name}" if thing.module else thing.name


def _import(thing: Thing) -> tuple[str, ...]:
    return (f"import {thing.module}",) if thing.module else ()


def imported(thing: Thing, package: str) -> Use:
    return Use(_import(thing), (f"kept = {thing.plain or thing.after(_whole(thing))}",))


def from_imported(thing: Thing, package: str) -> Use:
    top = (f"from {thing.module} import {thing.first}",) if thing.module else ()
    return Use(top, (f"kept = {thing.after(thing.name)}",))


def lazily(thing: Thing, package: str) -> Use:
    return Use((), (*_import(thing), f"kept = {thing.after(_whole(thing))}"))


def in_condition(thing: Thing, package: str) -> Use:
    use = imported(thing, package)
    return Use(use.imports, ("kept = None", "if kept is None:", f"    {use.lines[0]}"))


def module_alias(thing: Thing, package: str) -> Use:
    return Use((f"import {thing.module} as _m",), (f"kept = {thing.after(_whole(thing, '_m'))}",))


def name_alias(thing: Thing, package: str) -> Use:
    top = f"from {thing.module} import {thing.first} as _n"
    return Use((top,), (f"kept = {thing.after('_n' + thing.rest)}",))


def by_getattr(thing: Thing, package: str) -> Use:
    head, _, last = _whole(thing).rpartition(".")
    return Use(_import(thing), (f"kept = {thing.after(f'getattr({head}, {last!r})')}",))


def by_partial(thing: Thing, package: str) -> Use:
    given = f", {thing.arguments}" if thing.arguments else ""
    lines = (f"later = functools.partial({_whole(thing)}{given})", "kept = later()")
    return Use(("import functools", *_import(thing)), lines)


def bound(thing: Thing, package: str) -> Use:
    return Use(_import(thing), (f"held = {_whole(thing)}", f"kept = {thing.after('held')}"))


def by_import_module(thing: Thing, package: str) -> Use:
    found = f'importlib.import_module("{thing.module}").{thing.name}'
    return Use(("import importlib",), (f"kept = {thing.after(found)}",))


def in_table(thing: Thing, package: str) -> Use:
    held = thing.after("table['it']")
    return Use(_import(thing), (f"table = {{'it': {_whole(thing)}}}", f"kept = {held}"))


def wrapped(thing: Thing, package: str) -> Use:
    inner = thing.after(_whole(thing)) if thing.arguments is None else f"{_whole(thing)}(*given, **named)"
    body = f"{chr(10).join(_import(thing))}\n\n\ndef run(*given, **named):\n    return {inner}\n"
    call = f"kept = run({thing.arguments or ''})"
    return Use((f"from {_dotted(package)}._aside import run",), (call,), ((f"{package}/_aside.py", body),))


def re_exported(thing: Thing, package: str) -> Use:
    body = f"from {thing.module} import {thing.first} as shared\n"
    use = f"kept = {thing.after('shared' + thing.rest)}"
    return Use(
        (f"from {_dotted(package)}._aside import shared",), (use,), ((f"{package}/_aside.py", body),)
    )


def decorated(thing: Thing, package: str) -> Use:
    body = [
        *_import(thing),
        "import functools",
        "",
        "",
        "def noted(function):",
        "    @functools.wraps(function)",
        "    def inner(*given, **named):",
        f"        kept = {thing.after(_whole(thing))}",
        "        return function(*given, **named) if kept is not inner else None",
        "",
        "    return inner",
        "",
    ]
    return Use(
        (f"from {_dotted(package)}._aside import noted",),
        (),
        ((f"{package}/_aside.py", "\n".join(body)),),
        "@noted",
    )


def _dotted(package: str) -> str:
    return package.replace("/", ".")


PLAIN: tuple[tuple[str, Guise], ...] = (
    ("imported", imported),
    ("from-imported", from_imported),
    ("lazily-imported", lazily),
    ("in-condition", in_condition),
)
DISGUISED: tuple[tuple[str, Guise], ...] = (
    ("module-alias", module_alias),
    ("name-alias", name_alias),
    ("getattr", by_getattr),
    ("partial", by_partial),
    ("bound-to-variable", bound),
    ("import-module", by_import_module),
    ("in-table", in_table),
    ("wrapper-in-new-file", wrapped),
    ("re-export", re_exported),
    ("decorator-in-new-file", decorated),
)


def seed(ground: Ground, files: Sequence[str], use: Use, rng: random.Random) -> Made | None:
    """Puts a use into a function of one of the files."""
    spot = spots.chosen(ground, files, rng)
    if spot is None:
        return None
    draft = Draft(spot.path, ground.texts[spot.path])
    if use.imports:
        draft.insert(spots.imports(spots.parsed(ground, spot.path)), use.imports)
    if use.lines:
        draft.insert(spot.line, [spot.indent + line for line in use.lines])
    if use.decorator:
        draft.insert(spots.begins(spot.node), [" " * spot.node.col_offset + use.decorator])
    text, places = draft.done()
    whole = tuple((path, line) for path, body in use.files for line in range(1, body.count("\n") + 1))
    return Made({spot.path: text, **dict(use.files)}, (*places, *whole))


Pick = Callable[[Ground, random.Random], tuple[Thing, Sequence[str]] | None]


def shape(name: str, guise: Guise, disguised: bool, pick: Pick) -> Shape:
    """A shape that uses what `pick` chooses, in one guise."""

    def make(ground: Ground, rng: random.Random) -> Made | None:
        picked = pick(ground, rng)
        if picked is None or (not picked[0].module and guise in _OF_MODULES):
            return None
        if guise is by_partial and picked[0].arguments is None:
            return None
        return seed(ground, picked[1], guise(picked[0], ground.package), rng)

    return Shape(name, disguised, make)


_OF_MODULES = (from_imported, module_alias, name_alias, by_getattr, by_import_module, re_exported)


def every(pick: Pick) -> tuple[Shape, ...]:
    """All guises of what `pick` chooses."""
    plain = tuple(shape(name, guise, False, pick) for name, guise in PLAIN)
    return (*plain, *(shape(name, guise, True, pick) for name, guise in DISGUISED))
