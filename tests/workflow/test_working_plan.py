"""The plan and the brief: nothing before the signature, nothing recorded that is unsound (E1, E2)."""

from pathlib import Path

import pytest

from parti.records import refusal
from parti.records import vocabulary as facts
from parti.workflow import house as houses
from parti.workflow import planning, working
from parti.workflow.house import House
from parti.workflow.outcome import Outcome
from tests.workflow import open_houses
from tests.workflow.open_houses import chunk

ROW = """[[chunk]]
intent = "Write the orders"
files = ["writer.py", "test_writer.py"]
test = "python3 -m pytest -q test_writer.py"
size = 40
serves = ["D-0001", "FM-0001"]
"""


def second(intent: str = "Read the orders") -> str:
    return ROW.replace("Write the orders", intent).replace("writer", "reader")


def given(folder: Path, text: str) -> str:
    path = folder / "plan.toml"
    path.write_text(text, "utf-8")
    return str(path)


def plan(house: House, folder: Path, text: str) -> Outcome:
    return planning.plan(houses.open_house(house.world), given(folder, text))


def numbers(house: House) -> dict[int, str]:
    state = houses.open_house(house.world).chunks
    return {number: (c.intent if (c := state.chunk(number)) else "") for number in state.planned}


BY_HAND = 'parti kind confirm "<name>=<kind>"'
VERBS = {
    "plan": lambda house: planning.plan(house, "/nowhere/plan.toml"),
    "brief": lambda house: planning.brief(house, 1),
    "check": lambda house: working.check(house, 1, ""),
}


@pytest.mark.parametrize("verb", VERBS)
def test_no_code_before_the_design_is_signed(tmp_path: Path, verb: str) -> None:
    house = open_houses.opened(tmp_path).append((chunk(),))
    with pytest.raises(refusal.NotAllowed) as refused:
        VERBS[verb](house)
    assert refused.value.sentence == "No code before the design is signed."
    assert (refused.value.next_step, refused.value.place) == (BY_HAND, "orders")
    assert open_houses.kinds(house)[-1] == "ChunkPlanned"


@pytest.mark.parametrize("verb", VERBS)
def test_a_design_that_was_changed_since_it_was_signed_is_not_signed(tmp_path: Path, verb: str) -> None:
    house = open_houses.planned(tmp_path)
    house = house.append((facts.InvariantStated(key="INV-0001", text="One row an order", why="money"),))
    with pytest.raises(refusal.NotAllowed, match="No code before"):
        VERBS[verb](house)


@pytest.mark.parametrize("verb", VERBS)
def test_a_closed_feature_is_not_worked_on(tmp_path: Path, verb: str) -> None:
    house = open_houses.planned(tmp_path).append((facts.FeatureClosed(reason="shipped"),))
    with pytest.raises(refusal.NotAllowed, match="No feature is open"):
        VERBS[verb](house)


def test_without_an_open_feature_there_is_no_plan_to_show(tmp_path: Path) -> None:
    closed = open_houses.planned(tmp_path / "closed").append((facts.FeatureClosed(reason="shipped"),))
    for house in (closed, open_houses.ready(tmp_path / "none")):
        with pytest.raises(refusal.NotAllowed, match="No feature is open"):
            planning.plan(house, "")


@pytest.mark.parametrize("verb", ["plan", "brief"])
def test_without_a_feature_there_is_nothing_to_plan(tmp_path: Path, verb: str) -> None:
    with pytest.raises(refusal.NotAllowed, match="No feature is open on this branch") as refused:
        VERBS[verb](open_houses.ready(tmp_path))
    assert refused.value.next_step.startswith("parti new ")


def test_a_plan_is_recorded_in_the_order_of_the_file_and_shown(tmp_path: Path) -> None:
    house = open_houses.locked(tmp_path)
    outcome = plan(house, tmp_path, ROW + second())
    assert outcome.lines == (
        "  1  open    Write the orders   [2 files, 40 lines]",
        "  2  open    Read the orders   [2 files, 40 lines]",
    )
    assert (outcome.data, outcome.next, outcome.ok) == ({"chunks": 2}, "parti brief 1", True)
    assert numbers(house) == {1: "Write the orders", 2: "Read the orders"}


