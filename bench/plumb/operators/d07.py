"""D07: the change brings an invariant, and the constraint document stays as it was."""

import random
from collections.abc import Callable

from bench.plumb.mutant import Ground, Made, Shape
from bench.plumb.operators import guises, spots
from bench.plumb.operators.edit import Draft


def _at_end(code: Callable[[str], str]) -> Callable[[Ground, random.Random], Made | None]:
    def make(ground: Ground, rng: random.Random) -> Made | None:
        if ground.language != "python":
            return None
        path = rng.choice([path for path in spots.matching(ground, ()) if spots.functions(ground, path)])
        name = rng.choice(("fresh", "spare", "second", "late"))
        draft = Draft(path, ground.texts[path])
        draft.append(["", "", *code(name).split("\n")])
        new, places = draft.done()
        return Made({path: new}, places)

    return make


def _error(name: str) -> str:
    return (
        f"class {name.title()}Error(Exception):\n    pass\n\n\n"
        f"def refuse_{name}():\n    raise {name.title()}Error({name!r})"
    )


def _registry(name: str) -> str:
    return (
        f"def handle_{name}(event):\n    return event\n\n\n"
        f"def handle_not_{name}(event):\n    return None\n\n\n"
        f"{name.upper()}_HANDLERS = {{'yes': handle_{name}, 'no': handle_not_{name}}}"
    )


def _variable(name: str) -> str:
    return f"def {name}_mode():\n    import os\n\n    return os.environ.get('PLUMB_{name.upper()}')"


def _decorator(name: str) -> str:
    return (
        f"{name.upper()}_SEEN = []\n\n\ndef {name}_hook(function):\n"
        f"    {name.upper()}_SEEN.append(function)\n"
        f"    return function\n\n\n@{name}_hook\ndef {name}_one():\n    return 1\n\n\n"
        f"@{name}_hook\ndef {name}_two():\n    return 2"
    )


def _helper(ground: Ground, rng: random.Random) -> Made | None:
    """A new helper around a primitive, called at four places in two files and more."""
    if ground.language != "python":
        return None
    body = (
        "import json\n\n\ndef save_fresh(path, data):\n"
        "    with open(path, 'w') as out:\n        json.dump(data, out)\n"
    )
    aside = f"{ground.package}/_aside.py"
    texts = {aside: body}
    places = [(aside, line) for line in range(1, 7)]
    paths = [path for path in spots.matching(ground, ()) if spots.functions(ground, path)]
    for path in rng.sample(paths, min(4, len(paths))):
        top = (f"from {ground.package.replace('/', '.')}._aside import save_fresh",)
        made = guises.seed(ground, (path,), guises.Use(top, ("save_fresh('state.txt', {})",)), rng)
        if made is not None:
            texts.update(made.texts)
            places += made.places
    return Made(texts, tuple(places))


def _error_alias(name: str) -> str:
    return f"_Root = Exception\n{name.title()}Error = type('{name.title()}Error', (_Root,), {{}})"


def _variable_alias(name: str) -> str:
    return (
        f"def {name}_mode():\n    from os import environ as given\n\n"
        f"    return given.get('PLUMB_{name.upper()}')"
    )


def _registry_filled(name: str) -> str:
    return (
        f"def handle_{name}(event):\n    return event\n\n\n"
        f"def handle_not_{name}(event):\n    return None\n\n\n"
        f"{name.upper()}_HANDLERS = {{}}\n{name.upper()}_HANDLERS['yes'] = handle_{name}\n"
        f"{name.upper()}_HANDLERS['no'] = handle_not_{name}"
    )


SHAPES = (
    Shape("new-error", False, _at_end(_error)),
    Shape("new-registry", False, _at_end(_registry)),
    Shape("new-variable", False, _at_end(_variable)),
    Shape("new-helper", False, _helper),
    Shape("new-registering-decorator", True, _at_end(_decorator)),
    Shape("error-made-by-type", True, _at_end(_error_alias)),
    Shape("variable-under-alias", True, _at_end(_variable_alias)),
    Shape("registry-filled-later", True, _at_end(_registry_filled)),
)
