"""The end of phase 1: the page, the signature, and what opens a signed design again.

Called through `table`. Nothing here signs without a person: a name typed at the controlling terminal, or an
SSH key that the repository already allows.
"""

from pathlib import Path

from parti.constraints.finding import Finding, Place, order
from parti.design import absorb as absorbing
from parti.design import agreement, clashes, entries, page, replaced, stamping, unlooked
from parti.design import hindrances as hindering
from parti.design import lock as locks
from parti.records import canonical, refusal
from parti.records import vocabulary as facts
from parti.workflow import bank as banks
from parti.workflow import edited, pages, wholeness
from parti.workflow.house import House
from parti.workflow.outcome import Outcome


def design(house: House, write: bool) -> Outcome:
    """Prints the design page; writes the file on request."""
    house.looked_at()
    if write:
        house.feature()
        pages.print_page(house)
    lines = page.lines(house.design, locks.status(house.design))
    data = {"design": locks.digest(house.design), "lines": len(lines), "path": pages.page_path(house)}
    return Outcome(lines=lines, data=data, next=pages.onward(house))


def lock(house: House, key: str) -> Outcome:
    """Signs the design: typed at a terminal, or with an SSH key. Nothing else signs (D10)."""
    wholeness.refuse(house, thorough=True)
    feature = house.feature()
    pages.by_person(house, "sign a design")
    edit = edited.findings(house)  # to print the page anew would drop it
    hindrances = hindering.of(house.design, banks.bank(house.root).vocabulary, house.reading.records)
    hindrances = (*edit, *hindrances)
    deep = agreement.hindrances(house.design, bool(house.is_set_up and house.settings.model))
    unagreed = tuple(one for one in deep if one.level == "error")
    if hindrances or unagreed:
        first = order(edit or hindrances or unagreed)[0]  # builders are asked last: `agree` refuses before
        hindrances += unagreed
        return Outcome(
            lines=(f"not yet   {hindering.counted(hindrances)} between this design and a signature",),
            findings=(*hindrances, *_beside(house)),
            next=hindering.first_conflict(house.design) or first.fix,
        )
    if pages.signed(house):
        return Outcome(lines=(locks.status(house.design),), next=pages.onward(house))
    signed = _signature(house, feature.slug, Path(key) if key else None)
    house = house.append((signed,))
    pages.print_page(house)
    return Outcome(
        lines=(
            f"locked    {feature.slug}",
            locks.status(house.design),
            f"wrote     {pages.page_path(house)}",
        ),
        data={"design": signed.design, "signer": signed.signer, "method": signed.method},
        findings=(*deep, *_stamped(house), *_beside(house)),
        next=pages.onward(house),
    )


def _beside(house: House) -> tuple[Finding, ...]:
    """What stops nobody and should be known to who signs."""
    changed = unlooked.names(house.design, house.reading.records)
    stale = (one for one in replaced.findings(house.design, house.reading.records) if one.level == "note")
    return (*clashes.doubled(house.design), *stale, *unlooked.findings(changed), *_unchosen(house))


def _stamped(house: House) -> tuple[Finding, ...]:
    """Said beside the signature, for whoever reads the report: a warning, because it may be right."""
    sentence = stamping.banner(house.design)
    place = Place(path=pages.page_path(house))
    fix = "parti design, and read the answers again"
    found = Finding(code="design/stamped", level="warning", message=sentence, place=place, fix=fix)
    return (found,) if sentence else ()


def _unchosen(house: House) -> tuple[Finding, ...]:
    """The blind part that was left out: said and not refused, because a design made by hand is one too."""
    fix = pages.blind_left(house)
    message = (
        "Nobody proposed a design for this problem, in the deep lane."
        if fix == pages.PROPOSE
        else "Designs were proposed, and none was chosen."
    )
    place = Place(path=pages.page_path(house))
    found = Finding(code="design/unchosen", level="warning", message=message, place=place, fix=fix)
    return (found,) if fix else ()


def amend(house: House, reason: str) -> Outcome:
    """Opens a locked design again, with the reason."""
    house.feature()
    pages.by_person(house, "unlock a design")
    if not reason.strip():
        raise refusal.Misused("The reason is empty.", next_step='parti amend "<why it must change>"')
    if not locks.signature(house.design):
        raise refusal.NotAllowed("The design is not locked.", next_step=pages.onward(house))
    seen = tuple(record.id for record in house.design.locks)
    house = house.append((facts.DesignUnlocked(reason=reason, supersedes=seen),))
    pages.print_page(house)
    return Outcome(lines=(f"UNLOCKED  {house.slug}: {reason}",), next="parti ask, then parti lock")


