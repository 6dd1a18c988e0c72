"""What the gate compares with the commit before the first chunk: judges and tests, whoever changed them."""

from pathlib import Path

import pytest

from parti.constraints.finding import Finding
from parti.workflow import gating
from tests.fakes import features
from tests.fakes.features import DECISION, FILES, Site

CONFIG = ".parti/config.toml"
BASELINE = ".parti/baseline.json"
ALLOWED = ".parti/allowed_signers"
EMPTY_BASELINE = '{\n "findings": {},\n "format": 1\n}\n'
STRONG = features.TEST + "    assert orders.parse('2') == 2\n"
GONE = "f" * 40


def begun(tmp_path: Path, **files: str) -> tuple[Site, str]:
    """A signed feature whose one chunk was briefed and passed; the commit that it began from."""
    site = Site(tmp_path, {**FILES, "tests/test_orders.py": STRONG, **files})
    site.open(DECISION)
    site.sign()
    base = site.repository.head()
    site.record(features.planned(1), features.briefed(1, base), features.checked(1))
    return site, base


def found(site: Site, code: str) -> list[Finding]:
    return [finding for finding in gating.gate(site.house()).findings if finding.code == code]


def commit(site: Site, path: str, text: str) -> str:
    site.repository.write(path, text)
    return site.repository.commit()


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (CONFIG, features.CONFIG, features.CONFIG + "timeout = 3\n"),
        (BASELINE, None, EMPTY_BASELINE),
        (BASELINE, EMPTY_BASELINE, None),
        (ALLOWED, "ada@example.org ssh-ed25519 AAAA\n", ""),
        (ALLOWED, None, "eve@example.org ssh-ed25519 AAAA\n"),
    ],
)
def test_a_judge_that_changed_since_the_first_chunk_is_shown_and_does_not_block(
    tmp_path: Path, path: str, before: str | None, after: str | None
) -> None:
    site, base = begun(tmp_path, **({} if before is None else {path: before}))
    assert found(site, "gate/judge-changed") == []
    if after is None:
        site.repository.remove(path)
    else:
        site.repository.write(path, after)
    site.repository.commit()

    [finding] = found(site, "gate/judge-changed")
    assert (finding.level, finding.place.path) == ("warning", path)
    assert f"git diff {base[:12]} -- {path}" in finding.fix
    assert gating.gate(site.house()).ok


