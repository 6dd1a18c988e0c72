"""What makes a helper, what goes round one, and what the document has said: the borders of practice.

"Nearly everybody calls it" is a count, and a count has edges: three sites in two files, five habits, one in
five that may go round. Each edge stands here from both sides, and so does each way a section can speak.
"""

import pytest

from parti.constraints import candidates, document
from tests.constraints.changing import BEFORE, CALLER, STORE, called, find, keys

PRACTICE = {"src/app/store.py": STORE, **{f"src/app/m{at}.py": CALLER for at in range(5)}}
RAW = "def f(p):\n    with open(p, 'w') as h:\n        h.write('x')\n"


def helper_of(body: str, *, head: str = "import json\n", before: dict[str, str] | None = None) -> list[str]:
    """The keys after a change that calls a helper with this body twice more."""
    store = {"src/app/store.py": f"{head}\ndef save(path, x):\n{body}"}
    return keys(find(called(2), before={**BEFORE, **store, **(before or {})}))


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("    open(path, 'w').write(x)\n", True),
        ("    return open(path).read()\n", False),
        ("    json.dump(x, path)\n", True),
        ("    return json.dumps(x)\n", False),
        ("    requests.post(path, x)\n", True),
        ("    return x + 1\n", False),
        ("    def inner():\n        json.dump(x, path)\n    inner()\n", True),
        ("    raise ValueError(x)\n", False),
        ("    print(x)\n", False),
    ],
)
def test_a_helper_wraps_something_that_touches_the_world(body: str, found: bool) -> None:
    made = helper_of(body, head="import json\nimport requests\n")
    assert made == (["helper:app.store.save"] if found else [])


@pytest.mark.parametrize(("lines", "found"), [(22, True), (23, True), (24, False), (40, False)])
def test_a_helper_is_small(lines: int, found: bool) -> None:
    body = "    json.dump(x, path)\n" + "    x += 1\n" * lines
    assert bool(helper_of(body)) is found


def test_three_things_are_a_helper_and_four_are_not() -> None:
    three = "    os.remove(path)\n    os.chmod(path, 1)\n    os.mkdir(path)\n"
    assert helper_of(three, head="import os\n") == ["helper:app.store.save"]
    assert helper_of(f"{three}    os.rmdir(path)\n", head="import os\n") == []


def test_places_are_counted_by_line_and_files_by_path() -> None:
    new = {**called(2), "src/app/web/c.py": CALLER}
    (one,) = find(new)
    assert one.evidence == (
        "`app.store.save` (opening a file for writing, `json.dump`) is now called at 4 places in 3 files"
    )
    assert (one.path, one.line, one.name) == ("src/app/store.py", 3, "app.store.save")


def test_calls_from_tests_and_from_its_own_file_do_not_count() -> None:
    own = {"src/app/store.py": f"{STORE}\ndef more():\n    save(1, 2)\n    save(3, 4)\n"}
    assert find(own) == ()
    tests = {f"tests/test_{at}.py": CALLER for at in range(5)}
    assert find(tests) == ()


@pytest.mark.parametrize(
    "caller",
    [
        "from app import store\n\ndef g():\n    store.save(1, 2)\n    store.save(3, 4)\n",
        "import app.store as s\n\ndef g():\n    s.save(1, 2)\n    s.save(3, 4)\n",
        "from app.store import save as keep\n\ndef g():\n    keep(1, 2)\n    keep(3, 4)\n",
        "from ..store import save\n\nclass A:\n    def g(self):\n        save(1, 2)\n        save(3, 4)\n",
        "from app.store import save\n\nx = [save(1, 2),\n     save(3, 4)]\n",
    ],
)
def test_a_call_counts_under_every_name(caller: str) -> None:
    assert keys(find({"src/app/web/b.py": caller})) == ["helper:app.store.save"]


def test_a_function_with_an_underscore_is_nobody_s_helper() -> None:
    files = {path: text.replace("save", "_save") for path, text in {**BEFORE, **called(3)}.items()}
    before = {path: text.replace("save", "_save") for path, text in BEFORE.items()}
    assert find(files, before=before) == ()


