"""dependency-cruiser: its forbidden rules, as far as they are JSON and say a folder by its first words.

A rule `from` one folder `to` another is a `forbidden-import`. Whatever needs more of a regular expression,
of the resolver or of the graph (cycles, orphans, reachability) stays with the tool's command.
"""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from parti.constraints import constraint
from parti.constraints.imported import javascript, settings
from parti.constraints.imported.section import Proposal, Shown, Unread, command, joined, slug

_PLACES = tuple(f".dependency-cruiser.{end}" for end in ("json", "cjs", "js", "mjs"))
_TYPES = "Imports of types alone count too, which dependency-cruiser leaves out here."
_PRINTS = frozenset({"--output-type", "-T", "--output-to", "-f"})
_LITERAL = re.compile(r"[\w@/-]+\Z")
_GROUP = re.compile(r"\(([\w@/|-]+)\)")
_END = re.compile(r"(/|\(/\|\$\)|\(\$\|/\)|/\.\+|/\.\*)\Z")
_OPTIONS = ("exclude", "includeOnly", "focus", "reaches", "tsConfig", "webpackConfig", "babelConfig")


def propose(tree: constraint.Tree) -> Iterator[Proposal | Unread]:
    path = next((place for place in _PLACES if place in tree.paths()), "")
    if not path:
        return
    known = settings.mapping(settings.loose_json(settings.text(tree, path) or ""))
    if not known:
        yield Unread(path, f"`{path}` is a program, so its rules stay with dependency-cruiser")
    options = settings.mapping(known.get("options"))
    resolves = any(options.get(key) for key in _OPTIONS)
    rows = list(settings.mappings(known.get("forbidden")))
    said = []
    for row in rows:
        found = None if resolves else _rule(row, path, tree.paths(), options)
        said += [found] if found else []
    yield from said
    exact = sum(not each.differs for each in said)
    if (
        not known
        or exact < len(rows)
        or known.get("allowed")
        or known.get("required")
        or known.get("extends")
    ):
        title = f"The dependency rules in `{path}` must be kept"
        yield command("dependency-cruiser", title, _run(tree, path), "depcruise-json", path)


def _run(tree: constraint.Tree, path: str) -> str:
    words = javascript.script(tree, "depcruise", _PRINTS)
    if not words:
        folder = "src" if any(each.startswith("src/") for each in tree.paths()) else "."
        words = ("--config", path, folder)
    return javascript.run("depcruise", *words, "--output-type", "json")


def _rule(
    row: Mapping[str, object], path: str, paths: Sequence[str], options: Mapping[str, object]
) -> Proposal | None:
    """One rule; None when it says more than that one folder never imports another."""
    start, end = settings.mapping(row.get("from")), settings.mapping(row.get("to"))
    if row.get("severity") != "error" or set(row) - {"name", "severity", "comment", "from", "to", "scope"}:
        return None
    if set(start) - {"path", "pathNot"} or set(end) != {"path"}:
        return None
    include, exclude, targets = (
        folders(each) for each in (start.get("path"), start.get("pathNot"), end["path"])
    )
    inside = [each for each in paths if each.startswith(tuple(f"{name}/" for name in include or ()))]
    code = [each for each in inside if each.endswith(javascript.CODE)]
    if not include or not targets or exclude is None or not code:
        return None
    typed = any("ts" in each.rpartition(".")[2] for each in code)
    name = str(row.get("name") or "dependency-rule")
    language = "typescript" if typed else "javascript"
    place = f"{include[0]}/example.{'ts' if typed else 'js'}"
    up = "../" * (include[0].count("/") + 1)
    wrong = (
        targets[0] if targets[0].startswith("@") or "/" not in targets[0] else f"{up}{targets[0]}/example"
    )
    return Proposal(
        id=slug(name, "dependency"),
        title=f"{joined(include)} must never import {joined(targets, 'or')}",
        reason=str(row.get("comment") or f"`{path}` calls it “{name}”."),
        kind="forbidden-import",
        options={"modules": list(targets)},
        include=tuple(f"{folder}/**" for folder in include),
        exclude=tuple(f"{folder}/**" for folder in exclude),
        shown=(
            Shown("kept", language, place, 'import { a } from "./a";'),
            Shown("broken", language, place, f'import {{ a }} from "{wrong}";'),
        ),
        origin=path,
        differs=_TYPES if typed and not options.get("tsPreCompilationDeps") else "",
    )


def folders(value: object) -> tuple[str, ...] | None:
    """The folders that a path expression means; () for none given, None when it means something else."""
    if value is None:
        return ()
    found: list[str] = []
    for text in settings.texts(value):
        if not text.startswith("^") or not _END.search(text):
            return None
        parts = _GROUP.split(_END.sub("", text[1:]))
        choices = [part.split("|") if at % 2 else [part] for at, part in enumerate(parts)]
        for chosen in itertools.islice(itertools.product(*choices), 50):
            name = "".join(chosen).removeprefix("node_modules/")
            if not _LITERAL.match(name):
                return None
            found.append(name)
    return tuple(found) or None
