"""The person's own design: sealed before the proposals, kept privately, guarded, opened at last (D7).

`seal` is called through `table`. `guard`, `opened`, `canary_seen` and `blindness` are for the verbs that
ask models. The log holds the commitment alone; text, nonce and canary lie in the user's state folder.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec

from parti.constraints.finding import Finding, Place
from parti.design import guard as guards
from parti.design import replies
from parti.design import seal as seals
from parti.library import load
from parti.records import debate, files, refusal
from parti.records import vocabulary as facts
from parti.workflow import asking, leaking, pages, private
from parti.workflow.house import House
from parti.workflow.outcome import Outcome

DRAFT = "own-design.md"
_AGAIN = "parti seal <file>, for a new seal; or parti seal --none"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is kept privately of a seal."""

    text: str
    nonce: str
    canary: str
    toml: bool = False


def seal(
    house: House, file: str = "", none: bool = False, template: bool = False, edit: bool = False
) -> Outcome:
    """Seals the design in a file; `none` says that there is none; without words it tells what is sealed."""
    house.feature()
    if sum(map(bool, (file, none, template, edit))) > 1:
        raise refusal.Misused("One of FILE, --none, --template and --edit.", next_step="parti seal --help")
    if template:
        return Outcome(lines=tuple(load.text(f"texts/{DRAFT}").splitlines()), next="parti seal <file>")
    pages.by_person(house, "seal a design")
    if edit:
        return _draft(house)
    if file or none:
        return _sealed(house, file)
    return _told(house)


def guard(house: House) -> asking.Guard:
    """What looks at each text before it leaves; all may pass when nothing is sealed, or all is open.

    Raises:
        refusal.NotAllowed: a design is sealed whose text is not here, so nothing can be compared with it.
    """
    found = tuple(_guarded(house, one) for one in _closed(house))
    return partial(_check, found)


def opened(house: House) -> tuple[debate.Card, bool]:
    """The sealed design as a card, and whether it is the text that was committed to.

    A text that is lost or cannot be read any more gives an empty card; `broken` says what is wrong.
    """
    one = house.design.debate.seal
    if one is None or one.tag == "none":
        return debate.Card(shape=""), False
    found = _kept(house, one)
    try:
        card = seals.card(found.text, toml=found.toml) if found else debate.Card(shape="")
    except refusal.Refusal:
        card = debate.Card(shape="")
    return card, not broken(house, one)


def broken(house: House, one: debate.DesignSealed) -> str:
    """What is wrong with a seal, in a sentence; empty when it opens."""
    found = _kept(house, one)
    if found is None:
        return "The sealed text is not on this machine, or cannot be read."
    try:
        same = seals.commitment(one.problem, bytes.fromhex(found.nonce), found.text) == one.commit
    except (ValueError, refusal.Refusal):
        same = False
    return "" if same else "The sealed text or its nonce is not the one that was committed to."


def canary_seen(house: House, text: str) -> bool:
    """Whether a text holds the canary of a sealed design: somebody has read the private file."""
    found = (_kept(house, one) for one in _every(house))
    letters = "".join(c for c in text.casefold() if c in _LETTERS)
    return any(one.canary in letters for one in found if one is not None and one.canary)


def blindness(house: House) -> str:
    """`BLIND`, `NOT BLIND: …` or why nobody can tell, from every byte that is kept of the calls."""
    every = _every(house)
    if not every:
        known = house.design.debate.seal
        return "no own design" if known is not None else "no seal"
    if any(one.tag == "after" for one in every):
        return "NOT BLIND: sealed after the first proposal was asked for"
    called = canary_call(house)
    return f"NOT BLIND: the call {called} holds the canary of the sealed design" if called else "BLIND"


def canary_call(house: House) -> str:
    """The first call whose bytes, as kept here, hold the canary of a sealed design; empty for none."""
    for key, record in house.design.debate.calls.items():
        body = record.body
        if isinstance(body, debate.ModelCalled):
            kept = (private.kept(house, name) or b"" for name in (body.prompt, body.reply))
            if any(canary_seen(house, data.decode("utf-8", "replace")) for data in kept):
                return key
    return ""


