"""What a run found, as one table and as data.

Made by the command. Recall always stands beside the alarms, because one can be bought with the other.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from bench.plumb import operators, score

GOAL = ("D01", "D02", "D03", "D04", "D07", "D08", "D09", "D10", "D11", "D15", "D16", "D17", "D18")
PLAIN, DISGUISED, ALARMS = 0.90, 0.60, 5.0
HALVES = ("reporting", "tuning")


class Kept(msgspec.Struct):
    """What a run leaves for a later one to join."""

    rows: list[score.Row]
    times: dict[str, tuple[float, int, float]]
    notes: dict[str, str]
    commits: dict[str, int]
    alarms: list[dict[str, object]]
    rotten: dict[str, tuple[int, int]] = {}


class Found:
    """Everything that a run gathers."""

    def __init__(self, began: str) -> None:
        self.began = began
        self.rows: list[score.Row] = []
        self.times: dict[str, tuple[float, int, float]] = {}
        self.notes: dict[str, str] = {}
        self.skipped: dict[str, str] = {}
        self.commits: dict[str, int] = {}
        self.alarms: list[dict[str, object]] = []
        self.rotten: dict[str, tuple[int, int]] = {}

    def kept(self) -> Kept:
        """Everything, to be written down."""
        return Kept(
            self.rows, self.times, {**self.notes, **self.skipped}, self.commits, self.alarms, self.rotten
        )

    def join(self, kept: Kept) -> None:
        """Takes in what another run left."""
        self.rows += kept.rows
        self.notes |= kept.notes
        self.commits |= kept.commits
        self.alarms += kept.alarms
        self.rotten |= kept.rotten
        for eye, (seconds, count, cpu) in kept.times.items():
            self.spent(eye, seconds, count, cpu)

    def spent(self, eye: str, seconds: float, count: int, cpu: float = 0.0) -> None:
        """Adds the seconds that an eye took for so many mutants."""
        before = self.times.get(eye, (0.0, 0, 0.0))
        self.times[eye] = (before[0] + seconds, before[1] + count, before[2] + cpu)


def eyes(rows: Iterable[score.Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.eye for each in rows))


def of(rows: Sequence[score.Row], **wanted: object) -> list[score.Row]:
    """The rows with these values."""
    return [each for each in rows if all(getattr(each, key) == value for key, value in wanted.items())]


def text(found: Found) -> str:
    """The table."""
    lines = []
    for half in HALVES:
        rows = of(found.rows, half=half)
        if rows:
            lines += ["", *_half(half, rows)]
    lines += ["", *_totals(found), "", *_quiet(found), "", *_times(found)]
    lines += [f"{defect} not yet: {why}" for defect, why in operators.NOT_YET.items()]
    lines += [f"{name}: {why}" for name, why in {**found.notes, **found.skipped}.items()]
    return "\n".join(lines)


def _half(half: str, rows: Sequence[score.Row]) -> list[str]:
    lines = [
        f"{half} half: " + ", ".join(dict.fromkeys(each.project for each in rows)),
        f"{'class':<48} {'Parti plain':<26} {'at place':>8} {'right':>6}"
        f"  {'Parti disguised':<26} {'at place':>8} {'right':>6}",
    ]
    parti = of(rows, eye="parti")
    for defect, name in operators.CLASSES.items():
        cells = []
        for disguised in (False, True):
            here = of(parti, defect=defect, disguised=disguised)
            place, right = score.rate(here, "at_place"), score.rate(here, "right")
            cells.append(f"{score.rate(here)!s:<26} {100 * place.share:>7.0f}% {100 * right.share:>5.0f}%")
        lines.append(f"{defect} {name:<44} {cells[0]}  {cells[1]}")
    return lines


def _totals(found: Found) -> list[str]:
    """All eyes by both measures: anything new in a file of the mutant, and what speaks of its class."""
    lines = []
    for what, title in (("caught", "anything new in its files"), ("right", "at its place, of its class")):
        lines += [
            f"{title:<28} {'reporting plain':<26} {'reporting disguised':<26}"
            f" {'tuning plain':<26} tuning disguised"
        ]
        for eye in eyes(found.rows):
            cells = [
                f"{score.rate(_of_goal(found.rows, eye, half, disguised), what)!s:<26}"
                for half in HALVES
                for disguised in (False, True)
            ]
            lines.append(f"{eye:<28} " + " ".join(cells))
        lines.append("")
    return [*lines[:-1], *_beside(found.rows)]


def _of_goal(rows: Sequence[score.Row], eye: str, half: str, disguised: bool) -> list[score.Row]:
    return [row for row in of(rows, eye=eye, half=half, disguised=disguised) if row.defect in GOAL]


def _beside(rows: Sequence[score.Row]) -> list[str]:
    """What Parti sees of the mutants that another eye looked at and did not point to, and the reverse."""
    parti = {_key(row): row.right for row in of(rows, eye="parti") if row.defect in GOAL}
    lines = []
    for eye in eyes(rows):
        both = [(parti[_key(row)], row.right) for row in of(rows, eye=eye) if _key(row) in parti]
        if eye != "parti" and both:
            mine = sum(1 for ours, theirs in both if ours and not theirs)
            other = sum(1 for ours, theirs in both if theirs and not ours)
            lines.append(
                f"of {len(both)} mutants: {mine} by Parti and not {eye}, {other} by {eye} and not Parti"
            )
    return lines


def _key(row: score.Row) -> tuple[str, str, str, int]:
    return row.project, row.defect, row.shape, row.number


def _quiet(found: Found) -> list[str]:
    count = sum(found.commits.values())
    if not count:
        return ["quiet set: not run"]
    lines = [
        f"quiet set: {', '.join(f'{name} {number}' for name, number in found.commits.items())}",
        "an alarm is one finding that blocks; one commit can have many",
    ]
    for title, alarms in _kinds(found).items():
        alarmed = len({(each["project"], each["commit"]) for each in alarms})
        lines.append(
            f"{title:<24} {len(alarms)} blocking alarms on {count} commits, "
            f"{100 * len(alarms) / count:.1f} per 100 commits; {alarmed} commits with an alarm, "
            f"{100 * alarmed / count:.1f} per 100: {score.Rate(alarmed, count)}"
        )
    rotten, pairs = (sum(column) for column in zip(*(found.rotten.values() or [(0, 0)]), strict=True))
    lines.append(f"rules that were rotten at the parent, in a sample: {rotten} of {pairs}")
    return lines


def _kinds(found: Found) -> Mapping[str, list[dict[str, object]]]:
    """All alarms, those of constraints, of the judge of tests, and of rules that were not rotten."""
    tests = [each for each in found.alarms if str(each["rule"]).startswith("chunk/")]
    rules = [each for each in found.alarms if each not in tests]
    fitting = [each for each in found.alarms if not each.get("rotten")]
    return {
        "all alarms": found.alarms,
        "of constraints": rules,
        "of the judge of tests": tests,
        "without rotten rules": fitting,
    }


def _times(found: Found) -> list[str]:
    return [
        f"{eye}: {seconds:.0f} s for {count} mutants, {1000 * seconds / max(1, count):.0f} ms each"
        + (f", {cpu:.0f} s of CPU" if cpu else "")
        for eye, (seconds, count, cpu) in found.times.items()
    ]


def reached(found: Found) -> bool:
    """Whether the goals are reached on the reporting half; without it, on what there is.

    A quiet set that was asked for and could not be had is no quiet, and a project that nobody looked at
    is not seen through. Where no defect was asked for, the alarms decide alone.
    """
    if found.skipped or any(why.startswith("NOT RUN") for why in found.notes.values()):
        return False
    rows = [each for each in of(found.rows, eye="parti") if each.defect in GOAL]
    rows = of(rows, half="reporting") or rows
    plain, disguised = score.rate(of(rows, disguised=False)), score.rate(of(rows, disguised=True))
    count = sum(found.commits.values())
    noise = 100 * len(found.alarms) / count if count else 0.0
    seen = plain.share >= PLAIN and disguised.share >= DISGUISED
    return (seen or not rows) and bool(rows or count) and noise <= ALARMS


def data(found: Found) -> Mapping[str, object]:
    """The figures, for the file of results: counts, never anybody's code."""
    return {
        "began": found.began,
        "recall": [
            {"eye": eye, "half": half, "class": defect, "disguised": disguised, **_counts(rows)}
            for eye in eyes(found.rows)
            for half in HALVES
            for defect in operators.CLASSES
            for disguised in (False, True)
            if (rows := of(found.rows, eye=eye, half=half, defect=defect, disguised=disguised))
        ],
        "shapes": [
            {"half": half, "class": defect, "shape": shape, **_counts(rows)}
            for half in HALVES
            for defect, shape in dict.fromkeys((r.defect, r.shape) for r in found.rows)
            if (rows := of(found.rows, eye="parti", half=half, defect=defect, shape=shape))
        ],
        "seconds": {
            eye: {"wall": round(wall, 1), "cpu": round(cpu, 1), "mutants": n}
            for eye, (wall, n, cpu) in found.times.items()
        },
        "commits": found.commits,
        "alarms": {
            title: {
                "alarms": len(alarms),
                "commits stopped": len({(each["project"], each["commit"]) for each in alarms}),
            }
            for title, alarms in _kinds(found).items()
        },
        "goal": [
            {"eye": eye, "half": half, "disguised": disguised, **_counts(rows)}
            for eye in eyes(found.rows)
            for half in HALVES
            for disguised in (False, True)
            if (rows := _of_goal(found.rows, eye, half, disguised))
        ],
        "rotten": {name: list(counts) for name, counts in found.rotten.items()},
        "notes": {**found.notes, **found.skipped},
        "not yet": dict(operators.NOT_YET),
    }


def _counts(rows: Sequence[score.Row]) -> dict[str, object]:
    caught = score.rate(rows)
    low, high = caught.interval()
    return {
        "n": len(rows),
        "caught": caught.hits,
        "at place": score.rate(rows, "at_place").hits,
        "right": score.rate(rows, "right").hits,
        "interval": [round(low, 3), round(high, 3)],
    }
