"""The page, the signature and what takes it off: who may sign, over what, and what each guard says.

A signature is one of two: the feature's name typed at a terminal, or an SSH key that the repository allows.
No flag, no variable and no agent signs; the oracle is docs/reference/commands.md.
"""

from pathlib import Path

import pytest

from parti.design import hindrances
from parti.design import page as printed
from parti.library import load
from parti.records import refusal
from parti.records import vocabulary as facts
from parti.workflow import choosing, conversation, house, modelling, opening, pages, signing
from tests.workflow import blind_houses, talks
from tests.workflow.talks import NO_FEATURE, No, Talk

PAGE = ".parti/features/parcels/design.md"
ALLOWED = ".parti/allowed_signers"
RETYPE = No(3, "The name was not typed; nothing was signed.", "parti lock, at a terminal")
UNREVIEWED = No(
    3,
    ".parti/allowed_signers has changes that are not committed, so nobody has reviewed who may sign.",
    "let a maintainer commit it, apart from everything else",
)
UNLOCKED = No(3, "The design is not locked.", "parti lock")


def page(talk: Talk) -> str:
    return (talk.root / PAGE).read_text("utf-8")


def key(talk: Talk, allowed: str = "jane@example.org") -> str:
    """An SSH key, and who is allowed to sign with theirs."""
    path = talk.root.parent / "key"
    path.write_text("a private key")
    talk.repository.write(ALLOWED, allowed)
    return str(path)


# --- design --------------------------------------------------------------------------------------------


def test_the_page_is_shown_and_not_written(tmp_path: Path) -> None:
    talk = talks.settled(tmp_path)
    before = talk.files()
    said = talk.do(signing.design, False)
    assert said.lines[:3] == ("# parcels", "", "Not signed yet.")
    assert said.data["path"] == PAGE
    assert said.data["lines"] == len(said.lines)
    assert str(said.data["design"]).startswith("design:")
    assert said.next == "parti lock"
    assert talk.files() == before


def test_the_page_that_is_written_is_the_page_that_was_shown(tmp_path: Path) -> None:
    talk = talks.settled(tmp_path)
    said = talk.do(signing.design, True)
    assert page(talk) == "\n".join(said.lines).rstrip() + "\n"
    assert talk.kinds() == talks.settled(tmp_path / "other").kinds()


def test_the_page_of_a_closed_feature_is_shown_and_not_written(tmp_path: Path) -> None:
    talk = talks.settled(tmp_path)
    talk.do(opening.close, "given up")
    closed = house.open_house(talk.world, "parcels")
    assert signing.design(closed, False).lines[0] == "# parcels"
    with pytest.raises(refusal.NotAllowed, match="No feature is open"):
        signing.design(closed, True)
    assert not (talk.root / PAGE).exists()


def test_without_a_feature_there_is_no_page(tmp_path: Path) -> None:
    no = No(3, "No feature is open on this branch.", "parti status --all, then parti --feature <name> …")
    Talk(tmp_path).refuses(no, signing.design, False)


# --- lock ----------------------------------------------------------------------------------------------


def test_a_name_typed_at_a_terminal_signs_the_design_as_it_is(tmp_path: Path) -> None:
    talk = talks.settled(tmp_path, "parcels")
    digest = str(talk.do(signing.design, False).data["design"])
    said = talk.do(signing.lock, "")
    assert talk.last() == facts.DesignLocked(
        design=digest, method="terminal", signer=talks.JANE, signature="parcels"
    )
    inside = "1 decision, 5 settled questions; parti design shows it."
    assert talk.signer.asked == [f"You sign the design {digest[:19]}… of parcels: {inside}"]
    alone = "Self-review: author and signer are one person."
    status = f"Signed by {talks.JANE} (terminal) over {digest[:19]}…. {alone}"
    assert said.lines == ("locked    parcels", status, f"wrote     {PAGE}")
    assert said.data == {"design": digest, "signer": talks.JANE, "method": "terminal"}
    assert said.next == "parti plan <file>"
    assert status in page(talk).splitlines()


@pytest.mark.parametrize("typed", ["", "y", "yes", "Parcels", "parcel", "parcels "])
def test_nothing_but_the_name_signs(tmp_path: Path, typed: str) -> None:
    talks.settled(tmp_path, typed).refuses(RETYPE, signing.lock, "")


