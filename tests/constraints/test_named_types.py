"""Classes that touch the world and are named as a type; and a name that only scripts have for themselves.

A person who reads `isinstance(child, Popen)` sees no process start, so neither may a check; the same class,
made or handed to something that may call it, is told as before.
"""

import pytest

from tests.constraints.asking import asked, messages, spots

PROCESS = "forbidden-call\neffects: [process]"
EXACT = "forbidden-call\ncalls: [subprocess.Popen]"
STAR = 'forbidden-call\ncalls: ["subprocess.*"]'
TYPES = (
    "import typing\nfrom subprocess import Popen\nfrom typing import Optional, TypeVar, Union, cast\n\n"
    'T = TypeVar("T", bound=Popen)\nU = TypeVar("U", str, Popen)\nN = typing.NewType("N", Popen)\n'
    "A = Union[Popen, str]\nB = Popen | None\nC = Optional[Popen]\nD = dict[str, list[Popen]]\n\n\n"
    "def f(p):\n    if isinstance(p, Popen) or issubclass(type(p), (str, Popen)):\n        return 1\n"
    "    if type(p) is Popen or p.__class__ == Popen:\n        return list[Popen]()\n"
    "    match p:\n        case Popen() | [Popen(pid=3)]:\n            return 2\n"
    "    return cast(Popen, p), isinstance(p, str | Popen | None)\n"
)
CALLS = (
    "from subprocess import Popen\nfrom app.own import cast, isinstance as like\n\n"
    "a = {'run': Popen}\nb = [Popen]\nc = cast(Popen, 1)\nd = like(1, Popen)\ne = map(Popen, [])\n"
    "f = Popen if e else None\ng = Popen == a\nh = a[Popen]\ni = Popen or None\n"
    "j = isinstance(Popen(['ls']), str)\nk = type(Popen(['ls'])) is str\nl = list[Popen('x')]\n"
)


@pytest.mark.parametrize("check", [PROCESS, EXACT])
def test_a_class_that_is_named_as_a_type_starts_nothing(check: str) -> None:
    assert not asked(check, {"src/app/a.py": TYPES})


@pytest.mark.parametrize("check", [PROCESS, EXACT])
def test_a_class_that_is_called_or_passed_on_is_told(check: str) -> None:
    found = asked(
        check, {"src/app/a.py": CALLS, "src/app/own.py": "def cast(f, x): ...\ndef isinstance(x, f): ...\n"}
    )
    assert [line for line, _ in spots(found)] == list(range(4, 16))


def test_a_rule_about_a_whole_module_is_about_its_types_too() -> None:
    text = "import subprocess\n\nok = isinstance(1, subprocess.Popen)\n"
    assert messages(asked(STAR, {"a.py": text})) == ["`subprocess.Popen` is used where it is forbidden"]


def test_a_name_that_only_scripts_have_has_no_effect_in_python() -> None:
    check = "forbidden-call\neffects: [network, process, clock]"
    store = "class Worker: ...\n\n\ndef fetch(x): ...\n"
    text = (
        "from app.store import *\nfrom beyond import *\n\nWorker(1)\nfetch('x')\nDate()\nWebSocket('x')\n"
    )
    assert not asked(check, {"src/app/a.py": text, "src/app/store.py": store})
    assert [
        line for line, _ in spots(asked(check, {"a.js": "new Worker('x');\nfetch('x');\nDate.now();\n"}))
    ] == [1, 2, 3]
