"""What Rust says beside its names: macros, entries of registries, errors, the environment, files."""

import pytest

from tests.source.foreign import told

HERE = "src/web/a.rs"
HEAD = "use std::fs::{self, File, OpenOptions};\nuse std::env;\nfn on() {}\nfn off() {}\n"


def inside(body: str) -> str:
    """A text with these statements in a function; they begin on line 6."""
    return f"{HEAD}fn t(p: &str, k: &str) -> R {{\n{body}\n}}\n"


def entries(text: str) -> list[str]:
    """The entries of every registry, in the order of the text, names of the module short."""
    return [each.replace("web.a.", "") for each in told.entries(HEAD + text, HERE)]


# --- macros ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "macro",
    [
        'println!("{}", fs::write(p, k))',
        'eprint!("{}", fs::write(p, k))',
        'format!("{}", fs::write(p, k))',
        "assert!(fs::write(p, k).is_ok())",
        "assert_eq!(fs::write(p, k), x)",
        "debug_assert_ne!(fs::write(p, k), x)",
        "dbg!(fs::write(p, k))",
        "vec![fs::write(p, k)]",
        "vec![fs::write(p, k); 3]",
        'log::info!("{}", fs::write(p, k))',
        'write!(f, "{}", fs::write(p, k))?',
        'anyhow::ensure!(fs::write(p, k).is_ok(), "x")',
        'println!("{x}", x = fs::write(p, k))',
        'println! ("{}", fs::write(p, k))',
    ],
)
def test_what_a_macro_is_given_is_read(macro: str) -> None:
    assert told.writes(inside(f"{macro};"), HERE) == ["yes"]


@pytest.mark.parametrize(
    "macro",
    [
        'info!(?p, "x")',
        'info!(%p, "x")',
        'info!(p, k = ?k, "x")',
        'tracing::warn!(k = %k, "x")',
        'debug!(target: "x", "y")',
        'error!(k:? = p; "x")',
        "select! { a = b => {} }",
        "my_macro!(a => b)",
        "html! { <b>{p}</b> }",
    ],
)
def test_a_macro_with_words_of_its_own_hides_nothing_beside_it(macro: str) -> None:
    text = inside(f'{macro};\nprintln!("{{}}", fs::write(p, k));')
    assert told.writes(text, HERE) == ["yes"]


def test_a_macro_keeps_its_place_and_its_first_text() -> None:
    calls = told.facts_of(inside('    println!("hello {}", p);'), HERE).calls
    assert [(each.name, each.line, each.column, each.first) for each in calls] == [
        ("println", 6, 5, "hello {}")
    ]


def test_a_macro_of_the_library_is_certain_and_another_may_be_anything() -> None:
    text = inside("todo!{}; other!(p); log::trace!{}; kit::other!(p);")
    assert told.called(text, HERE) == ["todo", "other", "log.trace"]
    assert told.guessed(text, HERE) == ["kit.other"]


def test_a_word_without_its_mark_is_no_macro() -> None:
    assert told.facts_of(inside("panic(1); bail(p); env(k);"), HERE).raises == ()


def test_a_not_before_a_bracket_is_no_macro() -> None:
    assert told.called(inside("if !(on()) { } let x = !off();"), HERE) == ["web.a.on", "web.a.off"]


# --- registries ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        '&[("a", on), ("b", off)]',
        '[("a", on as F), ("b", off as F)]',
        'vec![("a", on), ("b", off)]',
        'HashMap::from([("a", on), ("b", off)])',
        'BTreeMap::from_iter([("a", on), ("b", off)])',
        'LazyLock::new(|| HashMap::from([("a", on), ("b", off)]))',
        '&[("a", Box::new(on)), ("b", Box::new(off))]',
        '&[(KEY, on), ("b", off)]',
    ],
)
def test_two_entries_are_found_in_every_wrapping(value: str) -> None:
    text = f'const KEY: &str = "a";\nstatic H: M = {value};\n'
    assert entries(text) == ["H[a] = on (literal)", "H[b] = off (literal)"]


def test_entries_in_a_row_have_no_key() -> None:
    assert entries("const H: [F; 2] = [on, off];") == ["H[] = on (literal)", "H[] = off (literal)"]
    assert entries("struct X;\nstatic H: V = vec![Box::new(X), Box::new(on)];") == [
        "H[] = X (literal)",
        "H[] = on (literal)",
    ]


