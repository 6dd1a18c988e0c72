"""What tach, dependency-cruiser, ESLint, ast-grep, semgrep and ArchUnit check, as sections (C3).

A section either means what the tool means or says how it differs; the rest is the tool's own command.
"""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from parti.constraints import conformance, document, imported
from parti.constraints import tree as trees
from parti.constraints.imported import archunit, dependency_cruiser, javascript, section, settings
from parti.constraints.imported.section import Proposal
from parti.source import reading


def propose(**files: str) -> imported.Found:
    return imported.propose(trees.Texts(files))


def by_id(found: imported.Found) -> Mapping[str, Proposal]:
    for each in found.proposals:
        assert section.faults(each) == ()
    return {each.id: each for each in found.proposals}


def run(proposal: Proposal) -> object:
    assert proposal.kind == "command"
    return proposal.options["run"]


def places(proposal: Proposal, files: Mapping[str, str]) -> list[str]:
    """Where the section finds something in these files."""
    (rule,) = document.parse(section.markdown(proposal)).constraints
    tree = trees.Lazy(files, files.__getitem__, None, reading.extract)
    return [str(f.place) for f in conformance.of_rule(rule, tree)]


PY = dict.fromkeys(("shop/web/__init__.py", "shop/core/__init__.py", "shop/store/__init__.py"), "")


def tach(head: str, *modules: str) -> Mapping[str, str]:
    return {**PY, "tach.toml": "\n\n".join([head, *(f"[[modules]]\n{text}" for text in modules)])}


WEB = 'path = "shop.web"\ndepends_on = ["shop.store"]'
CORE = 'path = "shop.core"\ndepends_on = []'
STORE = 'path = "shop.store"\ndepends_on = []'
TYPES = "ignore_type_checking_imports = false"


def test_a_module_of_tach_may_import_what_it_names_and_no_other_module() -> None:
    found = by_id(propose(**tach(TYPES, WEB, CORE, STORE)))
    assert {name: each.options["modules"] for name, each in found.items()} == {
        "tach-shop-web": ["shop.core"],
        "tach-shop-core": ["shop.store", "shop.web"],
        "tach-shop-store": ["shop.core", "shop.web"],
    }
    assert {each.differs for each in found.values()} == {""}


def test_tach_leaves_out_imports_of_types_unless_told_so_its_command_stays() -> None:
    found = by_id(propose(**tach("", WEB, CORE, STORE)))
    assert "TYPE_CHECKING" in found["tach-shop-web"].differs
    assert run(found["tach"]) == "tach check"


@pytest.mark.parametrize(
    ("head", "modules", "native"),
    [
        (TYPES, (WEB, CORE, 'path = "shop.store"'), ["tach-shop-core", "tach-shop-web"]),
        (TYPES, (WEB, CORE, STORE + '\nlayer = "low"'), ["tach-shop-core", "tach-shop-web"]),
        (TYPES, (WEB, CORE, STORE + "\nutility = true"), []),
        (TYPES, (WEB, CORE, 'path = "shop.store"\ndepends_on = [{path = "shop.web", deprecated = true}]'),
         ["tach-shop-core", "tach-shop-web"]),
        (TYPES, (WEB, 'path = "shop.gone"\ndepends_on = []', STORE), ["tach-shop-store", "tach-shop-web"]),
        (f"{TYPES}\nexact = true", (WEB, CORE, STORE),
         ["tach-shop-core", "tach-shop-store", "tach-shop-web"]),
        (TYPES, (WEB, STORE, 'path = "shop"\ndepends_on = []'), []),
    ],
    ids=["no list", "a layer", "a utility", "deprecated", "not there", "exact", "one in another"],
)  # fmt: skip
def test_what_tach_says_besides_stays_with_its_command(
    head: str, modules: tuple[str, ...], native: list[str]
) -> None:
    assert sorted(by_id(propose(**tach(head, *modules)))) == ["tach", *native]


JS = {"src/core/rows.js": "export const rows = [];\n", "src/web/page.js": "export const page = 1;\n"}
TS = {"src/core/rows.ts": "export const rows = [];\n", "src/web/page.ts": "export const page = 1;\n"}
RULE = {
    "name": "core-not-to-web",
    "severity": "error",
    "comment": "The core is tested without a browser.",
    "from": {"path": "^src/core/"},
    "to": {"path": "^src/web/"},
}