def test_without_a_file_the_plan_is_shown_and_nothing_recorded(tmp_path: Path) -> None:
    house = open_houses.locked(tmp_path)
    assert planning.plan(house, "") == Outcome(
        lines=("Nothing is planned yet.",), data={"chunks": 0}, next="parti plan <file>"
    )
    house = open_houses.planned(tmp_path / "two", chunk(1), chunk(2))
    before = open_houses.kinds(house)
    house = open_houses.checked(house, 1)
    assert planning.plan(house, "").lines == (
        "  1  passed  Write part 1 of the orders   [2 files, 40 lines]",
        "  2  open    Write part 2 of the orders   [2 files, 40 lines]",
    )
    assert planning.plan(house, "").next == "parti brief 2"
    assert planning.plan(open_houses.checked(house, 2), "").next == "parti gate"
    assert open_houses.kinds(house)[: len(before)] == before
    assert "ChunkPlanned" not in open_houses.kinds(house)[len(before) :]


def test_a_plan_is_shown_before_the_signature_too(tmp_path: Path) -> None:
    house = open_houses.opened(tmp_path).append((chunk(),))
    assert planning.plan(house, "").data == {"chunks": 1}


def test_chunks_are_shown_by_number_however_many_there_are(tmp_path: Path) -> None:
    house = open_houses.planned(tmp_path, *(chunk(number) for number in (11, 2, 1, 10)))
    assert [line.split()[0] for line in planning.plan(house, "").lines] == ["1", "2", "10", "11"]


@pytest.mark.parametrize(
    ("serves", "why"),
    [
        ('["D-0001", "FM-0001"]', "the keys"),
        ('["Acknowledge after commit", "FM-0001"]', "the title of a decision"),
        ('["D-0001", "broker × twice"]', "the place and name of a failure mode"),
        ('["broker × twice", "Acknowledge after commit", "D-0001"]', "one thing said twice"),
    ],
)
def test_people_say_what_a_chunk_serves_by_its_title(tmp_path: Path, serves: str, why: str) -> None:
    house = open_houses.locked(tmp_path)
    assert plan(house, tmp_path, ROW.replace('["D-0001", "FM-0001"]', serves)).ok, why
    planned = houses.open_house(house.world).chunks.chunk(1)
    assert planned is not None
    assert set(planned.serves) == {"D-0001", "FM-0001"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('["D-0001", "FM-0001"]', '["D-0001"]', "plan/unserved"),
        ('["D-0001", "FM-0001"]', '["D-0001", "FM-0001", "D-9999"]', "plan/unknown-key"),
        ('["D-0001", "FM-0001"]', '["D-0001", "FM-0001", "broker x twice"]', "plan/unknown-key"),
        ("size = 40", "size = 121", "plan/size"),
        ('"writer.py", "test_writer.py"', '"writer.py"', "plan/test"),
    ],
)
def test_an_unsound_plan_is_told_and_not_recorded(tmp_path: Path, old: str, new: str, code: str) -> None:
    house = open_houses.locked(tmp_path)
    before = open_houses.kinds(house)
    outcome = plan(house, tmp_path, ROW.replace(old, new))
    assert code in {finding.code for finding in outcome.findings}
    path = tmp_path / "plan.toml"
    assert outcome.next == f"correct {path}, then parti plan {path}"
    assert not outcome.ok
    assert open_houses.kinds(house) == before


def test_the_limit_of_a_chunk_is_the_one_of_the_settings(tmp_path: Path) -> None:
    house = open_houses.locked(tmp_path, config="[chunks]\nsize = 39\n")
    assert [f.code for f in plan(house, tmp_path, ROW).findings] == ["plan/size"]
    open_houses.repository(house).write(".parti/config.toml", "[chunks]\nsize = 40\n")
    assert plan(house, tmp_path, ROW).ok


def test_a_warning_is_told_and_the_plan_recorded_all_the_same(tmp_path: Path) -> None:
    house = open_houses.locked(tmp_path)
    outcome = plan(house, tmp_path, second("Register the handlers") + ROW)
    assert [f.code for f in outcome.findings] == ["plan/order"]
    assert outcome.ok
    assert outcome.next == "parti brief 1"
    assert len(numbers(house)) == 2


def test_the_same_plan_again_records_nothing_and_keeps_what_passed(tmp_path: Path) -> None:
    house = open_houses.locked(tmp_path)
    plan(house, tmp_path, ROW)
    planning.brief(houses.open_house(house.world), 1)
    open_houses.checked(houses.open_house(house.world), 1)
    before = open_houses.kinds(house)
    assert plan(house, tmp_path, ROW).lines[0].split()[1] == "passed"
    assert open_houses.kinds(house) == before


def test_a_changed_chunk_loses_its_pass_and_the_others_keep_theirs(tmp_path: Path) -> None:
    house = open_houses.locked(tmp_path)
    plan(house, tmp_path, ROW + second())
    now = open_houses.checked(houses.open_house(house.world), 1)
    open_houses.checked(now, 2)
    outcome = plan(house, tmp_path, ROW + second("Read the orders back"))
    assert [line.split()[1] for line in outcome.lines] == ["passed", "open"]
    assert outcome.next == "parti brief 2"


