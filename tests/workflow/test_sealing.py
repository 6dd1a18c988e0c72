"""The seal as a verb: kept privately, guarded, opened when it is whole, and never by an agent (D7)."""

import json
from pathlib import Path

import msgspec
import pytest

from parti import ports
from parti.design import hindrances
from parti.design import state as states
from parti.library import load
from parti.records import debate, fold, log, refusal
from parti.records import vocabulary as facts
from parti.workflow import asking, leaking, opening, private, sealing
from parti.workflow import house as houses
from parti.workflow.house import House
from tests.fakes.chance import FakeChance
from tests.fakes.models import FakeModels
from tests.workflow import open_houses

DESIGN = """# Shape

One ledger writer drains an outbox into PostgreSQL.

# Write path

The ledger writer appends each parcel before the depot hears of it.
"""
AGENT = "agent:codex"


def house(folder: Path, **given: object) -> House:
    made = open_houses.opened(folder, **given)
    return made.append((facts.ProblemStated(situation="Parcels arrive at a depot and are counted."),))


def design(folder: Path, text: str = DESIGN, name: str = "own.md") -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


def again(made: House) -> House:
    return houses.at(made.world, made.slug)


def sealed(folder: Path, text: str = DESIGN, **given: object) -> House:
    made = house(folder, **given)
    sealing.seal(made, design(folder, text))
    return again(made)


def envelope(made: House) -> Path:
    (path,) = private.folder(made).glob("seal-*.json")
    return path


def changed(made: House, **new: object) -> House:
    """The private file as somebody changed it."""
    path = envelope(made)
    path.write_text(json.dumps({**json.loads(path.read_text()), **new}))
    return again(made)


def by(made: House, name: str) -> House:
    repository = open_houses.repository(made)
    repository.name = name
    return again(made)


def test_a_seal_is_a_commitment_in_the_log_and_a_private_text_outside_the_work_tree(tmp_path: Path) -> None:
    made = sealed(tmp_path)
    one = made.design.debate.seal
    assert one is not None
    assert (one.tag, one.seal, len(one.commit)) == ("before", f"seal-{one.commit[:12]}", 64)
    assert one.size == len(DESIGN.encode())
    path = envelope(made)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert not path.is_relative_to(made.root)
    kept = msgspec.json.decode(path.read_bytes(), type=sealing.Envelope)
    assert kept.text == DESIGN
    for file in (file for file in made.root.rglob("*") if file.is_file()):
        text = file.read_bytes()
        assert not any(word in text for word in (b"outbox", kept.canary.encode(), kept.nonce.encode()))


def test_the_canary_is_twelve_letters_that_no_other_seal_has(tmp_path: Path) -> None:
    first = sealed(tmp_path / "a") if (tmp_path / "a").mkdir() is None else None
    second = sealed(tmp_path / "b", chance=FakeChance(40)) if (tmp_path / "b").mkdir() is None else None
    assert first is not None
    assert second is not None
    words = [json.loads(envelope(one).read_text())["canary"] for one in (first, second)]
    assert all(len(word) == 12 and word.isalpha() for word in words)
    assert words[0] != words[1]


def test_the_sealed_design_opens_as_the_card_it_was(tmp_path: Path) -> None:
    card, verified = sealing.opened(sealed(tmp_path))
    assert verified
    assert card.shape == "One ledger writer drains an outbox into PostgreSQL."
    assert card.write_path.startswith("The ledger writer appends")


@pytest.mark.parametrize(
    "new",
    [
        {"text": DESIGN.replace("outbox", "inbox")},
        {"nonce": "01" * 32},
        {"nonce": "zz"},
        {"text": "\ufffd"},
    ],
    ids=["text", "nonce", "no nonce", "other"],
)
def test_a_changed_text_or_nonce_does_not_open(tmp_path: Path, new: dict[str, object]) -> None:
    made = changed(sealed(tmp_path), **new)
    assert sealing.opened(made)[1] is False
    with pytest.raises(refusal.NotAllowed, match="not the one that was committed to") as caught:
        sealing.seal(made)
    assert "parti seal <file>" in caught.value.next_step


@pytest.mark.parametrize(
    "damage", [Path.unlink, lambda path: path.write_bytes(b"\xff{")], ids=["lost", "torn"]
)
def test_a_lost_text_does_not_open_and_nothing_is_asked_meanwhile(tmp_path: Path, damage: object) -> None:
    made = sealed(tmp_path)
    damage(envelope(made))  # type: ignore[operator]
    made = again(made)
    assert sealing.opened(made) == (debate.Card(shape=""), False)
    with pytest.raises(refusal.NotAllowed, match="not on this machine, or cannot be read"):
        sealing.seal(made)
    with pytest.raises(refusal.NotAllowed, match="What leaves cannot be compared"):
        sealing.guard(made)


