"""Which calls touch the world, and how sure we are."""

import pytest

from parti.source import effects, python_facts


def told(text: str) -> list[str]:
    calls = python_facts.extract(text, "m.py").calls
    return [kind for call in calls if (kind := effects.effect(call))]


def sure(text: str) -> list[str]:
    calls = python_facts.extract(text, "m.py").calls
    return [way for call in calls if (way := effects.writes(call)) != "no"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("import os\nos.replace(a, b)", "file"),
        ("import shutil as s\ns.rmtree(a)", "file"),
        ("open(p, 'w')", "file"),
        ("import requests\nrequests.get(u)", "network"),
        ("from urllib.request import urlopen\nurlopen(u)", "network"),
        ("import socket\nsocket.create_connection(a)", "network"),
        ("import subprocess\nsubprocess.run(a)", "process"),
        ("from os import system\nsystem(a)", "process"),
        ("import time\ntime.time()", "clock"),
        ("from datetime import datetime\ndatetime.now()", "clock"),
        ("import os\nos.environ['X']", "environment"),
        ("import os\nos.getenv('X')", "environment"),
        ("from os import environ\nenviron.get('X')", "environment"),
        ("import os\nos.path.abspath('.')", "environment"),
        ("import sqlite3\nsqlite3.connect(a)", "database"),
        ("import psycopg\npsycopg.connect(a)", "database"),
        ("import time\npool.map(time.sleep, x)", "clock"),
    ],
)  # fmt: skip
def test_a_direct_effect_is_told(text: str, kind: str) -> None:
    assert kind in told(text)


@pytest.mark.parametrize("text", ["open(p)", "json.loads(x)", "f(x)", "def f(requests): requests.get(u)"])
def test_what_touches_nothing_is_silent(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("open(p, 'w')", "yes"),
        ("open(p, 'r+b')", "yes"),
        ("open(p, mode='a')", "yes"),
        ("open(mode='x', file=p)", "yes"),
        ("m = 'w'\nopen(p, m)", "yes"),
        ("import io\nio.open(p, 'wb')", "yes"),
        ("import gzip\ngzip.open(p, 'wt')", "yes"),
        ("import os\nos.fdopen(fd, 'w')", "yes"),
        ("from pathlib import Path\nPath(p).open('w')", "yes"),
        ("from functools import partial\npartial(open, p, 'w')", "yes"),
        ("from functools import partial\npartial(open, mode='w')", "yes"),
        ("pool.submit(open, p, 'w')", "yes"),
        ("import builtins\nbuiltins.open(p, 'w')", "yes"),
        ("import io\nio.FileIO(p, 'w')", "yes"),
        ("import os\nos.open(p, os.O_WRONLY | os.O_CREAT)", "yes"),
        ("from os import open as o, O_APPEND\no(p, O_APPEND)", "yes"),
        ("import os\nos.open(p, flags)", "maybe"),
        ("import tarfile\ntarfile.open(p, 'w:gz')", "yes"),
        ("from zipfile import ZipFile\nZipFile(p, 'a')", "yes"),
        ("import tempfile\ntempfile.NamedTemporaryFile()", "yes"),
        ("def f(m): open(p, m)", "maybe"),
        ("open(p, **options)", "maybe"),
        ("open(*both)", "maybe"),
        ("def f(p): p.open('w')", "maybe"),
    ],
)
def test_opening_for_writing(text: str, way: str) -> None:
    assert sure(text) == [way]


@pytest.mark.parametrize(
    "text",
    [
        "open(p)",
        "open(p, 'r')",
        "open(p, 'rb', -1)",
        "open('w')",
        "import os\nos.open(p, os.O_RDONLY)",
        "import tarfile\ntarfile.open(p, 'r:xz')",
        "from zipfile import ZipFile\nZipFile(p).open('x')",
        "open(p, encoding='utf-8')",
        "from pathlib import Path\nPath(p).open()",
        "def f(door): door.open()",
        "def f(z): z.open('name.txt')",
        "import webbrowser\nwebbrowser.open('w')",
    ],
)
def test_opening_for_reading_is_no_write(text: str) -> None:
    assert sure(text) == []


def test_a_path_that_is_given_is_made_whole_without_asking_where_one_is() -> None:
    assert told("import os\nos.path.abspath(given)\nos.path.abspath('a')\n") == []


def test_the_words_of_an_effect_are_the_last_of_its_names() -> None:
    assert {"utcnow", "now", "time", "sleep"} <= effects.words("clock")
    assert {"environ", "getenv", "cwd", "resolve"} <= effects.words("environment")
    assert effects.words("clock").isdisjoint(effects.words("environment"))
    assert effects.words("nothing") == frozenset()
