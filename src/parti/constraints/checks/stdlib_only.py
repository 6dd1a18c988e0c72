"""stdlib-only: nothing is imported but the standard library and our own code.

What it does
    Finds each import of a module that is neither in the standard library of the running Python, nor in
    the tree, nor allowed.
Why
    Each dependency is someone else's release day. A list of what is allowed stays right when a new
    package appears; a list of what is banned does not.
Example
    ```check stdlib-only
    allow: [msgspec]
    ```
Options
    allow   top-level modules that may be imported all the same
What it sees
    Lazy, conditional and `TYPE_CHECKING` imports, `import_module("…")` with a literal. A `try: import
    x / except ImportError` counts: code that runs differently with `x` depends on `x`.
What it does not
    Module names made at run time, and what a command line starts. Python only.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence

from parti.constraints import block, constraint, finding
from parti.constraints import tree as trees
from parti.source import imports

KIND = "stdlib-only"
LANGUAGES = frozenset({"python"})
EXAMPLE: Mapping[str, object] = {"allow": ["msgspec"]}
KEPT = (
    ("src/app/posts.py", "import json\nfrom pathlib import Path\nfrom . import store\n"),
    ("src/app/posts.py", "import app.store\nimport msgspec\n"),
    ("scripts/run.py", "import run\nfrom __future__ import annotations\n"),
)
BROKEN = (
    ("src/app/posts.py", "import requests\n"),
    ("src/app/posts.py", "def f():\n    from yaml import safe_load\n"),
    ("src/app/posts.py", "try:\n    import orjson\nexcept ImportError:\n    orjson = None\n"),
    ("src/app/posts.py", 'import importlib\n\nimportlib.import_module("numpy.linalg")\n'),
)


def options(raw: Mapping[str, object]) -> Sequence[str]:
    """What is wrong with the block."""
    return [*block.unknown(raw, ("allow",)), *block.optional_texts(raw, "allow")]


def look(rule: constraint.Constraint, tree: constraint.Tree) -> constraint.Look:
    """Each import from outside."""
    known = {*sys.stdlib_module_names, *imports.first_party(tree.paths())}
    known.update(block.texts(rule.options, "allow"))

    def foreign(name: str) -> bool:
        return bool(name) and name.split(".", 1)[0] not in known

    def at(source: constraint.Source) -> Iterator[finding.Finding]:
        for each, name in trees.imports(tree, source, foreign):
            if not each.level:
                message = f"`{name.split('.', 1)[0]}` is not in the standard library"
                fix = "use the standard library, or have a person add it to `allow` with a reason"
                yield constraint.broken(rule, source, each.line, each.column, message, fix)

    return constraint.Look(languages=LANGUAGES, words=(("import",),), at=at)


def rot(rule: constraint.Constraint, tree: constraint.Tree) -> Iterator[finding.Finding]:
    """Allowed modules that nothing in scope names any more."""
    for name in block.texts(rule.options, "allow"):
        using = [p for p in tree.paths() if p.endswith(".py") and name in tree.text(p)]
        if not any(rule.scope.covers(path) for path in using):
            how = "is not imported in the scope" if using else "nothing imports"
            message = f"`{rule.id}` allows `{name}`, which {how}"
            yield constraint.rotten(rule, message, f"remove `{name}` from `allow`")