def unlocked(before: House, after: House) -> tuple[str, ...]:
    """What is said aloud when a step took the signature off a signed design."""
    if locks.signature(before.design) is None or locks.signature(after.design):
        return ()
    return ("UNLOCKED  this changed a signed design; it must be signed again",)


def absorb(house: House, apply: bool) -> Outcome:
    """Reads a hand edit of the page as amendments; shows them, and appends them with `--yes`."""
    house.feature()
    pages.by_person(house, "amend a design by hand")
    text = edited.text_of(house)
    asked = absorbing.Asked(pages.who(house), pages.page_path(house), banks.known(house.root, house.design))
    edit = absorbing.read(edited.as_printed(house, text), text, asked)
    lines = tuple(f"amends    {_told(fact)}" for fact in edit.facts) or ("The page says nothing new.",)
    if not apply or not edit.facts:
        follow = "parti absorb --yes" if edit.facts else pages.onward(house)
        return Outcome(lines=lines, findings=edit.findings, next=follow)
    done = facts.Absorbed(document=canonical.digest("page", text.encode()), changes=len(edit.facts))
    before, house = house, house.append((*edit.facts, done))
    pages.print_page(house)
    lines = (*lines, *unlocked(before, house))
    return Outcome(
        lines=lines,
        findings=edit.findings,
        next=pages.LOCK if house.reading.is_whole else wholeness.DOCTOR,
    )


def _signature(house: House, slug: str, key: Path | None) -> facts.DesignLocked:
    digest = locks.digest(house.design)
    signer = house.world.signer
    if key is not None:
        name, armoured = signer.sign(locks.statement(house.design), key)
        allowed = house.root / pages.ALLOWED
        _require_reviewed(house, allowed)
        name = signer.principal(armoured, allowed) or name
        if not signer.verify(locks.statement(house.design), armoured, name, allowed):
            raise refusal.NotAllowed(
                f"The key of {name} is not in {pages.ALLOWED}.",
                next_step="let a maintainer add its public key there, in a commit of its own",
                place=pages.ALLOWED,
            )
        return facts.DesignLocked(design=digest, method="ssh", signer=name, signature=armoured)
    sentence = f"You sign the design {digest[:19]}… of {slug}: {_inside(house)}; parti design shows it."
    if not signer.terminal(sentence, slug):
        raise refusal.NotAllowed(
            "The name was not typed; nothing was signed.", next_step="parti lock, at a terminal"
        )
    person = house.world.repository.person().name
    return facts.DesignLocked(design=digest, method="terminal", signer=person, signature=slug)


def _inside(house: House) -> str:
    """What a signature covers, counted, for whoever has not read the page yet."""
    bodies = [records[-1].body for records in house.design.named.values()]
    rows = (
        ("decision", sum(isinstance(body, facts.Decided) for body in bodies)),
        ("invariant", sum(isinstance(body, facts.InvariantStated) for body in bodies)),
        ("failure mode", sum(isinstance(body, facts.FailureModeNamed) for body in bodies)),
        ("settled question", len(house.design.settled)),
    )
    return ", ".join(f"{count} {name}{'' if count == 1 else 's'}" for name, count in rows if count)


def _require_reviewed(house: House, allowed: Path) -> None:
    """Who may sign is what a commit says: whoever is at work here could add a key a moment before.

    Raises:
        refusal.NotAllowed: the file differs from the last commit.
    """
    repository = house.world.repository
    head = repository.head()
    before = repository.texts(head, (pages.ALLOWED,)).get(pages.ALLOWED) if head else None
    now = allowed.read_bytes().decode("utf-8", "replace") if allowed.is_file() else None
    if head and now is not None and before != now:
        raise refusal.NotAllowed(
            f"{pages.ALLOWED} has changes that are not committed, so nobody has reviewed who may sign.",
            next_step="let a maintainer commit it, apart from everything else",
            place=pages.ALLOWED,
        )


def _told(fact: facts.Fact) -> str:
    if isinstance(fact, facts.Withdrawn):
        return f"withdraws {len(fact.supersedes)} record(s): {fact.reason}"
    if isinstance(fact, facts.ProblemStated):
        return "the problem"
    key = getattr(fact, "key", "") or f"Q-{getattr(fact, 'question', '')}"
    return f"{key}: {entries.words_of(fact)}"
