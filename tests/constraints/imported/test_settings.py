"""Set-ups of other tools are read as data, and what cannot be read is missing and never guessed.

Every reader of `constraints/imported` stands on `settings`, `javascript`, `modules` and `samples`. People
write these files by hand, on every system: with comments, trailing commas, byte order marks and CRLF.
"""

import configparser
from collections.abc import Mapping

import pytest

from parti.constraints import tree as trees
from parti.constraints.imported import javascript, samples, settings
from parti.constraints.imported.modules import Layout

# --- texts ----------------------------------------------------------------------------------------------


def test_a_file_that_is_not_there_is_none_and_an_empty_one_is_empty() -> None:
    tree = trees.Texts({"a.toml": ""})
    assert (settings.text(tree, "a.toml"), settings.text(tree, "b.toml")) == ("", None)


def test_a_byte_order_mark_at_the_start_of_a_file_is_taken_off_once() -> None:
    assert settings.text(trees.Texts({"a": "\ufeff\ufeffx\ufeff"}), "a") == "\ufeffx\ufeff"


def test_a_file_of_the_largest_size_is_read_and_a_larger_one_is_none() -> None:
    tree = trees.Texts({"a": "x" * settings.LARGEST, "b": "x" * (settings.LARGEST + 1)})
    assert len(settings.text(tree, "a") or "") == settings.LARGEST
    assert settings.text(tree, "b") is None


# --- loose JSON -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": "http://example.org"}', {"a": "http://example.org"}),
        ('{"a": "/* kept */"}', {"a": "/* kept */"}),
        ('{"a": "x\\"// kept"}', {"a": 'x"// kept'}),
        ('{"a": ",]"}', {"a": ",]"}),
        ('{"a": [1,\n],\n}', {"a": [1]}),
        ('{"a": 1, // one\r\n "b": 2}', {"a": 1, "b": 2}),
        ('{/* a\n * b\n */"a": 1}', {"a": 1}),
        ("[1, /* one */ /* two */ 2]", [1, 2]),
        ('{"a": [1, // one\n]}', {"a": [1]}),
    ],
)
def test_comments_and_last_commas_go_and_texts_stay_as_they_are(text: str, value: object) -> None:
    assert settings.loose_json(text) == value


@pytest.mark.parametrize(
    "text",
    [
        'module.exports = {"a": 1};',
        'module.exports={"a": 1}',
        'export default {"a": 1};\n',
        '"use strict";\nmodule.exports = {"a": 1};',
        '// @ts-check\n/** @type {x} */\nmodule.exports = {"a": 1};\n',
        '\n\n  {"a": 1}  \n',
    ],
)
def test_what_a_program_would_export_is_read_without_its_frame(text: str) -> None:
    assert settings.loose_json(text) == {"a": 1}


@pytest.mark.parametrize(
    "text",
    [
        'module.exports = {"a": f()};',
        'const x = {"a": 1};\nmodule.exports = x;',
        'module.exports = {"a": 1};\nmodule.exports.b = 2;',
        "{'a': 1}",
        '{"a": 1',
        "\x00",
        "// nothing but words",
    ],
)
def test_a_program_or_half_a_text_is_none(text: str) -> None:
    assert settings.loose_json(text) is None


# --- YAML, INI, TOML ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", []),
        ("a: 1\r\nb: no\r\n", [{"a": 1, "b": "no"}]),
        ("a: 1\n---\n- x\n---\n", [{"a": 1}, ["x"], None]),
        ("a: &x [1]\nb: *x\n", [{"a": [1], "b": [1]}]),
    ],
)
def test_every_document_of_a_yaml_text_is_read(text: str, value: object) -> None:
    assert settings.yaml(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "a: [",
        "a: *nowhere",
        "a: 1\na: 2\n",
        "\tx: 1",
        "a: !!python/object/apply:os.getcwd []",
        "a: \x07",
        "a: b: c",
        "ok: 1\n---\na: [",
        "[" * 5000,
    ],
    ids=["half", "no anchor", "twins", "tab", "an object", "a bell", "colons", "second half", "deep"],
)
def test_yaml_that_is_none_as_a_whole_is_none(text: str) -> None:
    assert settings.yaml(text) is None


