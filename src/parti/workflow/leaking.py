"""Words of the problem that look like a solution: shown, and settled by a person (D7).

Called through `table`, by the verbs that state the problem, and by those that send it: `neutral` is the one
text about a problem that leaves this machine, and `unresolved` says why proposals wait.
"""

from collections.abc import Mapping
from functools import cache

import msgspec

from parti.constraints.finding import Finding, Place
from parti.design import hygiene, leaks
from parti.design import neutral as neutrals
from parti.library import load
from parti.records import debate, refusal
from parti.records import vocabulary as facts
from parti.workflow import pages
from parti.workflow.house import House
from parti.workflow.outcome import Outcome

_LONGEST = 200
_AGAIN = 'parti leak "<words>" --is given --because "…"'
_MEANS: Mapping[str, str] = {
    "given": "it may be named: {because}",
    "preference": "it is left open in what is sent; keep it for the seal",
    "example": "it is left open in what is sent",
    "requirement": "it is left open in what is sent until it is said as a need",
}


def leak(house: House, words: str, how: str, because: str = "") -> Outcome:
    """Settles what words of the problem are: given, a preference, an example, a requirement in disguise."""
    house.feature()
    pages.by_person(house, "say what words of the problem are")
    said, reason = " ".join(leaks.plain(words).split()), " ".join(because.split())
    _refuse_unfit(said, how, reason)
    if not is_said(house, said):
        raise refusal.Misused(
            f"“{said}” stands neither in the problem nor in an answer.", next_step="parti problem shows it"
        )
    late = any(seal.tag != "none" for seal in _seals(house))
    rules = {hit.rule: None for hit in leaks.hits(said, lexicon())}
    made = debate.LeakSettled(
        words=said,
        rule=",".join(rules),
        how=how,
        because=reason,
        late=late,
        supersedes=_before(house, said),
    )
    house = house.append((made,))
    when = " (late: a design is sealed, and the decision will say so)" if late and how == "given" else ""
    tail = _MEANS[how].format(because=reason)
    judged = _judged(house)
    return Outcome(
        lines=(f"settled   “{said}” is {_article(how)}: {tail}{when}", _verdict(judged)),
        data={"words": said, "how": how, "late": late, "verdict": judged.verdict},
        findings=findings(house),
        next='parti problem --needed "<what must be seen from outside>"'
        if how == "requirement"
        else "parti problem",
    )


def findings(house: House) -> tuple[Finding, ...]:
    """What in the problem is already a solution, and not settled."""
    known = house.design.problem
    return hygiene.findings(known, lexicon(), house.design.debate.leaks) if known else ()


def unresolved(house: House) -> tuple[Finding, ...]:
    """Why proposals wait: the problem as a whole is a LEAK. Empty when they need not."""
    judged = _judged(house)
    if judged.verdict != hygiene.LEAK:
        return ()
    heaviest = max(judged.hits, key=lambda hit: hit.weight)
    return (
        Finding(
            code="problem/leak",
            level="error",
            message=f"The problem holds a solution (score {judged.score}), above all “{heaviest.words}”.",
            place=Place(path="problem"),
            fix=f'parti leak "{heaviest.words}" --is preference (or given, example, requirement)',
            snippet=heaviest.words,
        ),
    )


def neutral(house: House) -> str:
    """The problem in its neutral form; empty before there is one."""
    known = house.design.problem
    said = house.design.debate
    return neutrals.render(neutrals.worded(known, said.neutral), said.leaks) if known else ""


@cache
def lexicon() -> leaks.Lexicon:
    """The packaged rules and terms, made ready once."""
    return leaks.lexicon(load.leaks(), load.technologies())


def _judged(house: House) -> hygiene.Judged:
    known = house.design.problem
    return hygiene.judge(hygiene.texts(known) if known else (), lexicon(), house.design.debate.leaks)


def _verdict(judged: hygiene.Judged) -> str:
    return f"hygiene   {judged.verdict} (score {judged.score})"


def _refuse_unfit(said: str, how: str, reason: str) -> None:
    if how not in hygiene.HOWS:
        raise refusal.Misused(f"{how!r} is none of {', '.join(hygiene.HOWS)}.", next_step=_AGAIN)
    if not any(c.isalnum() for c in said) or len(said) > _LONGEST:
        raise refusal.Misused(
            f"The words are empty, or longer than {_LONGEST} characters.", next_step=_AGAIN
        )
    if how == "given" and not reason:
        raise refusal.Misused(
            f"“{said}” is given because of what?",
            next_step=f'parti leak "{said}" --is given --because "<who or what fixes it>"',
        )


def is_said(house: House, said: str) -> bool:
    """Whether the words stand in the problem, in an answer, or in what was wished for."""
    design = house.design
    texts = [msgspec.json.encode(msgspec.to_builtins(design.problem)).decode()] if design.problem else []
    texts += [design.feature.wish] if design.feature else []
    texts += [
        r.body.text for rs in design.settled.values() for r in rs if isinstance(r.body, facts.Answered)
    ]
    wanted = tuple(leaks.fold(word.text) for word in leaks.words(said))
    every = (tuple(leaks.fold(word.text) for word in leaks.words(leaks.plain(text))) for text in texts)
    return any(hygiene.within(wanted, whole) for whole in every)


def _before(house: House, said: str) -> tuple[str, ...]:
    """The live records that settled the same words."""
    return tuple(record.id for record in house.design.debate.leaked.get(said.casefold(), ()))


def _seals(house: House) -> tuple[debate.DesignSealed, ...]:
    bodies = (record.body for record in house.design.debate.seals)
    return tuple(body for body in bodies if isinstance(body, debate.DesignSealed))


def _article(how: str) -> str:
    return {"given": "given", "example": "an example"}.get(how, f"a {how}")
