"""Who writes tables and files: read from calls in five languages, and from nothing that only looks alike.

“Only this function writes orders” is offered to a person as an answer, so a writer that is missed is as
wrong as one that is made up.
"""

import pytest

from parti.design import sightings
from parti.design.sightings import Sighting
from tests.design import sighted

ROW, FILE, SAVES = sightings.WRITES_ROW, sightings.WRITES_FILE, sightings.SAVES


def tables(statement: str) -> list[str]:
    """The tables that a call with this SQL is seen to write."""
    return [what for what, _ in sighted.call(f"c.execute({statement!r})", ROW)]


def test_a_writer_is_told_with_its_function_its_place_and_its_certainty() -> None:
    text = "class Store:\n    def save(self, c):\n        c.execute('DELETE FROM orders WHERE id = 1')\n"
    assert sighted.seen(text, "src/shop/store.py") == [
        Sighting(
            kind="row",
            what="orders",
            who="store.Store.save",
            path="src/shop/store.py",
            line=3,
            certain=True,
        )
    ]


def test_a_write_outside_every_function_is_the_module_s() -> None:
    (one,) = sighted.seen("c.execute('INSERT INTO orders VALUES (1)')\n", "src/shop/store.py")
    assert (one.who, one.place) == ("shop.store", "src/shop/store.py:1")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO orders VALUES (1)",
        "insert or replace into orders values (1)",
        "UPDATE orders SET a = 1",
        "UPDATE ONLY orders SET a = 1",
        "UPDATE orders AS o\n   SET a = 1",
        "DELETE FROM orders",
        "DELETE FROM ONLY orders",
        "REPLACE INTO orders VALUES (1)",
        "MERGE INTO orders USING new",
        "UPSERT INTO orders VALUES (1)",
        "TRUNCATE TABLE orders",
        "\n    INSERT\n    INTO orders VALUES (1)",
    ],
)
def test_each_statement_that_changes_rows_is_a_write(statement: str) -> None:
    assert tables(statement) == ["orders"]


@pytest.mark.parametrize(
    "name", ['"orders"', "`orders`", "[orders]", "public.orders", '"public"."orders"', "[dbo].[orders]",
             "shop.dbo.orders", "server.shop.dbo.orders"],
)  # fmt: skip
def test_the_table_is_the_last_part_of_its_name_without_quotes(name: str) -> None:
    assert tables(f"INSERT INTO {name} VALUES (1)") == ["orders"]


@pytest.mark.parametrize(
    "before",
    [
        "-- why\n",
        "--\n-- two lines\n",
        "/* why */ ",
        "/* over\n   lines */\n",
        "/* a */-- b\n",
        "(",
        " \t\n",
    ],
)
def test_a_comment_before_a_statement_does_not_hide_it(before: str) -> None:
    assert tables(f"{before}DELETE FROM orders") == ["orders"]


def test_a_statement_inside_a_comment_writes_nothing() -> None:
    assert tables("-- DELETE FROM orders") == []
    assert tables("/* DELETE FROM orders */ SELECT 1") == []


def test_behind_with_every_part_that_writes_is_told_once() -> None:
    moved = (
        "WITH gone AS (DELETE FROM orders WHERE old RETURNING *), same AS (DELETE FROM orders) "
        "INSERT INTO archive SELECT * FROM gone"
    )
    assert tables(moved) == ["orders", "archive"]
    assert tables("with x as (select 1)\nupdate orders set a = x.a") == ["orders"]


def test_behind_with_reading_writes_nothing() -> None:
    assert tables("WITH x AS (SELECT * FROM orders) SELECT * FROM x") == []


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM orders FOR UPDATE",
        "SELECT 'INSERT INTO orders'",
        "CREATE TABLE orders (id int)",
        "EXPLAIN DELETE FROM orders",
        "updated orders set",
        "insert orders",
        "",
    ],
)
def test_what_changes_no_rows_is_no_write(statement: str) -> None:
    assert tables(statement) == []


