"""registered-in: the forms in which people write one map in Python, and what they take out of it again.

A map under another name, one that is put together from others, a branch of a condition: what stands in
them is registered. What a later statement takes away is not, nor is a name that nothing binds.
"""

import pytest

from tests.constraints.asking import asked, messages

CHECK = "registered-in\nevery: function handle_*\nin: dispatch.HANDLERS"
MARKED = "registered-in\nevery: function hook_*\ndecorator: ops.register"
DEFINED = "def handle_a(e): ...\ndef handle_b(e): ...\n"
GONE = "function `handle_b` is not in `dispatch.HANDLERS`, so nothing calls it"


def told(text: str, **more: str) -> list[str]:
    files = {"src/app/dispatch.py": DEFINED + text, **{f"src/app/{k}.py": v for k, v in more.items()}}
    return messages(asked(CHECK, files))


BOTH = {
    "a map put in": "BASE = {'b': handle_b}\nHANDLERS = {'a': handle_a, **BASE}\n",
    "a literal put in": "HANDLERS = {**{'a': handle_a}, 'b': handle_b}\n",
    "a list put in": "BASE = [handle_b]\nHANDLERS = [handle_a, *BASE]\n",
    "maps put together": "BASE = {'b': handle_b}\nHANDLERS = {'a': handle_a} | BASE\n",
    "a copy": "BASE = {'b': handle_b, 'a': handle_a}\nHANDLERS = dict(BASE)\n",
    "a copy with more": "BASE = {'b': handle_b}\nHANDLERS = dict(BASE, a=handle_a)\n",
    "words put in": "BASE = {'b': handle_b}\nHANDLERS = dict(a=handle_a, **BASE)\n",
    "an update": "BASE = {'b': handle_b}\nHANDLERS = {'a': handle_a}\nHANDLERS.update(BASE)\n",
    "two steps": "A = {'b': handle_b}\nB = {**A}\nHANDLERS = {'a': handle_a, **B}\n",
    "a circle": "A = {'b': handle_b}\nHANDLERS = {'a': handle_a, **A}\nA.update(HANDLERS)\n",
    "a condition": "HANDLERS = {'a': handle_a, 'b': handle_b} if DEBUG else {}\n",
    "both branches": "HANDLERS = {'a': handle_a} if DEBUG else {'b': handle_b, 'c': handle_a}\n",
    "another name": "HANDLERS = {'a': handle_a}\nh = HANDLERS\nh['b'] = handle_b\n",
    "another name in a function": (
        "HANDLERS = {'a': handle_a}\ndef f():\n    h = HANDLERS\n    h['b'] = handle_b\n"
    ),
    "a list under another name": "HANDLERS = [handle_a]\nh = HANDLERS\nh.append(handle_b)\n",
    "branches of the file": (
        "if X:\n    HANDLERS = {'a': handle_a, 'b': handle_b}\nelse:\n    HANDLERS = {}\n"
    ),
    "a fallback": "HANDLERS = {'a': handle_a, 'b': handle_b}\nif X:\n    HANDLERS = {}\n",
    "from itself": "HANDLERS = {'b': handle_b}\nHANDLERS = {'a': handle_a, **HANDLERS}\n",
    "put back": "HANDLERS = {'a': handle_a}\ndel HANDLERS['b']\nHANDLERS['b'] = handle_b\n",
    "taken away in a function": (
        "HANDLERS = {'a': handle_a, 'b': handle_b}\ndef f():\n    del HANDLERS['b']\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", BOTH.values(), ids=list(BOTH))
def test_what_is_in_the_map_in_another_form_is_registered(text: str) -> None:
    assert told(text) == []


def test_a_map_of_another_module_that_is_put_in_is_read_there() -> None:
    base = "from app.dispatch import handle_b\nBASE: dict[str, object] = {'b': handle_b}\n"
    text = "from app.base import BASE\nHANDLERS = {'a': handle_a, **BASE}\n"
    assert told(text, base=base) == []
    assert told(text, base="BASE = {}\n") == [GONE]


def test_a_map_of_a_class_under_another_name_is_the_same_map() -> None:
    check = "registered-in\nevery: function handle_*\nin: Adder.handlers"
    text = "class Adder:\n    handlers = {}\nh = Adder.handlers\nh['a'] = handle_a\n"
    text += "H = Adder\nH.handlers['b'] = handle_b\n"
    assert asked(check, {"src/app/a.py": DEFINED + text}) == ()


LOST = {
    "another map": "BASE = {'b': handle_b}\nHANDLERS = {'a': handle_a}\n",
    "written over": "HANDLERS = {'a': handle_a, 'b': handle_b}\nHANDLERS = {'a': handle_a}\n",
    "written over in a set": "HANDLERS = {handle_a, handle_b}\nHANDLERS = {handle_a}\n",
    "written over with a type": "HANDLERS = [handle_a, handle_b]\nHANDLERS: list = [handle_a]\n",
    "taken out": "HANDLERS = {'a': handle_a, 'b': handle_b}\ndel HANDLERS['b']\n",
    "taken out of items": "HANDLERS = {'a': handle_a}\nHANDLERS['b'] = handle_b\ndel HANDLERS['b'], X\n",
    "another name for another map": "HANDLERS = {'a': handle_a}\nO = {}\nh = O\nh['b'] = handle_b\n",
    "an argument": "HANDLERS = make(handle_b, {'a': handle_a})\n",
}


@pytest.mark.parametrize("text", LOST.values(), ids=list(LOST))
def test_what_is_no_longer_in_the_map_is_told(text: str) -> None:
    assert told(text) == [GONE]


def test_a_plain_name_that_nothing_binds_is_told() -> None:
    text = "HANDLERS = {'a': handle_a, 'b': handle_b, 'c': handle_gone}\n"
    assert told(text) == ["`dispatch.HANDLERS` names `handle_gone`, which is defined nowhere"]


BOUND = {
    "an import": "import handle_gone",
    "an import of a name": "from other import handle_gone",
    "an import under another name": "import handle_gone as gone",
    "a star": "from other import *",
    "a loop": "for handle_gone in rows: ...",
    "a global": "def f():\n    global handle_gone\n    handle_gone = 1",
    "globals": "globals()['handle_gone'] = 1",
    "an exec": "exec(code)",
    "a try": "try:\n    from x import handle_gone\nexcept ImportError:\n    handle_gone = None",
}


@pytest.mark.parametrize("bound", BOUND.values(), ids=list(BOUND))
def test_a_plain_name_that_may_be_bound_is_not_told(bound: str) -> None:
    name = "gone" if bound.endswith("as gone") else "handle_gone"
    assert told(f"{bound}\nHANDLERS = {{'a': handle_a, 'b': handle_b, 'c': {name}, 'd': str}}\n") == []


def test_a_name_of_a_function_is_bound_there() -> None:
    text = "HANDLERS = {'a': handle_a, 'b': handle_b}\ndef f(one):\n    import json as j\n"
    assert told(text + "    HANDLERS['c'] = one\n    HANDLERS['d'] = j\n") == []


OPS = "def register(name):\n    return lambda f: f\n"
CARRIED = {
    "another name": "from app.ops import register\nreg = register\n@reg('c')\ndef hook_a(): ...\n",
    "another name of an attribute": "from app import ops\nr = ops.register\n@r('z')\ndef hook_a(): ...\n",
    "by hand": "from app.ops import register\ndef hook_a(): ...\nregister('d')(hook_a)\n",
    "by hand under another name": (
        "from app import ops as o\nr = o.register\ndef hook_a(): ...\nr('d')(hook_a)\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", CARRIED.values(), ids=list(CARRIED))
def test_a_decorator_in_another_form_is_carried(text: str) -> None:
    assert asked(MARKED, {"src/app/ops.py": OPS, "src/app/a.py": text}) == ()


@pytest.mark.parametrize(
    "line", ["other('d')(hook_a)", "register('d')(hook_b)", "register(hook_a)", "r = register"]
)
def test_another_call_is_no_decorator(line: str) -> None:
    text = f"from app.ops import register, other\ndef hook_a(): ...\ndef hook_b(): ...\n{line}\n"
    left = messages(asked(MARKED, {"src/app/ops.py": OPS, "src/app/a.py": text}))
    assert "function `hook_a` is not decorated with `@ops.register`" in left


def test_what_is_assigned_into_a_map_of_a_script_is_in_it() -> None:
    text = "function handle_a() {}\nfunction handle_b() {}\nexport const HANDLERS = {};\n"
    assert (
        asked(
            CHECK, {"src/dispatch.js": text + "Object.assign(HANDLERS, { handle_a }, { b: handle_b });\n"}
        )
        == ()
    )
    left = asked(
        CHECK, {"src/dispatch.js": text + "Object.assign(OTHER, { handle_a }, { b: handle_b });\n"}
    )
    assert len(left) == 2
