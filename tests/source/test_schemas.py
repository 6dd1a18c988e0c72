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
    assert time.process_time() - started < 8
