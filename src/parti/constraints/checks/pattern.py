"""pattern: a structural pattern that may not occur, or that each file must contain.

What it does
    Matches syntax, not text, with ast-grep: `print($$$A)` is a call of print wherever it stands, and
    never a comment.
Why
    What the other kinds do not know can still be said exactly, in any language.
Example
    ```check pattern
    forbid: print($$$A)
    message: output goes through `log`
    ```
Options
    forbid       one pattern or a list; each match is a finding
    require      one pattern or a list; each file in scope must contain one of them
    rule         a raw ast-grep rule instead (`kind`, `has`, `inside`, `not`, …); each match is a finding
    constraints  what a `$X` must be, by its name: `{X: {regex: "^tmp_"}}`, `{X: {not: {kind: string}}}`
    language     python (default), javascript, typescript, tsx, go, java, rust, …
    message      what to say
    fix          the next step to offer
What it sees
    `$X` is one node, `$$$X` any number. Go calls are matched as calls, which plain ast-grep takes for
    conversions. In Python, JavaScript, TypeScript, Go, Java and Rust each pattern that is no code there,
    `if err != nil {` or `x = = 1`, is told by name: it would match nothing.
What it does not
    Disguises: `from json import dump as d`, `getattr`, `partial`, a decorator, a re-export, a wrapper and
    a method bound to a variable all escape `json.dump($$$A)`; use `forbidden-call` for that. A comment of
    Python in a row of 300 lines and more that hold nothing else.
Languages: all that ast-grep reads, one a constraint.
"""

from collections.abc import Iterator, Mapping, Sequence

from parti.constraints import block, constraint, finding
from parti.source import languages, literals, phrases, structure, wholeness

KIND = "pattern"
EXAMPLE: Mapping[str, object] = {"forbid": "print($$$A)", "message": "output goes through `log`"}
KEPT = (
    ("src/app/posts.py", "# print(x)\nlog('print(x)')\n"),
    ("src/app/posts.py", "printer(x)\n"),
)
BROKEN = (
    ("src/app/posts.py", "print(x)\n"),
    ("src/app/posts.py", "def f():\n    if x:\n        print('a', x, end='')\n"),
)

_KEYS = ("forbid", "require", "rule", "constraints", "language", "message", "fix")


def options(raw: Mapping[str, object]) -> Sequence[str]:
    """What is wrong with the block; a rule that the engine does not take is refused here."""
    given = [key for key in ("forbid", "require", "rule") if key in raw]
    wrong = block.unknown(raw, _KEYS)
    if len(given) != 1:
        wrong.append("give exactly one of `forbid`, `require` and `rule`")
    wrong += block.optional_text(raw, "language", "message", "fix")
    language = _language(raw)
    if language not in structure.LANGUAGES:
        return [*wrong, f"unknown language `{language}`{block.near(language, structure.LANGUAGES)}"]
    for key in given:
        wrong += _wrong_rule(raw[key], language) if key == "rule" else _wrong_patterns(raw, key, language)
    return wrong or _wrong_limits(raw, given[0], language)


def reads(raw: Mapping[str, object]) -> frozenset[str]:
    """The language in which the block can find anything."""
    return frozenset({_language(raw)})


def look(rule: constraint.Constraint, tree: constraint.Tree) -> constraint.Look:
    """Each match of what is forbidden, each file without what is required."""
    del tree
    language = _language(rule.options)
    if "require" in rule.options:
        return _lacking(rule, language)
    raw = rule.options.get("rule")
    patterns = block.texts(rule.options, "forbid")
    rules = [raw] if isinstance(raw, dict) else [structure.configured(p, language) for p in patterns]
    limits = _limits(rule.options)

    def at(source: constraint.Source) -> Iterator[finding.Finding]:
        for line, column in structure.find(source.text, language, rules, limits):
            message = block.text(rule.options, "message") or f"this is what “{rule.title}” forbids"
            fix = block.text(rule.options, "fix") or f"write it differently; `{rule.id}` gives the reason"
            yield constraint.broken(rule, source, line, column, message, fix)

    words = literals.groups(rules, language)
    sharper = phrases.lying(phrases.groups(rules)) if language == "python" else ((),)
    return constraint.Look(languages=frozenset({language}), words=words, phrases=sharper, at=at)


