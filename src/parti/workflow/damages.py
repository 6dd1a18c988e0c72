"""What could not be read in a feature's log, or is not there any more, each with one way to mend it.

Called by the verbs that look, and by `lock`: who signs must know of what nobody can read.
"""

from collections.abc import Mapping

from parti.constraints.finding import Finding, Level, Place
from parti.records import log as logs
from parti.records import refusal
from parti.workflow import house as houses
from parti.workflow.house import House


def findings(house: House) -> tuple[Finding, ...]:
    """What could not be read in this feature's log, each with one way to mend it."""
    fixes: Mapping[str, tuple[Level, str]] = {
        "torn": ("note", "nothing to do: the next append sets it aside in a .torn file"),
        "conflict": ("error", "take both sides: delete only the three marker lines"),
        "newer": ("error", "upgrade Parti"),
        "damaged": ("error", "git log -p on the file shows the line as it was; put it back"),
        "missing": (
            "warning",
            f"git log -p --full-history -- {_logs(house)} shows what was taken away; put it back",
        ),
    }
    return tuple(_damage(house, damage, *fixes[damage.kind]) for damage in house.reading.damage)


def missing(house: House) -> tuple[Finding, ...]:
    """Records that are gone with their file: who signs is told, and may know that they never came back."""
    return tuple(one for one in findings(house) if one.code == "log/missing")


def refuse_unread(house: House) -> None:
    """Nobody signs what nobody can read.

    Raises:
        refusal.NotAllowed: a line of the log is damaged, or holds a merge marker.
    """
    for one in house.reading.damage:
        if one.kind in ("damaged", "conflict"):
            place = f"{one.path.relative_to(house.root).as_posix()}:{one.line}"
            raise refusal.NotAllowed(
                f"A line of the log cannot be read, and nobody knows what would be signed: {one.sentence}.",
                next_step="parti doctor",
                place=place,
            )


def _logs(house: House) -> str:
    return f"{houses.FEATURES}/{house.slug}/log"


def _damage(house: House, damage: logs.Damage, level: Level, fix: str) -> Finding:
    path = damage.path.relative_to(house.root).as_posix()
    return Finding(
        code=f"log/{damage.kind}",
        level=level,
        message=f"{damage.sentence[0].upper()}{damage.sentence[1:]}.",
        place=Place(path=path, line=damage.line),
        fix=fix,
    )
