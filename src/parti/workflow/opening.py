"""The first verbs of phase 1: a feature is opened, its problem stated, its components confirmed.

Called through `table`. Each reads the folded state, lets a stage of the design room make facts, and
appends them; what a person reads comes from the same values that a program gets.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from parti.design import coverage, interview, obligations, page
from parti.design import problem as problems
from parti.design import state as states
from parti.library import load
from parti.records import files, refusal
from parti.records import vocabulary as facts
from parti.workflow import bank as banks
from parti.workflow import detecting, last_verdict, leaking, pages, signing, wholeness
from parti.workflow import house as houses
from parti.workflow.house import House
from parti.workflow.outcome import Outcome

SHIPPED = frozenset(
    {"shipped", "released", "deployed", "delivered", "merged", "live", "done", "finished"}
    | {"complete", "completed"}
)
"""Words with which a reason begins that claims a good end; every other end is free."""


def new(house: House, wish: str, name: str, lane: str) -> Outcome:
    """Opens a feature on this branch (E6: one at a time)."""
    house.require_settings()
    if lane not in states.LANES:
        raise refusal.Misused(
            f"{lane!r} is not a lane; there are {', '.join(states.LANES)}.",
            next_step='parti new "<wish>" --lane normal',
        )
    branch = house.world.repository.branch()
    if not branch:
        raise refusal.NotAllowed(
            "HEAD is detached; a feature belongs to a branch.", next_step="git switch -c <branch>"
        )
    if house.slug and name in ("", house.slug) and "feature" in states.conflicts(house.design):
        return _said_once_more(house, wish, lane, branch)
    if house.slug:
        raise refusal.NotAllowed(
            f"The feature {house.slug} is open on this branch; one feature, one conversation.",
            next_step="parti status, or parti close",
        )
    wholeness.refuse(house)
    if not wish.strip():
        raise refusal.Misused("The wish is empty.", next_step='parti new "<what you wish for>"')
    slug = name or _slug(wish)
    if not houses.SLUG.match(slug):
        raise refusal.Misused(
            f"{slug!r} cannot be a feature's name: small letters, digits and dashes, 60 at most.",
            next_step='parti new "<wish>" --name <name>',
        )
    if slug in houses.slugs(house.root):
        raise refusal.NotAllowed(
            f"There is already a feature {slug}.", next_step='parti new "<wish>" --name <another>'
        )
    wish = " ".join(wish.split())
    fresh = houses.at(house.world, slug).append(
        (
            facts.FeatureOpened(slug=slug, wish=wish, branch=branch, lane=lane),
            facts.ProblemStated(situation=wish),
        )
    )
    found = detecting.detected(fresh)
    return Outcome(
        lines=(f"feature   {slug} ({lane} lane) on {branch}", *_kind_lines(found)),
        data={"feature": slug, "lane": lane, "kinds": [d.kind for d in found]},
        findings=leaking.findings(fresh),
        next="parti kind confirm" if found else "parti kind list",
    )


def _said_once_more(house: House, wish: str, lane: str, branch: str) -> Outcome:
    """Says which feature this is, after two branches opened one of this name."""
    pages.by_person(house, "say which of two features this is")
    wish = said(wish, "The wish is empty.", f'parti new "<what you wish for>" --name {house.slug}')
    seen = tuple(record.id for record in house.design.openings)
    house = house.append(
        (
            facts.Withdrawn(reason="two branches opened this feature", supersedes=seen),
            facts.FeatureOpened(slug=house.slug, wish=wish, branch=branch, lane=lane),
        )
    )
    lines = (f"feature   {house.slug} ({lane} lane) on {branch}, said once more for both branches",)
    return Outcome(lines=lines, data={"feature": house.slug, "lane": lane}, next=pages.onward(house))


def close(house: House, reason: str) -> Outcome:
    """Ends the feature of this branch; its records stay.

    Raises:
        refusal.NotAllowed: the reason says that it is shipped, and the gate did not pass on what there is.
    """
    feature = house.feature()
    reason = said(reason, "The reason is empty.", 'parti close "<why it ends>"')
    verdict = last_verdict.standing(house)
    told, held = verdict.told or "never judged", verdict.holds
    if reason.split()[0].strip(".,:;!").lower() in SHIPPED and not held:
        branch = house.world.repository.branch()
        raise refusal.NotAllowed(
            f"Nothing shows that it can ship: no gate passed on this tree and this design ({told}).",
            next_step="parti gate" if branch else f"git switch {feature.branch}, then parti gate",
            place=feature.slug,
        )
    house.append((facts.FeatureClosed(reason=reason),))
    lines = (f"closed    {feature.slug}: {reason}", *(() if held else (f"gate      {told}",)))
    return Outcome(lines=lines, data={"feature": feature.slug}, next=houses.NEW)


def problem(house: House, situation: str = "", **lists: Sequence[str]) -> Outcome:
    """States or restates the problem, field by field; without words it shows it.

    Args:
        house: the open house.
        situation: what happens today; kept as it was when empty.
        lists: `needed`, `never`, `quantities`, `given`, `unknown`, `out_of_scope`.
    """
    house.feature()
    given = {name: tuple(_row(name, row) for row in rows) for name, rows in lists.items()}
    fresh = facts.ProblemStated(situation=" ".join(situation.split()), **given)
    before = house
    if fresh != facts.ProblemStated(situation=""):
        restated = problems.restated(house.design, fresh)
        house = house if _is_stated(house, restated) else house.append((restated,))
    known = house.design.problem
    gaps = problems.gaps(house.design)
    lines = tuple(_every_problem(house))
    follow = pages.conflict(house) or (gaps[0].fix if gaps else _after_the_problem(house))
    plain = msgspec.to_builtins(known) if known else {}
    lines = (*lines, *signing.unlocked(before, house))
    return Outcome(lines=lines, data={"problem": plain}, findings=leaking.findings(house), next=follow)


def _after_the_problem(house: House) -> str:
    """Components are looked at first; what is confirmed already is not gone through again."""
    onward = pages.onward(house)
    return "parti kind list" if onward.startswith("parti kind confirm") else onward


def kind_list(house: House) -> Outcome:
    """What the words point to, what is confirmed, and all kinds that there are."""
    house.feature()
    found = detecting.detected(house)
    confirmed = [f"confirmed {c.name} ({c.kind})" for c in house.design.component_bodies()]
    known = ", ".join(banks.bank(house.root).vocabulary.kinds)
    return Outcome(
        lines=(*_kind_lines(found), *confirmed, f"kinds     {known}"),
        data={"detected": msgspec.to_builtins(found), "confirmed": confirmed},
        next="parti ask" if confirmed else detecting.confirm(found),
    )


def kind_confirm(house: House, named: Sequence[str] = ()) -> Outcome:
    """Confirms components: those detected, or `name=kind` pairs, and draws their questions."""
    house.feature()
    bank = banks.bank(house.root)
    wanted = [_pair(text, bank.vocabulary) for text in named] or [
        facts.ComponentNamed(name=d.name, kind=d.kind, why=f"the text says {', '.join(d.words)}")
        for d in detecting.detected(house)
    ]
    if not wanted:
        raise refusal.Misused(
            "No kind of component was recognised in the problem.",
            next_step='parti kind confirm "<name>=<kind>", kinds: parti kind list',
        )
    return confirm(house, tuple(wanted))


def kind_add(house: House, kind: str, what: str, inputs: Sequence[str], outputs: Sequence[str]) -> Outcome:
    """Writes the questions of a kind that the bank does not know, to be put into one's own words."""
    house.require_settings()
    if not houses.SLUG.match(kind):
        raise refusal.Misused(
            f"{kind!r} cannot be a kind's name.", next_step="use small letters and dashes"
        )
    path = house.root / banks.FOLDER / f"{kind}.toml"
    if path.exists() or kind in load.vocabulary().kinds:
        raise refusal.NotAllowed(f"The kind {kind} is known already.", next_step="parti kind list")
    again = f'parti kind add {kind} --what "<what it is>" --in "<flow>" --out "<flow>"'
    what = said(what, "It is not said what it is.", again)
    inputs, outputs = (
        [said(flow, "A flow is empty.", again) for flow in flows] for flows in (inputs, outputs)
    )
    text = obligations.kind_skeleton(kind, what, inputs, outputs).replace("\x7f", r"\u007f")
    files.write(path, text.encode())
    count = len(obligations.GUIDE_WORDS) * (len(inputs) + len(outputs) + 1)
    relative = path.relative_to(house.root).as_posix()
    return Outcome(
        lines=(f"wrote     {relative} with {count} questions from four guide words",),
        data={"path": relative, "questions": count},
        next=f'edit {relative}, then parti kind confirm "<name>={kind}"',
    )


