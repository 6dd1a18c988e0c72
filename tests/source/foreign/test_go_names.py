"""What names mean and what is defined in Go: packages, types and their fields, receivers, conversions.

A package is a folder, so what a file does not bind is its neighbour's, and what it binds hides a package.
"""

import pytest

from tests.source.foreign import told

HERE = "internal/store/a.go"
HEAD = 'package store\nimport "os"\n'
SYNC = "os.File.Sync"


def called(text: str) -> list[str]:
    """The names of what a file is sure to call, in the order of the text, those of its package short."""
    return [each.replace("internal.store.", "") for each in told.called(HEAD + text, HERE)]


def guessed(text: str) -> list[str]:
    """What a file may call."""
    return [each.replace("internal.store.", "") for each in told.guessed(HEAD + text, HERE)]


# --- packages --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("os/exec", "exec"),
        ("github.com/acme/app/v2", "app"),
        ("github.com/acme/v3/kit", "kit"),
        ("gopkg.in/yaml.v3", "yaml"),
        ("github.com/acme/go-redis/v9", "redis"),
        ("github.com/nats-io/nats.go", "nats"),
        ("github.com/acme/kit-go", "kit"),
        ("github.com/acme/my-kit", "my_kit"),
        ("v2", "v2"),
    ],
)
def test_a_package_is_called_by_its_folder_without_version(path: str, name: str) -> None:
    text = f'package a\nimport "{path}"\nfunc f() {{ {name}.Go() }}\n'
    assert told.called(text, HERE) == [f"{path.replace('/', '.')}.Go"]


def test_an_import_says_where_it_stands() -> None:
    text = 'package a\n\nimport (\n\t"os"\n\tx "y/z"\n)\nimport . "fmt"\n'
    found = told.facts_of(text, HERE).imports
    assert [(each.module, each.names, each.line, each.column) for each in found] == [
        ("os", (), 4, 2),
        ("y.z", (), 5, 2),
        ("fmt", ("*",), 7, 8),
    ]


def test_a_name_given_to_a_package_takes_the_place_of_its_own() -> None:
    text = 'package a\nimport o "os"\nfunc f() { o.Remove(p); os.Remove(p) }\n'
    assert told.called(text, HERE) == ["os.Remove", "internal.store.os.Remove"]


def test_a_package_that_is_taken_for_its_effect_has_no_name() -> None:
    assert dict(told.facts_of('package a\nimport _ "embed"\n', HERE).aliases) == {}


def test_what_no_file_binds_may_be_of_the_package_or_of_one_that_was_opened() -> None:
    text = 'package a\nimport . "fmt"\nfunc f() { Println(1); println(2) }\n'
    assert told.called(text, HERE) == ["internal.store.Println", "println"]
    assert told.guessed(text, HERE) == ["fmt.Println"]


def test_a_word_of_the_language_is_nobodys() -> None:
    assert called("func f() { append(a, len(b)); close(c); string(d) }") == [
        "append",
        "len",
        "close",
        "string",
    ]


# --- variables -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "var w = os.Remove\nfunc f() { w(p) }",
        "var (\n\ta, w = 1, os.Remove\n)\nfunc f() { w(p) }",
        "func f() { w := os.Remove; w(p) }",
        "func f() { a, w := 1, os.Remove; w(p) }",
        "func f() { var w = os.Remove; w(p) }",
        "func f() { var w func(string) error; w = os.Remove; w(p) }",
        "var w func(string) error\nfunc init() { w = os.Remove }\nfunc f() { w(p) }",
        "func f() { (os.Remove)(p) }",
        "func f() { w := (os.Remove); func() { w(p) }() }",
        "func f() { w := os.Remove; go w(p) }",
        "func f() { w := os.Remove; defer w(p) }",
        "func f() { if w := os.Remove; w(p) != nil { } }",
    ],
)
def test_a_variable_is_what_it_was_given(text: str) -> None:
    assert "os.Remove" in called(text)


@pytest.mark.parametrize(
    "text",
    [
        "func f(os Thing) { os.Remove(p) }",
        "func f() { os := other(); os.Remove(p) }",
        "func f() { var os Thing; os.Remove(p) }",
        "func f() { for _, os := range all { os.Remove(p) } }",
        "func (os *Thing) f() { os.Remove(p) }",
        "var f = func(os Thing) { os.Remove(p) }",
    ],
)
def test_what_is_called_like_a_package_hides_it(text: str) -> None:
    assert "os.Remove" not in called(text) + guessed(text)


