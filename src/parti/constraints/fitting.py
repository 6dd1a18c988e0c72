"""Whether a check block fits the languages that its scope speaks of.

Called by `document`, which knows the scope, and by `examples`; a kind knows its block alone. A kind that
does not read a language, and a name in the spelling of another, would be blind there and look like a clean
code base.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from parti.constraints import block, checks, constraint
from parti.source import languages

_CALLS = {"forbidden-call": "calls", "signature": "calls", "location": "what"}


def wrong(kind: str, raw: Mapping[str, object], scope: constraint.Scope) -> list[str]:
    """Sentences about what cannot be in the languages that the globs of a scope name.

    Where a glob is open nothing is said here: a block may be meant for files of any language.

    Args:
        kind: the kind of check.
        raw: its block, in which the kind itself finds nothing wrong.
        scope: where the rule holds.
    """
    about = _all(glob.rpartition("/")[2] for glob in scope.include)
    return [*unread(kind, raw, about), *_spelled(kind, raw, about)]


def _all(names: Iterable[str]) -> frozenset[str]:
    """The languages of file names; none when one of them tells nothing."""
    found = frozenset(map(languages.language, names))
    return frozenset() if "" in found else found


def unread(kind: str, raw: Mapping[str, object], about: Collection[str]) -> Iterator[str]:
    """A sentence, when the kind reads none of these languages."""
    reads = getattr(checks.load(kind), "reads", None)
    read = reads(raw) if reads is not None else frozenset()
    if read and about and read.isdisjoint(about):
        form = "".join(f" with `{key}`" for key in ("keywords",) if key in raw)
        yield f"`{kind}`{form} reads {_listed(read)}, not {_listed(about)}"


def _spelled(kind: str, raw: Mapping[str, object], about: Collection[str]) -> Iterator[str]:
    key = _CALLS.get(kind, "")
    for entry in block.texts(raw, key):
        name = entry if key == "calls" else entry.removeprefix("call ").strip()
        if key == "what" and not entry.startswith("call "):
            continue
        right = _right(name, about)
        if right != name:
            where = f" in {_listed(about)}" if not name.endswith(")") else ""
            yield f"`{name}` in `{key}` names no function{where}; write `{right}`"


def _right(name: str, about: Collection[str]) -> str:
    """A name as its language writes it; itself where that is so, or where the language is not known."""
    if name.endswith(")") and "(" in name:
        return name.partition("(")[0]
    if not about:
        return name
    if "::" in name and "rust" not in about:
        return name.replace("::", ".")
    if "/" not in name or not frozenset(languages.SCRIPTS).isdisjoint(about):
        return name
    if "go" in about:
        head, _, last = name.rpartition("/")
        return name if "." in last else f"{head}.{last}"
    return name.replace("/", "::" if "rust" in about else ".")


def _listed(names: Collection[str]) -> str:
    order = [*languages.SPOKEN, *sorted(names)]
    told = [languages.SPOKEN.get(name, name) for name in dict.fromkeys(order) if name in names]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"