def test_an_ini_text_keeps_percent_signs_and_raises_for_what_is_none() -> None:
    assert settings.ini("[a]\nb = 5%\n")["a"]["b"] == "5%"
    with pytest.raises(configparser.Error):
        settings.ini("b = 1\n")


def test_toml_that_is_none_raises() -> None:
    assert settings.toml("a = [1]\n") == {"a": [1]}
    with pytest.raises(ValueError, match="Invalid value"):
        settings.toml("a = [")


# --- values ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("a", ("a",)),
        ("\n  a\n\n  b  \n", ("a", "b")),
        (["a ", "", " ", 1, None, "b"], ("a", "b")),
        (("a", "b"), ("a", "b")),
        (["a\nb"], ("a\nb",)),
        ("", ()),
        ([], ()),
        (None, ()),
        (7, ()),
        ({"a": 1}, ()),
    ],
)
def test_texts_are_lines_of_a_text_or_the_texts_of_a_list(value: object, found: tuple[str, ...]) -> None:
    assert settings.texts(value) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [({1: "a", "b": {2: 3}}, {"1": "a", "b": {2: 3}}), ([("a", 1)], {}), (None, {}), ("a", {})],
)
def test_a_mapping_has_texts_for_keys_and_whatever_else_has_none(value: object, found: object) -> None:
    assert settings.mapping(value) == found


def test_of_a_list_only_its_mappings_are_taken() -> None:
    assert list(settings.mappings([{"a": 1}, "b", None, [{"c": 1}], {2: 3}])) == [{"a": 1}, {"2": 3}]
    assert list(settings.mappings({"a": {"b": 1}})) == []


@pytest.mark.parametrize("value", [True, "true", "True", " YES ", "1", "on"])
def test_a_switch_is_on_in_every_way_of_writing_it(value: object) -> None:
    assert settings.true(value) is True


@pytest.mark.parametrize("value", [False, None, 1, "false", "no", "0", "off", "", "y", [True]])
def test_whatever_else_is_off(value: object) -> None:
    assert settings.true(value) is False


# --- scripts of a package -------------------------------------------------------------------------------

PRINTS = frozenset({"--format", "-f", "--fix"})


def script(*lines: str) -> tuple[str, ...]:
    rows = ", ".join(f'"s{at}": "{line}"' for at, line in enumerate(lines))
    tree = trees.Texts({"package.json": f'{{"scripts": {{{rows}}}}}'})
    return javascript.script(tree, "eslint", PRINTS)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("eslint src", ("src",)),
        ("npx eslint src test", ("src", "test")),
        ("tsc && eslint src", ("src",)),
        ("tsc || eslint src", ("src",)),
        ("eslint src | tee out", ("src",)),
        ("cd x; eslint src", ("src",)),
        ("eslint -f stylish src", ("src",)),
        ("eslint --format=json src", ("src",)),
        ("eslint src --format", ("src",)),
        ("eslint --ext .ts,.tsx src", ("--ext", ".ts,.tsx", "src")),
        ("eslint 'a b/**'", ("a b/**",)),
        ("eslint", ()),
        ("eslint-check src", ()),
        ("yarn eslint src", ()),
        ("echo eslint src", ()),
    ],
)
def test_a_script_tells_the_words_behind_the_tool_without_how_it_prints(
    line: str, words: tuple[str, ...]
) -> None:
    assert script(line) == words


def test_the_first_script_that_runs_the_tool_tells() -> None:
    assert script("tsc", "eslint one", "eslint two") == ("one",)


def test_words_are_quoted_when_they_are_run() -> None:
    assert javascript.run("eslint", "a b", "$(x)") == "npx --no-install eslint 'a b' '$(x)'"


def test_only_the_package_file_at_the_root_tells() -> None:
    tree = trees.Texts({"ui/package.json": '{"scripts": {"lint": "eslint src"}}'})
    assert (javascript.package(tree), javascript.script(tree, "eslint", PRINTS)) == ({}, ())