@pytest.mark.parametrize(
    "statement",
    [
        "print('Delete from cart')",
        "log.info('Insert into orders failed')",
        "s.logger.warning('delete from cart')",
        "raise ValueError('Delete from orders first')",
        "raise shop.OrderException('Delete from orders first')",
        "c.say('Update orders now')",
        "s.label(_('Delete from cart'))",
    ],
)
def test_a_sentence_to_a_person_is_no_statement(statement: str) -> None:
    assert sighted.call(statement, ROW) == []


@pytest.mark.parametrize("name", ["query", "sql", "statement", "operation"])
def test_a_statement_may_be_given_by_name(name: str) -> None:
    assert sighted.call(f"c.execute({name}='DELETE FROM orders')", ROW) == [("orders", "")]


def test_a_statement_that_is_not_written_out_is_not_guessed() -> None:
    assert sighted.call("c.execute(f'UPDATE {s} SET a = 1')", ROW) == []
    assert sighted.call("c.execute('DELETE FROM ' + s)", ROW) == []


def test_a_function_that_is_only_mentioned_writes_nothing() -> None:
    assert sighted.call("c.later(c.execute, 'DELETE FROM orders')", ROW) == []


@pytest.mark.parametrize(
    "method", ["create", "bulk_create", "update_or_create", "get_or_create", "bulk_update"]
)
def test_a_model_that_is_created_is_a_likely_writer_of_its_table(method: str) -> None:
    (one,) = sighted.seen(f"{sighted.HEAD}shop.models.Order.objects.{method}(id=1)\n")
    assert (one.kind, one.what, one.who, one.certain) == ("row", "Order", "store.work", False)


@pytest.mark.parametrize(
    "statement", ["Order.objects.filter(id=1)", "order.objects.create()", "Order.create()"]
)
def test_a_model_that_is_read_or_no_model_writes_nothing(statement: str) -> None:
    assert sighted.call(statement, ROW) == []


WRITES = {
    "src/store.ts": (
        'import fs from "fs";\nexport async function save(db) {\n'
        '  await db.query("INSERT INTO orders (id) VALUES ($1)");\n'
        '  fs.writeFileSync("state/orders.json", "x");\n}\n'
    ),
    "src/store.go": (
        'package store\n\nimport "os"\n\nfunc save(db *DB) {\n'
        '\tdb.Exec("INSERT INTO orders (id) VALUES ($1)")\n'
        '\tos.WriteFile("state/orders.json", nil, 0o644)\n}\n'
    ),
    "src/store.rs": (
        'use std::fs;\n\nfn save(db: &Db) {\n    db.execute("INSERT INTO orders (id) VALUES ($1)");\n'
        '    fs::write("state/orders.json", "x");\n}\n'
    ),
}


@pytest.mark.parametrize("path", WRITES)
def test_tables_and_files_are_seen_in_other_languages(path: str) -> None:
    found = sighted.seen(WRITES[path], path)
    assert [(one.kind, one.what) for one in found] == [("row", "orders"), ("file", "orders")]
    assert all(one.who.endswith(".save") for one in found)


def test_a_java_statement_is_seen_with_its_class_and_method() -> None:
    body = 'void save() {\n        jdbc.update("DELETE FROM orders");\n    }'
    text = f"package shop;\n\nclass Store {{\n    {body}\n}}\n"
    (one,) = sighted.seen(text, "src/Store.java")
    assert (one.what, one.who, one.line) == ("orders", "shop.Store.save", 5)


# --- files -------------------------------------------------------------------


def test_a_file_is_known_by_its_stem_and_told_with_its_path() -> None:
    assert sighted.call("open('state/orders.json', 'w')", FILE) == [("orders", "state/orders.json")]


@pytest.mark.parametrize("mode", ["w", "a", "x", "r+", "wb"])
def test_every_mode_that_writes_is_a_write(mode: str) -> None:
    assert sighted.call(f"open('orders.db', '{mode}')", FILE) == [("orders", "orders.db")]


