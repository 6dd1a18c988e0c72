"""The loader: what it makes of a file and what it refuses, how a text is filled, what `validate` says.

The banks here are small and made by hand, so that what is expected can be read off the page.
"""

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from parti.library import load

DRILL = load.Drill(fault="net.reset", target=("cache",), when="now", expect=("told",))
WORDS = load.Vocabulary(
    kinds={
        "cache": load.Kind("Cache", "A copy.", ("cache",)),
        "broker": load.Kind("Broker", "A queue.", ()),
    },
    concerns={"load": load.Concern("Load", "How much?"), "recovery": load.Concern("Recovery", "And then?")},
    severities=dict.fromkeys(load.SEVERITIES, "."),
    modes={"leak": "."},
    faults={"net.reset": "."},
    oracles={"told": "."},
    evidence={"unit": "."},
)


def question(identity: str = "q-1", **changes: Any) -> load.Question:
    plain = load.Question(
        id=identity,
        concern="load",
        kinds=("cache", "broker"),
        severity="high",
        slot="number",
        modes=("leak",),
        ask="How many?",
        why="It fills up.",
        recommended="Count.",
        options=("a", "b"),
        evidence=("unit",),
        drill=DRILL,
    )
    return msgspec.structs.replace(plain, **changes)


FULL = (question("q-1"), question("q-2", concern="recovery"))


def said(*questions: load.Question) -> list[str]:
    return list(load.validate(load.Bank(WORDS, questions)))


def drill(**changes: Any) -> load.Drill:
    return msgspec.structs.replace(DRILL, **changes)


def test_a_full_bank_has_nothing_wrong() -> None:
    assert said(*FULL) == []


def test_a_bank_without_questions_has_every_cell_empty() -> None:
    assert said() == [
        "cache × load: no question fills this cell",
        "cache × recovery: no question fills this cell",
        "broker × load: no question fills this cell",
        "broker × recovery: no question fills this cell",
    ]


WRONG = [
    (question("q-1"), ["q-1: two questions share this id"], "a twin"),
    (question("q-3", concern="luck"), ["q-3: unknown concern 'luck'"], "concern"),
    (question("q-3", kinds=("moon",)), ["q-3: unknown kind 'moon'"], "kind"),
    (
        question("q-3", kinds=("moon", "cache", "sun")),
        ["q-3: unknown kind 'moon'", "q-3: unknown kind 'sun'"],
        "all",
    ),
    (question("q-3", needs=("moon",)), ["q-3: unknown kind 'moon'"], "a kind that it needs"),
    (question("q-3", modes=("fire",)), ["q-3: unknown failure mode 'fire'"], "failure mode"),
    (question("q-3", evidence=("hope",)), ["q-3: unknown evidence 'hope'"], "evidence"),
    (question("q-3", drill=drill(fault="rain")), ["q-3: unknown fault 'rain'"], "fault"),
    (question("q-3", drill=drill(expect=("joy",))), ["q-3: unknown oracle 'joy'"], "oracle"),
    (question("q-3", drill=drill(target=("moon",))), ["q-3: unknown target 'moon'"], "target"),
    (question("q-3", drill=drill(target=("repository",))), [], "the repository is a target"),
    (question("q-3", kinds=("repository",)), ["q-3: unknown kind 'repository'"], "but no kind"),
    (question("q-3", options=()), ["q-3: fewer than two options"], "no option"),
    (question("q-3", options=("a",)), ["q-3: fewer than two options"], "one option"),
    (question("q-3", options=("a", "b", "c")), [], "three options"),
    (question("q-3", kinds=(), modes=(), evidence=()), [], "what is empty names nothing unknown"),
    (question("q-3", modes=("Leak",)), ["q-3: unknown failure mode 'Leak'"], "capitals count"),
    (
        question("q-1", concern="luck", options=()),
        ["q-1: two questions share this id", "q-1: unknown concern 'luck'", "q-1: fewer than two options"],
        "everything at once",
    ),
]


@pytest.mark.parametrize(("added", "says", "why"), WRONG, ids=[row[2] for row in WRONG])
def test_what_is_wrong_is_named(added: load.Question, says: list[str], why: str) -> None:
    assert said(*FULL, added) == says


def test_three_of_one_id_are_told_twice() -> None:
    assert said(*FULL, question("q-1"), question("q-1")) == ["q-1: two questions share this id"] * 2


