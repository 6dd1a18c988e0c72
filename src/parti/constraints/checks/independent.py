"""independent: none of these modules imports another of them.

What it does
    Places each file in the module of the list that it lies in, and finds imports of any other on the list.
Why
    Parts that are meant to be sold, tested or deleted one by one stay so only while none knows another.
Example
    ```check independent
    modules: [app.billing, app.search, "app.plugins.*"]
    ```
Options
    modules   at least two, as the language writes them (`app.search`, `src/search`, `crate::search`,
              `internal/search`, `com.acme.search`); `app.plugins.*` stands for each package and module
              directly below `app.plugins`, as the tree has them. A Go package goes by its folder or by its
              import path; the path of a module itself is the package in its root alone
What it sees
    Direct imports in all forms: lazy, conditional, under `TYPE_CHECKING`, relative, `import_module("…")`,
    `require("…")`, `import("…")`, `export … from`, nested `use`, and what Rust names in full, also
    in types, patterns, attributes and macros.
What it does not
    A way around through a third module that is on no list; names made at run time; aliases of scripts
    that a bundler alone knows (see `layers`); a Java class that is named in full without an import; what a
    macro of Rust makes of its words.
Languages: Python, TypeScript, JavaScript, Go, Java, Rust; a crate of a workspace goes by its folder or its
name (`crates/cli`, `grep_cli`).
"""

from collections.abc import Iterator, Mapping, Sequence

from parti.constraints import block, constraint, edges, finding, opened, spelled
from parti.source import languages

KIND = "independent"
EXAMPLE: Mapping[str, object] = {"modules": ["app.billing", "app.search", "app.plugins.*"]}
_CSV, _XML = "# file: src/app/plugins/csv.py\n", "# file: src/app/plugins/xml.py\n"
KEPT = (
    ("src/app/billing/bill.py", "from app.money import Money\nfrom app.billing import tax\n"),
    ("src/app/main.py", "import app.billing\nimport app.search\n"),
    ("src/app/plugins/__init__.py", f"from app.plugins import csv\n{_CSV}{_XML}"),
    ("src/app/billing/bill.ts", "import { tax } from './tax';\n"),
    ("app/billing/bill.go", 'package billing\n\nimport "example.com/x/app/money"\n'),
    ("src/app/billing/Bill.java", "package app.billing;\n\nimport app.money.Money;\n\nclass Bill {}\n"),
    ("src/app/billing/bill.rs", "use crate::app::money;\n"),
)
BROKEN = (
    ("src/app/billing/bill.py", "from app.search import index\n"),
    ("src/app/search/index.py", "def find():\n    from ..billing import bill\n"),
    ("src/app/billing/bill.py", 'import importlib\n\nimportlib.import_module("app.search")\n'),
    ("src/app/plugins/__init__.py", f"{_CSV}from app.plugins import xml\n{_XML}"),
    ("src/app/billing/bill.ts", "import { index } from '../search/index';\n"),
    ("app/billing/bill.go", 'package billing\n\nimport "example.com/x/app/search"\n'),
    ("src/app/billing/Bill.java", "package app.billing;\n\nimport app.search.Index;\n\nclass Bill {}\n"),
    ("src/app/billing/bill.rs", "use crate::app::search;\n"),
)


def options(raw: Mapping[str, object]) -> Sequence[str]:
    """What is wrong with the block."""
    wrong = [
        *block.unknown(raw, ("modules",)),
        *block.need_texts(raw, "modules", "[app.billing, app.search]"),
    ]
    names = [opened.named(name) for name in block.texts(raw, "modules")]
    if not wrong and len(names) < 2 and not names[0].endswith(".*"):
        wrong.append("`modules` needs at least two modules, or one that ends in `.*`")
    wrong += [f"`{name}` is listed twice" for name in sorted({n for n in names if names.count(n) > 1})]
    return wrong


def look(rule: constraint.Constraint, tree: constraint.Tree) -> constraint.Look:
    """Each import of one member by another."""
    written = block.texts(rule.options, "modules")
    members = [name for found in _members(rule, edges.Edges(tree)).values() for name in found]
    edge = edges.Edges(tree, members)

    def at(source: constraint.Source) -> Iterator[finding.Finding]:
        here = edge.home(source.path, members)
        if not here:
            return
        language = languages.language(source.path)

        def beside(name: str) -> bool:
            return edge.target(name, members, language) not in {"", here}

        for each in edge.of(source, beside, members):
            there = edge.target(each.name, members, language)
            one, other = (spelled.given(name, written, source) for name in (here, there))
            name = spelled.imported(source, each.name, each.line, each.column)
            message = f"`{one}` imports `{name}`, and `{one}` and `{other}` are independent"
            fix = f"move what both need into a module of its own, or let the caller pass `{other}` in"
            yield constraint.broken(rule, source, each.line, each.column, message, fix)

    return constraint.Look(languages=edges.LANGUAGES, words=edge.words(), at=at)


def rot(rule: constraint.Constraint, tree: constraint.Tree) -> Iterator[finding.Finding]:
    """Modules in which no file lies."""
    edge = edges.Edges(tree)
    for name, members in _members(rule, edge).items():
        if not any(edge.is_held(member) for member in members):
            message = f"`{rule.id}` names the module `{name}`, and no file lies in it"
            yield constraint.rotten(rule, message, "correct the name, or remove it from `modules`")


def _members(rule: constraint.Constraint, edge: edges.Edges) -> Mapping[str, tuple[str, ...]]:
    """Each listed module with what it stands for in this tree."""
    names = [opened.named(name) for name in block.texts(rule.options, "modules")]
    return {name: edge.children(name[:-2]) if name.endswith(".*") else (name,) for name in names}
