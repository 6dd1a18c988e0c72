"""paired-effect: whoever does this must also do that, on every way out of the function.

What it does
    Walks each path through each function: a *when* that can reach a way out without a *then* before or
    after it on the same path is a finding.
Why
    A changed record whose dirty flag is not set is lost at the next save; an early return is where it
    happens. Tests that take the main path see nothing.
Example
    ```check paired-effect
    when: ["self.records[$K] = $V", "del self.records[$K]"]
    then: ["self.dirty = True", "self.mark_dirty(...)"]
    unless-in: [__init__]
    ```
Options
    when        statements or calls; `$X` is any one expression, `...` any arguments, `a.b` any call of it
    then        what must go with them; any one of the list will do. A `$X` that also stands in *when* is
                the same expression there and here: `os.fsync($F)` of the file that was written
    unless-in   names of functions that are exempt
    Each pattern is written in the language of the files, such as `delete this.records[$K]`; a scope of
    several languages lists all. `x = $V` also means `x += …`, `x++` and a declaration of `x` with a value.
What it sees
    `if`/`else`, `and`/`or`, early `return`, `raise`, loops, `break`, `try`/`except`/`finally`, `with`,
    `match`, each with its `async` form. In the others what they have of these, and: `switch` that falls
    through, `?.`, `??`, labels, `defer` (it counts from where it stands), what a `try (…)` of Java
    closes, `panic`, `?`. Where Go asks `err != nil` in the next step, where Rust puts `?` behind a *when*
    or matches its `Err`, that *when* failed and so has not happened. Functions and closures inside are
    judged by themselves; what JavaScript gives to `.finally(…)`, or to the `.then(…)` of a *when*, counts
    where it stands as well.
    A private method is judged where the methods of its class call it; a method that always does
    *then* counts as *then*, for whichever `$X`. Private is `_x` in Python and JavaScript, `#x` and
    `private x`, a small letter in Go, what is not `pub` in Rust; a class is one in one file.
What it does not
    That two tests of one condition agree; calls through other objects; an exception that no `try` here
    catches; other classes that inherit the method. No disguise: patterns are matched as they are written,
    so an alias, `getattr`, `partial`, a decorator, a re-export, a method bound to a variable or a wrapper
    outside the class is neither *when* nor *then*, and one `$X` under two names is two; `a?.b()` and
    `a!.b()` are not `a.b()`. The end of the process (`os.Exit`, `log.Fatal`, `process.exit`) is no way out;
    a `goto` of Go is not followed. What stands inside a macro of Rust is no code to the parser.
    A pattern that is no code in the language of a file is told there, unless it is meant for another
    language of the scope.
Languages: Python, TypeScript, JavaScript, Go, Java, Rust.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from parti.constraints import block, constraint, finding
from parti.constraints import tree as trees
from parti.source import facts, languages, match, paired, python_facts, python_pairs
from parti.source.foreign import pairs

KIND = "paired-effect"
LANGUAGES = frozenset({"python", *pairs.SPEECHES})
_OTHERS = "TypeScript, JavaScript, Go, Java or Rust"
EXAMPLE: Mapping[str, object] = {
    "when": [
        "self.records[$K] = $V", "this.records[$K] = $V", "s.records[$K] = $V", "this.records.put(...)",
        "self.records.insert(...)",
    ],
    "then": [
        "self.dirty = True", "self.mark_dirty(...)", "this.dirty = true", "s.dirty = true",
        "self.dirty = true",
    ],
    "unless-in": ["__init__"],
}  # fmt: skip


def _class(*methods: str) -> str:
    body = "\n".join(methods)
    return "class Store:\n" + "".join(f"    {line}\n" for line in body.splitlines())


_RAW = "def _raw(self, k, v):\n    self.records[k] = v"
_SET = "def set(self, k, v):\n    self._raw(k, v)\n    self.dirty = True"


def _in(outline: str, body: str) -> str:
    return outline.replace("…", body)


_TS = "class Store {\n  #raw(k, v) { this.records[k] = v; }\n  set(k, v) { … }\n}\n"
_GO = (
    "package store\n\nfunc (s *Store) raw(k string) { s.records[k] = 1 }\n\n"
    "func (s *Store) Set(k string) {\n…\n}\n"
)
_JAVA = (
    "class Store {\n  private void raw(String k) { this.records.put(k, 1); }\n"
    "  void set(String k) { … }\n}\n"
)
_RUST = (
    "impl Store {\n  fn raw(&mut self, k: u8) { self.records.insert(k, 1); }\n"
    "  pub fn set(&mut self, k: u8) { … }\n}\n"
)
KEPT = (
    ("src/store.py", _class("def put(self, k, v):\n    self.records[k] = v\n    self.mark_dirty(k)")),
    ("src/store.py", _class(_RAW, _SET)),
    ("src/store.py", _class("def __init__(self):\n    self.records['a'] = 1")),
    ("src/store.py", _class("def cut(self, k):\n    try:\n        self.records[k] = None\n"
                            "    finally:\n        self.dirty = True")),
    ("src/store.ts", _in(_TS, "this.#raw(k, v); if (v) { go(); } this.dirty = true;")),
    ("src/store.js", _in(_TS, "try { this.#raw(k, v); } finally { this.dirty = true; }")),
    ("store.go", _in(_GO, "\tdefer func() { s.dirty = true }()\n\ts.raw(k)")),
    ("Store.java", _in(_JAVA, "try { raw(k); } finally { this.dirty = true; }")),
    ("src/store.rs", _in(_RUST, "self.raw(k); self.dirty = true; check()?;")),
)  # fmt: skip
BROKEN = (
    ("src/store.py", _class("def put(self, k, v):\n    self.records[k] = v")),
    ("src/store.py", _class("def put(self, k, v):\n    self.records[k] = v\n    if not v:\n        return\n"
                            "    self.dirty = True")),
    ("src/store.py", _class(_RAW, _SET, "def put(self, k, v):\n    self._raw(k, v)")),
    ("src/store.py", _class("def cut(self, k):\n    if k:\n        self.dirty = True\n"
                            "    self.records[k] = None")),
    ("src/store.ts", _in(_TS, "this.#raw(k, v); if (!v) { return; } this.dirty = true;")),
    ("src/store.js", _in(_TS, "switch (k) { case 1: this.#raw(k, v); default: }")),
    ("store.go", _in(_GO, "\ts.raw(k)\n\tif k == \"\" {\n\t\tpanic(k)\n\t}\n\ts.dirty = true")),
    ("Store.java", _in(_JAVA, "raw(k); if (k == null) { throw new Gone(); } this.dirty = true;")),
    ("src/store.rs", _in(_RUST, "self.raw(k); check()?; self.dirty = true;")),
)  # fmt: skip


_DECLARED = re.compile(r"\s*\w[\w<>,.?\[\]]*\s+[\w$][^=]*=(?!=)")


def options(raw: Mapping[str, object]) -> Sequence[str]:
    """What is wrong with the block."""
    wrong = [
        *block.unknown(raw, ("when", "then", "unless-in")),
        *block.need_texts(raw, "when", '["self.records[$K] = $V"]'),
        *block.need_texts(raw, "then", '["self.dirty = True"]'),
        *block.optional_texts(raw, "unless-in"),
    ]
    for key in ("when", "then"):
        for text in block.texts(raw, key):
            if not any(_is_code(text, language) for language in ("python", *sorted(pairs.SPEECHES))):
                wrong.append(f"`{key}: {text}` is not one Python statement or call, nor one of {_OTHERS}")
    return wrong


def _is_code(text: str, language: str) -> bool:
    return python_pairs.is_code(text) if language == "python" else pairs.is_code(text, language)


def reads(raw: Mapping[str, object]) -> frozenset[str]:
    """The languages in which the block can find anything."""
    del raw
    return LANGUAGES


def look(rule: constraint.Constraint, tree: constraint.Tree) -> constraint.Look:
    """Each place that is left without its pair."""
    texts = block.texts(rule.options, "when")
    words = tuple(dict.fromkeys(tuple(sorted(_words(text))) for text in texts))

    def at(source: constraint.Source) -> Iterator[finding.Finding]:
        if not any(all(word in source.text for word in group) for group in words):
            return
        if trees.facts(tree, source.path).problem:
            return
        language = languages.language(source.path)
        yield from _unspoken(rule, tree, source, language)
        if any(_is_code(text, language) for text in block.texts(rule.options, "then")):
            yield from _judged(rule, source, language)

    return constraint.Look(languages=LANGUAGES, words=words, at=at)


def _words(text: str) -> frozenset[str]:
    """Words that each match of a pattern holds; how a name is declared, and as what, is left open."""
    declared = _DECLARED.match(text)
    return match.literals(text[declared.end() :] if declared is not None else text)


def _unspoken(
    rule: constraint.Constraint, tree: constraint.Tree, source: constraint.Source, language: str
) -> Iterator[finding.Finding]:
    """What the file is not judged by, because it is no code in its language.

    A pattern in another language of the scope, or of an example, is meant for that, as long as something is
    left for this one.
    """
    for key in ("when", "then"):
        texts = block.texts(rule.options, key)
        alien = [text for text in texts if not _is_code(text, language)]
        if not alien:
            continue
        others = {languages.language(path) for path in tree.paths() if rule.scope.covers(path)}
        others |= {example.language for example in rule.examples}
        if len(alien) < len(texts):
            alien = [text for text in alien if not any(_is_code(text, each) for each in others & LANGUAGES)]
        if alien:
            name = languages.SPOKEN[language]
            said = ", ".join(f"`{text}`" for text in alien)
            message = f"this file is not judged by {said} of `{key}`, which is no {name}"
            fix = f"write it in {name} as well, or leave such files out of the scope"
            yield constraint.broken(rule, source, 1, 0, message, fix)


def _judged(
    rule: constraint.Constraint, source: constraint.Source, language: str
) -> Iterator[finding.Finding]:
    try:
        found = list(_left(rule, source.text, language))
    except RecursionError:
        message = "this is nested too deeply to be followed to each way out"
        fix = "write it flatter, or leave the file out of the scope"
        yield constraint.broken(rule, source, 1, 0, message, fix)
        return
    for each in found:
        yield _finding(rule, source, each)


def _left(rule: constraint.Constraint, text: str, language: str) -> Iterable[paired.Left]:
    when, then, exempt = (block.texts(rule.options, key) for key in ("when", "then", "unless-in"))
    if language != "python":
        return pairs.left(text, language, when, then, frozenset(exempt))
    parsed = python_facts.parse(text)
    if isinstance(parsed, facts.Problem):
        return ()
    return python_pairs.left(parsed, when, then, frozenset(exempt))


def _finding(rule: constraint.Constraint, source: constraint.Source, each: paired.Left) -> finding.Finding:
    then = " or ".join(f"`{text}`" for text in block.texts(rule.options, "then"))
    name = f"`{each.function}`" if each.function else "this function"
    message = f"{name} can end after this without {then}"
    return constraint.broken(
        rule, source, each.line, each.column, message, f"do {then} on every way out of {name}"
    )
