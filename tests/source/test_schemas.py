"""What `CREATE TABLE` refuses, read from the text of a schema."""

import time

import pytest

from parti.source import schemas


def rules(text: str) -> dict[str, tuple[str, ...]]:
    return {one.name: one.rules for one in schemas.tables(text)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("create table a (id int primary key);", {"a": ("id primary key",)}),
        ('CREATE TABLE IF NOT EXISTS "shop"."a" ("id" int NOT  NULL)', {"a": ("id not null",)}),
        ("CREATE UNLOGGED TABLE shop.a (id int UNIQUE)", {"a": ("id unique",)}),
        ("create table db.shop.a (id int unique)", {"a": ("id unique",)}),
        ('create table "db" . [shop].a (id int unique)', {"a": ("id unique",)}),
        (
            "create table a (id int, PRIMARY KEY (id, b), CONSTRAINT c CHECK (id > 0))",
            {"a": ("primary key (id, b)", "constraint c check (id > 0)")},
        ),
        ("create table a (b int references c (id), d numeric(10, 2))", {"a": ("b references",)}),
        ("create table a (b text default 'x, not null')", {"a": ()}),
        ("-- create table a (b int not null);\n/* create table c (d int not null) */", {}),
        ("create table a (b int /* not null */, -- unique\n c int not null)", {"a": ("c not null",)}),
        ("create function f() as $$ create table a (b int not null) $$;", {}),
        (
            "create table a (b int not null; create table c (d int unique)",
            {"a": ("b not null",), "c": ("d unique",)},
        ),
        ("create table a as select 1; insert into b (c) values (1)", {}),
    ],
)
def test_each_table_with_its_rules(text: str, found: dict[str, tuple[str, ...]]) -> None:
    assert rules(text) == found


def test_a_table_has_the_line_that_it_begins_on() -> None:
    assert [one.line for one in schemas.tables("\n/* a\n b */\ncreate table a (b int)")] == [4]


@pytest.mark.parametrize(
    "text", ["(" * 100_000, "create table a (" * 4_000, "'" * 50_001, "$a$" * 30_000, "/*" * 50_000]
)
def test_a_text_that_never_closes_ends(text: str) -> None:
    started = time.process_time()
    assert all(one.name == "a" for one in schemas.tables(text))
    assert time.process_time() - started < 2


def test_a_table_that_is_never_closed_ends_where_the_next_begins() -> None:
    text = "create table a (b int not null,\ncreate table c (d int unique, e int)"
    assert rules(text) == {"a": ("b not null",), "c": ("d unique",)}


def test_what_stands_behind_the_bracket_of_a_table_is_not_its_own() -> None:
    text = "create table a (b int) inherits (c);\nalter table a add unique (b);"
    assert rules(text) == {"a": ()}


def test_a_column_in_quotes_may_be_called_like_a_rule_of_the_table() -> None:
    text = "create table a (\n  `key` int NOT NULL UNIQUE references c,\n  [b] text\tnot\tnull\n);"
    assert rules(text) == {"a": ("key not null", "key unique", "key references", "b not null")}


def test_quotes_in_texts_and_comments_of_several_lines_keep_the_lines() -> None:
    text = (
        "insert into z values ('it''s (', '--');\n/* create\n table */ -- x\n"
        "create temp table a (b int check (b > 0))"
    )
    (found,) = schemas.tables(text)
    assert (found.name, found.line, found.rules) == ("a", 4, ("b check",))


def test_a_text_in_dollars_with_a_name_ends_at_its_own_name() -> None:
    text = (
        "create function f() as $x$ create table a (b int unique) $$ $x$;\ncreate table c (d int unique);"
    )
    assert rules(text) == {"c": ("d unique",)}