def test_without_a_seal_or_without_a_design_everything_may_leave(tmp_path: Path) -> None:
    made = house(tmp_path)
    sealing.guard(made)("an outbox in PostgreSQL")
    sealing.seal(made, none=True)
    made = again(made)
    assert made.design.debate.seal is not None
    assert made.design.debate.seal.tag == "none"
    sealing.guard(made)("an outbox in PostgreSQL")
    assert sealing.opened(made) == (debate.Card(shape=""), False)
    assert sealing.blindness(made) == "no own design"


def test_what_leaves_is_compared_with_the_seal_until_that_is_opened(tmp_path: Path) -> None:
    made = sealed(tmp_path)
    with pytest.raises(refusal.NotAllowed, match="“postgres”"):
        sealing.guard(made)("Use postgres.")
    sealing.guard(made)(leaking.neutral(made))
    one = made.design.debate.seal
    assert one is not None
    made = made.append((debate.SealOpened(one.seal, sealing.opened(made)[0], True),))
    sealing.guard(made)("Use postgres.")


def test_parti_s_own_words_may_always_leave(tmp_path: Path) -> None:
    text = DESIGN + "\n" + sealing.public()[:3000].replace("#", "")
    sealing.guard(sealed(tmp_path, text))(sealing.public())


def test_a_given_is_let_pass_and_a_given_after_the_seal_is_late(tmp_path: Path) -> None:
    made = house(tmp_path)
    made = made.append((facts.ProblemStated(situation="Parcels.", given=("The store is PostgreSQL.",)),))
    made = made.append(
        (facts.ProblemStated(situation="Parcels go to an outbox.", given=("The store is PostgreSQL.",)),)
    )
    sealing.seal(made, design(tmp_path))
    made = again(made)
    sealing.guard(made)("Rows are in psql.")
    with pytest.raises(refusal.NotAllowed, match="“outbox”"):
        sealing.guard(made)(leaking.neutral(made))
    leaking.leak(made, "outbox", "given", "another team writes it")
    made = again(made)
    assert made.design.debate.leaks["outbox"].late is True
    sealing.guard(made)("Parcels go to an outbox.")


def test_a_preference_of_the_seal_is_still_kept_in(tmp_path: Path) -> None:
    made = sealed(tmp_path).append((facts.ProblemStated(situation="Parcels go to an outbox."),))
    leaking.leak(made, "outbox", "preference")
    made = again(made)
    with pytest.raises(refusal.NotAllowed, match="“outbox”"):
        sealing.guard(made)("Parcels go to an outbox.")
    sealing.guard(made)(leaking.neutral(made))


def test_a_given_row_that_came_after_the_seal_lets_nothing_pass(tmp_path: Path) -> None:
    made = sealed(tmp_path)
    made = made.append((facts.ProblemStated(situation="Parcels.", given=("The store is PostgreSQL.",)),))
    with pytest.raises(refusal.NotAllowed, match="“PostgreSQL”"):
        sealing.guard(made)("It is PostgreSQL.")


def test_a_new_seal_replaces_the_one_before_and_the_same_text_is_sealed_once(tmp_path: Path) -> None:
    made = sealed(tmp_path)
    first = made.design.debate.seal
    said = sealing.seal(made, design(tmp_path))
    assert said.lines[0].startswith("already")
    assert again(made).design.debate.seal == first
    sealing.seal(again(made), design(tmp_path, "One clerk with a book.\n"))
    made = again(made)
    assert len(made.design.debate.seals) == 1
    assert made.design.debate.seal != first
    assert sealing.opened(made)[0].shape == "One clerk with a book."


def test_a_seal_after_a_proposal_was_asked_for_is_marked(tmp_path: Path) -> None:
    made = house(tmp_path).append((debate.ProposalDropped(key="p-1", call="proposal/1", why="no card"),))
    said = sealing.seal(made, design(tmp_path))
    assert said.data["tag"] == "after"
    assert sealing.blindness(again(made)).startswith("NOT BLIND: sealed after")


@pytest.mark.parametrize("words", [{"file": "x"}, {"none": True}, {"edit": True}, {}])
def test_an_agent_cannot_seal(tmp_path: Path, words: dict[str, object]) -> None:
    made = by(house(tmp_path), AGENT)
    with pytest.raises(refusal.NotAllowed, match="An agent cannot seal a design"):
        sealing.seal(made, **words)  # type: ignore[arg-type]
    assert again(made).design.debate.seals == ()