def confirm(house: House, wanted: Sequence[facts.ComponentNamed]) -> Outcome:
    """Records components and draws the questions for all that are confirmed now."""
    pages.by_person(house, "confirm components")
    bank = banks.bank(house.root)
    for name, count in Counter(c.name for c in wanted).items():
        if count > 1:
            raise refusal.Misused(
                f"{name!r} is named {count} times; a component has one kind.",
                next_step='parti kind confirm "<name>=<kind>" "<another>=<kind>"',
            )
    new_ones = [msgspec.structs.replace(c, supersedes=_said_of(house, c.name)) for c in wanted]
    bodies = {c.name: c for c in (*house.design.component_bodies(), *new_ones)}
    before = house
    house = house.append((*new_ones, redraw(house, tuple(bodies.values()), bank)))
    tally = coverage.tally(house.design)
    alone = sum(interview.one_by_one(q) for q in house.design.questions().values())
    counts = ", ".join(f"{count} {severity}" for severity, count in tally.open.items() if count)
    return Outcome(
        lines=(
            *(f"component {c.name} ({c.kind})" for c in bodies.values()),
            f"questions {tally.asked}: {counts}",
            f"one by one {alone}, the others in pages by concern or as defaults     no model used",
            *signing.unlocked(before, house),
        ),
        data={
            "components": {c.name: c.kind for c in bodies.values()},
            "questions": tally.asked,
            "one_by_one": alone,
        },
        next="parti ask",
    )


