"""The budgets that keep the house readable, each shown to bite."""

import pytest

from tests.law import budgets
from tests.law.source import Source, package

PACKAGE = package()


@pytest.mark.parametrize("rule", budgets.RULES)
def test_the_package_keeps(rule: str) -> None:
    breaches = [breach for source in PACKAGE for breach in budgets.RULES[rule](source)]
    assert [str(breach) for breach in breaches] == []


def test_one_catch_all_a_door() -> None:
    assert list(map(str, budgets.one_catch_all_a_door(PACKAGE))) == []


def test_half_of_everything_is_short() -> None:
    assert list(map(str, budgets.medians(PACKAGE))) == []


def test_no_file_is_the_package() -> None:
    assert list(map(str, budgets.biggest_share(PACKAGE))) == []


LONG = "A feature is one unit of work with one problem, one conversation and one cycle, and it ends."
PROSE = f'say = f"{LONG} {{x}} " "and then it begins again"\n'

PLANTED = [
    ("file_length", "design/page.py", "x = 1\n" * 401),
    ("function_length", "design/page.py", "def f():\n" + "    x = 1\n" * 60),
    ("parameters", "design/page.py", "def f(a, b, c, d, e, f, g, h): ...\n"),
    ("parameters", "design/page.py", "class A:\n    def f(self, a, b, c, d, *e, f, g, **h): ...\n"),
    ("catch_all", "design/page.py", "try:\n    f()\nexcept Exception:\n    pass\n"),
    ("catch_all", "design/page.py", "try:\n    f()\nexcept (OSError, BaseException) as e:\n    print(e)\n"),
    ("catch_all", "design/page.py", "try:\n    f()\nexcept:\n    pass\n"),
    ("catch_all", "design/page.py", "import contextlib as c\nwith c.suppress(Exception):\n    f()\n"),
    ("module_name", "design/utils.py", ""),
    ("module_name", "helpers/__init__.py", ""),
    ("module_name", "chunks/_base.py", ""),
    ("type_ignore", "design/page.py", "x = f()  # type: ignore\n"),
    ("type_ignore", "design/page.py", "x = f()  # type: ignore[misc]\n"),
    ("work_at_import", "design/page.py", "print('x')\n"),
    ("work_at_import", "design/page.py", "import json\nX = json.load(open('x'))\n"),
    ("work_at_import", "design/page.py", "for x in y:\n    f(x)\n"),
    ("work_at_import", "design/page.py", "class A:\n    x = connect()\n"),
    ("work_at_import", "design/page.py", "def f(x=connect()): ...\n"),
    ("work_at_import", "design/page.py", "@register()\ndef f(): ...\n"),
    ("environment", "design/page.py", "import os\n\ndef f():\n    return os.environ['X']\n"),
    ("environment", "cli/app.py", "import os as o\n\ndef f():\n    return o.getenv('X')\n"),
    ("environment", "cli/app.py", "from os import environ as e\n"),
    ("environment", "mcp/serve.py", "from os import environ as e\n"),
    ("outside_world", "workflow/house.py", "import time\n"),
    ("outside_world", "design/page.py", "def f():\n    from random import choice\n"),
    ("outside_world", "gate/suite.py", "import subprocess as s\n"),
    ("outside_world", "gate/suite.py", "import os\n\ndef f():\n    os.system('ls')\n"),
    ("long_text", "design/page.py", PROSE),
    ("long_text", "design/page.py", f"def f():\n    return '''{LONG}\n{LONG}'''\n"),
]

KEPT = [
    ("function_length", "design/page.py", "def f():\n" + "    x = 1\n" * 59),
    ("parameters", "design/page.py", "class A:\n    def f(self, a, b, c, d, e, f, g): ...\n"),
    ("catch_all", "cli/app.py", "try:\n    f()\nexcept Exception:\n    pass\n"),
    ("catch_all", "records/files.py", "try:\n    f()\nexcept BaseException:\n    g()\n    raise\n"),
    ("module_name", "records/baseline.py", ""),
    ("type_ignore", "design/page.py", "x = f()  # type: ignore[misc]  # the stub is wrong\n"),
    ("type_ignore", "design/page.py", "x = '# type: ignore'\n"),
    ("work_at_import", "design/page.py", '"""Doc."""\nimport re\nX = re.compile("x")\n'),
    ("work_at_import", "design/page.py", "Y = frozenset('a b'.split())\n"),
    ("work_at_import", "__main__.py", "def f():\n    connect()\n\nif __name__ == '__main__':\n    f()\n"),
    ("environment", "mcp/look.py", "import os\n\ndef f():\n    return os.environ['X']\n"),
    ("outside_world", "mcp/look.py", "import os\n\ndef f():\n    os.execv('p', ['p'])\n"),
    ("environment", "bootstrap.py", "import os\n\ndef f():\n    return os.environ['X']\n"),
    ("environment", "records/files.py", "import os\n\ndef f():\n    return os.getpid()\n"),
    ("outside_world", "adapters/clock.py", "import time\n"),
    ("long_text", "design/page.py", f'def f():\n    """{LONG} {LONG}"""\n'),
    ("long_text", "design/page.py", f"import re\nX = re.compile('{LONG} {LONG}')\n"),
    ("long_text", "design/page.py", f"X = frozenset('{LONG} {LONG}'.split())\n"),
]


@pytest.mark.parametrize(("rule", "path", "text"), PLANTED)
def test_a_planted_breach_is_seen(rule: str, path: str, text: str) -> None:
    assert list(budgets.RULES[rule](Source(path, text)))


@pytest.mark.parametrize(("rule", "path", "text"), KEPT)
def test_what_is_allowed_is_not_reported(rule: str, path: str, text: str) -> None:
    assert list(budgets.RULES[rule](Source(path, text))) == []


def test_each_rule_has_its_planted_breach() -> None:
    assert {rule for rule, _, _ in PLANTED} == set(budgets.RULES)


def test_a_second_catch_all_in_a_door_is_seen() -> None:
    text = "try:\n    f()\nexcept Exception:\n    pass\n"
    door = (Source("cli/app.py", text), Source("cli/screen.py", text), Source("web/app.py", text))
    assert [breach.path for breach in budgets.one_catch_all_a_door(door)] == ["cli/screen.py"]


def test_long_halves_are_seen() -> None:
    files = [Source(f"design/a{n}.py", "x = 1\n" * 111) for n in range(3)]
    functions = [Source("design/a.py", "def f():\n" + "    x = 1\n" * 9)]
    assert len(list(budgets.medians(files))) == 1
    assert len(list(budgets.medians(functions))) == 1


def test_a_file_that_outgrows_its_share_is_seen() -> None:
    files = [Source(f"design/a{n}.py", "x = 1\n" * 10) for n in range(9)]
    assert list(budgets.biggest_share(files)) == []
    assert [b.path for b in budgets.biggest_share([*files, Source("gate/big.py", "x = 1\n" * 13)])] == [
        "gate/big.py"
    ]