def test_two_seals_that_do_not_know_each_other_are_a_conflict_until_one_is_said_again(
    tmp_path: Path,
) -> None:
    made = sealed(tmp_path)
    head = made.reading.records[-2].id
    rival = log.make(
        debate.DesignSealed("seal-none", "", 0, "problem:x", "none"),
        at="2026-01-02T00:00:00.000000Z",
        by="Joe <joe@example.org>",
        parents=(head,),
    )
    both = tuple(log.ordered((*made.reading.records, rival)))
    folded = fold.fold(states.evolve, states.DesignState(), fold.live(both))
    assert set(states.conflicts(folded)) == {"seal"}
    (stop,) = [f for f in hindrances.of(folded, load.vocabulary()) if str(f.place) == "seal"]
    assert stop.fix == "say it once more: parti seal <file>, or parti seal --none"
    log.append(made.folder / "log", "joe", [rival])
    made = again(made)
    with pytest.raises(refusal.NotAllowed, match="outbox"):
        sealing.guard(made)("an outbox")
    sealing.seal(made, none=True)
    assert states.conflicts(again(made).design) == {}


def test_the_verb_tells_what_the_problem_gives_away_already(tmp_path: Path) -> None:
    made = house(tmp_path).append((facts.ProblemStated(situation="Parcels go to an outbox."),))
    said = sealing.seal(made, design(tmp_path))
    (finding,) = said.findings
    assert (finding.code, finding.level) == ("seal/said", "warning")
    assert "“outbox”" in finding.message
    assert said.ok


def test_what_a_card_leaves_out_is_told_to_its_author_alone(tmp_path: Path) -> None:
    made = house(tmp_path)
    (line,) = [one for one in sealing.seal(made, design(tmp_path)).lines if one.startswith("says ")]
    assert line.startswith("says      nothing of ")
    assert "read path" in line
    log_text = "".join(path.read_text() for path in (made.folder / "log").iterdir())
    assert "read path" not in log_text, "the log tells nothing of what is sealed"


def test_a_design_in_the_work_tree_is_taken_with_a_warning(tmp_path: Path) -> None:
    made = house(tmp_path)
    path = made.root / "own.md"
    path.write_text(DESIGN)
    said = sealing.seal(made, str(path))
    assert [(f.code, f.fix) for f in said.findings] == [("seal/in-tree", f"rm {path}")]


def test_the_form_is_printed_or_put_where_only_the_person_can_read_it(tmp_path: Path) -> None:
    made = house(tmp_path)
    assert "# Falsifiers" in sealing.seal(made, template=True).lines
    said = sealing.seal(made, edit=True)
    path = Path(str(said.data["path"]))
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_text("One clerk with a book.\n")
    assert sealing.seal(made, edit=True).data["path"] == str(path)
    assert path.read_text() == "One clerk with a book.\n", "what was written is kept"
    assert sealing.seal(made, str(path)).ok


def test_a_private_folder_in_the_work_tree_is_refused(tmp_path: Path) -> None:
    made = house(tmp_path, state=tmp_path / "repo" / "state")
    with pytest.raises(refusal.Unready, match="lies in the work tree"):
        sealing.seal(made, design(tmp_path))
    assert again(made).design.debate.seals == ()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xff\xfe", "is not UTF-8"),
        (b"", "no shape"),
        (b"x" * 100_001, "has 100001 bytes; a design has 100000 at most"),
        (b"# Colour\nblue", "is no part of a card"),
    ],
)
def test_a_file_that_is_no_design_is_refused_and_nothing_is_kept(
    tmp_path: Path, data: bytes, sentence: str
) -> None:
    made = house(tmp_path)
    (tmp_path / "own.md").write_bytes(data)
    with pytest.raises(refusal.Misused, match=sentence):
        sealing.seal(made, str(tmp_path / "own.md"))
    assert not private.folder(made).exists()
    for nowhere in (tmp_path / "gone.md", tmp_path):
        with pytest.raises(refusal.Misused, match="cannot be read"):
            sealing.seal(made, str(nowhere))


def test_two_flags_at_once_are_refused_and_so_is_a_seal_without_a_problem(tmp_path: Path) -> None:
    with pytest.raises(refusal.Misused, match="One of FILE"):
        sealing.seal(house(tmp_path), "x", none=True)
    (tmp_path / "b").mkdir()
    with pytest.raises(refusal.NotAllowed, match="no problem to seal"):
        sealing.seal(open_houses.opened(tmp_path / "b"), none=True)


