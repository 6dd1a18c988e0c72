"""What other tools print, read into one form, one module a form; loaded when a document first names it.

Called by the `command` check. Each module offers `read(output)`: what the tool said, or None when the
output is not what the form promises. Pure: text in, values out. Nothing here starts a tool.
"""

import importlib
from collections.abc import Callable, Mapping
from typing import cast

from parti.constraints.tools.said import Said, plain

FORMS: Mapping[str, str] = {
    "ast-grep-json": "ast_grep",
    "depcruise-json": "depcruise",
    "eslint-json": "eslint",
    "lint-imports": "lint_imports",
    "ruff-json": "ruff",
    "sarif": "sarif",
    "semgrep-json": "semgrep",
    "tach": "tach",
    "text": "lines",
}

_CUT = "bytes left out …"
_Read = Callable[[str], tuple[Said, ...] | None]


def read(form: str, output: str) -> tuple[Said, ...] | None:
    """What a tool said in one of `FORMS`; None when it cannot be told, which is never a pass."""
    if _CUT in output and form != "text":
        return None
    module = importlib.import_module(f"parti.constraints.tools.{FORMS[form]}")
    return cast(_Read, module.read)(plain(output))
