"""The kinds of check, one module each, loaded when a document first names them.

A kind's module docstring is its manual; `KEPT` and `BROKEN` are its examples, run by the tests and
shown by `parti constraints explain`. A check never imports another check.
"""

import importlib
from collections.abc import Mapping
from typing import cast

from parti.constraints import constraint

JUDGED = "judged"
COMMAND = "command"
"""The kind that is not run here: `workflow` gives how its commands ended."""

_MODULES: Mapping[str, str] = {
    "allowed-dependencies": "allowed_dependencies",
    "append-only": "append_only",
    "command": "command",
    "forbidden-call": "forbidden_call",
    "forbidden-import": "forbidden_import",
    "independent": "independent",
    "layers": "layers",
    "location": "location",
    "only-through": "only_through",
    "opaque": "opaque",
    "paired-effect": "paired_effect",
    "pattern": "pattern",
    "registered-in": "registered_in",
    "signature": "signature",
    "spaced-retry": "spaced_retry",
    "stdlib-only": "stdlib_only",
    "told-error": "told_error",
    "written-once": "written_once",
}


def kinds() -> tuple[str, ...]:
    """Every kind by name."""
    return tuple(_MODULES)


def load(kind: str) -> constraint.Check | None:
    """The module of a kind; None for a word that is none."""
    name = _MODULES.get(kind)
    if name is None:
        return None
    return cast(constraint.Check, importlib.import_module(f"parti.constraints.checks.{name}"))


def manual(kind: str) -> str:
    """A kind's manual, which is its module's docstring."""
    check = load(kind)
    return (getattr(check, "__doc__", None) or "").strip() + "\n"
