"""registered-in: the words and next steps, names that a tree cannot judge, and what other files decide.

A wrong "defined nowhere" is an alarm on sound code, and a definition that counts as registered by accident
is dead code nobody hears of: both borders are held here, file by file.
"""

import pytest

from parti.constraints.checks import registered_in
from tests.constraints.asking import asked, messages, places, stale, tree_of, wrong
from tests.constraints.documents import rule

CHECK = "registered-in\nevery: function handle_*\nin: dispatch.HANDLERS"
POSTS = {"src/app/posts.py": "def handle_new(e): ...\n"}


def told(dispatch: str, **more: str) -> list[str]:
    """`place: message` of each finding, with this text as the file of the map."""
    files = {**POSTS, "src/app/dispatch.py": dispatch, **{f"src/app/{k}.py": v for k, v in more.items()}}
    return [f"{each.place}: {each.message}" for each in asked(CHECK, files)]


def test_an_unregistered_function_is_told_where_it_begins() -> None:
    files = {"src/app/posts.py": "import x\n\n\n@x.y\ndef handle_new(e): ...\n"}
    files["src/app/dispatch.py"] = "HANDLERS = {}\n"
    (each,) = asked(CHECK, files)
    assert each.message == "function `handle_new` is not in `dispatch.HANDLERS`, so nothing calls it"
    assert (str(each.place), each.place.column) == ("src/app/posts.py:5", 1)
    assert each.fix == "add it at src/app/dispatch.py:1"
    assert (each.code, each.level, each.snippet) == ("rule", "error", "def handle_new(e): ...")


def test_an_undecorated_function_is_told_with_the_decorator() -> None:
    check = "registered-in\nevery: function handle_*\ndecorator: '@bus.on'"
    (each,) = asked(check, POSTS)
    assert each.message == "function `handle_new` is not decorated with `@bus.on`"
    assert each.fix == "add the decorator"


def test_a_decorator_is_known_by_its_tail_and_not_by_a_part_of_a_word() -> None:
    check = "registered-in\nevery: function handle_*\ndecorator: on"
    text = "from app import bus\n@bus.on\ndef handle_a(e): ...\n@bus.upon\ndef handle_b(e): ...\n"
    assert messages(asked(check, {"src/app/a.py": text})) == [
        "function `handle_b` is not decorated with `@on`"
    ]


def test_one_of_several_decorators_is_enough() -> None:
    check = "registered-in\nevery: function handle_*\ndecorator: bus.on"
    text = "from app import bus\n@other\n@bus.on('x', prio=1)\n@third()\ndef handle_a(e): ...\n"
    assert asked(check, {"src/app/a.py": text}) == ()


def test_a_missing_registry_is_told_once_with_the_number_and_a_way_out() -> None:
    files = {"src/app/posts.py": "def handle_a(e): ...\ndef handle_b(e): ...\ndef handle_c(e): ...\n"}
    (each,) = asked(CHECK, files)
    assert each.message == (
        "`dispatch.HANDLERS` exists nowhere in the tree, and 3 definitions should be in it"
    )
    assert each.fix == "create `dispatch.HANDLERS`, or correct `in`"
    assert each.place.path == "CONSTRAINTS.md"


def test_one_definition_without_a_registry_is_one() -> None:
    assert messages(asked(CHECK, POSTS)) == [
        "`dispatch.HANDLERS` exists nowhere in the tree, and 1 definition should be in it"
    ]


def test_a_missing_registry_without_anything_to_register_is_no_finding() -> None:
    assert asked(CHECK, {"src/app/posts.py": "def other(): ...\n"}) == ()


def test_an_empty_registry_is_a_registry() -> None:
    assert told("HANDLERS: dict[str, object] = {}\n") == [
        "src/app/posts.py:1: function `handle_new` is not in `dispatch.HANDLERS`, so nothing calls it"
    ]


def test_a_name_that_ends_like_the_registry_is_another_thing() -> None:
    (each,) = asked(CHECK, {**POSTS, "src/app/dispatch.py": "OLD_HANDLERS = {}\n"})
    assert each.code == "constraints/rot"


