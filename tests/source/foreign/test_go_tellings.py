"""What Go says beside its names: entries of registries, errors made and dropped, the environment, files."""

import pytest

from tests.source.foreign import told

HERE = "internal/store/a.go"
HEAD = 'package store\nimport (\n"os"\n"errors"\n"fmt"\n)\nfunc on() {}\nfunc off() {}\n'


def entries(text: str) -> list[str]:
    """The entries of every registry, in the order of the text, names of the package short."""
    return [each.replace("internal.store.", "") for each in told.entries(HEAD + text, HERE)]


def registries(text: str) -> list[str]:
    """What may be a registry, names of the package short."""
    return [each.replace("internal.store.", "") for each in told.registries(HEAD + text, HERE)]


# --- registries ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("element", "row"),
    [
        ('"a": on', "H[a] = on (literal)"),
        ("`a`: on", "H[a] = on (literal)"),
        ("KEY: on", "H[known] = on (literal)"),
        ("Other: on", "H[Other] = on (literal)"),
        ("kind.Other: on", "H[] = on (literal)"),
        ("1: on", "H[1] = on (literal)"),
        ('"a": {on}', "H[a] = on (literal)"),
        ('"a": &Rule{}', "H[a] = Rule (literal)"),
        ('"a": Rule{}', "H[a] = Rule (literal)"),
        ('"a": (on)', "H[a] = on (literal)"),
        ('"a": os.Remove', "H[a] = os.Remove (literal)"),
        ('"a": HandlerFunc(on)', "H[a] = on (literal)"),
    ],
)
def test_an_element_of_a_map_is_an_entry_under_its_key(element: str, row: str) -> None:
    assert row in entries(f'const KEY = "known"\nvar H = map[string]F{{{element}}}\n')


@pytest.mark.parametrize("value", ["nil", "func() {}", "3", '"on"', "true"])
def test_a_plain_value_and_a_nameless_function_are_no_entries(value: str) -> None:
    assert entries(f'var H = map[string]F{{"a": {value}}}\n') == []


def test_elements_in_a_row_have_no_key_or_that_of_the_text_before_them() -> None:
    assert entries("var H = []F{on, off}\n") == ["H[] = on (literal)", "H[] = off (literal)"]
    assert entries('var H = []Rule{{"a", on}, {"b", off}}\n') == [
        "H[a] = on (literal)",
        "H[b] = off (literal)",
    ]


def test_several_variables_have_their_own_entries() -> None:
    assert entries("var H, K = []F{on}, []F{off}\n") == ["H[] = on (literal)", "K[] = off (literal)"]


def test_a_registry_that_is_filled_when_the_package_starts_has_its_entries() -> None:
    text = 'var H map[string]F\nfunc init() { H = map[string]F{"a": on} }\n'
    assert entries(text) == ["H[a] = on (literal)"]
    assert entries('func init() { Other = map[string]F{"a": on} }\n') == ["Other[a] = on (literal)"]


def test_a_variable_of_a_function_is_no_registry() -> None:
    text = 'func f() {\n\th := map[string]F{"a": on}\n\th = map[string]F{"b": on}\n\th["c"] = on\n}\n'
    assert (entries(text), registries(text)) == ([], [])


def test_what_holds_no_literal_is_no_new_registry() -> None:
    assert registries("var n int\nfunc f() { n = 1; n = n + 1 }\n") == ["n"]


@pytest.mark.parametrize(
    ("statement", "row"),
    [
        ('H["a"] = on', "H[a] = on (item)"),
        ("H[k] = on", "H[] = on (item)"),
        ('H["a"], K["b"] = on, off', "K[b] = off (item)"),
        ('other.H["a"] = on', "other.H[a] = on (item)"),
        ('H.Register("a", on)', "H[a] = on (method)"),
        ("H.Add(on)", "H[] = on (method)"),
        ('H.Register("a", off).Register("b", on)', "H[a] = off (method)"),
        ('mux.HandleFunc("/a", on)', "mux[/a] = on (method)"),
        ('mux.Handle("/a", http.HandlerFunc(on))', "mux[/a] = on (method)"),
    ],
)
def test_an_entry_that_comes_later_is_one_by_an_item_or_a_method(statement: str, row: str) -> None:
    assert row in entries(f"func init() {{ {statement} }}\n")


def test_a_method_that_adds_nothing_registers_nothing() -> None:
    assert entries('func f() { H.Get("a", on); H.Find(on); Register("a", on) }\n') == []


def test_a_field_of_a_known_type_is_a_registry_of_the_type() -> None:
    text = (
        "type S struct { all map[string]F }\nfunc (s *S) Put() { s.all[k] = on }\n"
        'func New() *S { s := &S{}; s.all["b"] = off; return s }\n'
    )
    assert entries(text) == ["S.all[] = on (item)", "S.all[b] = off (item)"]


# --- errors that are made --------------------------------------------------------------------------------


def made(body: str, imported: str = "errors") -> list[str]:
    """The errors that a function makes and hands up or stops with."""
    text = f'package store\nimport (\n"{imported}"\n"fmt"\n)\nfunc f() error {{\n{body}\n}}\n'
    return [each.name for each in told.facts_of(text, HERE).raises]


def test_an_error_that_is_made_and_handed_up_is_told() -> None:
    assert made('return errors.New("x")') == ["errors.New"]
    assert made('return 0, fmt.Errorf("x: %w", err)') == ["fmt.Errorf"]
    assert made("return errors.Join(a, b)") == ["errors.Join"]
    assert made("panic(err)") == ["panic"]