@pytest.mark.parametrize("opened", ["open('orders.json')", "open('orders.json', 'r')", "open(s, 'w')"])
def test_reading_a_file_or_a_name_that_is_not_written_out_is_no_write(opened: str) -> None:
    assert sighted.call(opened, FILE) == []


@pytest.mark.parametrize(
    "path", ["orders.json.bak", "orders", "https://x/orders.json", "a b/orders.json", "*.json"]
)
def test_what_is_no_path_of_data_is_no_file(path: str) -> None:
    assert sighted.call(f"open({path!r}, 'w')", FILE) == []


def test_a_long_path_is_shown_by_its_end() -> None:
    ((what, value),) = sighted.call(f"open('{'d/' * 60}orders.json', 'w')", FILE)
    assert (what, value) == ("orders", ("d/" * 60 + "orders.json")[-60:])


@pytest.mark.parametrize(
    ("helper", "name"),
    [
        ("save_json('orders.json', s)", "save_json"),
        ("s.save('orders.json')", "save"),
        ("s.saveAs('orders.csv')", "saveAs"),
        ("s.atomic_write('orders.txt')", "atomic_write"),
        ("s.dump('orders.yaml')", "dump"),
        ("s.atomicWriteFile('orders.txt')", "atomicWriteFile"),
    ],
)
def test_a_call_that_saves_a_file_by_its_name_is_a_helper(helper: str, name: str) -> None:
    assert sighted.call(helper, SAVES) == [("orders", name)]


@pytest.mark.parametrize(
    "helper",
    [
        "s.presave('orders.csv')",
        "load('orders.json')",
        "s.saved('orders.json')",
        "s.storefront('orders.json')",
        "json.dumps('orders.json')",
        "s.writer('orders.csv')",
    ],
)
def test_a_call_that_only_sounds_like_saving_is_no_helper(helper: str) -> None:
    assert sighted.call(helper, SAVES) == []


# --- schemas, and files without facts ------------------------------------------


def test_only_the_tables_of_a_schema_that_refuse_something_are_told() -> None:
    text = "CREATE TABLE orders (id text PRIMARY KEY);\nCREATE TABLE notes (text text);\n"
    assert sighted.seen(text, "db/schema.sql") == [
        Sighting(
            kind="guards", what="orders", who="db/schema.sql", path="db/schema.sql", line=1,
            value="id primary key",
        )
    ]  # fmt: skip


def test_the_statements_of_a_schema_are_not_taken_for_writers() -> None:
    assert sighted.seen("INSERT INTO orders VALUES (1);", "db/seed.sql") == []


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("", "src/store.py"),
        ("def f(:\n    c.execute('DELETE FROM orders')\n", "src/store.py"),
        ("c.execute('DELETE FROM orders')", "README.md"),
        ("\x00\x00", "src/store.py"),
    ],
)
def test_an_empty_broken_or_foreign_file_shows_nothing(text: str, path: str) -> None:
    assert sighted.seen(text, path) == []


def test_a_byte_order_mark_and_windows_line_ends_do_not_hide_a_writer() -> None:
    (one,) = sighted.seen("\ufeffimport os\r\nc.execute('DELETE FROM orders')\r\n")
    assert (one.what, one.line) == ("orders", 2)


@pytest.mark.parametrize(
    "path",
    ["tests/a.py", "src/tests/a.py", "spec/a.rb", "examples/a.py", "docs/a.py", "vendor/a.go",
     "web/node_modules/a.js", "test_a.py", "src/test_a.py", "src/conftest.py", "src/a_test.go",
     "src/a.test.ts", "src/a.spec.ts", "testing/a.py"],
)  # fmt: skip
def test_tests_examples_and_other_people_s_code_stand_aside(path: str) -> None:
    assert sightings.is_aside(path)


@pytest.mark.parametrize(
    "path",
    ["src/a.py", "src/latest/a.py", "src/contest.py", "src/attest_a.py", "src/inspector/a.py", "a.go"],
)
def test_a_path_that_only_sounds_like_a_test_does_not(path: str) -> None:
    assert not sightings.is_aside(path)
