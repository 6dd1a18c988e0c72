"""Everything in Parti that reads a text which somebody else wrote, as named steps.

Called by `worker` and `minimise`. A step lets one eye look at a mutant; what it returns does not matter,
but it must return, and `differs` says in a sentence what two looks at one text must agree on. A refusal is
an answer. Steps draw their options from the mutant's number, so that a finding can be repeated.
"""

import difflib
import json
import random
import signal
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec

from bench.fuzz import documents
from bench.fuzz.mutants import Mutant
from parti.constraints import (
    baseline,
    candidates,
    checks,
    conformance,
    constraint,
    document,
    examples,
    finding,
    lint,
    rot_beyond,
    suppression,
    tools,
)
from parti.constraints import tree as trees
from parti.constraints.checks import command
from parti.records import refusal
from parti.source import (
    diff,
    facts,
    import_scan,
    kept,
    languages,
    literals,
    manifests,
    project,
    python_facts,
    reading,
    shape,
    shape_text,
    structure,
)

Step = Callable[[Mutant], None]

RULES = 6
"""Constraints of the wide document that judge one mutant; which ones depends on its number."""

_OTHER = (
    "import os\nfrom app.mutant import f\n\nROWS = []\n\n\ndef save(path):\n    return open(path, 'w')\n"
)


class Differs(Exception):
    """Two looks at one text that must agree and do not."""


def _anew() -> None:
    """A step that calls twice gives each call the time of one: the watch begins again, where one runs."""
    _, seconds = signal.getitimer(signal.ITIMER_PROF)
    signal.setitimer(signal.ITIMER_PROF, seconds, seconds)


def _facts(mutant: Mutant) -> None:
    found = reading.extract(mutant.text, mutant.path)
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(_sayable(found)), type=facts.Facts)
    if again != _sayable(found):
        raise Differs("facts that were written down are other facts")


def _sayable(found: facts.Facts) -> facts.Facts:
    """Facts with a lone surrogate cannot be written down, which their keeper knows."""
    try:
        msgspec.msgpack.encode(found)
    except UnicodeEncodeError:
        return facts.Facts()
    return found


def _imports(mutant: Mutant) -> None:
    if languages.language(mutant.path) != "python":
        return
    text = mutant.text
    rough = import_scan.scan(text, mutant.path)
    tops = import_scan.imports_of(text)
    known = python_facts.extract(text, mutant.path)
    if known.problem:
        return
    if reading.imported(text, mutant.path).imports != known.imports:
        raise Differs("imports that are read alone are other imports")
    exact = {target for each in known.imports for target in each.targets() if not each.dynamic}
    seen = {target for each in rough or () for target in each.targets()}
    if rough is not None and not exact <= seen:
        raise Differs(f"the scan misses imports: {sorted(exact - seen)[:3]}")
    wanted = {i.module.split(".", 1)[0] for i in known.imports if not i.level and not i.dynamic}
    if wanted - {""} != tops - {""}:
        raise Differs(f"imports_of and a parse differ: {sorted(wanted ^ tops)[:3]}")


def _patterns(mutant: Mutant) -> None:
    language = languages.language(mutant.path)
    if language not in structure.LANGUAGES:
        return
    known = documents.rules_for(language)
    text, rules = mutant.text, random.Random(mutant.number).sample(known, min(3, len(known)))
    found = structure.find(text, language, rules)
    groups = literals.groups(rules, language)
    if found and not any(all(word in text for word in group) for group in groups):
        raise Differs(f"the scan for words hides a match: {groups}")


def _shape(mutant: Mutant) -> None:
    change = shape.FileChange(mutant.path, mutant.before, mutant.text)
    told = shape.shape([change], [mutant.path, "src/app/other.py"], reading.extract)
    back = shape.shape([shape.FileChange(mutant.path, mutant.text, None)], (), reading.extract)
    for each in (told, back):
        if len(shape_text.render(each).splitlines()) > shape_text.PAGE * 3:
            raise Differs("the page is longer than a page")


def _diff(mutant: Mutant) -> None:
    """A true diff of the two texts, spoiled by its number; and the text itself taken for a diff."""
    chance = random.Random(mutant.number)
    rows = [text.split("\n")[:400] for text in (mutant.before, mutant.text)]
    said = list(difflib.unified_diff(*rows, f"a/{mutant.path}", f"b/{mutant.path}", lineterm=""))
    spoiled = list(said)
    for _ in range(chance.randint(0, 3)):
        if spoiled:
            spoiled[chance.randrange(len(spoiled))] = chance.choice(
                (
                    "@@ -1 +1 @@",
                    "@@ -0,0 +999999999,7 @@",
                    "--- ",
                    '+++ "b/\\377\\z',
                    "rename from a",
                    "diff --git a",
                )
            )
    for rows_of in (said, spoiled, mutant.text.split("\n")):
        for each in diff.parse("\n".join(rows_of)):
            _ = each.added, each.removed


def _tree(mutant: Mutant) -> trees.Lazy:
    texts = {
        mutant.path: mutant.text,
        "src/app/other.py": _OTHER,
        "example.py": "HANDLERS = {}\nROWS = []\n",
    }
    return trees.Lazy(texts, texts.__getitem__, None, reading.extract)


def _chosen(mutant: Mutant) -> tuple[constraint.Constraint, ...]:
    """Some of the wide constraints, those that can concern the mutant's language first."""
    tree, language = _tree(mutant), languages.language(mutant.path)
    concerned = [rule for rule in documents.wide().constraints if _concerns(rule, tree, language)]
    return tuple(random.Random(mutant.number).sample(concerned, min(RULES, len(concerned))))