@pytest.mark.parametrize(
    ("statement", "row"),
    [
        ('H.insert("a", on);', "H[a] = on (method)"),
        ("H.push(on);", "H[] = on (method)"),
        ("H.push(Box::new(on));", "H[] = on (method)"),
        ("H.insert(k, on);", "H[] = on (method)"),
        ('H["a"] = on;', "H[a] = on (item)"),
        ('app.route("/a", get(on));', "app[/a] = on (method)"),
        ('crate::web::H.register("a", on);', "web.H[a] = on (method)"),
        ('super::all::H.register("a", on);', "web.all.H[a] = on (method)"),
        ('kit::H.register("a", on);', "kit.H[a] = on (method)"),
    ],
)
def test_an_entry_that_comes_later_is_one_by_an_item_or_a_method(statement: str, row: str) -> None:
    assert row in entries(f"static H: M = M::new();\nfn t(k: &str) {{ {statement} }}\n")


def test_a_chain_of_additions_adds_each_to_the_first() -> None:
    text = 'static H: M = M::new();\nfn t() { H.insert("a", on).insert("b", off); }\n'
    assert sorted(entries(text)) == ["H[a] = on (method)", "H[b] = off (method)"]


def test_a_field_of_the_own_type_is_a_registry_of_the_type() -> None:
    text = (
        'struct S { all: M }\nimpl S { fn t(&mut self) { self.all.insert("a", on);'
        " self.all = vec![off]; } }\n"
    )
    assert entries(text) == ["S.all[a] = on (method)", "S.all[] = off (literal)"]


def test_what_a_function_keeps_for_itself_is_no_registry() -> None:
    text = 'fn t() { let mut h = M::new(); h.insert("a", on); const K: [F; 1] = [off]; }\n'
    assert (entries(text), told.registries(HEAD + text, HERE)) == ([], [])


# --- errors ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ('panic!("x");', ["panic"]),
        ("core::panic!(p);", ["panic"]),
        ("todo!()", ["todo"]),
        ("unreachable!{}", ["unreachable"]),
        ('anyhow::bail!("x")', ["bail"]),
        ('ensure!(p == k, "x");', ["ensure"]),
        ("Err(Error::Gone)", ["Error.Gone"]),
        ("return Err(Error::gone(p));", ["Error.gone"]),
        ("Err(e)?;", ["e"]),
        ('Err("gone".into())', ["Err"]),
        ('Err(anyhow!("x"))', ["anyhow", "anyhow"]),
        ("Ok(1)", []),
        ("mine::Err(e)", []),
    ],
)
def test_an_error_is_named_by_what_makes_it(body: str, names: list[str]) -> None:
    assert [each.name for each in told.facts_of(inside(body), HERE).raises] == names


def dropped(body: str) -> list[tuple[int, str]]:
    """(line, how) of each error that is dropped in a function; its statements begin on line 6."""
    return [(each.line, each.how) for each in told.facts_of(inside(body), HERE).swallows]


@pytest.mark.parametrize(
    ("body", "how"),
    [
        ("let _ = on();", "passes"),
        ("let _ = on().await;", "passes"),
        ('let _ = write!(f, "x");', "passes"),
        ("_ = on();", "passes"),
        ("_ = on().await;", "passes"),
        ("on().ok();", "passes"),
        ("on().await.ok();", "passes"),
        ("on().map_err(|_| ()).ok();", "passes"),
        ("if let Err(_) = on() { }", "passes"),
        ("if let Err(_) = on() { /* fine */ }", "passes"),
        ('if let Err(e) = on() { eprintln!("{e}"); }', "only logs"),
        ("match on() { Ok(v) => v, Err(_) => {} }", "passes"),
        ("match on() { Ok(v) => v, Err(_) => () }", "passes"),
        ("match on() { Ok(v) => v, Err(Error::Gone) => {} }", "passes"),
        ("for x in y { match on() { Ok(v) => v, Err(_) => continue } }", "passes"),
        ('match on() { Ok(v) => v, Err(e) => tracing::error!("{}", e) }', "only logs"),
        ('match on() { Ok(v) => v, Err(e) => { log::warn!("{e}"); } }', "only logs"),
    ],
)
def test_an_error_that_leads_to_nothing_is_told(body: str, how: str) -> None:
    assert dropped(body) == [(6, how)]


