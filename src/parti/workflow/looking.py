"""The verbs that only look: where you are, what happened, why, and whether the log is whole.

Called through `table` at any time. They work on a damaged log too and never append.
"""

from collections.abc import Collection, Iterator, Mapping

import msgspec

from parti.chunks import content
from parti.chunks import state as chunk_states
from parti.constraints.finding import Finding, Place
from parti.design import coverage, interview
from parti.design import lock as locks
from parti.design import state as design_states
from parti.gate import part as parts
from parti.records import canonical, refusal
from parti.records import vocabulary as facts
from parti.workflow import house as houses
from parti.workflow import last_verdict, pages
from parti.workflow.house import House
from parti.workflow.outcome import Outcome


def status(house: House, every: bool) -> Outcome:
    """Where you are, and the one next command."""
    if not house.is_set_up:
        house.world.repository.files()  # a git that refuses to work here says so first
        return Outcome(lines=("Parti is not set up in this repository.",), next="parti init")
    if every:
        return _every(house)
    if house.design.feature is None or house.design.closed:
        return _without_feature(house)
    verdict = last_verdict.standing(house)
    rows = (*_rows(house), *((f"gate      {verdict.told}",) if verdict.told else ()))
    found, follow = damage_findings(house), "parti doctor"
    if house.reading.is_whole:
        page = () if pages.is_known(house) else _page(house)
        found, follow = (*found, *page), "parti absorb" if page else next_command(house, verdict.holds)
    if follow == pages.LOCK:
        from parti.workflow import wholeness  # git is asked only where the next step rests on all of it

        found = (*found, *wholeness.lost(house, thorough=False))
        follow = wholeness.DOCTOR if wholeness.errors(found) else follow
    return Outcome(lines=rows, data=_standing(house), findings=found, next=follow)


def log(house: House, last: int) -> Outcome:
    """The records of this feature in order, one a line."""
    house.looked_at()
    records = house.reading.records[-last:] if last > 0 else house.reading.records
    lines = tuple(f"{r.at[:19]}Z  {r.id[2:10]}  {r.kind:<16} {_gist(r.body)}  ({r.by})" for r in records)
    return Outcome(
        lines=lines, data={"records": msgspec.to_builtins(records)}, findings=damage_findings(house)
    )


def why(house: House, identity: str) -> Outcome:
    """Everything recorded about one id, oldest first, superseded facts included (D3, J4).

    For what came from a model, the very bytes of its prompt and its reply too.
    """
    from parti.workflow import transcripts  # what `status` does without

    house.looked_at()
    twins = house.design.debate.twins()
    twin = house.design.debate.proposals.get(identity)
    meant = [r for r in house.reading.records if _speaks_of(r, identity)]
    named = tuple(meant or ((twin,) if twin else ()))
    calls = transcripts.calls_behind(house, named)
    ids = {record.id for record in (*named, *calls)}
    found = tuple(r for r in house.reading.records if r.id in ids or _ends(r, ids))
    if not found:
        raise refusal.Misused(
            f"Nothing is recorded about {identity!r}.", next_step="parti log, parti design"
        )
    gone = {i for r in house.reading.records for i in _superseded_by(r)}
    both = twins.get(identity, ())
    first = f"{identity} is the name of {len(both)} designs from branches that did not see each other: "
    lines = (
        *((f"{first}{', '.join(both)}",) if both else ()),
        *(line for record in found for line in _told(record, record.id in gone)),
    )
    halves = transcripts.of(house, found)
    shown = tuple(line for half in halves for line in transcripts.lines(half))
    data = {"records": msgspec.to_builtins(found), "transcripts": msgspec.to_builtins(halves)}
    return Outcome(lines=(*lines, *shown), data=data)


