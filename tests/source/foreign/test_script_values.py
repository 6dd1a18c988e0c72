"""What a name means in a script: through variables, types, patterns, members, and what lies between.

A name that is followed wrongly is an effect in the wrong place; one that is lost is a way around a rule.
"""

import pytest

from tests.source.foreign import told

HERE = "src/web/a.ts"
FS = "import fs from 'fs';\n"
STORE = "import { Store } from './s';\n"


# --- variables -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "const w = fs.rename; w(a, b);",
        "let w; w = fs.rename; w(a, b);",
        "const w = (fs.rename); w(a, b);",
        "const w = fs.rename as any; w(a, b);",
        "const w = <any>fs.rename; w(a, b);",
        "const w = fs.rename!; w(a, b);",
        "const w = fs.rename satisfies F; w(a, b);",
        "const w = other || fs.rename; w(a, b);",
        "const w = fs.rename ?? other; w(a, b);",
        "const w = known && fs.rename; w(a, b);",
        "const w = known ? other : fs.rename; w(a, b);",
        "const v = fs.rename, w = v; w(a, b);",
        "const w = fs.rename.bind(fs); w(a, b);",
        "const { rename } = fs; rename(a, b);",
        "const { rename: w } = fs; w(a, b);",
        "const { rename = other } = fs; rename(a, b);",
        "const { rename: w = other } = fs; w(a, b);",
        "let w = other; if (known) { w = fs.rename; } w(a, b);",
        "function f() { return w(a, b); } const w = fs.rename;",
    ],
)
def test_a_variable_is_what_it_was_given(text: str) -> None:
    assert "fs.rename" in told.called(FS + text, HERE)


def test_a_part_of_a_part_is_unpacked_in_one_go() -> None:
    text = "const { promises: { writeFile: w } } = require('fs');\nw(p);\n"
    assert told.writes(text, HERE) == ["yes"]
    assert told.called(text, HERE) == ["require", "fs.promises.writeFile"]


def test_an_operator_that_makes_something_new_follows_neither_side() -> None:
    assert told.called(f"{FS}const w = fs.rename - other; w(a);", HERE) == []
    assert told.called(f"{FS}const w = fs.rename === other; w(a);", HERE) == []


def test_a_chain_of_variables_that_bite_their_tails_ends() -> None:
    assert told.called("let a = b; let b = c; let c = a; a();", HERE) == []


def test_a_long_chain_of_variables_is_followed_to_its_end() -> None:
    chain = "".join(f"const v{n + 1} = v{n};\n" for n in range(12))
    assert told.called(f"{FS}const v0 = fs.rename;\n{chain}v12(a, b);\n", HERE) == ["fs.rename"]


@pytest.mark.parametrize(
    "text",
    [
        "function f(fs) { fs.rename(a, b); }",
        "const f = fs => fs.rename(a, b);",
        "const f = (one, { fs }) => fs.rename(a, b);",
        "const f = ([fs]) => fs.rename(a, b);",
        "const f = (...fs) => fs.rename(a, b);",
        "class A { m(fs) { fs.rename(a, b); } }",
        "function f() { const fs = one; fs.rename(a, b); } function one() {}",
    ],
)
def test_a_parameter_or_variable_of_the_same_name_is_something_else(text: str) -> None:
    found = told.facts_of(FS + text, HERE).calls
    assert "fs.rename" not in {each.name for each in found}
    assert "rename" in {each.method for each in found}


def test_a_name_that_nothing_binds_is_a_guess() -> None:
    assert told.guessed("other.put(); put();", HERE) == ["other.put"]
    assert told.called("other.put(); put();", HERE) == ["put"]


def test_what_a_parameter_is_nobody_knows() -> None:
    assert told.guessed("function f(s) { s.put(); s(); }", HERE) == ["….put", "….s"]


# --- members ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "key",
    ["'rename'", '"rename"', "`rename`", "'re' + 'name'", "'re' + 'na' + 'me'", "key", "('rename')"],
)
def test_a_member_in_brackets_is_the_member(key: str) -> None:
    assert told.called(f"{FS}const key = 'rename'; fs[{key}](a, b);", HERE) == ["fs.rename"]


