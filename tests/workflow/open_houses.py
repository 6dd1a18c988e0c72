"""Open houses on fakes for the tests of the verbs: no git, no process, one line a stage.

Each function returns the house as a verb would get it. `said` records facts straight into the log, so
that a test of phase 2 need not walk through phase 1.
"""

from pathlib import Path
from typing import Any

from parti import ports
from parti.design import lock as locks
from parti.records import vocabulary as facts
from parti.workflow import config as configs
from parti.workflow import house as houses
from parti.workflow.house import House
from tests.fakes.repository import FakeRepository
from tests.fakes.runner import FakeRunner
from tests.fakes.world import world as fakes

ADA = "Ada <ada@example.org>"
CONFIG = "languages = ['python']\n\n[suite]\ncommands = []\n"

DECISION = facts.Decided(
    key="D-0001", title="Acknowledge after commit", choice="after the commit", because="no loss"
)
FAILURE = facts.FailureModeNamed(
    key="FM-0001",
    component="broker",
    mode="twice",
    handling="unique key",
    evidence="unit: tests/test_writer.py",
)

RULE = """# Constraints

## Nothing is evaluated by `eval` {#no-eval}

It runs what strangers wrote.

Scope: `**/*.py`. Owner: everybody.

```check pattern
forbid: eval($$$A)
```

```python kept
x = 1
```

```python broken
eval("1")
```
"""


def world(folder: Path, **given: Any) -> ports.World:
    """Fakes in which Parti's own records are no change of the code, as in a real house."""
    apart = FakeRepository(folder / "repo", apart=(houses.FEATURES,))
    return fakes(folder, **{"repository": apart, **given})


def repository(house: House | ports.World) -> FakeRepository:
    found = (house.world if isinstance(house, House) else house).repository
    assert isinstance(found, FakeRepository)
    return found


def runner(house: House) -> FakeRunner:
    assert isinstance(house.world.runner, FakeRunner)
    return house.world.runner


def bare(folder: Path, **given: Any) -> House:
    """A repository in which Parti was never set up."""
    return houses.open_house(world(folder, **given))


def ready(folder: Path, *, config: str = CONFIG, **given: Any) -> House:
    """Parti is set up; one commit."""
    house = bare(folder, **given)
    repository(house).write(configs.PATH, config)
    repository(house).commit()
    return houses.open_house(house.world)


def opened(
    folder: Path, *, lane: str = "normal", slug: str = "orders", branch: str = "main", **given: Any
) -> House:
    """A feature on a branch."""
    house = ready(folder, **given)
    repository(house).switch(branch)
    fresh = houses.at(house.world, slug)
    return fresh.append(
        (facts.FeatureOpened(slug=slug, wish="save orders", branch=branch, lane=lane), DECISION, FAILURE)
    )


def signed(house: House) -> House:
    """The same, signed at a terminal."""
    return house.append(
        (
            facts.DesignLocked(
                design=locks.digest(house.design), method="terminal", signer=ADA, signature=house.slug
            ),
        )
    )


def locked(folder: Path, **given: Any) -> House:
    house = signed(opened(folder, **given))
    repository(house).commit()
    return house


def chunk(number: int = 1, **given: Any) -> facts.ChunkPlanned:
    fields: dict[str, Any] = {
        "number": number,
        "intent": f"Write part {number} of the orders",
        "files": (f"writer{number}.py", f"test_writer{number}.py"),
        "test": f"python3 -m pytest -q test_writer{number}.py",
        "size": 40,
        "serves": ("D-0001", "FM-0001"),
        **given,
    }
    return facts.ChunkPlanned(**fields)


def planned(folder: Path, *chunks: facts.ChunkPlanned, **given: Any) -> House:
    house = locked(folder, **given).append(chunks or (chunk(),))
    repository(house).commit()
    return house


def checked(house: House, number: int, verdict: str = "pass") -> House:
    fact = facts.ChunkChecked(
        number=number, base="b", tree="t", verdict=verdict, red="r", green="g", findings=()
    )
    return house.append((fact,))


def kinds(house: House) -> list[str]:
    """The kinds of record in the log, in order, as they are on disk."""
    return [record.kind for record in houses.at(house.world, house.slug).reading.records]
