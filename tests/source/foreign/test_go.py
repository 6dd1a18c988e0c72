"""Go as facts: each form of import, alias, definition, entry and effect."""

import pytest

from tests.source.foreign import told

HERE = "internal/store/a.go"
HEAD = (
    'package store\nimport (\n"os"\n"errors"\n"fmt"\n"os/exec"\n"net/http"\n"time"\n'
    '"database/sql"\n"log"\n)\n'
)


def inside(text: str) -> str:
    return f"{HEAD}func f(p string, x any, err error) {{\n{text}\n}}\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('import "os"', ["os"]),
        ('import ("net/http"; "io/ioutil")', ["net.http", "io.ioutil"]),
        ('import w "github.com/acme/app/internal/web"', ["github.com.acme.app.internal.web"]),
        ('import . "fmt"', ["fmt (*)"]),
        ('import _ "embed"', ["embed"]),
        ("import `os`", ["os"]),
    ],
)
def test_each_way_in(text: str, wanted: list[str]) -> None:
    assert told.imports(f"package a\n{text}\n", HERE) == wanted


@pytest.mark.parametrize(
    "text",
    [
        'import "os"\nfunc f() { os.WriteFile(p, d, 0) }',
        'import o "os"\nfunc f() { o.WriteFile(p, d, 0) }',
        'import . "os"\nfunc f() { WriteFile(p, d, 0) }',
        'import "os"\nvar w = os.WriteFile\nfunc f() { w(p, d, 0) }',
        'import "os"\nfunc f() { w := os.WriteFile; w(p, d, 0) }',
        'import "os"\nfunc f() { go os.WriteFile(p, d, 0) }',
        'import "os"\nfunc f() { defer os.WriteFile(p, d, 0) }',
        'import "os"\nfunc f() { func() { os.WriteFile(p, d, 0) }() }',
        'import "os"\ntype S struct{}\nfunc (s S) Put() { os.WriteFile(p, d, 0) }',
    ],
)
def test_an_alias_is_undone(text: str) -> None:
    names = [each.rstrip("?") for each in told.calls(f"package a\n{text}\n", HERE)]
    assert "call os.WriteFile" in names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('"gopkg.in/yaml.v3"', "yaml"),
        ('"github.com/acme/app/v2"', "app"),
        ('"github.com/mattn/go-sqlite3"', "sqlite3"),
        ('"github.com/nats-io/nats.go"', "nats"),
    ],
)
def test_a_package_is_called_by_its_name_without_version(text: str, name: str) -> None:
    known = told.facts_of(f"package a\nimport {text}\n", HERE)
    assert list(known.aliases) == [name]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("retry(os.Remove)", "argument os.Remove"),
        ("y := []any{os.Remove}", "reference os.Remove"),
        ("save(x)", "call internal.store.save"),
        ("var q *os.File; q.Close()", "call os.File.Close"),
        ("q, e := os.Create(p); q.Close()", "call os.File.Close"),
        ("q := &http.Client{}; q.Do(x)", "call net.http.Client.Do"),
        ("q := new(http.Client); q.Do(x)", "call net.http.Client.Do"),
        ("q := x.(*os.File); q.Close()", "call os.File.Close"),
        ("switch t := x.(type) { case *os.File: t.Close() }", "call os.File.Close"),
        ("x.Close()", "call ….Close?"),
        ("len(p)", "call len"),
        ("Gen[int](p)", "call internal.store.Gen"),
    ],
)
def test_what_is_called_and_how(text: str, wanted: str) -> None:
    assert wanted in told.calls(inside(text), HERE)


@pytest.mark.parametrize(
    "text",
    [
        "type S struct { f *os.File }\nfunc (s *S) Put() { s.f.Sync() }",
        "func put(f *os.File) { f.Sync() }",
        "func open() (*os.File, error) { return nil, nil }\nfunc put() { f, e := open(); f.Sync() }",
    ],
)
def test_a_declared_type_names_the_method(text: str) -> None:
    assert "call os.File.Sync" in told.calls(f"{HEAD}{text}\n", HERE)