def test_a_plain_assignment_declares_nothing() -> None:
    assert called("func f() { shared = os.Remove; shared.Close() }") == ["shared.Close"]


def test_the_blank_name_is_nothing() -> None:
    assert called("func f() { _ = os.Remove; _(p) }") == ["_"]


# --- types -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "func f(x os.File) { x.Sync() }",
        "func f(x *os.File) { x.Sync() }",
        "func f(a, x *os.File, b int) { x.Sync() }",
        "func f() { var x *os.File; x.Sync() }",
        "func f() { var a, x os.File; x.Sync() }",
        "var x *os.File\nfunc f() { x.Sync() }",
        "func f() { x := &os.File{}; x.Sync() }",
        "func f() { x := new(os.File); x.Sync() }",
        "func f() { (&os.File{}).Sync() }",
        "func f() { x, err := os.Create(p); x.Sync() }",
        "func f() { x := y.(*os.File); x.Sync() }",
        "func f() { x, ok := y.(*os.File); x.Sync() }",
        "func f() { y.(*os.File).Sync() }",
        "func f() { switch x := y.(type) { case *os.File: x.Sync() } }",
        "func open() *os.File { return nil }\nfunc f() { open().Sync() }",
        "func open() (x *os.File, err error) { return }\nfunc f() { x, _ := open(); x.Sync() }",
        "type S struct { x *os.File }\nfunc (s *S) f() { s.x.Sync() }",
        "type S struct { a, x os.File }\nfunc (s S) f() { s.x.Sync() }",
        "type S[T any] struct { x *os.File }\nfunc (s *S[T]) f() { s.x.Sync() }",
        "type S struct { *os.File }\nfunc (s *S) f() { s.File.Sync() }",
        "type S struct { os.File `json`; n int }\nfunc f(s S) { s.File.Sync() }",
        "type S struct { in T }\ntype T struct { x *os.File }\nfunc (s *S) f() { s.in.x.Sync() }",
        "func (s *S) f() { s.x.Sync() }\ntype S struct { x *os.File }",
        "func (s *S) open() *os.File { return nil }\nfunc (s *S) f() { s.open().Sync() }\ntype S struct{}",
    ],
)
def test_a_method_is_named_by_the_type_that_is_known(text: str) -> None:
    assert SYNC in called(text)


@pytest.mark.parametrize(
    "text",
    [
        "func f(x ...*os.File) { x.Sync() }",
        "func f(x []*os.File) { x.Sync() }",
        "func f(x map[string]*os.File) { x.Sync() }",
        "func f() { for _, x := range os.Args { x.Sync() } }",
        "func open() []*os.File { return nil }\nfunc f() { open().Sync() }",
        "func f() { _, x := os.Create(p); x.Sync() }",
        "type S struct { x *os.File }\ntype T struct{}\nfunc (s *T) f() { s.x.Sync() }",
    ],
)
def test_a_method_of_many_or_of_something_else_is_not_named_by_it(text: str) -> None:
    assert SYNC not in called(text)


def test_a_conversion_is_of_the_type_that_it_names() -> None:
    text = (
        "type Key string\nfunc (k Key) Short() string { return string(k) }\n"
        "func f(s string) { Key(s).Short() }\n"
    )
    assert called(text) == ["string", "Key.Short", "Key"]


def test_methods_with_any_receiver_belong_to_its_type() -> None:
    text = (
        "func (s *S) A() {}\nfunc (s S) B() {}\nfunc (S) C() {}\nfunc (*S) D() {}\nfunc (s *S[T]) E() {}\n"
        "func (s S[K, V]) F() {}\nfunc (s *S /* a) */) G() {}\nfunc (s /* *T) */ *S[K] /* ] */) H() {}\n"
    )
    assert told.definitions(HEAD + text, HERE) == [f"function S.{name}" for name in "ABCDEFGH"]


def test_a_method_is_no_function_of_the_package() -> None:
    assert called("func (s *S) put() {}\nfunc f(s *S) { s.put(); put() }") == ["S.put", "put"]
    assert told.facts_of("package store\nfunc (s *S) put() {}\n", HERE).names == frozenset()