@pytest.mark.parametrize("key", ["other", "'re' + other", "`re${other}`", "0", "f()"])
def test_a_member_that_is_reckoned_is_not_known(key: str) -> None:
    assert "fs.rename" not in told.called(f"{FS}fs[{key}](a, b);", HERE)


def test_a_member_that_may_have_two_names_has_both() -> None:
    text = f"{FS}let key = 'rename'; if (known) {{ key = 'unlink'; }} fs[key](a);"
    assert told.called(text, HERE) == ["fs.rename", "fs.unlink"]


def test_a_text_that_is_put_together_from_what_may_be_two_things_is_not_known() -> None:
    text = f"{FS}let half = 're'; if (known) {{ half = 'other'; }} fs[half + 'name'](a);"
    assert told.called(text, HERE) == []


def test_a_function_that_is_called_by_its_own_methods_is_mentioned() -> None:
    assert "argument fs.rename" in told.calls(f"{FS}fs.rename.call(fs, a, b);", HERE)
    assert "argument fs.rename" in told.calls(f"{FS}fs.rename.apply(fs, [a, b]);", HERE)
    assert "argument fs.rename" in told.calls(f"{FS}Reflect.apply(fs.rename, fs, [a, b]);", HERE)


def test_the_mode_of_an_open_is_found_behind_the_owner_that_call_is_given() -> None:
    assert told.writes(f"{FS}fs.openSync.call(fs, p, 'w');", HERE) == ["yes"]
    assert told.writes(f"{FS}fs.openSync.call(fs, p, 'r');", HERE) == []


def test_the_globals_by_their_long_names_are_the_globals() -> None:
    for owner in ("globalThis", "window", "self", "global"):
        assert told.called(f"{owner}.fetch(u);", HERE) == ["fetch"]


def test_a_module_by_its_default_is_the_module() -> None:
    assert told.called("import * as fs from 'fs'; fs.default.rename(a, b);", HERE) == ["fs.rename"]


# --- classes and what their instances have ---------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "new Store().put();",
        "(new Store()).put();",
        "const s = new Store() as any; s.put();",
        "let s; s = new Store(); s.put();",
        "const s: Store = make(); s.put();",
        "const s: Store | null = make(); s.put();",
        "const s: readonly Store = make(); s.put();",
        "const s = make() as Store; s.put();",
        "const s = (await make()) as Store; s.put();",
        "const f = (s: Store) => s.put();",
        "function f(s: Store = other) { s.put(); }",
        "const make = (): Store => other; make().put();",
        "function make(): Store { return other; } make().put();",
        "const make = function (): Store { return other; }; make().put();",
        "class A { s = new Store(); f() { this.s.put(); } }",
        "class A { #s = new Store(); f() { this.#s.put(); } }",
        "class A { s?: Store; f() { this.s.put(); } }",
        "class A { constructor(readonly s: Store) {} f() { this.s.put(); } }",
        "class A extends B { constructor(override s: Store) { super(); } f() { this.s.put(); } }",
        "const s = <Store>make(); s.put();",
        "(known as Store).put();",
        "class A { constructor() { this.s = new Store(); } f() { this.s.put(); } }",
        "class A { s: Store; f() { [1].map(() => this.s.put()); } }",
    ],
)
def test_a_method_is_named_by_the_class_that_is_known(text: str) -> None:
    assert "src.web.s.Store.put" in told.called(STORE + text, HERE)


@pytest.mark.parametrize(
    "text",
    [
        "class A { s: Store; } class B { f() { this.s.put(); } }",
        "class A { f() { this.s.more.put(); } s: Store; }",
        "const f = (all: Store[]) => all.put();",
        "const f = ({ s }) => s.put();",
        "let s: string = ''; s.put();",
        "class A { constructor(s: Store) {} f() { this.s.put(); } }",
    ],
)
def test_a_method_of_something_else_is_not_named_by_it(text: str) -> None:
    assert "src.web.s.Store.put" not in told.called(STORE + text, HERE)