def doctor(house: House) -> Outcome:
    """Looks for damage in every feature's log, and for what Parti needs from the machine."""
    from parti.workflow import wholeness

    findings: list[Finding] = []
    count = 0
    for slug in houses.slugs(house.root):
        one = houses.at(house.world, slug)
        count += len(one.reading.records)
        findings.extend(wholeness.findings(house.root, one.reading))
    findings.extend(wholeness.lost(house))
    findings.extend(_git(house))
    findings.extend(_litter(house))
    findings.extend(_tools(house))
    features = len(houses.slugs(house.root))
    line = f"checked   {parts.counted(count, 'record')} in {parts.counted(features, 'feature')}"
    return Outcome(lines=(line,), data={"records": count}, findings=tuple(findings))


def damage_findings(house: House) -> tuple[Finding, ...]:
    """What could not be read in this feature's log or is not there, each with one way to mend it."""
    if not house.reading.damage and house.reading.is_whole:
        return ()
    from parti.workflow import wholeness  # what a log that is whole does without

    return wholeness.findings(house.root, house.reading)


def _without_feature(house: House) -> Outcome:
    """Nothing can be said of a feature; whether there is one that nobody can read, git is asked too."""
    from parti.workflow import wholeness

    found = wholeness.broken(house)
    if wholeness.errors(found):
        return Outcome(
            lines=("No feature can be read on this branch.",), findings=found, next=wholeness.DOCTOR
        )
    follow = wholeness.DOCTOR if found else 'parti new "<what you wish for>", or parti gate'
    return Outcome(lines=("No feature is open on this branch.",), findings=found, next=follow)


def _page(house: House) -> tuple[Finding, ...]:
    """What a page that nobody knows says beside the log: shown here, while `check` and `gate` fail."""
    from parti.workflow import edited

    data = (house.folder / "design.md").read_bytes()
    found = tuple(msgspec.structs.replace(one, level="warning") for one in edited.findings(house))
    if not found:
        pages.remember(house, data)
    return found


def next_command(house: House, held: bool | None = None) -> str:
    """The one next command; `held` as in `pages.to_the_code`."""
    if apart := pages.conflict(house):
        return apart
    signed = house.feature().lane == "small" or locks.signature(house.design) is not None
    return pages.to_the_code(house, held) if signed else pages.onward(house)


def _rows(house: House) -> Iterator[str]:
    feature = house.feature()
    yield f"feature   {feature.slug}   {feature.lane} lane   branch {feature.branch}"
    yield f"wish      {feature.wish}"
    tally = coverage.tally(house.design)
    if tally.asked:
        opened = ", ".join(f"{count} {severity}" for severity, count in tally.open.items() if count)
        done = tally.asked - tally.left
        yield f"questions {done} of {tally.asked} closed" + (f"; open: {opened}" if opened else "")
        yield f"asked     {interview.told(interview.economy(house.design))}"
        from parti.design import stamping, unlooked

        changed = unlooked.sentence(unlooked.names(house.design, house.reading.records))
        if changed:
            yield f"changed   {changed}; parti consult is the next look"
        stamps = stamping.banner(house.design)
        if stamps:
            yield f"look      {stamps}"
    if house.design.elsewhere:
        from parti.design import elsewhere  # after a merge alone

        first = elsewhere.told(next(iter(house.design.elsewhere.values())))
        yield f"elsewhere {len(house.design.elsewhere)} said for another problem: “{first}”"
    clashes = design_states.conflicts(house.design)
    if clashes:
        yield f"conflict  {', '.join(clashes)}: two answers that do not know each other"
    for key, names in house.design.debate.twins().items():
        yield f"twins     {' and '.join(names)}: two branches called them {key}; both count"
    if feature.lane == "deep" and not (house.settings.model or house.design.debate.choice):
        yield "blind     no [[model]] in .parti/config.toml, so nobody else proposes a design"
    yield f"lock      {locks.status(house.design)}"
    if house.chunks.planned:
        stale = content.changed(house.chunks, house.root)
        passed = sum(chunk_states.passed(house.chunks, number) for number in house.chunks.planned)
        since = f", {len(stale)} changed since" if stale else ""
        yield f"chunks    {passed - len(stale)} of {len(house.chunks.planned)} passed{since}"


