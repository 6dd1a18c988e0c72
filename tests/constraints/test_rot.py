"""What the document speaks of and the code no longer has: names, paths, commands, exemptions (C4)."""

from collections.abc import Iterable

import pytest

from parti.constraints import conformance, constraint, document, examples, finding, rot, rot_beyond
from parti.constraints.tree import Texts
from tests.constraints.documents import HELPER, rule, section

STATE = {"src/state_io.py": "def save_json(path, state): ...\n", "src/a.py": "x = 1\n"}


def messages(found: Iterable[finding.Finding]) -> list[str]:
    return [each.message for each in found]


def running(line: str) -> tuple[constraint.Constraint, ...]:
    text = section(f"command\nrun: {line}", id="law", scope="Scope: `src/**`.", kept="", broken="")
    return document.parse(text).constraints


def watching(names: str) -> str:
    return section(scope=f"Scope: `src/**/*.py`. Owner: storage. Watches: {names}.")


def rotten(text: str, files: dict[str, str]) -> list[str]:
    read = document.parse(text)
    assert messages(read.findings) == []
    return messages(rot.of(read, Texts(files)))


def test_a_document_in_good_order_has_no_rot() -> None:
    assert rotten(watching("`state_io.save_json`, `src/a.py`, `src/`, `src/*.py`"), STATE) == []


@pytest.mark.parametrize(
    "line",
    [
        "Scope: `src/**/*.py`. Owner: storage. Watches: `state_io.save_json`, `src/a.py`.",
        "Scope: `src/**/*.py`.\nWatches: `state_io.save_json`,\n`src/a.py`. Owner: storage.",
        "Watches: `state_io.save_json`, `src/a.py`.\nScope: `src/**/*.py`. Owner: storage.",
    ],
)
def test_watched_names_stand_beside_scope_and_owner_in_any_order(line: str) -> None:
    read = document.parse(section(scope=line))
    (one,) = read.constraints
    assert read.watches == {one.id: ("state_io.save_json", "src/a.py")}
    assert (one.scope.include, one.scope.exclude, one.owner) == (("src/**/*.py",), (), "storage")
    assert one.reason == "A raw write leaves half a record."


def test_prose_that_says_watches_declares_nothing() -> None:
    read = document.parse(section(scope="Nobody Watches: `gone.name` here.\nScope: `src/**/*.py`."))
    assert read.watches == {}


def test_a_watches_line_without_a_name_is_told_with_its_line() -> None:
    read = document.parse(section(scope="Scope: `src/**/*.py`.\nWatches: the helper."))
    (one,) = read.findings
    assert (one.message, one.place.line) == ("`Watches:` names nothing", 5)


@pytest.mark.parametrize(
    "name",
    ["state_io.load", "gone.save_json", "src/gone.py", "old/", "src/*.js", "Store.put", "HANDLERS", "URL"],
)
def test_a_watched_name_that_is_gone_is_rot(name: str) -> None:
    assert rotten(watching(f"`{name}`, `src/a.py`"), STATE) == [
        f"`atomic-write` watches `{name}`, which is no longer there"
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("m.Store.put", "class Store:\n    def put(self): ...\n"),
        ("m.HANDLERS", "HANDLERS = {}\n"),
        ("m.State.DONE", "class State:\n    DONE = 1\n"),
        ("app.m", "x = 1\n"),
        ("URL", "import os\n\nos.environ['URL']\n"),
        ("src/app", ""),
    ],
)
def test_whatever_a_file_binds_can_be_watched(name: str, text: str) -> None:
    assert rotten(watching(f"`{name}`"), {**STATE, "src/app/m.py": text}) == []


@pytest.mark.parametrize(
    ("path", "text", "name"),
    [
        ("src/web/a.ts", "export function open() { return 1; }\n", "src.web.a.open"),
        ("internal/store/s.go", "package store\n\nfunc Save() {}\n", "store.Save"),
    ],
)
def test_other_languages_are_watched_too(path: str, text: str, name: str) -> None:
    from parti.constraints.tree import Lazy
    from parti.source import reading

    read = document.parse(watching(f"`{name}`"))
    for content, found in ((text, 0), (text.replace("ave", "ost").replace("open", "shut"), 1)):
        files = {**STATE, path: content}
        tree = Lazy(files, files.__getitem__, None, reading.extract)
        assert len(list(rot.of(read, tree))) == found


