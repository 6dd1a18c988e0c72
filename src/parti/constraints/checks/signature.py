"""signature: what is named here takes these parameters, passes these keywords, or reads these variables.

What it does
    In one of three forms: every such definition has the named parameters; every such call passes the
    named keywords; every file, or every such function, reads the named environment variables.
Why
    A call without `timeout=` waits for ever, once. A handler without `deadline` cannot be told to stop.
Example
    ```check signature
    calls: [requests.get, "httpx.*"]
    keywords: [timeout]
    ```
Options
    every        `function handle_*`, `method Store.put*`, `class *Job(Base)` (its constructor is asked; in
                 Python, scripts and Java also where the base stands further up); goes with `parameters`,
                 or with `reads` to ask each such function
    parameters   names that each of them must take
    calls        dotted names, as for `forbidden-call`; goes with `keywords`
    keywords     names that each such call must pass; in JavaScript the keys of the object that comes last,
                 or before a function
    reads        environment variables; without `every`, each file in scope must read them
What it sees
    Calls through aliases (`from requests import get as g`, `x = requests.get`), `getattr`, a method
    bound to a variable, a re-export, in Python also under a new name; `f(**options)` is taken to pass
    everything, and so is what JavaScript hands on where options may stand (`f(x, options)`, `f(...args)`).
    What one call of the file passed to make a client (`httpx.Client(timeout=3)`, `axios.create({…})`)
    every call of such a client passes.
    Parameters with a default, keyword-only ones, `*args` and `**options` under their own names, in
    JavaScript the fields of an object that is unpacked. Reads by `os.environ[…]`, `.get`, `os.getenv`,
    `process.env.X`, `const { X } = process.env`, `os.Getenv`, `System.getenv`, `env::var`, also
    where the name stands in a constant.
What it does not
    A function that is passed on (`partial(requests.get, …)`, a decorator), whose later call nobody sees
    here; a wrapper's callers; a keyword given by position; which of two clients, made in one way and in one
    file, was given a keyword; a default set by itself (`axios.defaults.timeout = 1`). In JavaScript, the
    first argument is an address unless it is called options or config; `f(x, data)` is told for
    `axios.post`, `put` and `patch` alone, whose second argument is known to be what they send. A read in a
    function that this one calls.
Languages: Python, TypeScript, JavaScript for all three forms; Go, Java, Rust for `parameters` and `reads`,
since they have no keywords.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from parti.constraints import block, constraint, every, finding, origins, uses
from parti.constraints import tree as trees
from parti.source import facts, languages, lines

KIND = "signature"
EXAMPLE: Mapping[str, object] = {
    "calls": ["requests.get", "httpx.*", "axios.get"],
    "keywords": ["timeout"],
}
KEPT = (
    ("src/app/a.py", "import requests\n\nrequests.get(url, timeout=3)\n"),
    ("src/app/a.py", "import requests\n\nrequests.get(url, **options)\n"),
    ("src/app/a.py", "import requests as r\n\nr.post(url)\n"),
    ("src/app/a.ts", "import axios from 'axios';\n\naxios.get(url, { timeout: 3 });\n"),
)
BROKEN = (
    ("src/app/a.py", "import requests\n\nrequests.get(url)\n"),
    ("src/app/a.py", "from requests import get as g\n\ng(url, stream=True)\n"),
    ("src/app/a.py", "import httpx\n\nfetch = httpx.get\nfetch(url)\n"),
    ("src/app/a.py", "from app.net import fetch\n\nfetch(url)\n# file: src/app/net.py\n"
     "from requests import get as fetch\n"),
    ("src/app/a.ts", "import axios from 'axios';\n\naxios.get(url, { retry: 3 });\n"),
    ("src/app/a.js", "const { get } = require('axios');\n\nget(url);\n"),
)  # fmt: skip

_FORMS = {"parameters": "every", "keywords": "calls", "reads": ""}
_KEYED = frozenset({"python", "javascript", "typescript", "tsx"})
_KEY = re.compile(r"(?:^\{|,)\s*([\w$]+)")
"""The fields of an object that a function of JavaScript unpacks where it takes it."""
_CONSTRUCTORS = ("__init__", "constructor", "new")


def options(raw: Mapping[str, object]) -> Sequence[str]:
    """What is wrong with the block."""
    wrong = block.unknown(raw, ("every", "parameters", "calls", "keywords", "reads"))
    given = [key for key in _FORMS if key in raw]
    if len(given) != 1:
        return [*wrong, "give exactly one of `parameters`, `keywords` and `reads`"]
    form = given[0]
    wrong += block.need_texts(raw, form, "[timeout]")
    partner = _FORMS[form]
    if partner:
        wrong += block.need_texts(raw, partner, '"function handle_*"' if partner == "every" else "[f]")
    for key in {"every", "calls"} - {partner} - ({"every"} if form == "reads" else set()):
        wrong += [f"`{key}` does not go with `{form}`"] if key in raw else []
    return [*wrong, *every.wrong(raw, "every")]


def reads(raw: Mapping[str, object]) -> frozenset[str]:
    """The languages in which the block can find anything."""
    return _KEYED if "keywords" in raw else every.LANGUAGES


def look(rule: constraint.Constraint, tree: constraint.Tree) -> constraint.Look:
    """Each definition, call or file that lacks what it must have."""
    if "keywords" in rule.options:
        return _calls(rule, tree)
    if "parameters" in rule.options:
        return _definitions(rule, tree)
    return _functions(rule, tree) if "every" in rule.options else _files(rule, tree)


def rot(rule: constraint.Constraint, tree: constraint.Tree) -> Iterator[finding.Finding]:
    """An `every …` rule that speaks of nothing."""
    wanted = every.described(rule.options, "every")
    if wanted and not any(True for _ in every.subjects(rule, tree, wanted)):
        message = f"`{rule.id}` finds nothing in its scope that matches `{rule.options.get('every')}`"
        yield constraint.rotten(rule, message, "correct `every` or the scope, or retire the constraint")


def _calls(rule: constraint.Constraint, tree: constraint.Tree) -> constraint.Look:
    watched, wanted = uses.names(rule, "calls"), block.texts(rule.options, "keywords")
    origin, words, owners = origins.Origins(tree), uses.words(watched), uses.by_default(watched, tree)

    def at(source: constraint.Source) -> Iterator[finding.Finding]:
        if not (uses.may_hold(source, watched, owners) or _takes_renamed(source, tree, origin, words)):
            return
        known = trees.facts(tree, source.path)
        told: set[tuple[int, int]] = set()
        made = _made(known)
        for use in uses.each(known, watched, origin):
            call, lacking = use.call, _lacking(wanted, use.call.keywords)
            if (
                (call.line, call.column) in told
                or call.how != "call"
                or "**" in call.keywords
                or _bound(known, call, source, wanted)
            ):
                continue
            told.add((call.line, call.column))
            having = made.get(_maker(call), ())
            lacking = [] if "**" in having else _lacking(lacking, having)
            for name in lacking:
                message = f"`{call.name or call.method}` is called without `{name}`"
                yield constraint.broken(rule, source, call.line, call.column, message, f"pass `{name}`")

    return constraint.Look(languages=_KEYED, words=(*uses.groups(watched, tree), ("import",)), at=at)


def _takes_renamed(
    source: constraint.Source, tree: constraint.Tree, origin: origins.Origins, words: Sequence[str]
) -> bool:
    """Whether a Python file imports a primitive under the new name that a module of ours gave it."""
    if languages.language(source.path) != "python" or "" in words:
        return False

    def renamed(name: str) -> bool:
        module, _, last = name.rpartition(".")
        return bool(module) and last in origin.handed(module, words)

    return any(True for _ in trees.imports(tree, source, renamed))


def _lacking(wanted: Sequence[str], have: Iterable[str]) -> list[str]:
    names = [name for each in have for name in (_KEY.findall(each) if each[:1] == "{" else [each])]
    plain = {name.strip("*.&?: ").split(":", 1)[0].strip() for name in names}
    return [name for name in wanted if name not in plain]


def _bound(known: facts.Facts, call: facts.Call, source: constraint.Source, wanted: Sequence[str]) -> bool:
    """Whether a call goes by another word and a `partial` of this file passes what is wanted."""
    text = lines.at(source.text, call.line)
    partials = (each for each in known.calls if each.name.startswith("functools.partial"))
    return call.method not in text and any(not _lacking(wanted, each.keywords) for each in partials)


def _made(known: facts.Facts) -> Mapping[str, frozenset[str]]:
    """By name, what calls pass that may make a client: `httpx.Client(timeout=3)`, `axios.create({…})`."""
    found: dict[str, set[str]] = {}
    for each in known.calls:
        if each.name and each.how == "call" and each.keywords:
            found.setdefault(each.name, set()).update(each.keywords)
    return {name: frozenset(keywords) for name, keywords in found.items()}


def _maker(call: facts.Call) -> str:
    """The call that made what a method is called on; empty where it is no method of such a thing."""
    owner = call.name.rpartition(".")[0]
    of_class = owner.rpartition(".")[2][:1].isupper()
    return owner if of_class or (not call.certain and "." in owner) else ""


def _definitions(rule: constraint.Constraint, tree: constraint.Tree) -> constraint.Look:
    wanted, names = every.described(rule.options, "every"), block.texts(rule.options, "parameters")
    origin = origins.Origins(tree)

    def at(source: constraint.Source) -> Iterator[finding.Finding]:
        for subject in every.of(source, tree, wanted, origin):
            each = subject.definition
            have = _parameters(each, trees.facts(tree, source.path))
            for name in _lacking(names, have):
                message = f"{each.kind} `{each.name}` does not take `{name}`"
                fix = f"give `{each.name}` a parameter `{name}`, and use it"
                yield constraint.broken(rule, source, each.line, each.column, message, fix)

    return constraint.Look(languages=every.LANGUAGES, words=every.words(wanted), at=at)


def _parameters(each: facts.Definition, known: facts.Facts) -> tuple[str, ...]:
    """What a function takes, or what the constructor of a class does."""
    if each.kind == "function":
        return each.parameters
    last = each.name.rpartition(".")[2]
    made = {f"{each.name}.{name}" for name in (*_CONSTRUCTORS, last)}
    return next((d.parameters for d in known.definitions if d.name in made), each.parameters)


def _functions(rule: constraint.Constraint, tree: constraint.Tree) -> constraint.Look:
    wanted, names = every.described(rule.options, "every"), block.texts(rule.options, "reads")
    origin = origins.Origins(tree)

    def at(source: constraint.Source) -> Iterator[finding.Finding]:
        for subject in every.of(source, tree, wanted, origin):
            each = subject.definition
            reads = [
                read.name
                for read in trees.facts(tree, source.path).environment
                if read.owner == each.name or read.owner.startswith(f"{each.name}.")
            ]
            for name in _lacking(names, reads):
                message = f"{each.kind} `{each.name}` does not read `{name}` from the environment"
                fix = f"read `{name}` in `{each.name}`"
                yield constraint.broken(rule, source, each.line, each.column, message, fix)

    return constraint.Look(languages=every.LANGUAGES, words=every.words(wanted), at=at)


def _files(rule: constraint.Constraint, tree: constraint.Tree) -> constraint.Look:
    names = block.texts(rule.options, "reads")

    def at(source: constraint.Source) -> Iterator[finding.Finding]:
        may = any(name in source.text for name in names)
        reads = [read.name for read in trees.facts(tree, source.path).environment] if may else []
        for name in _lacking(names, reads):
            message = f"this file does not read `{name}` from the environment"
            where = "" if languages.language(source.path) != "python" else f", as `os.environ[{name!r}]`"
            yield constraint.broken(rule, source, 1, 0, message, f"read `{name}`{where}")

    return constraint.Look(languages=every.LANGUAGES, words=((),), at=at)