# --- the canary ----------------------------------------------------------------------------------------

ADDRESS = ports.ModelAddress(name="one", via="fake", model="oak-1")


def asked(made: House, text: str = "Parcels are counted.") -> House:
    question = asking.Question(
        key="proposal/1", prompt="repair", inputs={"wrong": text}, model=ADDRESS, guard=sealing.guard(made)
    )
    return asking.ask(made, question)[0]


def test_a_model_that_read_the_private_file_gives_itself_away(tmp_path: Path) -> None:
    """A snooping model: with the file in its reach the case is NOT BLIND, without it never."""
    reach: list[Path] = []
    models = FakeModels(lambda address, prompt: " ".join(path.read_text() for path in reach) or "{}")
    made = sealed(tmp_path, models=models)
    assert sealing.blindness(asked(made)) == "BLIND"
    reach.append(envelope(made))
    caught = asked(again(made), "Parcels are counted twice.")
    assert sealing.blindness(caught).startswith("NOT BLIND: the call proposal/1")
    assert sealing.canary_seen(made, envelope(made).read_text())
    assert not sealing.canary_seen(made, DESIGN)


def test_no_byte_of_the_seal_is_told_to_a_model(tmp_path: Path) -> None:
    models = FakeModels()
    made = sealed(tmp_path, models=models)
    for number, text in enumerate(("an outbox", "The ledger writer appends each parcel", "fine", "psql")):
        try:
            made = asked(made, f"{number} {text}")
        except refusal.NotAllowed:
            continue
    told = " ".join(message.text for _, prompt in models.told for message in prompt.messages)
    assert "fine" in told
    assert not any(word in told.casefold() for word in ("outbox", "ledger", "psql"))


# --- leaks ---------------------------------------------------------------------------------------------


def leaky(folder: Path) -> House:
    made = open_houses.opened(folder)
    return made.append(
        (facts.ProblemStated(situation="We want to use Kafka.", needed=("every order is kept",)),)
    )


def test_a_leak_is_settled_once_and_then_quiet(tmp_path: Path) -> None:
    made = leaky(tmp_path)
    assert [f.code for f in leaking.findings(made)] == ["problem/technology", "problem/proposal"]
    (stop,) = leaking.unresolved(made)
    assert (stop.level, stop.snippet) == ("error", "We want to use")
    leaking.leak(made, "We want to use Kafka", "preference")
    made = again(made)
    assert leaking.findings(made) == ()
    assert leaking.unresolved(made) == ()
    assert "Kafka" not in leaking.neutral(made)
    leaking.leak(made, "we want to use kafka", "given", "the platform team runs it")
    made = again(made)
    assert [leak.how for leak in made.design.debate.leaks.values()] == ["given"]
    first, second = (r for r in made.reading.records if isinstance(r.body, debate.LeakSettled))
    assert second.body.supersedes == (first.id,)  # type: ignore[union-attr]
    assert "Kafka" in leaking.neutral(made)


@pytest.mark.parametrize(
    ("words", "how", "because", "sentence"),
    [
        ("Kafka", "given", "  ", "is given because of what?"),
        ("Kafka", "wish", "", "'wish' is none of given, preference"),
        ("", "example", "", "The words are empty"),
        ("…", "example", "", "The words are empty"),
        ("x" * 201, "example", "", "The words are empty, or longer"),
        ("Rabbit", "example", "", "stands neither in the problem"),
    ],
)
def test_words_that_say_nothing_are_refused(
    tmp_path: Path, words: str, how: str, because: str, sentence: str
) -> None:
    made = leaky(tmp_path)
    with pytest.raises(refusal.Misused, match=sentence):
        leaking.leak(made, words, how, because)
    assert again(made).design.debate.leaks == {}


def test_an_agent_cannot_settle_a_leak(tmp_path: Path) -> None:
    with pytest.raises(refusal.NotAllowed, match="An agent cannot"):
        leaking.leak(by(leaky(tmp_path), AGENT), "Kafka", "example")


def test_a_requirement_in_disguise_leads_to_the_problem(tmp_path: Path) -> None:
    said = leaking.leak(leaky(tmp_path), "We want to use Kafka", "requirement")
    assert said.next.startswith("parti problem --needed")
    assert said.lines[1] == "hygiene   CLEAN (score 0)"


def test_the_problem_is_stated_with_its_warnings(tmp_path: Path) -> None:
    said = opening.problem(house(tmp_path), "We want to use Kafka.")
    assert {f.code for f in said.findings} == {"problem/technology", "problem/proposal"}
    assert said.ok
