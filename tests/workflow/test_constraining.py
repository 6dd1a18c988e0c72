"""The constraint document at work: what is new, what is accepted, and a list that only shrinks (C1, G5)."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parti.constraints import checks
from parti.constraints.constraint import Scope
from parti.constraints.tree import Texts
from parti.records import refusal
from parti.workflow import constraining
from parti.workflow import house as houses
from parti.workflow.house import House
from tests.fakes.runner import FakeRunner
from tests.workflow import open_houses

COMMAND = """
## The names of `make check` stay as they are {#make}

Others call them.

Scope: `**/*.py`. Owner: everybody.

```check command
run: make check
```
"""


def ready(folder: Path, document: str = open_houses.RULE, **texts: str) -> House:
    house = open_houses.ready(folder)
    repository = open_houses.repository(house)
    if document:
        repository.write("CONSTRAINTS.md", document)
    for path, text in texts.items():
        repository.write(path, text)
    return house


def write(house: House, path: str, text: str) -> None:
    open_houses.repository(house).write(path, text)


def entries(house: House) -> dict[str, int]:
    """path → count of every entry of the baseline on disk."""
    known = json.loads((house.root / ".parti/baseline.json").read_text())
    return {entry["path"]: entry["count"] for entry in known["findings"].values()}


def test_a_look_tells_what_is_new_and_where(tmp_path: Path) -> None:
    house = ready(tmp_path, **{"a.py": "x = 1\neval('1')\n", "b.py": "x = 2\n"})
    seen = constraining.look(house)
    assert [(f.code, str(f.place)) for f in seen.new] == [("no-eval", "a.py:2")]
    assert (seen.accepted, seen.stale, seen.checked) == ((), (), ("no-eval",))
    assert seen.paths == tuple(sorted(seen.paths))
    assert {"a.py", "b.py", "CONSTRAINTS.md"} <= set(seen.paths)


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        (None, ["a.py", "b.py"]),
        ((), []),
        (("a.py",), ["a.py"]),
        (("c.py",), []),
        (("b.py", "c.py"), ["b.py"]),
    ],
)
def test_a_look_at_a_change_is_about_the_change_alone(
    tmp_path: Path, changed: tuple[str, ...] | None, found: list[str]
) -> None:
    house = ready(tmp_path, **{"a.py": "eval('1')\n", "b.py": "eval('1')\n", "c.py": "x = 1\n"})
    assert [f.place.path for f in constraining.look(house, changed).new] == found


def test_changed_paths_may_come_from_a_generator_that_can_be_walked_once(tmp_path: Path) -> None:
    house = ready(tmp_path, **{"a.py": "eval('1')\n"})
    constraining.baseline(house, accept=True, shrink=False)
    write(house, "a.py", "x = 1\n")
    seen = constraining.look(house, (path for path in ("a.py",)))
    assert [f.place.path for f in seen.stale] == ["a.py"]


def test_without_a_document_there_is_nothing_to_break(tmp_path: Path) -> None:
    house = ready(tmp_path, "", **{"a.py": "eval('1')\n"})
    seen = constraining.look(house)
    assert (seen.new, seen.checked, seen.document.constraints) == ((), (), ())
    listed = constraining.listed(house)
    assert listed.lines == ("There is no CONSTRAINTS.md.",)
    assert listed.data == {"constraints": []}


def test_advice_to_reviewers_is_listed_and_checked_by_no_machine(tmp_path: Path) -> None:
    advice = "\n## Every name in `api.py` says what it does {#names}\n\nWe read them.\n\n"
    more = "Scope: `**/*.py`. Owner: everybody.\n\n`judged`\n"
    house = ready(tmp_path, open_houses.RULE + advice + more, **{"a.py": "x = 1\n"})
    assert {rule.id: rule.kind for rule in constraining.read(house).constraints}["names"] == checks.JUDGED
    assert constraining.look(house).checked == ("no-eval",)
    assert any(line.startswith("names ") for line in constraining.listed(house).lines)


def test_the_list_has_a_line_a_constraint(tmp_path: Path) -> None:
    house = ready(tmp_path, open_houses.RULE + COMMAND, **{"a.py": "x = 1\n"})
    listed = constraining.listed(house)
    assert listed.lines == (
        "no-eval                      pattern          Nothing is evaluated by `eval`",
        "make                         command          The names of `make check` stay as they are",
    )
    assert listed.data["constraints"] == [
        {"id": "no-eval", "kind": "pattern", "title": "Nothing is evaluated by `eval`"},
        {"id": "make", "kind": "command", "title": "The names of `make check` stay as they are"},
    ]
    assert listed.next == "parti constraints test"


def test_the_list_says_what_is_vague_and_what_cannot_be_read(tmp_path: Path) -> None:
    vague = open_houses.RULE.replace("Nothing is evaluated by `eval`", "Code should be clean")
    broken = "\n## Nothing sleeps in `a.py` {#sleep}\n\n```check pattern\nforbid: [\n```\n"
    house = ready(tmp_path, vague + broken)
    listed = constraining.listed(house)
    text = " ".join(f.message for f in listed.findings)
    assert not listed.ok
    assert "clean" in text
    assert any(f.place.line > vague.count("\n") for f in listed.findings), "the broken block has its line"


def test_what_is_vague_is_told_by_each_look_too(tmp_path: Path) -> None:
    vague = open_houses.RULE.replace("Nothing is evaluated by `eval`", "Code should be clean")
    house = ready(tmp_path, vague, **{"a.py": "x = 1\n"})
    assert any("clean" in f.message for f in constraining.look(house).new)


@pytest.mark.parametrize("only", [(), ("no-eval",), ("no-eval", "no-eval")])
def test_examples_that_hold_are_counted(tmp_path: Path, only: tuple[str, ...]) -> None:
    outcome = constraining.tested(ready(tmp_path, **{"a.py": "x = 1\n"}), only)
    assert outcome.lines == ("2 examples of 1 constraints, 0 not as they say",)
    assert (outcome.data, outcome.ok, outcome.next) == ({"examples": 2}, True, "parti gate")


@pytest.mark.parametrize(
    ("old", "new"),
    [('eval("1")', "y = 2"), ("x = 1", 'eval("1")')],
    ids=["the broken one is not found", "the kept one is found"],
)
def test_an_example_that_does_not_do_as_it_says_is_a_finding(tmp_path: Path, old: str, new: str) -> None:
    outcome = constraining.tested(ready(tmp_path, open_houses.RULE.replace(old, new)), ())
    assert outcome.lines == ("2 examples of 1 constraints, 1 not as they say",)
    assert not outcome.ok


def test_only_the_named_constraints_are_tested(tmp_path: Path) -> None:
    other = open_houses.RULE.replace("# Constraints\n", "").replace("{#no-eval}", "{#other}")
    document = open_houses.RULE + other.replace('eval("1")', "y = 2")
    house = ready(tmp_path, document, **{"a.py": "x = 1\n"})
    assert constraining.tested(house, ("no-eval",)).ok
    assert not constraining.tested(house, ("other",)).ok
    assert constraining.tested(house, ()).data["examples"] == 4


@pytest.mark.parametrize("name", ["no-evil", "", "No-Eval", "no-eval "])
def test_an_unknown_constraint_is_not_passed_over(tmp_path: Path, name: str) -> None:
    with pytest.raises(refusal.Misused) as refused:
        constraining.tested(ready(tmp_path), ("no-eval", name))
    assert refused.value.sentence == f"There is no constraint {name!r}."
    assert refused.value.next_step == "parti constraints list"


def test_a_command_is_run_once_from_the_root_and_judged_by_its_exit_code(tmp_path: Path) -> None:
    house = ready(tmp_path, open_houses.RULE + COMMAND, **{"a.py": "x = 1\n"})
    runner = open_houses.runner(house).answers("make check", code=2, output="names.py: renamed\n")
    found = constraining.look(house).new
    assert [(call.command, call.cwd, call.timeout) for call in runner.calls] == [
        ("make check", house.root, 900)
    ]
    assert [f.code for f in found if f.level == "error"] == ["make"]


def test_a_command_that_ends_well_is_no_finding(tmp_path: Path) -> None:
    house = ready(tmp_path, open_houses.RULE + COMMAND, **{"a.py": "x = 1\n"})
    open_houses.runner(house).answers("make check")
    assert [f.code for f in constraining.look(house).new if f.level == "error"] == []


def test_a_fast_look_leaves_commands_to_the_gate(tmp_path: Path) -> None:
    house = ready(tmp_path, open_houses.RULE + COMMAND, **{"a.py": "x = 1\n"})
    constraining.look(house, commands=False)
    assert open_houses.runner(house).calls == []


@pytest.mark.parametrize(
    ("config", "seconds"), [("[suite]\ntimeout = 5\n", 5), (open_houses.CONFIG, 900), ("", 900)]
)
def test_a_command_has_the_time_of_the_suite(tmp_path: Path, config: str, seconds: int) -> None:
    runner = FakeRunner().answers("make check")
    house = open_houses.bare(tmp_path, runner=runner)
    write(house, "CONSTRAINTS.md", "# Constraints\n" + COMMAND)
    if config:
        write(house, ".parti/config.toml", config)
    constraining.look(house)
    assert [call.timeout for call in runner.calls] == [seconds]


def test_accepting_is_for_a_set_up_repository(tmp_path: Path) -> None:
    with pytest.raises(refusal.NotAllowed, match="not set up"):
        constraining.baseline(open_houses.bare(tmp_path), accept=True, shrink=False)


def test_accept_and_shrink_at_once_says_nothing_clear(tmp_path: Path) -> None:
    house = ready(tmp_path, **{"a.py": "eval('1')\n"})
    with pytest.raises(refusal.Misused) as refused:
        constraining.baseline(house, accept=True, shrink=True)
    assert refused.value.sentence == "Accept or shrink, not both."
    assert refused.value.next_step == "parti constraints baseline --shrink"
    assert not (house.root / ".parti/baseline.json").exists()


def test_an_agent_may_look_and_shrink_but_not_accept(tmp_path: Path) -> None:
    house = ready(tmp_path, **{"a.py": "eval('1')\n"})
    constraining.baseline(house, accept=True, shrink=False)
    write(house, "a.py", "x = 1\n")
    write(house, "b.py", "eval('1')\n")
    open_houses.repository(house).name = "agent:codex"
    before = (house.root / ".parti/baseline.json").read_bytes()
    with pytest.raises(refusal.NotAllowed, match="An agent cannot accept findings") as refused:
        constraining.baseline(house, accept=True, shrink=False)
    assert refused.value.next_step == "a person runs it"
    assert (house.root / ".parti/baseline.json").read_bytes() == before
    constraining.baseline(house, accept=False, shrink=True)
    assert entries(house) == {}


def test_the_baseline_is_shown_with_its_way_on(tmp_path: Path) -> None:
    house = ready(tmp_path, **{"a.py": "eval('1')\n", "b.py": "eval('1')\n"})
    said = constraining.baseline(house, accept=True, shrink=False)
    assert (said.lines, said.data, said.next) == (
        ("accepted  2 findings",), {"accepted": 2}, "parti gate",
    )  # fmt: skip
    write(house, "b.py", "x = 1\n")
    for path in ("c.py", "d.py", "e.py"):
        write(house, path, "eval('1')\n")
    before = entries(house)
    shown = constraining.baseline(house, accept=False, shrink=False)
    assert shown.lines == ("baseline  1 accepted, 3 new, 1 no longer occur",)
    assert shown.next == "parti constraints baseline --shrink"
    assert shown.data == {"accepted": 1}
    assert entries(house) == before, "a look writes nothing"
    shrunk = constraining.baseline(house, accept=False, shrink=True)
    assert shrunk.next == "parti gate"
    assert entries(house) == {"a.py": 1}
    assert constraining.baseline(house, accept=False, shrink=False).next == "parti gate"


def test_what_ends_by_accepting_is_not_told_as_what_stays(tmp_path: Path) -> None:
    house = ready(tmp_path, **{"a.py": "eval('1')\n"})
    open_houses.repository(house).commit()
    assert [f.code for f in constraining.look(house).new] == ["no-eval", "constraints/rot"]
    shown = constraining.baseline(house, accept=False, shrink=False)
    assert shown.lines[1:] == ("beside    what no baseline accepts: 1 constraints/rot",)
    said = constraining.baseline(house, accept=True, shrink=False)
    assert said.lines == ("accepted  1 findings",)
    assert constraining.look(house).new == ()


def test_the_way_out_of_a_damaged_baseline_leads_out(tmp_path: Path) -> None:
    house = ready(tmp_path, **{"a.py": "eval('1')\n", ".parti/baseline.json": '{"findings": {'})
    with pytest.raises(refusal.Unready) as refused:
        constraining.baseline(house, accept=True, shrink=False)
    assert "delete it, then run `parti constraints baseline --accept`" in refused.value.next_step
    (house.root / ".parti/baseline.json").unlink()
    assert constraining.baseline(house, accept=True, shrink=False).data == {"accepted": 1}


def test_a_document_that_is_gone_is_not_called_empty(tmp_path: Path) -> None:
    house = ready(tmp_path, "# Constraints\n")
    assert constraining.listed(house).lines == ("CONSTRAINTS.md holds no constraint.",)
    (house.root / "CONSTRAINTS.md").unlink()
    assert constraining.listed(house).lines == ("There is no CONSTRAINTS.md.",)


def test_accepting_again_takes_the_new_ones_in_and_drops_what_is_gone(tmp_path: Path) -> None:
    house = ready(tmp_path, **{"a.py": "eval('1')\n", "b.py": "eval('1')\n"})
    constraining.baseline(house, accept=True, shrink=False)
    write(house, "b.py", "x = 1\n")
    write(house, "c.py", "eval('1')\n")
    said = constraining.baseline(house, accept=True, shrink=False)
    assert said.data == {"accepted": 1}, "what was accepted before is not counted again"
    assert entries(house) == {"a.py": 1, "c.py": 1}


def test_warnings_and_faults_of_the_document_are_never_accepted(tmp_path: Path) -> None:
    vague = open_houses.RULE.replace("Nothing is evaluated by `eval`", "Code should be clean")
    house = ready(tmp_path, vague, **{"a.py": "eval('1')\n"})
    before = [f.code for f in constraining.look(house).new if "/" in f.code]
    assert constraining.baseline(house, accept=True, shrink=False).data == {"accepted": 1}
    assert [f.code for f in constraining.look(house).new] == before != []


def test_a_broken_document_is_no_breach_that_could_be_accepted(tmp_path: Path) -> None:
    broken = "\n## Nothing sleeps in `a.py` {#sleep}\n\n```check pattern\nforbid: [\n```\n"
    house = ready(tmp_path, open_houses.RULE + broken, **{"a.py": "eval('1')\n"})
    assert constraining.baseline(house, accept=True, shrink=False).data == {"accepted": 1}
    assert [f.level for f in constraining.look(house).new if f.place.path == "CONSTRAINTS.md"] == ["error"]


def test_what_is_given_is_accepted_instead_of_all(tmp_path: Path) -> None:
    house = ready(tmp_path, **{"a.py": "eval('1')\n", "b.py": "eval('1')\n"})
    first, _ = constraining.look(house).new
    assert constraining.accept_today(house, (first,)) == 1
    assert entries(house) == {"a.py": 1}
    assert constraining.accept_today(house, ()) == 0
    assert entries(house) == {"a.py": 1}, "what was accepted stays"


@settings(deadline=None, max_examples=25)
@given(rounds=st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(0, 2)), max_size=4))
def test_shrinking_never_lets_more_through_whatever_the_code_becomes(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[dict[str, int]]
) -> None:
    house = ready(tmp_path_factory.mktemp("shrink"), **{f"{n}.py": "eval('1')\n" * 2 for n in "abc"})
    constraining.baseline(house, accept=True, shrink=False)
    left = entries(house)
    for counts in rounds:
        for name, count in counts.items():
            write(house, f"{name}.py", "eval('1')\n" * count)
        constraining.baseline(house, accept=False, shrink=True)
        now = entries(house)
        assert all(count <= left[path] for path, count in now.items())
        assert constraining.look(house).stale == ()
        constraining.baseline(house, accept=False, shrink=True)
        assert entries(house) == now, "a second time changes nothing"
        left = now


@pytest.mark.parametrize(
    ("path", "where"),
    [("CONSTRAINTS.md", "CONSTRAINTS.md"), (".parti/baseline.json", ".parti/baseline.json")],
)
def test_a_folder_in_the_place_of_a_file_is_named_and_never_taken_for_nothing(
    tmp_path: Path, path: str, where: str
) -> None:
    house = open_houses.ready(tmp_path)
    (house.root / path).mkdir(parents=True)
    with pytest.raises(refusal.Unready, match="cannot be read") as refused:
        constraining.look(house)
    assert refused.value.place == where
    assert refused.value.next_step == f"check {house.root / path}"


@pytest.mark.parametrize("text", ["{", "[]", '{"findings": {}, "format": 2}', "null", "x"])
def test_a_baseline_that_cannot_be_read_is_never_taken_for_an_empty_one(tmp_path: Path, text: str) -> None:
    house = ready(tmp_path, **{"a.py": "x = 1\n", ".parti/baseline.json": text})
    for work in (constraining.look, lambda h: constraining.baseline(h, accept=False, shrink=True)):
        with pytest.raises(refusal.Unready):
            work(house)
    assert (house.root / ".parti/baseline.json").read_text() == text


def test_a_document_that_is_not_utf_8_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    house = ready(tmp_path, **{"a.py": "eval('1')\n"})
    path = house.root / "CONSTRAINTS.md"
    path.write_bytes(path.read_bytes().replace(b"strangers", b"str\xe4ngers"))
    assert {f.code for f in constraining.look(house).new} == {"constraints/encoding", "no-eval"}


def test_every_kind_of_check_has_a_manual_and_a_line_in_the_list(tmp_path: Path) -> None:
    house = open_houses.bare(tmp_path)
    shown = constraining.explain(house, "")
    kinds = list(checks.kinds())
    manuals = [constraining.explain(house, kind).lines for kind in kinds]
    assert list(shown.lines) == [f"{k:<18} {m[0]}" for k, m in zip(kinds, manuals, strict=True)]
    assert all(len(line.split()) > 3 for line in shown.lines)
    assert (shown.data, shown.next) == ({"kinds": kinds}, "parti constraints explain <kind>")
    for kind in kinds:
        manual = constraining.explain(house, kind)
        assert len(manual.lines) > 3
        assert manual.data["kind"] == kind
        assert str(manual.data["manual"]).splitlines() == list(manual.lines)


@pytest.mark.parametrize("kind", ["patterns", "Pattern", " ", "../pattern", "judged", "__init__"])
def test_an_unknown_kind_is_refused_with_the_list(tmp_path: Path, kind: str) -> None:
    with pytest.raises(refusal.Misused, match="is not a kind of check") as refused:
        constraining.explain(open_houses.bare(tmp_path), kind)
    assert refused.value.next_step == "parti constraints explain"


@pytest.mark.parametrize(
    ("texts", "scope", "found"),
    [
        ({}, ("**/*.py",), ()),
        ({"a.py": "import yaml, json\n"}, ("*.py",), ("yaml",)),
        ({"a.py": "import yaml\n"}, ("app/**/*.py",), ()),
        ({"a.py": "import yaml\n", "yaml.py": ""}, ("**/*.py",), ()),
        ({"app/a.py": "import b.c, a.b\n"}, ("app/**/*.py",), ("b",)),
        ({"app/a.py": "import zlib, z, y, b\n"}, ("app/**/*.py",), ("b", "y", "z")),
        ({"a.txt": "import yaml\n", "b.pyi": "import yaml\n"}, ("**",), ()),
    ],
)
def test_third_party_is_what_neither_the_tree_nor_python_has(
    texts: dict[str, str], scope: tuple[str, ...], found: tuple[str, ...]
) -> None:
    assert constraining.third_party(Texts(texts), Scope(scope)) == found


def test_each_verb_reads_the_document_as_it_is_now(tmp_path: Path) -> None:
    house = houses.open_house(ready(tmp_path).world)
    assert constraining.listed(house).data != {"constraints": []}
    write(house, "CONSTRAINTS.md", "# Constraints\n")
    assert constraining.listed(house).data == {"constraints": []}


# --- rules that cannot be read, and bytes ----------------------------------------------------------------


def without_rule(house: House, how: str) -> None:
    """Takes the rule of the document away, as it happens by a slip."""
    path = house.root / "CONSTRAINTS.md"
    text = path.read_text("utf-8")
    slips = {
        "a misspelt kind": text.replace("check pattern", "check patern"),
        "a lost id": text.replace(" {#no-eval}", ""),
        "commented out": f"<!--\n{text}\n-->\n",
        "no document": "",
    }
    assert slips[how] != text
    path.write_text(slips[how], "utf-8")


@pytest.mark.parametrize("how", ["a misspelt kind", "a lost id", "commented out", "no document"])
def test_entries_whose_rule_cannot_be_read_are_one_error_about_the_document(
    tmp_path: Path, how: str
) -> None:
    house = ready(tmp_path, **{"a.py": "eval('1')\n", "b.py": "eval('1')\neval('2')\n"})
    constraining.baseline(house, accept=True, shrink=False)
    before = entries(house)
    without_rule(house, how)
    (told,) = constraining.look(house).stale
    assert (told.code, str(told.place)) == ("constraints/baseline", "CONSTRAINTS.md")
    assert "accepts 3 findings of `no-eval`" in told.message
    assert "git diff -- CONSTRAINTS.md" in told.fix
    for accept in (False, True):
        said = constraining.baseline(house, accept=accept, shrink=not accept)
        assert [f.message for f in said.findings] == ([] if accept else [told.message])
        assert entries(house) == before, "nothing drops what only a slip took away"
    assert constraining.baseline(house, accept=False, shrink=True, gone_rules=True).findings == ()
    assert entries(house) == {}


def test_a_run_on_other_files_says_nothing_of_rules_that_are_gone(tmp_path: Path) -> None:
    house = ready(tmp_path, **{"a.py": "eval('1')\n", "b.py": "x = 1\n"})
    constraining.baseline(house, accept=True, shrink=False)
    without_rule(house, "no document")
    told = {
        path: len(constraining.look(house, (path,)).stale) for path in ("a.py", "b.py", "CONSTRAINTS.md")
    }
    assert told == {"a.py": 1, "b.py": 0, "CONSTRAINTS.md": 1}


def test_gone_rules_are_dropped_by_shrink_alone(tmp_path: Path) -> None:
    with pytest.raises(refusal.Misused, match="dropped by --shrink"):
        constraining.baseline(ready(tmp_path), accept=False, shrink=False, gone_rules=True)


def test_new_counts_what_accepting_takes_and_the_rest_is_named(tmp_path: Path) -> None:
    house = ready(tmp_path, **{"a.py": "eval('1')\n"})
    path = house.root / "CONSTRAINTS.md"
    path.write_text(f"{path.read_text()}\n## Calls must be safe\n\n```check forbidden-call\n```\n", "utf-8")
    beside = "beside    what no baseline accepts: 1 constraints/document"
    shown = constraining.baseline(house, accept=False, shrink=False)
    assert shown.lines == ("baseline  0 accepted, 1 new, 0 no longer occur", beside)
    assert constraining.baseline(house, accept=True, shrink=False).lines == ("accepted  1 findings", beside)
    shown = constraining.baseline(house, accept=False, shrink=False)
    assert shown.lines == ("baseline  1 accepted, 0 new, 0 no longer occur", beside)


@pytest.mark.parametrize(
    ("data", "line", "says"),
    [
        (b"\xff\xfe tail\n", 3, "byte 0xff is no text in UTF-8"),
        (b"caf\xe9\n", 3, "byte 0xe9 is no text in UTF-8"),
        (b"a\0b\n", 3, "byte 0x00 is no text in UTF-8"),
    ],
)
def test_a_byte_of_the_document_that_is_no_text_is_an_error_with_its_place(
    tmp_path: Path, data: bytes, line: int, says: str
) -> None:
    house = ready(tmp_path)
    path = house.root / "CONSTRAINTS.md"
    path.write_bytes(b"# Rules\n\n" + data + b"\n" + path.read_bytes())
    for told in (constraining.look(house).new, constraining.listed(house).findings):
        (found,) = [f for f in told if f.code == "constraints/encoding"]
        assert (found.level, found.place.line, found.message) == ("error", line, says)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_document_in_utf_16_is_an_error_and_no_empty_document(tmp_path: Path, encoding: str) -> None:
    house = ready(tmp_path)
    path = house.root / "CONSTRAINTS.md"
    path.write_bytes(path.read_text("utf-8").encode(encoding))
    found = [f for f in constraining.look(house).new if f.code == "constraints/encoding"]
    assert [str(f.place) for f in found] == ["CONSTRAINTS.md:1"]


def test_letters_of_any_language_are_text(tmp_path: Path) -> None:
    house = ready(tmp_path)
    path = house.root / "CONSTRAINTS.md"
    path.write_text(f"\ufeff# Régles 規則 🧱\n\n{path.read_text('utf-8')}", "utf-8")
    assert constraining.listed(house).findings == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("def a():\n    eval('1')\n\ndef b():\n    eval('1')\n\ndef c():\n    eval('1')\n", 8),
        ("def c():\n    eval('1')\n\ndef a():\n    eval('1')\n\ndef b():\n    eval('1')\n", 2),
        ("def a():\n    eval('1')\n\ndef c():\n    eval('1')\n\ndef b():\n    eval('1')\n", 5),
    ],
)
def test_a_copy_of_what_is_accepted_is_told_at_the_line_that_came(
    tmp_path: Path, text: str, line: int
) -> None:
    house = ready(tmp_path, **{"a.py": "def a():\n    eval('1')\n\ndef b():\n    eval('1')\n"})
    open_houses.repository(house).commit()
    constraining.accept_today(house)
    write(house, "a.py", text)
    seen = constraining.look(house)
    assert [str(each.place) for each in seen.new] == [f"a.py:{line}"]
    assert len(seen.accepted) == 2
