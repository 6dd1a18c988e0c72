"""forbidden-call: nothing in scope calls this, or has this effect.

What it does
    Finds each call or mention of a named function, and each call that touches the world in a named way.
Why
    `time.sleep` in a handler, a clock in a pure function, a process started in passing: each works in
    the test and stops the system. Say where it must not be with Scope.
Example
    ```check forbidden-call
    calls: [time.sleep, "subprocess.*", Path.unlink]
    except-in: [main]
    ```
Options
    calls       dotted names as the language writes them (`time.sleep`, `std::process::exit`);
                `subprocess.*` is all of a module, `Path.unlink` a method of a class, `open-for-write`
                opening a file to write, `*` matches inside a name
    effects     any of `clock`, `database`, `environment`, `file`, `network`, `process`: every call that has
                the effect by itself; `Path(".").resolve()` asks the environment, as `Path.cwd()` does;
                constants, errors and plain values of a library of networks, processes or databases
                (`ssl.CERT_NONE`, `subprocess.PIPE`, `sqlite3.Row`) have none, nor has the name of a class
                that another function makes (`sqlite3.Connection`), nor a moment that is given
                (`new Date(5)`, `time.gmtime(0)`; `new Date()` reads the clock), nor to listen to a process
                that somebody else started (`child.once("exit", f)`)
                `file` is what changes files: writing, moving, removing; reading one is no effect, nor is
                `yaml.dump(x)`, which gives a text back where it is given no stream
    except-in   functions that may, as `main`, `Store.close` or `test_*`; what is nested in one may too. One
                that is in no file of the tree is told as rot
What it sees
    Aliases (`import time as t`, `from time import sleep as s`, `x = time.sleep`), `getattr(time, "sleep")`,
    `vars(time)["sleep"]`, `sys.modules["time"].sleep`, `time.sleep.__call__`, `attrgetter("sleep")(time)`,
    `os.environ |= …`, `functools.partial(time.sleep, 1)`, a function passed as a value or used as a
    decorator, a method bound to a variable, a wrapper (in the file that holds it), what another module of
    ours imports (`from app.clock import sleep`), an import under a new name that is left to others (told
    where it is imported), objects whose class follows from an assignment, an annotation or `self.x = …`,
    also one that a loop of Python takes out of a collection (`paths: list[Path]`, `root.glob("*")`), and in
    Python what a class calls of its base, by `self.m()` where it has no `m` itself and by `super().m()`
    always, from a base of any file and also one that a package hands on, so an override that only extends
    it too. In JavaScript, packages that stand in for a module of Node's under its names (`graceful-fs`,
    `fs-extra`, `@npmcli/fs`), a function that answers with a promise now (`util.promisify`, bluebird's,
    `pify`), and a global that is used as a value, also as the default of a parameter (`clock = Date.now`,
    `(0, eval)("1")`). In Java, a method named by a base class (`Throwable.printStackTrace`) on what derives
    from it: classes of ours whose file has their name, and those of the JDK that are often thrown, read,
    written and collected. In Go, a method that a type has from one that it embeds, by its pointer
    (`(*T).Close`) or, in one file, by another name of its type (`type M = log.Logger`), also where a star
    or an effect names it. In JavaScript and
    TypeScript, what a file hands on by `export *`, `export * as m`, `export { m }` and
    `module.exports = require("m")`; what a file of ours exports by default, whatever it is called where it
    is imported, named with its module and its own name or `default` (`src/lib/def.erase`,
    `src/lib/def.default`; a package goes by its name alone: `got`); a method of a class, on classes that
    derive from it in whichever file; `import("m").then(m => …)` and `m ??= require("m")`; globals of Node
    taken from a module (`performance` of `perf_hooks`, timers); a module or an object of the language that
    stands in for a parameter (`out = console`, `{ rm } = fs`); `typeof fs`, `type C = Channel`,
    `T extends Channel` and `Readonly<Channel>` as the class of something; `Channel.prototype.close`; a
    module that another file hands on under a name of its own (`export const io = fs`). In Rust, what a
    crate of the workspace hands on by `pub use`, also by a star and from a module inside its file, under
    the name of the crate that makes it (`store::save`).
What it does not
    Whether a function is there (`typeof fetch`), a class that Python names as a type (`isinstance(x,
    Popen)`, `Popen | None`, `case Popen():`), unless a star names its whole module, and what is put in its
    place (`Date.now = fake`); in JavaScript a rarer global of browsers that is used as a value (`{ a:
    alert }`): its calls are seen. A property of what a call gave back (`result.changes`) is a value and
    has no effect, nor has a method of texts, numbers and lists on it (`rows.map`); any other method may
    have the one of that call, and is told as a doubt, and so is such a property that is passed on
    (`f(result.changes)`). Names put together at run time; what a called function does in turn, in a
    library or elsewhere in the tree; a new name given in a file outside the scope, or with `export { f as
    g }` to what the file itself makes, which goes by that name. What a reading of the clock is for: a
    moment that is stored and the start of a wait are one call. A method that is called on an object of
    unknown class is reported when the constraint names a class, and the message says so; not where the
    object is surely a text, where a `Path` takes no such arguments (`text.replace("a", "b")`), or where
    what the constraint names has no objects (`JSON.parse`, `Date.now`, `java.nio.file.Files.write`). In
    Go, a star (`log.*`) and an effect reach what a type has by embedding only where that is sure: of types
    of the standard library that are often embedded, and of one that is embedded alone, in a file that
    names its package. In Rust, calls inside `macro_rules!`, `thread_local!`, `select!` and every macro but
    those of printing, asserting, logging.
Languages: Python, TypeScript, JavaScript, Go, Java, Rust; `getattr` and `partial` are of Python alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from parti.constraints import block, constraint, every, finding, origins, spelled, uses
from parti.constraints import tree as trees
from parti.source import effects, facts, languages

KIND = "forbidden-call"
EXAMPLE: Mapping[str, object] = {
    "calls": [
        "time.sleep",
        "subprocess.*",
        "Path.unlink",
        "child_process.*",
        "time.Sleep",
        "Thread.sleep",
        "std::thread::sleep",
    ],
    "except-in": ["main"],
}
KEPT = (
    ("src/app/a.py", "import time\n\n\ndef main():\n    time.sleep(1)\n"),
    ("src/app/a.py", "import time\n\nnow = time.time()\n"),
    ("src/app/a.py", "class Bed:\n    def sleep(self): ...\n\n\nBed().sleep()\n"),
    ("src/app/a.ts", "import { sleep } from './bed';\n\nsleep(1);\n"),
    ("app/a.go", 'package app\n\nimport "time"\n\nfunc main() { time.Sleep(1) }\n'),
    ("app/A.java", "class A { void main() { Thread.sleep(1); } }\n"),
    ("src/app/a.rs", "fn main() { std::thread::sleep(d); }\n"),
)
BROKEN = (
    ("src/app/a.py", "import time as t\n\nt.sleep(1)\n"),
    ("src/app/a.py", "from time import sleep as rest\n\n\ndef f():\n    rest(1)\n"),
    ("src/app/a.py", 'import time\n\ngetattr(time, "sleep")(1)\n'),
    ("src/app/a.py", "import functools, time\n\nwait = functools.partial(time.sleep, 1)\n"),
    ("src/app/a.py", "import subprocess\n\nsubprocess.run(['ls'])\n"),
    ("src/app/a.py", "from pathlib import Path\n\n\ndef cut(p: Path):\n    p.unlink()\n"),
    ("src/app/a.py", "from app.clock import rest\n\nrest(1)\n# file: src/app/clock.py\n"
     "from time import sleep as rest\n"),
    ("src/app/a.ts", "import { exec as run } from 'child_process';\n\nrun('ls');\n"),
    ("src/app/a.js", "const cp = require('node:child_process');\n\ncp.exec('ls');\n"),
    ("app/a.go", 'package app\n\nimport t "time"\n\nfunc f() { t.Sleep(1) }\n'),
    ("app/A.java", "class A { void f() { Thread.sleep(1); } }\n"),
    ("src/app/a.rs", "use std::thread::sleep as rest;\n\nfn f() { rest(d); }\n"),
)  # fmt: skip

_PATH = "pathlib.Path"
_GIVEN = "; what it is given is not known here, so it may be another moment"
EFFECTS = ("clock", "database", "environment", "file", "network", "process")


def options(raw: Mapping[str, object]) -> Sequence[str]:
    """What is wrong with the block."""
    wrong = [
        *block.unknown(raw, ("calls", "effects", "except-in")),
        *block.optional_texts(raw, "calls", "effects", "except-in"),
    ]
    if not wrong and not block.texts(raw, "calls") and not block.texts(raw, "effects"):
        wrong.append("`calls` or `effects` must be a list of texts, for example `calls: [time.sleep]`")
    for each in block.texts(raw, "effects"):
        if each not in EFFECTS:
            wrong.append(f"unknown effect `{each}`{block.near(each, EFFECTS)}")
    return wrong


def look(rule: constraint.Constraint, tree: constraint.Tree) -> constraint.Look:
    """Each call that is forbidden, by its name or by its effect."""
    watched = uses.names(rule, "calls")
    kinds = frozenset(block.texts(rule.options, "effects"))
    exempt = block.texts(rule.options, "except-in")
    origin, owners = origins.Origins(tree), uses.by_default(watched, tree)

    def at(source: constraint.Source) -> Iterator[finding.Finding]:
        if not kinds and not uses.may_hold(source, watched, owners):
            return
        known = trees.facts(tree, source.path)
        lines: set[int] = set()
        for call, how in _named(source, known, watched, origin):
            if not uses.within(call.owner, exempt):
                lines.add(call.line)
                yield _broken(rule, source, call, how)
        for call, how in _effects(source, known, kinds, origin):
            if call.line not in lines and not uses.within(call.owner, exempt):
                lines.add(call.line)
                yield _broken(rule, source, call, how)

    words = ((),) if kinds else uses.groups(watched, tree)
    return constraint.Look(languages=uses.LANGUAGES, words=words, at=at)


def rot(rule: constraint.Constraint, tree: constraint.Tree) -> Iterator[finding.Finding]:
    """Functions that may, and that no file of the tree has; what nobody calls is the rule's success."""
    left = list(block.texts(rule.options, "except-in"))
    for path in tree.paths() if left else ():
        if languages.language(path) not in uses.LANGUAGES:
            continue
        text = tree.text(path)
        may = [name for name in left if every.piece(name.rpartition(".")[2]) in text]
        if may:
            owners = {each.name for each in trees.facts(tree, path).definitions}
            owners |= {each.owner for each in trees.facts(tree, path).calls}
            left = [name for name in left if name not in may or not _has(owners, name)]
        if not left:
            return
    for name in left:
        message = f"`{rule.id}` lets `{name}` through, and no file of the tree has such a function"
        yield constraint.rotten(rule, message, "correct `except-in`, or take the name out")