def test_the_registry_may_be_named_by_its_last_word_alone() -> None:
    check = "registered-in\nevery: function handle_*\nin: HANDLERS"
    files = {**POSTS, "src/app/any.py": "from app.posts import handle_new\nHANDLERS = {handle_new}\n"}
    assert asked(check, files) == ()


@pytest.mark.parametrize(
    "entries",
    [
        "HANDLERS = {'n': (handle_new, 3)}",
        "HANDLERS = [('n', handle_new)]",
        "HANDLERS = {'n': [handle_new]}",
        "HANDLERS = (handle_new,)",
        "HANDLERS = {}\nHANDLERS.setdefault('n', handle_new)",
        "HANDLERS = []\nHANDLERS += [handle_new]",
        "HANDLERS = []\nHANDLERS.insert(0, handle_new)",
        "HANDLERS = {}\nHANDLERS |= {'n': handle_new}",
        "HANDLERS = {**OLD, 'n': handle_new}",
        "HANDLERS = dict([('n', handle_new)])",
    ],
)
def test_an_entry_is_seen_in_every_form_that_people_write(entries: str) -> None:
    assert told(f"from app.posts import handle_new\n{entries}\n") == []


@pytest.mark.parametrize(
    "entries",
    [
        "HANDLERS = {'n': 'handle_new'}",
        "HANDLERS = {}\nprint(handle_new)",
        "HANDLERS = {handle_new.__name__: None}",
        "HANDLERS = {}\nHANDLERS.pop(handle_new)",
        "HANDLERS = {}\nhandle_new in HANDLERS",
        "HANDLERS = {}\nOTHER = {'n': handle_new}",
    ],
)
def test_a_mention_that_registers_nothing_does_not_count(entries: str) -> None:
    assert [each.split(":")[0] for each in told(f"from app.posts import handle_new\n{entries}\n")] == [
        "src/app/posts.py"
    ]


def test_a_dangling_entry_is_told_with_the_way_out() -> None:
    files = {
        **POSTS,
        "src/app/dispatch.py": "from app import posts\n\nHANDLERS = {\n    'n': posts.handle_new,\n",
    }
    files["src/app/dispatch.py"] += "    'g': posts.handle_gone,\n}\n"
    (each,) = asked(CHECK, files)
    assert (str(each.place), each.fix) == ("src/app/dispatch.py:5", "define it, or remove the entry")
    assert each.message == ("`dispatch.HANDLERS` names `app.posts.handle_gone`, which is defined nowhere")


@pytest.mark.parametrize(
    "posts",
    [
        "def handle_new(e): ...\nfrom app.more import *\n",
        "def handle_new(e): ...\ndef __getattr__(name): ...\n",
        "def handle_new(e): ...\nhandle_far = make()\n",
        "def handle_new(e): ...\nfrom elsewhere import handle_far\n",
        "def handle_new(e): ...\nif X:\n    def handle_far(e): ...\n",
        "def handle_new(e): ...\ntry:\n    import handle_far\nexcept ImportError:\n    handle_far = None\n",
    ],
)
def test_what_a_module_may_hold_in_another_way_does_not_dangle(posts: str) -> None:
    text = "from app import posts\nHANDLERS = {'n': posts.handle_new, 'f': posts.handle_far}\n"
    files = {"src/app/posts.py": posts, "src/app/dispatch.py": text}
    assert messages(asked(CHECK, files)) == []


def test_a_module_that_does_not_parse_is_not_accused_of_lacking_anything() -> None:
    files = {"src/app/posts.py": "def handle_new(e: ...\n"}
    files["src/app/dispatch.py"] = "from app.posts import handle_new\nHANDLERS = {'n': handle_new}\n"
    assert messages(asked(CHECK, files)) == []


def test_a_module_as_an_entry_is_no_missing_definition() -> None:
    assert told("from app import posts\nHANDLERS = {'n': posts.handle_new, 'p': posts}\n") == []
    text = (
        "import app.jobs\nfrom app.posts import handle_new\nHANDLERS = {'n': handle_new, 'j': app.jobs}\n"
    )
    files = {**POSTS, "src/app/jobs/__init__.py": "", "src/app/dispatch.py": text}
    assert messages(asked(CHECK, files)) == []


def test_a_bare_name_of_the_map_s_own_file_is_not_accused() -> None:
    assert told("from app.posts import handle_new\nHANDLERS = {'n': handle_new, 'l': len}\n") == []


