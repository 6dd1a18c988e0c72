"""Reads CONSTRAINTS.md into constraints; what cannot be read becomes a finding, and the rest stands.

Called by conformance, sync, the brief and the doors with the document's text. Sections are cut by `fences`;
here each section becomes a constraint or says what is missing. One broken block never stops the others.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from parti.constraints import block, checks, constraint, fences, finding, fitting
from parti.source import languages

PATH = "CONSTRAINTS.md"

_OWNER = re.compile(r"\bOwner:\s*([^.\n]+)")
_TICKED = re.compile(r"`([^`]+)`|\b(not|except)\b")
_JUDGED = re.compile(r"(?m)^[^\S\n]*(?:`judged`|Judged\b)|`judged`\s*$")
_WATCHES = re.compile(r"(?m)^[ \t]*(?:(?:Scope|Owner):[^\n]*?\b)?Watches:")
_LABELS = re.compile(r"\b(?:Scope|Owner|Watches):")
_VERDICTS = ("kept", "broken")


class Document(msgspec.Struct, frozen=True):
    """The constraints that could be read, and what is wrong with the others.

    `watches` holds, by constraint id, the names and paths of its `Watches:` line: what the sentence rests
    on beyond its check, looked after by `rot`.
    """

    constraints: tuple[constraint.Constraint, ...]
    findings: tuple[finding.Finding, ...]
    watches: Mapping[str, tuple[str, ...]] = {}

    def by_id(self) -> Mapping[str, constraint.Constraint]:
        return {rule.id: rule for rule in self.constraints}


def parse(text: str, path: str = PATH) -> Document:
    """The document in a text; `path` is where findings point to."""
    known: dict[str, constraint.Constraint] = {}
    findings: list[finding.Finding] = []
    watches: dict[str, tuple[str, ...]] = {}
    for section in fences.sections(text):
        rule, wrong = _constraint(section)
        findings.extend(_wrong(path, line, message, fix) for line, message, fix in wrong)
        if rule is None:
            continue
        twin = known.get(rule.id)
        if twin is not None:
            message = f"two constraints share the id `{rule.id}`; the first is at line {twin.line}"
            findings.append(_wrong(path, rule.line, message, "give this one an id of its own"))
        else:
            known[rule.id] = rule
            watched, _ = _watched(section)
            watches.update({rule.id: watched} if watched else {})
    return Document(tuple(known.values()), tuple(findings), watches)


_Wrong = tuple[int, str, str]


def _wrong(path: str, line: int, message: str, fix: str) -> finding.Finding:
    return finding.Finding(
        code="constraints/document",
        level="error",
        message=message,
        place=finding.Place(path=path, line=line),
        fix=fix,
        snippet=message,
    )


def _constraint(section: fences.Section) -> tuple[constraint.Constraint | None, list[_Wrong]]:
    wrong = [_unclosed(fence) for fence in section.fences if not fence.closed]
    blocks = [fence for fence in section.fences if fence.words[:1] == ("check",)]
    judged = bool(_JUDGED.search(section.prose))
    if not section.id:
        if blocks or judged or "{#" in section.title:
            fix = f"end the heading with an id, for example `{{#{_slug(section.title)}}}`"
            wrong.append((section.line, f"the constraint “{section.title}” has no usable id", fix))
        return None, wrong
    if not blocks and not judged:
        fix = "add a ```check block, or write `judged` when no machine can check it"
        return None, [*wrong, (section.line, f"`{section.id}` has neither a check nor `judged`", fix)]
    scope, bad_scope = _scope(section)
    kind, raw, bad_block = _check(section, blocks)
    examples = tuple(_examples(section, scope))
    if blocks and kind and not bad_block and not bad_scope:
        fix = f"see `parti constraints explain {kind}`"
        bad_block = [
            (blocks[0].line, f"`{section.id}`: {sentence}", fix)
            for sentence in fitting.wrong(kind, raw, scope)
        ]
    wrong += [*bad_scope, *bad_block, *_watched(section)[1]]
    if not bad_block:
        wrong += _missing(section, kind, examples)
    if not kind or bad_block or bad_scope:
        return None, wrong
    owner = _OWNER.search(section.prose)
    rule = constraint.Constraint(
        id=section.id,
        title=section.title,
        reason=_reason(section.prose),
        scope=scope,
        owner=owner[1].strip() if owner else "",
        kind=kind,
        options=raw,
        examples=examples,
        line=section.line,
    )
    return rule, wrong


def _unclosed(fence: fences.Fence) -> _Wrong:
    return (fence.line, "this fenced block is never closed", f"add a line with {fence.mark} after its end")


def _slug(title: str) -> str:
    words = re.findall(r"[a-z0-9]+", title.lower())
    return "-".join(words[:4]) or "name-it"


def _scope(section: fences.Section) -> tuple[constraint.Scope, list[_Wrong]]:
    """Globs in backticks after `Scope:`; those after `not` are exceptions."""
    start = re.search(r"(?m)^[^\S\n]*Scope:", section.prose)
    if start is None:
        return constraint.Scope(), []
    paragraph = _LABELS.split(section.prose[start.end() :].split("\n\n", 1)[0], maxsplit=1)[0]
    include: list[str] = []
    exclude: list[str] = []
    outside = False
    for ticked, word in _TICKED.findall(paragraph):
        if word:
            outside = True
        else:
            (exclude if outside else include).append(ticked.strip())
    if include or exclude:
        return constraint.Scope(tuple(include), tuple(exclude)), []
    line = section.line + 1 + section.prose[: start.end()].count("\n")
    return constraint.Scope(), [
        (line, "the scope names no glob", "put each glob in backticks: Scope: `src/**/*.py`")
    ]


def _watched(section: fences.Section) -> tuple[tuple[str, ...], list[_Wrong]]:
    """Names and paths in backticks after `Watches:`, on a line of its own or behind the scope or owner."""
    start = _WATCHES.search(section.prose)
    if start is None:
        return (), []
    paragraph = _LABELS.split(section.prose[start.end() :].split("\n\n", 1)[0], maxsplit=1)[0]
    names = tuple(dict.fromkeys(ticked.strip() for ticked in re.findall(r"`([^`]+)`", paragraph)))
    if names:
        return names, []
    line = section.line + 1 + section.prose[: start.end()].count("\n")
    fix = "put each name or path in backticks: Watches: `app.store.save`, `scripts/run.sh`"
    return (), [(line, "`Watches:` names nothing", fix)]


def _check(
    section: fences.Section, found: list[fences.Fence]
) -> tuple[str, Mapping[str, object], list[_Wrong]]:
    """The kind and options of the section's one check block."""
    if not found:
        return checks.JUDGED, {}, []
    first = found[0]
    if len(found) > 1:
        fix = "move it below a heading and id of its own"
        return "", {}, [(found[1].line, f"`{section.id}` has more than one check block", fix)]
    kind = first.words[1] if len(first.words) > 1 else ""
    if kind == checks.JUDGED:
        return kind, {}, []
    check = checks.load(kind)
    if check is None:
        hint = block.near(kind, (*checks.kinds(), checks.JUDGED))
        message = (
            f"unknown kind of check `{kind}`{hint}" if kind else f"the check block names no kind{hint}"
        )
        return "", {}, [(first.line, message, "write the kind after ```check")]
    raw, error = _mapping(first)
    if error is not None:
        return "", {}, [error]
    fix = f"see `parti constraints explain {kind}`"
    wrong = [(first.line, f"`{section.id}`: {sentence}", fix) for sentence in check.options(raw)]
    return kind, raw, wrong


