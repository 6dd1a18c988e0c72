"""Small documents for the tests of this room."""

from parti.constraints import constraint, document

HELPER = "helper: state_io.save_json\ninstead-of: [open-for-write, json.dump, Path.write_text]"
WRITES = "Writes go only through `state_io.save_json`"


def section(
    check: str = f"only-through\n{HELPER}",
    *,
    id: str = "atomic-write",
    title: str = WRITES,
    scope: str = "Scope: `src/**/*.py`. Owner: storage.",
    kept: str = "save_json(path, state)",
    broken: str = "import json\njson.dump(state, f)",
) -> str:
    """One whole section; an empty text leaves its part out."""
    parts = [
        f"## {title} {{#{id}}}" if id else f"## {title}",
        "",
        "A raw write leaves half a record.",
        scope,
        "",
    ]
    parts += [f"```check {check}\n```"] if check else []
    parts += [f"```python kept\n{kept}\n```"] if kept else []
    parts += [f"```python broken\n{broken}\n```"] if broken else []
    return "\n".join(parts) + "\n"


def rule(check: str, scope: str = "") -> constraint.Constraint:
    """The constraint of a check block; its examples do not matter."""
    read = document.parse(section(check, id="rule", scope=scope))
    assert [finding.message for finding in read.findings] == []
    return read.constraints[0]
