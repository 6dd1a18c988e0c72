"""written-once: what a helper does is written once; whoever needs it calls it.

What it does
    Finds functions, and parts of functions, that repeat what a named helper does, statement by statement.
Why
    The second way of doing a thing is the one that misses the next fix, and nobody sees that there are two.
Example
    ```check written-once
    helpers: [app.hashing.digest_of, "src/app/text/*.py"]
    ```
Options
    helpers      dotted names of functions or methods (`app.store.Store.save`), and globs of files, in which
                 each function counts that is large enough and does not only fill what was made (`__init__`
                 and its like, `constructor`)
    statements   how many statements a helper has at least; 4 without it. It also has four words a statement
                 of these. A smaller one is told from other code by nothing; who names it is told so (rot)
What it sees
    The same statements in their order; from ten statements on one in ten may lack, with one word in ten.
    Others may stand in between, half as many. In a function under any name, nested, a method, below
    decorators, in the middle of another function, at the top of a file, in a new file. Other names of
    parameters and variables; modules and functions under an alias, bound to a variable, by `getattr`; other
    annotations, comments and docstrings; a constant of ours or its value; `name = x` for `return x`, and a
    last value that is used on the spot.
What it does not
    Statements in another order, or said in another way (`if not x` for `else`, a comprehension for a loop,
    a keyword argument by position); an argument written out in place of a parameter (`self.path.open()` for
    `path.open()`); a constant bound inside the function. A function that calls the helper, or overrides it
    and calls `super()`, repeats nothing; nor does a twin that awaits where the helper does not. Of two
    helpers that are alike in one file the second is told; of two files, both.
Languages: Python, TypeScript, JavaScript; a helper of one of them is looked for in files of its own kind.
"""

import functools
import textwrap
from collections.abc import Iterator, Mapping, Sequence

from parti.constraints import block, constraint, finding, named_helpers
from parti.source import languages, passages

KIND = "written-once"
EXAMPLE: Mapping[str, object] = {"helpers": ["app.hashing.digest_of", "src/app/*_text.ts"]}
_HEAD = "import hashlib\n\n\n"
_DIGEST = (
    "def {name}({path}):\n    {made} = {hashlib}.sha256()\n    with {path}.open('rb') as {file}:\n"
    "        while part := {file}.read(65536):\n            {made}.update(part)\n    "
    "return {made}.hexdigest()\n"
)


def _digest(
    name: str, path: str = "path", made: str = "digest", file: str = "file", hashlib: str = "hashlib"
) -> str:
    return _DIGEST.format(name=name, path=path, made=made, file=file, hashlib=hashlib)


_HELPER = f"# file: src/app/hashing.py\n{_HEAD}{_digest('digest_of')}"
_SCRIPT = (
    "export function {name}({text}) {{\n  const plain = {text}.normalize('NFKD').toLowerCase();\n"
    "  const words = plain.split(/[^a-z0-9]+/);\n  if (!words.length) {{\n"
    "    throw new RangeError('no words');\n  }}\n  return words.filter(Boolean).join('-');\n}}\n"
)
_TEXTS = f"// file: src/app/slug_text.ts\n{_SCRIPT.format(name='slug', text='text')}"
KEPT = (
    ("src/app/hashing.py", f"{_HEAD}{_digest('digest_of')}"),
    ("src/app/a.py", "from app.hashing import digest_of\n\n\ndef same(one, two):\n"
     f"    return digest_of(one) == digest_of(two)\n{_HELPER}"),
    ("src/app/a.py", f"{_HEAD}{_digest('size_of').replace('sha256', 'md5')}{_HELPER}"),
    ("src/app/a.ts", "import { slug } from './slug_text';\n\nexport const link = (it) => slug(it.title);\n"
     f"{_TEXTS}"),
)  # fmt: skip
BROKEN = (
    ("src/app/a.py", f"{_HEAD}{_digest('fingerprint')}{_HELPER}"),
    ("src/app/a.py", "import hashlib as h\n\n\nclass Files:\n    @staticmethod\n    "
     f"{textwrap.indent(_digest('of', 'place', 'made', 'held', 'h'), '    ').lstrip()}{_HELPER}"),
    ("src/app/a.ts", f"{_SCRIPT.format(name='anchor', text='title')}{_TEXTS}"),
)  # fmt: skip


