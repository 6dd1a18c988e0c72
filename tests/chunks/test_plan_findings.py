"""What a plan that is not sound is told, word for word; and the words by which an order is guessed.

`test_soundness` holds when a rule speaks; here is what it says, where, and which next step it names.
"""

import pytest

from parti.chunks import order, plan, soundness, words
from parti.constraints.finding import Finding, Place
from parti.design.state import DesignState
from parti.records import vocabulary as facts
from tests.chunks.planned import TEST, design


def proposed(intent: str = "Write orders", line: int = 2, **given: object) -> plan.Proposed:
    fields: dict[str, object] = {
        "files": ("src/writer.py", "tests/test_writer.py"), "test": TEST, "size": 80,
        "serves": ("D-0001", "FM-0001"), "place": Place(path="plan.toml", line=line), **given,
    }  # fmt: skip
    return plan.Proposed(intent=intent, **fields)  # type: ignore[arg-type]  # the fields are spelt out above


def only(*chunks: plan.Proposed, limit: int = 120) -> Finding:
    (found,) = soundness.judge(chunks, design(), limit)
    return found


def test_what_nobody_serves_is_told_at_the_plan_with_its_name() -> None:
    found = only(proposed(serves=("FM-0001",)))
    assert (found.level, str(found.place)) == ("error", "plan.toml")
    assert found.message == "No chunk serves D-0001 (Acknowledge after commit)."
    assert found.fix == 'name "D-0001" in serves of the chunk that builds it, or add one'


def test_what_two_chunks_serve_together_is_served() -> None:
    two = (proposed(serves=("D-0001",)), proposed(serves=("FM-0001",)))
    assert soundness.judge(two, design(), 120) == ()


def test_a_plan_of_nothing_serves_nothing() -> None:
    found = soundness.judge((), design(), 120)
    assert [(each.code, each.place.path) for each in found] == [("plan/unserved", "")] * 2
    assert soundness.judge((), DesignState(), 120) == ()


def test_the_latest_words_of_a_decision_are_told() -> None:
    later = facts.Decided(key="D-0001", title="Acknowledge at once", choice="c", because="b")
    (found,) = soundness.judge((proposed(serves=("FM-0001",)),), design(later), 120)
    assert "(Acknowledge at once)" in found.message


UNKNOWN = [
    ("D-0002", 'write "D-0001"'),
    ("FM-001", 'write "FM-0001"'),
    ("d-0001", 'write "D-0001"'),
    ("something else", "parti design lists the keys"),
    ("", "parti design lists the keys"),
]


@pytest.mark.parametrize(("key", "fix"), UNKNOWN)
def test_an_unknown_key_is_told_at_its_chunk_with_the_nearest_one(key: str, fix: str) -> None:
    found = only(proposed(), proposed("Write more", 9, serves=("D-0001", key)))
    assert (found.code, found.level, str(found.place)) == ("plan/unknown-key", "error", "plan.toml:9")
    assert (found.message, found.fix) == (f"The design has no {key}.", fix)


def test_a_chunk_above_the_limit_is_told_with_both_numbers_at_its_line() -> None:
    found = only(proposed(size=3), proposed("Write more", 9, size=4), limit=3)
    assert (found.code, found.level, str(found.place)) == ("plan/size", "error", "plan.toml:9")
    assert found.message == "Chunk 2 is planned with 4 lines; the limit is 3."
    assert found.fix == "split it: one chunk for each thing that a test can show"


def test_a_test_that_is_not_among_the_files_is_told_by_its_name() -> None:
    found = only(proposed(), proposed("Write more", 9, files=("src/more.py",)))
    assert (found.code, found.level, str(found.place)) == ("plan/test", "error", "plan.toml:9")
    assert found.message == (
        "The test of chunk 2 is in tests/test_writer.py, which is not among its files."
    )
    assert found.fix == 'add "tests/test_writer.py" to files'


def test_a_chunk_without_a_test_file_is_told_so() -> None:
    found = only(proposed(test="npm test", files=("src/more.js",)))
    assert found.message == "Chunk 1 names no test file among its files."
    assert found.fix == "add the file of the test that proves it to files"


def test_a_wrong_order_is_told_at_the_first_of_the_two_once() -> None:
    found = only(proposed("Read orders", 2), proposed("Write orders", 9), proposed("Save orders", 16))
    assert (found.code, found.level, str(found.place)) == ("plan/order", "warning", "plan.toml:2")
    assert found.message == (
        "Chunk 1 seems to read what chunk 2 is yet to write; the order is writer, reader, wiring."
    )
    assert found.fix == "move chunk 1 behind chunk 2, or word the intent more clearly"


