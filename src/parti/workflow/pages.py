"""What the verbs of phase 1 share: the printed page, who is at work, and the way on."""

from parti.design import interview, page
from parti.design import lock as locks
from parti.records import files, refusal
from parti.records import vocabulary as facts
from parti.workflow import house as houses
from parti.workflow.house import House

ALLOWED = ".parti/allowed_signers"


def print_page(house: House) -> None:
    """Writes `design.md` from the state."""
    text = "\n".join(page.lines(house.design, locks.status(house.design)))
    files.write(house.folder / "design.md", f"{text.rstrip()}\n".encode())


def page_path(house: House) -> str:
    """The page's path relative to the root."""
    return f"{houses.FEATURES}/{house.slug}/design.md"


def onward(house: House) -> str:
    """The one next command of phase 1."""
    if not house.design.components:
        return "parti kind confirm"
    if interview.next_page(house.design).form != "done":
        return "parti ask"
    return "parti plan" if locks.signature(house.design) else "parti lock"


def signed(house: House) -> facts.DesignLocked | None:
    """The signature over the design as it is now, verified; None when there is none that holds.

    A name typed at a terminal is as good as the log that holds it; an SSH signature is checked against
    `.parti/allowed_signers` each time.
    """
    found = locks.signature(house.design)
    if found is None or found.method != "ssh":
        return found
    allowed = house.root / ALLOWED
    if not allowed.is_file():
        return None
    statement = locks.statement(house.design)
    return found if house.world.signer.verify(statement, found.signature, found.signer, allowed) else None


def who(house: House) -> str:
    """Who is at work, as records name them."""
    return house.world.repository.person().name


def by_person(house: House, what: str) -> None:
    """Refuses an agent."""
    if who(house).startswith("agent:"):
        raise refusal.NotAllowed(f"An agent cannot {what}.", next_step="a person runs the same command")
