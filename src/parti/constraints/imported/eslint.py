"""ESLint: `no-restricted-imports` of a JSON configuration, and the tool's command for all its rules.

A configuration that is a program (`eslint.config.js`) is never run to be read.
"""

from collections.abc import Iterator, Mapping

from parti.constraints import constraint
from parti.constraints.imported import javascript, settings
from parti.constraints.imported.samples import globs
from parti.constraints.imported.section import Proposal, Shown, Unread, command, joined
from parti.source import languages

_JSON = (".eslintrc.json", ".eslintrc")
_PROGRAMS = (
    *(f"eslint.config.{end}" for end in ("js", "mjs", "cjs", "ts", "mts", "cts")),
    *(f".eslintrc.{end}" for end in ("js", "cjs", "yml", "yaml")),
)
_LANGUAGES = ("javascript", "typescript", "tsx")
_RULE = "no-restricted-imports"
_WIDER = "Modules below these, `require`, and lines with `eslint-disable` count too, unlike in ESLint."
_PRINTS = frozenset({"--format", "-f", "--output-file", "-o", "--fix"})


def propose(tree: constraint.Tree) -> Iterator[Proposal | Unread]:
    path, known = _configuration(tree)
    if not path:
        return
    if known is None:
        yield Unread(path, f"`{path}` is not JSON, so its rules stay with ESLint")
    modules = _restricted(known or {})
    if modules:
        yield _proposal(path, modules, tree)
    words = javascript.script(tree, "eslint", _PRINTS) or (".",)
    run = javascript.run("eslint", *words, "--format", "json")
    yield command("eslint", f"The rules of ESLint in `{path}` must be kept", run, "eslint-json", path)


def _configuration(tree: constraint.Tree) -> tuple[str, Mapping[str, object] | None]:
    """Where ESLint is set up, and how; None for a program."""
    paths = tree.paths()
    for path in _PROGRAMS[:6]:
        if path in paths:
            return path, None
    for path in _JSON:
        if path in paths:
            found = settings.loose_json(settings.text(tree, path) or "")
            return path, settings.mapping(found) if isinstance(found, dict) else None
    for path in _PROGRAMS[6:]:
        if path in paths:
            return path, None
    inner = settings.mapping(javascript.package(tree).get("eslintConfig"))
    return ("package.json", inner) if inner else ("", {})


def _restricted(known: Mapping[str, object]) -> tuple[str, ...]:
    """Packages that may not be imported at all; names out of a package and patterns stay with ESLint."""
    value = settings.mapping(known.get("rules")).get(_RULE)
    if not isinstance(value, list) or value[:1] not in (["error"], [2]):
        return ()
    paths: list[object] = []
    for each in value[1:]:
        inner = each.get("paths") if isinstance(each, dict) and "paths" in each else [each]
        paths += inner if isinstance(inner, list) else []
    whole = (_name(each) for each in paths)
    return tuple(dict.fromkeys(name for name in whole if name and not name.startswith((".", "/"))))


def _name(value: object) -> str:
    if isinstance(value, dict):
        partly = {"importNames", "allowImportNames", "importNamePattern"} & set(value)
        value = "" if partly else value.get("name")
    return value if isinstance(value, str) and "*" not in value else ""


def _proposal(path: str, modules: tuple[str, ...], tree: constraint.Tree) -> Proposal:
    scope = tuple(glob for language in _LANGUAGES for glob in globs(tree, language)) or ("**/*.js",)
    end = scope[0].rpartition(".")[2]
    language, place = languages.language(scope[0]), f"src/example.{end}"
    return Proposal(
        id="restricted-imports",
        title=f"{joined(modules)} must never be imported",
        reason=f"`{path}` restricts them by `{_RULE}`.",
        kind="forbidden-import",
        options={"modules": list(modules)},
        include=scope,
        shown=(
            Shown("kept", language, place, 'import { a } from "./a";'),
            Shown("broken", language, place, f'import {{ a }} from "{modules[0]}";'),
        ),
        origin=path,
        differs=_WIDER,
    )
