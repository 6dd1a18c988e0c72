"""What a name means where it stands: types that are written down, scopes, classes, and what stays unknown.

A call whose receiver is taken for another class is the worst case: it is told with certainty and wrongly.
"""

import pytest

from parti.source import facts, python_facts

PATH = "from pathlib import Path\nimport typing\nfrom typing import *\n"


def calls(text: str) -> list[facts.Call]:
    return [each for each in python_facts.extract(text, "src/app/m.py").calls if each.how == "call"]


def named(text: str) -> list[str]:
    """The names of all calls; a `?` and the method where the receiver is not known."""
    return [each.name or f"?{each.method}" for each in calls(text)]


@pytest.mark.parametrize(
    "annotation",
    [
        "Path",
        "'Path'",
        "Path | None",
        "None | Path",
        "'Path | None'",
        "Optional[Path]",
        "typing.Optional['Path']",
        "Annotated[Path, 'where']",
        "Annotated[Path | None, Path]",
        "Union[Path, None]",
        "typing.Union[Path]",
        "Final[Path]",
    ],
)
def test_a_parameter_is_what_its_annotation_says(annotation: str) -> None:
    (call,) = calls(f"{PATH}def f(p: {annotation}): p.unlink()\n")
    assert (call.name, call.certain) == ("pathlib.Path.unlink", True)


@pytest.mark.parametrize(
    "annotation", ["str | Path", "Path | str", "Union[str, Path]", "Optional[str | Path]"]
)
def test_a_parameter_of_two_types_may_be_either(annotation: str) -> None:
    assert sorted(named(f"{PATH}def f(p: {annotation}): p.unlink()\n")) == [
        "pathlib.Path.unlink",
        "str.unlink",
    ]


@pytest.mark.parametrize(
    "annotation", ["list[Path]", "dict[str, Path]", "Callable[[], Path]", "'not a type('", "3", "Path()"]
)
def test_a_parameter_that_only_has_to_do_with_a_type_is_unknown(annotation: str) -> None:
    (call,) = [
        each for each in calls(f"{PATH}def f(p: {annotation}): p.unlink()\n") if each.method == "unlink"
    ]
    assert (call.name, call.certain) == ("", False)


def test_an_annotated_variable_is_what_is_said_of_it_beside_what_it_is_given() -> None:
    found = named(f"{PATH}p: Path = make()\np.unlink()\n")
    assert set(found) >= {"pathlib.Path.unlink"}


@pytest.mark.parametrize(
    "member",
    [
        "    p: Path | None\n",
        "    def __init__(self):\n        self.p: str | Path = None\n",
        "    def __init__(self, p: Path):\n        self.p = p\n",
        "    def __init__(self, p):\n        self.p = Path(p)\n",
        "    p = Path('a')\n",
    ],
    ids=["declared", "annotated", "given", "made", "of the class"],
)
def test_an_attribute_is_what_any_method_puts_there(member: str) -> None:
    text = f"{PATH}class A:\n{member}    def f(self):\n        self.p.unlink()\n"
    (call,) = [each for each in calls(text) if each.name == "pathlib.Path.unlink"]
    assert call.certain


def test_a_name_that_is_made_into_something_is_that_too() -> None:
    assert named(f"{PATH}def f(p):\n    p = Path(p)\n    p.unlink()\n")[-1] == "pathlib.Path.unlink"
    assert set(named(f"{PATH}def f(p: str):\n    p = Path(p)\n    p.unlink()\n")) == {
        "pathlib.Path",
        "pathlib.Path.unlink",
        "str.unlink",
    }


@pytest.mark.parametrize(
    "text",
    [
        "def f(json): json.dump(1)",
        "def f(*json): json.dump(1)",
        "def f(**json): json.dump(1)",
        "def f(*, json): json.dump(1)",
        "def f(json, /): json.dump(1)",
        "(lambda json: json.dump(1))(2)",
        "(lambda *json: json.dump(1))(2)",
        "def f(json):\n    def g(): json.dump(1)",
        "def f():\n    for json in x: json.dump(1)",
        "def f():\n    with x() as (json, y): json.dump(1)",
        "def f():\n    try: y\n    except E as json: json.dump(1)",
        "def f():\n    match y:\n        case [*json]: json.dump(1)",
        "def f():\n    [json := 1]\n    json.dump(1)",
        "def f():\n    (a, [json, *b]) = c\n    json.dump(1)",
        "def f():\n    a, *json = c\n    json.dump(1)",
    ],
)
def test_a_name_that_a_function_binds_hides_the_module_s(text: str) -> None:
    found = [each for each in calls(f"import json\n{text}\n") if each.method == "dump"]
    assert [(each.name, each.certain) for each in found] == [("", False)]


