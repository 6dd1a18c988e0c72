"""The simulation tables of the design conversation: `python -m bench.debate [--many N]`.

Prints each figure beside the one that the protocol was planned with, and how far apart they are; the exit
code is 1 when one lies outside its interval. Seeds are fixed, so a figure changes only when the code does.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from bench.debate import decisions, probes

MANY = 40_000
CLAIMS = 20_000
POINTS = 3.0
"""Percentage points; three standard errors of 40,000 draws are 0.75, the rest is what is not known."""

AREA = 0.02
LABELS = 3.0


class Planned(msgspec.Struct, frozen=True):
    """What the protocol was planned with: hundredths, and the mean of calls; -1 where nothing was said."""

    right: float
    endorsed: float
    abandoned: float
    calls: float = -1


PLAIN: Mapping[str, Planned] = {
    "leak + chat push-back": Planned(61, 85, 5, 1.3),
    "same in question form": Planned(61, 75, 8, 1.5),
    "third-person persona": Planned(61, 76, 8, 1.3),
    "sealed, then chat push-back": Planned(62, 63, 12, 1.7),
    "council, author named, then push-back": Planned(66, 69, 5, 6.5),
    "blind council": Planned(73, 19, 16, 6.0),
    "+ probes and evidence": Planned(82, 9, 9, 11),
    "+ displacement by defeater only": Planned(81, 9, 4, 12),
}
OTHERS: Mapping[tuple[str, str], Planned] = {
    ("robust", "leak + chat push-back"): Planned(66, 52, 10),
    ("robust", "+ displacement by defeater only"): Planned(82, 8, 3),
    ("weak", "blind council"): Planned(58, -1, 30),
    ("weak", "+ displacement by defeater only"): Planned(76, 15, 8),
}


class Told(msgspec.Struct, frozen=True):
    """What a plan of probes was planned to tell: area, and labels of held and fragile claims."""

    calls: tuple[float, float]
    auc: float
    held: tuple[float, float] = (-1, -1)
    fragile: tuple[float, float] = (-1, -1)


PROBES: Mapping[str, Told] = {
    "1+1, on any deviation up to 3+3": Told((2.7, 4.8), 0.79, (83, 5), (58, 30)),
    "2+2": Told((4, 4), 0.87, (70, 15), (78, 10)),
    "3+3": Told((6, 6), 0.91, (60, 6), (68, 4)),
    "3+3 and one supportive per claim": Told((7, 7), 0.89),
    "5+5 (+3)": Told((13, 13), 0.93, (44, 3), (67, 1)),
    "8+8 (+4)": Told((20, 20), 0.95),
}


def main(arguments: Sequence[str] | None = None) -> bool:
    """Prints both tables; whether every figure lies in its interval."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=MANY)
    asked = parser.parse_args(arguments)
    print("\nsimulated decisions: found, and in brackets what the protocol was planned with")
    print(f"{asked.many} decisions an arm; simulated models and people, no measurement of either\n")
    wide = [*_decided(asked.many)]
    print("\nprobe plans: the area under the curve of the index, and labels\n")
    wide += [*_probed(min(asked.many, CLAIMS))]
    for line in wide:
        print(f"outside   {line}")
    if not wide:
        print(f"\nevery figure within {POINTS:g} points, areas within {AREA:g}")
    return not wide


def _decided(many: int) -> Iterator[str]:
    print(f"{'':48}{'right':>14}{'bad endorsed':>16}{'good dropped':>16}{'calls':>16}")
    rows = [("plain", name, planned) for name, planned in PLAIN.items()]
    rows += [(model, name, planned) for (model, name), planned in OTHERS.items()]
    for model, name, planned in rows:
        found = decisions.shares(name, decisions.MODELS[model], many)
        title = name if model == "plain" else f"{model}: {name}"
        cells = (
            _cell(found.right, planned.right, 14),
            _cell(found.endorsed, planned.endorsed, 16),
            _cell(found.abandoned, planned.abandoned, 16),
            _cell(found.calls, planned.calls, 16, 2),
        )
        print(f"{title:48}{''.join(cells)}")
        for what in ("right", "endorsed", "abandoned"):
            yield from _beyond(f"{title}: {what}", getattr(found, what), getattr(planned, what), POINTS)
        near = max(0.1, planned.calls * 0.1)
        yield from _beyond(f"{title}: calls", found.calls, planned.calls, near)


def _probed(many: int) -> Iterator[str]:
    print(f"{'':36}{'calls':>8}{'area':>15}{'held: held / fragile':>28}{'fragile: fragile / held':>28}")
    for plan in probes.PLANS:
        row, planned = probes.row(plan, many), PROBES[plan.name]
        shares = [
            100 * row.held["held"] / many,
            100 * row.held["fragile"] / many,
            100 * row.fragile["fragile"] / many,
            100 * row.fragile["held"] / many,
        ]
        wanted = (*planned.held, *planned.fragile)
        cells = "".join(_cell(have, want, 14) for have, want in zip(shares, wanted, strict=True))
        print(f"{plan.name:36}{row.calls:>8.1f}{_cell(row.auc, planned.auc, 15, 3)}{cells}")
        yield from _beyond(f"{plan.name}: area", row.auc, planned.auc, AREA)
        for have, want in zip(shares, wanted, strict=True):
            yield from _beyond(f"{plan.name}: labels", have, want, LABELS)
        if not planned.calls[0] - 0.05 <= row.calls <= planned.calls[1] + 0.05:
            yield f"{plan.name}: {row.calls:.1f} calls"


def _cell(found: float, planned: float, width: int, digits: int = 1) -> str:
    text = f"{found:.{digits}f}" + (f" ({planned:g})" if planned >= 0 else "")
    return f"{text:>{width}}"


def _beyond(what: str, found: float, planned: float, near: float) -> Iterator[str]:
    if planned >= 0 and abs(found - planned) > near:
        yield f"{what}: {found:.3g}, planned {planned:g}, {found - planned:+.3g} (at most {near:.2g})"


if __name__ == "__main__":
    raise SystemExit(0 if main() else 1)
