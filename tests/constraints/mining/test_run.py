"""A proposal is a whole section: it reads back, its examples behave, and its counts are the gate's."""

import pytest

from parti.constraints import conformance, constraint, document, examples, lint
from parti.constraints.mining import proposal, ranking, run
from parti.constraints.tree import Texts
from tests.constraints.mining.grown import floors, found, writers
from tests.constraints.mining.test_miners import READS, RUNS, handlers, many

TREES = {
    "writers": writers(),
    "floors": floors(),
    "doors": many(starting=RUNS, settings=READS, web="import requests\n"),
    "handlers": handlers(12, 1),
    "backend": {f"backend/{path}": text for path, text in floors().items()},
}


@pytest.mark.parametrize("name", TREES)
def test_every_section_reads_back_as_the_rule_that_was_counted(name: str) -> None:
    tree = Texts(TREES[name])
    proposals = run.mine(tree)
    assert proposals
    for each in proposals:
        read = document.parse(each.section())
        assert [f.message for f in read.findings] == []
        (rule,) = read.constraints
        assert (rule.id, rule.title, rule.kind) == (each.key, each.title, each.check)
        assert examples.run(read.constraints) == ()
        assert lint.findings(read.constraints) == ()
        assert list(conformance.stale(rule, tree)) == []
        assert set(conformance.of_rule(rule, tree)) == set(each.exceptions)


def test_the_same_tree_gives_the_same_list() -> None:
    files = {**writers(), **{f"x/{p}": t for p, t in floors().items()}}
    backwards = dict(reversed(list(files.items())))
    assert run.mine(Texts(files)) == run.mine(Texts(backwards))


def test_nothing_is_found_in_nothing() -> None:
    assert run.mine(Texts({})) == ()
    assert run.mine(Texts({"a.py": "x = 1\n", "README.md": "words"})) == ()


def test_a_file_that_does_not_parse_is_passed_over() -> None:
    assert [e.key for e in found({**writers(), "app/torn.py": "def (:\n"})] == [
        e.key for e in found(writers())
    ]


def made(
    kept: int, exceptions: int, miner: str = "layers", key: str = "k", message: str = "m"
) -> proposal.Proposal:
    sample = proposal.Sample("a.py", "python", "x = 1\n")
    each = found(writers())[0]
    return proposal.Proposal(
        key=key,
        miner=miner,
        title="Nothing is printed but through `log`",
        reason="r",
        check="pattern",
        options={"forbid": "print($A)", "message": message},
        include=("**",),
        kept=kept,
        unit="uses",
        obeying=sample,
        breaking=sample,
        exceptions=each.exceptions[:1] * exceptions,
    )


@pytest.mark.parametrize(
    ("better", "worse", "why"),
    [
        ((100, 5), (100, 50), "a larger share"),
        ((100, 5), (10, 0), "more evidence"),
        ((100, 2), (100, 0), "what was never broken needs no writing down"),
    ],
)
def test_the_rank_weighs_share_evidence_and_temptation(
    better: tuple[int, int], worse: tuple[int, int], why: str
) -> None:
    assert ranking.score(made(*better)) > ranking.score(made(*worse)), why


def test_what_less_than_half_obeys_is_left_out() -> None:
    assert ranking.ranked([made(4, 5)]) == ()
    assert len(ranking.ranked([made(5, 5)])) == 1


def test_no_miner_fills_the_first_page_alone() -> None:
    layers = [made(100, 1, key=f"l{n}") for n in range(9)]
    order = [each.key for each in ranking.ranked([*layers, made(60, 1, "bypasses", "b")])]
    assert order.index("b") < 6


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("*", '"*"'),
        ("a.b", "a.b"),
        ("function handle_*", "function handle_*"),
        ("yes", '"yes"'),
        ('a"b', '"a\\"b"'),
    ],
)
def test_options_are_read_back_as_they_were(value: str, text: str) -> None:
    section = made(1, 0, message=value).section()
    assert f"message: {text}\n" in section
    (rule,) = document.parse(section).constraints
    assert rule.options["message"] == value


def test_a_scope_leaves_out_only_what_is_there() -> None:
    (each,) = found(writers(), "bypasses")
    assert each.exclude == ()
    assert constraint.Scope(each.include, each.exclude).covers("app/raw0.py")
