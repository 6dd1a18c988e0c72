"""A constraint document that uses every kind in every language, and the other texts that Parti reads.

Called by `corpus` for texts to mutate, and by `eyes` for the constraints under which mutated sources are
judged. Each kind is there with its own example and, below `WIDE`, with options that match nearly any file,
because a rule that a random file does not concern would never look at it.
"""

import functools
import json
from collections.abc import Iterator, Mapping, Sequence

from parti.constraints import baseline, checks, document, examples, finding
from parti.source import languages

Options = Mapping[str, object]

_PATTERNS: Mapping[str, Sequence[str]] = {
    "python": ("$F($$$A)", "$A.$B", "if $A:\n    $$$B", "'$A'", "lambda: $X", "$A = $B"),
    "javascript": ("$A.$B($$$C)", "$A = $B", "`$A`"),
    "typescript": ("$A.$B($$$C)", "$A as $B", "await $A"),
    "tsx": ("<$A $$$B />", "$A($$$B)"),
    "go": ("$A.$B($$$C)", "if $A != nil { $$$B }", "go $F()"),
    "java": ("$A.$B($$$C)", "new $A($$$B)"),
    "rust": ("$A.unwrap()", "$A::$B($$$C)", "unsafe { $$$A }"),
    "c": ("$A($$$B)",),
}
_RULES: Mapping[str, Sequence[Options]] = {
    "python": (
        {"kind": "call", "inside": {"kind": "function_definition", "stopBy": "end"}},
        {
            "all": [
                {"kind": "except_clause"},
                {"not": {"has": {"kind": "raise_statement", "stopBy": "end"}}},
            ]
        },
        {"kind": "identifier", "regex": "^(a|aa|aaa)*$"},
        {"kind": "string", "follows": {"kind": "comment"}},
    ),
    "typescript": ({"kind": "call_expression", "has": {"regex": "(x+x+)+y", "stopBy": "end"}},),
    "rust": ({"any": [{"kind": "macro_invocation"}, {"kind": "unsafe_block"}]},),
}

WIDE: Sequence[tuple[str, Options]] = (
    ("allowed-dependencies", {"allow": ["os"], "dev": ["pytest"]}),
    ("append-only", {"sequence": "example.ROWS"}),
    ("forbidden-call", {"calls": ["*", "os.*", "fs.*", "std::*", "System.*"]}),
    ("forbidden-call", {"effects": ["clock", "database", "environment", "file", "network", "process"]}),
    ("forbidden-import", {"modules": ["os", "sys", "re", "typing", "fs", "react", "fmt", "std"]}),
    ("independent", {"modules": ["app.mutant", "app.other", "os", "re"]}),
    ("layers", {"layers": ["app.other", "app.mutant", "typing | os", "re"]}),
    ("location", {"what": ["class *", "function *", "method *", "call *.*", "name *", "text *"],
                  "only-in": ["nowhere/**"]}),
    ("only-through", {"helper": "app.other.save", "instead-of": ["open-for-write", "os.*", "fs.*"]}),
    ("opaque", {"value": ["*.name", "self", "*['id']", "*.get()", "a*"], "never": [
        "slicing", "arithmetic", "ordering", "searching", "iterating", "split", "int", "len"]}),
    ("opaque", {"value": ["*.id", "x"]}),
    ("paired-effect", {"when": ["self.$A = $B", "$A = $B"], "then": ["return $A", "$A.close()"]}),
    ("paired-effect", {"when": ["$A.append($B)", "print"], "then": ["raise", "f(...)"]}),
    ("registered-in", {"every": "function *", "in": "example.HANDLERS"}),
    ("registered-in", {"every": "class *", "decorator": "register"}),
    ("signature", {"every": ["function *", "method *"], "parameters": ["deadline"]}),
    ("signature", {"calls": ["open", "os.*", "*.get"], "keywords": ["encoding"]}),
    ("signature", {"every": "function *", "reads": ["HOME"]}),
    ("spaced-retry", {"needs": ["wait", "end"], "waits": ["pause.*"]}),
    ("stdlib-only", {"allow": ["typing"]}),
    ("told-error", {"errors": ["*"]}),
    ("written-once", {"helpers": ["**", "example.main"], "statements": 1}),
)  # fmt: skip

TOOLS = ("ast-grep-json", "depcruise-json", "eslint-json", "lint-imports", "ruff-json", "sarif",
         "semgrep-json", "tach", "text")  # fmt: skip


@functools.cache
def wide() -> document.Document:
    """The constraints that concern nearly every file, at least one of each kind."""
    blocks = [*WIDE, *_patterns()]
    blocks += [("command", {"run": "true", "format": form}) for form in TOOLS]
    text = "# Constraints\n\n" + "\n".join(
        _section(f"r{at}", kind, options) for at, (kind, options) in enumerate(blocks)
    )
    read = document.parse(text)
    wrong = [each.message for each in read.findings if " example" not in each.message]
    missing = set(checks.kinds()) - {rule.kind for rule in read.constraints}
    if wrong or missing:
        raise ValueError(f"the document of every kind is broken: {wrong} {missing}")
    return read


def _patterns() -> Iterator[tuple[str, Options]]:
    for language, patterns in _PATTERNS.items():
        yield from (("pattern", {"language": language, "forbid": text}) for text in patterns)
        yield "pattern", {"language": language, "require": list(patterns)}
    for language, rules in _RULES.items():
        yield from (("pattern", {"language": language, "rule": rule}) for rule in rules)


