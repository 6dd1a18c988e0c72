"""A repository with Parti set up and one feature in it, on the other fakes: for tests of the verbs.

Nothing here decides anything: facts are appended by the house itself, as a verb would.
"""

from pathlib import Path

from parti import ports
from parti.design import lock as locks
from parti.records import vocabulary as facts
from parti.workflow import house as houses
from parti.workflow.house import House
from tests.fakes.repository import FakeRepository
from tests.fakes.runner import FakeRunner
from tests.fakes.signer import FakeSigner
from tests.fakes.world import world

ADA = "Ada <ada@example.org>"
TESTS = "run-tests"
CONFIG = f'[suite]\ncommands = ["{TESTS}"]\n'
CONSTRAINTS = """# Constraints

## Nothing is evaluated by `eval` {#no-eval}

It runs what strangers wrote.
Scope: `src/**/*.py`. Owner: all.

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
TEST = "from src import orders\n\n\ndef test_one():\n    assert orders.parse('1') == 1\n"
FILES = {
    ".parti/config.toml": CONFIG,
    "CONSTRAINTS.md": CONSTRAINTS,
    "src/orders.py": "def parse(text):\n    return int(text)\n",
    "tests/test_orders.py": TEST,
}
DECISION = facts.Decided(key="D-1a2b", title="Ack", choice="after the commit", because="no loss")


class Site:
    """A repository, its world, and the way to a fresh house on it."""

    def __init__(self, tmp_path: Path, files: dict[str, str] | None = None, *typed: str | None) -> None:
        self.repository = FakeRepository(tmp_path / "repo", apart=(".parti/features",))
        for path, text in (FILES if files is None else files).items():
            self.repository.write(path, text)
        self.repository.commit()
        self.runner = (
            FakeRunner().answers(TESTS, output="3 passed in 0.10s\n").answers("ssh-keygen", code=1)
        )
        self.world: ports.World = world(
            tmp_path, repository=self.repository, runner=self.runner, signer=FakeSigner(*typed)
        )

    @property
    def root(self) -> Path:
        return self.repository.root

    def house(self, slug: str = "") -> House:
        """The house as a verb would find it now."""
        return houses.open_house(self.world, slug)

    def record(self, *new: facts.Fact, slug: str = "orders", by: str = ADA) -> House:
        """Appends facts one by one in this person's name, each seeing those before."""
        house = houses.at(self.world, slug)
        self.repository.name = by
        for fact in new:
            house = house.append((fact,))
        self.repository.name = ADA
        return house

    def open(self, *more: facts.Fact, lane: str = "normal", slug: str = "orders") -> House:
        """Opens a feature on the branch at hand."""
        branch = self.repository.branch()
        opened = facts.FeatureOpened(slug=slug, wish="save orders", branch=branch, lane=lane)
        return self.record(opened, *more, slug=slug)

    def sign(self, slug: str = "orders", method: str = "terminal", signature: str = "") -> House:
        """A signature over the design as it is now."""
        digest = locks.digest(houses.at(self.world, slug).design)
        signer = "ada@example.org" if method == "ssh" else ADA
        lock = facts.DesignLocked(design=digest, method=method, signer=signer, signature=signature or slug)
        return self.record(lock, slug=slug)

    def log_file(self, slug: str = "orders") -> Path:
        """The one log file of the feature."""
        (path,) = (self.root / ".parti/features" / slug / "log").glob("*.jsonl")
        return path


def planned(number: int, **given: object) -> facts.ChunkPlanned:
    """A chunk that nobody has looked at yet."""
    fields: dict[str, object] = {
        "intent": "Write orders",
        "files": ("src/orders.py",),
        "test": TESTS,
        "size": 80,
        "serves": ("D-1a2b",),
        **given,
    }
    return facts.ChunkPlanned(number=number, **fields)  # type: ignore[arg-type]


def briefed(number: int, base: str) -> facts.ChunkBriefed:
    return facts.ChunkBriefed(number=number, base=base, brief="brief:1", tokens=10)


def checked(
    number: int, verdict: str = "pass", files: tuple[facts.FileChecked, ...] = ()
) -> facts.ChunkChecked:
    return facts.ChunkChecked(
        number=number, base="b", tree="t", verdict=verdict, red="r", green="g", findings=(), files=files
    )
