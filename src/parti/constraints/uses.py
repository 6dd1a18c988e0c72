"""Whether a call is one that a constraint names, under whatever name it is written.

Called by the kinds that name primitives: `only-through`, `forbidden-call`, `location`, `signature`. A file
is looked at only when the last word of a primitive occurs in it; a file that hands a primitive on under
another name is told by `handed_on`, since whoever uses that name shows no such word.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from functools import cache

import msgspec

from parti.constraints import block, constraint, origins, renamed, spelled
from parti.constraints import tree as trees
from parti.source import effects, facts, imports, languages, modes, pathlike, standard
from parti.source.foreign import go_methods

LANGUAGES = standard.LANGUAGES
WRITE = "open-for-write"
_OPENING = {
    "python": ("open", *sorted(modes.OPENERS - {"open"})),
    "go": ("Create", "OpenFile", "WriteFile"),
    "java": ("Writer", "OutputStream", "RandomAccessFile", "write", "copy"),
    "rust": ("File", "OpenOptions", "write"),
    "javascript": ("open", "write", "Write", "append"),
}
_GLOBALS = {
    "setTimeout": "timers", "setInterval": "timers", "setImmediate": "timers", "clearTimeout": "timers",
    "clearInterval": "timers", "clearImmediate": "timers", "performance": "perf_hooks", "URL": "url",
    "URLSearchParams": "url", "TextEncoder": "util", "TextDecoder": "util", "Buffer": "buffer",
}  # fmt: skip
"""Where Node keeps its globals too, for those who would rather import them."""

_NO_OBJECTS = frozenset(
    {"JSON", "Math", "Reflect", "Atomics", "Intl", "java.nio.file.Files", "java.nio.file.Paths"}
    | {"java.lang.System", "java.lang.Math", "java.util.Objects", "java.util.Arrays"}
    | {"java.util.Collections", "java.util.concurrent.Executors"}
)
"""What has methods and is the class of nothing, so that an object of unknown class is not theirs."""
_OF_THE_CLASS = frozenset(
    {"Date.now", "Date.parse", "Date.UTC", "Object.assign", "Object.entries", "Object.freeze"}
    | {
        "Object.keys",
        "Object.values",
        "Array.from",
        "Array.isArray",
        "Array.of",
        "Number.parseFloat",
        "Number.parseInt",
    }
    | {"Promise.all", "Promise.allSettled", "Promise.any", "Promise.race", "Promise.reject"}
    | {"Promise.resolve"}
)
"""What is asked of a class itself and of none of its objects."""
_PROTOTYPE = ".prototype."
_HOW = {"call": "is called", "argument": "is passed on", "reference": "is used", "type": "is used"}


class Use(msgspec.Struct, frozen=True):
    """One use of a primitive: the call under its true name, and the name that the constraint gives it."""

    call: facts.Call
    name: str


def names(raw: constraint.Constraint, key: str) -> tuple[str, ...]:
    """The primitives of an option in the form of the facts."""
    return alike(each if each == WRITE else imports.dotted(each) for each in block.texts(raw.options, key))


def alike(written: Iterable[str]) -> tuple[str, ...]:
    """The primitives, and the other name of what Node has as a global and in a module of its own."""
    found = tuple(written)
    return tuple(dict.fromkeys([*found, *(more for name in found for more in _twin(name))]))


def _twin(name: str) -> Iterator[str]:
    first, _, rest = name.partition(".")
    if first in _GLOBALS:
        yield f"{_GLOBALS[first]}.{name}"
    elif rest and _GLOBALS.get(rest.partition(".")[0]) == first:
        yield rest


def words(watched: Sequence[str], language: str = "python") -> tuple[str, ...]:
    """Words of which one must occur in a file that uses a primitive; `""` is in every file."""
    found: list[str] = []
    for name in watched:
        if name == WRITE:
            found += _OPENING.get(language, _OPENING["javascript"])
            continue
        parts = [piece for part in name.split(".") if (piece := re.split(r"[*?\[\]]", part, maxsplit=1)[0])]
        found.append(parts[-1] if parts else "")
        found += go_methods.under(name) if language == "go" and "*" in name else ()
    return tuple(dict.fromkeys(found))


def groups(watched: Sequence[str], tree: constraint.Tree) -> tuple[tuple[str, ...], ...]:
    """The words of every language in the tree, as a look wants them."""
    spoken = sorted({languages.language(path) for path in tree.paths()} & LANGUAGES) or ["python"]
    every = dict.fromkeys(word for language in spoken for word in words(watched, language))
    every.update(dict.fromkeys(by_default(watched, tree)))
    return ((),) if "" in every else tuple((word,) for word in every)


def by_default(watched: Sequence[str], tree: constraint.Tree) -> tuple[str, ...]:
    """The last words of scripts that may export a primitive by default, which has any name at all."""
    owners = {name.split(".")[-2] for name in watched if "." in name}
    scripts = [path for path in tree.paths() if languages.language(path) in languages.SCRIPTS]
    here = owners & {imports.placed(path).rpartition(".")[2] for path in scripts}
    return tuple(sorted({*here, *(trees.leads(tree).words(tuple(here)) if here else ())}))


def may_hold(source: constraint.Source, watched: Sequence[str], owners: Sequence[str] = ()) -> bool:
    """Whether a primitive can occur, by whole words: `dump` is not in `dumps`, `pickle` is in `_pickle`.

    Args:
        owners: what `by_default` says, of which one is enough in a script.
    """
    language = languages.language(source.path)
    more = tuple(owners) if language in languages.SCRIPTS else ()
    return _whole(tuple(watched), language, more).search(source.text) is not None


@cache
def _whole(watched: tuple[str, ...], language: str, owners: tuple[str, ...] = ()) -> re.Pattern[str]:
    closed = [n for n in watched if not open_ended(n, language)]
    opened = [n for n in watched if open_ended(n, language)]
    ends = [rf"\b_?{re.escape(word)}\b" for word in words(closed, language)]
    ends += [re.escape(word) for word in words(opened, language)]
    ends += [rf"\b{re.escape(word)}\b" for word in owners]
    return re.compile("|".join(ends))


def open_ended(name: str, language: str) -> bool:
    """Whether a primitive's word may be a part of one: a star is in it, or an opener not of Python."""
    return "*" in name.removesuffix(".*") or (name == WRITE and language != "python")


