"""Two people on two branches, with real git: their logs merge without a word from anybody."""

from pathlib import Path

from parti.adapters import git
from parti.records import fold, log
from tests.fakes import real
from tests.records.facts import chain, reasons


def test_two_branches_merge_without_a_conflict_and_read_the_same_both_ways(tmp_path: Path) -> None:
    root = real.repository(tmp_path / "repo", **{"a.txt": "x\n"})
    folder = root / ".parti/features/one/log"
    start = chain(["start"])
    log.append(folder, git.find(root).writer(), start)
    real.commit(root)
    for branch, second in (("hers", 10), ("his", 5)):
        real.git(root, "switch", "--quiet", "--create", branch, "main")
        seen = [one.id for one in start]
        log.append(
            folder,
            git.find(root).writer(),
            chain([f"{branch} 1", f"{branch} 2"], parents=seen, second=second),
        )
        real.commit(root)
    readings = []
    for ours, theirs in (("hers", "his"), ("his", "hers")):
        real.git(root, "switch", "--quiet", "--create", f"{ours}-merged", ours)
        real.git(root, "merge", "--quiet", "--no-edit", theirs)
        readings.append(log.read(folder))
    assert readings[0] == readings[1]
    assert readings[0].damage == ()
    assert len(readings[0].heads) == 2
    assert reasons(fold.live(readings[0].records)) == ["start", "his 1", "his 2", "hers 1", "hers 2"]


def test_two_clones_on_one_branch_merge_without_a_conflict(tmp_path: Path) -> None:
    root = real.repository(tmp_path / "origin", **{"a.txt": "x\n"})
    for name in ("ada", "bob"):
        real.git(tmp_path, "clone", "--quiet", str(root), name)
        clone = tmp_path / name
        log.append(clone / "log", git.find(clone).writer(), chain([name]))
        real.commit(clone)
    real.git(tmp_path / "ada", "pull", "--quiet", "--no-rebase", "--no-edit", str(tmp_path / "bob"), "main")
    reading = log.read(tmp_path / "ada/log")
    assert sorted(reasons(reading.records)) == ["ada", "bob"]
    assert reading.damage == ()


def test_a_log_that_somebody_put_into_one_file_shows_the_conflict(tmp_path: Path) -> None:
    root = real.repository(tmp_path / "repo", **{"a.txt": "x\n"})
    for branch in ("hers", "his"):
        real.git(root, "switch", "--quiet", "--create", branch, "main")
        log.append(root / "log", "shared", chain([branch]))
        real.commit(root)
    real.git(root, "merge", "hers", code=1)
    reading = log.read(root / "log")
    assert [damage.kind for damage in reading.damage] == ["conflict"] * 3
    assert sorted(reasons(reading.records)) == ["hers", "his"]