def test_a_cell_is_filled_by_a_question_of_its_kind_and_its_concern() -> None:
    assert said(
        question("q-1", kinds=("cache",)), question("q-2", concern="recovery", kinds=("broker",))
    ) == [
        "cache × recovery: no question fills this cell",
        "broker × load: no question fills this cell",
    ]


def test_what_a_question_needs_fills_no_cell() -> None:
    assert said(FULL[0], question("q-2", concern="recovery", kinds=("cache",), needs=("broker",))) == [
        "broker × recovery: no question fills this cell"
    ]


def test_a_bank_finds_its_questions_by_id() -> None:
    found = load.Bank(WORDS, FULL).by_id()
    assert dict(found) == {"q-1": FULL[0], "q-2": FULL[1]}
    assert load.Bank(WORDS, ()).by_id() == {}


ROW = """
[[question]]
id = "q-1"
kinds = ["cache"]
severity = "high"
slot = "number"
modes = ["leak"]
ask = "How many?"
why = "It fills up."
recommended = "Count."
options = ["a", "b"]
evidence = ["unit"]
drill = {fault = "net.reset", target = ["cache"], when = "now", expect = ["told"]}
"""


def in_file(folder: Path, text: str, concern: str = "load") -> tuple[load.Question, ...]:
    path = folder / "file.toml"
    path.write_text(text, "utf-8")
    return load.questions_in(path, concern)


def test_a_row_is_a_question_and_its_file_says_the_concern(tmp_path: Path) -> None:
    assert in_file(tmp_path, ROW) == (question(kinds=("cache",)),)
    assert in_file(tmp_path, ROW, "recovery")[0].concern == "recovery"


def test_a_row_may_come_first_need_other_kinds_and_name_its_source(tmp_path: Path) -> None:
    (found,) = in_file(tmp_path, ROW + 'first = true\nneeds = ["broker"]\nessay = ["A"]\n')
    assert (found.first, found.needs, found.essay) == (True, ("broker",), ("A",))
    (plain,) = in_file(tmp_path, ROW)
    assert (plain.first, plain.needs, plain.essay) == (False, (), ())


def test_rows_keep_the_order_of_the_file(tmp_path: Path) -> None:
    text = "".join(ROW.replace("q-1", f"q-{number}") for number in (3, 1, 2))
    assert [found.id for found in in_file(tmp_path, text)] == ["q-3", "q-1", "q-2"]


def test_a_file_without_rows_has_no_questions(tmp_path: Path) -> None:
    assert in_file(tmp_path, "# none yet\n") == ()


REQUIRED = [line.partition(" = ")[0] for line in ROW.splitlines() if " = " in line]


@pytest.mark.parametrize("field", REQUIRED)
def test_a_row_without_a_field_is_refused(tmp_path: Path, field: str) -> None:
    text = "".join(line for line in ROW.splitlines(keepends=True) if not line.startswith(f"{field} ="))
    with pytest.raises(msgspec.ValidationError, match=f"missing required field `{field}`"):
        in_file(tmp_path, text)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"high"', '"urgent"', "Invalid enum value 'urgent'"),
        ('"high"', '"High"', "Invalid enum value 'High'"),
        ('"number"', '"colour"', "Invalid enum value 'colour'"),
        ('["cache"]\nsev', '"cache"\nsev', "Expected `array`"),
        ('["a", "b"]', "[1, 2]", "Expected `str`"),
        ('when = "now"', 'where = "here"', "`where`"),
        ('when = "now", ', "", "missing required field `when`"),
        ('id = "q-1"', 'id = "q-1"\nnote = "x"', "unknown field `note`"),
        ("[[question]]", "[question]", "Expected `array`"),
    ],
)
def test_a_row_of_another_shape_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert ROW.count(old) == 1
    with pytest.raises(msgspec.ValidationError, match=re.escape(says)):
        in_file(tmp_path, ROW.replace(old, new))


@pytest.mark.parametrize("severity", ["blocker", "high", "medium", "low"])
@pytest.mark.parametrize("slot", ["number", "mechanism", "owner", "states", "choice"])
def test_every_severity_and_every_slot_is_taken(tmp_path: Path, severity: str, slot: str) -> None:
    (found,) = in_file(tmp_path, ROW.replace('"high"', f'"{severity}"').replace('"number"', f'"{slot}"'))
    assert (found.severity, found.slot) == (severity, slot)


