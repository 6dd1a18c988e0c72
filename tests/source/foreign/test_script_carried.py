"""A value that is followed through a script: where it is held, where it ends, and what takes it apart.

`opaque` speaks on the ground of these places. What is shadowed, given again or only named alike is not the
value, and an alarm there would teach people to look away.
"""

import pytest

from parti.source.foreign import script_carried

VALUES = ("*.id", "entry['key']", "api_token", "*_ref", "*.getId()", "order.code")
NEVER = ("split", "slice", "parseInt", "JSON.parse", "startsWith", "length")


def taken(text: str, language: str = "typescript") -> list[str]:
    """Each place where the value is taken apart, as `line:column word`, in the order of the text."""
    found = sorted(script_carried.taken(text, language, VALUES, NEVER))
    return [f"{line}:{column} {word}" for line, column, word in found]


# --- the value under its own name ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        "post.id",
        "this.id",
        "posts[0].id",
        "load(1).id",
        "a.b.c.id",
        "post?.id",
        "post!.id",
        "post['id']",
        "post\n  .id",
        "entry['key']",
        'entry["key"]',
        "entry[`key`]",
        "entry.key",
        "entry?.['key']",
        "api_token",
        "my_ref",
        "post.getId()",
        "order.code",
        "order['code']",
    ],
)
def test_the_value_is_known_by_every_spelling_of_its_name(value: str) -> None:
    assert taken(f"{value}.split('-');") == ["1:1 split"]


@pytest.mark.parametrize(
    "other",
    [
        "post.idx",
        "post.identity",
        "id",
        "post.id.name",
        "entry.keys",
        "other.key",
        "api_tokens",
        "token",
        "ref",
        "my_refs",
        "post.getId",
        "post.getId(1)",
        "order.code.name",
        "reorder.code",
    ],
)
def test_what_is_only_named_alike_is_another_thing(other: str) -> None:
    assert taken(f"{other}.split('-');") == []


@pytest.mark.parametrize(
    "value",
    [
        "(post.id)",
        "((post.id))",
        "(/* the key */ post.id)",
        "post.id!",
        "(post.id as string)",
        "(<string>post.id)",
        "(post.id satisfies string)",
        "(await post.id)",
        "String(post.id)",
        "post.id.toString()",
        "post.id.trim().toLowerCase()",
        "`${post.id}`",
        "(post.id || '')",
        "(post.id ?? other)",
        "(known && post.id)",
        "(known ? post.id : '')",
        "(known ? '' : post.id)",
    ],
)
def test_what_is_still_the_whole_value_is_the_value(value: str) -> None:
    assert taken(f"{value}.split('-');") == ["1:1 split"]


@pytest.mark.parametrize(
    "other",
    [
        "`${post.id}-${other}`",
        "`post-${post.id}`",
        "(post.id + '')",
        "(post.id === other)",
        "(post.id ? 'a' : 'b')",
        "describe(post.id)",
        "post.id.replace('-', '')",
        "post.id.name",
        "new Key(post.id)",
        "[post.id]",
    ],
)
def test_what_is_made_out_of_the_value_is_another_thing(other: str) -> None:
    assert taken(f"{other}.split('-');") == []


# --- what takes it apart ---------------------------------------------------------------------------------


def test_a_method_is_told_whether_it_is_called_handed_on_or_kept() -> None:
    assert taken("post.id.split('-');") == ["1:1 split"]
    assert taken("use(post.id.slice);") == ["1:5 slice"]
    assert taken("const cut = post.id.slice;") == ["1:13 slice"]
    assert taken("post.id.split.call(post.id, '-');") == ["1:1 split"]


def test_a_method_in_brackets_is_the_method_and_a_place_is_none() -> None:
    assert taken("post.id['split']('-');") == ["1:1 split"]
    assert taken("post.id[`split`]('-');") == ["1:1 split"]
    assert taken("post.id[split];") == []


def test_a_property_is_told_like_a_method() -> None:
    assert taken("if (post.id.length > 3) { }") == ["1:5 length"]


def test_a_function_that_gets_the_value_in_any_place_is_told() -> None:
    assert taken("parseInt(post.id);") == ["1:1 parseInt"]
    assert taken("parseInt(post.id, 10);") == ["1:1 parseInt"]
    assert taken("JSON.parse(post.id);") == ["1:1 JSON.parse"]


@pytest.mark.parametrize("owner", ["Number", "window", "globalThis", "self", "globalThis.Number"])
def test_a_function_of_everybody_has_several_names(owner: str) -> None:
    assert taken(f"{owner}.parseInt(post.id);") == ["1:1 parseInt"]


def test_a_function_of_somebody_else_is_another_function() -> None:
    assert taken("mine.parseInt(post.id);") == []
    assert taken("YAML.parse(post.id);") == []
    assert taken("parseInt(other);") == []


def test_each_place_is_told_once() -> None:
    assert taken("post.id.split('-');\nuse(post.id);\nf(post.id.slice(1), post.id.split(''));\n") == [
        "1:1 split",
        "3:3 slice",
        "3:21 split",
    ]


def test_only_the_first_step_of_a_chain_is_done_to_the_value() -> None:
    assert taken("post.id.split('-')[0].slice(1).length;") == ["1:1 split"]


def test_nothing_that_may_not_be_done_finds_nothing() -> None:
    assert list(script_carried.taken("post.id.split();", "javascript", VALUES, ())) == []
    assert list(script_carried.taken("post.id.split();", "javascript", (), NEVER)) == []


# --- variables that hold it ------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["const", "let", "var"])
def test_a_variable_that_is_declared_as_the_value_holds_it(word: str) -> None:
    assert taken(f"{word} held = post.id;\nheld.split('-');\n") == ["2:1 split"]