def cruised(*rules: Mapping[str, Any], code: Mapping[str, str] = JS, **options: Any) -> Mapping[str, str]:
    text = json.dumps({"forbidden": list(rules), "options": options})
    return {**code, ".dependency-cruiser.json": text}


@pytest.mark.parametrize(
    ("code", "options", "differs"),
    [(JS, {}, False), (TS, {}, True), (TS, {"tsPreCompilationDeps": True}, False)],
)
def test_a_rule_from_one_folder_to_another_is_a_forbidden_import(
    code: Mapping[str, str], options: dict[str, Any], differs: bool
) -> None:
    found = by_id(propose(**cruised(RULE, code=code, **options)))
    rule = found["core-not-to-web"]
    assert (rule.kind, rule.options["modules"], rule.include) == (
        "forbidden-import",
        ["src/web"],
        ("src/core/**",),
    )
    assert bool(rule.differs) == ("dependency-cruiser" in found) == differs
    end = next(iter(code)).rpartition(".")[2]
    broken = {**code, f"src/core/rows.{end}": 'import { page } from "../web/page";\n'}
    assert places(rule, broken) == [f"src/core/rows.{end}:1"]
    assert places(rule, {**code, f"src/web/page.{end}": 'import { rows } from "../core/rows";\n'}) == []


@pytest.mark.parametrize(
    "rule",
    [
        {**RULE, "severity": "warn"},
        {**RULE, "to": {"circular": True}},
        {**RULE, "to": {"path": "^src/web/", "dynamic": False}},
        {**RULE, "to": {"path": "web"}},
        {**RULE, "to": {"path": "^src/web"}},
        {**RULE, "from": {"path": "^src/(?!core)/"}},
        {**RULE, "from": {"path": "^src/[^/]+/"}},
        {**RULE, "from": {}},
        {**RULE, "from": {"path": "^lib/"}},
        {**RULE, "from": {"path": "^src/core/", "orphan": True}},
    ],
)
def test_a_rule_that_says_more_than_folders_stays_with_the_tool(rule: Mapping[str, Any]) -> None:
    (only,) = propose(**cruised(rule)).proposals
    assert (
        run(only) == "npx --no-install depcruise --config .dependency-cruiser.json src --output-type json"
    )
    assert only.options["format"] == "depcruise-json"


@pytest.mark.parametrize("options", [{"tsConfig": {"fileName": "tsconfig.json"}}, {"exclude": "x"}])
def test_a_set_up_that_resolves_names_its_own_way_stays_with_the_tool(options: dict[str, Any]) -> None:
    assert [each.kind for each in propose(**cruised(RULE, **options)).proposals] == ["command"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("^src/core/", ("src/core",)),
        ("^src/core($|/)", ("src/core",)),
        ("^src/core/.+", ("src/core",)),
        ("^src/(a|b)/", ("src/a", "src/b")),
        ("^(lib|src)/(a|b)/", ("lib/a", "lib/b", "src/a", "src/b")),
        ("^node_modules/lodash/", ("lodash",)),
        (["^a/", "^b/"], ("a", "b")),
        (None, ()),
        ("src/core/", None),
        ("^src/core", None),
        ("^src/.*/x/", None),
        ("^src\\.x/", None),
        (["^a/", "b"], None),
        (7, None),
    ],
)
def test_an_expression_means_folders_or_nothing_that_is_guessed(text: object, expected: object) -> None:
    assert dependency_cruiser.folders(text) == expected


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            ".dependency-cruiser.cjs",
            f"/** old */\nmodule.exports = {json.dumps({'forbidden': [RULE]})};\n",
            0,
        ),
        (".dependency-cruiser.cjs", "module.exports = {forbidden: [...base]};\n", 1),
        (".dependency-cruiser.json", "{", 1),
    ],
)
def test_a_configuration_is_read_and_never_run(name: str, text: str, told: int) -> None:
    found = propose(**JS, **{name: text})
    assert len(found.findings) == told
    assert ("core-not-to-web" in by_id(found)) == (not told)
    assert ("dependency-cruiser" in by_id(found)) == bool(told)


def test_the_scripts_of_the_package_tell_how_the_tools_are_run() -> None:
    scripts = {
        "lint": "tsc && npx eslint 'src/*.js' --max-warnings 0 -f stylish",
        "deps": "depcruise -T=dot lib",
    }
    package = json.dumps({"scripts": scripts, "eslintConfig": {"rules": {}}})
    found = by_id(propose(**cruised({**RULE, "severity": "warn"}), **{"package.json": package}))
    assert run(found["eslint"]) == "npx --no-install eslint 'src/*.js' --max-warnings 0 --format json"
    assert run(found["dependency-cruiser"]) == "npx --no-install depcruise lib --output-type json"