def of(
    known: facts.Facts, watched: Sequence[str], origin: origins.Origins, exempt: str = ""
) -> Iterator[Use]:
    """Each use of a primitive in a file, once a line."""
    seen: set[tuple[int, str]] = set()
    for use in each(known, watched, origin, exempt):
        if (use.call.line, use.name) not in seen:
            seen.add((use.call.line, use.name))
            yield use


def each(
    known: facts.Facts, watched: Sequence[str], origin: origins.Origins, exempt: str = ""
) -> Iterator[Use]:
    """Each use of a primitive in a file, also where a line holds several."""
    for written in known.calls:
        use = _used(written, watched, origin, exempt) or _inherited(written, known, watched, origin)
        if use is not None:
            yield use


def handed_on(
    source: constraint.Source, known: facts.Facts, watched: Sequence[str], origin: origins.Origins
) -> Iterator[tuple[Use, str]]:
    """What a file takes in under another name and leaves to others: (the primitive, its new name)."""
    named = [name for name in watched if name != WRITE]
    for each, alias in renamed.imports(source.text, known):
        for target in known.aliases[alias]:
            mention = facts.Call(
                name=target, method=alias, line=each.line, column=each.column, how="reference"
            )
            use = _used(mention, named, origin, "")
            if use is not None and use.name.rpartition(".")[2] != alias:
                yield use, alias


def _used(written: facts.Call, watched: Sequence[str], origin: origins.Origins, exempt: str) -> Use | None:
    if exempt and imports.same(written.name, exempt) and not _is_raw(written.name, watched, exempt):
        return None
    for call in (each for found in origin.of(written) for each in _ways(found)):
        for name in watched:
            if matches(call, name):
                return Use(call, name)
    return None


def _ways(call: facts.Call) -> Iterator[facts.Call]:
    """A call as it is written, and `Store.prototype.put` as the method that it is."""
    yield call
    if _PROTOTYPE in call.name:
        yield msgspec.structs.replace(call, name=call.name.replace(_PROTOTYPE, "."))


