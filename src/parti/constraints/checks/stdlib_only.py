"""stdlib-only: nothing is imported but the standard library and our own code.

What it does
    Finds each import of a module that is neither in the standard library of its language, nor in the
    tree, nor allowed.
Why
    Each dependency is someone else's release day. A list of what is allowed stays right when a new
    package appears; a list of what is banned does not.
Example
    ```check stdlib-only
    allow: [msgspec]
    ```
Options
    allow   modules that may be imported all the same (`msgspec`, `@scope/package`, `github.com/pkg/errors`,
            `com.google.common`, `serde`), each with all below it
What it sees
    Lazy, conditional and `TYPE_CHECKING` imports, `import_module("…")` with a literal, `require("…")`,
    `import("…")`. A `try: import x / except ImportError` counts: code that runs differently with `x`
    depends on `x`. In Rust also what is written out without `use`, in a type, a pattern, an attribute, a
    macro; crates of the tree, and those that a `Cargo.toml` tells by their path, are our own code.
What it does not
    Module names made at run time, what a command line starts, and what a manifest declares (see
    `allowed-dependencies`). What a bundler alone calls by another name is taken for a package. In Rust a
    crate that `Cargo.toml` needs for tests alone, inside `#[cfg(test)]`; and a name that a star may bring
    in as well as a crate, unless the manifest has it. In scripts a package `lodash.debounce` is taken for
    a part of an allowed `lodash`.
Languages: Python (as the Python that runs has it), TypeScript and JavaScript (what Node brings
along), Go (paths whose first element has no dot), Java (what the modules of a JDK 17 export), Rust (`std`,
`core`, `alloc`).
"""

from collections.abc import Iterator, Mapping, Sequence

from parti.constraints import block, constraint, edges, finding, outside
from parti.source import imports, languages

KIND = "stdlib-only"
EXAMPLE: Mapping[str, object] = {"allow": ["msgspec"]}
KEPT = (
    ("src/app/posts.py", "import json\nfrom pathlib import Path\nfrom . import store\n"),
    ("src/app/posts.py", "import app.store\nimport msgspec\n"),
    ("scripts/run.py", "import run\nfrom __future__ import annotations\n"),
    ("src/app/posts.ts", "import fs from 'node:fs';\nimport { store } from './store';\n"),
    ("app/posts.go", 'package app\n\nimport "net/http"\n'),
    ("app/Posts.java", "import java.util.List;\n\nclass Posts {}\n"),
    ("src/app/posts.rs", "use std::fs;\nuse crate::store;\n"),
)
BROKEN = (
    ("src/app/posts.py", "import requests\n"),
    ("src/app/posts.py", "def f():\n    from yaml import safe_load\n"),
    ("src/app/posts.py", "try:\n    import orjson\nexcept ImportError:\n    orjson = None\n"),
    ("src/app/posts.py", 'import importlib\n\nimportlib.import_module("numpy.linalg")\n'),
    ("src/app/posts.ts", "import pad from 'left-pad';\n"),
    ("app/posts.go", 'package app\n\nimport "github.com/pkg/errors"\n'),
    ("app/Posts.java", "import com.google.common.base.Joiner;\n\nclass Posts {}\n"),
    ("src/app/posts.rs", "use serde::Serialize;\n"),
)


def options(raw: Mapping[str, object]) -> Sequence[str]:
    """What is wrong with the block."""
    return [*block.unknown(raw, ("allow",)), *block.optional_texts(raw, "allow")]


def look(rule: constraint.Constraint, tree: constraint.Tree) -> constraint.Look:
    """Each import from outside."""
    allow = [imports.dotted(name) for name in block.texts(rule.options, "allow")]
    out = outside.Outside(tree, lambda name, _: any(imports.inside(name, each) for each in allow))

    def at(source: constraint.Source) -> Iterator[finding.Finding]:
        for each, package in out.of(source):
            if out.only_for_tests(each):
                continue
            message = f"`{package}` is not in the standard library"
            fix = "use the standard library, or have a person add it to `allow` with a reason"
            yield constraint.broken(rule, source, each.line, each.column, message, fix)

    return constraint.Look(languages=edges.LANGUAGES, words=out.words(), at=at)


def rot(rule: constraint.Constraint, tree: constraint.Tree) -> Iterator[finding.Finding]:
    """Allowed modules that nothing in scope names any more."""
    for name in block.texts(rule.options, "allow"):
        code = [p for p in tree.paths() if languages.language(p) in edges.LANGUAGES]
        using = [p for p in code if name.replace("::", ".").rsplit(".", 1)[-1] in tree.text(p)]
        if not any(rule.scope.covers(path) for path in using):
            how = "is not imported in the scope" if using else "nothing imports"
            message = f"`{rule.id}` allows `{name}`, which {how}"
            yield constraint.rotten(rule, message, f"remove `{name}` from `allow`")
