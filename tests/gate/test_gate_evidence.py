"""Evidence lights: which words of a sentence name a test, and the laws that every light keeps."""

import gate_samples as samples
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parti.gate import evidence, part
from parti.records import vocabulary as facts

TREE = ("src/orders.py", "tests/faults/test_redeliver.py", "drills/slow.toml", "README.md", "e2e/run.sh")
REDELIVER = "tests/faults/test_redeliver.py"

WRITTEN = (
    (f"fault: {REDELIVER}", REDELIVER),
    (f"fault:{REDELIVER}", REDELIVER),
    (f"fault: {REDELIVER}:12", REDELIVER),
    (f"fault: {REDELIVER}::test_twice", REDELIVER),
    (f"fault: {REDELIVER}::Twice::test_twice[a-1]", REDELIVER),
    (f"fault: ./{REDELIVER}", REDELIVER),
    (f"fault: see {REDELIVER}.", REDELIVER),
    (f"fault: see {REDELIVER}...", REDELIVER),
    (f"fault: ({REDELIVER}), at night", REDELIVER),
    (f"fault: [the test]({REDELIVER})", REDELIVER),
    (f"fault: <{REDELIVER}>", REDELIVER),
    (f"fault: '{REDELIVER}'; \"x\"", REDELIVER),
    (f"fault: {{{REDELIVER}}}!", REDELIVER),
    (f"fault:\n  {REDELIVER}\n", REDELIVER),
    ("fault: faults/test_redeliver.py", REDELIVER),
    ("fault: test_redeliver.py", REDELIVER),
    ("load: drills/slow.toml", "drills/slow.toml"),
    ("load: slow.toml or drills/slow.toml", "drills/slow.toml"),
    ("system: e2e/run.sh", "e2e/run.sh"),
    ("static: src/orders.py", ""),
    ("doc: README.md", ""),
    ("fault: tests/faults", ""),
    ("fault: tests/faults/", ""),
    ("fault: deliver.py", ""),
    ("fault: ults/test_redeliver.py", ""),
    ("fault: test_redeliver", ""),
    ("fault: tests/faults/test_redeliver.pyc", ""),
    ("fault: /tests/faults/test_redeliver.py", ""),
    ("fault: ../tests/faults/test_redeliver.py", ""),
    ("fault: TESTS/faults/test_redeliver.py", ""),
    ("fault: . / .. : :: ./ ../", ""),
    ("\u202efault: тест.py", ""),
)


def light(text: str, paths: tuple[str, ...] = TREE) -> part.Light:
    [found] = evidence.lights([samples.failure_mode(text)], paths)
    return found


@pytest.mark.parametrize(("text", "test"), WRITTEN)
def test_evidence_names_a_test_however_it_is_written(text: str, test: str) -> None:
    assert (light(text).test, light(text).state) == (test, "named" if test else "missing")


def test_a_light_carries_all_that_the_failure_mode_says() -> None:
    mode = facts.FailureModeNamed(
        key="FM-7", component="store", mode="torn", handling="set aside", evidence=f"fault: {REDELIVER}"
    )

    assert evidence.lights([mode], TREE) == (
        part.Light(
            key="FM-7",
            component="store",
            mode="torn",
            evidence=f"fault: {REDELIVER}",
            state="named",
            test=REDELIVER,
        ),
    )


@pytest.mark.parametrize(
    ("text", "test"), [("load: they run", ""), ("load: tests/run", "tests/run"), ("load: run.", "")]
)
def test_a_plain_word_is_no_path_though_a_test_is_called_so(text: str, test: str) -> None:
    assert light(text, ("tests/run",)).test == test


def test_of_two_tests_in_one_sentence_the_first_named_counts() -> None:
    paths = ("tests/a.py", "tests/b.py")

    assert light("b: tests/b.py and tests/a.py", paths).test == "tests/b.py"


def test_of_two_tests_with_one_name_the_first_by_path_counts() -> None:
    assert light("x: test_a.py", ("z/test_a.py", "b/test_a.py")).test == "b/test_a.py"


