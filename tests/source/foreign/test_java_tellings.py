"""What Java says beside its names: entries of registries, errors, the environment, files."""

import pytest

from tests.source.foreign import told

HERE = "src/main/java/com/acme/A.java"
HEAD = (
    "import java.util.*;\nimport java.io.*;\nimport java.nio.file.*;\n"
    "import java.nio.channels.FileChannel;\n"
)


def entries(members: str) -> list[str]:
    """The entries of every registry of a class A with these members."""
    return told.entries(f"import java.util.*;\nclass A {{ {members} }}\n", HERE)


def inside(body: str) -> str:
    """A text with these statements in a method of class A."""
    return f"{HEAD}class A {{ void f(String p, File q, Path r, Writer w) {{ for (;;) {{\n{body}\n}} }} }}\n"


# --- registries ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        'Map.of("a", X::new, "b", Y::go)',
        'Map.ofEntries(Map.entry("a", new X()), Map.entry("b", Y::go))',
        'new HashMap<>(Map.of("a", new X(), "b", Y::go))',
        'Collections.unmodifiableMap(Map.of("a", new X(), "b", Y::go))',
        '(Map<String, H>) Map.of("a", new X(), "b", Y::go)',
        'ImmutableMap.<String, H>builder().put("a", new X()).put("b", Y::go).build()',
        'Map.of(KEY, new X(), "b", Y::go)',
    ],
)
def test_two_entries_are_found_in_every_wrapping(value: str) -> None:
    text = f'static final String KEY = "a"; Map<String, H> M = {value};'
    assert entries(text) == ["A.M[a] = X (literal)", "A.M[b] = Y.go (literal)"]


@pytest.mark.parametrize(
    "value",
    [
        "List.of(new X(), Y::go)",
        "Arrays.asList(X::new, Y::go)",
        "{ new X(), Y::go }",
        "new H[] { new X(), Y::go }",
    ],
)
def test_entries_in_a_row_have_no_key(value: str) -> None:
    assert entries(f"Object M = {value};") == ["A.M[] = X (literal)", "A.M[] = Y.go (literal)"]


def test_a_class_as_a_value_is_an_entry() -> None:
    assert entries("Set<Class<?>> M = Set.of(X.class, A.class);") == [
        "A.M[] = X (literal)",
        "A.M[] = A (literal)",
    ]


@pytest.mark.parametrize("value", ["e -> {}", '"text"', "3", "null", "thing"])
def test_a_plain_value_and_a_nameless_function_are_no_entries(value: str) -> None:
    assert entries(f'Map<String, H> M = Map.of("a", {value});') == []


@pytest.mark.parametrize(
    ("statement", "row"),
    [
        ('M.put("a", new X());', "A.M[a] = X (method)"),
        ('M.putIfAbsent("a", X::go);', "A.M[a] = X.go (method)"),
        ('this.M.put("a", new X());', "A.M[a] = X (method)"),
        ('A.M.put("a", new X());', "A.M[a] = X (method)"),
        ("M.put(k, new X());", "A.M[] = X (method)"),
        ("M.add(new X());", "A.M[] = X (method)"),
        ("M.register(this::run);", "A.M[] = A.run (method)"),
        ("M[0] = new X();", "A.M[] = X (item)"),
        ("this.M = List.of(new X());", "A.M[] = X (literal)"),
        ('bus.subscribe("t", this::run);', "bus[t] = A.run (method)"),
    ],
)
def test_an_entry_that_comes_later_is_one_by_an_item_or_a_method(statement: str, row: str) -> None:
    assert entries(f"Object M; A() {{ {statement} }}") == [row]


def test_a_chain_of_additions_adds_each_to_the_first() -> None:
    assert sorted(entries('Object M; { M.put("a", new X()).put("b", new Y()); }')) == [
        "A.M[a] = X (method)",
        "A.M[b] = Y (method)",
    ]


def test_a_method_that_adds_nothing_registers_nothing() -> None:
    assert entries("Object M; { M.get(new X()); M.remove(new X()); }") == []


def test_a_field_is_known_as_a_registry_and_a_local_variable_is_none() -> None:
    text = "class A { Map<K, V> M; static List<V> L = null; void f() { List<V> x = null; } }"
    assert told.registries(text, HERE) == ["A.M", "A.L"]


@pytest.mark.parametrize(
    ("annotation", "row"),
    [
        ('@Get("/x")', "Get[/x] = A.f (decorator)"),
        ('@Get(value = "/x")', "Get[/x] = A.f (decorator)"),
        ("@Get", "Get[] = A.f (decorator)"),
        ("@Get(PATH)", "Get[/known] = A.f (decorator)"),
        ("@Get(3)", "Get[] = A.f (decorator)"),
        ('@web.Get("/x")', "web.Get[/x] = A.f (decorator)"),
    ],
)
def test_an_annotation_registers_what_it_stands_on_under_its_first_text(annotation: str, row: str) -> None:
    assert entries(f'static final String PATH = "/known"; {annotation} void f() {{}}') == [row]