def test_a_shorter_plan_withdraws_what_it_leaves_out(tmp_path: Path) -> None:
    house = open_houses.locked(tmp_path)
    plan(house, tmp_path, ROW + second())
    assert plan(house, tmp_path, ROW).data == {"chunks": 1}
    assert numbers(house) == {1: "Write the orders"}
    assert open_houses.kinds(house)[-1] == "Withdrawn"


def test_a_plan_that_cannot_be_read_is_a_misuse_with_its_name(tmp_path: Path) -> None:
    house = open_houses.locked(tmp_path)
    (tmp_path / "latin.toml").write_bytes(b"intent = 'caf\xe9'")
    rows = {
        str(tmp_path / "none.toml"): (
            " cannot be read: No such file or directory.",
            "give the path of a plan",
        ),
        str(tmp_path): (" cannot be read: Is a directory.", "give the path of a plan"),
        str(tmp_path / "latin.toml"): (" is not UTF-8.", "save it as UTF-8"),
    }
    for path, (sentence, next_step) in rows.items():
        with pytest.raises(refusal.Misused) as refused:
            planning.plan(house, path)
        assert refused.value.sentence == f"{path}{sentence}"
        assert (refused.value.next_step, refused.value.place) == (next_step, path)
        assert refused.value.exit_code == 2


@pytest.mark.parametrize("text", ["", "x = 1\n", "[[chunk]]\n", "not toml", ROW.replace("40", "0")])
def test_a_file_that_is_no_plan_is_refused_and_nothing_recorded(tmp_path: Path, text: str) -> None:
    house = open_houses.locked(tmp_path)
    before = open_houses.kinds(house)
    with pytest.raises(refusal.Misused) as refused:
        plan(house, tmp_path, text)
    assert refused.value.next_step.startswith(f"correct {tmp_path / 'plan.toml'}")
    assert open_houses.kinds(house) == before


def test_the_brief_is_recorded_with_the_commit_that_the_chunk_begins_from(tmp_path: Path) -> None:
    house = open_houses.planned(tmp_path)
    head = house.world.repository.head()
    outcome = planning.brief(house, 1)
    assert outcome.lines[0] == "# Chunk 1 of orders"
    assert outcome.next == "parti check 1"
    assert outcome.data["base"] == head
    assert outcome.data["number"] == 1
    record = houses.open_house(house.world).chunks.briefed[1]
    assert isinstance(record.body, facts.ChunkBriefed)
    assert (record.body.base, record.body.tokens) == (head, outcome.data["tokens"])
    assert record.body.tokens == -(-len("\n".join((*outcome.lines, ""))) // 4)


def test_the_same_brief_is_recorded_once_and_a_new_one_after_a_commit(tmp_path: Path) -> None:
    house = open_houses.planned(tmp_path)
    for _ in range(3):
        planning.brief(houses.open_house(house.world), 1)
    assert open_houses.kinds(house).count("ChunkBriefed") == 1
    open_houses.repository(house).write("other.py", "x = 1\n")
    head = open_houses.repository(house).commit()
    assert planning.brief(houses.open_house(house.world), 1).data["base"] == head
    assert open_houses.kinds(house).count("ChunkBriefed") == 2


@pytest.mark.parametrize(
    ("passed", "asked", "given"),
    [((), 0, 1), ((1,), 0, 2), ((2,), 0, 1), ((1, 2, 3), 0, 3), ((1,), 1, 1), ((), 3, 3)],
)
def test_without_a_number_it_is_the_first_chunk_that_has_not_passed(
    tmp_path: Path, passed: tuple[int, ...], asked: int, given: int
) -> None:
    house = open_houses.planned(tmp_path, chunk(1), chunk(2), chunk(3))
    for number in passed:
        house = open_houses.checked(house, number)
    assert planning.brief(house, asked).data["number"] == given


@pytest.mark.parametrize("number", [2, -1, 10**30])
def test_a_chunk_that_is_not_planned_is_refused(tmp_path: Path, number: int) -> None:
    house = open_houses.planned(tmp_path)
    for work in (planning.brief, lambda house, number: working.check(house, number, "")):
        with pytest.raises(refusal.NotAllowed, match=rf"There is no chunk {number}\.") as refused:
            work(house, number)
        assert refused.value.next_step == "parti plan <file>"


@pytest.mark.parametrize("number", [0, 1])
def test_before_a_plan_there_is_no_chunk_at_all(tmp_path: Path, number: int) -> None:
    with pytest.raises(refusal.NotAllowed, match=r"Nothing is planned yet\.") as refused:
        planning.brief(open_houses.locked(tmp_path), number)
    assert refused.value.next_step == "parti plan <file>"


def section(outcome: Outcome, title: str) -> str:
    text = "\n".join(outcome.lines)
    return text.partition(f"## {title}")[2].partition("\n## ")[0]


def test_the_brief_names_the_code_that_does_part_of_it_already(tmp_path: Path) -> None:
    house = open_houses.planned(
        tmp_path, chunk(intent="Write the orders to a file", files=("src/w.py", "t.py"))
    )
    repository = open_houses.repository(house)
    helper = 'def write_orders(orders, file):\n    """Writes orders to a file."""\n    file.write(orders)\n'
    repository.write("src/store.py", helper)
    for path in ("tests/test_store.py", "tests/test_store_files.py", "src/notes.txt"):
        repository.write(path, helper.replace("write_orders", f"write_orders_file_{len(path)}"))
    told = section(planning.brief(house, 1), "This already exists")
    assert "write_orders(orders, file)" in told
    assert "src/store.py:1" in told
    assert "test_store" not in told, "a test is not there to be called"
    assert "write_orders_file" not in told
    assert "notes" not in told


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("lib/save-orders.js", "/** Writes orders to the store. */\nfunction saveOrders (rows) {}\n"),
        (
            "lib/save_orders.ts",
            "// Writes orders to the store.\nexport const saveOrders = (rows: Row[]) => {}\n",
        ),
        (
            "orders.go",
            "package orders\n\n// SaveOrders writes orders to the store.\nfunc SaveOrders() {}\n",
        ),
    ],
)
def test_the_brief_names_existing_code_in_every_language_with_facts(
    tmp_path: Path, path: str, text: str
) -> None:
    house = open_houses.planned(
        tmp_path, chunk(intent="Save orders in the store", files=("lib/w.js", "test/w.test.js"))
    )
    open_houses.repository(house).write(path, text)
    told = section(planning.brief(house, 1), "This already exists")
    assert f"{path}:" in told
    assert "rites orders to the store." in told


