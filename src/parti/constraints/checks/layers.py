"""layers: each layer may import only what stands below it.

What it does
    Places each file in the layer whose package it lies in, and finds imports that point upwards, or
    sideways between siblings.
Why
    One import against the grain is how a core learns about its web page. Direct imports are enough: a
    chain upwards has a first link.
Example
    ```check layers
    layers: [app.web, app.service | app.jobs, app.store]
    ```
Options
    layers   packages from top to bottom, as the language writes them (`app.web`, `src/web`, `crate::web`,
             `internal/web`, `com.acme.web`); `a | b` are siblings that may not import each other; in
             scripts `src/web` is the whole folder, `src/web/index` the one module that opens it. A Go
             package goes by its folder or by its import path; the path of a module itself is the package
             in its root alone
What it sees
    All imports: lazy, conditional, under `TYPE_CHECKING`, relative, `import_module("…")`, `require("…")`,
    `import("…")`, `export … from`, `import type`, nested `use`, what Rust names in full (also in types,
    patterns, attributes and macros), `app.web.page` behind a mere `import app`, in Python a name that a
    module outside every layer hands on, taken from it or named behind it (`shared.Page`), and in scripts
    what a setting leads to a file: `paths` and `baseUrl` of the nearest `tsconfig.json` or `jsconfig.json`,
    `imports` of a `package.json` (`#web`), packages of the workspace by their names.
What it does not
    What else modules outside every layer do, what is handed on and stands behind a mere `import app` of a
    folder further up or in an annotation alone (`page: shared.Page`), names made at run time, a Java class
    that is named in full without an import, and what a macro of Rust makes of its words. In scripts,
    aliases that a bundler alone knows, and the `exports` of a package.
Languages: Python, TypeScript, JavaScript, Go, Java, Rust. A Go package is known by its `go.mod`, a crate of
a workspace by its folder or its name (`crates/cli`, `grep_cli`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from parti.constraints import block, constraint, edges, finding, opened, spelled
from parti.source import languages

KIND = "layers"
EXAMPLE: Mapping[str, object] = {"layers": ["app.web", "app.service | app.jobs", "app.store"]}
KEPT = (
    ("src/app/web/views.py", "from app.service import posts\nfrom app.store import rows\n"),
    ("src/app/service/posts.py", "from ..store import rows\nimport json\n"),
    ("src/app/store/rows.py", "from app.store import disk\n"),
    ("src/app/web/views.ts", "import { rows } from '../store/rows';\n"),
    ("app/web/views.go", 'package web\n\nimport "example.com/x/app/store"\n'),
    ("src/main/java/app/web/View.java", "package app.web;\n\nimport app.store.Rows;\n\nclass View {}\n"),
    ("src/app/web/views.rs", "use crate::app::store::rows;\n"),
)
BROKEN = (
    ("src/app/store/rows.py", "from app.web import views\n"),
    ("src/app/store/rows.py", "def f():\n    import app.service.posts\n"),
    ("src/app/service/posts.py", "from ..jobs import nightly\n"),
    ("src/app/store/__init__.py", "from ..service import posts\n"),
    ("src/app/jobs/nightly.py", "if TYPE_CHECKING:\n    from app.web.views import View\n"),
    ("src/app/store/rows.py", "from app import web\n"),
    ("src/app/store/rows.py", "import app\n\napp.web.start()\n"),
    (
        "src/app/store/rows.py",
        "from app.shared import Page\n# file: src/app/shared.py\nfrom app.web.views import View as Page\n",
    ),
    (
        "src/app/store/rows.py",
        "from app import shared\n\nshared.View()\n# file: src/app/shared.py\n"
        "from app.web.views import View\n",
    ),
    ("src/app/store/rows.ts", "import { page } from '../web/views';\n"),
    ("src/app/store/rows.js", "const { page } = require('../web/views');\n"),
    ("app/store/rows.go", 'package store\n\nimport "example.com/x/app/web"\n'),
    ("src/main/java/app/store/Rows.java", "package app.store;\n\nimport app.web.View;\n\nclass Rows {}\n"),
    ("src/app/store/rows.rs", "use crate::app::web::page;\n"),
)

_Level = tuple[int, str]


def options(raw: Mapping[str, object]) -> Sequence[str]:
    """What is wrong with the block."""
    wrong = [*block.unknown(raw, ("layers",)), *block.need_texts(raw, "layers", "[app.web, app.store]")]
    names = [name for _, name in _levels(raw)]
    if not wrong and len(names) < 2:
        wrong.append("`layers` needs at least two packages")
    wrong += [f"`{name}` stands in two layers" for name in sorted({n for n in names if names.count(n) > 1})]
    return wrong


def look(rule: constraint.Constraint, tree: constraint.Tree) -> constraint.Look:
    """Each import that points upwards or sideways."""
    levels, written = _levels(rule.options), block.texts(rule.options, "layers")
    packages = [name for _, name in levels]
    rank = {name: at for at, name in levels}
    edge = edges.Edges(tree, packages)
    above = {
        here: [there for there in packages if there != here and rank[there] <= rank[here]]
        for here in packages
    }

    def at(source: constraint.Source) -> Iterator[finding.Finding]:
        here = edge.home(source.path, packages)
        if not above.get(here):
            return  # it lies outside, or in the top layer, from which every import points downwards
        language = languages.language(source.path)

        def against(name: str) -> bool:
            there = edge.target(name, packages, language)
            return bool(there) and there != here and rank[there] <= rank[here]

        direct: Iterable[edges.Edge] = ()
        if any(edge.may_name(source, name) for name in above[here]):
            direct = edge.of(source, against, packages)
        handed = edge.handed_on(source, against, packages) if language == "python" else ()
        for each in (*direct, *handed):
            there = edge.target(each.name, packages, language)
            where = "beside" if rank[there] == rank[here] else "above"
            low, high = (spelled.given(name, written, source) for name in (here, there))
            name = spelled.imported(source, each.name, each.line, each.column)
            message = f"`{low}` imports `{name}`, and `{high}` stands {where} it"
            fix = f"move what is shared below `{low}`, or pass it in from above"
            yield constraint.broken(rule, source, each.line, each.column, message, fix)

    return constraint.Look(languages=edges.LANGUAGES, words=edge.words(), at=at)


def rot(rule: constraint.Constraint, tree: constraint.Tree) -> Iterator[finding.Finding]:
    """Layers in which no file lies."""
    edge = edges.Edges(tree)
    for _, name in _levels(rule.options):
        if not edge.is_held(name):
            message = f"`{rule.id}` names the layer `{name}`, and no file lies in it"
            yield constraint.rotten(rule, message, "correct the name, or remove the layer")


def _levels(raw: Mapping[str, object]) -> tuple[_Level, ...]:
    return tuple(
        (at, opened.named(name))
        for at, row in enumerate(block.texts(raw, "layers"))
        for name in row.split("|")
        if name.strip()
    )
