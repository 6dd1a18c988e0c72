"""Whether a call is one that a constraint names: the scan before the parse, the match, and what is told.

Four kinds rest on this file. Its scan must never skip a file that holds a use, its match must not take a
namesake, and its words must say how sure they are. Calls are built by hand, so that each rule stands alone.
"""

import pytest

from parti.constraints import origins, uses
from parti.constraints.constraint import Source
from parti.source import facts
from tests.constraints.asking import tree_of
from tests.constraints.documents import rule


def call(
    name: str, *, certain: bool = True, how: facts.How = "call", mode: str | None = None, line: int = 1
) -> facts.Call:
    """A call by its dotted name; an unknown receiver is written `?.method`."""
    known = "" if name.startswith("?") else name
    method = name.rpartition(".")[2]
    return facts.Call(name=known, method=method, line=line, column=1, certain=certain, how=how, mode=mode)


NOWHERE = origins.Origins(tree_of({}))


@pytest.mark.parametrize(
    ("name", "watched", "same"),
    [
        ("json.dump", "json.dump", True),
        ("json.dumps", "json.dump", False),
        ("app.json.dump", "json.dump", False),
        ("app.store.rows.insert", "store.rows.insert", True),
        ("store.rows.insert", "app.store.rows.insert", False),
        ("pathlib.Path.unlink", "Path.unlink", True),
        ("app.MyPath.unlink", "Path.unlink", False),
        ("subprocess.run", "subprocess.*", True),
        ("subprocess", "subprocess.*", False),
        ("subprocess_.run", "subprocess.*", False),
        ("a.b.c.run", "*.run", True),
        ("run", "*.run", False),
        ("print", "print", True),
        ("app.print", "print", False),
        ("Json.Dump", "json.dump", False),
    ],
)
def test_a_known_call_is_named_whole_or_by_the_tail_of_a_class(name: str, watched: str, same: bool) -> None:
    assert uses.matches(call(name), watched) is same


@pytest.mark.parametrize(
    ("written", "watched", "same"),
    [
        ("?.unlink", "Path.unlink", True),
        ("?.unlink", "pathlib.Path.unlink", True),
        ("?.unlink", "os.unlink", False),
        ("?.unlink", "unlink", False),
        ("?.unlinked", "Path.unlink", False),
        ("?.run", "*.run", False),
    ],
)
def test_an_unknown_receiver_counts_only_for_a_method_of_a_class(
    written: str, watched: str, same: bool
) -> None:
    assert uses.matches(call(written, certain=False), watched) is same


@pytest.mark.parametrize(
    ("name", "mode", "how", "same"),
    [
        ("open", "w", "call", True),
        ("open", "r", "call", False),
        ("open", None, "call", False),
        ("open", "?", "call", True),
        ("open", "w", "reference", False),
        ("open", "w", "argument", True),
        ("gzip.open", "ab", "call", True),
        ("shelf.open", "w", "call", False),
        ("tempfile.NamedTemporaryFile", None, "call", True),
        ("tempfile.NamedTemporaryFile", "r", "call", False),
    ],
)
def test_opening_to_write_is_told_by_the_mode(
    name: str, mode: str | None, how: facts.How, same: bool
) -> None:
    assert uses.matches(call(name, mode=mode, how=how), uses.WRITE) is same


@pytest.mark.parametrize(
    ("each", "watched", "said"),
    [
        (call("json.dump"), "json.dump", ("`json.dump` is called", "")),
        (call("json.dump", how="argument"), "json.dump", ("`json.dump` is passed on", "")),
        (call("json.dump", how="reference"), "json.dump", ("`json.dump` is used", "")),
        (
            call("?.unlink", certain=False),
            "Path.unlink",
            ("`….unlink` looks like `Path.unlink`", "; the class of its receiver is not known here"),
        ),
        (call("open", mode="w"), uses.WRITE, ("`open` opens a file for writing", "")),
        (
            call("open", mode="?"),
            uses.WRITE,
            ("`open` opens a file for writing", "; its mode is not a literal, so it may be a read"),
        ),
        (
            call("?.open", mode="w", certain=False),
            uses.WRITE,
            ("`….open` opens a file for writing", "; the class of its receiver is not known here"),
        ),
    ],
)
def test_what_is_done_and_how_sure_that_is_are_told(
    each: facts.Call, watched: str, said: tuple[str, str]
) -> None:
    assert uses.told(uses.Use(each, watched), Source("a.py", ""), facts.Facts()) == said