def rules_for(language: str) -> tuple[Options, ...]:
    """The patterns and rules that the structural engine is asked for in a language."""
    configured = [{"pattern": text} for text in _PATTERNS.get(language, ("$A",))]
    return (*configured, *_RULES.get(language, ()))


def _section(identity: str, kind: str, options: Options, more: str = "") -> str:
    rows = "".join(f"{key}: {json.dumps(value)}\n" for key, value in options.items())
    title = f"## Nothing but `{kind}` may be here {{#{identity}}}"
    about = "Because.\nScope: `**`, not `gone/**`. Owner: x."
    return f"{title}\n\n{about}\n\n```check {kind}\n{rows}```\n{more}\n"


def seeds() -> Iterator[tuple[str, str]]:
    """Texts other than sources, each under `<what it is>/<its name>`."""
    for kind in checks.kinds():
        check = checks.load(kind)
        if check is not None:
            text = _section(f"x-{kind}", kind, check.EXAMPLE, _shown(check))
            yield f"constraint document/{kind}.md", text
    wanted = [_section(f"w{at}", *row) for at, row in enumerate(WIDE[:8])]
    yield "constraint document/all.md", "# Constraints\n\n" + "\n".join(wanted)
    yield "baseline/empty.json", baseline.dump(baseline.Baseline())
    yield "baseline/some.json", baseline.dump(baseline.accept(_accepted()))
    for name, text in _MANIFESTS.items():
        yield f"manifest/{name}", text
    for name, text in _OUTPUTS.items():
        yield f"tool output/{name}", text


def _shown(check: object) -> str:
    """A kind's first examples as blocks."""
    rows = []
    for verdict in ("kept", "broken"):
        for path, code in getattr(check, verdict.upper())[:2]:
            rows.append(f"```{languages.language(path) or 'text'} {verdict} path={path}\n{code}\n```\n")
    return "\n".join(rows)


def _accepted() -> Iterator[finding.Finding]:
    for kind in checks.kinds():
        check = checks.load(kind)
        for at in range(len(getattr(check, "BROKEN", ()))):
            if check is not None:
                yield from examples.findings(*examples.sample(check, "broken", at))


_MANIFESTS = {
    "pyproject.toml": '[project]\nname = "a"\ndependencies = ["b>=1", "c"]\n'
    '[project.optional-dependencies]\ndev = ["d"]\n[tool.poetry.dependencies]\npython = "^3"\n'
    'e = {version = "1"}\n[dependency-groups]\nt = ["f"]\n',
    "requirements.txt": "a==1\n-r b.txt\nc @ https://x.org/c.zip#egg=c\n# d\n",
    "setup.cfg": "[metadata]\nname = a\n[options]\ninstall_requires =\n  b\n  c>1\n"
    "[options.extras_require]\nx = d\n",
    "package.json": '{"name": "a", "dependencies": {"b": "^1", "@c/d": "file:e"},'
    ' "devDependencies": {"f": "1"}}',
    "go.mod": "module x.org/a\n\ngo 1.22\n\nrequire (\n\tx.org/b v1.0.0\n\tx.org/c v0.1.0 // indirect\n)\n",
    "Cargo.toml": '[package]\nname = "a"\n[dependencies]\nb = "1"\nc = { path = "../c" }\n'
    '[target."cfg(unix)".dependencies]\nd = { version = "1", package = "e" }\n',
    "pom.xml": "<project><groupId>a</groupId><artifactId>b</artifactId><dependencies><dependency>"
    "<groupId>c</groupId><artifactId>d</artifactId><scope>test</scope></dependency></dependencies></project>",
    "build.gradle": "dependencies {\n  implementation \"a:b:1\"\n  testImplementation('c:d:2')\n}\n",
}
_OUTPUTS = {
    "ast-grep-json": '[{"text": "x", "range": {"start": {"line": 1, "column": 2}}, "file": "a.py",'
    ' "ruleId": "r", "severity": "error", "message": "m"}]',
    "depcruise-json": '{"summary": {"violations": [{"from": "a", "to": "b", "rule": {"severity": "error",'
    ' "name": "n"}}], "error": 1}}',
    "eslint-json": '[{"filePath": "/a.js", "messages": [{"ruleId": "x", "severity": 2, "message": "m",'
    ' "line": 1, "column": 1}]}]',
    "lint-imports": "a BROKEN\n\nBroken contracts\n----------------\n\na\n-\n\n"
    "x is not allowed to import y:\n\n-   x.b -> y.c (l.3)\n",
    "ruff-json": '[{"code": "E1", "filename": "/a.py", "location": {"row": 1, "column": 2},'
    ' "message": "m"}]',
    "sarif": '{"version": "2.1.0", "runs": [{"tool": {"driver": {"rules": [{"id": "a"}]}}, "results":'
    ' [{"ruleId": "a", "level": "error", "message": {"text": "m"}, "locations": [{"physicalLocation":'
    ' {"artifactLocation": {"uri": "file:///a.py"}, "region": {"startLine": 1}}}]}]}]}',
    "semgrep-json": '{"results": [{"check_id": "a", "path": "a.py", "start": {"line": 1, "col": 1},'
    ' "extra": {"message": "m", "severity": "ERROR"}}], "errors": []}',
    "tach": "a.py:1: Cannot import 'b.c'. Module 'a' cannot depend on 'b'.\n",
    "text": "a.py:1:2: m\nsrc/b.ts(3,4): error n\n",
}
