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
    `path.open()`); a constant bound inside the function; a helper that is copied together with functions
    that it calls, under other names. A function that calls the helper, or overrides it and calls `super()`,
    repeats nothing; nor does a twin that awaits where the helper does not. Of two helpers that are alike in
    one file the second is told; of two files, both.
    An example sees no file but its own: a broken one repeats the helper too, below a line such as
    `# file: src/app/hashing.py`.
Languages: Python, TypeScript, JavaScript; a helper of one of them is looked for in files of its own kind.
"""

import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import msgspec

from parti.constraints import block, constraint, finding, named_helpers
from parti.source import languages, passages

KIND = "written-once"
EXAMPLE: Mapping[str, object] = {"helpers": ["app.hashing.digest_of", "src/app/*_text.ts"]}
_DIGEST = (
    "import hashlib\n\n\ndef digest_of(path):\n    made = hashlib.sha256()\n"
    "    with path.open('rb') as file:\n        while part := file.read(65536):\n"
    "            made.update(part)\n    return made.hexdigest()\n"
)
_OTHER = (
    "import hashlib as h\n\n\nclass Files:\n    @staticmethod\n    def key(place):\n"
    "        key = h.sha256()\n        with place.open('rb') as held:\n"
    "            while block := held.read(65536):\n                key.update(block)\n"
    "        return key.hexdigest()\n"
)
_HELPER = f"# file: src/app/hashing.py\n{_DIGEST}"
_SLUG = (
    "export function slug(text) {\n  const plain = text.normalize('NFKD').toLowerCase();\n"
    "  const words = plain.split(/[^a-z0-9]+/);\n  if (!words.length) {\n"
    "    throw new RangeError('no words');\n  }\n  return words.filter(Boolean).join('-');\n}\n"
)
_ANCHOR = (
    "const anchor = (title: string) => {\n  const low = title.normalize('NFKD').toLowerCase();\n"
    "  const parts = low.split(/[^a-z0-9]+/);\n  if (!parts.length) {\n"
    "    throw new RangeError('no words');\n  }\n  return parts.filter(Boolean).join('-');\n}\n"
)
_TEXTS = f"// file: src/app/slug_text.ts\n{_SLUG}"
KEPT = (
    ("src/app/hashing.py", _DIGEST),
    ("src/app/a.py", "from app.hashing import digest_of\n\n\ndef same(one, two):\n"
     f"    return digest_of(one) == digest_of(two)\n{_HELPER}"),
    ("src/app/a.py", f"import hashlib\n\n\ndef of(it):\n    return hashlib.md5(it)\n{_HELPER}"),
    ("src/app/a.ts", "import { slug } from './slug_text';\n\nexport const link = (it) => slug(it.title);\n"
     f"{_TEXTS}"),
)  # fmt: skip
BROKEN = (
    ("src/app/a.py", f"{_OTHER}{_HELPER}"),
    ("src/app/a.py", "import hashlib\n\n\ndef index(path, known):\n    print(path)\n"
     "    key = hashlib.sha256()\n    with path.open('rb') as file:\n"
     "        while part := file.read(65536):\n            key.update(part)\n"
     f"    known[key.hexdigest()] = path\n    return known\n{_HELPER}"),
    ("src/app/a.ts", f"{_ANCHOR}{_TEXTS}"),
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
    known = functools.cache(lambda: _Known(rule, tree))

    def at(source: constraint.Source) -> Iterator[finding.Finding]:
        scripts = languages.language(source.path) in languages.SCRIPTS
        if known().may_hold(source.text, scripts):
            for passage in named_helpers.read(source.path, source.text, tree, known().place):
                for helper, repeat in _told(known().near(passage, scripts), passage, source.path):
                    yield _finding(rule, source, passage, helper, repeat)

    return constraint.Look(languages=named_helpers.LANGUAGES, words=((),), at=at)


_Numbered: TypeAlias = tuple[int, named_helpers.Helper]
_Alike: TypeAlias = tuple[passages.Pattern, list[_Numbered]]
"""What is looked for, and the helpers that do just that, in their order."""


class _Known:
    """The helpers of a rule that can be told from other code, read when a file is looked at."""

    def __init__(self, rule: constraint.Constraint, tree: constraint.Tree) -> None:
        found, self.place = named_helpers.entries(rule, tree)
        every = {(each.path, each.line): each for entry in found for each in entry.helpers}
        alike: dict[bool, dict[passages.Pattern, list[_Numbered]]] = {True: {}, False: {}}
        for at, each in enumerate(every.values()):
            if each.wanted is not None:
                same = alike[languages.language(each.path) in languages.SCRIPTS]
                same.setdefault(_nowhere(each.wanted), []).append((at, each))
        self._alike = {scripts: list(groups.items()) for scripts, groups in alike.items()}
        self._index = {scripts: passages.Index(list(groups)) for scripts, groups in alike.items()}

    def may_hold(self, text: str, scripts: bool) -> bool:
        """Whether a file holds the words of any helper."""
        words = passages.words(text)
        every = (each for _, helpers in self._alike[scripts] for _, each in helpers)
        return any(group <= words for each in every for group in each.words)

    def near(self, passage: passages.Passage, scripts: bool) -> list[_Alike]:
        """The helpers that a passage may repeat, those that are alike together."""
        return [self._alike[scripts][at] for at in self._index[scripts].near(passage)]


def _nowhere(wanted: passages.Pattern) -> passages.Pattern:
    """A pattern without where it stands, which is all that tells it from one that is alike."""
    nobody = passages.Owner("", 0)
    rows = [
        msgspec.structs.replace(each, line=0, owner=nobody, words=(), called=frozenset())
        for each in wanted.statements
    ]
    return msgspec.structs.replace(wanted, statements=tuple(rows), called=frozenset())


def _told(
    near: Sequence[_Alike], passage: passages.Passage, path: str
) -> Iterator[tuple[named_helpers.Helper, passages.Repeat]]:
    """The repeats in one passage; where two helpers are alike, the larger one speaks, or the first."""
    found: list[tuple[int, named_helpers.Helper, passages.Repeat]] = []
    for wanted, alike in near:
        others = [(at, helper) for at, helper in alike if not _is_own(helper, passage, path)]
        for repeat in passages.repeats(wanted, passage) if others else ():
            speaks = ((at, each, repeat) for at, each in others if not _calls(each, passage, repeat))
            found += itertools.islice(speaks, 1)
    taken: set[int] = set()
    for _, helper, repeat in sorted(found, key=lambda each: (-len(each[2].matched), each[0])):
        lines = {repeat.begins + place for place in repeat.matched}
        if not taken & lines:
            taken |= lines
            yield helper, repeat


def _is_own(helper: named_helpers.Helper, passage: passages.Passage, path: str) -> bool:
    """Whether this is the helper, or stands above it: of two alike in one file the second is told."""
    return path == helper.path and bool(passage.name) and passage.line <= helper.line


def _calls(helper: named_helpers.Helper, passage: passages.Passage, repeat: passages.Repeat) -> bool:
    """Whether a function only does something around the helper: it calls it, or what it overrides."""
    called = frozenset(name for each in passage.statements for name in each.called)
    if f"super.{helper.last}" in called:
        return True
    own = helper.wanted.called if helper.wanted is not None else frozenset()
    if "." not in helper.function:
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
    message = f"{what} repeats `{helper.name}` ({helper.path}:{helper.line})"
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