ORDERS = [
    (["Write a", "Read a", "Wire a"], []),
    (["Write a", "Write b"], []),
    (["Wire a", "Wire b"], []),
    (["Wire a", "Read b"], ["1 behind 2"]),
    (["Wire a", "Write b"], ["1 behind 2"]),
    (["Wire a", "Explain b", "Write c"], ["1 behind 3"]),
    (["Read rows", "Write rows"], ["1 behind 2"]),
    (["Read rows", "Write prices"], []),
    (["Read the rows", "Write the prices"], []),
    (["Load and write rows", "Save and read prices"], []),
    (["Read rows", "Write prices", "Write rows"], ["1 behind 3"]),
    (["Read rows", "Read rows again", "Write rows"], ["1 behind 3", "2 behind 3"]),
    (["Wire a", "Read rows", "Write rows"], ["1 behind 2", "2 behind 3"]),
]


@pytest.mark.parametrize(("intents", "moves"), ORDERS)
def test_each_chunk_that_comes_too_soon_is_told_once(intents: list[str], moves: list[str]) -> None:
    chunks = [proposed(intent, serves=()) for intent in intents]
    found = soundness.judge(chunks, DesignState(), 120)
    assert [f.fix.removeprefix("move chunk ").split(",")[0].replace("chunk ", "") for f in found] == moves


ROLES = {
    "write": "write store save persist append publish insert record schema migrate table create emit",
    "read": "read load query list fetch consume parse show render find subscribe replay search",
    "wire": "wire register schedule hook mount route dispatch enable plug integrate connect expose",
}
SAID = [(f"{form} orders", role) for role, said in ROLES.items() for word in said.split()
        for form in (word, word.capitalize(), f"The new {word}")]  # fmt: skip


@pytest.mark.parametrize(("intent", "role"), SAID)
def test_every_word_of_a_role_tells_it(intent: str, role: str) -> None:
    assert order.role(intent) == role


@pytest.mark.parametrize(
    ("intent", "role"),
    [
        ("", ""),
        ("Orders", ""),
        ("One two three four five write", "write"),
        ("Alpha beta gamma delta epsilon write", ""),
        ("Alpha beta gamma delta write", "write"),
        ("Read what was written", "read"),
        ("Write what is read", "write"),
        ("The reader of the writer", "read"),
    ],
)
def test_the_first_word_of_a_role_among_the_first_five_tells_it(intent: str, role: str) -> None:
    assert order.role(intent) == role


STEMS = [
    ("running", "run", "a letter that was doubled goes too"),
    ("stopped", "stop", "a letter that was doubled goes too"),
    ("letters", "let", "a letter that was doubled goes too"),
    ("adding", "add", "but three letters stay"),
    ("calling", "call", "a letter that is often double stays"),
    ("classes", "class", "the end of a word is not cut into"),
    ("process", "process", "the end of a word is not cut into"),
    ("quickly", "quick", "an adverb"),
    ("editors", "edit", "who does it"),
    ("payments", "pay", "what is done"),
    ("uses", "use", "three letters stay"),
    ("used", "used", "three letters stay"),
    ("is", "is", "nothing is left to cut"),
    ("", "", "nothing is left to cut"),
]


@pytest.mark.parametrize(("word", "stem", "why"), STEMS)
def test_a_word_is_cut_down_to_its_stem(word: str, stem: str, why: str) -> None:
    assert words.stem(word) == stem, why


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("the of and", ()),
        ("a b c", ()),
        ("saveAll", ("sav",)),
        ("HTTPServer", ("http", "serv")),
        ("save_dead_letters", ("sav", "dead", "let")),
        ("v12 rows", ("12", "row")),
        ("Orders, ORDERS; orders!", ("ord", "ord", "ord")),
        ("x.y-z", ()),
    ],
)
def test_a_text_is_cut_into_stems_without_stop_words(text: str, found: tuple[str, ...]) -> None:
    assert words.of(text) == found


@pytest.mark.parametrize("file", [".parti/config.toml", ".parti/baseline.json", ".parti", ".parti/**"])
def test_a_chunk_that_names_its_judge_is_told_at_the_plan(file: str) -> None:
    """Its check would refuse it each time."""
    found = only(proposed(files=("src/writer.py", "tests/test_writer.py", file)))
    assert (found.code, found.level) == ("plan/judge", "error")
    assert found.message == f"Chunk 1 names {file}, and no chunk may change what judges it."


@pytest.mark.parametrize("saying", ["true", "/bin/true", ":", "echo", "exit 0", "env A=1 true", "printf"])
def test_a_test_command_that_runs_nothing_is_told_at_the_plan(saying: str) -> None:
    found = only(proposed(test=f"{saying} tests/test_writer.py"))
    assert (found.code, found.level) == ("plan/test", "error")
    assert found.message == f"The test of chunk 1, `{saying} tests/test_writer.py`, runs no test."


def test_the_document_of_constraints_is_open_to_each_chunk() -> None:
    plan_of_one = (proposed(files=("src/writer.py", "tests/test_writer.py", "CONSTRAINTS.md")),)
    assert soundness.judge(plan_of_one, design(), 120) == ()