# --- modules --------------------------------------------------------------------------------------------


def layout(*paths: str) -> Layout:
    return Layout(trees.Texts(dict.fromkeys(paths, "")))


@pytest.mark.parametrize(
    ("paths", "module", "globs"),
    [
        (("shop/web/a.py",), "shop.web", ("shop/web/**/*.py",)),
        (("shop/web.py",), "shop.web", ("shop/web.py",)),
        (("shop/web.py", "shop/web/a.py"), "shop.web", ("shop/web/**/*.py", "shop/web.py")),
        (("src/shop/web/a.py",), "shop.web", ("src/shop/web/**/*.py",)),
        (("shop/web/a.pyi",), "shop.web", ("shop/web/**/*.py",)),
        (("shop/webs/a.py", "shop/web.pyx", "workshop/web/a.py"), "shop.web", ()),
        (("shop/web/a.js",), "shop.web", ()),
        (("x/y/shop/a.py", "z/shop/a.py"), "shop", ("z/shop/**/*.py",)),
        (("b/shop/a.py", "a/shop/a.py"), "shop", ("a/shop/**/*.py",)),
        (("shop/shop/a.py",), "shop", ("shop/**/*.py",)),
        ((), "shop", ()),
    ],
)
def test_a_module_lies_nearest_to_the_root(
    paths: tuple[str, ...], module: str, globs: tuple[str, ...]
) -> None:
    assert layout(*paths).globs(module) == globs


def test_several_modules_have_each_glob_once_and_none_when_one_is_missing() -> None:
    tree = layout("a/x.py", "b/x.py")
    assert tree.all_globs(["b", "a", "b"]) == ("b/**/*.py", "a/**/*.py")
    assert tree.all_globs(["b", "gone"]) == ()
    assert tree.all_globs([]) == ()


@pytest.mark.parametrize(
    ("module", "path"),
    [
        ("shop", "shop/example.py"),
        ("shop.web", "shop/web/example.py"),
        ("shop.api", "shop/api.py"),
        ("no", ""),
    ],
)
def test_an_example_of_a_module_lies_inside_it(module: str, path: str) -> None:
    assert layout("shop/web/a.py", "shop/api.py").example(module) == path


# --- samples --------------------------------------------------------------------------------------------


def test_a_language_is_covered_by_the_ends_that_its_files_have() -> None:
    tree = trees.Texts(dict.fromkeys(("b.pyi", "a.py", "x/c.py", "d.ts", "e.md"), ""))
    assert samples.globs(tree, "python") == ("**/*.py", "**/*.pyi")
    assert samples.globs(tree, "go") == ()


@pytest.mark.parametrize(
    ("pattern", "language", "code"),
    [
        ("eval($$$A)", "python", "eval(x)"),
        ("f($A, $_B, $$$)", "python", "f(x, x, x)"),
        ("f($A);", "typescript", "f(x);"),
        ("f($A)", "go", "package example\n\nfunc example() {\n\tf(x)\n}"),
        ("f($A);", "rust", "fn example() {\n    f(x);\n}"),
        ("f($A);", "java", "class Example {\n    void example() {\n        f(x);\n    }\n}"),
        (
            'printf("%s", $A)',
            "java",
            'class Example {\n    void example() {\n        printf("%s", x);\n    }\n}',
        ),
        ("", "java", ""),
    ],
)
def test_a_sample_is_the_pattern_with_a_name_for_each_hole_where_it_can_stand(
    pattern: str, language: str, code: str
) -> None:
    assert samples.sample(pattern, language) == code


def fine() -> Mapping[str, str]:
    return {name: samples.fine(name) for name in ("python", "tsx", "go", "cobol")}


def test_a_language_without_a_fine_sample_has_an_empty_one() -> None:
    assert fine() == {
        "python": "value = 1",
        "tsx": "const value = 1;",
        "go": "package example",
        "cobol": "",
    }