def test_a_method_may_be_a_helper_when_its_class_is_called() -> None:
    store = "import json\nclass Store:\n    @staticmethod\n    def save(p, x):\n        json.dump(x, p)\n"
    call = "from app.store import Store\n\ndef g():\n    Store.save(1, 2)\n    Store.save(3, 4)\n"
    before = {**BEFORE, "src/app/store.py": store, "src/app/web/a.py": call}
    assert keys(find({"src/app/web/b.py": call}, before=before)) == ["helper:app.store.Store.save"]


def test_more_calls_of_what_is_a_helper_already_bring_nothing() -> None:
    before = {**BEFORE, **called(3)}
    assert find({"src/app/web/c.py": CALLER}, before=before) == ()


def test_fewer_calls_bring_nothing() -> None:
    assert find(called(1), before={**BEFORE, **called(4), "src/app/web/c.py": CALLER}) == ()


def raw(new: dict[str, str], before: dict[str, str], document_text: str = "") -> list[str]:
    return [each.evidence for each in find(new, document_text, before=before)]


@pytest.mark.parametrize(("habit", "found"), [(4, False), (5, True), (9, True)])
def test_a_habit_begins_with_five(habit: int, found: bool) -> None:
    before = {"src/app/store.py": STORE, **{f"src/app/m{at}.py": CALLER for at in range(habit)}}
    said = raw({"src/app/n.py": RAW}, before)
    assert [each.split(", where ")[1] for each in said] == (
        [f"{habit} of {habit + 1} places go through `app.store.save`"] if found else []
    )


@pytest.mark.parametrize(("others", "found"), [(0, True), (1, True), (2, False)])
def test_one_in_five_may_go_round_and_no_more(others: int, found: bool) -> None:
    habit = {f"src/app/m{at}.py": CALLER for at in range(8)}
    rest = {f"src/app/r{at}.py": RAW for at in range(others)}
    said = raw({"src/app/n.py": RAW}, {"src/app/store.py": STORE, **habit, **rest})
    assert [each.split(", where ")[1] for each in said] == (
        [f"8 of {9 + others} places go through `app.store.save`"] if found else []
    )


def test_a_bypass_of_two_things_in_one_file_is_one_candidate_at_the_first() -> None:
    named = {path: text.replace("save", "dump_state") for path, text in PRACTICE.items()}
    text = "import json\n\ndef f(p):\n    with open(p, 'w') as h:\n        json.dump(p, h)\n"
    (one,) = find({"src/app/n.py": text}, before=named)
    assert (one.key, one.path, one.line) == ("raw:app.store.dump_state:src/app/n.py", "src/app/n.py", 4)
    what, _, where = one.evidence.partition(" by hand, ")
    assert what == "opening a file for writing and `json.dump`"
    assert where == "where 5 of 6 places go through `app.store.dump_state`"
    assert one.instead == "call `app.store.dump_state` here"


def test_a_helper_of_two_things_bans_only_what_its_name_is_about() -> None:
    text = "import json\n\ndef f(h):\n    json.dump(1, h)\n"
    assert raw({"src/app/n.py": text}, PRACTICE) == []


def test_bypasses_of_two_files_are_two() -> None:
    habit = {f"src/app/m{at}.py": CALLER for at in range(20)}
    new = {"src/app/n.py": RAW, "src/app/o.py": RAW}
    assert keys(find(new, before={"src/app/store.py": STORE, **habit})) == [
        "raw:app.store.save:src/app/n.py",
        "raw:app.store.save:src/app/o.py",
    ]


def test_a_raw_use_that_was_there_and_only_moved_is_not_added() -> None:
    before = {**PRACTICE, "src/app/n.py": RAW}
    assert raw({"src/app/n.py": f"x = 1\n\n{RAW}"}, before) == []
    assert len(raw({"src/app/n.py": RAW + RAW.replace("def f", "def g")}, {**before, **{
        f"src/app/k{at}.py": CALLER for at in range(9)}})) == 1  # fmt: skip


