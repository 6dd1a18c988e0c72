"""What a library of processes or databases has that touches neither, and what beside it stays loud."""

import pytest

from parti.source import effects, facts


def effect(name: str, how: facts.How) -> str:
    word = name.rsplit(".", 1)[-1]
    return effects.effect(facts.Call(name=name, method=word, line=1, column=1, how=how))


@pytest.mark.parametrize(
    "name",
    [
        "subprocess.PIPE", "subprocess.DEVNULL", "subprocess.CalledProcessError",
        "subprocess.TimeoutExpired", "subprocess.SubprocessError", "subprocess.CompletedProcess",
        "multiprocessing.cpu_count", "multiprocessing.TimeoutError", "pty.STDIN_FILENO",
        "sqlite3.Error", "sqlite3.IntegrityError", "sqlite3.Row", "sqlite3.Row.keys",
        "sqlite3.PARSE_DECLTYPES", "sqlite3.sqlite_version", "sqlite3.register_adapter",
        "psycopg.errors.UniqueViolation", "psycopg.rows.dict_row", "psycopg.sql.SQL", "psycopg2.sql.SQL",
        "psycopg2.Error", "psycopg2.extensions.ISOLATION_LEVEL_AUTOCOMMIT", "psycopg2.extras.Json",
        "asyncpg.Record", "asyncpg.exceptions.UniqueViolationError", "pymysql.err.OperationalError",
        "sqlalchemy.orm.relationship", "sqlalchemy.orm.exc.NoResultFound", "pymongo.ASCENDING",
        "pymongo.errors.DuplicateKeyError", "redis.ConnectionError", "redis.exceptions.LockError",
        "django.db.IntegrityError", "django.db.models.CharField", "django.db.models.Q",
        "django.db.models.Model.clean", "django.db.models.Model.__init__", "django.db.migrations.RunSQL",
        "peewee.CharField", "tortoise.fields.IntField", "cassandra.ConsistencyLevel.QUORUM",
    ],
)  # fmt: skip
@pytest.mark.parametrize("how", ["call", "argument", "reference"])
def test_a_constant_an_error_or_a_plain_value_touches_nothing(name: str, how: facts.How) -> None:
    assert effect(name, how) == ""


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("subprocess.run", "process"), ("subprocess.Popen", "process"),
        ("subprocess.Popen.wait", "process"), ("subprocess.check_output", "process"),
        ("multiprocessing.Process", "process"), ("multiprocessing.Pool", "process"),
        ("multiprocessing.get_context", "process"), ("pty.spawn", "process"),
        ("sqlite3.connect", "database"), ("sqlite3.Connection.execute", "database"),
        ("sqlite3.Cursor.fetchone", "database"), ("sqlite3.Rowing", "database"),
        ("psycopg.connect", "database"), ("psycopg.Connection.connect", "database"),
        ("psycopg2.connect", "database"), ("psycopg2.extras.execute_values", "database"),
        ("asyncpg.create_pool", "database"), ("asyncpg.Pool.fetch", "database"),
        ("sqlalchemy.orm.Session", "database"), ("sqlalchemy.orm.sessionmaker", "database"),
        ("pymongo.MongoClient", "database"), ("redis.Redis", "database"), ("redis.from_url", "database"),
        ("django.db.connection", "database"), ("django.db.connection.cursor", "database"),
        ("django.db.transaction.atomic", "database"), ("django.db.models.Model.save", "database"),
        ("django.db.models.Model", "database"), ("django.db.models.manager.Manager.get", "database"),
        ("django.db.models.Manager.get_queryset", "database"), ("peewee.SqliteDatabase", "database"),
        ("duckdb.connect", "database"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("how", ["call", "argument", "reference"])
def test_what_opens_starts_or_asks_stays_loud(name: str, kind: str, how: facts.How) -> None:
    assert effect(name, how) == kind


@pytest.mark.parametrize(
    "name",
    ["sqlite3.Connection", "sqlite3.Cursor", "psycopg.Connection", "asyncpg.Pool", "pymysql.Connection"],
)
def test_a_class_is_loud_when_it_is_called_and_silent_as_a_type(name: str) -> None:
    assert effect(name, "call") == "database"
    assert effect(name, "argument") == effect(name, "reference") == ""