def test_a_helper_and_a_glob_that_are_gone_are_rot() -> None:
    text = section(scope="Scope: `src/**/*.py`, `lib/**`. Owner: storage.")
    assert rotten(text, {"src/a.py": "x = 1\n"}) == [
        "the scope of `atomic-write` names `lib/**`, which matches no file",
        "`atomic-write` sends everyone to `state_io.save_json`, which no file of the tree defines",
    ]


def exempting(path: str, include: str = "`src/**/*.py`") -> str:
    return section(scope=f"Scope: {include}, not `{path}`. Owner: storage.")


def test_a_file_that_is_left_out_and_breaks_nothing_is_an_exemption_of_nothing() -> None:
    assert rotten(exempting("src/a.py"), STATE) == [
        "the scope of `atomic-write` leaves out `src/a.py`, which would not break it"
    ]
    needed = {**STATE, "src/a.py": "open('x', 'w')\n"}
    assert rotten(exempting("src/a.py"), needed) == []


def test_a_file_that_is_left_out_and_was_never_in_is_an_exemption_of_nothing() -> None:
    files = {**STATE, "docs/a.py": "open('x', 'w')\n"}
    assert rotten(exempting("docs/a.py"), files) == [
        "the scope of `atomic-write` leaves out `docs/a.py`, which lies outside the scope anyway"
    ]


def test_the_home_of_the_helper_a_folder_and_a_broken_file_may_be_left_out() -> None:
    files = {**STATE, "src/tests/t.py": "x = 1\n", "src/bad.py": "open('x', 'w')\ndef (:\n"}
    assert rotten(exempting("src/state_io.py"), files) == []
    assert rotten(exempting("src/tests/**"), files) == []
    assert rotten(exempting("src/bad.py"), files) == []


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("sh tools/check.sh", "tools/check.sh"),
        ("./tools/check.sh --all", "tools/check.sh"),
        ("python3 tools/check.py src", "tools/check.py"),
        ("node tools/check.mjs", "tools/check.mjs"),
    ],
)
def test_a_script_that_is_gone_is_rot(line: str, path: str) -> None:
    rules = running(line)
    (one,) = rot_beyond.scripts(rules, lambda each: each != path)
    assert (one.message, one.level) == (f"`law` runs `{path}`, which does not exist", "error")
    assert list(rot_beyond.scripts(rules, lambda each: each == path)) == []


@pytest.mark.parametrize(
    "line", ["lint-imports --config x.toml", "python3 -m pytest", "/usr/bin/true", "sh -c ls"]
)
def test_a_program_of_the_surroundings_is_no_script(line: str) -> None:
    assert list(rot_beyond.scripts(running(line), lambda _: False)) == []


def test_a_program_that_could_not_be_started_is_rot() -> None:
    rules = running("lint-imports --all")
    assert messages(rot_beyond.programs(rules, {"law"})) == [
        "`law` runs `lint-imports`, which is not on the path of programs here"
    ]
    assert list(rot_beyond.programs(rules, ())) == []
    script = running("sh tools/gone.sh")
    assert list(rot_beyond.programs(script, {"law"})) == [], "the missing script is told instead"


def test_an_example_that_no_longer_holds_is_said_as_rot() -> None:
    read = document.parse(section(broken="json.load(f)"))
    (one,) = rot_beyond.examples(examples.run(read.constraints))
    assert (one.code, one.level) == ("constraints/rot", "error")
    assert one.message.startswith("an example no longer holds: the broken example of `atomic-write`")


def test_what_was_broken_before_the_change_is_told_once_a_constraint() -> None:
    one = rule(f"only-through\n{HELPER}")
    files = {f"src/{name}.py": "open('x', 'w')\n" for name in "abc"}
    found = conformance.of_rule(one, Texts(files))
    (told,) = rot_beyond.already(found, {"src/a.py"}, {one.id: one})
    assert told.message == (
        "`rule` was broken before this change in files that it does not touch: "
        "2 places, the first src/b.py:1"
    )
    assert list(rot_beyond.already(found, set(files), {one.id: one})) == []


