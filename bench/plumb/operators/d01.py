"""D01: a helper is bypassed; what it does is done by hand."""

import random
from collections.abc import Sequence

from bench.plumb.mutant import Ground, Made, Shape
from bench.plumb.operators import guises, jobs, scripts


def _pick(ground: Ground, rng: random.Random) -> tuple[guises.Thing, Sequence[str]] | None:
    return jobs.python(ground.habits.bypass, ground, rng)


def _word(ground: Ground, rng: random.Random) -> tuple[scripts.Word, Sequence[str]] | None:
    return jobs.script(ground.habits.bypass, ground, rng)


def _mode_in_variable(ground: Ground, rng: random.Random) -> Made | None:
    writers = [habit for habit in ground.habits.bypass if habit.job == "write"]
    if ground.language != "python" or not writers:
        return None
    lines = ("mode = 'w'", "with open('state.txt', mode) as out:", "    out.write('x')")
    return guises.seed(ground, rng.choice(writers).files, guises.Use((), lines), rng)


SHAPES = (*guises.every(_pick), Shape("mode-in-variable", True, _mode_in_variable), *scripts.every(_word))
