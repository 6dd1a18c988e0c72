"""allowed-dependencies: nothing from outside is imported or declared but what this list names.

What it does
    Finds each import of a third-party module that is not on the list, and each dependency that a manifest
    in scope declares and the list does not name.
Why
    Each dependency is someone else's release day, and somebody chose it. A list of what is allowed stays
    right when a new package appears; and a name that is made up is caught before it is installed.
Example
    ```check allowed-dependencies
    allow: [msgspec, PyYAML as yaml]
    dev: [pytest]
    ```
Options
    allow    what may be imported and declared anywhere; `PyYAML as yaml` is declared under one name and
             imported under the other (for Java `com.google.guava:guava as com.google.common`)
    dev      what only development may use: declared in a development group, imported in `dev-in` and,
             in Rust, in `#[cfg(test)]`
    dev-in   globs of the files that are development's own; tests, benchmarks and examples by default
What it sees
    Imports as `stdlib-only` sees them. `pyproject.toml` (project, extras, groups, Poetry, uv, PDM),
    `requirements*.txt` (also `.in`, and `dev-requirements.txt`), `setup.cfg`, `package.json`, `go.mod`,
    `Cargo.toml`, `pom.xml`, `build.gradle`, each in scope only when the Scope covers it, whatever changed.
    Capitals make no difference, nor do `_`, `-` and `.`, but in npm and Go: `left_pad` is not `left-pad`,
    and `lodash.debounce` no part of `lodash`. A dozen packages whose module has another name (`Pillow`,
    `scikit-learn`) are known.
What it does not
    What dependencies bring along (`// indirect` in `go.mod`), lock files, build requirements, `setup.py`,
    `dependencyManagement`, version catalogues of Gradle, names made at run time.
Languages: Python, TypeScript, JavaScript, Go, Java, Rust.
"""

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from parti.constraints import block, constraint, edges, finding, listed, outside
from parti.source import imports, languages, manifests

KIND = "allowed-dependencies"
EXAMPLE: Mapping[str, object] = {"allow": ["msgspec", "PyYAML as yaml"], "dev": ["pytest"]}
_PROJECT = '[project]\nname = "app"\ndependencies = ['
_GROUP = ']\n\n[dependency-groups]\ntest = ["pytest"]\n'
KEPT = (
    ("src/app/posts.py", "import json\nimport msgspec\nimport yaml\nfrom . import store\n"),
    ("tests/test_posts.py", "import pytest\n"),
    ("pyproject.toml", f'{_PROJECT}"PyYAML>=6"{_GROUP}'),
    ("requirements-dev.txt", "-r requirements.txt\nmsgspec==0.19  # fast\npytest\n"),
)
BROKEN = (
    ("src/app/posts.py", "import requests\n"),
    ("src/app/posts.py", "import pytest\n"),
    ("pyproject.toml", f'{_PROJECT}"requests"{_GROUP}'),
    ("pyproject.toml", f'{_PROJECT}"pytest"{_GROUP}'),
    ("requirements.txt", "requests>=2\n"),
    ("package.json", '{\n  "dependencies": {\n    "left-pad": "^1.3.0"\n  }\n}\n'),
    ("go.mod", "module example.com/app\n\nrequire github.com/pkg/errors v0.9.1\n"),
    ("Cargo.toml", '[package]\nname = "app"\n\n[dependencies]\nserde = "1"\n'),
    ("build.gradle", 'dependencies {\n    implementation "com.google.guava:guava:33.0.0-jre"\n}\n'),
    ("src/app/posts.ts", "import pad from 'left-pad';\n"),
    ("app/posts.go", 'package app\n\nimport "github.com/pkg/errors"\n'),
    ("app/Posts.java", "import com.google.common.base.Joiner;\n\nclass Posts {}\n"),
    ("src/app/posts.rs", "use serde::Serialize;\n"),
)

_DEV_IN = (
    "**/test/**", "**/tests/**", "**/__tests__/**", "**/test_*.py", "**/*_test.*", "**/conftest.py",
    "**/*.test.*", "**/*.spec.*", "**/bench/**", "**/benches/**", "**/benchmarks/**", "**/examples/**",
)  # fmt: skip


_MARKS_COUNT = frozenset({"go", *languages.SCRIPTS})
"""Where another mark is another package: `left_pad` is not `left-pad`."""


class _Entry(msgspec.Struct, frozen=True):
    """One allowed dependency: its plain name in manifests, its name as written, the modules that it brings.

    Where marks count, it brings what is `given` behind `as`, else what is written.
    """

    plain: str
    name: str
    modules: tuple[str, ...]
    given: tuple[str, ...]


def options(raw: Mapping[str, object]) -> Sequence[str]:
    """What is wrong with the block."""
    wrong = [*block.unknown(raw, ("allow", "dev", "dev-in")), *block.optional_texts(raw, "dev", "dev-in")]
    if "allow" not in raw:
        wrong.append("`allow` must be a list of texts, for example `allow: [msgspec]`; `[]` allows nothing")
    return [*wrong, *block.optional_texts(raw, "allow")]


