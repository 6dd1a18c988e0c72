"""D17: the time or the environment is asked directly instead of through the port."""

import random
from collections.abc import Sequence

from bench.plumb.mutant import Ground
from bench.plumb.operators import guises, jobs, scripts


def _pick(ground: Ground, rng: random.Random) -> tuple[guises.Thing, Sequence[str]] | None:
    return jobs.python(ground.habits.port, ground, rng)


def _word(ground: Ground, rng: random.Random) -> tuple[scripts.Word, Sequence[str]] | None:
    return jobs.script(ground.habits.port, ground, rng)


SHAPES = (*guises.every(_pick), *scripts.every(_word))