# --- errors ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("thrown", "name"),
    [
        ('new IOException("x")', "IOException"),
        ("new java.io.IOException()", "java.io.IOException"),
        ("new Gone<>(1)", "Gone"),
        ("(RuntimeException) e", "RuntimeException"),
        ("e", "e"),
        ("wrap(e)", "wrap"),
        ("Errors.gone(1)", "Errors.gone"),
        ("/* why */ new Gone()", "Gone"),
        ("new Gone() {\n }", "Gone"),
    ],
)
def test_an_error_is_named_by_its_class_or_by_what_makes_it(thrown: str, name: str) -> None:
    (each,) = told.facts_of(inside(f"throw {thrown};"), HERE).raises
    assert (each.owner, each.line, each.name) == ("A.f", 6, name)


def dropped(clause: str) -> list[tuple[int, str]]:
    """(line, how) of each error that a `catch` drops; the clause stands on line 6."""
    return [(each.line, each.how) for each in told.facts_of(inside(clause), HERE).swallows]


@pytest.mark.parametrize(
    ("body", "how"),
    [
        ("", "passes"),
        ("// fine\n", "passes"),
        ("/* fine */", "passes"),
        ("continue;", "passes"),
        ('log.warn("x", e);', "only logs"),
        ("e.printStackTrace();", "only logs"),
        ("System.err.println(e); continue;", "only logs"),
        ('LOG.atWarn().log("x");', "only logs"),
    ],
)
def test_a_catch_that_does_no_more_than_write_a_line_is_told(body: str, how: str) -> None:
    assert dropped(f"try {{ g(); }} catch (IOException | RuntimeException e) {{ {body} }}") == [(6, how)]
    assert dropped(f"try (var x = y()) {{ g(); }} catch (E e) {{ {body} }}") == [(6, how)]


@pytest.mark.parametrize(
    "body",
    ["throw e;", "return;", "break;", "ok = false;", "log.warn(e); throw e;", "retry();", "if (a) { }"],
)
def test_a_catch_that_does_more_is_not_told(body: str) -> None:
    assert dropped(f"try {{ g(); }} catch (E e) {{ {body} }}") == []


# --- the environment -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "read",
    [
        'System.getenv("HOME_DIR")',
        'java.lang.System.getenv("HOME_DIR")',
        "System.getenv(KEY)",
        'System.getenv("HOME_" + "DIR")',
        'System.getenv().get("HOME_DIR")',
        'System.getenv().getOrDefault("HOME_DIR", "x")',
    ],
)
def test_a_variable_of_the_environment_is_read_by_its_name(read: str) -> None:
    text = f'class A {{ static final String KEY = "HOME_DIR"; void f() {{ {read}; }} }}\n'
    found = told.facts_of(text, HERE).environment
    assert [(each.name, each.owner) for each in found] == [("HOME_DIR", "A.f")]


@pytest.mark.parametrize(
    "read", ["System.getenv(k)", "System.getenv()", 'System.getProperty("X")', 'other.getenv("X")']
)
def test_what_names_no_variable_reads_none_by_name(read: str) -> None:
    assert told.facts_of(f"class A {{ void f(String k) {{ {read}; }} }}", HERE).environment == ()


# --- files -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "way"),
    [
        ('new RandomAccessFile(p, "rw")', ["yes"]),
        ('new RandomAccessFile(p, "rws")', ["yes"]),
        ("new RandomAccessFile(p, MODE)", ["maybe"]),
        ("new RandomAccessFile(p)", ["maybe"]),
        ('new RandomAccessFile(p, "r")', []),
        ('new PrintWriter("x.txt")', ["yes"]),
        ("new PrintWriter(p)", ["yes"]),
        ("new PrintWriter(q)", ["yes"]),
        ("new PrintStream(new File(p))", ["yes"]),
        ("new Formatter(p)", ["yes"]),
        ("new PrintWriter(w)", []),
        ("new PrintWriter(System.out)", []),
        ("new PrintWriter()", []),
        ("FileChannel.open(r, StandardOpenOption.WRITE)", ["yes"]),
        ("FileChannel.open(r, StandardOpenOption.READ, StandardOpenOption.CREATE)", ["yes"]),
        ("FileChannel.open(r, EnumSet.of(StandardOpenOption.APPEND))", ["yes"]),
        ("Files.newByteChannel(r, StandardOpenOption.TRUNCATE_EXISTING)", ["yes"]),
        ("FileChannel.open(r, option)", ["maybe"]),
        ("FileChannel.open(r, StandardOpenOption.READ)", []),
        ("FileChannel.open(r)", []),
        ("Files.newOutputStream(r)", ["yes"]),
        ("new FileOutputStream(q).close()", ["yes"]),
        ("new OutputStreamWriter(new FileOutputStream(q))", ["yes"]),
        ("new Scanner(q)", []),
        ("Files.readAllLines(r)", []),
    ],
)
def test_what_is_opened_says_whether_it_is_written(call: str, way: list[str]) -> None:
    assert told.writes(inside(f"{call};"), HERE) == way