def test_a_type_that_is_claimed_of_something_known_changes_nothing() -> None:
    text = f"{STORE}{FS}const s = new Store() as Other; s.put();\n(fs.rename as Other)(a, b);\n"
    assert told.called(text, HERE) == ["src.web.s.Store", "src.web.s.Store.put", "fs.rename"]
    assert told.guessed("const all = other as const; all.put();", HERE) == ["other.put"]


def test_the_class_of_what_is_inside_a_class_is_its_own() -> None:
    text = f"{STORE}const x = new Store.Inner(); x.put();\n"
    assert told.called(text, HERE) == ["src.web.s.Store.Inner", "src.web.s.Store.Inner.put"]


def test_a_method_of_the_own_class_is_named_by_it() -> None:
    text = "class A { f() { this.g(); return () => this.h(); } g() {} h() {} }"
    assert told.called(text, HERE) == ["src.web.a.A.g", "src.web.a.A.h"]


def test_this_outside_a_class_is_nobody() -> None:
    assert told.guessed("function f() { this.g(); }", HERE) == ["….g"]


def test_a_step_behind_a_member_of_an_instance_is_a_guess() -> None:
    text = f"{STORE}const s = new Store(); s.rows.first.put(); s.put().more();\n"
    assert told.called(text, HERE) == ["src.web.s.Store", "src.web.s.Store.put"]
    assert told.guessed(text, HERE) == ["src.web.s.Store.rows.first.put", "src.web.s.Store.put.more"]


# --- what is passed on and what is mentioned -------------------------------------------------------------


def test_a_function_that_is_passed_on_is_told_with_the_mode_that_comes_behind_it() -> None:
    assert told.writes(f"{FS}retry(fs.openSync, p, 'w');", HERE) == ["yes"]
    assert told.writes(f"{FS}retry(fs.openSync, p, 'r');", HERE) == []
    assert told.writes(f"{FS}retry(fs.openSync, p, how);", HERE) == ["maybe"]
    assert told.writes(f"{FS}retry(fs.renameSync, a, b);", HERE) == []
    assert told.touched(f"{FS}retry(fs.renameSync, a, b);", HERE) == ["file"]


@pytest.mark.parametrize(
    "text",
    [
        "const all = [fs.rename];",
        "const all = { a: fs.rename };",
        "return_ = fs.rename;",
        "export const w = fs.rename;",
        "if (fs.rename) { }",
        "throw fs.rename;",
        "const f = () => fs.rename;",
        "`${fs.rename}`;",
    ],
)
def test_a_function_that_stands_somewhere_is_mentioned(text: str) -> None:
    assert told.calls(FS + text, HERE) == ["reference fs.rename"]


@pytest.mark.parametrize(
    "text",
    [
        "function f(rename) {}",
        "const o = { rename: 1 };",
        "label.rename;",
        "class rename {}",
        "// rename",
        "'rename';",
        "export { rename };",
        "type T = typeof rename;",
    ],
)
def test_a_word_that_only_looks_like_the_name_is_no_mention(text: str) -> None:
    found = told.calls(f"import {{ rename }} from 'fs';\n{text}", HERE)
    assert [each for each in found if each.endswith("fs.rename")] == []


def test_markup_mentions_its_components_and_what_they_are_given_once() -> None:
    text = (
        "import { Card, Row } from './card';\nimport { save } from './save';\n"
        "export const App = () => <Card onClick={save}><Row.Cell /></Card>;\n"
    )
    assert told.calls(text, "src/app.tsx") == [
        "reference src.card.Card",
        "reference src.save.save",
        "reference src.card.Row.Cell",
    ]


def test_the_first_text_and_the_last_object_of_a_call_are_kept() -> None:
    text = (
        "load('users', 1, { timeout: 5, 'retry': 2, ...more });\nload(name);\nload({ deep: { a: 1 } });\n"
    )
    calls = told.facts_of(text, HERE).calls
    assert [(each.first, each.keywords) for each in calls] == [
        ("users", ("timeout", "retry", "**")),
        ("", ()),
        ("", ("deep",)),
    ]