def test_an_error_of_a_library_that_stands_in_for_the_own_one_is_told() -> None:
    assert made('return errors.Wrap(err, "x")', "github.com/pkg/errors") == ["github.com.pkg.errors.Wrap"]
    assert made("return xerrors.Errorf(x)", "golang.org/x/xerrors") == ["golang.org.x.xerrors.Errorf"]
    assert made("return status.Error(c, x)", "google.golang.org/grpc/status") == [
        "google.golang.org.grpc.status.Error"
    ]


@pytest.mark.parametrize(
    "body",
    [
        "return err",
        "return nil",
        'err := errors.New("x"); log(err)',
        "return other.New(x)",
        "return errors.Is(a, b)",
        "return func() error { return nil }",
        "panicking(err)",
    ],
)
def test_an_error_that_is_only_handed_on_is_not_made_here(body: str) -> None:
    assert made(body) == []


# --- errors that are dropped -----------------------------------------------------------------------------


def dropped(body: str) -> list[tuple[int, str]]:
    """(line, how) of each error that nobody looks at; the body begins on line 2."""
    text = f"package store\nfunc f() {{ for {{ {body} }} }}\n"
    return [(each.line, each.how) for each in told.facts_of(text, HERE).swallows]


@pytest.mark.parametrize(
    "condition",
    [
        "err != nil",
        "nil != err",
        "(err != nil)",
        "err!=nil",
        "err := g(); err != nil",
        "s.err != nil",
        "myErr != nil",
    ],
)
def test_asking_for_an_error_and_doing_nothing_is_told(condition: str) -> None:
    assert dropped(f"if {condition} {{ }}") == [(2, "passes")]


@pytest.mark.parametrize(
    "condition",
    ["err == nil", "x != nil", "err != other", "err != nil && x", "!ok", "errors.Is(err, X)", "err"],
)
def test_another_question_is_not_asked_for_an_error(condition: str) -> None:
    assert dropped(f"if {condition} {{ }}") == []


@pytest.mark.parametrize(
    ("body", "how"),
    [
        ("// fine\n", "passes"),
        ("continue", "passes"),
        ("_ = err", "passes"),
        ("log.Println(err)", "only logs"),
        ('slog.Error("x", err); continue', "only logs"),
        ('logger.With(x).Warnf("x")', "only logs"),
    ],
)
def test_a_branch_that_does_no_more_than_write_a_line_is_told(body: str, how: str) -> None:
    assert dropped(f"if err != nil {{ {body} }}") == [(2, how)]


@pytest.mark.parametrize(
    "body",
    ["return err", "log.Println(err); return", "failed = true", "break", "panic(err)", "report(err)"],
)
def test_a_branch_that_does_more_is_not_told(body: str) -> None:
    assert dropped(f"if err != nil {{ {body} }}") == []


def test_a_branch_with_another_one_beside_it_is_not_told() -> None:
    assert dropped("if err != nil { } else { g() }") == []


def test_a_result_that_goes_to_nobody_is_told() -> None:
    assert dropped("_ = g()") == [(2, "passes")]
    assert dropped("_, _ = g()") == [(2, "passes")]


@pytest.mark.parametrize("statement", ["_ = x", "x, _ = g()", "x, _ := g()", "g()", "defer g()", "_ = <-c"])
def test_a_result_that_somebody_may_look_at_is_not_told(statement: str) -> None:
    assert dropped(statement) == []


# --- the environment and files ---------------------------------------------------------------------------


def test_variables_of_the_environment_are_read_by_their_names() -> None:
    text = (
        'package a\nimport (\n"os"\n"syscall"\n)\nconst KEY = "C"\nfunc f(k string) {\n'
        'os.Getenv("A")\nv, ok := os.LookupEnv("B")\nos.Getenv(KEY)\nsyscall.Getenv("D")\n'
        'os.Getenv(k)\nos.Setenv("E", "1")\nget := os.Getenv; get("F")\nother.Getenv("G")\n'
        'os.Getenv("H_" + "I")\nos.Getenv("J" + k)\n}\n'
    )
    found = told.facts_of(text, HERE).environment
    assert [(each.name, each.line) for each in found] == [
        ("A", 8),
        ("B", 9),
        ("C", 10),
        ("D", 11),
        ("F", 14),
        ("H_I", 16),
    ]


@pytest.mark.parametrize(
    ("flags", "way"),
    [
        ("os.O_WRONLY", ["yes"]),
        ("os.O_RDWR", ["yes"]),
        ("os.O_CREATE", ["yes"]),
        ("os.O_APPEND", ["yes"]),
        ("os.O_RDONLY|os.O_TRUNC", ["yes"]),
        ("syscall.O_WRONLY", ["yes"]),
        ("os.O_RDONLY", []),
        ("os.O_RDONLY|os.O_SYNC", []),
        ("flags", ["maybe"]),
        ("1", ["maybe"]),
    ],
)
def test_the_flags_say_whether_a_file_is_opened_for_writing(flags: str, way: list[str]) -> None:
    assert told.writes(f"{HEAD}func f() {{ os.OpenFile(p, {flags}, 0) }}\n", HERE) == way


def test_an_open_without_flags_says_nothing() -> None:
    assert told.writes(f"{HEAD}func f() {{ os.OpenFile(p) }}\n", HERE) == []


@pytest.mark.parametrize("name", ["os.WriteFile", "os.Create", "os.CreateTemp"])
def test_what_makes_a_file_writes_whatever_it_is_given(name: str) -> None:
    assert told.writes(f"{HEAD}func f() {{ {name}(p) }}\n", HERE) == ["yes"]