def test_definitions_in_full() -> None:
    text = (
        "package store\n\ntype Store struct {\n\tn int\n}\n\ntype Putter interface{ Put() }\n\n"
        "func (s *Store) Put(k string, xs ...int) (int, error) {\n\treturn 0, nil\n}\n\nfunc New[T any]() "
        "*Store {\n\treturn nil\n}\n"
    )
    assert told.definitions(text, HERE) == [
        "class Store", "class Putter", "function Store.Put", "function New",
    ]  # fmt: skip
    store, _, put, new = told.facts_of(text, HERE).definitions
    assert (store.line, store.end_line, store.signature) == (3, 5, "Store struct")
    assert (put.line, put.end_line, put.parameters) == (9, 11, ("k", "...xs"))
    assert put.signature == "Put(k string, xs ...int) (int, error)"
    assert new.signature == "New[T any]() *Store"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('var H = map[string]F{"a": on}', "internal.store.H[a] = internal.store.on (literal)"),
        ('var H = map[string]F{"a": web.On}', "internal.store.H[a] = app.web.On (literal)"),
        ("var H = []F{on}", "internal.store.H[] = internal.store.on (literal)"),
        ('var H = map[string]H{"a": &Handler{}}', "internal.store.H[a] = internal.store.Handler (literal)"),
        ('func init() { H["a"] = on }', "internal.store.H[a] = internal.store.on (item)"),
        ('func init() { H.Register("a", on) }', "internal.store.H[a] = internal.store.on (method)"),
        ('func init() { web.HandleFunc("/a", on) }', "app.web[/a] = internal.store.on (method)"),
        (
            "type S struct{}\nfunc (s *S) Init() { s.all[1] = on }",
            "internal.store.S.all[] = internal.store.on (item)",
        ),
    ],
)
def test_each_registration(text: str, wanted: str) -> None:
    assert wanted in told.entries(f'package store\nimport "app/web"\n{text}\n', HERE)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("_ = os.Remove(p)", ["passes"]),
        ("if err != nil { }", ["passes"]),
        ("if err := f(); err != nil { log.Println(err) }", ["only logs"]),
        ("for { if err != nil { continue } }", ["passes"]),
        ("if err != nil { return }", []),
        ("if err != nil { } else { f() }", []),
        ("if x != nil { }", []),
        ("_ = x", []),
    ],
)
def test_errors_that_end_in_silence(text: str, wanted: list[str]) -> None:
    assert [each.how for each in told.facts_of(inside(text), HERE).swallows] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("panic(err)", ["panic"]),
        ('return errors.New("x")', ["errors.New"]),
        ('return 0, fmt.Errorf("x: %w", err)', ["fmt.Errorf"]),
        ("return err", []),
    ],
)
def test_errors_that_are_made(text: str, wanted: list[str]) -> None:
    assert [each.name for each in told.facts_of(inside(text), HERE).raises] == wanted


@pytest.mark.parametrize("text", ['os.Getenv("STATE_DIR")', 'v, ok := os.LookupEnv("STATE_DIR")'])
def test_an_environment_variable_is_read(text: str) -> None:
    found = told.facts_of(inside(text), HERE).environment
    assert [(each.name, each.owner) for each in found] == [("STATE_DIR", "f")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("os.Rename(p, p)", "file"),
        ("os.MkdirAll(p, 0)", "file"),
        ("http.Get(p)", "network"),
        ("c := http.Client{}; c.Do(x)", "network"),
        ("exec.Command(p)", "process"),
        ("os.Exit(1)", "process"),
        ("time.Now()", "clock"),
        ("time.Sleep(1)", "clock"),
        ('os.Getenv("X")', "environment"),
        ('sql.Open("pg", p)', "database"),
        ('d, e := sql.Open("pg", p); d.Query(p)', "database"),
    ],
)
def test_a_direct_effect_is_told(text: str, kind: str) -> None:
    assert kind in told.touched(inside(text), HERE)


@pytest.mark.parametrize("text", ['fmt.Sprintf("x")', "f(x)", "errors.Is(err, err)", "time.Duration(1)"])
def test_what_touches_nothing_is_silent(text: str) -> None:
    assert told.touched(inside(text), HERE) == []


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("os.WriteFile(p, x, 0)", ["yes"]),
        ("os.Create(p)", ["yes"]),
        ("os.OpenFile(p, os.O_WRONLY|os.O_CREATE, 0)", ["yes"]),
        ("os.OpenFile(p, os.O_APPEND, 0)", ["yes"]),
        ("os.OpenFile(p, flags, 0)", ["maybe"]),
        ("retry(os.Create)", ["yes"]),
        ("os.OpenFile(p, os.O_RDONLY, 0)", []),
        ("os.Open(p)", []),
        ("os.ReadFile(p)", []),
    ],
)
def test_opening_for_writing(text: str, way: list[str]) -> None:
    assert told.writes(inside(text), HERE) == way


def test_a_file_belongs_to_its_folder() -> None:
    assert told.facts_of("package store\n", HERE).module == "internal.store"
    assert told.facts_of("package main\n", "main.go").module == ""
