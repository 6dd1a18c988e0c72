"""Where things are put so that others find them, and what a definition says of itself.

`registered-in` holds each handler against these entries: one that is missed is an alarm at a person who did
register it, one that is made up lets a handler through that nobody will ever call.
"""

import pytest

from parti.source import facts, python_facts

DEFINED = "\ndef f(): ...\ndef g(): ...\nclass C:\n    def m(self): ...\n"


def entries(text: str) -> list[tuple[str, str, str, str]]:
    """(registry, key, value, how) of each entry, without the declarations and with short names."""
    found = python_facts.extract(f"{text}{DEFINED}", "src/app/m.py").registrations
    short = "app.m."
    return [
        (each.registry.removeprefix(short), each.key, each.value.removeprefix(short), each.how)
        for each in found
        if each.value
    ]


@pytest.mark.parametrize(
    "text",
    [
        "H = {}\nH['a'] = f",
        "H = {}\nH['x']['a'] = f",
        "H = {}\nH['a']: object = f",
        "H = {}\nH['a'], other = f, 1",
        "H = {}\nfirst = H['a'] = f",
        "H = {}\n(H['a'], (x, y)) = f, (1, 2)",
    ],
)
def test_a_place_in_a_registry_is_filled_by_an_assignment(text: str) -> None:
    assert entries(text) == [("H", "a", "f", "item")]


@pytest.mark.parametrize(
    "text",
    [
        "H = []\nH.append(f)",
        "H = []\nH.insert(0, f)",
        "H = set()\nH.add(f)",
        "H = {}\nH['x'].append(f)",
        "H = {}\nH.setdefault('x', []).append(f)",
        "H = {}\nH.get('x').add(f)",
        "H = {}\nH['x'] += [f]",
        "H = []\nH.extend([f])",
        "H = []\nH += (f,)",
        "H = Registry()\nH.register(f)",
        "H = Registry()\nH.connect(handler=f)",
    ],
)
def test_a_registry_grows_by_its_methods(text: str) -> None:
    assert entries(text) == [("H", "", "f", "method")]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("H = Registry()\nH.register('a', f)", "a"),
        ("H = {}\nH.update({'a': f})", "a"),
        ("H = {}\nH |= {'a': f}", "a"),
        ("H = {}\nH.setdefault('a', f)", "a"),
        ("H = {}\nH.update(a=f)", ""),
        ("H = Registry()\nH.register(KEY, f)", ""),
    ],
)
def test_a_key_is_told_where_it_is_written_out(text: str, key: str) -> None:
    assert [each for each in entries(text) if each[2] == "f"] == [("H", key, "f", "method")]


def test_two_names_for_one_literal_are_two_registries() -> None:
    assert entries("H = G = {'a': f}") == [("H", "a", "f", "literal"), ("G", "a", "f", "literal")]


def test_two_literals_on_one_line_are_each_their_own() -> None:
    assert entries("H, G = {'a': f}, [g]") == [("H", "a", "f", "literal"), ("G", "", "g", "literal")]


@pytest.mark.parametrize(
    ("literal", "found"),
    [
        ("{'a': f, 'b': g}", [("a", "f"), ("b", "g")]),
        ("{'a': [f, g]}", [("", "f"), ("", "g")]),
        ("{'x': {'a': f}}", [("a", "f")]),
        ("{1: f, KEY: g}", [("", "f"), ("", "g")]),
        ("{'a': C.m, 'b': C().m, 'c': C, 'd': C()}", [("a", "C.m"), ("b", "C.m"), ("c", "C"), ("d", "C")]),
        ("[f] + [g]", [("", "f"), ("", "g")]),
        ("[('a', f), ('b', g)]", [("a", "f"), ("b", "g")]),
        ("dict([('a', f)])", [("a", "f")]),
        ("Mapping({'a': f})", [("a", "f")]),
        ("dict(a=f)", [("", "f")]),
        ("('a', 1, None)", []),
        ("{k: f for k in x}", []),
        ("lambda: f", []),
        ("f", []),
    ],
)
def test_a_registry_that_is_written_out_holds_what_stands_in_it(
    literal: str, found: list[tuple[str, str]]
) -> None:
    assert [(key, value) for _, key, value, _ in entries(f"H = {literal}")] == found


def test_each_branch_of_the_file_may_declare_the_registry() -> None:
    text = "if x:\n    H = {'a': f}\nelse:\n    H = {'b': g}"
    assert entries(text) == [("H", "a", "f", "literal"), ("H", "b", "g", "literal")]


