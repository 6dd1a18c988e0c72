"""append-only: what is there stays as it is; new things come at the end.

What it does
    In one of two forms: files whose lines are never changed or removed by a change; or a sequence in the
    code that is appended to and never cut, cleared, sorted or written over.
Why
    A migration that ran, a record that was acknowledged, a code that is on the wire: whoever changes it
    changes the past of machines that he cannot reach.
Example
    ```check append-only
    sequence: ledger.ENTRIES
    ```
Options
    files      globs (`migrations/*.sql`, `log/`); the change is compared with its base
    lines      with `files`: `fixed` (default: an existing file stays as it is, new files are welcome) or
               `appended` (an existing file may grow at its end)
    sequence   the dotted name of a list, map or set at module level or on a class; its tail is enough
What it sees
    Files: a line that changed or went, a file that was removed or renamed. How lines end makes no
    difference.
    Sequence: `.pop`, `.remove`, `.clear`, `.insert`, `.sort`, `.reverse` and their kin through
    aliases (`from ledger import ENTRIES as e`), `getattr(ENTRIES, "pop")`, `partial(ENTRIES.pop)`, a method
    bound to a variable or passed as a value, a re-export; `del x[0]`, `x[0] = …`, `x[:] = …`, a new value
    for the name outside its own module or after its first one, also unpacked, in a `for` or a `with`.
    A map grows by a new key: `x["new"] = f` is none of these, where `x` is declared as a map (`{…}`,
    `dict(…)`, `x: dict[…]`) or not seen, unless the literal key stands in its declaration; so with
    `x.update(…)` and `x |= …`. A key that is no literal (`x[name] = f`) is taken for new.
What it does not
    A key that was added after the declaration and is written over; `m.set(…)` of a `Map` of JavaScript. An
    `insert` into a map of Rust is told as one into a list.
    The whole tree without a change to compare: files are judged only where there is a base. A sequence
    that is passed to a function as a parameter, in a wrapper or a decorator; a sequence of objects whose
    own fields change.
Languages: any, for files. Sequences in Python; in TypeScript, JavaScript, Go, Java and Rust calls alone.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence

from parti.constraints import block, constraint, finding, growing, origins
from parti.constraints import tree as trees
from parti.source import facts, imports, languages, lines, python_facts, standard
from parti.source.spelling import shown, spelled

KIND = "append-only"
EXAMPLE: Mapping[str, object] = {"sequence": "ledger.ENTRIES"}
KEPT = (
    ("src/app/ledger.py", "ENTRIES = []\n\n\ndef add(e):\n    ENTRIES.append(e)\n    return ENTRIES[-1]\n"),
    ("src/app/a.py", "from app.ledger import ENTRIES\n\nENTRIES.extend(more)\nENTRIES += more\n"),
    ("src/app/a.py", "ENTRIES = []\nENTRIES.clear()\n"),
)
BROKEN = (
    ("src/app/ledger.py", "ENTRIES = []\n\n\ndef cut():\n    ENTRIES.pop()\n"),
    ("src/app/a.py", "from app.ledger import ENTRIES as e\n\ne.clear()\n"),
    ("src/app/a.py", "from app import ledger\n\ndel ledger.ENTRIES[0]\n"),
    ("src/app/a.py", "from app import ledger\n\nledger.ENTRIES[0] = None\n"),
    ("src/app/a.py", "from app import ledger\n\nledger.ENTRIES = []\n"),
    ("src/app/ledger.py", "ENTRIES = []\n\n\ndef reset():\n    global ENTRIES\n    ENTRIES = []\n"),
)

_CUTS = frozenset(
    ("pop", "popitem", "popleft", "remove", "discard", "clear", "insert", "sort", "reverse",
     "rotate", "appendleft", "extendleft", "__delitem__", "__setitem__", "difference_update",
     "intersection_update", "shift", "unshift", "splice", "fill", "copyWithin", "delete", "removeIf",
     "removeAll", "retainAll", "removeFirst", "removeLast", "truncate", "drain", "retain", "swap_remove",
     "sort_by", "sort_unstable", "dedup", "set")
)  # fmt: skip


def options(raw: Mapping[str, object]) -> Sequence[str]:
    """What is wrong with the block."""
    wrong = block.unknown(raw, ("files", "lines", "sequence"))
    if ("files" in raw) == ("sequence" in raw):
        return [*wrong, "give one of `files: migrations/*.sql` and `sequence: ledger.ENTRIES`"]
    wrong += block.optional_texts(raw, "files")
    wrong += block.optional_text(raw, "sequence", "lines")
    if "lines" in raw and (block.text(raw, "lines") not in {"appended", "fixed"} or "files" not in raw):
        wrong.append("`lines` must be `appended` or `fixed`, and goes with `files`")
    return wrong


def look(rule: constraint.Constraint, tree: constraint.Tree) -> constraint.Look:
    """Each place that cuts a sequence; files need a base, see `judge`."""
    sequence = imports.dotted(block.text(rule.options, "sequence"))
    last = sequence.rpartition(".")[2]
    origin = origins.Origins(tree)
    grows = growing.Growing(origin, tree)

    def at(source: constraint.Source) -> Iterator[finding.Finding]:
        if not sequence or not re.search(rf"\b{re.escape(last)}\b", source.text):
            return
        known = trees.facts(tree, source.path)
        places = [*_calls(source.path, known, sequence, origin)]
        if languages.language(source.path) == "python":
            places += _statements(source, known, sequence, origin, grows)
        each_place = {(line, column): how for line, column, how in places}
        for (line, column), how in sorted(each_place.items()):
            message = f"{how}, and `{sequence}` may only grow at its end"
            fix = "append an entry that supersedes the old one"
            yield constraint.broken(rule, source, line, column, message, fix)

    return constraint.Look(languages=standard.LANGUAGES, words=((last,),) if last else (), at=at)


def files(rule: constraint.Constraint) -> tuple[str, ...]:
    """The globs of the files that may only grow; none for a constraint about a sequence."""
    return tuple(block.texts(rule.options, "files"))


def judge(
    rule: constraint.Constraint, before: Mapping[str, str | None], after: Mapping[str, str | None]
) -> tuple[finding.Finding, ...]:
    """What a change did to files that may only grow.

    Args:
        rule: a constraint of this kind; one with a sequence finds nothing here.
        before: the texts of changed files at the base; None or missing where there was no file.
        after: their texts now; None or missing where the file has gone.
    """
    named = constraint.Scope(files(rule))
    if not named.include:
        return ()
    grows = block.text(rule.options, "lines") == "appended"
    found = []
    for path in sorted(before):
        old, new = before[path], after.get(path)
        if old is None or not named.covers(path) or not rule.scope.covers(path):
            continue
        line, how = _changed(old, new, grows)
        if how:
            fix = (
                "put it back, and add what is new at the end"
                if grows
                else "put it back, and add a new file"
            )
            source = constraint.Source(path, new or old)
            found.append(constraint.broken(rule, source, line, 0, how, fix))
    return tuple(found)


def rot(rule: constraint.Constraint, tree: constraint.Tree) -> Iterator[finding.Finding]:
    """Globs that match no file, and a sequence that no file names."""
    for glob in block.texts(rule.options, "files"):
        if not any(constraint.Scope((glob,)).covers(path) for path in tree.paths()):
            message = f"`{rule.id}` keeps `{glob}` from changing, which matches no file"
            yield constraint.rotten(rule, message, "correct `files`, or retire the constraint")
    last = imports.dotted(block.text(rule.options, "sequence")).rpartition(".")[2]
    code = (path for path in tree.paths() if languages.language(path) in standard.LANGUAGES)
    if last and not any(last in tree.text(path) for path in code):
        message = f"`{rule.id}` speaks of `{last}`, which no file names"
        yield constraint.rotten(rule, message, "correct `sequence`, or retire the constraint")


def _changed(old: str, new: str | None, grows: bool) -> tuple[int, str]:
    """(line, what happened) when a file did not just grow; no words when it did."""
    if new is None:
        return 0, "this file was removed, and it may only grow" if grows else "this file was removed"
    was, now = _lines(old), _lines(new)
    for at, line in enumerate(was):
        if at >= len(now) or now[at] != line:
            what = "changed" if at < len(now) else "removed"
            return min(
                at + 1, max(len(now), 1)
            ), f"line {at + 1} was {what}: {line.strip()[:60]!r} stood there"
    if not grows and len(now) > len(was):
        return len(was) + 1, "lines were added to a file that stays as it is"
    return 0, ""


def _lines(text: str) -> Sequence[str]:
    """The lines as an editor counts them; what ends the last one makes no line of its own."""
    found = lines.of(text)
    return found if found[-1] else found[:-1]


def _calls(
    path: str, known: facts.Facts, sequence: str, origin: origins.Origins
) -> Iterator[tuple[int, int, str]]:
    cuts = _CUTS - {"set"} if languages.language(path) in languages.SCRIPTS else _CUTS
    for written in known.calls:
        for call in origin.of(written):
            owner, _, method = call.name.rpartition(".")
            if method in cuts and _is(owner, sequence):
                yield call.line, call.column, f"`{call.name}` is {_DONE[call.how]}"


_DONE = {"call": "called", "argument": "passed on", "reference": "used", "type": "used"}


def _is(name: str, sequence: str) -> bool:
    return name == sequence or name.endswith(f".{sequence}")


def _statements(
    source: constraint.Source,
    known: facts.Facts,
    sequence: str,
    origin: origins.Origins,
    grows: growing.Growing,
) -> Iterator[tuple[int, int, str]]:
    """`del x[0]`, `x[0] = …`, `x = …` and `x.update(…)` in Python."""
    parsed = python_facts.parse(source.text)
    if isinstance(parsed, facts.Problem):
        return
    declared = False
    for node, inside in _walk(parsed):
        for owner, given in _merged(node):
            full = _named(owner, known, sequence, origin)
            key = grows.overwritten(full, given) if full else ""
            if key:
                yield node.lineno, node.col_offset + 1, f"`{shown(owner)}[{key}]` is written over"
        for target in (each for whole in _targets(node) for each in _unpacked(whole)):
            plain = target.value if isinstance(target, ast.Subscript) else target
            full = _named(plain, known, sequence, origin)
            if not full:
                continue
            local = isinstance(target, ast.Name) and inside is not None and target.id not in inside
            first = isinstance(target, ast.Name) and inside is None
            if isinstance(target, ast.Subscript):
                if not (isinstance(node, ast.Assign | ast.AnnAssign) and grows.adds(full, target.slice)):
                    yield node.lineno, node.col_offset + 1, f"`{shown(target)}` is written over or cut"
            elif first and not declared:
                declared = True
            elif not local:
                yield node.lineno, node.col_offset + 1, f"`{shown(target)}` gets another value"


def _merged(node: ast.stmt) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What a statement merges into what: `x.update({…})`, `x.update(a=1)`, `x |= {…}`."""
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=owner, attr="update")) as call):
            words = ast.Call(func=ast.Name(id="dict"), args=[], keywords=call.keywords)
            yield from ((owner, given) for given in (*call.args, words))
        case ast.AugAssign(target=owner, op=ast.BitOr(), value=given):
            yield owner, given
        case _:
            pass


