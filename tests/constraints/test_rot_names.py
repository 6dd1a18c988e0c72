"""Which names and paths a tree still has, what a command starts, and how rot is told, word by word.

Rot that is told of something that is there makes people remove what guards them; rot that is missed leaves
a sentence that speaks of nothing. So each way to name a thing stands here beside the same name misspelt.
"""

import pytest

from parti.constraints import conformance, document, finding, rot, rot_beyond
from tests.constraints.asking import messages, stale, tree_of
from tests.constraints.documents import rule, section

TREE = {
    "src/app/__init__.py": "",
    "src/app/store.py": "class Store:\n    def put(self): ...\n\ndef save(): ...\nLIMIT = 3\nROWS = {}\n",
    "src/app/env.py": "import os\nX = os.environ['APP_URL']\n",
    "src/web/page.ts": "export class Page { open() {} }\nconst u = process.env.WEB_URL;\n",
    "internal/disk/disk.go": "package disk\n\nfunc Sync() {}\n",
    "src/lib.rs": "pub struct Row;\npub fn keep() {}\n",
    "docs/read.md": "# Read\n",
}


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("src/app/store.py", True),
        ("./src/app/store.py", True),
        ("src/app", True),
        ("src/app/", True),
        ("docs/read.md", True),
        ("src/**/*.py", True),
        ("*.py", False),
        ("src/app/store", False),
        ("src/app/stores.py", False),
        ("docs/", True),
        ("doc/", False),
        ("app.store", True),
        ("store", True),
        ("app.store.save", True),
        ("store.save", True),
        ("save", True),
        ("app.store.Store.put", True),
        ("Store.put", True),
        ("Store.get", False),
        ("store.LIMIT", True),
        ("LIMITS", False),
        ("app.store.ROWS", True),
        ("other.save", False),
        ("APP_URL", True),
        ("WEB_URL", True),
        ("APP_URI", False),
        ("src/web/page", True),
        ("page.Page", True),
        ("disk.Sync", True),
        ("disk.Sink", False),
        ("lib.rs", False),
        ("read", False),
        ("os", True),
    ],
)
def test_a_name_is_there_when_a_path_or_a_binding_has_it(name: str, there: bool) -> None:
    assert rot.missing([name], tree_of(TREE)) == (frozenset() if there else frozenset({name}))


def test_many_names_are_asked_at_once_and_only_the_lost_are_told() -> None:
    names = ["app.store.save", "app.gone", "src/gone/**", "APP_URL", "Store.put", "x*"]
    assert rot.missing(names, tree_of(TREE)) == frozenset({"app.gone", "src/gone/**", "x*"})
    assert rot.missing([], tree_of(TREE)) == frozenset()


def test_a_file_that_does_not_parse_is_not_said_to_lack_its_own_path() -> None:
    broken = {"src/app/bad.py": "def save(:\n"}
    assert rot.missing(["app.bad", "src/app/bad.py"], tree_of(broken)) == frozenset()


@pytest.mark.parametrize(
    ("line", "script"),
    [
        ("sh tools/check.sh", "tools/check.sh"),
        ("bash ./tools/check.sh -x", "tools/check.sh"),
        ("./check", "check"),
        ("tools/check --all", "tools/check"),
        ("python3.12 tools/a.py", "tools/a.py"),
        ("python tools/a.py", "tools/a.py"),
        ("pythonx tools/a.py", ""),
        ("ruby 'tools/my check.rb'", "tools/my check.rb"),
        ("python -m pytest", ""),
        ("python", ""),
        ("sh -c 'tools/check.sh'", ""),
        ("/usr/bin/env python a.py", ""),
        ("~/bin/check", ""),
        ("sh ~/bin/check", ""),
        ("sh /bin/check", ""),
        ("lint-imports tools/a.py", ""),
    ],
)
def test_a_script_of_the_repository_is_known_by_how_it_is_started(line: str, script: str) -> None:
    found = list(rot_beyond.scripts([rule(f'command\nrun: "{line}"')], lambda _: False))
    assert messages(found) == ([f"`rule` runs `{script}`, which does not exist"] if script else [])
    assert [each.fix for each in found] == ["correct `run`, or retire the constraint"] * len(found)


