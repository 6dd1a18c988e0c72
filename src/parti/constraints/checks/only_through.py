"""only-through: one helper does this; nothing else may do it by hand.

What it does
    Finds each place in scope that uses one of the named primitives instead of the helper.
Why
    A raw write next to a careful helper is where half a record is left after a crash; and the second
    way of doing a thing is the one that misses the next fix.
Example
    ```check only-through
    helper: state_io.save_json
    instead-of: [open-for-write, json.dump, Path.write_text]
    ```
Options
    helper       the dotted name to call, also one that a package hands on; the module that defines it is
                 exempt. A helper of Go goes by its
                 folder or its import path (`example.com/app.Open`), one in the root of a module also by
                 the name of the package (`app.Open`)
    instead-of   what is forbidden elsewhere: `open-for-write`, a dotted name (`json.dump`), a whole
                 module (`requests.*`), or a method of a class (`Path.write_text`)
What it sees
    Aliases (`import json as j`, `from json import dump as d`, `x = json.dump`), `getattr(json, "dump")`,
    `functools.partial(json.dump, …)`, a primitive passed as a value or used as a decorator, a wrapper (in
    the file that holds it), a method bound to a variable, modes given by keyword or by a constant, a module
    or a function that another module of ours imports (`from app.codec import pickle`), an import under a
    new name that is left to others (`from json import dump as d`, told where it is imported), a second name
    of a module (`_pickle`, `sqlite3.dbapi2`; for `fs` also `graceful-fs`, `fs-extra` and `@npmcli/fs`),
    objects whose class follows from an assignment, an annotation or `self.x = …`, also out of a collection,
    and what a class of Python calls of its base by `self.m()` or `super().m()`, as for `forbidden-call`;
    also where the helper has the primitive's name behind its own module (`fs.rm` beside `lib/fs.rm`).
What it does not
    Names put together at run time, and what a called function does in turn. A new name given in a file
    outside the scope. A method that is called on an object of unknown class is reported, and the message
    says so; not where the object is surely a text, or where a `Path` takes no such arguments. In Rust,
    calls inside macros, but for those of printing, asserting and logging.
Languages: Python, TypeScript, JavaScript, Go, Java, Rust. Names as the language writes them
(`std::fs::write`, `fs.writeFileSync`); `getattr` and `partial` are of Python alone.
"""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence

from parti.constraints import block, constraint, finding, go_modules, origins, spelled, uses
from parti.constraints import tree as trees
from parti.source import facts, imports, languages

KIND = "only-through"
EXAMPLE: Mapping[str, object] = {
    "helper": "state_io.save_json",
    "instead-of": ["open-for-write", "json.dump", "Path.write_text"],
}
_WRITER = 'def save_json(path, state):\n    with open(path, "w") as f:\n        f.write(state)\n'

KEPT = (
    ("src/app/posts.py", "from app.state_io import save_json\n\nsave_json(path, state)\n"),
    ("src/app/posts.py", "import json\n\nwith open(path) as f:\n    state = json.load(f)\n"),
    ("src/app/posts.py", "class Posts:\n    def write_text(self): ...\n\n\nPosts().write_text()\n"),
    ("src/app/state_io.py", _WRITER),
    ("src/app/posts.ts", "import fs from 'fs';\n\nfs.readFileSync(path);\n"),
    ("app/posts.go", 'package app\n\nimport "os"\n\nfunc f() { os.ReadFile("x") }\n'),
    ("app/Posts.java", 'import java.io.FileReader;\n\nclass Posts { void f() { new FileReader("x"); } }\n'),
    ("src/app/posts.rs", 'fn f() { std::fs::read("x"); }\n'),
)
BROKEN = (
    ("src/app/posts.py", 'with open(path, "w") as f:\n    json.dump(state, f)\n'),
    ("src/app/posts.py", "from json import dump as d\n\nd(state, f)\n"),
    ("src/app/posts.py", "import json as j\n\nwrite = j.dump\n"),
    ("src/app/posts.py", 'import json\n\ngetattr(json, "dump")(state, f)\n'),
    ("src/app/posts.py", "import functools, json\n\nsave = functools.partial(json.dump, state)\n"),
    ("src/app/posts.py", 'from pathlib import Path\n\nPath("x.json").write_text("{}")\n'),
    ("src/app/posts.py", "def save(target, text):\n    target.write_text(text)\n"),
    ("src/app/posts.py", 'with open(path, mode="a") as f:\n    f.write("x")\n'),
    ("src/app/posts.py", "def save(path, mode):\n    open(path, mode)\n"),
    ("src/app/posts.ts", "import { writeFileSync as w } from 'node:fs';\n\nw(path, text);\n"),
    ("src/app/posts.js", "const fs = require('fs');\n\nfs.writeFileSync(path, text);\n"),
    ("app/posts.go", 'package app\n\nimport "os"\n\nfunc f() { os.WriteFile("x", nil, 0) }\n'),
    ("app/Posts.java", 'import java.io.FileWriter;\n\nclass Posts { void f() { new FileWriter("x"); } }\n'),
    ("src/app/posts.rs", 'use std::fs;\n\nfn f() { fs::write("x", "y"); }\n'),
    ("src/app/posts.py", "from json import dump as d\n"),
)