@pytest.mark.parametrize("package", ["", "[]", "{", '{"scripts": 1}', '{"scripts": {"a": "eslint \'"}}'])
def test_a_strange_package_file_tells_nothing(package: str) -> None:
    assert javascript.script(trees.Texts({"package.json": package}), "eslint", frozenset()) == ()


def eslint(rule: object, name: str = ".eslintrc.json") -> Mapping[str, str]:
    return {**JS, name: json.dumps({"rules": {"no-restricted-imports": rule}})}


@pytest.mark.parametrize(
    ("rule", "modules"),
    [
        (["error", "lodash", "fs"], ["lodash", "fs"]),
        ([2, {"paths": ["lodash", {"name": "moment", "message": "use dates"}]}], ["lodash", "moment"]),
        (["error", {"paths": [{"name": "react", "importNames": ["default"]}, "fs"]}], ["fs"]),
        (["error", {"patterns": ["lodash/*"]}], None),
        (["error", "../web"], None),
        (["warn", "lodash"], None),
        ("error", None),
        (["error"], None),
    ],
)
def test_restricted_imports_are_forbidden_and_the_difference_is_told(rule: object, modules: object) -> None:
    found = by_id(propose(**eslint(rule)))
    assert found["eslint"].options["format"] == "eslint-json"
    assert ("restricted-imports" in found) == (modules is not None)
    if modules is not None:
        assert found["restricted-imports"].options["modules"] == modules
        assert "require" in found["restricted-imports"].differs


@pytest.mark.parametrize(
    "name", ["eslint.config.js", "eslint.config.mjs", ".eslintrc.cjs", ".eslintrc.yml"]
)
def test_a_configuration_that_is_a_program_stays_with_eslint(name: str) -> None:
    found = propose(**JS, **{name: "export default [];\n"})
    assert [run(each) for each in found.proposals] == ["npx --no-install eslint . --format json"]
    assert [f.place.path for f in found.findings] == [name]


GREP = {"sgconfig.yml": "ruleDirs: [rules]\ntestConfigs:\n  - testDir: tests\n"}


def grep(rule: str, **more: str) -> imported.Found:
    return propose(**GREP, **{"rules/a.yml": rule, "app.py": "x = 1\n", **more})


NO_EVAL = (
    "id: no-eval\nlanguage: Python\nseverity: error\nmessage: It runs text.\nrule:\n  pattern: eval($$$A)\n"
)


def test_a_rule_of_ast_grep_is_a_pattern_of_the_same_engine() -> None:
    found = by_id(grep(NO_EVAL))
    assert list(found) == ["no-eval"]
    rule = found["no-eval"]
    assert (rule.kind, rule.options) == (
        "pattern",
        {"rule": {"pattern": "eval($$$A)"}, "message": "It runs text."},
    )
    assert places(rule, {"a.py": "x = 1\ny = eval(x)\n", "a.js": "eval(1)"}) == ["a.py:2"]


def test_the_tests_of_a_rule_are_its_examples() -> None:
    inner = "rule:\n  kind: try_statement\n  not:\n    has: {kind: finally_clause}\n"
    rule = f"id: r\nlanguage: python\nseverity: error\n{inner}"
    assert [each.kind for each in grep(rule).proposals] == ["command"], "nothing is claimed without one"
    bad = "try:\\n    f()\\nexcept OSError:\\n    g()"
    tests = f'id: r\nvalid: ["x = 1"]\ninvalid: ["{bad}"]\n'
    found = by_id(grep(rule, **{"tests/r-test.yml": tests}))
    assert [(s.verdict, s.code.splitlines()[0]) for s in found["r"].shown] == [
        ("kept", "x = 1"),
        ("broken", "try:"),
    ]


@pytest.mark.parametrize(
    ("language", "pattern", "path", "bad"),
    [
        ("TypeScript", "console.log($$$A)", "a.ts", "console.log(1);\n"),
        ("Rust", "unsafe_call($X)", "a.rs", "fn f() { unsafe_call(1); }\n"),
        ("Java", "System.exit($X)", "A.java", "class A { void f() { System.exit(1); } }\n"),
    ],
)
def test_rules_for_other_languages_are_taken_over(language: str, pattern: str, path: str, bad: str) -> None:
    rule = f"id: r\nlanguage: {language}\nseverity: error\nrule:\n  pattern: {pattern}\n"
    found = by_id(grep(rule, **{path: ""}))
    assert list(found) == ["r"]
    assert found["r"].include == (f"**/*.{path.partition('.')[2]}",)
    assert places(found["r"], {path: bad}) == [f"{path}:1"]


