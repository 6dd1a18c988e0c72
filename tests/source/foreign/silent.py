"""Where a script ends a failure in silence, in words that stand in a table: `1:14 catch`."""

from parti.source.foreign import script_silence

NOTHING = "does nothing with it"


def ends(text: str, language: str = "typescript") -> list[str]:
    """Each silent end as `line:column what it says`, in the order of the text."""
    rows = [(each.line, each.column, each.how) for each in script_silence.ends(text, language)]
    return [f"{line}:{column} {how}" for line, column, how in sorted(rows)]


def caught(body: str) -> list[str]:
    """The silent ends of a `catch` clause with this body, in a function and in a loop."""
    return ends(f"function f(known) {{\n  for (const each of all) {{\n    try {{\n      read(each);\n"
                f"    }} catch (error) {{\n{body}\n    }}\n  }}\n}}\n")  # fmt: skip


CATCH = [f"5:7 `catch` {NOTHING}"]
"""What is said of `caught` when its clause is silent."""


def handled(handler: str, method: str = "catch", before: str = "") -> list[str]:
    """The silent ends of a promise whose failure this handler gets."""
    return ends(f"{before}read()\n  .{method}({handler});\n")