def options(raw: Mapping[str, object]) -> Sequence[str]:
    """What is wrong with the block."""
    return [
        *block.unknown(raw, ("helper", "instead-of")),
        *block.need_text(raw, "helper", "state_io.save_json"),
        *block.need_texts(raw, "instead-of", "[open-for-write, json.dump]"),
    ]


def look(rule: constraint.Constraint, tree: constraint.Tree) -> constraint.Look:
    """Each place that uses a primitive instead of the helper."""
    helper = imports.dotted(block.text(rule.options, "helper"))
    watched = uses.names(rule, "instead-of")
    origin, owners = origins.Origins(tree), uses.by_default(watched, tree)
    called = _called(helper, origin)
    homes = functools.cache(lambda: [found for name in called for found in _definitions(name, tree)])
    named = [_Names(name, tree) for name in called]
    again = _renamed(helper, watched, origin)

    def at(source: constraint.Source) -> Iterator[finding.Finding]:
        renamed = any(word in source.text for word in again)
        if not (renamed or uses.may_hold(source, watched, owners)):
            return
        if any(_owns(source, each, tree) for each in named):
            return
        for call, how, doubt in _breaches(source, trees.facts(tree, source.path), watched, helper, origin):
            said = spelled.given(helper, (block.text(rule.options, "helper"),), source)
            message = f"{how} instead of `{said}`{doubt}"
            fix = f"call {_in_script(homes(), source, tree) or f'`{_signature(said, homes())}`'}"
            yield constraint.broken(rule, source, call.line, call.column, message, fix)

    words = uses.groups(watched, tree)
    return constraint.Look(languages=uses.LANGUAGES, words=(*words, *((word,) for word in again)), at=at)


def _renamed(helper: str, watched: Sequence[str], origin: origins.Origins) -> tuple[str, ...]:
    """Other names under which the helper's own module, which is exempt, hands a primitive on."""
    words = uses.words([name for name in watched if name != uses.WRITE])
    if not words or "" in words:
        return ()
    return tuple(word for home in _homes(helper) for word in origin.handed(home, words))


def _homes(helper: str) -> list[str]:
    """Where the helper is defined, and the package that may hand it on."""
    owner = helper.rpartition(".")[0]
    return [name for name in (owner, owner.rpartition(".")[0]) if name]