def findings(rule: constraint.Constraint, tree: constraint.Tree) -> Iterator[finding.Finding]:
    """Imports and declarations that the list does not name."""
    allow, dev = _entries(rule, "allow"), _entries(rule, "dev")
    lenient = constraint.Scope(block.texts(rule.options, "dev-in") or _DEV_IN)
    strict = outside.Outside(tree, lambda name, language: _imports(allow, name, language))
    loose = outside.Outside(tree, lambda name, language: _imports((*allow, *dev), name, language))
    changed = tree.changed()
    own = functools.cache(lambda: _own(tree))
    for path in tree.paths():
        if not rule.scope.covers(path):
            continue
        if manifests.kind(path):
            yield from _declared(rule, constraint.Source(path, tree.text(path)), allow, dev, own)
        elif languages.language(path) in edges.LANGUAGES and (changed is None or path in changed):
            source = constraint.Source(path, tree.text(path))
            for each, package in (loose if lenient.covers(path) else strict).of(source):
                if each.test and not loose.foreign(each.name, "rust"):
                    continue
                message = f"`{package}` is imported, and `{rule.id}` does not allow it here"
                yield constraint.broken(rule, source, each.line, each.column, message, _FIX)


_FIX = "do without it, or have a person add it to `allow` with a reason"


def rot(rule: constraint.Constraint, tree: constraint.Tree) -> Iterator[finding.Finding]:
    """Allowed names that no manifest and no file in scope speaks of any more."""
    for key in ("allow", "dev"):
        for entry in _entries(rule, key):
            pieces = [re.split(r"[.:/]", name)[-1] for name in (entry.plain, *entry.modules)]
            said = re.compile("|".join(re.escape(p).replace("\\-", "[-_.]") for p in pieces), re.IGNORECASE)
            if not any(said.search(tree.text(path)) for path in tree.paths() if _speaks(rule, path)):
                message = f"`{rule.id}` allows `{entry.plain}`, which nothing imports or declares"
                yield constraint.rotten(rule, message, f"remove `{entry.plain}` from `{key}`")


def _speaks(rule: constraint.Constraint, path: str) -> bool:
    code = languages.language(path) in edges.LANGUAGES
    return rule.scope.covers(path) and (code or bool(manifests.kind(path)))


def _entries(rule: constraint.Constraint, key: str) -> tuple[_Entry, ...]:
    found = []
    for each in block.texts(rule.options, key):
        name, _, given = each.partition(" as ")
        plain = _plain(name.strip())
        modules = [part.strip() for part in given.split(",") if part.strip()]
        guess = [manifests.MODULES.get(plain, ""), name.strip(), name.strip().replace("-", "_").lower()]
        every = tuple(imports.dotted(m) for m in modules or guess if m)
        found.append(
            _Entry(plain, name.strip(), every, tuple(modules) or (name.strip(), name.strip().lower()))
        )
    return tuple(found)


def _plain(name: str) -> str:
    """A name under which registries keep it: capitals, `_`, `-` and `.` make no difference."""
    return name.lower() if "/" in name or ":" in name else re.sub(r"[-_.]+", "-", name).lower()


def modules(rule: constraint.Constraint) -> tuple[str, ...]:
    """The modules that may be imported everywhere in scope."""
    return tuple(module for entry in _entries(rule, "allow") for module in entry.modules)


def _imports(entries: Sequence[_Entry], name: str, language: str) -> bool:
    marks = language in _MARKS_COUNT
    brought = (module for entry in entries for module in (entry.given if marks else entry.modules))
    return any(listed.holds(module, name, language) for module in brought)


def _declared(
    rule: constraint.Constraint,
    source: constraint.Source,
    allow: Sequence[_Entry],
    dev: Sequence[_Entry],
    own: Callable[[], frozenset[str]],
) -> Iterator[finding.Finding]:
    """What one manifest declares and the list does not name."""
    said = manifests.declared(source.path, source.text)
    if said.problem is not None:
        message = f"this manifest cannot be read: {said.problem.message}"
        yield constraint.broken(rule, source, said.problem.line, 0, message, "correct its syntax")
    marks = manifests.language(source.path) in _MARKS_COUNT
    everywhere, developing = ({e.name.lower() if marks else e.plain for e in some} for some in (allow, dev))
    for each in said.dependencies:
        plain = each.name.lower() if marks else _plain(each.name)
        if (
            plain in everywhere
            or (plain in developing and each.group == "dev")
            or _plain(each.name) in own()
        ):
            continue
        where = "outside its development groups " if plain in developing else ""
        message = f"`{each.name}` is declared {where}here, and `{rule.id}` does not allow it"
        yield constraint.broken(rule, source, each.line, 0, message, _FIX)


def _own(tree: constraint.Tree) -> frozenset[str]:
    """The projects that the tree itself holds, as in a workspace."""
    named = (path for path in tree.paths() if manifests.kind(path) and "requirements" not in path)
    return frozenset(_plain(manifests.declared(path, tree.text(path)).own) for path in named)
