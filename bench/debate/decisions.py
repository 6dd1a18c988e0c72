"""One decision, from a person's design to what is built, in eight ways of talking it over.

Called by `python -m bench.debate`. Nothing here is a measurement of a model or of a person: each number of
`Model` and `Person` is an assumption, and docs/debate-simulation.md says where each comes from.
"""

import random
from collections.abc import Callable, Mapping

import msgspec

RIGHT = 0
COMMON = 1
WRONG = (1, 2, 3)


class Model(msgspec.Struct, frozen=True, kw_only=True):
    """How a model behaves.

    Args:
        acc: it chooses the right design by itself.
        corr: a wrong choice is the common wrong one.
        together: the judges of a council share one draw, because they learned from the same texts.
        anchor: it adopts the design that it was told.
        asked: the same, when the design comes in the form of a question.
        f_user: it gives in to a push-back in the first person. f_third: in the third person.
        named: a council takes the side of the author whom it knows.
        shaky: probes find a wrong design's support fragile. false_alarm: a right one's.
    """

    acc: float = 0.60
    corr: float = 0.60
    together: float = 0.85
    anchor: float = 0.60
    asked: float = 0.32
    f_user: float = 0.42
    f_third: float = 0.18
    named: float = 0.25
    shaky: float = 0.25
    false_alarm: float = 0.06


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """How a person behaves.

    Args:
        right: the own design is right. common: a wrong one is the common wrong one.
        again: pushes back a second time.
        looks_in_chat, looks_at_page: investigates what was flagged. sees: is right after investigating.
        yields_in_chat, yields_at_page: without investigating, takes the other design.
        names: without a defeater, investigates so far that one is found.
    """

    right: float = 0.60
    common: float = 0.75
    again: float = 0.45
    looks_in_chat: float = 0.25
    looks_at_page: float = 0.75
    sees: float = 0.70
    yields_in_chat: float = 0.79
    yields_at_page: float = 0.70
    names: float = 0.50


class World(msgspec.Struct, frozen=True, kw_only=True):
    """What can be found out: a decisive fact about a wrong design, a defeater of a bad and of a good one;
    and how often a fact that decides also shows what is right.
    """

    fact: float = 0.35
    defeater_bad: float = 0.55
    defeater_good: float = 0.08
    shows_right: float = 0.85


MODELS: Mapping[str, Model] = {
    "plain": Model(),
    "robust": Model(anchor=0.30, f_user=0.15, acc=0.70),
    "weak": Model(anchor=0.80, f_user=0.75, acc=0.27),
}


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """How one decision ended. `endorsed`: the model, or the council, stood by the person's design."""

    own: int
    built: int
    endorsed: bool
    calls: int


class Talk:
    """One decision being talked over."""

    def __init__(self, chance: random.Random, model: Model, person: Person, world: World) -> None:
        self.chance = chance
        self.model = model
        self.person = person
        self.world = world
        self.own = RIGHT if self.odds(person.right) else self.wrong(person.common)

    def odds(self, share: float) -> bool:
        return self.chance.random() < share

    def wrong(self, common: float) -> int:
        return COMMON if self.odds(common) else self.chance.choice(WRONG[1:])

    def pick(self) -> int:
        """What a fresh session chooses."""
        return RIGHT if self.odds(self.model.acc) else self.wrong(self.model.corr)

    def council(self) -> int:
        """What three judges choose; the first one's choice when all three differ."""
        if self.odds(self.model.together):
            return self.pick()
        votes = [self.pick() for _ in range(3)]
        most = max(votes, key=votes.count)
        return most if votes.count(most) > 1 else next((v for v in votes if v != self.own), self.own)

    def pushed(self, flip: float) -> tuple[bool, int]:
        """Whether a push-back, or a second one, brings the other side over; and the calls."""
        if self.odds(flip):
            return True, 1
        if self.odds(self.person.again):
            return self.odds(flip), 2
        return False, 1

    def ends(self, other: int, looks: float, yields: float) -> int:
        """What is built when somebody disagrees with the person."""
        if self.odds(looks):
            good = self.odds(self.person.sees)
            if self.own == RIGHT:
                return RIGHT if good else other
            return RIGHT if good else self.own
        return other if self.odds(yields) else self.own


Arm = Callable[[Talk], Result]


def chat(anchor: float, flip: float) -> Arm:
    """One model, told the person's design or not, and then the person's push-back."""

    def talk(at: Talk) -> Result:
        said = at.own if at.odds(anchor) else at.pick()
        if said == at.own:
            return Result(own=at.own, built=at.own, endorsed=True, calls=1)
        turned, pushes = at.pushed(flip)
        if turned:
            return Result(own=at.own, built=at.own, endorsed=True, calls=1 + pushes)
        built = at.ends(said, at.person.looks_in_chat, at.person.yields_in_chat)
        return Result(own=at.own, built=built, endorsed=False, calls=1 + pushes)

    return talk


