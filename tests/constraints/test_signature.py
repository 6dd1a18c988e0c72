"""signature: parameters, keywords and environment variables that must be there."""

import pytest

from parti.constraints import checks, conformance, finding
from parti.constraints import tree as trees
from tests.constraints.documents import rule

PARTIAL = "import requests\nfrom functools import partial\n"
TIMEOUT = "calls: [requests.get, 'httpx.*']\nkeywords: [timeout]"


def found(check: str, text: str, path: str = "src/app/a.py") -> tuple[finding.Finding, ...]:
    return conformance.of_rule(rule(f"signature\n{check}"), trees.Texts({path: text}))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("import requests\nrequests.get(u)\n", [2]),
        ("import requests\nrequests.get(u, timeout=None)\n", []),
        ("import requests\nrequests.get(u, **kw)\n", []),
        ("import requests\nrequests.post(u)\n", []),
        ("import httpx\nhttpx.Client().get(u)\nhttpx.get(u, timeout=1)\n", [2]),
        ("from requests import get\nget(u)\nget(u, timeout=2)\n", [2]),
        ("import requests\ncall(requests.get)\n", []),
        (
            f"{PARTIAL}fetch = partial(requests.get, timeout=3)\nfetch(u)\n",
            [],
        ),
        (
            f"{PARTIAL}fetch = partial(requests.get, stream=1)\nfetch(u)\n",
            [4],
        ),
        ("import requests\nx = 1; get = requests.get\nget(u)\n", [3]),
    ],
)
def test_each_call_must_pass_the_keyword(text: str, lines: list[int]) -> None:
    assert [each.place.line for each in found(TIMEOUT, text)] == lines


def test_a_module_of_ours_may_hand_a_call_on_under_a_new_name() -> None:
    net = {"src/app/net.py": "from requests import get as fetch\n"}

    def lines(text: str) -> list[int]:
        tree = trees.Texts({"src/app/a.py": text, **net})
        return [each.place.line for each in conformance.of_rule(rule(f"signature\n{TIMEOUT}"), tree)]

    assert lines("from app.net import fetch\nfetch(u)\nfetch(u, timeout=1)\n") == [2]
    assert lines("from app.net import fetch as f\nf(u)\n") == [2]
    assert lines("from app.other import fetch\nfetch(u)\n") == []


def test_what_is_lacking_is_told_one_by_one() -> None:
    check = "calls: [requests.get]\nkeywords: [timeout, verify]"
    messages = [each.message for each in found(check, "import requests\nrequests.get(u, verify=1)\n")]
    assert messages == ["`requests.get` is called without `timeout`"]


@pytest.mark.parametrize(
    ("every", "text", "lines"),
    [
        ("function handle_*", "def handle_a(e, timeout): ...\ndef handle_b(e): ...\ndef c(): ...\n", [2]),
        ("function handle_*", "def handle_a(*, timeout=3): ...\nasync def handle_b(**kw): ...\n", [2]),
        ("function handle_*", "class A:\n    def handle_a(self): ...\n", []),
        ("method handle_*", "class A:\n    def handle_a(self): ...\ndef handle_b(): ...\n", [2]),
        ("method S.put*", "class S:\n    def put(s): ...\nclass Other:\n    def put(s): ...\n", [2]),
        ("class *Job(B)", "class AJob(B):\n    def __init__(s, timeout): ...\nclass BJob(B): ...\n", [3]),
    ],
)  # fmt: skip
def test_each_definition_must_take_the_parameter(every: str, text: str, lines: list[int]) -> None:
    check = f"every: {every}\nparameters: [timeout]"
    assert [each.place.line for each in found(check, text)] == lines


READS = [
    ("import os\nX = os.environ['STATE_DIR']\n", True),
    ("import os\nX = os.environ.get('STATE_DIR', 'x')\n", True),
    ("from os import getenv as g\nX = g('STATE_DIR')\n", True),
    ("import os\nKEY = 'STATE_DIR'\nX = os.environ[KEY]\n", True),
    ("import os\nX = os.environ['STATE']\n# STATE_DIR\n", False),
    ("X = 'STATE_DIR'\n", False),
    ("", False),
]


@pytest.mark.parametrize(("text", "kept"), READS)
def test_each_file_must_read_the_variable(text: str, kept: bool) -> None:
    assert bool(found("reads: [STATE_DIR]", text)) is not kept


def test_each_function_that_is_named_must_read_the_variable_itself() -> None:
    text = "import os\nX = os.environ['STATE_DIR']\n"
    text += "def main_a():\n    return os.environ['STATE_DIR']\ndef main_b(): ...\n"
    check = "reads: [STATE_DIR]\nevery: function main_*"
    assert [each.place.line for each in found(check, text)] == [5]


def test_a_rule_without_subjects_is_rot() -> None:
    tree = trees.Texts({"a.py": "x = 1\n"})
    check = "signature\nevery: function handle_*\nparameters: [timeout]"
    (each,) = conformance.stale(rule(check), tree)
    assert "finds nothing in its scope" in each.message


@pytest.mark.parametrize(
    ("raw", "part"),
    [
        ({"calls": "f"}, "exactly one of"),
        ({"reads": "A", "keywords": "b"}, "exactly one of"),
        ({"parameters": "a"}, "`every` must be a list"),
        ({"keywords": "a", "every": "function f"}, "`calls` must be a list"),
        ({"parameters": "a", "every": "function f", "calls": "g"}, "`calls` does not go with `parameters`"),
        ({"parameters": "a", "every": "funcion f"}, "must read like"),
    ],
)
def test_a_block_that_cannot_run_is_told(raw: dict[str, object], part: str) -> None:
    check = checks.load("signature")
    assert check is not None
    assert part in "\n".join(check.options(raw))