def test_lights_keep_the_order_of_the_failure_modes() -> None:
    modes = [samples.failure_mode("x", key) for key in ("FM-9", "FM-1", "FM-5", "FM-1")]

    assert [found.key for found in evidence.lights(iter(modes), ())] == ["FM-9", "FM-1", "FM-5", "FM-1"]
    assert evidence.lights([], TREE) == ()


@pytest.mark.parametrize(
    ("names", "state"),
    [
        ("", "named"),
        (":12", "named"),
        ("::test_twice", "named"),
        ("::test_twice[broker]", "named"),
        ("::TestBroker::test_twice.", "named"),
        ("::test_gone", "missing"),
        ("::test_twic", "missing"),
        ("::TestGone::test_twice", "missing"),
    ],
)
def test_a_tests_name_behind_the_path_must_stand_in_the_file(names: str, state: str) -> None:
    text = "class TestBroker:\n    def test_twice(self): ...\n"
    mode = samples.failure_mode(f"fault: {REDELIVER}{names}")
    (found,) = evidence.lights([mode], TREE, {REDELIVER: text}.__getitem__)
    assert found.state == state


def test_a_name_in_a_file_that_nobody_could_read_counts() -> None:
    mode = samples.failure_mode(f"fault: {REDELIVER}::test_twice")
    (found,) = evidence.lights([mode], TREE, lambda path: "")
    assert found.state == "named"


IS_TEST = (
    ("tests/x", True),
    ("a/test/b.rs", True),
    ("spec/a.rb", True),
    ("a/specs/a.rb", True),
    ("a/__tests__/b.tsx", True),
    ("drills/a.toml", True),
    ("e2e/login.ts", True),
    ("test_a.py", True),
    ("src/a_test.go", True),
    ("src/a-test.js", True),
    ("src/a.test.ts", True),
    ("src/a.spec.ts", True),
    ("src/test.py", True),
    ("src/tests.py", True),
    ("src/a_drill.toml", True),
    ("src/OrderTest.java", True),
    ("src/OrderTests.cs", True),
    ("tests", True),
    ("src/testing.py", False),
    ("src/atest.py", False),
    ("src/test1.py", False),
    ("src/OrderTestCase.java", False),
    ("src/OrderTest", False),
    ("Tests/a.py", False),
    ("src/attests/a.py", False),
    ("latest/a.py", False),
    ("src/protests.py", False),
    ("src/inspect.py", False),
    ("", False),
)


@pytest.mark.parametrize(("path", "is_test"), IS_TEST)
def test_what_counts_as_a_test_by_folder_or_name(path: str, is_test: bool) -> None:
    assert evidence.is_test(path) == is_test


names = st.lists(st.sampled_from(["tests", "src", "a", "b", "é"]), min_size=1, max_size=3).map("/".join)
trees = st.lists(names.map("{}/test_x.py".format), max_size=6)
sentences = st.lists(st.one_of(names.map("{}/test_x.py".format), st.text(max_size=6)), max_size=5).map(
    " ".join
)


@given(text=sentences, paths=trees, data=st.data())
def test_the_order_of_the_tree_does_not_matter(text: str, paths: list[str], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(paths))

    assert light(text, tuple(paths)) == light(text, tuple(shuffled))


@given(text=sentences, paths=trees, more=trees)
def test_a_further_file_never_puts_a_light_out(text: str, paths: list[str], more: list[str]) -> None:
    before, after = light(text, tuple(paths)), light(text, (*paths, *more))

    assert after.state == "named" or before.state == "missing"


@given(text=sentences, paths=trees)
def test_a_named_test_is_a_file_of_the_tree_whose_end_stands_in_the_sentence(
    text: str, paths: list[str]
) -> None:
    found = light(text, tuple(paths))

    assert (found.test in paths) == (found.state == "named")
    if found.test:
        assert found.test.split("/")[-1] in text


@given(paths=st.lists(names.map("{}/test_x.py".format), min_size=1, max_size=6), data=st.data())
def test_every_test_of_the_tree_can_be_named_by_its_path(paths: list[str], data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(paths))
    only = [other for other in paths if other == path or not other.endswith(f"/{path}")]

    assert light(f"fault: {path}", tuple(only)).test == path
