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
    layers   dotted packages from top to bottom; `a | b` are siblings that may not import each other
What it sees
    All imports: lazy, conditional, under `TYPE_CHECKING`, relative, and `import_module("…")`.
What it does not
    Modules outside every layer, and names made at run time. Python only.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from parti.constraints import block, constraint, finding
from parti.constraints import tree as trees
from parti.source import imports

KIND = "layers"
LANGUAGES = frozenset({"python"})
EXAMPLE: Mapping[str, object] = {"layers": ["app.web", "app.service | app.jobs", "app.store"]}
KEPT = (
    ("src/app/web/views.py", "from app.service import posts\nfrom app.store import rows\n"),
    ("src/app/service/posts.py", "from ..store import rows\nimport json\n"),
    ("src/app/store/rows.py", "from app.store import disk\n"),
)
BROKEN = (
    ("src/app/store/rows.py", "from app.web import views\n"),
    ("src/app/store/rows.py", "def f():\n    import app.service.posts\n"),
    ("src/app/service/posts.py", "from ..jobs import nightly\n"),
    ("src/app/store/__init__.py", "from ..service import posts\n"),
    ("src/app/jobs/nightly.py", "if TYPE_CHECKING:\n    from app.web.views import View\n"),
    ("src/app/store/rows.py", "from app import web\n"),
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
    levels = _levels(rule.options)

    def at(source: constraint.Source) -> Iterator[finding.Finding]:
        here = _home(imports.module_name(source.path), levels)
        if here is None:
            return
        for each, name in trees.imports(tree, source, partial(_against, here, levels)):
            there = _target(name, levels) or here
            where = "beside" if there[0] == here[0] else "above"
            message = f"`{here[1]}` imports `{name}`, and `{there[1]}` stands {where} it"
            fix = f"move what is shared below `{here[1]}`, or pass it in from above"
            yield constraint.broken(rule, source, each.line, each.column, message, fix)

    return constraint.Look(languages=LANGUAGES, words=(("import",),), at=at)


def _against(here: _Level, levels: Sequence[_Level], name: str) -> bool:
    """Whether an import from a layer points upwards or sideways."""
    there = _target(name, levels)
    return there is not None and there[1] != here[1] and there[0] <= here[0]


def rot(rule: constraint.Constraint, tree: constraint.Tree) -> Iterator[finding.Finding]:
    """Layers in which no file lies."""
    modules = [imports.module_name(path) for path in tree.paths() if path.endswith(".py")]
    for _, name in _levels(rule.options):
        if not any(imports.within(module, name) for module in modules):
            message = f"`{rule.id}` names the layer `{name}`, and no file lies in it"
            yield constraint.rotten(rule, message, "correct the name, or remove the layer")


def _levels(raw: Mapping[str, object]) -> tuple[_Level, ...]:
    return tuple(
        (at, name.strip())
        for at, row in enumerate(block.texts(raw, "layers"))
        for name in row.split("|")
        if name.strip()
    )


def _home(module: str, levels: Sequence[_Level]) -> _Level | None:
    """The longest layer that the file lies in, so that `app` and `app.core` can both be layers."""
    inside = [level for level in levels if imports.within(module, level[1])]
    return max(inside, key=lambda level: len(level[1]), default=None)


def _target(name: str, levels: Sequence[_Level]) -> _Level | None:
    inside = [level for level in levels if imports.inside(name, level[1])]
    return max(inside, key=lambda level: len(level[1]), default=None)
