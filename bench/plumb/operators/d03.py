"""D03: a new handler is not entered, or an entry goes."""

import random
from collections.abc import Callable

from bench.plumb.mutant import Ground, Made, Registry, Shape
from bench.plumb.operators.edit import Draft

Find = Callable[[Ground, random.Random], tuple[Registry, str, int] | None]


def _entry(ground: Ground, rng: random.Random) -> tuple[Registry, str, int] | None:
    """A registry, the text of its file, and the line of one entry."""
    found = []
    for registry in ground.habits.registry:
        lines = ground.texts[registry.path].split("\n")
        found += [
            (registry, ground.texts[registry.path], number)
            for number, line in enumerate(lines, 1)
            if line.strip() in registry.entries
        ]
    return rng.choice(found) if found else None


def _on_entry(
    change: Callable[[str, Registry], list[str] | None],
) -> Callable[[Ground, random.Random], Made | None]:
    def make(ground: Ground, rng: random.Random) -> Made | None:
        found = _entry(ground, rng)
        if found is None:
            return None
        registry, text, number = found
        lines = change(text.split("\n")[number - 1], registry)
        if lines is None:
            return None
        draft = Draft(registry.path, text)
        draft.replace(number, number, lines)
        new, places = draft.done()
        return Made({registry.path: new}, places)

    return make


def _gone(line: str, registry: Registry) -> list[str] | None:
    return []


def _comment(line: str, registry: Registry) -> list[str] | None:
    return [line[: len(line) - len(line.lstrip())] + "# " + line.lstrip()]


def _lookalike(line: str, registry: Registry) -> list[str] | None:
    """A decorator that gives back what it gets."""
    return (
        [line[: len(line) - len(line.lstrip())] + "@(lambda given: given)"] if registry.decorated else None
    )


def _conditional(line: str, registry: Registry) -> list[str] | None:
    """The entry stands in the map under a condition that never holds."""
    if registry.decorated or ":" not in line:
        return None
    indent = line[: len(line) - len(line.lstrip())]
    return [f"{indent}**({{{line.strip().rstrip(',')}}} if not __debug__ else {{}}),"]


def _as_text(line: str, registry: Registry) -> list[str] | None:
    """The name is entered, as a string."""
    if registry.decorated or ":" not in line:
        return None
    head, _, value = line.rstrip().rstrip(",").rpartition(":")
    return [f'{head}: "{value.strip()}",']


def _defined(
    change: Callable[[str, Registry, Ground], dict[str, str]],
) -> Callable[[Ground, random.Random], Made | None]:
    """A new thing of the kind."""

    def make(ground: Ground, rng: random.Random) -> Made | None:
        able = [registry for registry in ground.habits.registry if registry.define]
        if not able:
            return None
        registry = rng.choice(able)
        name = rng.choice(("Fresh", "Other", "Second", "Spare", "Extra", "Late"))
        code = registry.define.replace("NAME", name).replace("name", name.lower())
        texts = change(code, registry, ground)
        places = []
        for path, text in texts.items():
            old = ground.texts.get(path, "").split("\n")
            new = text.split("\n")
            same = next(
                (n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b),
                min(len(old), len(new)),
            )
            places += [(path, number) for number in range(same + 1, same + 2 + len(new) - len(old))]
        return Made(texts, tuple(places))

    return make


def _appended(code: str, registry: Registry, ground: Ground) -> dict[str, str]:
    path = registry.where or registry.path
    return {path: f"{ground.texts[path].rstrip(chr(10))}\n\n\n{code}\n"}


def _wrong_map(code: str, registry: Registry, ground: Ground) -> dict[str, str]:
    name = code.split("(")[0].split(":")[0].split()[-1]
    path = registry.where or registry.path
    return {path: f"{_appended(code, registry, ground)[path]}\n\nWAITING = {{'it': {name}}}\n"}


def _new_file(code: str, registry: Registry, ground: Ground) -> dict[str, str]:
    path = registry.where or registry.path
    folder = path.rpartition("/")[0]
    module = path.removesuffix(".py").replace("/", ".")
    top = f"from {module} import *  # noqa\nfrom {module} import {_base(code, ground)}"
    return {f"{folder}/_aside.py": f"{top}\n\n\n{code}\n"}


def _base(code: str, ground: Ground) -> str:
    return (
        code.split("(")[1].split(")")[0].split(",")[0]
        if code.startswith("class ") and "(" in code
        else "__name__"
    )


def _base_alias(code: str, registry: Registry, ground: Ground) -> dict[str, str]:
    path = registry.where or registry.path
    if not (code.startswith("class ") and "(" in code.split(":")[0]):
        return {}
    base = _base(code, ground)
    text = ground.texts[path].rstrip("\n")
    return {path: f"{text}\n\n\n_Root = {base}\n\n\n{code.replace(f'({base}', '(_Root', 1)}\n"}


SHAPES = (
    Shape("entry-dropped", False, _on_entry(_gone)),
    Shape("entry-commented-out", False, _on_entry(_comment)),
    Shape("new-without-entry", False, _defined(_appended)),
    Shape("new-in-wrong-map", False, _defined(_wrong_map)),
    Shape("decorator-without-effect", True, _on_entry(_lookalike)),
    Shape("entry-under-false-condition", True, _on_entry(_conditional)),
    Shape("entry-as-text", True, _on_entry(_as_text)),
    Shape("new-in-new-file", True, _defined(_new_file)),
    Shape("base-under-alias", True, _defined(_base_alias)),
)