def test_a_program_that_is_missing_is_told_only_for_the_command_that_failed() -> None:
    rules = document.parse(
        section("command\nrun: tach check", id="a", kept="", broken="")
        + section("command\nrun: lint-imports", id="b", kept="", broken="")
        + section("command\nrun: ./tools/x.sh", id="c", kept="", broken="")
    ).constraints
    found = list(rot_beyond.programs(rules, {"b", "c"}))
    assert messages(found) == ["`b` runs `lint-imports`, which is not on the path of programs here"]
    assert [(each.level, each.fix) for each in found] == [
        ("warning", "install `lint-imports`, or correct `run`")
    ]


def breach(path: str, line: int, code: str = "rule", level: finding.Level = "error") -> finding.Finding:
    place = finding.Place(path=path, line=line)
    return finding.Finding(code=code, level=level, message="m", place=place, fix="f", snippet=f"{line}")


def test_one_old_breach_is_told_by_its_place_and_several_by_their_number() -> None:
    rules = {"rule": rule("stdlib-only"), "other": rule("stdlib-only")}
    old = [breach("b.py", 3), breach("a.py", 9), breach("c.py", 1, "other")]
    before = "was broken before this change in files that it does not touch"
    assert messages(rot_beyond.already(old, {"z.py"}, rules)) == [
        f"`other` {before}: c.py:1",
        f"`rule` {before}: 2 places, the first b.py:3",
    ]


@pytest.mark.parametrize(
    "each",
    [
        breach("a.py", 1),
        breach("b.py", 1, level="warning"),
        breach("b.py", 1, code="constraints/rot"),
        breach("CONSTRAINTS.md", 1),
    ],
)
def test_what_the_change_touches_warns_or_is_no_constraint_is_not_old(each: finding.Finding) -> None:
    assert list(rot_beyond.already([each], {"a.py"}, {"rule": rule("stdlib-only")})) == []


def test_each_glob_of_a_scope_that_matches_nothing_is_told_with_its_own_words() -> None:
    scope = "Scope: `src/**`, `lib/**`, not `src/old/**`."
    assert stale("stdlib-only", {"src/a.py": ""}, scope=scope) == [
        "the scope of `rule` names `lib/**`, which matches no file",
        "the scope of `rule` names `src/old/**`, which matches no file",
    ]


@pytest.mark.parametrize(
    ("went", "said"),
    [
        (rot_beyond.Went(commit="a" * 40, date="2026-01-02", subject="Cut it"),
         f"gone since {'a' * 12} (2026-01-02, “Cut it”)"),
        (rot_beyond.Went(commit="a" * 40, date="2026-01-02", subject="Move", now="src/b.py"),
         f"gone since {'a' * 12} (2026-01-02, “Move”); now it is `src/b.py`"),
        (rot_beyond.Went(unknown="history is cut here"), "history is cut here"),
        (rot_beyond.Went(unknown="nobody knows", now="save in a.py"),
         "nobody knows; now it is `save` in `a.py`"),
    ],
)  # fmt: skip
def test_history_is_told_behind_the_sentence(went: rot_beyond.Went, said: str) -> None:
    told = rot_beyond.told(breach("a.py", 1), went)
    assert told.message == f"m: {said}"
    assert told.fingerprint() == breach("a.py", 1).fingerprint()


def test_a_dismissal_is_rot_only_for_names_that_a_tree_can_have() -> None:
    keys = ["helper:app.store.save", "registry:app.gone.ALL", "environment:OLD_URL", "dependency:gone",
            "edge:app.a:app.b", "raw:app.gone.f:src/a.py", "error"]  # fmt: skip
    found = list(rot.dismissals(keys, tree_of(TREE), ".parti/dismissed.toml"))
    assert [(each.snippet, each.level, str(each.place), each.fix) for each in found] == [
        (key, "warning", ".parti/dismissed.toml", "take the entry out of .parti/dismissed.toml")
        for key in ("registry:app.gone.ALL", "environment:OLD_URL", "raw:app.gone.f:src/a.py")
    ]


def test_a_run_on_a_change_looks_for_no_rot() -> None:
    text = section("stdlib-only", id="std", scope="Scope: `gone/**`.", kept="import os", broken="import x")
    read = document.parse(text)
    assert [each.code for each in conformance.run(read, tree_of({"a.py": ""}))] == ["constraints/rot"]
    assert conformance.run(read, tree_of({"a.py": ""}, ["a.py"])) == ()
