"""One pass over a tree's facts, one sweep of the checks: from code to ranked proposals.

Called by `workflow` and by the benchmark. The miners guess from facts; the checks then run over the tree
and over each proposal's own examples, so that what is shown is what the gate would find, and a proposal
whose examples do not behave is never shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from parti.constraints import conformance, constraint, document, examples, finding
from parti.constraints import tree as trees
from parti.constraints.mining import (
    bypasses,
    dependencies,
    effects,
    ground,
    lands,
    layers,
    proposal,
    ranking,
    registries,
    roles,
    subjects,
)
from parti.source import languages

MEASURED = 80
"""How many proposals are measured with the checks; the others stand too low to be shown."""

EXCEPTIONS = 200
"""A rule with more exceptions than this is no rule that anybody adopts."""


def mine(tree: constraint.Tree) -> tuple[proposal.Proposal, ...]:
    """Every proposal, best first; the same tree gives the same list.

    Args:
        tree: the whole tree; one that remembers facts by content makes a second run cheap.
    """
    known = trees.remembering(tree)
    guessed = ranking.ranked(_unique(_guessed(known)))[:MEASURED]
    return ranking.ranked(_measured(guessed, known))


def rule(each: proposal.Proposal) -> constraint.Constraint | None:
    """The constraint that the section of a proposal would be; None when it cannot be read back."""
    read = document.parse(each.section())
    return read.constraints[0] if len(read.constraints) == 1 and not read.findings else None


def _guessed(tree: constraint.Tree) -> list[proposal.Proposal]:
    land = ground.Ground(tree.paths(), tree.text)
    by_hand = bypasses.Bypasses(land, tree.text)
    up_down = layers.Layers(land)
    doors = effects.Effects(land)
    maps = registries.Registries(land)
    lists = dependencies.Dependencies(land)
    parts = roles.Roles(land)
    abroad: dict[str, str] = {}
    for path in land.files:
        land.enter(path, "")
    for path in land.files:
        text = tree.text(path)
        if subjects.is_generated(text):
            continue
        known = trees.facts(tree, path)
        if known.problem:
            continue
        if languages.language(path) != "python":
            abroad[path] = known.module
            continue
        module = land.enter(path, known.module)
        by_hand.see(path, module, known)
        up_down.see(module, (each.targets() for each in known.imports))
        doors.see(path, module, known)
        maps.see(path, module, known)
        lists.see(path, known)
        parts.see(path, known)
    miners = (by_hand, up_down, doors, maps, lists, parts)
    found = [each for miner in miners for each in miner.proposals()]
    return found + [each for miner in _abroad(tree, abroad) for each in miner.proposals()]


def _abroad(tree: constraint.Tree, modules: Mapping[str, str]) -> Iterator[layers.Layers]:
    """The directions of imports in each language but Python; of the other habits no form is known there."""
    for land in lands.of(tree, modules, modules):
        miner = layers.Layers(land)
        for home in land.homes:
            miner.see(".".join(home.module), land.imported(home.path))
        yield miner


def _unique(proposals: Iterable[proposal.Proposal]) -> list[proposal.Proposal]:
    """Proposals with a key each: the second of one name gets a number."""
    seen: dict[str, int] = defaultdict(int)
    found = []
    for each in proposals:
        seen[each.key] += 1
        times = seen[each.key]
        found.append(msgspec.structs.replace(each, key=f"{each.key}-{times}") if times > 1 else each)
    return found


def _measured(proposals: Sequence[proposal.Proposal], tree: constraint.Tree) -> list[proposal.Proposal]:
    """The proposals whose examples behave, with the places where the checks find them broken."""
    rules = {
        each.key: made
        for each in proposals
        if (made := rule(each)) and not examples.run((made,), tree=tree)
    }
    found: defaultdict[str, list[finding.Finding]] = defaultdict(list)
    for each in conformance.judge(tuple(rules.values()), tree):
        found[each.code].append(each)
    held = [
        msgspec.structs.replace(each, exceptions=finding.order(tuple(found[each.key])))
        for each in proposals
        if each.key in rules and len(found[each.key]) <= EXCEPTIONS
    ]
    # The miner counts imports between packages; the check sees those of the files above them, too.
    return [p for p in held if p.miner != "layers" or len(p.exceptions) <= layers.BACK * p.total]