def test_what_a_class_binds_is_its_own_and_hidden_from_its_methods() -> None:
    text = (
        "import json\nclass A:\n    import other as json\n    json.dump(1)\n    def f(self): json.dump(2)\n"
    )
    assert named(text) == ["other.dump", "json.dump"]


def test_a_function_s_import_is_bound_in_that_function_alone() -> None:
    assert named("import a\ndef f():\n    import b as a\n    a.x()\na.y()\n") == ["b.x", "a.y"]


def test_a_name_that_is_global_is_looked_up_outside() -> None:
    text = "import json\nw = json.dump\ndef f():\n    global w\n    w(1)\n    w = None\n"
    assert named(text) == ["json.dump"]


def test_the_first_parameter_is_the_object_by_its_place_and_not_its_name() -> None:
    text = (
        "class A:\n    def f(this): this.g()\n    @staticmethod\n    def h(self): self.g()\n"
        "    @classmethod\n    def k(kind): kind.g()\n    def n(): ...\n"
    )
    assert named(text) == ["app.m.A.g", "?g", "app.m.A.g"]


def test_a_function_inside_a_method_still_sees_the_object() -> None:
    text = "class A:\n    def f(self):\n        def g(): self.h()\n        return lambda self: self.k()\n"
    assert named(text) == ["app.m.A.h", "?k"]


def test_classes_in_classes_and_functions_have_their_whole_name() -> None:
    text = (
        "class A:\n    class B:\n        def f(self): self.g()\ndef h():\n    class C:\n"
        "        def f(self): self.g()\n"
    )
    assert named(text) == ["app.m.A.B.g", "app.m.h.C.g"]


def test_several_stars_are_several_guesses_and_none_is_certain() -> None:
    found = calls("from a import *\nfrom .b import *\ndef f():\n    c()\n")
    assert {each.name: each.certain for each in found} == {"c": True, "a.c": False, "app.b.c": False}


def test_a_builtin_under_a_name_of_ours_is_what_we_made_it() -> None:
    assert named("from app.log import say as print\nprint(1)\n") == ["app.log.say"]
    assert named("def f(print): print(1)\n") == ["?print"]
    assert named("print(1)\n") == ["print"]


def test_names_that_only_stand_for_each_other_are_unknown() -> None:
    assert named("x = y\ny = x\nx.z()\n") == ["?z"]


@pytest.mark.parametrize(
    "path",
    [
        "(p / 'a')",
        "p.parent.parent",
        "p.joinpath('a').with_suffix('.b')",
        "Path.home()",
        "(p if c else Path('b'))",
        "(c or p)",
        "(q := p)",
        "p.absolute().resolve()",
    ],
)
def test_a_path_stays_a_path_through_what_gives_paths(path: str) -> None:
    found = calls(f"{PATH}def f(p: Path, c=None): {path}.unlink()\n")
    assert [(each.name, each.certain) for each in found if each.method == "unlink"] == [
        ("pathlib.Path.unlink", True)
    ]


@pytest.mark.parametrize(
    "path", ["(p + 1)", "p[0]", "p.parents[0]", "(-p)", "[p]", "f'{p}'", "p.name()[0]"]
)
def test_what_is_made_from_a_path_in_another_way_is_unknown(path: str) -> None:
    found = calls(f"{PATH}def f(p: Path): {path}.unlink()\n")
    assert [(each.name, each.certain) for each in found if each.method == "unlink"] == [("", False)]


def test_a_method_that_is_asked_for_by_a_word_is_found_when_the_word_is_known() -> None:
    assert named(f"{PATH}def f(p: Path): getattr(p, 'unlink')()\n") == ["pathlib.Path.unlink", "getattr"]
    assert "pathlib.Path.unlink" not in named(f"{PATH}def f(p: Path, word): getattr(p, word)()\n")
    assert "pathlib.Path.unlink" not in named(f"{PATH}def f(p: Path): getattr(p)()\n")


def test_an_attribute_of_an_unknown_result_is_told_with_doubt() -> None:
    (call,) = [each for each in calls(f"{PATH}Path('a').stat().unlink()\n") if each.method == "unlink"]
    assert (call.name, call.certain) == ("pathlib.Path.stat.unlink", False)
