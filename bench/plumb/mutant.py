"""The values of Plumb: a project's ground, its habits, a shape of a defect, and a mutant.

Made by `projects` and by the operators; read by every part of the benchmark. A mutant holds the changed
and new files only, with the places where the defect stands.
"""

import random
from collections.abc import Callable, Mapping
from typing import Literal

import msgspec


class Bypass(msgspec.Struct, frozen=True):
    """A job that the project does in one way; by hand it would be a defect in these files."""

    job: str
    files: tuple[str, ...]


class Helper(msgspec.Struct, frozen=True):
    """A function that the project calls for a job, and files where a copy of it would be a defect."""

    path: str
    name: str
    files: tuple[str, ...]


class Registry(msgspec.Struct, frozen=True):
    """A place where things are entered.

    Args:
        path: the file of the entries.
        entries: lines that enter something, as they stand there; each can be dropped.
        define: a new thing of the kind, as code; empty when none can be made up.
        where: the file that a new thing goes to.
        decorated: whether the entries are decorators.
    """

    path: str
    entries: tuple[str, ...]
    define: str = ""
    where: str = ""
    decorated: bool = False


class Mark(msgspec.Struct, frozen=True):
    """A statement that has to go with another one in the same function; both as they stand there."""

    path: str
    statement: str


class Layer(msgspec.Struct, frozen=True):
    """Files that must not know a module, and a name in it."""

    files: tuple[str, ...]
    module: str
    name: str


class Opaque(msgspec.Struct, frozen=True):
    """A value that is never taken apart: a parameter's name or an expression, and where it is met."""

    value: str
    files: tuple[str, ...]


class Habits(msgspec.Struct, frozen=True, kw_only=True):
    """What a project does without saying so: the ground on which a defect is one."""

    bypass: tuple[Bypass, ...] = ()
    port: tuple[Bypass, ...] = ()
    helper: tuple[Helper, ...] = ()
    registry: tuple[Registry, ...] = ()
    mark: tuple[Mark, ...] = ()
    layer: tuple[Layer, ...] = ()
    opaque: tuple[Opaque, ...] = ()
    outward: tuple[str, ...] = ()


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """A project as the operators see it: its own product files, its tests, its habits."""

    project: str
    language: Literal["python", "javascript", "typescript"]
    package: str
    texts: Mapping[str, str]
    tests: Mapping[str, str]
    habits: Habits


class Made(msgspec.Struct, frozen=True):
    """What a shape made: changed and new files, and the lines of the defect in them."""

    texts: Mapping[str, str]
    places: tuple[tuple[str, int], ...]


Make = Callable[[Ground, random.Random], Made | None]


class Shape(msgspec.Struct, frozen=True):
    """One way to make a defect of a class.

    Args:
        name: unique in its class.
        disguised: whether it hides.
        make: pure; None where the project offers no place for it.
        judged: which of Parti's eyes looks at it: the constraints, or a judge of the change.
    """

    name: str
    disguised: bool
    make: Make


class Mutant(msgspec.Struct, frozen=True, kw_only=True):
    """One seeded defect."""

    project: str
    defect: str
    shape: str
    disguised: bool
    number: int
    texts: Mapping[str, str]
    places: tuple[tuple[str, int], ...]

    @property
    def key(self) -> str:
        return f"{self.project}-{self.defect}-{self.shape}-{self.number}"