def _is_raw(name: str, watched: Sequence[str], helper: str) -> bool:
    """Whether a name is a primitive to the letter, which the helper's name only ends in: `src/fs.rm`."""
    return name != helper and "." in name and name in watched


def _inherited(
    written: facts.Call, known: facts.Facts, watched: Sequence[str], origin: origins.Origins
) -> Use | None:
    """A method that a constraint names by a class which the class of its receiver has it from."""
    if not written.certain or not written.name.endswith(f".{written.method}"):
        return None
    open_ = [each for each in watched if "*" in each]
    truly = origin.embedded(written) if open_ else None
    if truly is not None:
        for name in open_:
            if matches(truly, name):
                return Use(written, name)
    names = [each for each in watched if _is_method(each, written.method)]
    if not names:
        return None
    for base in origin.methods(written.name, known):
        above = msgspec.structs.replace(written, name=base)
        for name in names:
            if matches(above, name):
                return Use(written, name)
    return None


def _is_method(name: str, method: str) -> bool:
    """Whether a name is that method of a class, which begins with a capital."""
    owner, _, last = name.rpartition(".")
    return last == method and owner.rpartition(".")[2][:1].isupper()


def matches(call: facts.Call, name: str) -> bool:
    """Whether a call or mention is the primitive; a call on an unknown receiver counts by its method.

    A rule may name it as scripts write it, too, by an alias of their tree.
    """
    if call.said and name.startswith(call.said.partition(".")[0]):
        as_written = msgspec.structs.replace(call, name=call.said, said="")
        if matches(as_written, name):
            return True
    if name == WRITE:
        return effects.writes(call) != "no"
    if "*" in name:
        return fnmatchcase(call.name, name)
    if call.how == "type":
        return False  # a star is about all of a module; one name is about what is called
    if call.name == name:
        return True
    owner, _, method = name.rpartition(".")
    of_class = owner.rsplit(".", 1)[-1][:1].isupper()
    if not call.certain:
        # What is merely mentioned may be any attribute; what is called is at least a method.
        same = of_class and call.method == method and call.how == "call"
        if owner in _NO_OBJECTS or name in _OF_THE_CLASS:
            return same and call.name.endswith(f".{'.'.join(name.split('.')[-2:])}")
        return same and (owner not in pathlike.NAMES or pathlike.may_be(call))
    return (of_class or "." in owner) and call.name.endswith(f".{name}")


def told(use: Use, source: constraint.Source, known: facts.Facts) -> tuple[str, str]:
    """(what is done, the doubt): a doubt is told, never hidden."""
    call = use.call
    what = f"`{spelled.called(source, known, call.name) or f'….{call.method}'}`"
    if use.name == WRITE:
        return f"{what} opens a file for writing", _doubt(call)
    if call.certain:
        return f"{what} {_HOW[call.how]}", ""
    if spelled.whole(known, call.name):
        return f"{what} {_HOW[call.how]}", unknown(call, source, known)
    like = spelled.called(source, known, use.name)
    return f"{what} looks like `{like}`", unknown(call, source, known)


def unknown(call: facts.Call, source: constraint.Source, known: facts.Facts) -> str:
    """Why it is not certain what is called: a receiver, or a name that a whole module may have."""
    star = spelled.whole(known, call.name)
    if star:
        module = spelled.called(source, known, star)
        return f"; `{module}` is imported whole, and may have that name or not"
    return "; the class of its receiver is not known here"


def _doubt(call: facts.Call) -> str:
    if effects.writes(call) != "maybe":
        return ""
    if call.mode == "?":
        return "; its mode is not a literal, so it may be a read"
    return "; the class of its receiver is not known here"


def within(owner: str, functions: Sequence[str]) -> bool:
    """Whether a place inside `owner` lies in one of the functions, named with or without their class."""
    parts = owner.split(".")
    inside = [".".join(parts[at:end]) for at in range(len(parts)) for end in range(at + 1, len(parts) + 1)]
    return bool(owner) and any(fnmatchcase(part, name) for part in inside for name in functions)
