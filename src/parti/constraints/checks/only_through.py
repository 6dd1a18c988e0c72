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
    helper       the dotted name to call; the module that defines it is exempt
    instead-of   what is forbidden elsewhere: `open-for-write`, a dotted name (`json.dump`), a whole
                 module (`requests.*`), or a method of a class (`Path.write_text`)
What it sees
    Aliases (`import json as j`, `from json import dump as d`, `x = json.dump`), `getattr(json, "dump")`,
    `functools.partial(json.dump, …)`, a primitive passed as a value, modes given by keyword or by a
    constant, a module that another module of ours imports (`from app.codec import pickle`), a second name
    of a module (`_pickle`, `sqlite3.dbapi2`), objects whose class follows from an
    assignment, an annotation or `self.x = …`.
What it does not
    Names put together at run time, and what a called function does in turn. A method on an object of
    unknown class is reported, and the message says so. Python only.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from parti.constraints import block, constraint, finding, origins
from parti.constraints import tree as trees
from parti.source import effects, facts, imports, modes

KIND = "only-through"
LANGUAGES = frozenset({"python"})
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
)

_WRITE = "open-for-write"
_OPENING = ("open", *sorted(modes.OPENERS - {"open"}))


def options(raw: Mapping[str, object]) -> Sequence[str]:
    """What is wrong with the block."""
    return [
        *block.unknown(raw, ("helper", "instead-of")),
        *block.need_text(raw, "helper", "state_io.save_json"),
        *block.need_texts(raw, "instead-of", "[open-for-write, json.dump]"),
    ]


def look(rule: constraint.Constraint, tree: constraint.Tree) -> constraint.Look:
    """Each place that uses a primitive instead of the helper."""
    helper = block.text(rule.options, "helper")
    watched = block.texts(rule.options, "instead-of")
    words = tuple(dict.fromkeys(word for name in watched for word in _words(name)))
    whole = re.compile("|".join(rf"\b_?{re.escape(word)}\b" for word in words))
    origin, told = origins.Origins(tree), ""

    def at(source: constraint.Source) -> Iterator[finding.Finding]:
        nonlocal told
        if not whole.search(source.text) or _owns(source, helper, tree):
            return
        seen: set[tuple[int, str]] = set()
        for written in trees.facts(tree, source.path).calls:
            call, name = _used(written, watched, helper, origin)
            if not name or (call.line, name) in seen:
                continue
            seen.add((call.line, name))
            told = told or _signature(helper, tree)
            message = _message(call, name, helper)
            yield constraint.broken(rule, source, call.line, call.column, message, f"call `{told}`")

    return constraint.Look(languages=LANGUAGES, words=tuple((word,) for word in words), at=at)


def rot(rule: constraint.Constraint, tree: constraint.Tree) -> Iterator[finding.Finding]:
    """The helper that no file defines any more."""
    helper = block.text(rule.options, "helper")
    if not _definitions(helper, tree):
        message = f"`{rule.id}` sends everyone to `{helper}`, which no file of the tree defines"
        yield constraint.rotten(rule, message, "correct `helper`, or retire the constraint")


def _words(name: str) -> tuple[str, ...]:
    """A word that must occur in a file that uses the primitive."""
    if name == _WRITE:
        return _OPENING
    parts = [part for part in name.split(".") if part != "*"]
    return tuple(parts[-1:])


def _owns(source: constraint.Source, helper: str, tree: constraint.Tree) -> bool:
    """Whether this file defines the helper, under its own name or for its package to re-export."""
    owner, _, last = helper.rpartition(".")
    if not re.search(rf"\b{re.escape(last)}\b", source.text):
        return False
    known = trees.facts(tree, source.path)
    for each in known.definitions:
        full = f"{known.module}.{each.name}".lstrip(".")
        exported = each.name == last and bool(owner) and imports.within(known.module, owner)
        if full == helper or full.endswith(f".{helper}") or exported:
            return True
    return False


def _used(
    written: facts.Call, watched: Sequence[str], helper: str, origin: origins.Origins
) -> tuple[facts.Call, str]:
    """The call under its true name with the primitive that it is; no primitive when it is none."""
    if imports.same(written.name, helper):
        return written, ""
    for call in origin.of(written):
        for name in watched:
            if _uses(call, name):
                return call, name
    return written, ""


def _uses(call: facts.Call, name: str) -> bool:
    """Whether a call or mention is the primitive; an unknown receiver counts by its method's name."""
    if name == _WRITE:
        return effects.writes(call) != "no"
    if name.endswith(".*"):
        return call.name.startswith(name[:-1])
    if call.name == name:
        return True
    owner, _, method = name.rpartition(".")
    of_class = owner.rsplit(".", 1)[-1][:1].isupper()
    if not call.certain:
        return of_class and call.method == method
    return (of_class or "." in owner) and call.name.endswith(f".{name}")


def _message(call: facts.Call, name: str, helper: str) -> str:
    """What is done here instead; a doubt is told, never hidden."""
    what, doubt = f"`{call.name or f'….{call.method}'}`", ""
    if name == _WRITE:
        how = "opens a file for writing"
        doubt = _doubt(call)
    elif call.certain:
        how = {"call": "is called", "argument": "is passed on", "reference": "is used"}[call.how]
    else:
        how = f"looks like `{name}`"
        doubt = "; the class of its receiver is not known here"
    return f"{what} {how} instead of `{helper}`{doubt}"


def _doubt(call: facts.Call) -> str:
    if effects.writes(call) != "maybe":
        return ""
    if call.mode == "?":
        return "; its mode is not a literal, so it may be a read"
    return "; the class of its receiver is not known here"


def _signature(helper: str, tree: constraint.Tree) -> str:
    """The helper as it is written in the tree, so that nobody has to look it up."""
    found = _definitions(helper, tree)
    if not found or found[0].kind == "class":
        return helper
    qualifier = helper.rpartition(".")[0]
    return f"{qualifier}.{found[0].signature}" if qualifier else found[0].signature


def _definitions(helper: str, tree: constraint.Tree) -> list[facts.Definition]:
    last = helper.rsplit(".", 1)[-1]
    found: list[facts.Definition] = []
    for source in trees.holding(tree, (f"def {last}", f"class {last}", f"{last} =")):
        known = trees.facts(tree, source.path)
        for each in known.definitions:
            full = f"{known.module}.{each.name}".lstrip(".")
            if imports.same(full, helper) and full.count(".") >= helper.count("."):
                found.append(each)
    return found