def test_before_the_first_brief_nobody_is_warned_of_a_judge(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(DECISION)
    site.sign()
    commit(site, ALLOWED, "eve@example.org ssh-ed25519 AAAA\n")

    assert found(site, "gate/judge-changed") == []


def test_to_brief_a_chunk_once_more_does_not_hide_what_was_changed_before(tmp_path: Path) -> None:
    site, _ = begun(tmp_path)
    later = commit(site, ALLOWED, "eve@example.org ssh-ed25519 AAAA\n")
    site.record(features.briefed(1, later), features.checked(1))

    assert [finding.place.path for finding in found(site, "gate/judge-changed")] == [ALLOWED]


def test_to_plan_a_chunk_anew_does_not_hide_what_was_changed_before(tmp_path: Path) -> None:
    site, _ = begun(tmp_path)
    later = commit(site, ALLOWED, "eve@example.org ssh-ed25519 AAAA\n")
    site.record(
        features.planned(1, intent="Write orders otherwise"),
        features.briefed(1, later),
        features.checked(1),
    )

    assert [finding.place.path for finding in found(site, "gate/judge-changed")] == [ALLOWED]


def test_a_later_chunk_does_not_hide_what_an_earlier_one_changed(tmp_path: Path) -> None:
    site, _ = begun(tmp_path)
    later = commit(site, "tests/test_orders.py", features.TEST)
    site.record(features.planned(2), features.briefed(2, later), features.checked(2))

    assert [finding.level for finding in found(site, "chunk/weakened-test")] == ["error"]


def test_a_test_that_was_weakened_in_a_commit_fails_the_gate(tmp_path: Path) -> None:
    site, _ = begun(tmp_path)
    commit(site, "tests/test_orders.py", features.TEST)

    assert [finding.place.path for finding in found(site, "chunk/weakened-test")] == [
        "tests/test_orders.py"
    ]


def test_without_a_brief_only_what_is_not_committed_is_compared(tmp_path: Path) -> None:
    site = Site(tmp_path, {**FILES, "tests/test_orders.py": STRONG})
    site.repository.write("tests/test_orders.py", features.TEST)

    assert len(found(site, "chunk/weakened-test")) == 1
    site.repository.commit()
    assert found(site, "chunk/weakened-test") == []


@pytest.mark.parametrize(("feature", "level"), [(True, "error"), (False, "warning")])
def test_a_test_that_changes_with_its_code_fails_only_the_gate_of_a_feature(
    tmp_path: Path, feature: bool, level: str
) -> None:
    code = "def parse(text):\n    return int(text)\n"
    files = {"src/orders.py": code, "tests/test_orders.py": STRONG}
    site = begun(tmp_path, **files)[0] if feature else Site(tmp_path, {**FILES, **files})
    site.repository.write("src/orders.py", code.replace("int(text)", "float(text)"))
    site.repository.write("tests/test_orders.py", features.TEST)

    assert [finding.level for finding in found(site, "chunk/weakened-test")] == [level]


def test_before_the_first_commit_every_test_is_new(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.repository.branches.clear()
    site.repository.write("tests/test_new.py", "def test_nothing():\n    assert True\n")

    assert [finding.place.path for finding in found(site, "chunk/weak-test")] == ["tests/test_new.py"]


def test_a_first_commit_that_a_rebase_took_away_is_said_and_the_next_is_taken(tmp_path: Path) -> None:
    site, base = begun(tmp_path)
    text = site.log_file().read_bytes()
    del site.repository.commits[base]
    site.repository.branches.clear()
    new = site.repository.commit()
    site.record(features.briefed(1, new), features.checked(1))
    commit(site, ALLOWED, "eve@example.org ssh-ed25519 AAAA\n")

    [gone] = found(site, "gate/base-gone")
    assert gone.level == "warning"
    assert base[:12] in gone.message
    assert [finding.place.path for finding in found(site, "gate/judge-changed")] == [ALLOWED]
    assert site.log_file().read_bytes().startswith(text)


def test_when_no_brief_names_a_commit_that_is_left_the_gate_still_judges(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(DECISION)
    site.sign()
    site.record(features.planned(1), features.briefed(1, GONE), features.checked(1))
    commit(site, ALLOWED, "eve@example.org ssh-ed25519 AAAA\n")

    assert len(found(site, "gate/base-gone")) == 1
    assert found(site, "gate/judge-changed") == []
    assert gating.gate(site.house()).ok


def test_a_brief_before_the_first_commit_names_no_base(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(DECISION)
    site.sign()
    head = site.repository.head()
    site.record(
        features.planned(1), features.briefed(1, ""), features.briefed(1, head), features.checked(1)
    )
    commit(site, ALLOWED, "eve@example.org ssh-ed25519 AAAA\n")

    assert found(site, "gate/base-gone") == []
    assert len(found(site, "gate/judge-changed")) == 1


def test_a_judge_that_was_changed_and_put_back_is_nothing_to_show(tmp_path: Path) -> None:
    site, _ = begun(tmp_path)
    commit(site, CONFIG, features.CONFIG + "timeout = 3\n")
    commit(site, CONFIG, features.CONFIG)

    assert found(site, "gate/judge-changed") == []


def test_bytes_that_are_no_text_do_not_stop_the_gate(tmp_path: Path) -> None:
    site, _ = begun(tmp_path)
    (site.root / ALLOWED).write_bytes(b"\xff\xfe\x00")

    assert [finding.place.path for finding in found(site, "gate/judge-changed")] == [ALLOWED]
