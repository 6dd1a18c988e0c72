"""D08: a module learns about one that stands above it."""

import posixpath
import random
from collections.abc import Callable, Sequence

from bench.plumb.mutant import Ground, Layer, Made, Shape
from bench.plumb.operators import guises, scripts


def _python(use: Callable[[Layer, str], guises.Use]) -> Callable[[Ground, random.Random], Made | None]:
    def make(ground: Ground, rng: random.Random) -> Made | None:
        if ground.language != "python" or not ground.habits.layer:
            return None
        layer = rng.choice(ground.habits.layer)
        return guises.seed(ground, layer.files, use(layer, ground.package), rng)

    return make


def _at_top(layer: Layer, package: str) -> guises.Use:
    return guises.Use((f"import {layer.module}",), (f"kept = {layer.module}.{layer.name}",))


def _from(layer: Layer, package: str) -> guises.Use:
    return guises.Use((f"from {layer.module} import {layer.name}",), (f"kept = {layer.name}",))


def _lazy(layer: Layer, package: str) -> guises.Use:
    return guises.Use((), (f"from {layer.module} import {layer.name}", f"kept = {layer.name}"))


def _typing(layer: Layer, package: str) -> guises.Use:
    top = (
        "from typing import TYPE_CHECKING",
        "if TYPE_CHECKING:",
        f"    from {layer.module} import {layer.name}",
    )
    return guises.Use(top)


def _alias(layer: Layer, package: str) -> guises.Use:
    return guises.Use((f"import {layer.module} as _m",), (f"kept = _m.{layer.name}",))


def _name_alias(layer: Layer, package: str) -> guises.Use:
    return guises.Use((f"from {layer.module} import {layer.name} as _n",), ("kept = _n",))


def _import_module(layer: Layer, package: str) -> guises.Use:
    line = f'kept = importlib.import_module("{layer.module}").{layer.name}'
    return guises.Use(("import importlib",), (line,))


def _dunder(layer: Layer, package: str) -> guises.Use:
    return guises.Use((), (f'kept = __import__("{layer.module}", fromlist=["{layer.name}"]).{layer.name}',))


def _from_package(layer: Layer, package: str) -> guises.Use:
    head, _, last = layer.module.rpartition(".")
    return guises.Use((), (f"from {head} import {last} as above", f"kept = above.{layer.name}"))


def _through_package(layer: Layer, package: str) -> guises.Use:
    """The attribute of the package, by name."""
    head, _, last = layer.module.rpartition(".")
    return guises.Use((f"import {head}",), (f'kept = getattr({head}, "{last}").{layer.name}',))


def _re_export(layer: Layer, package: str) -> guises.Use:
    """A new module, on no floor, knows the upper one; the lower one knows the new module."""
    body = f"from {layer.module} import {layer.name} as shared\n"
    dotted = package.replace("/", ".")
    return guises.Use(
        (), (f"from {dotted}._aside import shared", "kept = shared"), ((f"{package}/_aside.py", body),)
    )


def _script(way: scripts.Way) -> Callable[[Ground, random.Random], Made | None]:
    def make(ground: Ground, rng: random.Random) -> Made | None:
        if ground.language == "python" or not ground.habits.layer:
            return None
        layer = rng.choice(ground.habits.layer)
        paths = [path for path in sorted(ground.texts) if any(_fits(path, glob) for glob in layer.files)]
        path = rng.choice(paths)
        reach = posixpath.relpath(layer.module, posixpath.dirname(path))
        word = scripts.Word(reach if reach.startswith(".") else f"./{reach}", layer.name, None)
        return scripts.seed(ground, (path,), way(word, ground.language == "typescript"), rng)

    return make


def _fits(path: str, glob: str) -> bool:
    from fnmatch import fnmatch

    return fnmatch(path, glob)


def _typed_only(word: scripts.Word, typed: bool) -> scripts.Said:
    if not typed:
        return scripts.lazily(word, typed)
    return scripts.Said(
        (f"import type {{ {word.name} }} from '{word.module}';",), (f"let kept: {word.name};",)
    )


def _dynamic(word: scripts.Word, typed: bool) -> scripts.Said:
    return scripts.Said((), (f"const kept = import('{word.module}');",))


def _exported(word: scripts.Word, typed: bool) -> scripts.Said:
    if not typed:
        return scripts.bound(word, typed)
    return scripts.Said(
        (f"export {{ {word.name} as shared }} from '{word.module}';",), ("const kept = 1;",)
    )


_KEPT: Sequence[Shape] = (
    Shape("js-module", False, _script(scripts.starred)),
    Shape("js-named", False, _script(scripts.named)),
    Shape("js-lazy", False, _script(scripts.lazily)),
    Shape("js-alias", True, _script(scripts.alias)),
    Shape("js-type-only", True, _script(_typed_only)),
    Shape("js-dynamic", True, _script(_dynamic)),
    Shape("js-exported-on", True, _script(_exported)),
)

SHAPES = (
    Shape("at-top", False, _python(_at_top)),
    Shape("from-import", False, _python(_from)),
    Shape("lazily", False, _python(_lazy)),
    Shape("typing-only", False, _python(_typing)),
    Shape("module-alias", True, _python(_alias)),
    Shape("name-alias", True, _python(_name_alias)),
    Shape("import-module", True, _python(_import_module)),
    Shape("dunder-import", True, _python(_dunder)),
    Shape("from-package", True, _python(_from_package)),
    Shape("attribute-of-package", True, _python(_through_package)),
    Shape("re-export", True, _python(_re_export)),
    *_KEPT,
)