def _has(owners: Iterable[str], name: str) -> bool:
    return any(uses.within(owner, (name,)) for owner in owners)


def _named(
    source: constraint.Source, known: facts.Facts, watched: Sequence[str], origin: origins.Origins
) -> Iterator[tuple[facts.Call, str]]:
    for use in uses.of(known, watched, origin):
        how, doubt = uses.told(use, source, known)
        yield use.call, f"{how} where it is forbidden{doubt}"
    for use, alias in uses.handed_on(source, known, watched, origin):
        name = spelled.called(source, known, use.call.name)
        yield use.call, f"`{name}` is handed on as `{alias}` where it is forbidden"


def _effects(
    source: constraint.Source, known: facts.Facts, kinds: frozenset[str], origin: origins.Origins
) -> Iterator[tuple[facts.Call, str]]:
    here = {(each.line, each.column) for each in known.calls if each.name == _PATH and each.first == "."}
    for written in known.calls if kinds else ():
        at_here = written.name.startswith(f"{_PATH}.") and (written.line, written.column) in here
        written = msgspec.structs.replace(written, first=".") if at_here else written
        for call in (*origin.of(written), *filter(None, [origin.embedded(written)])):
            effect = effects.effect(call, languages.language(source.path))
            if effect in kinds:
                doubt = _GIVEN if effects.may_be_given(call) else ""
                doubt = doubt if call.certain else uses.unknown(call, source, known)
                name = spelled.called(source, known, call.name) or f"….{call.method}"
                yield call, f"`{name}` touches the {effect}, which is forbidden here{doubt}"
                break


def _broken(
    rule: constraint.Constraint, source: constraint.Source, call: facts.Call, how: str
) -> finding.Finding:
    allowed = block.texts(rule.options, "except-in")
    where = f"into `{allowed[0]}`" if allowed else "to a file outside the scope"
    fix = f"move it {where}, or pass what it gives in as a value"
    return constraint.broken(rule, source, call.line, call.column, how, fix)
