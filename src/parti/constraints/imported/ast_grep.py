"""ast-grep: rule files of an sgconfig.yml, rules of the same engine; their tests are our examples.

A rule with `utils`, `constraints` or `transform`, of a lower severity than error, or without an example
that it finds, stays with the tool's command.
"""

from collections.abc import Iterator, Mapping, Sequence

from parti.constraints import constraint
from parti.constraints.imported import settings
from parti.constraints.imported.samples import fine, globs, sample
from parti.constraints.imported.section import Proposal, Shown, Unread, command, faults, lets_through, slug
from parti.source import languages

_FILES = ("sgconfig.yml", "sgconfig.yaml")
_KNOWN = frozenset({
    "id", "language", "rule", "severity", "message", "note", "url", "fix", "files", "ignores", "metadata",
})  # fmt: skip


def propose(tree: constraint.Tree) -> Iterator[Proposal | Unread]:
    path = next((place for place in _FILES if place in tree.paths()), "")
    if not path:
        return
    loaded = settings.yaml(settings.text(tree, path) or "")
    known = settings.mapping(loaded[0]) if loaded else {}
    if not known:
        yield Unread(path, f"`{path}` is not YAML")
    tests = _tests(tree, known)
    said, count = [], 0
    for file in _in(tree, settings.texts(known.get("ruleDirs"))):
        rows = settings.yaml(settings.text(tree, file) or "")
        if rows is None:
            yield Unread(file, f"`{file}` is not YAML")
        for row in rows or ():
            count += 1
            found = _rule(tree, settings.mapping(row), file, tests)
            said += [found] if found and not lets_through(tree, found.scope, "ast-grep-ignore") else []
    yield from said
    if len(said) < count or not known:
        yield command(
            "ast-grep",
            f"The rules below `{path}` must be kept",
            "ast-grep scan --json",
            "ast-grep-json",
            path,
        )


def _in(tree: constraint.Tree, folders: Sequence[str]) -> Iterator[str]:
    """The YAML files of these folders."""
    heads = tuple(f"{folder.removeprefix('./').rstrip('/')}/" for folder in folders)
    for path in tree.paths():
        if path.startswith(heads) and path.endswith((".yml", ".yaml")):
            yield path


def _tests(tree: constraint.Tree, known: Mapping[str, object]) -> Mapping[str, Mapping[str, object]]:
    """The tests of each rule by its id: texts that are valid and texts that are not."""
    folders = [str(row.get("testDir")) for row in settings.mappings(known.get("testConfigs"))]
    rows = (
        row for file in _in(tree, folders) for row in settings.yaml(settings.text(tree, file) or "") or ()
    )
    return {str(found["id"]): found for row in rows if "id" in (found := settings.mapping(row))}


def _rule(
    tree: constraint.Tree, row: Mapping[str, object], file: str, tests: Mapping[str, Mapping[str, object]]
) -> Proposal | None:
    name, language = str(row.get("id") or ""), languages.canonical(str(row.get("language") or ""))
    inner = settings.mapping(row.get("rule"))
    if not name or not inner or set(row) - _KNOWN or str(row.get("severity", "hint")) != "error":
        return None
    scope = settings.texts(row.get("files")) or globs(tree, language)
    options: dict[str, object] = {"rule": dict(inner)}
    options |= {"language": language} if language != "python" else {}
    options |= {"message": " ".join(str(row["message"]).split())} if row.get("message") else {}
    proposal = Proposal(
        id=slug(name, "rule"),
        title=f"What the rule `{name}` matches must never occur",
        reason=str(row.get("note") or row.get("message") or f"`{file}` forbids it."),
        kind="pattern",
        options=options,
        include=scope,
        exclude=settings.texts(row.get("ignores")),
        shown=_shown(language, inner, tests.get(name, {})),
        origin=file,
    )
    return None if faults(proposal) else proposal


def _shown(language: str, rule: Mapping[str, object], test: Mapping[str, object]) -> tuple[Shown, ...]:
    """The rule's own tests, else a text made of its pattern."""
    kept = list(_codes(test.get("valid"))) or [fine(language)]
    broken = list(_codes(test.get("invalid"))) or [sample(str(rule.get("pattern") or ""), language)]
    path = f"example.{languages.extension(language)}"
    rows = [*(("kept", code) for code in kept[:2]), *(("broken", code) for code in broken[:2])]
    return tuple(Shown(verdict, language, path, code) for verdict, code in rows if code)


def _codes(value: object) -> Iterator[str]:
    yield from (each for each in value if isinstance(each, str)) if isinstance(value, list) else ()