def _targets(node: ast.stmt) -> Sequence[ast.expr]:
    """What a statement gives a value to or deletes; `x += …` only lets it grow."""
    match node:
        case ast.Assign(targets=several) | ast.Delete(targets=several):
            return several
        case ast.AnnAssign(target=one, value=ast.expr()):
            return [one]
        case ast.AugAssign(target=one, op=op) if isinstance(one, ast.Subscript) or not isinstance(
            op, ast.Add | ast.BitOr
        ):
            return [one]
        case ast.For(target=one) | ast.AsyncFor(target=one):
            return [one]
        case ast.With(items=items) | ast.AsyncWith(items=items):
            return [each.optional_vars for each in items if each.optional_vars is not None]
        case _:
            return []


def _unpacked(target: ast.expr) -> Iterator[ast.expr]:
    """Each place that a target fills: `a, (b, *c)` fills three."""
    match target:
        case ast.Tuple(elts=several) | ast.List(elts=several):
            for each in several:
                yield from _unpacked(each)
        case ast.Starred(value=one):
            yield from _unpacked(one)
        case _:
            yield target


def _walk(parsed: ast.Module) -> Iterator[tuple[ast.stmt, frozenset[str] | None]]:
    """Every statement in the order of the text, in a function with the names that are global there."""
    stack: list[tuple[ast.AST, frozenset[str] | None]] = [(parsed, None)]
    while stack:
        node, inside = stack.pop()
        if isinstance(node, ast.stmt):
            yield node, inside
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            named = (each.names for each in ast.walk(node) if isinstance(each, ast.Global))
            inside = frozenset(name for names in named for name in names)
        stack += [(child, inside) for child in reversed(list(ast.iter_child_nodes(node)))]


def _named(node: ast.expr, known: facts.Facts, sequence: str, origin: origins.Origins) -> str:
    """The full name of the sequence, where an expression is it through the imports of the file."""
    written = spelled(node)
    if not re.fullmatch(r"[\w.]+", written):
        return ""
    top, dot, rest = written.partition(".")
    meant = [f"{target}{dot}{rest}" for target in known.aliases.get(top, ())]
    if top in known.names and top not in known.aliases:
        meant.append(f"{known.module}.{written}".lstrip("."))
    mentions = (facts.Call(name=name, method="", line=0, column=0, how="reference") for name in meant)
    names = (call.name for mention in mentions for call in origin.of(mention))
    return next((name for name in names if _is(name, sequence)), "")