def _standing(house: House) -> dict[str, object]:
    tally = coverage.tally(house.design)
    return {
        "feature": house.slug,
        "asked": tally.asked,
        "open": dict(tally.open),
        "economy": msgspec.to_builtins(interview.economy(house.design)),
        "locked": locks.signature(house.design) is not None,
        "page": interview.next_page(house.design).form,
        "chunks": sorted(house.chunks.planned),
    }


def _every(house: House) -> Outcome:
    lines: list[str] = []
    damage: list[Finding] = []
    for slug in houses.slugs(house.root):
        one = houses.at(house.world, slug)
        damage += damage_findings(one)
        ended = "closed" if one.design.closed else locks.status(one.design)
        feature = one.design.feature
        lines.append(f"{slug:<32} {feature.branch if feature else '?'}   {ended}")
    follow = 'parti new "<wish>"' if not damage else "parti doctor"
    return Outcome(lines=tuple(lines) or ("There is no feature yet.",), findings=tuple(damage), next=follow)


def _litter(house: House) -> Iterator[Finding]:
    for path in sorted((house.root / ".parti").rglob(".*.tmp")):
        yield Finding(
            code="files/litter",
            level="note",
            message="An interrupted write left this; it was never part of anything.",
            place=Place(path=path.relative_to(house.root).as_posix()),
            fix="delete it",
        )


def _git(house: House) -> Iterator[Finding]:
    """That git works here at all: it may not trust who owns the folder, and then only files are read."""
    try:
        house.world.repository.files()
    except refusal.Unready as error:
        yield Finding(
            code="tools/git",
            level="error",
            message=error.sentence,
            place=Place(path=error.place or ".git"),
            fix=error.next_step,
        )


def _tools(house: House) -> Iterator[Finding]:
    if house.world.runner.run("ssh-keygen -?", cwd=house.root, timeout=10).code == 127:
        yield Finding(
            code="tools/missing",
            level="warning",
            message="ssh-keygen is not installed; signing with a key does not work without it.",
            place=Place(path="ssh-keygen"),
            fix="apt-get install openssh-client",
        )


def _speaks_of(record: facts.Record, identity: str) -> bool:
    prefixes = {"key": "", "question": "Q-", "number": "C-", "name": ""}
    named = ((prefix, getattr(record.body, field, "")) for field, prefix in prefixes.items())
    names = {record.kind, *(f"{prefix}{value}" for prefix, value in named if value)}
    return identity in names or canonical.abbreviates(identity, record.id)


def _ends(record: facts.Record, ids: Collection[str]) -> bool:
    """Whether it takes one of these back, without an id of its own by which one would ask for it."""
    ending = isinstance(record.body, facts.Withdrawn | facts.DesignUnlocked)
    return ending and not set(ids).isdisjoint(_superseded_by(record))


def _superseded_by(record: facts.Record) -> tuple[str, ...]:
    return getattr(record.body, "supersedes", ())


def _told(record: facts.Record, superseded: bool) -> Iterator[str]:
    yield f"{record.at[:19]}Z  {record.kind}  by {record.by}" + ("   superseded" if superseded else "")
    for name, value in msgspec.to_builtins(record.body).items():
        if value not in ("", [], ()):
            yield f"    {name:<11} {_plain(value)}"
    yield f"    {'record':<11} {record.id}"


def _plain(value: object) -> str:
    """A value in words: `a; b` for many, `option: x, why: y` for a thing with fields."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_plain(one)}" for name, one in value.items())
    return "; ".join(map(_plain, value)) if isinstance(value, list | tuple) else str(value)


def _gist(body: facts.Fact) -> str:
    plain = msgspec.to_builtins(body)
    for name in ("key", "question", "number", "slug", "name", "design", "situation", "reason"):
        if plain.get(name):
            return str(plain[name])[:60]
    return ""
