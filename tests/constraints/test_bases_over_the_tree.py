"""`class *(Base)` speaks of all that derive from it: through another class, of this file or of another."""

import pytest

from parti.constraints import sweep
from parti.constraints.checks import location
from tests.constraints.asking import asked, places, tree_of
from tests.constraints.documents import rule

LOCATION = 'location\nwhat: ["class *(CommandError)"]\nonly-in: [src/app/errors.py]'
REGISTERED = 'registered-in\nevery: "class *(AddOp)"\nin: ops.ALL'
PYTHON = {
    "src/app/base.py": "class CommandError(Exception): ...\n",
    "src/app/mid.py": "from app.base import CommandError as E\n\n\nclass Mid(E): ...\n",
    "src/app/again.py": "from app.mid import Mid as Between\n",
    "src/app/apart.py": "class Apart(Exception): ...\n",
}


def told(files: dict[str, str], check: str = LOCATION) -> list[str]:
    return places(asked(check, files))


@pytest.mark.parametrize(
    "text",
    [
        "from app.base import CommandError\nclass A(CommandError): ...\n",
        "from app.mid import Mid\nclass A(Mid): ...\n",
        "from app.again import Between\nclass A(Between): ...\n",
        "from app import mid\nclass A(Exception, mid.Mid): ...\n",
        "from .mid import Mid\nclass A(Mid[int]): ...\n",
        "import app.mid as m\nMid = m.Mid\nclass A(Mid): ...\n",
    ],
)
def test_a_class_between_may_stand_in_another_file(text: str) -> None:
    assert told({**PYTHON, "src/app/web.py": text})[-1].startswith("src/app/web.py:")


@pytest.mark.parametrize(
    "text",
    [
        "from app.apart import Apart\nclass A(Apart): ...\n",
        "from elsewhere import Mid\nclass A(Mid): ...\n",
        "class Mid: ...\nclass A(Mid): ...\n",
        "from app.mid import Mid\nclass A: x: Mid\n",
        "class A(A): ...\n",
    ],
)
def test_a_class_that_does_not_derive_from_it_is_left_alone(text: str) -> None:
    assert told({**PYTHON, "src/app/web.py": text}) == ["src/app/mid.py:4"]


def test_a_chain_in_one_file_is_followed_to_its_end() -> None:
    low = "class Low(Mid): ...\nclass Mid(CommandError): ...\nclass Lowest(Low): ...\n"
    found = told({"a.py": f"from app.base import CommandError\n{low}"})
    assert found == ["a.py:2", "a.py:3", "a.py:4"]


@pytest.mark.parametrize("ending", ["ts", "js", "tsx"])
def test_scripts_derive_through_another_module(ending: str) -> None:
    files = {
        f"src/base.{ending}": "export class CommandError {}\n",
        f"src/mid.{ending}": "import { CommandError as E } from './base';\nexport class Mid extends E {}\n",
        f"src/low.{ending}": "import { Mid as M } from './mid';\nexport class Low extends M {}\n",
        f"src/own.{ending}": "class Mid {}\nexport class Low extends Mid {}\n",
    }
    assert told(files) == [f"src/low.{ending}:2", f"src/mid.{ending}:2"]


def test_java_derives_through_another_file_and_package() -> None:
    files = {
        "src/acme/CommandError.java": "package acme;\n\nclass CommandError {}\n",
        "src/acme/Mid.java": "package acme;\n\npublic class Mid extends CommandError {}\n",
        "src/shop/Low.java": "package shop;\n\nimport acme.Mid;\n\nclass Low extends Mid {}\n",
        "src/shop/Mid.java": "package shop;\n\nclass Mid {}\n",
        "src/shop/Own.java": "package shop;\n\nclass Own extends Mid {}\n",
    }
    assert told(files) == ["src/acme/Mid.java:3", "src/shop/Low.java:5"]


def test_a_registry_misses_what_derives_through_another_class() -> None:
    files = {
        "app/base.py": "class AddOp: ...\n",
        "app/mid.py": "from app.base import AddOp\nclass Mid(AddOp): ...\n",
        "app/low.py": "from app.mid import Mid\nclass Low(Mid): ...\nclass Kept(Mid): ...\n",
        "app/ops.py": "from app.low import Kept\nfrom app.mid import Mid\nALL = [Mid, Kept]\n",
    }
    assert told(files, REGISTERED) == ["app/low.py:2"]


def test_a_signature_is_asked_of_what_derives_through_another_class() -> None:
    low = "class Low(Mid):\n    def __init__(self): ...\n"
    found = told(
        {**PYTHON, "src/app/web.py": f"from app.mid import Mid\n{low}"},
        'signature\nevery: "class *w(CommandError)"\nparameters: [code]',
    )
    assert found == ["src/app/web.py:2"]


def test_a_file_that_names_the_middle_class_alone_is_looked_at() -> None:
    tree = tree_of(
        {**PYTHON, "src/app/web.py": "from app.mid import Mid\nclass A(Mid): ...\n"}, ["src/app/web.py"]
    )
    wanted = rule(LOCATION)
    assert places(sweep.run([(wanted, location.look(wanted, tree))], tree)) == ["src/app/web.py:2"]