def options(raw: Mapping[str, object]) -> Sequence[str]:
    """What is wrong with the block."""
    least = raw.get("statements", 1)
    wrong = [
        *block.unknown(raw, ("helpers", "statements")),
        *block.need_texts(raw, "helpers", "[app.hashing.digest_of]"),
    ]
    if not isinstance(least, int) or isinstance(least, bool) or least < 1:
        wrong.append("`statements` must be a whole number above 0, for example `statements: 3`")
    wrong += [
        f"`helpers: {each}` must be a dotted name, with its module, or a glob of files"
        for each in block.texts(raw, "helpers")
        if not named_helpers.is_glob(each) and "." not in each.strip(".")
    ]
    return wrong


def look(rule: constraint.Constraint, tree: constraint.Tree) -> constraint.Look:
    """Each place that repeats a helper."""
    known = functools.cache(lambda: named_helpers.entries(rule, tree))

    def at(source: constraint.Source) -> Iterator[finding.Finding]:
        found, place = known()
        scripts = languages.language(source.path) in languages.SCRIPTS
        near = {
            (each.path, each.passage.line): each
            for entry in found
            for each in entry.helpers
            if (languages.language(each.path) in languages.SCRIPTS) == scripts
            and any(all(word in source.text for word in group) for group in each.words)
        }
        if near:
            read = named_helpers.read(source.path, source.text, tree, place)
            for passage in read:
                for helper, repeat in _told(list(near.values()), passage, source.path):
                    yield _finding(rule, source, passage, helper, repeat)

    return constraint.Look(languages=named_helpers.LANGUAGES, words=((),), at=at)


def _told(
    helpers: Sequence[named_helpers.Helper], passage: passages.Passage, path: str
) -> Iterator[tuple[named_helpers.Helper, passages.Repeat]]:
    """The repeats in one passage; where two helpers are alike, the larger one speaks, or the first."""
    found = [
        (helper, repeat)
        for helper in helpers
        if helper.wanted is not None and not _is_own(helper, passage, path)
        for repeat in passages.repeats(helper.wanted, passage)
        if not _calls(helper, passage, repeat)
    ]
    taken: set[int] = set()
    for helper, repeat in sorted(found, key=lambda each: -len(each[1].matched)):
        lines = {repeat.begins + place for place in repeat.matched}
        if not taken & lines:
            taken |= lines
            yield helper, repeat


def _is_own(helper: named_helpers.Helper, passage: passages.Passage, path: str) -> bool:
    """Whether this is the helper, or stands above it: of two alike in one file the second is told."""
    return path == helper.path and bool(passage.name) and passage.line <= helper.passage.line


def _calls(helper: named_helpers.Helper, passage: passages.Passage, repeat: passages.Repeat) -> bool:
    """Whether a function only does something around the helper: it calls it, or what it overrides."""
    called = frozenset(name for each in passage.statements for name in each.called)
    if f"super.{helper.last}" in called:
        return True
    own = helper.wanted.called if helper.wanted is not None else frozenset()
    if "." not in helper.passage.name:
        return f".{helper.last}" in called - own
    added = (each for at, each in enumerate(repeat.statements) if at not in repeat.matched)
    return any(f"?.{helper.last}" in each.called for each in added)


def _finding(
    rule: constraint.Constraint,
    source: constraint.Source,
    passage: passages.Passage,
    helper: named_helpers.Helper,
    repeat: passages.Repeat,
) -> finding.Finding:
    """Told at the function, where most of it is the repeat; else where the repeat begins."""
    first = repeat.statements[0]
    name = first.owner.name
    within = [each for each in passage.statements if f"{each.owner.name}.".startswith(f"{name}.")]
    most = bool(name) and len(within) * 3 <= len(repeat.statements) * 4
    line = first.owner.line if most else first.line
    what = "this" if not name else f"`{name}`" if most else f"a part of `{name}`"
    message = f"{what} repeats `{helper.name}` ({helper.path}:{helper.passage.line})"
    return constraint.broken(rule, source, line, 1, message, f"call `{helper.name}`")


def rot(rule: constraint.Constraint, tree: constraint.Tree) -> Iterator[finding.Finding]:
    """Lines that name nothing, or nothing that could be told from other code."""
    for entry in named_helpers.entries(rule, tree)[0]:
        if not entry.paths or not (entry.helpers or named_helpers.is_glob(entry.written)):
            what = (
                "which matches no file" if named_helpers.is_glob(entry.written) else "which no file defines"
            )
            what = f"{what} that this kind reads"
        elif not any(each.wanted for each in entry.helpers):
            what = "where every function is" if named_helpers.is_glob(entry.written) else "which is"
            what = f"{what} too small to be told from other code"
        else:
            continue
        message = f"`{rule.id}` names `{entry.written}`, {what}"
        yield constraint.rotten(
            rule, message, "correct `helpers` or `statements`, or retire the constraint"
        )