# --- definitions -----------------------------------------------------------------------------------------


def signatures(text: str) -> dict[str, str]:
    """The signature of each definition by its name."""
    return {name: signature for name, _, _, signature in told.defined(HEAD + text, HERE)}


def test_a_type_is_signed_by_what_it_is() -> None:
    text = (
        "type S struct {\n\tn int\n}\ntype I interface{ M() }\ntype E struct{}\ntype A = os.File\n"
        "type M map[string]int\ntype F func(int) error\ntype G[T any] struct{ x T }\ntype (\n\tX int\n)\n"
    )
    assert signatures(text) == {
        "S": "S struct",
        "I": "I interface",
        "E": "E struct",
        "A": "A = os.File",
        "M": "M map[string]int",
        "F": "F func(int) error",
        "G": "G[T any] struct",
        "X": "X int",
    }


def test_a_function_is_signed_from_its_name_to_its_body() -> None:
    text = (
        "func two(a, b int, c string) (r int, err error) { return }\n"
        "func gen[T any](x T, y ...T) T { return x }\nfunc outside(x int) int\n"
        "func unnamed(int, string) {}\nfunc long(\n\ta int, // the first\n\tb int,\n) {}\n"
    )
    assert signatures(text) == {
        "two": "two(a, b int, c string) (r int, err error)",
        "gen": "gen[T any](x T, y ...T) T",
        "outside": "outside(x int) int",
        "unnamed": "unnamed(int, string)",
        "long": "long( a int, b int, )",
    }
    found = {each.name: each.parameters for each in told.facts_of(HEAD + text, HERE).definitions}
    assert found == {
        "two": ("a", "b", "c"),
        "gen": ("x", "...y"),
        "outside": ("x",),
        "unnamed": (),
        "long": ("a", "b"),
    }


def test_what_a_type_takes_in_whole_is_a_base_of_it() -> None:
    text = (
        "type Base struct{ n int }\ntype S struct {\n\t*os.File\n\tBase\n\tn Base\n\tpkg.Other[int]\n}\n"
        "type I interface {\n\tM()\n\tos.Signal\n\tOwn\n\t~int | string\n}\n"
    )
    bases = {each.name: each.bases for each in told.facts_of(HEAD + text, HERE).definitions}
    assert bases == {
        "Base": (),
        "S": ("os.File", "internal.store.Base", "internal.store.pkg.Other"),
        "I": ("os.Signal", "internal.store.Own"),
    }


def test_a_definition_says_where_it_begins_and_ends() -> None:
    text = "package a\n\n// Put puts.\nfunc Put() {\n}\n\ntype (\n\tA int\n\tB struct {\n\t}\n)\n"
    found = told.facts_of(text, HERE).definitions
    assert [(each.name, each.line, each.column, each.end_line) for each in found] == [
        ("Put", 4, 1, 5),
        ("A", 8, 2, 8),
        ("B", 9, 2, 10),
    ]


def test_a_nameless_function_is_part_of_the_one_around_it() -> None:
    text = "func f() {\n\tg := func() { os.Remove(p) }\n\tg()\n}\n"
    (first, *_) = [each for each in told.facts_of(HEAD + text, HERE).calls if each.name == "os.Remove"]
    assert first.owner == "f"
    assert told.definitions(HEAD + text, HERE) == ["function f"]


# --- texts that are odd ----------------------------------------------------------------------------------


@pytest.mark.parametrize("last", ["const k = 1", 'const k = "x"', "var k = 1", "type k int", 'import "os"'])
def test_a_file_may_end_without_the_end_of_its_line(last: str) -> None:
    assert told.facts_of(f"package a\n{last}", HERE) == told.facts_of(f"package a\n{last}\n", HERE)


def test_lines_that_end_as_on_windows_are_counted_once() -> None:
    text = 'package a\r\nimport "os"\r\nfunc f() {\r\n\tos.Remove(p)\r\n}\r\n'
    (call, *_) = told.facts_of(text, HERE).calls
    assert (call.name, call.line, call.column) == ("os.Remove", 4, 2)


def test_the_module_of_a_file_is_its_folder() -> None:
    paths = ["a.go", "cmd/a.go", "internal/store/a_test.go", "/abs/a.go"]
    modules = [told.facts_of("package a\n", path).module for path in paths]
    assert modules == ["", "cmd", "internal.store", "abs"]