@pytest.mark.parametrize(
    "body",
    [
        "on();",
        "let _x = on();",
        "let _ = k;",
        "let _ = on()?;",
        "_ = k;",
        "let x = on().ok();",
        "ok();",
        "if let Err(e) = on() { return Err(e); }",
        "if let Err(e) = on() { } else { off(); }",
        "if let Some(e) = on() { }",
        'if let Err(e) = on() { error!("x"); return; }',
        "match on() { Ok(_) => {}, Err(e) => off() }",
        "match on() { Ok(v) => v, Err(_) => None }",
        "match on() { Some(v) => v, None => {} }",
    ],
)
def test_an_error_that_is_looked_at_is_not_told(body: str) -> None:
    assert dropped(body) == []


def test_each_arm_is_told_by_itself() -> None:
    text = "match on() {\nOk(v) => v,\nErr(E::A) => {}\nErr(E::B) => return,\nErr(e) => {\n}\n}"
    assert dropped(text) == [(8, "passes"), (10, "passes")]


# --- the environment -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "read",
    [
        'env::var("HOME_DIR")',
        'env::var_os("HOME_DIR")',
        'std::env::var("HOME_DIR")',
        "env::var(KEY)",
        'env!("HOME_DIR")',
        'option_env!("HOME_DIR")',
        'dotenvy::var("HOME_DIR")',
        'vec![env!("HOME_DIR")]',
        'let get = env::var; get("HOME_DIR")',
        'println!("{:?}", env::var("HOME_DIR"))',
    ],
)
def test_a_variable_of_the_environment_is_read_by_its_name(read: str) -> None:
    found = told.facts_of(f'const KEY: &str = "HOME_DIR";\n{inside(f"{read};")}', HERE).environment
    assert [(each.name, each.line, each.owner) for each in found] == [("HOME_DIR", 7, "t")]


@pytest.mark.parametrize(
    "read", ["env::var(k)", "env::vars()", 'env::set_var("X", p)', 'mine::var("X")', 'var("X")']
)
def test_what_names_no_variable_reads_none_by_name(read: str) -> None:
    assert told.facts_of(inside(f"{read};"), HERE).environment == ()


# --- files -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "way"),
    [
        ("OpenOptions::new().write(true).open(p)", ["yes"]),
        ("OpenOptions::new().read(true).write(true).open(p)", ["yes"]),
        ("OpenOptions::new()\n.append(true)\n.open(p)", ["yes"]),
        ("OpenOptions::new().truncate( true ).open(p)", ["yes"]),
        ("File::options().create_new(true).open(p)", ["yes"]),
        ("tokio::fs::OpenOptions::new().create(true).open(p).await", ["yes"]),
        ("OpenOptions::new().write(k).open(p)", ["maybe"]),
        ("OpenOptions::new().open(p)", ["maybe"]),
        ("let o = OpenOptions::new(); o.open(p)", ["maybe"]),
        ("run(OpenOptions::open)", ["maybe"]),
        ("OpenOptions::new().read(true).open(p)", []),
        ("OpenOptions::new().read(true).write(false).open(p)", []),
        ("File::create_new(p)", ["yes"]),
        ("fs::copy(p, k)", []),
        ("File::open(p)", []),
        ("mine::OpenOptions::new().write(true).open(p)", []),
    ],
)
def test_the_chain_of_an_open_says_whether_it_writes(call: str, way: list[str]) -> None:
    assert told.writes(inside(f"{call};"), HERE) == way


@pytest.mark.parametrize(
    "said",
    ['"vec![1]"', '"a \\" println!(b)"', 'r"dbg!(a)"', 'r#"say "panic!(a)" now"#'],
)
def test_a_text_that_speaks_of_a_macro_is_kept_as_it_is(said: str) -> None:
    text = f"fn t() {{ put({said}); let q = '\"'; println!(\"{{}}\", fs::read(p)); }} // '\n"
    (call,) = [each for each in told.facts_of(f"use std::fs;\n{text}", HERE).calls if each.method == "put"]
    assert "!" in call.first
    assert "std.fs.read" in told.called(f"use std::fs;\n{text}", HERE)