def test_without_a_terminal_nobody_signs(tmp_path: Path) -> None:
    no = No(4, "This process has no terminal.", "run it in a terminal")
    talks.settled(tmp_path).refuses(no, signing.lock, "")


def test_after_a_wrong_name_the_right_one_signs(tmp_path: Path) -> None:
    talk = talks.settled(tmp_path, "no", "parcels")
    talk.refuses(RETYPE, signing.lock, "")
    assert talk.do(signing.lock, "").ok
    assert talk.kinds().count("DesignLocked") == 1


def test_an_agent_signs_nothing_and_is_asked_nothing(tmp_path: Path) -> None:
    talk = talks.settled(tmp_path, "parcels").by(talks.AGENT)
    no = No(3, "An agent cannot sign a design.", "a person runs the same command")
    talk.refuses(no, signing.lock, "")
    path = key(talk)
    talk.refuses(no, signing.lock, path)
    assert talk.signer.asked == []


def test_without_a_feature_nothing_is_signed(tmp_path: Path) -> None:
    Talk(tmp_path).refuses(NO_FEATURE, signing.lock, "")


def test_a_second_lock_shows_the_first_and_asks_nobody(tmp_path: Path) -> None:
    talk = talks.settled(tmp_path, "parcels", "parcels")
    talk.do(signing.lock, "")
    before = talk.files()
    said = talk.do(signing.lock, "")
    assert said.lines[0].startswith(f"Signed by {talks.JANE} (terminal)")
    assert said.next == "parti plan <file>"
    assert talk.files() == before
    assert len(talk.signer.asked) == 1


def test_whoever_did_not_answer_signs_without_a_note_on_self_review(tmp_path: Path) -> None:
    talk = talks.settled(tmp_path, "parcels").by(talks.JOE)
    said = talk.do(signing.lock, "")
    assert said.data["signer"] == talks.JOE
    assert "Self-review" not in said.lines[1]


@pytest.mark.parametrize(
    ("undo", "codes", "follow"),
    [
        ("nothing", [], "parti plan <file>"),
        ("decision", ["design/decisions"], 'parti decide "<title>" --choice "…" --because "…" --reject'),
        ("component", ["design/components"], "parti kind list"),
        ("contradiction", ["design/contradiction"], 'say it once more: parti answer Q-desk-owner "…"'),
        ("question", ["design/open"] * 2, "parti answer --defaults"),
    ],
)
def test_what_stands_in_the_way_is_listed_with_one_way_on(
    tmp_path: Path, undo: str, codes: list[str], follow: str
) -> None:
    talk = talks.settled(tmp_path, "parcels")
    if undo == "decision":
        talk.do(conversation.withdraw, next(iter(talk.house.design.named)), "wrong")
    if undo == "component":
        talk.do(conversation.withdraw, "counter", "there is none")
    if undo == "contradiction":
        talk.elsewhere(facts.Answered(question="desk-owner", text="Only Joe.", how="own"))
    if undo == "question":
        more = talks.question("desk-more", severity='"low"') + talks.question(
            "desk-most", severity='"medium"'
        )
        talk.repository.write(".parti/kinds/desk.toml", talks.DESK + more)
        talk.do(opening.kind_confirm, ["counter=desk"])
    before = talk.files()
    said = talk.do(signing.lock, "")
    assert [finding.code for finding in said.findings] == codes
    assert said.ok is (not codes)
    assert said.next.startswith(follow)
    if codes:
        stand = "1 thing stands" if len(codes) == 1 else f"{len(codes)} things stand"
        assert said.lines == (f"not yet   {stand} between this design and a signature",)
        assert talk.signer.asked == []
        assert talk.files() == before


def test_a_problem_with_gaps_is_not_signed(tmp_path: Path) -> None:
    talk = Talk(tmp_path, "parcels")
    talk.do(opening.new, "people hand in parcels", "parcels", "normal")
    said = talk.do(signing.lock, "")
    assert [(f.code, f.place.path) for f in said.findings] == [
        ("design/problem", "problem.needed"),
        ("design/problem", "problem.never"),
        ("design/components", "design"),
    ]
    assert said.next == "parti kind list"


