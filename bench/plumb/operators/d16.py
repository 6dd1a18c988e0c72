"""D16: a package comes in that nobody chose."""

import random
from collections.abc import Callable

from bench.plumb.mutant import Ground, Made, Shape
from bench.plumb.operators import guises, scripts

PACKAGES = ("requests", "orjson", "arrow", "pydantic", "loguru", "boto3", "simplejson", "pendulum")
SCRIPTS = ("lodash", "axios", "moment", "uuid", "async", "chalk")


def _new(ground: Ground, names: tuple[str, ...], rng: random.Random) -> str:
    whole = "\n".join(ground.texts.values())
    return rng.choice(
        [name for name in names if f"import {name}" not in whole and f"'{name}'" not in whole]
    )


def _python(use: Callable[[str, str], guises.Use]) -> Callable[[Ground, random.Random], Made | None]:
    def make(ground: Ground, rng: random.Random) -> Made | None:
        if ground.language != "python":
            return None
        return guises.seed(ground, (), use(_new(ground, PACKAGES, rng), ground.package), rng)

    return make


def _at_top(name: str, package: str) -> guises.Use:
    return guises.Use((f"import {name}",), (f"kept = {name}.__name__",))


def _from(name: str, package: str) -> guises.Use:
    return guises.Use((f"from {name} import __version__ as kept",))


def _lazy(name: str, package: str) -> guises.Use:
    return guises.Use((), (f"import {name}", f"kept = {name}.__name__"))


def _tried(name: str, package: str) -> guises.Use:
    return guises.Use(("try:", f"    import {name}", "except ImportError:", f"    {name} = None"))


def _alias(name: str, package: str) -> guises.Use:
    return guises.Use((f"import {name} as _m",), ("kept = _m.__name__",))


def _typing(name: str, package: str) -> guises.Use:
    return guises.Use(("from typing import TYPE_CHECKING", "if TYPE_CHECKING:", f"    import {name}"))


def _import_module(name: str, package: str) -> guises.Use:
    return guises.Use(("import importlib",), (f'kept = importlib.import_module("{name}")',))


def _dunder(name: str, package: str) -> guises.Use:
    return guises.Use((), (f'kept = __import__("{name}")',))


def _bound_import(name: str, package: str) -> guises.Use:
    return guises.Use(("import importlib",), ("bring = importlib.import_module", f'kept = bring("{name}")'))


def _re_export(name: str, package: str) -> guises.Use:
    body = f"import {name} as shared\n"
    dotted = package.replace("/", ".")
    return guises.Use(
        (f"from {dotted}._aside import shared",), ("kept = shared",), ((f"{package}/_aside.py", body),)
    )


def _script(way: scripts.Way) -> Callable[[Ground, random.Random], Made | None]:
    def make(ground: Ground, rng: random.Random) -> Made | None:
        if ground.language == "python":
            return None
        word = scripts.Word(_new(ground, SCRIPTS, rng), "get", "'x'")
        return scripts.seed(ground, (), way(word, ground.language == "typescript"), rng)

    return make


def _template(word: scripts.Word, typed: bool) -> scripts.Said:
    return scripts.Said((), (f"const kept = require(`{word.module}`);",))


def _dynamic(word: scripts.Word, typed: bool) -> scripts.Said:
    return scripts.Said((), (f"const kept = import('{word.module}');",))


def _variable(word: scripts.Word, typed: bool) -> scripts.Said:
    return scripts.Said((), ("const bring = require;", f"const kept = bring('{word.module}');"))


SHAPES = (
    Shape("at-top", False, _python(_at_top)),
    Shape("from-import", False, _python(_from)),
    Shape("lazily", False, _python(_lazy)),
    Shape("tried", False, _python(_tried)),
    Shape("alias", True, _python(_alias)),
    Shape("typing-only", True, _python(_typing)),
    Shape("import-module", True, _python(_import_module)),
    Shape("dunder-import", True, _python(_dunder)),
    Shape("import-bound-to-variable", True, _python(_bound_import)),
    Shape("re-export", True, _python(_re_export)),
    Shape("js-module", False, _script(scripts.starred)),
    Shape("js-named", False, _script(scripts.named)),
    Shape("js-lazy", False, _script(scripts.lazily)),
    Shape("js-alias", True, _script(scripts.alias)),
    Shape("js-dynamic", True, _script(_dynamic)),
    Shape("js-template", True, _script(_template)),
    Shape("js-require-in-variable", True, _script(_variable)),
    Shape("js-re-export", True, _script(scripts.re_exported)),
)