def settled(
    rule: constraint.Constraint, tree: constraint.Tree
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """What of other files decides which files a rule concerns, for a look that does not see those.

    Returns:
        The new names under which the helper's own module hands a primitive on, and the files that say so;
        None where a file that is not there yet may say more.
    """
    helper = imports.dotted(block.text(rule.options, "helper"))
    origin = origins.Origins(tree)
    paths = [origin.exact(home) for home in _homes(helper)]
    if paths and not paths[0] and paths[1:] and paths[1] and not imports.is_package(paths[1]):
        paths = paths[1:]  # a method: its class is no module
    if not paths or not all(paths):
        return None
    return _renamed(helper, uses.names(rule, "instead-of"), origin), tuple(paths)


def _breaches(
    source: constraint.Source,
    known: facts.Facts,
    watched: Sequence[str],
    helper: str,
    origin: origins.Origins,
) -> Iterator[tuple[facts.Call, str, str]]:
    """(the call, what is done, the doubt) for each use of a primitive."""
    for use in uses.of(known, watched, origin, helper):
        yield (use.call, *uses.told(use, source, known))
    for use, alias in uses.handed_on(source, known, watched, origin):
        yield use.call, f"`{spelled.called(source, known, use.call.name)}` is handed on as `{alias}`", ""


def rot(rule: constraint.Constraint, tree: constraint.Tree) -> Iterator[finding.Finding]:
    """The helper that no file defines any more."""
    helper = imports.dotted(block.text(rule.options, "helper"))
    if not any(_definitions(name, tree) for name in _called(helper, origins.Origins(tree))):
        message = f"`{rule.id}` sends everyone to `{helper}`, which no file of the tree defines"
        yield constraint.rotten(rule, message, "correct `helper`, or retire the constraint")


def _called(helper: str, origin: origins.Origins) -> tuple[str, ...]:
    """The names of a helper: that of the constraint, and what a package that hands it on has it from."""
    mention = facts.Call(name=helper, method="", line=0, column=0, how="reference")
    return tuple(dict.fromkeys((helper, *(each.name for each in origin.of(mention)))))


class _Names:
    """A helper under the name of the constraint, and in Go under its import path.

    Args:
        helper: its dotted name as the constraint has it.
        tree: where the Go modules lie.
    """

    def __init__(self, helper: str, tree: constraint.Tree) -> None:
        self.helper = helper
        self._go = go_modules.Modules(tree)
        self._full = self._go.canonical(helper)

    def is_import_path(self, path: str, known: facts.Facts, each: facts.Definition) -> bool:
        """Whether a definition of a Go file is the helper by its import path."""
        if not self._full or not go_modules.is_go(path):
            return False
        return f"{self._go.full(known.module)}.{each.name}" == self._full


def _owns(source: constraint.Source, names: _Names, tree: constraint.Tree) -> bool:
    """Whether this file defines the helper, under its own name or for its package to re-export."""
    owner, _, last = names.helper.rpartition(".")
    if not re.search(rf"\b{re.escape(last)}\b", source.text):
        return False
    known = trees.facts(tree, source.path)
    for each in known.definitions:
        full = f"{known.module}.{each.name}".lstrip(".")
        exported = each.name == last and bool(owner) and imports.within(known.module, owner)
        if full == names.helper or full.endswith(f".{names.helper}") or exported:
            return True
        if names.is_import_path(source.path, known, each):
            return True
    return False


_Homes = Sequence[tuple[str, facts.Definition]]


def _signature(helper: str, found: _Homes) -> str:
    """The helper as it is written in the tree, so that nobody has to look it up."""
    if not found or found[0][1].kind == "class":
        return helper
    mark = "::" if "::" in helper else "."
    qualifier, signature = helper.rpartition(mark)[0], found[0][1].signature
    return f"{qualifier}{mark}{signature}" if qualifier else signature


def _in_script(homes: _Homes, source: constraint.Source, tree: constraint.Tree) -> str:
    """How a script calls the helper and takes its module; empty where either is no script."""
    if languages.language(source.path) not in languages.SCRIPTS:
        return ""
    from parti.constraints import script_calls

    for path, made in homes:
        if languages.language(path) in languages.SCRIPTS and made.kind != "class":
            return script_calls.told(made, path, tree.text(path), source.path, source.text)
    return ""


def _definitions(helper: str, tree: constraint.Tree) -> list[tuple[str, facts.Definition]]:
    last = helper.rsplit(".", 1)[-1]
    said = re.compile(
        rf"(?m)^(?=[^\n]*\b{re.escape(last)}\b)"
        r"[^\n]*(?:[=({]|\b(?:def|class|fn|func|struct|function|type)\b)"
    )
    found: list[tuple[str, facts.Definition]] = []
    names = _Names(helper, tree)
    for path in tree.paths():
        if languages.language(path) not in uses.LANGUAGES:
            continue
        text = tree.text(path)
        if last not in text or not said.search(text):
            continue
        known = trees.facts(tree, path)
        for each in known.definitions:
            full = f"{known.module}.{each.name}".lstrip(".")
            named = imports.same(full, helper) and full.count(".") >= helper.count(".")
            if named or names.is_import_path(path, known, each):
                found.append((path, each))
    return found