def gone(text: str, files: dict[str, str]) -> list[str]:
    read, tree = document.parse(text), Texts(files)
    return list(rot.gone(read, rot.of(read, tree), tree).values())


def test_history_is_asked_for_declared_names_that_are_gone_and_nothing_else() -> None:
    text = watching("`app.gone`, `src/a.py`").replace("`src/**/*.py`", "`src/**/*.py`, `lib/x.py`")
    assert gone(text, {"src/a.py": "x = 1\n"}) == ["lib/x.py", "state_io.save_json", "app.gone"]
    assert gone(exempting("src/a.py"), STATE) == [], "an exemption of nothing names what is there"
    allow = section("stdlib-only\nallow: [attrs]", kept="import json", broken="import x")
    assert gone(allow, {"src/a.py": "x = 1\n"}) == [], "what is not ours has no history here"


def test_an_id_that_is_also_a_word_of_the_check_is_not_what_history_is_asked_for() -> None:
    check = "signature\ncalls: [open]\nkeywords: [encoding]"
    text = section(check, id="encoding", scope="Scope: `src/**/*.py`, not `old/**`.")
    files = {"src/a.py": "open(path, encoding=1)\n"}
    assert gone(text, files) == ["old/**"]
    assert gone(section(id="old", scope="Scope: `src/**/*.py`, not `old`."), STATE) == ["old"]


def test_an_import_of_a_module_that_no_file_is_does_not_hide_its_end() -> None:
    text = section("independent\nmodules: [app.dead, app.other]", id="two", scope="Scope: `app/**`.")
    files = {"app/__init__.py": "from . import dead, other\n", "app/other.py": "x = 1\n"}
    assert gone(text, files) == ["app.dead"]
    assert gone(text, {**files, "app/__init__.py": ""}) == ["app.dead"]
    assert gone(text, {**files, "app/dead.py": ""}) == []
    assert gone(text, {**files, "app/__init__.py": "dead = 1\n"}) == [], "it is bound there"


def test_a_file_that_mining_leaves_out_by_what_it_is_is_no_exemption_of_nothing() -> None:
    def told(path: str) -> list[str]:
        text = section(scope=f"Scope: `*.py`, `src/**`, not `{path}`.")
        tree = Texts({**STATE, path: "x = 1\n"})
        return [each.message for each in rot.of(document.parse(text), tree) if "leaves out" in each.message]

    assert told("setup.py") == []
    assert len(told("manage.py")) == 1


def test_a_module_that_is_built_and_not_in_the_tree_is_no_watched_name_that_went() -> None:
    assert gone(watching("`app._speed`"), {**STATE, "app/__init__.py": "from . import _speed\n"}) == []


def test_a_finding_says_where_the_name_went_and_keeps_its_fingerprint() -> None:
    read = document.parse(watching("`app.gone`"))
    (one,) = rot.of(read, Texts(STATE))
    went = rot_beyond.Went(
        commit="3f2a1b9" * 5, date="2026-11-02", subject="Move it", now="save in app/b.py"
    )
    told = rot_beyond.told(one, went)
    assert told.message.endswith(
        "no longer there: gone since 3f2a1b93f2a1 (2026-11-02, “Move it”); now it is `save` in `app/b.py`"
    )
    assert told.fingerprint() == one.fingerprint()
    assert rot_beyond.told(one, rot_beyond.Went(unknown="nobody knows")).message.endswith(
        "no longer there: nobody knows"
    )


def test_a_dismissal_of_something_that_is_gone_is_rot() -> None:
    keys = (
        "helper:state_io.save_json",
        "error:app.Gone",
        "dependency:rich",
        "raw:app.gone:src/a.py",
        "odd",
    )
    assert messages(rot.dismissals(keys, Texts(STATE), "d.toml")) == [
        "the candidate `error:app.Gone` was dismissed, and `app.Gone` is no longer there",
        "the candidate `raw:app.gone:src/a.py` was dismissed, and `app.gone` is no longer there",
    ]
