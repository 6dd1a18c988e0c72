"""A whole tree that did not change is not looked through again; nothing is said that no longer holds."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from parti.constraints import conformance, dismissed, examples, rot
from parti.constraints.finding import Finding
from parti.workflow import constraining
from parti.workflow.house import House
from tests.fakes import real
from tests.workflow import open_houses

WATCHED = """
## Orders go through `app.store.save` {#orders}

A raw write leaves half an order.

Scope: `**/*.py`. Owner: storage. Watches: `app.store.save`, `app/run.sh`.

`judged`
"""
DOCUMENT = open_houses.RULE + WATCHED
SPOILED = DOCUMENT.replace('eval("1")', "x = 2")


def ready(folder: Path) -> House:
    house = open_houses.ready(folder)
    repository = open_houses.repository(house)
    for path, text in {"CONSTRAINTS.md": DOCUMENT, "app/store.py": "def save(x): ...\n"}.items():
        repository.write(path, text)
    repository.write("app/run.sh", "echo 1\n")
    repository.write("app/bad.py", "eval('1')\n")
    repository.commit()
    return house


def told(house: House) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    seen = constraining.look(house)
    return seen.new, seen.paths


def afresh(house: House) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """The same without anything kept."""
    shutil.rmtree(house.world.cache, ignore_errors=True)
    return told(house)


def test_the_second_look_at_the_same_tree_looks_at_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = ready(tmp_path)
    (house.root / "app/run.sh").unlink()
    first = told(house)
    assert {each.code for each in first[0]} == {"no-eval", "constraints/rot"}

    def never(*_: object) -> object:
        raise AssertionError("it was looked at again")

    monkeypatch.setattr(conformance, "run", never)
    monkeypatch.setattr(examples, "run", never)
    monkeypatch.setattr(rot, "gone", never)
    monkeypatch.setattr(open_houses.repository(house), "changes", never)
    assert told(house) == first
    (house.root / "app/new.py").write_text("x = 1\n")
    with pytest.raises(AssertionError, match="looked at again"):
        told(house)


def test_a_damaged_answer_is_made_anew(tmp_path: Path) -> None:
    house = ready(tmp_path)
    first = told(house)
    kept = [path for path in house.world.cache.rglob("*") if path.is_file()]
    assert kept
    for path in kept:
        data = path.read_bytes()
        path.write_bytes(data[:200] + bytes(byte ^ 85 for byte in data[200:]))
    assert told(house) == first


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_to_the_tree_the_same_is_said_with_and_without_what_was_kept(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    house = ready(tmp_path)
    repository = open_houses.repository(house)
    texts = (
        "eval('1')\n",
        "x = 1\n",
        "def save(x): ...\n",
        "broken(\n",
        "",
        "# parti: allow no-eval -- y\neval(1)\n",
    )
    many = set()
    for _ in range(12):
        match chance.randrange(6):
            case 0 | 1:
                repository.write(
                    chance.choice(("app/store.py", "app/bad.py", "b.py")), chance.choice(texts)
                )
            case 2:
                (house.root / chance.choice(("app/store.py", "app/bad.py", "app/run.sh"))).unlink(
                    missing_ok=True
                )
            case 3:
                repository.write("CONSTRAINTS.md", chance.choice((DOCUMENT, SPOILED, open_houses.RULE)))
            case 4:
                repository.commit()
            case _:
                repository.write("app/run.sh", "echo 2\n")
        kept = told(house)
        many.add(kept)
        assert told(house) == kept
        aside = house.world.cache.with_name("aside")
        shutil.copytree(house.world.cache, aside)
        assert afresh(house) == kept
        shutil.rmtree(house.world.cache)
        aside.rename(house.world.cache)
    assert len(many) > 3, "too little happened"


def test_what_was_found_while_somebody_wrote_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = ready(tmp_path)
    repository = open_houses.repository(house)
    run = conformance.run

    def meanwhile(*words: object, **more: object) -> object:
        repository.write("app/bad.py", "x = 1\n")
        return run(*words, **more)  # type: ignore[arg-type]  # handed on as they came

    with monkeypatch.context() as patched:
        patched.setattr(conformance, "run", meanwhile)
        assert [each.code for each in told(house)[0]] == []
    repository.write("app/bad.py", "eval('1')\n")
    assert {each.code for each in told(house)[0]} == {"no-eval", "constraints/rot"}


def test_a_dismissed_name_that_goes_is_told_though_answers_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = ready(tmp_path)
    repository = open_houses.repository(house)
    entry = '[{}]\nbecause = "local"\nby = "A"\non = "2026-11-01"\n'
    repository.write(dismissed.PATH, entry.format('"helper:app.store.save"'))
    assert told(house) == told(house)
    first = told(house)[0]
    repository.write("app/store.py", "x = 1\n")
    lost = [each.message for each in told(house)[0] if each.place.path == dismissed.PATH]
    assert lost == [
        "the candidate `helper:app.store.save` was dismissed, and `app.store.save` is no longer there"
    ]
    repository.write("app/store.py", "def save(x): ...\n")
    assert told(house)[0] == first
    seen = repository.seen()
    monkeypatch.setattr(repository, "seen", lambda: seen)  # as if git ignored the file of dismissals
    assert told(house)[0] == first
    repository.write(dismissed.PATH, entry.format('"helper:app.store.gone"'))
    assert [each.place.path for each in told(house)[0] if each not in first] == [dismissed.PATH]


def test_a_kept_answer_loads_nothing_that_reads_code(tmp_path: Path) -> None:
    """To load it takes longer than all the rest."""
    root = real.repository(
        tmp_path / "repo", **{"CONSTRAINTS.md": DOCUMENT, "app/bad.py": "eval('1')\n", "app/run.sh": "x\n"}
    )
    script = (
        "import sys; from parti import bootstrap; from parti.workflow import constraining;"
        "found = constraining.look(bootstrap.house()).new; print(len(found));"
        "print(*sorted(name for name in sys.modules if name.startswith('parti.')))"
    )
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    call = [sys.executable, "-c", script]
    said = [
        subprocess.run(call, cwd=root, env=environment, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    (count, first), (again, second) = (each.splitlines() for each in said)
    assert count == again != "0"
    heavy = {
        f"parti.{name}" for name in ("constraints.conformance", "constraints.rot", "source.python_facts")
    }
    assert heavy <= set(first.split())
    light = [name for name in second.split() if name.startswith(("parti.source.", "parti.constraints."))]
    assert not heavy.intersection(light)
    assert len(light) < 25, light


COMMAND = """
## The names of `make check` stay as they are {#make}

Others call them.

Scope: `**/*.py`. Owner: everybody.

```check command
run: make check
```
"""


@pytest.mark.parametrize("code", [1, 127])
def test_a_command_that_ends_in_another_way_is_told_about_the_same_tree(tmp_path: Path, code: int) -> None:
    house = ready(tmp_path)
    open_houses.repository(house).write("CONSTRAINTS.md", DOCUMENT + COMMAND)
    (house.root / "app/run.sh").unlink()
    open_houses.runner(house).answers("make check").answers("make check", code=code)
    first = told(house)
    second = told(house)
    assert second != first
    assert second == afresh(house)