def _concerns(rule: constraint.Constraint, tree: constraint.Tree, language: str) -> bool:
    if rule.kind == "pattern":
        return str(rule.options.get("language")) == language
    return rule.kind != command.KIND


def _checks(mutant: Mutant) -> None:
    """The same findings with the scan for words and without it."""
    rules = _chosen(mutant)
    with_scan = set(conformance.judge(rules, _tree(mutant)))
    _anew()
    without = set(conformance.judge(rules, _tree(mutant), prefilter=False))
    if with_scan != without:
        first = min(with_scan ^ without, key=str)
        raise Differs(f"the scan for words changes what is found: {first.code} {first.message}")


def _gate(mutant: Mutant) -> None:
    """The whole run, with rot, suppressions and commands, and a second one on the changed file alone."""
    whole = documents.wide()
    chosen = _chosen(mutant)
    read = document.Document(chosen, (), {chosen[0].id: ("app.other.save", mutant.path)} if chosen else {})
    results = {rule.id: conformance.Result(1, mutant.text[:2000]) for rule in whole.constraints[-2:]}
    tree = _tree(mutant)
    found = conformance.run(read, tree, results)
    _anew()
    applied = baseline.apply(baseline.accept(found), found)
    if any(each.level == "error" and "/" not in each.code for each in applied.new):
        raise Differs("what was accepted is new again")
    part = trees.Lazy(tree.paths(), tree.text, [mutant.path], reading.extract)
    conformance.run(read, part, results)


def _candidates(mutant: Mutant) -> None:
    read = document.Document((), ())
    change = [shape.FileChange(mutant.path, mutant.before, mutant.text)]
    candidates.find(change, _tree(mutant), read, reading.extract)


def _suppressions(mutant: Mutant) -> None:
    lines = mutant.text.split("\n")
    marked = [
        f"{line}  # parti: allow r{at} -- why" if at % 7 == 0 else line for at, line in enumerate(lines)
    ]
    for text in (mutant.text, "\n".join(marked)):
        for each in suppression.collect(mutant.path, text):
            suppression.unused(each)


def keeping(folder: Path) -> Step:
    """Facts through the store, which must give back what was made."""
    store = kept.Kept(folder, reading.extract)

    def step(mutant: Mutant) -> None:
        if store.facts(mutant.text, mutant.path) != store.facts(mutant.text, mutant.path):
            raise Differs("kept facts are other facts")

    return step


def _constraint_document(mutant: Mutant) -> None:
    read = document.parse(mutant.text)
    lint.findings(read.constraints)
    examples.run(read.constraints)
    tree = _tree(Mutant(mutant.number, "python", "src/app/posts.py", (), "replace", _OTHER.encode(), b""))
    conformance.run(read, tree, {rule.id: conformance.Result(1, "x") for rule in read.constraints})
    for rule in read.constraints:
        list(rot_beyond.scripts([rule], lambda path: False))
    conformance.commands(read.constraints)


def _baseline(mutant: Mutant) -> None:
    try:
        read = baseline.load(mutant.text)
    except refusal.Unready:
        return
    if baseline.load(baseline.dump(read)) != read:
        raise Differs("a baseline that was written down is another baseline")
    baseline.apply(read, ())
    baseline.shrink(read, ())


def _manifest(mutant: Mutant) -> None:
    manifests.declared(mutant.path, mutant.text)
    rule = next(each for each in documents.wide().constraints if each.kind == "allowed-dependencies")
    texts = {mutant.path: mutant.text, "a.py": "import x\n", "a.go": "package a\n"}
    conformance.of_rule(rule, trees.Texts(texts))
    project.look(sorted(texts), texts.__getitem__)


def _tool_output(mutant: Mutant) -> None:
    form = mutant.path if mutant.path in documents.TOOLS else "text"
    tools.read(form, mutant.text)
    for rule in documents.wide().constraints:
        if rule.kind == command.KIND and rule.options.get("format") == form:
            command.judge(rule, 1, mutant.text, ["a.py", "src/b.ts"])


SOURCE: Mapping[str, Step] = {
    "facts": _facts,
    "imports": _imports,
    "patterns": _patterns,
    "shape": _shape,
    "diff": _diff,
    "checks": _checks,
    "gate": _gate,
    "candidates": _candidates,
    "suppressions": _suppressions,
}
ASIDE: Mapping[str, Step] = {
    "constraint document": _constraint_document,
    "baseline": _baseline,
    "manifest": _manifest,
    "tool output": _tool_output,
}


_COSTLY = frozenset({"gate", "candidates"})
"""Steps that every third mutant goes through."""


def steps(mutant: Mutant, store: Step | None = None) -> Iterator[tuple[str, Step]]:
    """The steps that a mutant goes through."""
    if mutant.group in ASIDE:
        yield mutant.group, ASIDE[mutant.group]
        return
    for name, step in SOURCE.items():
        if mutant.number % 3 == 0 or name not in _COSTLY:
            yield name, step
    if store is not None and mutant.number % 4 == 0:
        yield "kept", store


def named(name: str) -> Step:
    return {**SOURCE, **ASIDE}[name]


def warm() -> None:
    """Loads what a first look would load, so that the first mutant's time is its own."""
    documents.wide()
    for kind in checks.kinds():
        checks.load(kind)
    for form in tools.FORMS:
        tools.read(form, json.dumps([]))
    structure.find("a", "python", [{"pattern": "a"}])
    finding.order(())