def public() -> str:
    """Parti's own words: they tell nothing of anybody's design."""
    prompts = sorted((load.folder() / "prompts").glob("*.md"))
    own = (
        *(path.read_text("utf-8") for path in prompts),
        load.text(f"texts/{DRAFT}"),
        load.text("blind.toml"),
    )
    return " ".join((*own, *map(replies.schema, replies.REPLIES)))


def _sealed(house: House, file: str) -> Outcome:
    problem = house.design.problem
    if problem is None:
        raise refusal.NotAllowed(
            "There is no problem to seal a design against.", next_step='parti problem "…"'
        )
    digest, before = seals.problem_digest(problem), tuple(record.id for record in house.design.debate.seals)
    if not file:
        made = debate.DesignSealed("seal-none", "", 0, digest, "none", before)
        house.append((made,))
        return Outcome(lines=("sealed    no own design",), data={"tag": "none"}, next=pages.onward(house))
    text, toml = _read(Path(file)), file.endswith(".toml")
    seals.card(text, toml=toml)
    if (same := _same(house, text, digest)) is not None:
        return _outcome(house, same, file, "already   ")
    nonce = house.world.chance.token(seals.NONCE)
    commit = seals.commitment(digest, nonce, text)
    canary = "".join(_LETTERS[byte % 26] for byte in house.world.chance.token(12))
    one = debate.DesignSealed(
        f"seal-{commit[:12]}",
        commit,
        len(seals.body(text)),
        digest,
        "after" if _asked(house) else "before",
        before,
    )
    files.write_private(_path(house, one), msgspec.json.encode(Envelope(text, nonce.hex(), canary, toml)))
    return _outcome(house.append((one,)), one, file, "sealed    ")


def _outcome(house: House, one: debate.DesignSealed, file: str, word: str) -> Outcome:
    when = "before any proposal" if one.tag == "before" else "after a proposal was asked for: NOT BLIND"
    return Outcome(
        lines=(
            f"{word}{one.seal}: {one.size} bytes, {when}",
            f"commit    {one.commit}",
            "It shows that this text was there before those proposals, not that nobody looked elsewhere.",
            *_left_out(house, one),
        ),
        data={"seal": one.seal, "commit": one.commit, "bytes": one.size, "tag": one.tag},
        findings=(*_in_tree(house, file), *_overlap(house)),
        next=pages.onward(house),
    )


def _left_out(house: House, one: debate.DesignSealed) -> Iterator[str]:
    """The parts of the card that say nothing: its author should know what judges will make of them."""
    envelope = _kept(house, one)
    empty = seals.left_out(envelope.text, toml=envelope.toml) if envelope else ()
    if empty:
        yield f"says      nothing of {', '.join(empty)}"
        yield "Judges call what a card leaves out unknown, and a thin card shows which one a person wrote."


def _told(house: House) -> Outcome:
    """What is sealed, and whether it opens.

    Raises:
        refusal.NotAllowed: it does not.
    """
    one = house.design.debate.seal
    if one is None:
        return Outcome(lines=("sealed    nothing yet",), data={"seal": ""}, next="parti seal --edit")
    if one.tag == "none":
        return Outcome(lines=("sealed    no own design",), data={"tag": "none"}, next=pages.onward(house))
    if wrong := broken(house, one):
        raise refusal.NotAllowed(f"{one.seal} does not open. {wrong}", next_step=_AGAIN)
    return _outcome(house, one, "", "sealed    ")


def _draft(house: House) -> Outcome:
    """A private file to fill, which no agent finds in the work tree."""
    path = _folder(house) / DRAFT
    if not path.exists():
        files.write_private(path, load.text(f"texts/{DRAFT}").encode())
    lines = (f"fill      {path}", "Only you can read it; it lies outside the work tree.")
    return Outcome(lines=lines, data={"path": str(path)}, next=f"parti seal {path}")


def _in_tree(house: House, file: str) -> tuple[Finding, ...]:
    if not file or not Path(file).resolve().is_relative_to(house.root.resolve()):
        return ()
    message = f"{file} lies in the work tree, where every agent can read it."
    place = Place(path=file)
    return (Finding(code="seal/in-tree", level="warning", message=message, place=place, fix=f"rm {file}"),)


