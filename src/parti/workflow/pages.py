"""What the verbs of phase 1 share: the printed page, who is at work, and the way on."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from parti.chunks import content
from parti.chunks import state as chunk_states
from parti.design import interview, problem
from parti.design import lock as locks
from parti.design import state as states
from parti.library import load
from parti.records import files, refusal
from parti.records import vocabulary as facts
from parti.workflow import house as houses
from parti.workflow.house import House

ALLOWED = ".parti/allowed_signers"
PROPOSE = "parti propose"
LOCK = "parti lock"
CLOSE = 'parti close "shipped"'


def print_page(house: House) -> None:
    """Writes `design.md` from the state."""
    data = printed(house)
    files.write(house.folder / "design.md", data)
    remember(house, data)


def printed(house: House) -> bytes:
    """The page as it is printed from the state now."""
    from parti.design import page  # only who prints pays for it

    text = "\n".join(page.lines(house.design, locks.status(house.design)))
    return f"{text.rstrip()}\n".encode()


def is_as_printed(house: House) -> bool:
    """Whether the page is, byte for byte, what would be printed now; also where there is none."""
    try:
        return (house.folder / "design.md").read_bytes() == printed(house)
    except OSError:
        return not (house.folder / "design.md").exists()


def is_known(house: House) -> bool:
    """Whether the page is the one that was last printed here or read through; also where there is none."""
    try:
        data = (house.folder / "design.md").read_bytes()
    except OSError:
        return True
    try:
        return _kept(house).read_bytes() == _digest(data)
    except OSError:
        return False


def remember(house: House, data: bytes) -> None:
    """Keeps the digest of a page that says what the log says; a cache that refuses is done without."""
    with suppress(refusal.Refusal):
        files.write(_kept(house), _digest(data))


def _kept(house: House) -> Path:
    name = hashlib.sha256(os.fsencode(house.folder)).hexdigest()[:16]
    return house.world.cache / "pages" / name


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()


def page_path(house: House) -> str:
    """The page's path relative to the root."""
    return f"{houses.FEATURES}/{house.slug}/design.md"


def onward(house: House) -> str:
    """The one next command of phase 1; a log that is not whole is mended before anything rests on it."""
    if not house.reading.is_whole:
        return "parti doctor"
    if apart := conflict(house):
        return apart
    if not house.design.components:
        return _blind(house) or _components(house)
    if states.drawn_apart(house.design):
        from parti.design import hindrances  # after a merge alone

        if undrawn := next(iter(hindrances.drawn_apart(house.design)), None):
            return undrawn.fix
    if interview.next_page(house.design).form != "done":
        return "parti ask"
    if locks.signature(house.design):
        return to_the_code(house)
    return _before_the_lock(house) or LOCK


def conflict(house: House) -> str:
    """The command that settles which feature or which problem this is; empty when branches agree on it."""
    if len(house.design.openings) < 2 and len(house.design.problems) < 2:
        return ""
    from parti.design import hindrances  # after a merge alone

    return hindrances.first_conflict(house.design)


def to_the_code(house: House, held: bool | None = None) -> str:
    """The one next command after the signature; the last one, when this very tree has passed the gate.

    Args:
        held: whether it has, where that is known already: to find it out, git looks at the tree.
    """
    if house.feature().lane != "small":
        if not house.chunks.planned:
            return "parti plan <file>"
        if number := chunk_states.next_number(house.chunks):
            return f"parti brief {number}, then parti check {number}"
        if stale := content.changed(house.chunks, house.root):
            return f"parti check {min(stale)}"
    if held is None:
        from parti.workflow import last_verdict  # once all chunks passed

        held = last_verdict.standing(house).holds
    if held:
        return CLOSE
    return "parti check, then parti gate" if house.feature().lane == "small" else "parti gate"


def _components(house: House) -> str:
    from parti.workflow import detecting  # only while nothing is confirmed

    return detecting.confirm(detecting.detected(house))


def _before_the_lock(house: House) -> str:
    """What a signature would be refused for, although every question has its answer."""
    from parti.design import agreement, hindrances  # only once the questions are through

    wrong = (
        *hindrances.contradictions(house.design, house.reading.records),
        *agreement.hindrances(house.design, bool(house.is_set_up and house.settings.model)),
    )
    return next((one.fix for one in wrong if one.level == "error"), "")


def proposals_wanted(house: House, count: int = 0) -> int:
    """How many blind proposals: what was said, else what the settings say, else what the lane asks for."""
    lane = load.blind().lanes[house.feature().lane]
    return count or house.settings.conversation.proposals or lane.proposals


def _blind(house: House) -> str:
    """The next command of the blind part; empty for whoever works on paper, or is through with it.

    It is led to where a model is set up; in the deep lane the problem is stated in full first even so.
    """
    lane = house.feature().lane
    if lane == "small" or not house.is_set_up or not (lane == "deep" or house.settings.model):
        return ""
    gaps = problem.gaps(house.design)
    if gaps:
        return gaps[0].fix
    from parti.design import blind_steps, choice, lenses  # 20 ms that paper mode does without

    said = house.design.debate
    wanted = proposals_wanted(house)
    stage = blind_steps.next_one(house.design, house.reading.records, wanted)
    if stage in ("propose", "compare") and not house.settings.model:
        return ""
    if stage == "propose":
        drawn = blind_steps.drawn(house.design, house.reading.records)
        more = min(drawn + 1, lenses.most())
        return "parti propose" if drawn < wanted else f"parti propose --count {more}"
    if stage == "choose":
        return 'parti choose <design> --because "<why>"'
    if stage == "compare":
        return "parti compare"
    chosen = choice.designs(house.design).get(said.choice.proposal) if said.choice else None
    return choice.offer(chosen).confirm if chosen else ""


def blind_left(house: House) -> str:
    """The next command where the blind part was left out; empty when a design is chosen, or none is due.

    It is due where designs were proposed, and in the deep lane where a model is set up.
    """
    said = house.design.debate
    if said.choice:
        return ""
    if not any(said.received()):
        deep = house.feature().lane == "deep" and house.is_set_up and house.settings.model
        return PROPOSE if deep else ""
    from parti.design import blind_steps  # as above

    stage = blind_steps.next_one(house.design, house.reading.records, wanted=0)
    steps = {"propose": "parti propose --count 2", "compare": "parti compare"}
    return steps.get(stage, 'parti choose <design> --because "<why>"')


def signed(house: House) -> facts.DesignLocked | None:
    """The signature over the design as it is now, verified; None when there is none that holds.

    A name typed at a terminal is as good as the log that holds it; an SSH signature is checked against
    `.parti/allowed_signers` each time.
    """
    found = locks.signature(house.design)
    if found is None or found.method != "ssh":
        return found
    allowed = house.root / ALLOWED
    if not allowed.is_file():
        return None
    statement = locks.statement(house.design)
    return found if house.world.signer.verify(statement, found.signature, found.signer, allowed) else None


def who(house: House) -> str:
    """Who is at work, as records name them."""
    return house.world.repository.person().name


def by_person(house: House, what: str) -> None:
    """Refuses an agent."""
    if who(house).startswith("agent:"):
        raise refusal.NotAllowed(f"An agent cannot {what}.", next_step="a person runs the same command")