def test_two_functions_of_one_name_are_each_asked_for() -> None:
    text = "from app.posts import handle_new\nHANDLERS = {'n': handle_new}\n"
    assert told(text, notes="def handle_new(e): ...\n") == [
        "src/app/notes.py:1: function `handle_new` is not in `dispatch.HANDLERS`, so nothing calls it"
    ]


def test_a_longer_name_of_the_same_ending_is_another_function() -> None:
    text = "from app.posts import handle_new\nHANDLERS = {'n': handle_new}\n"
    assert [each.split(":")[0] for each in told(text, m="def handle_old_handle_new(e): ...\n")] == [
        "src/app/m.py"
    ]


def test_an_alias_of_a_module_between_is_followed_to_the_definition() -> None:
    text = "from app.api import first\nHANDLERS = {'n': first}\n"
    assert told(text, api="from app.posts import handle_new as first\n") == []


def test_registrations_of_several_files_are_one_registry() -> None:
    text = "HANDLERS = {}\n"
    more = "from app.dispatch import HANDLERS\ndef handle_b(e): ...\nHANDLERS['b'] = handle_b\n"
    late = "from app import dispatch as d\nfrom app.posts import handle_new\nd.HANDLERS['n'] = handle_new\n"
    assert told(text, more=more, late=late) == []


def test_the_next_step_points_at_the_first_entry_in_the_order_of_paths() -> None:
    files = {**POSTS, "src/app/dispatch.py": "HANDLERS = {}\n"}
    files["src/app/b.py"] = "from app.dispatch import HANDLERS\n\nHANDLERS['x'] = len\n"
    (each,) = asked(CHECK, files)
    assert each.fix == "add it at src/app/b.py:3"


def test_what_a_look_at_one_file_must_read_is_what_the_map_is_made_of() -> None:
    files = {
        **POSTS,
        "src/app/dispatch.py": "from app.api import first\nHANDLERS = {'n': first}\n",
        "src/app/api.py": "from app.posts import handle_new as first\n",
        "src/app/free.py": "x = 1\n",
        "docs/a.md": "HANDLERS\n",
    }
    asked_for, spoken = registered_in.settled(rule(CHECK), tree_of(files))
    assert "src/app/free.py" not in asked_for
    assert {"src/app/dispatch.py", "src/app/api.py"} <= asked_for
    assert spoken == ("src/app/dispatch.py",)


def test_a_rule_by_decorator_is_decided_by_no_file_that_names_a_map() -> None:
    by = rule("registered-in\nevery: function handle_*\ndecorator: bus.on")
    assert registered_in.settled(by, tree_of(POSTS))[1] == ()


def test_a_rule_with_subjects_is_not_stale_and_one_without_says_what_it_sought() -> None:
    assert stale(CHECK, POSTS) == []
    assert stale(CHECK, {"src/app/posts.py": "def other(): ...\n"}) == [
        "`rule` finds nothing in its scope that matches `function handle_*`"
    ]


def test_only_the_scope_holds_subjects_and_only_they_are_told() -> None:
    files = {**POSTS, "tests/a.py": "def handle_fake(e): ...\n", "src/app/dispatch.py": "HANDLERS = {}\n"}
    assert places(asked(CHECK, files, scope="Scope: `src/**`.")) == ["src/app/posts.py:1"]
    only = {"tests/a.py": "def handle_fake(e): ...\n", "src/app/b.py": ""}
    assert stale(CHECK, only, scope="Scope: `src/**`.") == [
        "`rule` finds nothing in its scope that matches `function handle_*`"
    ]


def test_a_block_is_told_each_of_its_slips() -> None:
    both = "give one of `in: dispatch.HANDLERS` and `decorator: app.route`"
    assert wrong("registered-in", {"every": "function x"}) == [both]
    assert wrong("registered-in", {"every": "function x", "decorator": "a"}) == []
    assert wrong("registered-in", {"every": [], "in": "a"}) == [
        '`every` must be a list of texts, for example `every: "function handle_*"`'
    ]
    assert wrong("registered-in", {"every": "method x", "in": ""}) == [
        "`in` must be one text",
        "`every: method x` must read like `function handle_*` or `class *Handler(Base)`",
    ]