def test_a_pattern_that_the_engine_reads_otherwise_than_it_looks_is_not_claimed() -> None:
    rule = "id: r\nlanguage: Go\nseverity: error\nrule:\n  pattern: os.Exit($X)\n"
    assert [each.kind for each in grep(rule).proposals] == ["command"]


@pytest.mark.parametrize(
    "change",
    [
        ("severity: error", "severity: warning"),
        ("severity: error\n", ""),
        ("rule:", "constraints: {A: {regex: x}}\nrule:"),
        ("eval($$$A)\n", "eval($$$A)\n  matches: other\n"),
        ("Python", "Cobol"),
    ],
)
def test_a_rule_that_needs_more_of_the_tool_stays_with_it(change: tuple[str, str]) -> None:
    found = grep(NO_EVAL.replace(*change))
    assert [run(each) for each in found.proposals] == ["ast-grep scan --json"]


def test_a_rule_that_a_comment_lets_through_somewhere_stays_with_the_tool() -> None:
    found = grep(NO_EVAL, **{"b.py": "eval(x)  # ast-grep-ignore\n"})
    assert [each.kind for each in found.proposals] == ["command"]


@pytest.mark.parametrize("text", ["ruleDirs: [", "- a", ""])
def test_a_configuration_of_ast_grep_that_cannot_be_read_is_told(text: str) -> None:
    found = propose(**{"sgconfig.yml": text})
    assert [f.place.path for f in found.findings] == ["sgconfig.yml"]
    assert [each.kind for each in found.proposals] == ["command"]


def semgrep(rule: str, **more: str) -> imported.Found:
    return propose(**{".semgrep/eval.yml": f"rules:\n  - {rule}\n", "app.py": "x = 1\n", **more})


CALL = "{id: no-eval, pattern: eval(...), message: It runs text., languages: [python], severity: ERROR}"


def test_a_bare_call_means_the_same_in_semgrep() -> None:
    found = by_id(semgrep(CALL))
    assert list(found) == ["no-eval"]
    assert found["no-eval"].options["forbid"] == "eval($$$A)"
    assert places(found["no-eval"], {"a.py": "x = 1\neval(x, y)\n"}) == ["a.py:2"]


@pytest.mark.parametrize(
    "change",
    [
        ("eval(...)", "os.system(...)"),
        ("eval(...)", "eval($X)"),
        ("ERROR", "WARNING"),
        ("[python]", "[python, javascript]"),
        ("pattern: eval(...)", "patterns: [{pattern: eval(...)}]"),
        ("severity", "paths: {include: [src]}, severity"),
        ("[python]", "[generic]"),
    ],
)
def test_whatever_else_semgrep_says_stays_with_it(change: tuple[str, str]) -> None:
    (only,) = semgrep(CALL.replace(*change)).proposals
    assert run(only) == "semgrep scan --metrics=off --config .semgrep/eval.yml --json"
    assert only.options["format"] == "semgrep-json"


def test_a_place_that_semgrep_lets_through_is_not_forbidden_here() -> None:
    found = semgrep(CALL, **{"b.py": "eval(x)  # nosemgrep\n"})
    assert [each.kind for each in found.proposals] == ["command"]


def test_other_yaml_is_left_alone() -> None:
    text = f"rules:\n  - {CALL}\n"
    assert propose(**{"ci/pipeline.yml": text, "semgrep.md": text}) == imported.Found((), (), ())


