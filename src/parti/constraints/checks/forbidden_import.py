"""forbidden-import: these modules may not be imported here.

What it does
    Finds each import, in scope, of a named module or of anything inside it.
Why
    A boundary that one import crosses is no boundary. Say it per folder with Scope.
Example
    ```check forbidden-import
    modules: [requests, app.web]
    ```
Options
    modules   dotted names; `a.b` forbids `a.b` and all below it, `*` matches inside a name
What it sees
    Plain, from, relative, lazy, conditional and `TYPE_CHECKING` imports, `import_module("…")` and
    `__import__("…")` with a literal, and `import a` followed by a use of `a.b`.
What it does not
    What the imported module imports in turn, and module names made at run time. Python only.
"""

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase

from parti.constraints import block, constraint, finding
from parti.constraints import tree as trees
from parti.source import facts, imports

KIND = "forbidden-import"
LANGUAGES = frozenset({"python"})
EXAMPLE: Mapping[str, object] = {"modules": ["requests", "app.web"]}
KEPT = (
    ("src/app/core.py", "import requests_cache\nfrom app import website\n"),
    ("src/app/core.py", "import json\n"),
)
BROKEN = (
    ("src/app/core.py", "import requests\n"),
    ("src/app/core.py", "def f():\n    from app.web import views\n"),
    ("src/app/core.py", "from . import web\n"),
    ("src/app/core.py", "from .web.views import page\n"),
    ("src/app/core.py", 'from importlib import import_module\n\nimport_module("requests.sessions")\n'),
    ("src/app/core.py", "if TYPE_CHECKING:\n    import requests\n"),
    ("src/app/core.py", "import app\n\napp.web.start()\n"),
)


def options(raw: Mapping[str, object]) -> Sequence[str]:
    """What is wrong with the block."""
    return [*block.unknown(raw, ("modules",)), *block.need_texts(raw, "modules", "[requests, app.web]")]


def look(rule: constraint.Constraint, tree: constraint.Tree) -> constraint.Look:
    """Each import of a forbidden module."""
    modules = block.texts(rule.options, "modules")
    words = tuple(tuple(filter(None, ("import", _word(module)))) for module in modules)

    def at(source: constraint.Source) -> Iterator[finding.Finding]:
        seen: set[int] = set()
        for line, column, name, forbidden in _uses(trees.facts(tree, source.path), modules):
            if line not in seen:
                seen.add(line)
                message = f"`{name}` is imported where `{forbidden}` is forbidden"
                fix = "remove the import, or move this code to where it is allowed"
                yield constraint.broken(rule, source, line, column, message, fix)

    return constraint.Look(languages=LANGUAGES, words=words, at=at)


def _word(module: str) -> str:
    return module.split("*", 1)[0].rstrip(".").rsplit(".", 1)[-1]


def _uses(known: facts.Facts, modules: Sequence[str]) -> Iterator[tuple[int, int, str, str]]:
    for each in known.imports:
        for name in each.targets():
            hit = _forbidden(name, modules)
            if hit:
                yield each.line, each.column, name, hit
    imported = frozenset(each.module for each in known.imports if not each.names)
    for call in known.calls:
        hit = _forbidden(call.name, modules) if call.certain else ""
        top = call.name.split(".", 1)[0]
        if hit and hit != top and (top in imported or any(imports.inside(m, top) for m in imported)):
            yield call.line, call.column, call.name, hit


def _forbidden(name: str, modules: Sequence[str]) -> str:
    for module in modules:
        if imports.inside(name, module) or fnmatchcase(name, module) or fnmatchcase(name, f"{module}.*"):
            return module
    return ""
