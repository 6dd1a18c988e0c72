"""What one source file says about itself: frozen facts, made by `reading`, read by checks.

A fact is written once per text and kept by whoever holds the tree. A file that does not parse has a
`problem` and no other facts, because half a file must not pass for a whole one.
"""

from collections.abc import Mapping
from typing import Literal

import msgspec

How = Literal["call", "argument", "reference", "type"]
Way = Literal["declared", "literal", "item", "method", "decorator"]
Mode = str | None
Kind = Literal["function", "class"]


class Import(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One import statement, or a literal `import_module("x")`.

    Args:
        module: the absolute module; relative levels are already resolved when the path is known.
        names: what is taken from it; empty for `import x`; `("*",)` for a star.
        level: how many dots were written; in Rust, one for a path that begins in its own crate, in a script
            one for a path that begins at its own file.
        lazy: inside a function.
        typing: under `if TYPE_CHECKING`.
        conditional: under another `if` or a `try`.
        dynamic: through `importlib.import_module` or `__import__`.
        test: in code of Rust that only tests are built with.
        said: how a script writes the module, where a setting of its tree leads to another name.
        path: a path of Go, or a package of npm, that holds a dot, since the module does not tell it.
    """

    module: str
    names: tuple[str, ...]
    level: int
    line: int
    column: int
    lazy: bool = False
    typing: bool = False
    conditional: bool = False
    dynamic: bool = False
    test: bool = False
    said: str = ""
    path: str = ""

    def targets(self) -> tuple[str, ...]:
        """The dotted names that come in: `from a import b` is `a.b`, a module or a name in one."""
        return self._under(self.module)

    def written(self) -> tuple[str, ...]:
        """The same as a script writes it, where a setting leads it elsewhere; else nothing."""
        return self._under(self.said) if self.said else ()

    def _under(self, module: str) -> tuple[str, ...]:
        if not self.names:
            return (module,)
        return tuple(module if n == "*" else f"{module}.{n}".lstrip(".") for n in self.names)


class Call(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A call, or a function mentioned without being called.

    Args:
        name: the dotted name after aliases are undone; empty when the receiver is unknown.
        method: the last word as written; the only thing known of an unknown receiver.
        owner: the enclosing function's qualified name; empty at module level.
        how: called, passed to another call (`partial(f, …)`), merely mentioned, or named as a type.
        certain: whether the name follows from imports and definitions alone.
        mode: what an open-like call says about its mode: None when it says nothing, `?` when the
            mode is not a literal. A moment of Java's or JavaScript's that is made from a given one has
            the mode `=`.
        keywords: the names of keyword arguments, in JavaScript the keys of the object with its
            options; `**` where a splat, or in JavaScript what is handed on, may bring any.
        first: the first argument when it is a literal string.
        given: how many arguments stand without a name; None where a star may bring any, and where nobody
            counted.
        said: the name that a script writes, where a setting of its tree leads to another one.
    """

    name: str
    method: str
    line: int
    column: int
    owner: str = ""
    how: How = "call"
    certain: bool = True
    mode: Mode = None
    keywords: tuple[str, ...] = ()
    first: str = ""
    given: int | None = None
    said: str = ""


class Written(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A path of Rust that is written out where it is used: `serde::Serialize` in a type, a macro, a call.

    Args:
        names: what it may mean, dotted; the plain reading first, then one for each star that may give it.
        own: whether it begins in its own crate, by `crate`, `self`, `super` or what they brought in.
        bound: whether the file says what the first word is, by a `use` or a `mod x;`.
        test: in code that only tests are built with.
    """

    names: tuple[str, ...]
    line: int
    column: int
    own: bool = False
    bound: bool = False
    test: bool = False


class Definition(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A function or a class, by its qualified name inside the module.

    A struct, an interface, an enumeration and a trait are classes here. Parameters are named as they are
    written, with the `*`, `**` or `...` of those that take many.
    """

    kind: Kind
    name: str
    line: int
    end_line: int
    column: int = 0
    decorators: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    signature: str = ""
    parameters: tuple[str, ...] = ()


MERGED = "**"
"""The key of an entry that stands for all entries of another registry."""


class Registration(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A thing put where others will find it: a map entry, a list item, a decorator.

    A registry's own declaration has an empty value, so that an empty registry is still known.
    """

    registry: str
    value: str
    line: int
    key: str = ""
    how: Way = "literal"


class Swallow(msgspec.Struct, frozen=True, gc=False):
    """An error path that ends silently: `passes` or `only logs`."""

    owner: str
    line: int
    how: str


class Raise(msgspec.Struct, frozen=True, gc=False):
    """An error that is raised, by the name that is written."""

    owner: str
    line: int
    name: str


class EnvironmentRead(msgspec.Struct, frozen=True, gc=False):
    """An environment variable that is read by a literal name."""

    name: str
    line: int
    owner: str = ""


class Problem(msgspec.Struct, frozen=True, gc=False):
    """Why a file has no facts."""

    line: int
    message: str


class Imported(msgspec.Struct, frozen=True, gc=False):
    """The imports of a file alone, for those who need nothing else of it."""

    imports: tuple[Import, ...] = ()
    problem: Problem | None = None


class Facts(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Everything that one extraction yields.

    `names` are those that the module binds; `aliases` are those among them that imports bind, each with
    what it stands for.
    """

    module: str = ""
    imports: tuple[Import, ...] = ()
    calls: tuple[Call, ...] = ()
    definitions: tuple[Definition, ...] = ()
    registrations: tuple[Registration, ...] = ()
    swallows: tuple[Swallow, ...] = ()
    names: frozenset[str] = frozenset()
    aliases: Mapping[str, tuple[str, ...]] = {}
    raises: tuple[Raise, ...] = ()
    environment: tuple[EnvironmentRead, ...] = ()
    written: tuple[Written, ...] = ()
    problem: Problem | None = None
