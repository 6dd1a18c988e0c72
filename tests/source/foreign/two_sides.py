"""How the tests of `pairs` ask for `when()` and `then()` in a function, and what must hold in any language.

Called by the test file of each language. A row is a body: one statement or brace a line, where each simple
statement ends with `;`, so that something that does nothing can be put behind it.
"""

from collections.abc import Iterator, Sequence

from parti.source.foreign import pairs

WHEN, THEN = ("when",), ("then",)


def waiting(
    text: str,
    language: str,
    when: Sequence[str] = WHEN,
    then: Sequence[str] = THEN,
    exempt: Sequence[str] = (),
) -> list[int]:
    """The lines that are left without their pair."""
    return [each.line for each in pairs.left(text, language, when, then, frozenset(exempt))]


def widened(body: str, idle: str) -> Iterator[str]:
    """A body with something that does nothing behind each of its simple statements in turn."""
    lines = body.splitlines()
    for at, line in enumerate(lines):
        if line.rstrip().endswith(";"):
            yield "\n".join((*lines[: at + 1], idle, *lines[at + 1 :]))
