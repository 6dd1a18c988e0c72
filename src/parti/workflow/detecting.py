"""The kinds of component that the words of a feature point to, and the command that confirms them.

Called by `opening`, and by `pages` for the way on: `parti kind confirm` alone is refused where nothing was
detected, so whoever prints it asks here first.
"""

from collections import Counter
from collections.abc import Sequence

from parti.design import detection
from parti.library import load
from parti.workflow import bank as banks
from parti.workflow.house import House

Detected = detection.Detected


def detected(house: House) -> tuple[Detected, ...]:
    """What the wish and the problem speak of, each under a name of its own."""
    known = house.design.problem
    feature = house.design.feature
    if known is None or feature is None:
        return ()
    text = "\n".join((feature.wish, known.situation, *known.needed, *known.given))
    found = detection.detect(text, banks.bank(house.root).vocabulary, load.technologies())
    shared = {name for name, count in Counter(d.name for d in found).items() if count > 1}
    return tuple(_apart(d) if d.name in shared else d for d in found)


def confirm(found: Sequence[Detected]) -> str:
    """The command that confirms what was detected, or names a component where nothing was."""
    return "parti kind confirm" if found else 'parti kind confirm "<name>=<kind>"'


def _apart(one: Detected) -> Detected:
    """A product of two kinds is two components, and each needs a name of its own."""
    return detection.Detected(one.kind, f"{one.name} {one.kind.replace('-', ' ')}", one.words)
