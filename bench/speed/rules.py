"""Sixteen structural rules and ten import contracts, each told once and written for every engine.

The rules are what a constraint document holds (rare words), four more are what a linter holds (common
words), where a scan before the parse gains least. Written as ast-grep takes them, because Parti does too.
"""

import json
from collections.abc import Mapping, Sequence

WRITING = "^[a-zA-Z]*['\"][rbtU+]*[wax]"

ARCHITECTURE: Mapping[str, object] = {
    "raw-open": {
        "kind": "call",
        "all": [
            {"has": {"field": "function", "regex": r"(^|\.)open$"}},
            {
                "has": {
                    "field": "arguments",
                    "any": [
                        {"has": {"kind": "string", "nthChild": 2, "regex": WRITING}},
                        {"has": {"kind": "keyword_argument", "regex": "^mode *= *" + WRITING[1:]}},
                    ],
                }
            },
        ],
    },
    "json-dump": {"pattern": "json.dump($$$A)"},
    "requests": {"any": [{"pattern": "requests.get($$$A)"}, {"pattern": "requests.post($$$A)"}]},
    "print": {"pattern": "print($$$A)"},
    "os-system": {"pattern": "os.system($$$A)"},
    "bare-except": {"kind": "except_clause", "regex": r"^except\s*:"},
    "eval": {"pattern": "eval($$$A)"},
    "shell": {"pattern": "subprocess.run($$$A, shell=True, $$$B)"},
    "async-sleep": {
        "pattern": "time.sleep($$$A)",
        "inside": {"stopBy": "end", "kind": "function_definition", "regex": "^async"},
    },
    "pickle": {"any": [{"pattern": "pickle.load($$$A)"}, {"pattern": "pickle.loads($$$A)"}]},
    "yaml-load": {"pattern": "yaml.load($X)"},
    "import-requests": {"pattern": "import requests"},
    "star": {"kind": "import_from_statement", "has": {"kind": "wildcard_import"}},
    "naive-now": {"pattern": "datetime.now()"},
    "environment": {"any": [{"pattern": "os.environ[$K]"}, {"pattern": "os.getenv($$$A)"}]},
    "root-logger": {"any": [{"pattern": f"logging.{name}($$$A)"} for name in ("info", "warning", "error")]},
}

LINT: Mapping[str, object] = {
    **ARCHITECTURE,
    "except-pass": {"kind": "except_clause", "has": {"kind": "block", "regex": "^pass$"}},
    "global": {"kind": "global_statement"},
    "mutable-default": {"kind": "default_parameter", "has": {"field": "value", "regex": r"^[\[{]"}},
    "named-lambda": {"kind": "assignment", "has": {"field": "right", "kind": "lambda"}},
}

FORBIDDEN: Sequence[tuple[str, str]] = (
    ("helpers", "components"), ("util", "components"), ("util", "helpers"), ("auth", "components"),
    ("backports", "components"), ("scripts", "components"), ("core", "components"), ("util", "auth"),
    ("helpers", "scripts"),
)  # fmt: skip
LAYERS = ("components", "helpers", "util")
ABOVE = ("scripts", *LAYERS)
"""The same with one more on top, so that hardly a file lies in the top layer: nothing can break there."""
FILES = ("core",)
"""What is a file, not a folder."""


def document(
    rules: Mapping[str, object],
    package: str = "",
    language: str = "Python",
    ending: str = ".py",
    layers: Sequence[str] = LAYERS,
) -> str:
    """A constraint document with the rules, and with the contracts of a package when one is named."""
    parts = ["# Constraints\n"]
    for name, rule in rules.items():
        check = f"pattern\nlanguage: {language.lower()}\nrule: {json.dumps(rule)}"
        parts.append(_section(name, f"**/*{ending}", check))
    if package:
        for one, other in FORBIDDEN:
            scope = f"{package}/{one}.py" if one in FILES else f"{package}/{one}/**"
            parts.append(
                _section(f"{one}-{other}", scope, f"forbidden-import\nmodules: [{package}.{other}]")
            )
        names = ", ".join(f"{package}.{name}" for name in layers)
        parts.append(_section("layers", f"{package}/**", f"layers\nlayers: [{names}]"))
    return "\n".join(parts)


def ast_grep(rules: Mapping[str, object], language: str = "Python") -> str:
    """The same rules as documents for `ast-grep scan --inline-rules`."""
    rows = (
        {"id": name, "language": language, "severity": "warning", "rule": rule}
        for name, rule in rules.items()
    )
    return "\n---\n".join(json.dumps(row) for row in rows)


_OF_SEMGREP: Mapping[str, Sequence[str]] = {
    "raw-open": [
        f"{called}({given})"
        for called in ("open", "$O.open")
        for given in ('$F, "=~/^[rbtU+]*[wax]/", ...', '..., mode="=~/^[rbtU+]*[wax]/", ...')
    ],
    "json-dump": ["json.dump(...)"],
    "requests": ["requests.get(...)", "requests.post(...)"],
    "print": ["print(...)"],
    "os-system": ["os.system(...)"],
    "bare-except": ["try:\n    ...\nexcept:\n    ..."],
    "eval": ["eval(...)"],
    "shell": ["subprocess.run(..., shell=True, ...)"],
    "async-sleep": ["time.sleep(...)"],
    "pickle": ["pickle.load(...)", "pickle.loads(...)"],
    "yaml-load": ["yaml.load($X)"],
    "import-requests": ["import requests"],
    "star": ["from $M import *"],
    "naive-now": ["datetime.now()"],
    "environment": ["os.environ[$K]", "os.getenv(...)"],
    "root-logger": [f"logging.{name}(...)" for name in ("info", "warning", "error")],
}
_INSIDE = {"async-sleep": "async def $FUNCTION(...):\n    ..."}


def semgrep(rules: Mapping[str, object]) -> str:
    """The same rules as semgrep takes them; it follows imports, so `from json import dump` is one more."""
    rows = []
    for name in rules:
        wanted: list[object] = [{"pattern-either": [{"pattern": each} for each in _OF_SEMGREP[name]]}]
        wanted += [{"pattern-inside": _INSIDE[name]}] if name in _INSIDE else []
        row = {"id": name, "languages": ["python"], "severity": "WARNING", "message": name}
        rows.append({**row, "patterns": wanted})
    return json.dumps({"rules": rows})


def import_linter(package: str, layers: Sequence[str] = LAYERS) -> str:
    """The same contracts for import-linter, direct imports alone."""
    parts = [f"[importlinter]\nroot_package = {package}\n"]
    for number, (one, other) in enumerate(FORBIDDEN):
        parts.append(
            f"[importlinter:contract:{number}]\nname = {number}\ntype = forbidden\n"
            "allow_indirect_imports = True\n"
            f"source_modules =\n    {package}.{one}\nforbidden_modules =\n    {package}.{other}\n"
        )
    rows = "".join(f"    {package}.{name}\n" for name in layers)
    parts.append(f"[importlinter:contract:layers]\nname = layers\ntype = layers\nlayers =\n{rows}")
    return "\n".join(parts)


_EXAMPLES = "\n```python kept\npass\n```\n\n```python broken\npass\n```\n"
"""A document without examples has faults; these are never run here."""


def _section(name: str, scope: str, check: str) -> str:
    title = f"## Nothing breaks `{name}` {{#{name}}}"
    return f"{title}\n\nScope: `{scope}`. Owner: bench.\n\n```check {check}\n```\n{_EXAMPLES}"