def test_a_variable_may_be_handed_from_one_to_the_next() -> None:
    assert taken("const a = post.id, b = a;\nconst c = `${b}`;\nc.split('-');\n") == ["3:1 split"]


def test_a_variable_that_is_declared_below_its_use_holds_the_value() -> None:
    text = "const use = () => c.split('-');\nconst c = b;\nconst b = post.id;\n"
    assert taken(text) == ["1:19 split"]


def test_a_variable_that_gets_another_value_is_let_go() -> None:
    assert taken("let held = post.id;\nheld = other;\nheld.split('-');\n") == []
    assert taken("let held = post.id;\nheld += '!';\nheld.split('-');\n") == []
    assert taken("let held = post.id;\n({ held } = other);\nheld.split('-');\n") == []
    assert taken("let held = post.id;\n[held] = other;\nheld.split('-');\n") == []


def test_a_variable_that_one_function_declares_twice_is_let_go() -> None:
    assert taken("const held = post.id;\n{ const held = other; held.split('-'); }\n") == []
    assert taken("const held = post.id;\n{ const { held } = other; held.split('-'); }\n") == []


def test_a_variable_of_one_function_is_none_of_the_next() -> None:
    text = "function f() { const held = post.id; }\nfunction g() { held.split('-'); }\n"
    assert taken(text) == []


def test_functions_inside_see_the_variables_around_them() -> None:
    assert taken("function f() { const held = post.id; return () => held.split('-'); }") == ["1:51 split"]
    assert taken("class A { m() { const held = post.id; return held.split('-'); } }") == ["1:46 split"]
    assert taken("function* f() { const held = post.id; yield held.split('-'); }\nheld.slice(1);\n") == [
        "1:45 split"
    ]


@pytest.mark.parametrize(
    "inner",
    [
        "function f(held) { held.split('-'); }",
        "function f({ held }) { held.split('-'); }",
        "function f({ other: held }) { held.split('-'); }",
        "function f([held]) { held.split('-'); }",
        "function f(...held) { held.split('-'); }",
        "function f(held = '') { held.split('-'); }",
        "const f = held => held.split('-');",
        "const f = function (held) { held.split('-'); };",
        "function* f(held) { held.split('-'); }",
        "const o = { f(held) { held.split('-'); } };",
        "class A { f(held) { held.split('-'); } }",
        "function f() { const held = other; held.split('-'); }",
        "function f() { var { held } = other; held.split('-'); }",
        "try { } catch (held) { held.split('-'); }",
        "for (const held of all) held.split('-');",
        "for (const [held] of all) held.split('-');",
    ],
)
def test_a_nearer_variable_of_the_same_name_is_another_one(inner: str) -> None:
    assert taken(f"const held = post.id;\n{inner}\n") == []
    assert taken(f"const held = post.id;\n{inner}\nheld.split('-');\n") == ["3:1 split"]


def test_what_a_parameter_is_when_nothing_is_given_is_no_parameter() -> None:
    text = "const held = post.id;\nfunction f(part = held) { held.split('-'); }\n"
    assert taken(text) == ["2:27 split"]
    assert taken(text, "javascript") == ["2:27 split"]


# --- fields that are unpacked ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{ id }", "id"),
        ("{ title, id, ...more }", "id"),
        ("{ id: held }", "held"),
        ("{ 'id': held }", "held"),
        ("{ id = '' }", "id"),
        ("{ id: held = '' }", "held"),
        ("{ author: { id } }", "id"),
    ],
)
def test_a_field_that_is_unpacked_is_the_value(pattern: str, name: str) -> None:
    assert taken(f"const {pattern} = post;\n{name}.split('-');\n") == ["2:1 split"]
    assert taken(f"function f({pattern}) {{\n  return {name}.split('-');\n}}\n") == ["2:10 split"]
    assert taken(f"all.map(({pattern}) =>\n{name}.split('-'));\n") == ["2:1 split"]
    assert taken(f"for (const {pattern} of posts)\n{name}.split('-');\n") == ["2:1 split"]


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{ title }", "title"),
        ("{ title: id }", "id"),
        ("{ id: title }", "id"),
        ("{ ...id }", "id"),
        ("[id]", "id"),
        ("{ id: { part } }", "part"),
    ],
)
def test_another_field_is_another_thing(pattern: str, name: str) -> None:
    assert taken(f"const {pattern} = post;\n{name}.split('-');\n") == []


def test_a_field_of_one_object_is_the_value_when_it_is_taken_from_that_object() -> None:
    assert taken("const { key } = entry;\nkey.split('-');\n") == ["2:1 split"]
    assert taken("const { code: held } = order;\nheld.split('-');\n") == ["2:1 split"]
    assert taken("const { key } = other;\nkey.split('-');\n") == []


def test_what_a_loop_unpacks_ends_with_the_loop() -> None:
    assert taken("for (const { id } of posts) { }\nid.split('-');\n") == []


# --- texts that are odd ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["", "\ufeff", "// post.id.split('-')", "'post.id.split()'", "/post.id.split/", "x." * 200 + "id"],
)
def test_a_text_that_only_speaks_of_the_value_takes_nothing_apart(text: str) -> None:
    assert taken(text) == []


def test_an_expression_of_a_whole_page_is_not_compared() -> None:
    short, long = ("a." * 140 + "id", "a." * 160 + "id")
    assert taken(f"{short}.split('-');") == ["1:1 split"]
    assert taken(f"{long}.split('-');") == []


@pytest.mark.parametrize("language", ["javascript", "typescript", "tsx"])
def test_all_dialects_are_read_alike(language: str) -> None:
    text = "const held = post.id;\r\n'é😀'; held.split('-');\r\n"
    assert taken(text, language) == ["2:7 split"]