def _lacking(rule: constraint.Constraint, language: str) -> constraint.Look:
    """Files in scope that contain none of the required patterns."""
    patterns = block.texts(rule.options, "require")
    rules = [structure.configured(pattern, language) for pattern in patterns]
    words = literals.groups(rules, language)
    wanted = " or ".join(f"`{pattern}`" for pattern in patterns)
    limits = _limits(rule.options)

    def at(source: constraint.Source) -> Iterator[finding.Finding]:
        may = any(all(word in source.text for word in group) for group in words)
        if not may or not structure.find(source.text, language, rules, limits):
            message = block.text(rule.options, "message") or f"this file does not contain {wanted}"
            fix = block.text(rule.options, "fix") or f"add {wanted}"
            yield constraint.broken(rule, source, 1, 0, message, fix)

    return constraint.Look(languages=frozenset({language}), words=((),), at=at)


def _limits(raw: Mapping[str, object]) -> Mapping[str, object]:
    limits = raw.get("constraints")
    return limits if isinstance(limits, dict) else {}


def _wrong_limits(raw: Mapping[str, object], key: str, language: str) -> list[str]:
    """What is wrong with `constraints`; the engine itself passes over one for a `$$$X` in silence."""
    if "constraints" not in raw:
        return []
    limits = _limits(raw)
    if not limits or not all(isinstance(each, dict) and each for each in limits.values()):
        return [
            '`constraints` must say something of a `$X` by its name, for example `{X: {regex: "^tmp_"}}`'
        ]
    rules = (
        [raw[key]] if key == "rule" else [structure.configured(p, language) for p in block.texts(raw, key)]
    )
    held = structure.metavariables(rules)
    wrong = [
        f"`constraints` speaks of `{name}`, and no pattern holds `${name}`{block.near(name, sorted(held))}"
        for name in limits
        if name not in held
    ]
    wrong += [
        f"in `constraints` of `{name}`: unknown key `{slip}`{block.near(slip, known)}"
        for name, said in limits.items()
        if isinstance(said, dict)
        for slip, known in structure.slips(said)
    ]
    whys = (structure.refusal(rule, language, limits) for rule in rules if isinstance(rule, dict))
    return wrong or [f"the engine does not take these `constraints`: {why}" for why in whys if why][:1]


def _language(raw: Mapping[str, object]) -> str:
    return languages.canonical(block.text(raw, "language") or "python")


def _wrong_patterns(raw: Mapping[str, object], key: str, language: str) -> list[str]:
    wrong = block.need_texts(raw, key, "print($$$A)")
    for pattern in block.texts(raw, key):
        why = structure.refusal(structure.configured(pattern, language), language)
        if why:
            wrong.append(f"the engine does not take `{pattern}`: {why}")
        elif language == "python" and not structure.parses(pattern, language):
            wrong.append(f"`{pattern}` is not whole {language} code; use `rule` for a part of a statement")
        elif not wholeness.is_code(pattern, language):
            why = "so it would match nothing; use `rule` for a part of a statement"
            wrong.append(f"`{pattern}` is not {language} code, {why}")
    return wrong


def _wrong_rule(raw: object, language: str) -> list[str]:
    if not isinstance(raw, dict):
        return ["`rule` must be a mapping, for example `rule: {kind: except_clause}`"]
    slips = [
        f"in `rule`: unknown key `{key}`{block.near(key, known)}" for key, known in structure.slips(raw)
    ]
    if slips:
        return slips
    why = structure.refusal(raw, language)
    return [f"the engine does not take this `rule`: {why}"] if why else []