def test_one_line_is_told_once_for_each_name_and_each_use_can_be_had() -> None:
    known = facts.Facts(calls=(call("a.x"), call("a.x"), call("a.y"), call("a.x", line=2)))
    assert [(u.call.name, u.call.line) for u in uses.of(known, ["a.x", "a.y"], NOWHERE)] == [
        ("a.x", 1),
        ("a.y", 1),
        ("a.x", 2),
    ]
    assert len(list(uses.each(known, ["a.x", "a.y"], NOWHERE))) == 4


def test_the_first_name_that_fits_is_the_one_that_is_told() -> None:
    known = facts.Facts(calls=(call("a.x"),))
    assert [u.name for u in uses.of(known, ["a.*", "a.x"], NOWHERE)] == ["a.*"]


def test_the_helper_itself_is_exempt_under_any_length_of_its_name() -> None:
    known = facts.Facts(calls=(call("app.io.save"), call("io.save"), call("app.other.save")))
    found = uses.of(known, ["*.save"], NOWHERE, "app.io.save")
    assert [u.call.name for u in found] == ["app.other.save"]


@pytest.mark.parametrize(
    ("watched", "words"),
    [
        (["json.dump"], ("dump",)),
        (["json.dump", "pickle.dump"], ("dump",)),
        (["subprocess.*"], ("subprocess",)),
        (["*.run"], ("run",)),
        (["os.exec*"], ("exec",)),
        (["os.[ab]run"], ("os",)),
        (["*"], ("",)),
        (["print", "*"], ("print", "")),
    ],
)
def test_a_scan_asks_for_the_last_plain_word(watched: list[str], words: tuple[str, ...]) -> None:
    assert uses.words(watched) == words


@pytest.mark.parametrize(
    ("watched", "text", "may"),
    [
        (["json.dump"], "x.dump(1)", True),
        (["json.dump"], "x.dumps(1)", False),
        (["json.dump"], "undump", False),
        (["json.dump"], "_dump", True),
        (["pickle.*"], "import _pickle", True),
        (["pickle.*"], "import cpickle", False),
        (["os.exec*"], "os.execvp(1)", True),
        (["*.run"], "prune.run()", True),
        (["*.run"], "prerun()", True),
        ([uses.WRITE], "reopen(x)", False),
        ([uses.WRITE], "tempfile.NamedTemporaryFile()", True),
        (["*"], "", True),
    ],
)
def test_a_file_is_looked_at_when_a_word_can_be_the_primitive(
    watched: list[str], text: str, may: bool
) -> None:
    assert uses.may_hold(Source("a.py", text), watched) is may


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.go", "os.OpenFile(p)"),
        ("a.go", "ioutil.WriteFile(p)"),
        ("a.java", "new BufferedWriter(x)"),
        ("a.java", "Files.copy(a, b)"),
        ("a.rs", "OpenOptions::new()"),
        ("a.rs", "fs::write(p)"),
        ("a.ts", "fs.createWriteStream(p)"),
        ("a.js", "fs.appendFileSync(p)"),
    ],
)
def test_a_file_that_may_open_to_write_is_looked_at_in_each_language(path: str, text: str) -> None:
    assert uses.may_hold(Source(path, text), [uses.WRITE])
    assert not uses.may_hold(Source(path, "x = 1"), [uses.WRITE])


def test_a_look_asks_for_the_words_of_the_languages_that_are_there() -> None:
    assert uses.groups([uses.WRITE], tree_of({"a.rs": ""})) == (("File",), ("OpenOptions",), ("write",))
    assert uses.groups(["time.sleep"], tree_of({"README.md": ""})) == (("sleep",),)
    assert uses.groups(["*"], tree_of({"a.py": ""})) == ((),)


@pytest.mark.parametrize(
    ("owner", "functions", "inside"),
    [
        ("main", ["main"], True),
        ("", ["main"], False),
        ("", ["*"], False),
        ("A.run", ["run"], True),
        ("A.run", ["A.run"], True),
        ("A.run", ["A"], True),
        ("A.run", ["B.run"], False),
        ("A.run.inner", ["A.run"], True),
        ("A.run.inner", ["run.inner"], True),
        ("A.run.inner", ["A.inner"], False),
        ("test_a", ["test_*"], True),
        ("attest_a", ["test_*"], False),
        ("A.run", [], False),
    ],
)
def test_a_place_lies_in_a_function_named_with_or_without_its_class(
    owner: str, functions: list[str], inside: bool
) -> None:
    assert uses.within(owner, functions) is inside


def test_names_are_read_in_the_form_of_the_facts() -> None:
    said = rule("forbidden-call\ncalls: ['std::fs::write', os/exec.Command, open-for-write, 'node:fs.rm']")
    assert uses.names(said, "calls") == ("std.fs.write", "os.exec.Command", uses.WRITE, "fs.rm")