def test_the_helper_s_own_module_may_do_it_by_hand() -> None:
    assert raw({"src/app/store.py": STORE + RAW}, PRACTICE) == []


def test_reading_is_not_what_a_writer_is_for() -> None:
    assert raw({"src/app/n.py": "def f(p):\n    return open(p).read()\n"}, PRACTICE) == []


SAYS = "## Writes are careful {{#x}}\n\n{}\n\nScope: `{}`.\n\n{}\n"
DOOR = "```check only-through\nhelper: app.disk.put\ninstead-of: [open-for-write, json.dump]\n```\n"
SHOWN = "\n```python kept\nx = 1\n```\n\n```python broken\nopen('x', 'w')\n```\n"


@pytest.mark.parametrize(
    ("text", "quiet"),
    [
        (SAYS.format("Why.", "src/**", DOOR + SHOWN), True),
        (SAYS.format("Why.", "lib/**", DOOR + SHOWN), False),
        (SAYS.format("Why.", "src/**", DOOR.replace(", json.dump", "") + SHOWN), False),
        (SAYS.format("Use `app.store.save`.", "src/**", "`judged`"), True),
        (SAYS.format("Use `store.save`.", "src/**", "`judged`"), True),
        (SAYS.format("Use `save`.", "src/**", "`judged`"), True),
        (SAYS.format("Use `save()`.", "src/**", "`judged`"), True),
        (SAYS.format("Use save.", "src/**", "`judged`"), False),
        (SAYS.format("Use `saved`.", "src/**", "`judged`"), False),
        (SAYS.format("Use `other.save`.", "src/**", "`judged`"), False),
    ],
)
def test_a_helper_is_quiet_when_a_section_names_it_or_closes_its_door(text: str, quiet: bool) -> None:
    assert document.parse(text).findings == ()
    assert (find(called(2), text) == ()) is quiet


@pytest.mark.parametrize(
    ("check", "quiet"),
    [
        ("forbidden-call\ncalls: [open-for-write]", True),
        ("forbidden-call\ncalls: [json.dump]", False),
        ("only-through\nhelper: app.disk.put\ninstead-of: [open-for-write]", True),
    ],
)
def test_a_bypass_is_quiet_when_a_section_judges_it(check: str, quiet: bool) -> None:
    text = SAYS.format("Why.", "src/**", f"```check {check}\n```\n{SHOWN}")
    assert (find({"src/app/n.py": RAW}, text, before=PRACTICE) == ()) is quiet


def test_a_candidate_becomes_a_finding_with_its_key_and_its_level() -> None:
    (each,) = candidates.findings(find(called(2)), "error")
    assert (each.code, each.level, str(each.place), each.snippet) == (
        "constraints/candidate",
        "error",
        "src/app/store.py:3",
        "helper:app.store.save",
    )
    assert each.message.endswith("3 places in 2 files, and CONSTRAINTS.md does not say so")
    assert each.fix == (
        "add the section `through-save` to CONSTRAINTS.md in this change (parti constraints candidates "
        'prints it), or: parti constraints dismiss helper:app.store.save --because "…"'
    )


def test_only_the_dismissed_ones_are_taken_away() -> None:
    found = find({**called(2), "src/app/n.py": "import flask\n"})
    assert keys(found) == ["dependency:flask", "helper:app.store.save"]
    assert keys(candidates.left(found, {"dependency:flask", "other"})) == ["helper:app.store.save"]


def test_the_section_of_a_helper_names_all_that_it_does() -> None:
    (one,) = find(called(2))
    assert one.section.startswith(
        "## `open-for-write` and `json.dump` are used only through `app.store.save` {#through-save}\n"
    )
    one_thing = {**BEFORE, "src/app/store.py": "import json\ndef save(p, x):\n    json.dump(x, p)\n"}
    (single,) = find(called(2), before=one_thing)
    assert single.section.startswith("## `json.dump` is used only through `app.store.save`")
