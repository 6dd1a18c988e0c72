"""The lock: a person's signature over the digest of the design (D6, D10).

Called by `lock`, and by every later step that needs a signed design. Whether a design is locked is derived,
never stored: a live signature over the very digest that the state has now. So an edit unlocks by
itself, and a merge that changes the design unlocks it too.
"""

from parti.design import entries
from parti.design import state as states
from parti.records import vocabulary as facts

DEMONSTRATION = "demonstration"


def digest(state: states.DesignState) -> str:
    """The tagged digest of the canonical design."""
    return entries.stamp(state)


def signature(state: states.DesignState) -> facts.DesignLocked | None:
    """The live signature over the design as it is now; None when it is not locked.

    What two branches say differently was signed by nobody, even where the later words are those of one.
    """
    if state.locks and (state.elsewhere or states.conflicts(state)):
        return None
    now = digest(state)
    for record in reversed(state.locks):
        body = record.body
        if isinstance(body, facts.DesignLocked) and body.design == now:
            return body
    return None


def status(state: states.DesignState) -> str:
    """One sentence for the page and the screens."""
    signed = signature(state)
    if signed is None:
        now = "Changed since it was signed." if state.locks else "Not signed yet."
        return now + _apart(state)
    note = " A demonstration signature: nobody reviewed this." if is_demonstration(signed) else ""
    alone = "" if note else _self_review(state, signed)
    return f"Signed by {signed.signer} ({signed.method}) over {signed.design[:19]}….{note}{alone}"


def _apart(state: states.DesignState) -> str:
    found = states.conflicts(state)
    return f" Two branches say differently: {', '.join(found)}." if found else ""


def is_demonstration(signed: facts.DesignLocked) -> bool:
    return signed.signer.split("@")[0] == DEMONSTRATION


def statement(state: states.DesignState) -> bytes:
    """The bytes that an SSH key signs."""
    return f"parti lock\n{digest(state)}\n".encode()


def _self_review(state: states.DesignState, signed: facts.DesignLocked) -> str:
    said = (*state.settled.values(), *state.named.values())
    authors = {_mail(record.by) for records in said for record in records}
    return " Self-review: author and signer are one person." if authors == {_mail(signed.signer)} else ""


def _mail(name: str) -> str:
    """What `Name <mail>` and the bare mail of an SSH key have in common."""
    return name.rsplit("<", 1)[-1].rstrip(">").casefold()
