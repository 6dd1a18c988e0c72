"""told-error: a failure of these classes never ends in silence.

What it does
    Finds each place where such a failure is caught and nothing comes of it: it is not raised on, told,
    kept or used.
Why
    A handler for everything also takes the failure that nobody thought of. What ends there has not
    happened for anyone who could mend it.
Example
    ```check told-error
    errors: [Exception, BaseException]
    ```
Options
    errors   classes that may not end in silence, by name or dotted; `"*"` is every class. A bare `except`
             takes all of them. In JavaScript and TypeScript every `catch` does.
What it sees
    Handlers that only pass, go on, return a constant, drop the error or put it in a variable that nobody
    reads. Classes in a tuple, also one of the class (`except self.ERRORS`), under an alias import, bound to
    a variable, by `getattr`, and where a parameter is caught, the one that stands as its default.
    `suppress(…)` under any name, also prepared by `partial`. A `finally` that returns or breaks, which
    drops whatever was raised. An `__exit__` that always says `True`. The handler in a wrapper or a
    decorator, where it is written. In JavaScript the handlers of promises, in `catch` and second in `then`,
    also by the name of a function of the same file. A promise in a variable may be handled twice: where the
    statements that follow await it on every way, alone or in `Promise.race` or `all`, its failure is heard
    there.
What it does not
    What a call in the handler does: any call is taken to tell, also one that only formats. A re-export of
    `suppress` by a module of ours. A failure that a framework takes. In JavaScript a handler that another
    module defines, and listeners of events.
Languages: Python, TypeScript, JavaScript.
"""

from collections.abc import Iterator, Mapping, Sequence

from parti.constraints import block, constraint, finding
from parti.source import facts, imports, languages, python_facts, silence
from parti.source.foreign import script_silence

KIND = "told-error"
LANGUAGES = frozenset({"python", "javascript", "typescript", "tsx"})
EXAMPLE: Mapping[str, object] = {"errors": ["Exception", "BaseException"]}
KEPT = (
    ("src/app/a.py", "try:\n    read()\nexcept KeyError:\n    pass\n"),
    ("src/app/a.py", "try:\n    read()\nexcept Exception:\n    log.exception('read')\n"),
    ("src/app/a.py", "def f():\n    try:\n        read()\n    except Exception as error:\n"
     "        last = error\n    return last\n"),
    ("src/app/a.ts", "try { read(); } catch (error) { report(error); }\n"),
    ("src/app/a.js", "read().catch(error => report(error));\n"),
    ("src/app/a.js", "async function f(it) {\n  it.catch(() => null);\n  await it;\n}\n"),
)  # fmt: skip
BROKEN = (
    ("src/app/a.py", "try:\n    read()\nexcept Exception:\n    pass\n"),
    (
        "src/app/a.py",
        "from contextlib import suppress as quietly\n\nwith quietly(Exception):\n    read()\n",
    ),
    ("src/app/a.py", "def f():\n    try:\n        return read()\n    except:\n        return None\n"),
    ("src/app/a.py", "def f():\n    try:\n        read()\n    finally:\n        return 1\n"),
    ("src/app/a.ts", "try { read(); } catch { }\n"),
    ("src/app/a.js", "const nothing = () => {};\nread().catch(nothing);\n"),
    (
        "src/app/a.js",
        "async function f(it) {\n  it.catch(() => null);\n  await it.catch(no);\n}\n",
    ),
)

_PYTHON = (("except",), ("suppress",), ("finally",), ("__exit__",), ("__aexit__",))
_SCRIPT = (("catch",), ("then",))


def options(raw: Mapping[str, object]) -> Sequence[str]:
    """What is wrong with the block."""
    return [
        *block.unknown(raw, ("errors",)),
        *block.need_texts(raw, "errors", "[Exception, BaseException]"),
    ]


def reads(raw: Mapping[str, object]) -> frozenset[str]:
    """The languages in which the block can find anything."""
    del raw
    return LANGUAGES


def look(rule: constraint.Constraint, tree: constraint.Tree) -> constraint.Look:
    """Each place where such a failure ends in silence."""
    del tree
    wanted = block.texts(rule.options, "errors")

    def loud(name: str) -> bool:
        return "*" in wanted or any(imports.same(name, each) for each in wanted)

    def at(source: constraint.Source) -> Iterator[finding.Finding]:
        for each in sorted(set(_ends(source, loud)), key=lambda each: (each.line, each.column)):
            message = f"a failure ends here and nobody hears of it: {each.how}"
            fix = "catch the one error that is expected, or tell of it and raise it on"
            yield constraint.broken(rule, source, each.line, each.column, message, fix)

    return constraint.Look(languages=LANGUAGES, words=(*_PYTHON, *_SCRIPT), at=at)


def _ends(source: constraint.Source, loud: silence.Loud) -> Iterator[silence.Silent]:
    language = languages.language(source.path)
    if language != "python":
        yield from script_silence.ends(source.text, language)
        return
    parsed = python_facts.parse(source.text)
    if not isinstance(parsed, facts.Problem):
        yield from silence.ends(parsed, source.path, loud)