def _overlap(house: House) -> tuple[Finding, ...]:
    """What of the design the problem gives away already, before anything is sent."""
    try:
        guard(house)(leaking.neutral(house))
    except refusal.NotAllowed as found:
        place = Place(path="problem")
        return (
            Finding(
                code="seal/said", level="warning", message=found.sentence, place=place, fix=found.next_step
            ),
        )
    return ()


def _check(found: tuple[guards.Guarded, ...], text: str) -> None:
    for one in found:
        guards.check(one, text)


def _guarded(house: House, one: debate.DesignSealed) -> guards.Guarded:
    envelope = _kept(house, one)
    if envelope is None or broken(house, one):
        raise refusal.NotAllowed(
            f"What leaves cannot be compared with {one.seal}. {broken(house, one)}",
            next_step=f"run it where it was sealed, or {_AGAIN}",
        )
    problem = _problem_of(house, one)
    settled = house.design.debate.leaks.values()
    return guards.guarded(
        tuple(seals.texts(envelope.text, toml=envelope.toml)),
        leaking.lexicon(),
        givens=(*(problem.given if problem else ()), *(o.words for o in settled if o.how == "given")),
        said=" ".join(_strings(problem)) if problem else "",
        public=public(),
        canary=envelope.canary,
    )


def _problem_of(house: House, one: debate.DesignSealed) -> facts.ProblemStated | None:
    """The problem as it stood when the design was sealed."""
    bodies = (record.body for record in house.reading.records)
    stated = (body for body in bodies if isinstance(body, facts.ProblemStated))
    return next((body for body in stated if seals.problem_digest(body) == one.problem), None)


def _strings(problem: facts.ProblemStated) -> tuple[str, ...]:
    lists = (problem.needed, problem.never, problem.quantities, problem.given, problem.unknown)
    return (problem.situation, *(text for rows in lists for text in rows))


def _every(house: House) -> tuple[debate.DesignSealed, ...]:
    """The live seals that hold a design; two mean a conflict, and both are guarded."""
    bodies = (record.body for record in house.design.debate.seals)
    return tuple(body for body in bodies if isinstance(body, debate.DesignSealed) and body.tag != "none")


def _closed(house: House) -> tuple[debate.DesignSealed, ...]:
    known = house.design.debate.opened
    return tuple(one for one in _every(house) if known is None or known.seal != one.seal)


def _asked(house: House) -> bool:
    """Whether a proposal was asked for: from then on a seal is no longer blind."""
    said = house.design.debate
    return bool(said.proposals or said.dropped or any(key.startswith("proposal") for key in said.calls))


def _same(house: House, text: str, digest: str) -> debate.DesignSealed | None:
    """The seal that holds exactly this text already, when it is the only one."""
    one = house.design.debate.seal
    if one is None or len(house.design.debate.seals) != 1 or one.problem != digest:
        return None
    found = _kept(house, one) if not broken(house, one) else None
    return one if found is not None and seals.body(found.text) == seals.body(text) else None


def _kept(house: House, one: debate.DesignSealed) -> Envelope | None:
    try:
        return msgspec.json.decode(_path(house, one).read_bytes(), type=Envelope)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def _path(house: House, one: debate.DesignSealed) -> Path:
    return _folder(house) / f"{one.seal}.json"


def _folder(house: House) -> Path:
    """The private folder.

    Raises:
        refusal.Unready: it lies in the work tree, where an agent would find the design.
    """
    folder = private.folder(house)
    if folder.resolve().is_relative_to(house.root.resolve()):
        raise refusal.Unready(
            f"The private folder {folder} lies in the work tree, where every agent can read it.",
            next_step="set XDG_STATE_HOME to a folder outside the repository",
        )
    return folder


def _read(path: Path) -> str:
    again = "parti seal --edit makes a file to fill"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise refusal.Misused(f"{path} cannot be read: {error.strerror}.", next_step=again) from error
    if len(data) > seals.LARGEST:
        raise refusal.Misused(
            f"{path} has {len(data)} bytes; a design has {seals.LARGEST} at most.", next_step=again
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise refusal.Misused(f"{path} is not UTF-8.", next_step="save it as UTF-8") from error