def named_council(at: Talk) -> Result:
    """Three proposals and three judges who know whose design is whose, and then push-back."""
    said = at.own if at.odds(at.model.named) else at.council()
    if said == at.own:
        return Result(own=at.own, built=at.own, endorsed=True, calls=6)
    turned, pushes = at.pushed(at.model.f_user)
    built = at.own if turned else at.ends(said, at.person.looks_at_page, at.person.yields_at_page)
    return Result(own=at.own, built=built, endorsed=turned, calls=6 + pushes)


def blind_council(at: Talk) -> Result:
    """Three proposals and three judges who know no author; nobody can push back."""
    said = at.council()
    agreed = said == at.own
    built = at.own if agreed else at.ends(said, at.person.looks_at_page, at.person.yields_at_page)
    return Result(own=at.own, built=built, endorsed=agreed, calls=6)


def examined(at: Talk, *, displaces: bool) -> Result:
    """The blind council, probes of what decides, and evidence; a defeater alone displaces, on request."""
    said = at.council()
    agreed = said == at.own
    shaky = at.odds(at.model.shaky if said != RIGHT else at.model.false_alarm)
    calls = 6 + 2 + (4 if shaky or at.odds(0.4) else 0)
    fact = said != RIGHT and at.odds(at.world.fact)
    about_own = at.own != RIGHT and (fact if agreed else at.odds(at.world.fact))
    calls += 2 * (fact or about_own)
    endorsed = agreed and not shaky and not fact
    if displaces:
        found = not agreed and at.odds(at.world.defeater_good if at.own == RIGHT else at.world.defeater_bad)
        calls += 3 * found
        return Result(
            own=at.own,
            built=_displaced(at, agreed, shaky, about_own, found),
            endorsed=endorsed,
            calls=calls,
        )
    if about_own:
        return Result(own=at.own, built=_shown(at), endorsed=False, calls=calls)
    if agreed and not shaky:
        return Result(own=at.own, built=at.own, endorsed=endorsed, calls=calls)
    if not agreed and at.own == RIGHT and (fact or shaky):
        return Result(own=at.own, built=at.own, endorsed=False, calls=calls)
    other = at.wrong(at.model.corr) if agreed and at.own == RIGHT else RIGHT if agreed else said
    built = at.ends(other, at.person.looks_at_page, at.person.yields_at_page)
    return Result(own=at.own, built=built, endorsed=False, calls=calls)


def _displaced(at: Talk, agreed: bool, shaky: bool, about_own: bool, found: bool) -> int:
    if found:
        return at.wrong(at.model.corr) if at.own == RIGHT else _shown(at)
    if at.own == RIGHT:
        return RIGHT
    if agreed:
        if about_own:
            return _shown(at)
        return at.ends(RIGHT, at.person.looks_at_page, at.person.yields_at_page) if shaky else at.own
    return RIGHT if at.odds(at.person.names) and at.odds(at.person.sees) else at.own


def _shown(at: Talk) -> int:
    """What is built once it is shown that the own design fails."""
    return RIGHT if at.odds(at.world.shows_right) else at.wrong(0.5)


def arms(model: Model) -> Mapping[str, Arm]:
    """The eight ways, by the names of the table."""
    return {
        "leak + chat push-back": chat(model.anchor, model.f_user),
        "same in question form": chat(model.asked, model.f_user),
        "third-person persona": chat(model.anchor, model.f_third),
        "sealed, then chat push-back": chat(0.0, model.f_user),
        "council, author named, then push-back": named_council,
        "blind council": blind_council,
        "+ probes and evidence": lambda at: examined(at, displaces=False),
        "+ displacement by defeater only": lambda at: examined(at, displaces=True),
    }


class Shares(msgspec.Struct, frozen=True, kw_only=True):
    """What became of many decisions, in hundredths; `calls` is their mean."""

    right: float
    endorsed: float
    abandoned: float
    calls: float


def shares(name: str, model: Model, many: int, seed: int = 0) -> Shares:
    """So many decisions in one arm; the seed, the arm and the number fix every draw."""
    chance = random.Random(f"{seed}/{name}")
    talk = arms(model)[name]
    right = bad = endorsed = abandoned = calls = 0
    for _ in range(many):
        one = talk(Talk(chance, model, Person(), World()))
        right += one.built == RIGHT
        calls += one.calls
        if one.own == RIGHT:
            abandoned += one.built != RIGHT
        else:
            bad += 1
            endorsed += one.endorsed
    return Shares(
        right=100 * right / many,
        endorsed=100 * endorsed / bad,
        abandoned=100 * abandoned / (many - bad),
        calls=calls / many,
    )