def test_the_brief_tells_the_constraints_that_touch_the_chunk_and_no_others(tmp_path: Path) -> None:
    house = open_houses.planned(tmp_path)
    repository = open_houses.repository(house)
    repository.write("CONSTRAINTS.md", open_houses.RULE)
    assert "(no-eval)" in section(planning.brief(house, 1), "What must stay true")
    repository.write("CONSTRAINTS.md", open_houses.RULE.replace("**/*.py", "web/**/*.py"))
    assert "(no-eval)" not in section(planning.brief(house, 1), "What must stay true")


def test_the_brief_is_the_same_for_every_agent(tmp_path: Path) -> None:
    house = open_houses.planned(tmp_path)
    mine = planning.brief(house, 1).lines
    open_houses.repository(house).name = "agent:codex"
    assert planning.brief(houses.open_house(house.world), 1).lines == mine
    assert open_houses.kinds(house).count("ChunkBriefed") == 1


def ssh_signed(folder: Path) -> House:
    """Signed by a key that the repository allows; the plan is recorded."""
    from parti.design import lock as locks

    house = open_houses.opened(folder)
    key = folder / "key"
    key.write_text("private")
    signer, armoured = house.world.signer.sign(locks.statement(house.design), key)
    open_houses.repository(house).write(".parti/allowed_signers", f"{signer} key\n")
    fact = facts.DesignLocked(
        design=locks.digest(house.design), method="ssh", signer=signer, signature=armoured
    )
    return house.append((fact,)).append((chunk(),))


def test_a_signature_by_a_key_holds_as_long_as_the_key_is_allowed(tmp_path: Path) -> None:
    house = ssh_signed(tmp_path)
    assert planning.brief(house, 1).data["number"] == 1
    open_houses.repository(house).write(".parti/allowed_signers", "joe@example.org key\n")
    with pytest.raises(refusal.NotAllowed, match="No code before"):
        planning.brief(house, 1)
    open_houses.repository(house).remove(".parti/allowed_signers")
    with pytest.raises(refusal.NotAllowed, match="No code before"):
        planning.brief(house, 1)


def test_globs_are_shown_as_they_are(tmp_path: Path) -> None:
    """Two globs may be two hundred files."""
    files = ("writer1.py", "test_writer1.py", "src/**")
    house = open_houses.planned(tmp_path, chunk(files=files), chunk(2, files=("tests/*.py",)))
    lines = planning.plan(house, "").lines
    assert lines[0].endswith("[2 files, src/**, 40 lines]")
    assert lines[1].endswith("[tests/*.py, 40 lines]")