def test_a_page_that_nobody_can_hold_is_not_signed(tmp_path: Path) -> None:
    talk = talks.settled(tmp_path, "parcels")
    talk.do(opening.problem, given=[f"fact {number}" for number in range(300)])
    said = talk.do(signing.lock, "")
    assert [finding.code for finding in said.findings] == ["design/length"]


def test_diagrams_count_for_nothing_in_the_length_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = talks.settled(tmp_path, "parcels")
    before = len(printed.lines(talk.house.design, ""))
    rows = [f"s{number}, go -> s{number + 1}" for number in range(9)]
    talk.do(modelling.machine, "parcel", "s0", ["s9"], [*rows, "*, * -> refused"])
    state = talk.house.design
    assert printed.written(state) == before + 4, "a heading, the machine, and what stands around them"
    assert len(printed.lines(state, "")) > before + 20
    monkeypatch.setattr(printed, "MOST_LINES", printed.written(state))
    assert "design/length" not in [one.code for one in hindrances.of(state, load.vocabulary())]
    monkeypatch.setattr(printed, "MOST_LINES", printed.written(state) - 1)
    assert "design/length" in [one.code for one in hindrances.of(state, load.vocabulary())]


# --- designs that were proposed, and none was chosen --------------------------------------------------


def unchosen(house: house.House) -> list[tuple[str, str]]:
    """The warnings on it, each with its next command."""
    said = signing.lock(house, "").findings
    return [(one.level, one.fix) for one in said if one.code == "design/unchosen"]


def test_proposals_of_which_none_was_chosen_are_said_at_the_lock(tmp_path: Path) -> None:
    first = blind_houses.stated(tmp_path)
    assert unchosen(first) == [], "nothing was proposed, and the lane asks for nothing"
    proposed = blind_houses.proposed(tmp_path / "more")
    assert unchosen(proposed) == [("warning", "parti compare")]


def test_a_comparison_asks_for_the_choice_and_the_choice_for_nothing(tmp_path: Path) -> None:
    compared, _ = blind_houses.compared(tmp_path)
    assert unchosen(compared) == [("warning", 'parti choose <design> --because "<why>"')]
    choosing.choose(compared, "p-1", "It has the fewest parts.")
    assert unchosen(blind_houses.again(compared)) == []


def test_the_deep_lane_with_a_model_says_that_nothing_was_proposed(tmp_path: Path) -> None:
    house = blind_houses.stated(tmp_path, lane="deep")
    assert unchosen(house) == [("warning", "parti propose")]


def test_on_paper_nobody_is_told_to_propose(tmp_path: Path) -> None:
    assert unchosen(blind_houses.stated(tmp_path, families=(), lane="deep")) == []


# --- with a key ----------------------------------------------------------------------------------------


def test_an_allowed_key_signs_without_a_terminal(tmp_path: Path) -> None:
    talk = talks.settled(tmp_path)
    said = talk.do(signing.lock, key(talk))
    made = talk.last()
    assert isinstance(made, facts.DesignLocked)
    assert (made.method, made.signer) == ("ssh", "jane@example.org")
    assert made.signature.startswith("signed ")
    assert said.data["method"] == "ssh"
    assert talk.signer.asked == []
    assert pages.signed(talk.house) == made


def test_a_key_that_nobody_allowed_signs_nothing(tmp_path: Path) -> None:
    talk = talks.settled(tmp_path, "parcels")
    no = No(
        3,
        "The key of jane@example.org is not in .parti/allowed_signers.",
        "let a maintainer add its public key there, in a commit of its own",
    )
    said = talk.refuses(no, signing.lock, key(talk, allowed="joe@example.org"))
    assert said.place == ALLOWED
    assert talk.signer.asked == []


def test_who_may_sign_is_what_a_commit_says(tmp_path: Path) -> None:
    """Else whoever is at work here adds a key of their own and signs in the next moment."""
    talk = talks.settled(tmp_path, "parcels")
    own = key(talk)
    talk.repository.commit()
    talk.repository.write(ALLOWED, "jane@example.org eve@example.org")
    assert talk.refuses(UNREVIEWED, signing.lock, own).place == ALLOWED
    talk.repository.commit()
    assert talk.do(signing.lock, own).data["method"] == "ssh"