POM = "<dependency><groupId>com.tngtech.archunit</groupId></dependency>"
ARCH = "import com.tngtech.archunit.junit.ArchTest;"
TEST = f"package com.acme;\n{ARCH}\nclass LayersTest {{ @ArchTest Object r; }}\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"pom.xml": POM},
            "mvn -q test -Dtest=com.acme.LayersTest -Dsurefire.failIfNoSpecifiedTests=false",
        ),
        (
            {"pom.xml": POM, "mvnw": ""},
            "./mvnw -q test -Dtest=com.acme.LayersTest -Dsurefire.failIfNoSpecifiedTests=false",
        ),
        ({"build.gradle": "com.tngtech.archunit:archunit"}, "gradle test --tests com.acme.LayersTest"),
        (
            {"app/build.gradle.kts": "com.tngtech.archunit", "gradlew": ""},
            "./gradlew test --tests com.acme.LayersTest",
        ),
    ],
)
def test_the_tests_that_hold_archunit_rules_are_run(files: Mapping[str, str], expected: str) -> None:
    code = {
        "src/test/java/com/acme/LayersTest.java": TEST,
        "src/test/java/com/acme/BTest.java": "class BTest {}",
    }
    (only,) = propose(**files, **code).proposals
    assert run(only) == expected
    assert only.id == "archunit"


def test_a_dependency_without_a_test_is_told() -> None:
    found = propose(**{"pom.xml": POM})
    assert found.proposals == ()
    assert "no test" in found.findings[0].message
    assert list(archunit.propose(trees.Texts({"pom.xml": "<project/>", "A.java": TEST}))) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": [1, 2,], // no\n "b": "// yes, ]", /* no */ }', {"a": [1, 2], "b": "// yes, ]"}),
        ("module.exports = {};", {}),
        ("'use strict';\nmodule.exports = [1]", [1]),
        ("export default {a: 1}", None),
        ("", None),
        ("[" * 100_000, None),
    ],
)
def test_json_with_what_people_put_around_it(text: str, value: object) -> None:
    assert settings.loose_json(text) == value


HOSTILE = (
    "# Heading", "Scope: `src/**`.", "Owner: nobody", "`judged`", "Judged by nobody", "```check command",
    "~~~", "<!-- begin", "a {#other}", "a\n\n## b {#c}", "",
)  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_a_tool_cannot_change_what_a_section_is(words: str) -> None:
    proposal = Proposal(
        id="r", title="`eval` must never be called", reason=words, kind="pattern", origin="x",
        include=("**/*.py",), options={"forbid": "eval($$$A)", "message": words or "m"},
        shown=(section.Shown("kept", "python", "a.py", "x = 1"),
               section.Shown("broken", "python", "a.py", "eval(1)")),
    )  # fmt: skip
    assert section.faults(proposal) == ()
    (rule,) = document.parse(section.markdown(proposal)).constraints
    assert (rule.id, rule.kind, rule.scope, rule.owner) == ("r", "pattern", proposal.scope, "")
    assert rule.options == proposal.options


@pytest.mark.parametrize(
    "options",
    [
        {"run": "yes"},
        {"run": "a: b # c"},
        {"run": "x", "list": ["no", "a b", "```"], "deep": {"a": {"b": [{"c": "d"}]}}},
        {"run": "tab\there \u2028 \x7f", "empty": [], "none": {}},
    ],
)
def test_options_are_read_back_as_they_were(options: dict[str, object]) -> None:
    text = "\n".join(section._yaml(options))
    assert settings.yaml(text) == [options]


SECTION = """\
## `eval`, `exec` and `run` must never be called {#no-eval}

It runs text.

Only here.

Scope: `src/**/*.py`, not `src/a.py`.

````check pattern
rule:
  any:
    - {"pattern": "eval($$$A)"}
  not:
    regex: x
language: python
message: "a ```b"
names: [a, "no", "b c"]
````

```python broken path=src/b.py
eval(1)
```
"""


def test_a_section_reads_as_a_person_would_write_it() -> None:
    names = section.joined(["eval", "exec", "run"])
    proposal = Proposal(
        id="no-eval", title=f"{names} must never be called", reason="It runs\ntext.", differs="Only here.",
        kind="pattern", origin="x", include=("src/**/*.py",), exclude=("src/a.py",),
        options={"rule": {"any": [{"pattern": "eval($$$A)"}], "not": {"regex": "x"}}, "language": "python",
                 "message": "a ```b", "names": ["a", "no", "b c"]},
        shown=(section.Shown("broken", "python", "src/b.py", "eval(1)\n"),),
    )  # fmt: skip
    assert section.markdown(proposal) == SECTION


def test_a_semgrep_file_that_is_no_yaml_is_told() -> None:
    found = propose(**{".semgrep/eval.yml": "rules: [\nlanguages: x"})
    assert [f.place.path for f in found.findings] == [".semgrep/eval.yml"]
    assert propose(**{".semgrep/ci.yml": "rules:\n  - if: always\n"}) == imported.Found((), (), ())
