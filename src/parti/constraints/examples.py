"""Runs the *kept* and *broken* examples: what shows that a rule can fire, and only where it should.

Called by `parti constraints test` and by the gate; the same function runs the examples that each kind of
check brings along. Without it a rule that matches nothing looks like a code base that is clean.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from parti.constraints import checks, conformance, constraint, document, finding, fitting, go_modules
from parti.constraints import tree as trees
from parti.constraints.checks import append_only
from parti.source import facts, languages, reading, standard

_FILE = re.compile(r"^\s*(?:#|//|--|/\*|<!--)\s*(file|before):\s*([^\s*]+)\s*(?:\*/|-->)?\s*$")
_OF_MODULES = frozenset({"layers", "independent"})
"""Kinds that ask which module a file is, and so, in Rust, which crate it lies in."""

_BESIDE = {
    "written-once": "repeat the helper",
    "registered-in": "repeat the map",
    "independent": "show the other module",
}
"""Kinds whose examples need what the tree has, and what of it an example brings along."""


def run(
    rules: Iterable[constraint.Constraint],
    path: str = document.PATH,
    tree: constraint.Tree | None = None,
) -> tuple[finding.Finding, ...]:
    """A finding for each example that does not behave as its word says.

    Args:
        rules: what is judged.
        path: where the document lies.
        tree: the tree that the rules are for. The names of its Go modules say what an import in an example
            means, so that no example is found by a rule that is blind in the tree.
    """
    every = tuple(rules)
    spoken = tree is not None and speak_go(every)
    beside = go_modules.around(tree.paths(), tree) if tree is not None and spoken else {}
    return finding.order(tuple(each for rule in every for each in _of(rule, path, beside)))


def speak_go(rules: Iterable[constraint.Constraint]) -> bool:
    """Whether any example is in Go, and so hangs on more than the document."""
    return any(map(go_modules.is_go, (path for rule in rules for e in rule.examples for path in files(e))))


def _of(rule: constraint.Constraint, path: str, beside: Mapping[str, str]) -> Iterator[finding.Finding]:
    if rule.kind in {checks.JUDGED, "command"}:
        return
    for example in rule.examples:
        outside = [p for p in files(example) if not rule.scope.covers(p)]
        found = findings(rule, example, beside)
        if example.verdict == "kept" and found:
            first = found[0]
            message = (
                f"the kept example of `{rule.id}` breaks it: {first.message} (its line {first.place.line})"
            )
            fix = "correct the example or the check"
            beside_it = _beside(rule, files(example)) if rule.kind == "registered-in" else ""
            yield _finding(path, example, message, fix + beside_it)
        elif example.verdict == "broken" and not found:
            why = f"; `{outside[0]}` is outside the scope" if outside else ""
            spoken = {languages.language(path) for path in files(example)} - {""}
            why += "".join(f"; {said}" for said in fitting.unread(rule.kind, rule.options, spoken))
            unread = _problems(_tree(example, beside)).values()
            why += "".join(f"; it does not parse: {each.message} (its line {each.line})" for each in unread)
            message = f"the broken example of `{rule.id}` is not found: this check does not see it{why}"
            yield _finding(path, example, message, _advice(rule, spoken, files(example)))


def _advice(rule: constraint.Constraint, spoken: Collection[str], shown: Collection[str]) -> str:
    """What to do about a broken example that is not found; crates are known by their manifests alone."""
    manifests = any(each.rpartition("/")[2] == "Cargo.toml" for each in shown)
    if rule.kind in _OF_MODULES and "rust" in spoken and not manifests:
        return "correct the check, or add the `Cargo.toml` of each crate by `// file: <path>`"
    return f"correct the check, or give the example a `path=`{_beside(rule, shown)}"


def _beside(rule: constraint.Constraint, shown: Collection[str]) -> str:
    """What an example of one file may lack of the tree."""
    if len(shown) != 1 or rule.kind not in _BESIDE:
        return ""
    return f"; it sees no file but its own, so {_BESIDE[rule.kind]} below a line `# file: <path>`"


def findings(
    rule: constraint.Constraint, example: constraint.Example, beside: Mapping[str, str] | None = None
) -> tuple[finding.Finding, ...]:
    """What a constraint finds in one example; a text that does not parse is found too.

    Args:
        beside: texts of the tree that an example in Go is judged with, unless it brings its own.
    """
    tree = _tree(example, beside)
    found = conformance.of_rule(rule, tree)
    if rule.kind == append_only.KIND:
        found += append_only.judge(rule, files(example, "before"), files(example))
    problems = (
        finding.Finding(
            code="constraints/unread",
            level="error",
            message=f"it does not parse: {problem.message}",
            place=finding.Place(path=path, line=problem.line),
            fix="correct the example",
        )
        for path, problem in (_problems(tree) if example.verdict == "kept" else {}).items()
    )
    return (*found, *problems)


def _tree(example: constraint.Example, beside: Mapping[str, str] | None) -> trees.Lazy:
    texts = files(example)
    given = {**(beside or {}), **texts} if any(map(go_modules.is_go, texts)) else texts
    return trees.Lazy(given, given.__getitem__, None, reading.extract)


def _problems(tree: trees.Lazy) -> Mapping[str, facts.Problem]:
    """Every file of an example that has facts is read, so that a kept one cannot pass unread."""
    for path in tree.paths():
        if languages.language(path) in standard.LANGUAGES:
            tree.facts(path)
    return tree.problems()


def files(example: constraint.Example, state: str = "file") -> Mapping[str, str]:
    """The files of an example: one, or several parted by `# file: path` lines.

    What stands below a line `# before: path` is a file as it was before the change, for the kinds that
    compare; those files have the state `before`.
    """
    texts: dict[str, dict[str, str]] = {"file": {}, "before": {}}
    here, path = "file", example.path
    for line in example.code.splitlines(keepends=True):
        found = _FILE.match(line)
        if found:
            here, path = found[1], found[2]
            texts[here].setdefault(path, "")
        else:
            texts[here][path] = texts[here].get(path, "") + line
    return texts[state] or ({example.path: ""} if state == "file" else {})


def sample(
    check: constraint.Check, verdict: str, at: int
) -> tuple[constraint.Constraint, constraint.Example]:
    """One of a kind's own examples, with a constraint that holds the kind's example options."""
    path, code = (check.KEPT if verdict == "kept" else check.BROKEN)[at]
    example = constraint.Example(
        verdict=verdict, language=languages.language(path), code=code, path=path, line=0
    )
    rule = constraint.Constraint(
        id=check.KIND,
        title=check.KIND,
        reason="",
        scope=constraint.Scope(),
        owner="",
        kind=check.KIND,
        options=check.EXAMPLE,
        examples=(example,),
        line=0,
    )
    return rule, example


def _finding(path: str, example: constraint.Example, message: str, fix: str) -> finding.Finding:
    return finding.Finding(
        code="constraints/example",
        level="error",
        message=message,
        place=finding.Place(path=path, line=example.line),
        fix=fix,
        snippet=message,
    )
