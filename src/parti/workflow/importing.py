"""Existing set-ups become sections: shown for a person to take, and appended to the document on their word.

Called through `table`. What is proposed comes from `constraints/imported`; here it is shown, and the chosen
sections are put behind whatever the document holds, none of whose bytes change.
"""

from collections.abc import Sequence

from parti.constraints import document, imported
from parti.constraints.imported import section
from parti.records import files, refusal
from parti.workflow import constraining, trees
from parti.workflow.house import House
from parti.workflow.outcome import Outcome

_HEAD = "# Constraints\n"


def import_(house: House, only: Sequence[str] = (), write: bool = False) -> Outcome:
    """Shows what other tools' set-ups say; with `write`, appends it, or only these, to the document."""
    known = constraining.read(house)
    found = imported.propose(trees.of(house.world.repository), known.constraints)
    chosen = _chosen(found, only)
    if write:
        _append(house, chosen)
    data = {
        "proposals": [_row(each) for each in chosen],
        "known": [each.origin for each in found.known],
        "wrote": [each.id for each in chosen] if write else [],
    }
    follow = ("parti constraints list" if write else "parti constraints import --write") if chosen else ""
    return Outcome(
        lines=(*_about(found, chosen, write), *(() if write else _shown(chosen))),
        data=data,
        findings=found.findings,
        next=follow,
    )


def _chosen(found: imported.Found, only: Sequence[str]) -> tuple[section.Proposal, ...]:
    names = {each.id for each in found.proposals}
    for name in only:
        if name not in names:
            raise refusal.Misused(
                f"There is no proposal {name!r}.", next_step="parti constraints import lists them"
            )
    return tuple(each for each in found.proposals if not only or each.id in only)


def _row(proposal: section.Proposal) -> dict[str, object]:
    return {
        "id": proposal.id,
        "kind": proposal.kind,
        "origin": proposal.origin,
        "differs": proposal.differs,
        "section": section.markdown(proposal),
    }


def _about(found: imported.Found, chosen: Sequence[section.Proposal], wrote: bool) -> tuple[str, ...]:
    """One line a proposal, and one for what the document holds already."""
    word = "wrote" if wrote else "proposed"
    rows = [
        f"{word:<9} {each.id:<28} {each.kind:<16} from {each.origin}{', differs' * bool(each.differs)}"
        for each in chosen
    ]
    if found.known:
        rows.append(f"{'held':<9} {len(found.known)} more stand in {document.PATH} already")
    return tuple(rows) or ("No set-up of another tool was found here that could be taken over.",)


def _shown(chosen: Sequence[section.Proposal]) -> tuple[str, ...]:
    return tuple(line for each in chosen for line in ("", *section.markdown(each).splitlines()))


def _append(house: House, chosen: Sequence[section.Proposal]) -> None:
    """Puts the sections behind the document, in its own kind of line ends."""
    if house.world.repository.person().name.startswith("agent:"):
        raise refusal.NotAllowed(
            "An agent cannot add constraints.", next_step="a person runs it, or parti constraints import"
        )
    if not chosen:
        return
    path = house.root / document.PATH
    old = path.read_bytes() if path.exists() else _HEAD.encode()
    newline = b"\r\n" if old.count(b"\r\n") * 2 > old.count(b"\n") else b"\n"
    text = "\n".join(section.markdown(each) for each in chosen).encode().replace(b"\n", newline)
    gap = b"" if not old or old.endswith(newline * 2) else newline if old.endswith(b"\n") else newline * 2
    files.write(path, old + gap + text)
