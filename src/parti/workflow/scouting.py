"""The verb `scout`: what the code already answers is found first, cited by place, and accepted by a person.

Called through `table`. Nothing is written before somebody accepts, and what is accepted is held to the
same judgement as any answer. The text of the repository is data: only names, literals and numbers are
taken from it.
"""

import re
from collections.abc import Callable, Sequence

import msgspec

from parti.constraints import globs
from parti.design import adequacy, settlement, sightings
from parti.design import scout as scouts
from parti.records import refusal
from parti.records import vocabulary as facts
from parti.source import languages, reading
from parti.workflow import constraining, pages, signing, trees
from parti.workflow.house import House
from parti.workflow.outcome import Outcome

OWNERS = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")


def scout(house: House, question: str = "", every: bool = False, accept: Sequence[str] = ()) -> Outcome:
    """Shows what the code says to open questions; `accept` takes it as the answer to some.

    Raises:
        refusal.NotAllowed: an agent accepts, or what was found is no answer yet.
        refusal.Misused: the question does not apply here, or the code says nothing to it.
    """
    house.feature()
    found = {
        s.question: s for s in scouts.suggestions(house.design, look(house), every=every or bool(accept))
    }
    if accept:
        return _accepted(house, found, [name.removeprefix("Q-") for name in accept])
    if question:
        name = settlement.drawn_question(house.design, question.removeprefix("Q-")).question
        found = {name: found[name]} if name in found else {}
    rows = tuple(_row(one) for one in found.values())
    ready = next((one.question for one in found.values() if _enough(house, one)), "")
    return Outcome(
        lines=rows or ("The code answers none of the open questions.",),
        data={"suggestions": [msgspec.to_builtins(one) for one in found.values()]},
        next=f"parti scout --accept Q-{ready}" if ready else pages.onward(house),
    )


def look(house: House) -> scouts.Looked:
    """All that the files of the work tree tell."""
    tree = trees.of(house.world.repository, None, trees.remembered(house.world))
    paths = [p for p in tree.paths() if _is_read(p) and not sightings.is_aside(p)]
    seen = tuple(one for path in paths for one in sightings.of(path, tree.text(path), tree.facts(path)))
    document = constraining.read(house)
    rules = tuple(
        scouts.Rule(rule.id, rule.title, rule.owner, f"{constraining.DOCUMENT}:{rule.line}")
        for rule in document.constraints
    )
    return scouts.Looked(seen, rules, _owners(house, tree.paths()))


def _is_read(path: str) -> bool:
    return languages.language(path) in reading.LANGUAGES or path.endswith(sightings.SCHEMA)


def _accepted(house: House, found: dict[str, scouts.Suggestion], names: Sequence[str]) -> Outcome:
    pages.by_person(house, "accept what the code says as an answer")
    made: list[facts.Fact] = []
    for name in names:
        drawn = settlement.drawn_question(house.design, name)
        one = found.get(name)
        if one is None:
            raise refusal.Misused(
                f"The code says nothing to Q-{name}.", next_step=f'parti answer Q-{name} "<answer>"'
            )
        if not _enough(house, one):
            raise refusal.NotAllowed(
                f"What the code says to Q-{name} is worth knowing and is no answer to it.",
                next_step=f'parti answer Q-{name} "<answer>"',
            )
        seen = settlement.seen(house.design, drawn)
        made.append(facts.Answered(question=name, text=one.text, how="repository", supersedes=seen))
    before, house = house, house.append(made)
    lines = (
        *(f"recorded  Q-{name}: {found[name].text}" for name in names),
        *signing.unlocked(before, house),
    )
    return Outcome(lines=lines, data={"accepted": list(names)}, next=pages.onward(house))


def _enough(house: House, one: scouts.Suggestion) -> bool:
    """Whether a suggestion would be an adequate answer; a choice is never the code's."""
    drawn = house.design.questions()[one.question]
    judged = adequacy.judge(one.text, drawn.slot)
    return one.answers and drawn.slot != "choice" and adequacy.enough(judged, drawn.severity)


def _row(one: scouts.Suggestion) -> str:
    known = "" if one.answers else ", to know and not an answer"
    return f"Q-{one.question} ({one.confidence}{known}): {one.text}"


def _owners(house: House, paths: Sequence[str]) -> Callable[[str], str]:
    """Who owns a path, as the last line of the owners file that covers it says."""
    home = next((path for path in OWNERS if path in paths), "")
    text = (trees.now(house.root, home) or "") if home else ""
    rows = [
        (_covers(words[0]), f"{words[1]} ({home}:{number})")
        for number, line in enumerate(text.splitlines(), start=1)
        if len(words := line.split()) > 1
        and not line.startswith("#")
        and re.fullmatch(r"[@\w./-]+", words[1])
    ]

    def owner(path: str) -> str:
        return next((who for covers, who in reversed(rows) if covers(path)), "")

    return owner


def _covers(pattern: str) -> Callable[[str], bool]:
    """An owners file's pattern as globs of ours: a folder means everything below it."""
    plain = pattern.lstrip("/")
    anchored = plain if pattern.startswith("/") or "/" in plain.rstrip("/") else f"**/{plain}"
    return globs.any_of((f"{anchored.rstrip('/')}/**", anchored.rstrip("/")))
