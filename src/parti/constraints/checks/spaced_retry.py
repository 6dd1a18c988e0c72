"""spaced-retry: what failed is tried again after a wait, and not for ever at the same pace.

What it does
    Finds loops and functions that go over a failure and try the same again at once, and those that do so
    for ever with one and the same wait.
Why
    What is down is kept down by everyone who asks it again without a breath. A thousand attempts take as
    long as one when nothing waits between them.
Example
    ```check spaced-retry
    needs: [wait, end]
    ```
Options
    needs   `wait`: something waits between two attempts; `end`: the attempts end, or the wait grows
    waits   names of further calls that wait, beside those that say so (`sleep`, `wait`, `delay`, `backoff`,
            `pause`)
What it sees
    `while`, and `for` over `range`, `count`, `repeat`, `cycle`, `iter(f, x)`, under any alias or bound to a
    variable, around a `try` or a `suppress`. A handler that calls its own function with what that was
    given. A wait of nothing is none. In JavaScript also handlers of promises, `setImmediate`, `nextTick`
    and `queueMicrotask` of the own function. A wrapper, a decorator or a `partial` is told where its own
    loop stands. A loop whose own condition takes the next thing, as in `while chunk := file.read():`, tries
    nothing again; one that asks whether it worked (`while (!(ok = attempt()))`) does. A `timeout=` is a
    wait where the call waits for something of ours (`jobs.get(timeout=1)`), and none in a request.
What it does not
    Two functions that call each other; a wait inside a function with another name, unless `waits` lists it;
    a loop over a generator of ours, or over things to work on, in Python also one whose count chooses them
    (`rows[n]`), or makes the next name after a `FileExistsError`; `getattr`; settings of a library that
    retries (`signature` asks for their keywords); a re-export of a loop's iterator.
Languages: Python, TypeScript, JavaScript.
"""

from collections.abc import Iterator, Mapping, Sequence

from parti.constraints import block, constraint, finding
from parti.source import facts, languages, python_facts, retries
from parti.source.foreign import script_retries

KIND = "spaced-retry"
LANGUAGES = frozenset({"python", "javascript", "typescript", "tsx"})
EXAMPLE: Mapping[str, object] = {"needs": ["wait", "end"]}


def _python(loop: str, handler: str) -> str:
    return f"def f():\n    {loop}:\n        try:\n            return read()\n        {handler}\n"


KEPT = (
    ("src/app/a.py", _python("for n in range(5)", "except OSError:\n            sleep(2**n)")),
    ("src/app/a.py", _python("while True", "except OSError:\n            raise")),
    ("src/app/a.py", _python("for place in places", "except OSError:\n            continue")),
    ("src/app/a.py", "while True:\n    job = queue.get()\n    try:\n        run(job)\n    except OSError:\n"
     "        log(job)\n"),
    ("src/app/a.ts", "for (let n = 0; n < 5; n++) {\n  try { read(); break; }\n"
     "  catch (e) { await sleep(n); }\n}\n"),
)  # fmt: skip
BROKEN = (
    ("src/app/a.py", _python("while True", "except OSError:\n            continue")),
    ("src/app/a.py", _python("for n in range(5)", "except OSError:\n            sleep(0)")),
    ("src/app/a.py", _python("while True", "except OSError:\n            sleep(1)")),
    (
        "src/app/a.py",
        "def f():\n    try:\n        return read()\n    except OSError:\n        return f()\n",
    ),
    ("src/app/a.ts", "while (true) {\n  try { read(); break; } catch (e) { continue; }\n}\n"),
    ("src/app/a.js", "const f = () => read().catch(() => f());\n"),
)
_NEEDS = ("wait", "end")


def options(raw: Mapping[str, object]) -> Sequence[str]:
    """What is wrong with the block."""
    wrong = [
        *block.unknown(raw, ("needs", "waits")),
        *block.need_texts(raw, "needs", "[wait, end]"),
        *block.optional_texts(raw, "waits"),
    ]
    wrong += [
        f"`needs: {each}` must be `wait` or `end`{block.near(each, _NEEDS)}"
        for each in block.texts(raw, "needs")
        if each not in _NEEDS
    ]
    return wrong


def reads(raw: Mapping[str, object]) -> frozenset[str]:
    """The languages in which the block can find anything."""
    del raw
    return LANGUAGES


def look(rule: constraint.Constraint, tree: constraint.Tree) -> constraint.Look:
    """Each place where the same is tried again too soon or too often."""
    del tree
    needs, words = block.texts(rule.options, "needs"), block.texts(rule.options, "waits")

    def at(source: constraint.Source) -> Iterator[finding.Finding]:
        places: dict[tuple[int, int], retries.Again] = {}
        for each in _found(source, words):
            places.setdefault((each.line, each.column), each)
        for (line, column), each in sorted(places.items()):
            if not each.waits and "wait" in needs:
                message, fix = "what failed is tried again at once", "wait between two attempts"
            elif each.waits and not each.ends and "end" in needs:
                message = "what failed is tried again for ever, always after the same wait"
                fix = "wait longer each time, or give up in the end"
            else:
                continue
            yield constraint.broken(rule, source, line, column, message, fix)

    return constraint.Look(
        languages=LANGUAGES, words=(("except",), ("suppress",), ("catch",), ("then",)), at=at
    )


def _found(source: constraint.Source, words: Sequence[str]) -> Iterator[retries.Again]:
    language = languages.language(source.path)
    if language != "python":
        yield from script_retries.found(source.text, language, words)
        return
    parsed = python_facts.parse(source.text)
    if not isinstance(parsed, facts.Problem):
        yield from retries.found(parsed, source.path, words)
