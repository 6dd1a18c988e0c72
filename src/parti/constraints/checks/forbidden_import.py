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
    modules   names as the language writes them (`app.web`, `lodash`, `src/web`, `github.com/pkg/errors`,
              `com.acme.web`, `crate::web`); each stands for itself and all below, `*` matches inside a
              name; of scripts `src/web/index` is the one module that opens the folder. A Go package of ours
              goes by its folder or by its import path; the path of a module itself is the package in its
              root, and `example.com/app/*` is all below that. In npm and Go a dot is a part of a
              name: `lodash` is not `lodash.debounce`; in Rust `-` is `_`
What it sees
    Plain, from, relative, lazy, conditional and `TYPE_CHECKING` imports, `import_module("…")` and
    `__import__("…")` with a literal, `import a` followed by a use of `a.b`; `require("…")`, `import("…")`,
    `export … from`, `import type`, nested `use`, and what Rust names in full: in calls, types, patterns,
    attributes, derives and macros. In scripts also what a setting leads to a file (see `layers`), by the
    name of the file and by the one that is written (`src/web` and `@/web`), a `require` that
    `createRequire` made, `module.require` and `process.getBuiltinModule`.
What it does not
    What the imported module imports in turn, module names made at run time, aliases of scripts that a
    bundler alone knows, a Java class that is named in full without an import, in Rust what a macro makes
    of its words (`quote!` and its like are not read) and a module by `#[path]`.
Languages: Python, TypeScript, JavaScript, Go, Java, Rust.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase

from parti.constraints import block, constraint, edges, finding, globs, listed, opened, spelled
from parti.constraints import tree as trees
from parti.source import hasty, imports, languages

KIND = "forbidden-import"
EXAMPLE: Mapping[str, object] = {"modules": ["requests", "app.web"]}
KEPT = (
    ("src/app/core.py", "import requests_cache\nfrom app import website\n"),
    ("src/app/core.py", "import json\n"),
    ("src/app/core.ts", "import { site } from './website';\n"),
    ("app/core.go", 'package app\n\nimport "example.com/x/app/website"\n'),
    ("src/main/java/app/Core.java", "package app;\n\nimport app.website.Site;\n\nclass Core {}\n"),
    ("src/app/core.rs", "use crate::app::website;\n"),
)
BROKEN = (
    ("src/app/core.py", "import requests\n"),
    ("src/app/core.py", "def f():\n    from app.web import views\n"),
    ("src/app/core.py", "from . import web\n"),
    ("src/app/core.py", "from .web.views import page\n"),
    ("src/app/core.py", 'from importlib import import_module\n\nimport_module("requests.sessions")\n'),
    ("src/app/core.py", "if TYPE_CHECKING:\n    import requests\n"),
    ("src/app/core.py", "import app\n\napp.web.start()\n"),
    ("src/app/core.ts", "import { page } from './web';\n"),
    ("src/app/core.js", "const requests = require('requests');\n"),
    ("app/core.go", 'package app\n\nimport "example.com/x/app/web"\n'),
    ("src/main/java/app/Core.java", "package app;\n\nimport app.web.View;\n\nclass Core {}\n"),
    ("src/app/core.rs", "use crate::app::{web::page, store};\n"),
)


def options(raw: Mapping[str, object]) -> Sequence[str]:
    """What is wrong with the block."""
    return [*block.unknown(raw, ("modules",)), *block.need_texts(raw, "modules", "[requests, app.web]")]


def look(rule: constraint.Constraint, tree: constraint.Tree) -> constraint.Look:
    """Each import of a forbidden module."""
    written = {opened.named(module): module for module in block.texts(rule.options, "modules")}
    modules = tuple(written)
    edge = edges.Edges(tree, modules)

    def at(source: constraint.Source) -> Iterator[finding.Finding]:
        if not any(edge.may_name(source, module) for module in modules):
            return
        seen: set[int] = set()
        for line, column, name, forbidden in _uses(source, tree, edge, written):
            if line not in seen:
                seen.add(line)
                said = spelled.given(forbidden, block.texts(rule.options, "modules"), source)
                shown = spelled.imported(source, name, line, column)
                message = f"`{shown}` is imported where `{said}` is forbidden"
                fix = "remove the import, or move this code to where it is allowed"
                yield constraint.broken(rule, source, line, column, message, fix)

    return constraint.Look(languages=edges.LANGUAGES, words=edge.words(), at=at)


def _uses(
    source: constraint.Source, tree: constraint.Tree, edge: edges.Edges, written: Mapping[str, str]
) -> Iterator[tuple[int, int, str, str]]:
    """(line, column, name, what forbids it) of each import in a file."""
    modules = tuple(written)
    language = languages.language(source.path)
    if language == "python":
        found = hasty.imported(source.text, source.path)
        if found is not None and not any(hasty.may_reach(found, source.path, each) for each in modules):
            return
        yield from _in_python(source, tree, modules)
        return

    def forbidden(exact: str) -> str:
        name = listed.plain(exact)
        if language == "go" and edge.go().ours(name):
            open_ = [module for module in modules if globs.is_open(module)]
            folder = edge.go().short(name)
            return (
                edge.target(name, modules, language) or _forbidden(name, open_) or _forbidden(folder, open_)
            )
        hit = next((module for module in modules if names(module, exact)), "")
        return hit or edge.target(name, near(exact), language)

    def names(module: str, exact: str) -> bool:
        if opened.is_index(module):
            return bool(_forbidden(listed.plain(exact), (module,)))
        return listed.matches(written[module], exact, language)

    def near(exact: str) -> Sequence[str]:
        """Those of the modules in which a name may lie by its folders: a package of others has none."""
        if exact != listed.plain(exact) and (language != "go" or edge.go().paths):
            return ()
        if language not in languages.SCRIPTS or edge.ours(exact, language):
            return modules
        return tuple(filter(edge.is_held, modules))

    for each in edge.of(source, lambda name: bool(forbidden(name))):
        yield each.line, each.column, each.name, forbidden(each.exact or each.name)


def _in_python(
    source: constraint.Source, tree: constraint.Tree, modules: Sequence[str]
) -> Iterator[tuple[int, int, str, str]]:
    known = trees.imported(tree, source.path)
    for each in known:
        for name in each.targets():
            hit = _forbidden(name, modules)
            if hit:
                yield each.line, each.column, name, hit
    imported = frozenset(each.module for each in known if not each.names)
    if not _may_use(imported, modules):
        return
    for call in trees.facts(tree, source.path).calls:
        hit = _forbidden(call.name, modules) if call.certain else ""
        top = call.name.split(".", 1)[0]
        if hit and hit != top and (top in imported or any(imports.inside(m, top) for m in imported)):
            yield call.line, call.column, call.name, hit


def _may_use(imported: Collection[str], modules: Sequence[str]) -> bool:
    """Whether what is forbidden may be used through an import of what holds it, as in `import a`."""
    tops = {name.split(".", 1)[0] for name in imported}
    return bool(tops) and any(globs.is_open(name) or name.split(".", 1)[0] in tops for name in modules)


def _forbidden(name: str, modules: Sequence[str]) -> str:
    for module in modules:
        if imports.inside(name, module) or fnmatchcase(name, module) or fnmatchcase(name, f"{module}.*"):
            return module
    return ""