FILLED = [
    ("", {}, "", "nothing"),
    ("plain", {"a": "x"}, "plain", "no slot"),
    ("{a}", {"a": "x"}, "x", "a slot alone"),
    ("<{a}{b}{a}>", {"a": "1", "b": "2"}, "<121>", "slots side by side, one of them twice"),
    (
        "{a}",
        {"a": "{b}", "b": "no"},
        "{b}",
        "a value is no template: what a person typed is not filled again",
    ),
    ("{a}", {"a": "\\1 \\g<0>"}, "\\1 \\g<0>", "nor a pattern's reference"),
    ("{a_1}", {"a_1": "x"}, "x", "digits and underscores"),
    ("{größe}", {"größe": "x"}, "x", "letters of any language"),
    ("{ a } {} {a-b} {a.b}", {"a": "x"}, "{ a } {} {a-b} {a.b}", "braces that are no slot stay"),
    ("{{a}}", {"a": "x"}, "{x}", "braces around a slot stay"),
    ('drill = {fault = "x"}', {}, 'drill = {fault = "x"}', "a table of TOML is no slot"),
    ("a\n{b}\nc", {"b": "1\n2"}, "a\n1\n2\nc", "a value of many lines"),
]


@pytest.mark.parametrize(("template", "values", "expected", "why"), FILLED, ids=[row[3] for row in FILLED])
def test_a_template_is_filled(template: str, values: dict[str, str], expected: str, why: str) -> None:
    assert load.fill(template, values) == expected


def test_a_slot_without_a_value_is_an_error_that_names_it() -> None:
    with pytest.raises(KeyError, match="colour"):
        load.fill("{a} {colour}", {"a": "x"})


TEXTS = sorted(path.relative_to(load.folder()).as_posix() for path in load.folder().glob("texts/*"))


@pytest.mark.parametrize("name", TEXTS)
def test_every_packaged_text_is_read_as_it_is(name: str) -> None:
    assert load.text(name).encode() == (load.folder() / name).read_bytes()
    assert load.text(name).endswith("\n")
    assert "\r" not in load.text(name)


def test_a_text_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        load.text("texts/nothing.md")


def test_the_library_is_the_package_s_own_folder() -> None:
    assert (load.folder() / "load.py").samefile(load.__file__)


def test_the_packaged_bank_comes_concern_by_concern_and_row_by_row() -> None:
    """The order of the pages: a person who goes on tomorrow finds the same question next."""
    expected = []
    for concern in load.vocabulary().concerns:
        text = (load.folder() / f"questions/{concern}.toml").read_text("utf-8")
        expected += [(found, concern) for found in re.findall(r'(?m)^id = "([^"]+)"', text)]
    assert [(found.id, found.concern) for found in load.bank().questions] == expected
    assert load.bank().vocabulary == load.vocabulary()


def test_no_file_of_questions_is_left_out() -> None:
    files = {path.stem for path in load.folder().glob("questions/*.toml")}
    assert files == set(load.vocabulary().concerns)


def test_the_library_is_read_once() -> None:
    assert load.bank() is load.bank()
    assert load.vocabulary() is load.vocabulary()
    assert load.technologies() is load.technologies()


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (DRILL, "fault"),
        (FULL[0], "severity"),
        (WORDS, "kinds"),
        (WORDS.kinds["cache"], "name"),
        (WORDS.concerns["load"], "stem"),
        (load.Technology(("a",), ()), "names"),
        (load.Bank(WORDS, ()), "questions"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_what_was_loaded_is_shared_and_so_never_changed(value: object, field: str) -> None:
    with pytest.raises(AttributeError):
        setattr(value, field, "other")


@pytest.mark.parametrize(
    "kind", [load.Drill, load.Question, load.Kind, load.Concern, load.Vocabulary, load.Technology]
)
def test_a_table_with_a_field_too_many_is_refused(kind: type[msgspec.Struct]) -> None:
    """A typing error in a name would otherwise be a field that nobody reads."""
    empty: dict[type, object] = {str: "", bool: False}
    row: dict[str, object] = {}
    for field in msgspec.structs.fields(kind):
        row[field.name] = empty.get(field.type, () if "tuple" in str(field.type) else {})
    row |= {"severity": "low", "slot": "owner"} if kind is load.Question else {}
    row |= {"drill": DRILL} if kind is load.Question else {}
    assert isinstance(msgspec.convert(row, kind), kind)
    with pytest.raises(msgspec.ValidationError, match="unknown field `colour`"):
        msgspec.convert({**row, "colour": "red"}, kind)