def test_the_first_file_of_signers_is_committed_too_before_a_key_in_it_signs(tmp_path: Path) -> None:
    talk = talks.settled(tmp_path, "parcels")
    talk.repository.commit()
    own = key(talk)
    talk.refuses(UNREVIEWED, signing.lock, own)


def test_a_key_that_is_not_there_signs_nothing(tmp_path: Path) -> None:
    talk = talks.settled(tmp_path, "parcels")
    talk.refuses(
        No(4, f"The key {tmp_path / 'gone'} is not there.", "ssh-keygen"),
        signing.lock,
        str(tmp_path / "gone"),
    )


def test_a_signature_that_does_not_hold_can_be_given_anew(tmp_path: Path) -> None:
    """Else the lock would say that it is signed, and every later step that it is not."""
    talk = talks.settled(tmp_path, "parcels")
    digest = str(talk.do(signing.design, False).data["design"])
    talk.elsewhere(
        facts.DesignLocked(design=digest, method="ssh", signer="boss@example.org", signature="forged")
    )
    assert pages.signed(talk.house) is None
    assert talk.do(signing.lock, "").lines[0] == "locked    parcels"
    found = pages.signed(talk.house)
    assert found is not None
    assert found.signer == talks.JANE


def test_a_key_that_is_no_longer_allowed_makes_room_for_another_signature(tmp_path: Path) -> None:
    talk = talks.settled(tmp_path, "parcels")
    talk.do(signing.lock, key(talk))
    talk.repository.write(ALLOWED, "")
    assert pages.signed(talk.house) is None
    assert talk.do(signing.lock, "").lines[0] == "locked    parcels"


# --- amend ---------------------------------------------------------------------------------------------


def test_amending_takes_the_signature_off_with_the_reason(tmp_path: Path) -> None:
    talk = talks.settled(tmp_path, "parcels", "parcels")
    talk.do(signing.lock, "")
    lock = talk.records()[-1].id
    said = talk.do(signing.amend, "letters come too")
    assert talk.last() == facts.DesignUnlocked(reason="letters come too", supersedes=(lock,))
    assert said.lines == ("UNLOCKED  parcels: letters come too",)
    assert said.next == "parti ask, then parti lock"
    assert "Not signed yet." in page(talk).splitlines()
    assert talk.do(signing.lock, "").lines[0] == "locked    parcels"


def test_every_signature_is_taken_off_at_once(tmp_path: Path) -> None:
    talk = talks.settled(tmp_path, "parcels")
    talk.do(signing.lock, "")
    lock = talk.last()
    assert isinstance(lock, facts.DesignLocked)
    talk.elsewhere(
        facts.DesignLocked(design=lock.design, method="terminal", signer=talks.JOE, signature="x")
    )
    talk.do(signing.amend, "letters come too")
    assert len(getattr(talk.last(), "supersedes", ())) == 2
    assert pages.signed(talk.house) is None


def test_what_is_not_signed_is_not_amended(tmp_path: Path) -> None:
    talk = talks.settled(tmp_path, "parcels")
    talk.refuses(UNLOCKED, signing.amend, "letters come too")
    talk.do(signing.lock, "")
    talk.do(conversation.invariant, "One line a parcel", "the count")
    talk.refuses(UNLOCKED, signing.amend, "letters come too")


def test_amending_is_for_a_person_with_a_reason_and_a_feature(tmp_path: Path) -> None:
    Talk(tmp_path / "none").refuses(NO_FEATURE, signing.amend, "letters come too")
    talk = talks.settled(tmp_path, "parcels")
    talk.do(signing.lock, "")
    talk.refuses(No(2, "The reason is empty.", 'parti amend "<why it must change>"'), signing.amend, " ")
    talk.by(talks.AGENT)
    no = No(3, "An agent cannot unlock a design.", "a person runs the same command")
    talk.refuses(no, signing.amend, "letters come too")


def test_a_change_back_to_what_was_signed_is_signed_again(tmp_path: Path) -> None:
    """The lock is derived from the digest, so nothing has to be signed a second time."""
    talk = talks.settled(tmp_path, "parcels")
    talk.do(signing.lock, "")
    made = talk.do(conversation.invariant, "One line a parcel", "the count").data["key"]
    assert pages.signed(talk.house) is None
    said = talk.do(conversation.withdraw, made, "it was wrong")
    assert len(said.lines) == 1
    assert pages.signed(talk.house) is not None
