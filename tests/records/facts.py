"""Records for these tests: plain ones, one after another, in as many hands as a test wants."""

from collections.abc import Iterable, Sequence

from parti.records import log
from parti.records import vocabulary as facts


def record(
    text: str, *, parents: Sequence[str] = (), second: int = 0, by: str = "Ada <ada@example.org>"
) -> facts.Record:
    """A record of its own for each text; `second` is when."""
    at = f"2026-01-01T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}.000000Z"
    return log.make(facts.Waived(question="Q-1", reason=text, until="x"), at=at, by=by, parents=parents)


def chain(texts: Iterable[str], *, parents: Sequence[str] = (), second: int = 0) -> list[facts.Record]:
    """Records of which each has seen the one before."""
    made: list[facts.Record] = []
    for number, text in enumerate(texts):
        made.append(record(text, parents=[made[-1].id] if made else parents, second=second + number))
    return made


def reasons(records: Iterable[facts.Record]) -> list[str]:
    """The texts, in the order given."""
    return [one.body.reason for one in records if isinstance(one.body, facts.Waived)]