def _mapping(fence: fences.Fence) -> tuple[Mapping[str, object], _Wrong | None]:
    """A block's body as YAML 1.2."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        raw = YAML(typ="safe", pure=True).load(fence.body)
    except (YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = fence.line + 1 + (mark.line if mark is not None else 0)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        return {}, (line, f"this block is not YAML: {problem}", "write one `name: value` a line")
    if raw is None:
        return {}, None
    if not isinstance(raw, dict) or not all(isinstance(key, str) for key in raw):
        return {}, (fence.line, "a check block holds `name: value` lines", "write one `name: value` a line")
    return raw, None


def _examples(section: fences.Section, scope: constraint.Scope) -> Iterator[constraint.Example]:
    for fence in section.fences:
        verdict = next((word for word in fence.words[1:] if word in _VERDICTS), "")
        if not verdict:
            continue
        given = next((word[5:].strip("\"'") for word in fence.words if word.startswith("path=")), "")
        yield constraint.Example(
            verdict=verdict,
            language=languages.canonical(fence.words[0]),
            code=fence.body,
            path=given or example_path(scope, fence.words[0]),
            line=fence.line,
        )


def example_path(scope: constraint.Scope, language: str) -> str:
    """A path inside a scope for an example that names none."""
    name = f"example.{languages.extension(language)}"
    for glob in (*scope.include, "src/**", "**"):
        path = re.sub(r"[*?]+", "example", re.sub(r"\*\*/?$", name, glob).replace("**/", ""))
        path = f"{path}{name}" if path.endswith("/") else path
        if scope.covers(path) and languages.language(path) == languages.canonical(language):
            return path
    return name


def _missing(section: fences.Section, kind: str, examples: Iterable[constraint.Example]) -> list[_Wrong]:
    """Examples are what shows that a rule can fire at all; a command is shown by its exit code."""
    if kind in {checks.JUDGED, "command"}:
        return []
    present = {example.verdict for example in examples}
    return [
        (section.line, f"`{section.id}` has no {verdict} example", f"add a ```python {verdict} block")
        for verdict in _VERDICTS
        if verdict not in present
    ]


def _reason(prose: str) -> str:
    """The prose without the lines that state scope, owner and what is watched."""
    paragraphs = (each.strip() for each in re.split(r"\n\s*\n|\n(?=\s*(?:Scope|Watches):)", prose))
    aside = ("Scope:", "Owner:", "Watches:", "`judged`", "Judged")
    kept = (p for p in paragraphs if p and not p.startswith(aside))
    return "\n\n".join(kept)