def _said_of(house: House, name: str) -> tuple[str, ...]:
    """The live records of a component's name: more than one where two branches gave it two kinds."""
    known = house.design.components.get(name)
    every = house.design.told_apart.get(name, (known,) if known else ())
    return tuple(record.id for record in every)


def redraw(house: House, bodies: Sequence[facts.ComponentNamed], bank: load.Bank) -> facts.ObligationsDrawn:
    seen = tuple(record.id for record in house.design.drawn)
    return msgspec.structs.replace(obligations.draw(bank, bodies), supersedes=seen)


def said(text: str, sentence: str, next_step: str) -> str:
    """The text with single blanks; refuses when it holds nothing else.

    Raises:
        refusal.Misused: with the sentence and the next step given.
    """
    words = " ".join(text.split())
    if not words:
        raise refusal.Misused(sentence, next_step=next_step)
    return words


def _row(field: str, text: str) -> str:
    name = field.replace("_", " ")
    return said(text, f"A line of {name} is empty.", f'parti problem --{field.replace("_", "-")} "…"')


def _kind_lines(found: Sequence[detecting.Detected]) -> tuple[str, ...]:
    rows = tuple(f"detected  {d.name} ({d.kind}): the text says {', '.join(d.words)}" for d in found)
    return rows or ("detected  nothing; name the components yourself",)


def _pair(text: str, words: load.Vocabulary) -> facts.ComponentNamed:
    name, _, kind = (part.strip() for part in text.rpartition("="))
    if not name or kind not in words.kinds:
        raise refusal.Misused(
            f"{text!r} is not <name>=<kind> with a known kind.", next_step="parti kind list shows the kinds"
        )
    return facts.ComponentNamed(name=" ".join(name.split()), kind=kind, why="named by hand")


def _is_stated(house: House, wanted: facts.ProblemStated) -> bool:
    """Whether exactly this is what everybody says."""
    live = house.design.problems
    plain = msgspec.structs.replace(wanted, supersedes=())
    return len(live) == 1 and msgspec.structs.replace(live[0].body, supersedes=()) == plain


def _every_problem(house: House) -> Iterator[str]:
    """The problem; where two branches state it differently, each with who did."""
    live = house.design.problems
    apart = states.different(live) > 1
    for record in live if apart else live[-1:]:
        if isinstance(record.body, facts.ProblemStated):
            yield from (f"by        {record.by}",) if apart else ()
            yield from _problem_lines(record.body)


def _problem_lines(known: facts.ProblemStated) -> Sequence[str]:
    rows = [f"situation {known.situation}"]
    for field, label in page.PROBLEM_LISTS:
        rows.extend(f"{label.lower():<9} {text}" for text in getattr(known, field))
    return rows


def _slug(wish: str) -> str:
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in wish.lower()).split()
    short = [w for w in words if w not in _FILLER][:5] or words[:5]
    return "-".join(short)[:60].strip("-") or "feature"


_FILLER = frozenset(
    (
        *("a", "an", "the", "and", "or", "of", "to", "in", "on", "for", "from", "with", "them", "it"),
        *("into", "we", "i", "by", "is", "are", "be"),
    )
)