def test_a_registry_of_another_module_or_object_has_its_whole_name() -> None:
    assert entries("from app import bus\nbus.HANDLERS['a'] = f") == [("app.bus.HANDLERS", "a", "f", "item")]
    assert entries("import app.bus as b\nb.HANDLERS.append(f)") == [("app.bus.HANDLERS", "", "f", "method")]
    assert entries("class A:\n    H = {'a': f}") == [("A.H", "a", "f", "literal")]


@pytest.mark.parametrize(
    "text",
    [
        "def wire():\n    local = {'a': f}",
        "H = {}\nH['a'] = 'f'",
        "H = {}\nH['a'] = 1",
        "H = []\nH.remove(f)",
        "H = []\nH.append('f')",
        "make()['a'] = f",
        "make().append(f)",
        "a, b = make()",
        "H = {}\ndel H['a']",
    ],
)
def test_what_registers_nothing_is_no_entry(text: str) -> None:
    assert entries(text) == []


def test_the_line_of_an_entry_is_where_its_value_stands() -> None:
    found = python_facts.extract("H = {\n    'a': f,\n    'b': g,\n}\ndef f(): ...\ndef g(): ...\n", "m.py")
    assert [(each.line, each.key) for each in found.registrations] == [(1, ""), (2, "a"), (3, "b")]


def definitions(text: str) -> list[facts.Definition]:
    return list(python_facts.extract(text, "src/app/m.py").definitions)


def test_a_definition_knows_its_place_below_its_decorators() -> None:
    (found,) = definitions("@a.b(1)\n@c\ndef f():\n    x\n    y\n")
    assert (found.line, found.end_line, found.column, found.decorators) == (3, 5, 1, ("a.b", "c"))


def test_the_parameters_are_those_that_a_caller_may_give() -> None:
    (found,) = definitions("def f(a, /, b=1, *c, d, e=2, **g) -> None: ...\n")
    assert found.parameters == ("a", "b", "*c", "d", "e", "**g")
    assert found.signature == "f(a, /, b=1, *c, d, e=2, **g) -> None"


def test_a_class_says_what_it_stands_on() -> None:
    (found,) = definitions("from app import base\nclass A(base.Job, Generic[T], metaclass=M): ...\n")
    assert (found.bases, found.signature) == (("app.base.Job", "Generic"), "class A(base.Job, Generic[T])")
    assert found.parameters == ()


def test_a_class_that_a_call_makes_is_a_class() -> None:
    (found,) = definitions("Late = type('Late', (Base, app.Other), {})\n")
    assert (found.kind, found.name, found.bases) == ("class", "Late", ("Base", "app.Other"))


@pytest.mark.parametrize(
    "text",
    [
        "def f():\n    Late = type('Late', (Base,), {})\n",
        "Late = type(other)\n",
        "Late = type('Late', BASES, {})\n",
        "a.Late = type('Late', (Base,), {})\n",
        "Late = make('Late', (Base,), {})\n",
        "def type(*a): ...\nLate = type('Late', (Base,), {})\n",
    ],
)
def test_another_call_makes_no_class(text: str) -> None:
    assert [each.name for each in definitions(text) if each.kind == "class"] == []


def test_what_a_registry_takes_in_from_another_stands_for_its_entries() -> None:
    text = "B = {'b': g}\nH = {'a': f, **B}"
    assert entries(text) == [
        ("B", "b", "g", "literal"),
        ("H", "a", "f", "literal"),
        ("H", "**", "B", "literal"),
    ]


def test_a_variable_with_a_hundred_values_is_followed_through_a_few() -> None:
    text = "h = H\n" * 50 + "".join(f"h{n} = h{n + 1}\n" for n in range(50)) + "h['a'] = f\nh0['a'] = f\n"
    assert len(entries(text)) < 20


@pytest.mark.parametrize(
    "text",
    [
        "H = {'a': f, **({'b': g} if not __debug__ else {})}",
        "H = {'a': f, **({} if True else {'b': g})}",
        "H = {'a': f, **(False and {'b': g})}",
        "H = {'a': f}\nif False:\n    H['b'] = g\n",
        "H = {'a': f}\nif 0 or not 1:\n    H.update(b=g)\n",
    ],
)
def test_what_stands_behind_a_condition_that_never_holds_is_no_entry(text: str) -> None:
    assert [each[2] for each in entries(text) if each[2]] == ["f"]


@pytest.mark.parametrize(
    "text",
    [
        "H = {'a': f, **({'b': g} if fast else {})}",
        "H = {'a': f, **({'b': g} if __debug__ else {})}",
        "H = {'a': f}\nif not fast:\n    H['b'] = g\n",
        "H = {'a': f}\nif False:\n    pass\nelse:\n    H['b'] = g\n",
    ],
)
def test_what_stands_behind_any_other_condition_is_one(text: str) -> None:
    assert [each[2] for each in entries(text) if each[2]] == ["f", "g"]
