"""The shape of a change (E3): a page that a person decides on in seconds."""

from parti.source import shape, shape_text

BASE = """import json


def save(path, data):
    json.dump(data, open(path, "w"))


def gone(): ...


def same():
    return 1


HANDLERS = {"old": gone}
"""
NEW = """import requests
from app.state_io import save_json

# a comment moved everything down


def save(path, data, retry=3):
    save_json(path, data)
    try:
        requests.get("x")
    except OSError:
        pass


def handle_new(event):
    def inner():
        open(event, "w")
    return inner


def same():
    return 1


HANDLERS = {"new": handle_new}
"""


def told() -> shape.Shape:
    change = shape.FileChange("src/app/m.py", BASE, NEW)
    return shape.shape([change], ["src/app/state_io.py"])


def by_name() -> dict[str, shape.FunctionShape]:
    return {each.name: each for each in told().functions}


def test_functions_are_new_changed_or_removed() -> None:
    assert {name: each.how for name, each in by_name().items()} == {
        "save": "changed",
        "handle_new": "new",
        "handle_new.inner": "new",
        "gone": "removed",
    }


def test_helpers_effects_and_silent_ends_of_a_function() -> None:
    save = by_name()["save"]
    assert save.calls == ("app.state_io.save_json",)
    assert save.effects == ("network: requests.get",)
    assert save.new_effects == save.effects
    assert save.silent == ("passes (line 11)",)
    assert (save.was, save.signature) == ("save(path, data)", "save(path, data, retry=3)")


def test_an_effect_belongs_to_the_function_that_has_it() -> None:
    assert by_name()["handle_new"].effects == ()
    assert by_name()["handle_new.inner"].effects == ("file: open",)


def test_registrations_and_imports_of_the_file() -> None:
    (file,) = told().files
    assert file.registered == ("HANDLERS['new'] = handle_new",)
    assert file.unregistered == ("HANDLERS['old'] = gone",)
    assert file.imports == ("app.state_io.save_json", "requests")


def test_new_removed_foreign_and_broken_files() -> None:
    found = shape.shape(
        [
            shape.FileChange("b.py", None, "def f(): ...\n"),
            shape.FileChange("c.py", "def f(): ...\n", None),
            shape.FileChange("a.js", "x", "y"),
            shape.FileChange("d.py", "def f(): ...\n", "def f(:\n"),
            shape.FileChange("same.py", "x", "x"),
        ]
    )
    assert [(file.path, file.how) for file in found.files] == [
        ("a.js", "changed"), ("b.py", "new"), ("c.py", "removed"), ("d.py", "changed"),
    ]  # fmt: skip
    assert found.files[3].problem.startswith("line 1")
    assert [(f.path, f.how) for f in found.functions] == [("b.py", "new"), ("c.py", "removed")]


def test_moved_and_reindented_blank_lines_are_no_change() -> None:
    found = shape.shape(
        [shape.FileChange("a.py", "def f():\n    return 1\n", "x = 1\n\n\ndef f():\n\n    return 1\n")]
    )
    assert found.functions == ()


def test_a_decorator_is_a_change() -> None:
    found = shape.shape([shape.FileChange("a.py", "def f(): ...\n", "@app.route('/')\ndef f(): ...\n")])
    assert [each.how for each in found.functions] == ["changed"]


def test_a_doubtful_effect_is_marked() -> None:
    found = shape.shape(
        [shape.FileChange("a.py", None, "def f(p, mode):\n    open(p, mode)\n    p.write_text('')\n")]
    )
    assert found.functions[0].effects == ("file: open?", "file: write_text?")


def test_the_page_reads_without_knowing_the_diff() -> None:
    assert shape_text.render(told()) == (
        "~ src/app/m.py (changed)\n"
        "    imports now: app.state_io.save_json, requests\n"
        "    registers: HANDLERS['new'] = handle_new\n"
        "    no longer registers: HANDLERS['old'] = gone\n"
        "  ~ save(path, data, retry=3)  [save, line 7]\n"
        "      was: save(path, data)\n"
        "      calls: app.state_io.save_json\n"
        "      new effects: network: requests.get\n"
        "      error path passes (line 11)\n"
        "  + handle_new(event)  [handle_new, line 15]\n"
        "  + inner()  [handle_new.inner, line 16]\n"
        "      new effects: file: open\n"
        "  - gone()  [gone, line 8]\n"
    )


def test_a_page_is_never_longer_than_a_page() -> None:
    text = "".join(f"def f{at}(): ...\n" for at in range(500))
    page = shape_text.render(shape.shape([shape.FileChange("a.py", None, text)]))
    assert len(page.splitlines()) == shape_text.PAGE
    assert "442 more lines" in page.splitlines()[-1]


def test_no_change_says_so() -> None:
    assert shape_text.render(shape.shape([])) == "No change.\n"


def test_what_an_object_keeps_on_itself_is_no_registration() -> None:
    text = (
        "import os\nROUTES = {}\nclass TestDeadLetters:\n"
        "    def setUp(self):\n        self.letters = wrap([handle, os.path.join])\n"
        "        self.rows['a'] = handle\n        ROUTES['b'] = handle\n"
        "        ROUTES['c'] = os.path.join\n"
        "def handle(): ...\n"
    )
    (file,) = shape.shape([shape.FileChange("src/app/m.py", None, text)]).files
    assert file.registered == ("ROUTES['b'] = handle",)


def test_a_new_raise_is_an_error_path() -> None:
    change = shape.FileChange(
        "a.py", "def f():\n    raise A\n", "def f():\n    raise A\n    raise b.C('x') from e\n"
    )
    told = shape.shape([change])
    assert told.functions[0].new_raises == ("raises b.C (line 3)",)
    assert "      error path raises b.C (line 3)\n" in shape_text.render(told)


def test_a_newline_in_a_name_is_shown() -> None:
    page = shape_text.render(shape.shape([shape.FileChange("a\nb.py", None, "x = 1\n")]))
    assert page.startswith("+ a\\nb.py (new)\n")
