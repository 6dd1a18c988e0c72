"""written-once: a helper is known again under every disguise, and its kin is not taken for it."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parti.constraints import checks, conformance, constraint, document, finding, rot
from parti.constraints import tree as trees
from parti.source import statements
from tests.constraints import test_written_once_scripts as scripts
from tests.constraints.documents import rule, section

CHECK = "written-once\nhelpers: [app.files.digest_of]"
HELPER = '''
import hashlib

BLOCK = 1024 * 1024


def digest_of(path, *, salt=b""):
    """Reads a file to its end, block by block."""
    digest = hashlib.sha256(salt)
    with path.open("rb") as file:
        while True:
            part = file.read(BLOCK)
            if not part:
                break
            digest.update(part)
    return digest.hexdigest()
'''
COPY = """
def fingerprint(path, salt):
    digest = hashlib.sha256(salt)
    with path.open("rb") as file:
        while True:
            part = file.read(BLOCK)
            if not part:
                break
            digest.update(part)
    return digest.hexdigest()
"""
TOP = "import hashlib\nfrom app.files import BLOCK\n"


def ask(check: str, files: dict[str, str], scope: str = "") -> tuple[finding.Finding, ...]:
    return conformance.of_rule(rule(check, scope), trees.Texts(files))


def found(text: str, path: str = "src/app/a.py", helper: str = HELPER) -> tuple[finding.Finding, ...]:
    return ask(CHECK, {path: text, "src/app/files.py": helper})


def body(indent: int = 4) -> str:
    return textwrap.indent(textwrap.dedent(COPY.split(":\n", 1)[1]), " " * indent)


COPIES = {
    "a copy under another name": TOP + COPY,
    "a copy with another docstring": TOP + COPY.replace("salt):\n", 'salt):\n    "It does."\n', 1),
    "a copy with annotations": TOP
    + COPY.replace("path, salt", "path: Path, salt: bytes = b''").replace("digest =", "digest: Hash ="),
    "renamed parameters and variables": TOP
    + COPY.replace("path", "p").replace("digest =", "d =").replace("digest.", "d.").replace("part", "x")
    .replace("file.", "f.").replace("as file", "as f"),
    "a module under an alias": "import hashlib as h\nfrom app.files import BLOCK\n"
    + COPY.replace("hashlib.", "h."),
    "a function taken from its module": "from hashlib import sha256 as start\nfrom app.files import BLOCK\n"
    + COPY.replace("hashlib.sha256", "start"),
    "a function under a second name": TOP
    + "begin = hashlib.sha256\n" + COPY.replace("hashlib.sha256", "begin"),
    "a function by getattr": TOP + COPY.replace("hashlib.sha256", "getattr(hashlib, 'sha256')"),
    "an import inside": "from app.files import BLOCK\n"
    + COPY.replace("    digest =", "    import hashlib\n    digest =", 1),
    "a constant of its own": "import hashlib\nSIZE = 1024 * 1024\n" + COPY.replace("BLOCK", "SIZE"),
    "a constant by its module": "import hashlib\nfrom app import files\n"
    + COPY.replace("BLOCK", "files.BLOCK"),
    "the same constant from a relative import": "import hashlib\nfrom .files import BLOCK as B\n"
    + COPY.replace("BLOCK", "B"),
    "one more statement in between": TOP + COPY.replace("    with", "    calls = 1\n    with"),
    "a static method": TOP + "class A:\n    @staticmethod\n" + textwrap.indent(COPY, "    "),
    "a method": TOP + "class A:\n" + textwrap.indent(COPY.replace("(path", "(self, path"), "    "),
    "below a decorator": TOP + COPY.replace("\ndef", "\n@cache\ndef"),
    "in a function": TOP + "def outer():\n" + textwrap.indent(COPY, "    ") + "    return fingerprint\n",
    "in a condition": TOP + "if True:\n" + textwrap.indent(COPY, "    "),
    "written out in a larger function": TOP
    + "def outer(path, salt):\n    print(path)\n    look(path)\n"
    + body().replace("return digest", "name = digest")
    + "    print(name)\n    return name\n",
    "its value used on the spot": TOP
    + "def outer(path, salt):\n    for path in paths:\n"
    + body(8).replace("return digest.hexdigest()", "known.add((path, digest.hexdigest()))")
    + "    return known\n",
    "written out at the top of a file": TOP + "path, salt = a, b\n" + body(0).replace("return", "name ="),
    "with its value in a variable first": TOP
    + COPY.replace("return digest.hexdigest()", "text = digest.hexdigest()\n    return text"),
}  # fmt: skip


@pytest.mark.parametrize("text", COPIES.values(), ids=COPIES)
def test_a_copy_is_told_under_every_disguise(text: str) -> None:
    (told,) = found(text)
    assert "repeats `app.files.digest_of` (src/app/files.py:7)" in told.message
    assert told.fix == "call `app.files.digest_of`"


OTHERS = {
    "another attribute": TOP + COPY.replace("sha256", "md5"),
    "another literal": TOP + COPY.replace('"rb"', '"r"'),
    "another method": TOP + COPY.replace("hexdigest", "digest"),
    "another keyword": TOP + COPY.replace("sha256(salt)", "sha256(salt, usedforsecurity=False)"),
    "another constant": "import hashlib\nBLOCK = 512\n" + COPY,
    "a name from another module": "import fasthash as hashlib\nfrom app.files import BLOCK\n" + COPY,
    "another operator": TOP + COPY.replace("if not part", "if -part"),
    "one statement less": TOP + COPY.replace("            digest.update(part)\n", ""),
    "another order": TOP
    + COPY.replace("            if not part:\n                break\n            digest.update(part)\n",
                   "            digest.update(part)\n            if not part:\n                break\n"),
    "too much in between": TOP + COPY.replace("    with", "    look(path)\n" * 5 + "    with"),
    "an asynchronous twin": TOP
    + COPY.replace("def", "async def").replace("with", "async with").replace("file.", "await file."),
    "a wrapper": "from app.files import digest_of\n\ndef wrapped(path):\n    return digest_of(path)\n",
    "a wrapper that does it too": TOP + "from app.files import digest_of\n"
    + COPY.replace("    digest =", "    if salt is None:\n        return digest_of(path)\n    digest =", 1),
    "a call": "from app.files import digest_of\n\nkey = digest_of(place)\n",
    "nothing": "",
    "no code": "def f(:\n",
}  # fmt: skip


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_what_is_no_copy_is_not_told(text: str) -> None:
    assert found(text) == ()


def test_the_helper_is_no_copy_of_itself() -> None:
    assert ask(CHECK, {"src/app/files.py": HELPER}) == ()


def test_a_copy_is_told_where_its_function_begins_and_a_part_where_it_begins() -> None:
    text = TOP + COPY.replace("path, salt):\n", 'path, salt):\n    """It does."""\n\n', 1)
    (whole,) = found(text)
    assert whole.place.line == 4
    assert whole.snippet == "def fingerprint(path, salt):"
    assert whole.message.startswith("`fingerprint` repeats")
    lines = "    look(path)\n" * 9
    (part,) = found(TOP + "def outer(path, salt):\n" + lines + body())
    assert part.place.line == 13
    assert part.message.startswith("a part of `outer` repeats")
    (top,) = found(COPIES["written out at the top of a file"])
    assert top.message.startswith("this repeats")


def test_a_nested_copy_is_told_where_it_begins_however_long_the_function_around_it_is() -> None:
    lines = "    look(path)\n" * 20
    (told,) = found(TOP + "def outer(path):\n" + lines + textwrap.indent(COPY, "    ") + lines)
    assert told.place.line == 25
    assert told.message.startswith("`outer.fingerprint` repeats")


def test_a_copy_of_a_helper_that_calls_itself_is_told() -> None:
    walk = """
    def walk(node, found):
        found.add(node.key)
        node.mark(found, True)
        for each in node.below():
            walk(each, found)
        found.close(node)
    """
    files = {"src/app/trees.py": textwrap.dedent(walk), "src/app/a.py": textwrap.dedent(walk)}
    assert len(ask("written-once\nhelpers: [app.trees.walk]", files)) == 1


def test_the_folder_around_a_root_does_not_hide_where_a_name_comes_from() -> None:
    files = {"backend/app/files.py": HELPER, "backend/app/a.py": TOP + COPY}
    assert len(ask(CHECK, files)) == 1


def test_two_copies_in_one_function_are_two_findings() -> None:
    text = TOP + "def f(path, salt):\n" + body().replace("return", "a =") + body().replace("return", "b =")
    assert [each.place.line for each in found(text)] == [4, 12]


def test_a_copy_in_the_helper_s_own_file_is_told_and_of_two_alike_the_second() -> None:
    check = "written-once\nhelpers: [src/app/files.py]"
    (told,) = ask(check, {"src/app/files.py": HELPER + COPY})
    assert told.message.startswith("`fingerprint` repeats `app.files.digest_of`")


def test_of_two_helpers_alike_in_two_files_each_is_told_where_it_is_in_scope() -> None:
    check = "written-once\nhelpers: [src/app/files.py, src/app/more.py]"
    both = {"src/app/files.py": HELPER, "src/app/more.py": TOP + COPY}
    assert [each.place.path for each in ask(check, both)] == ["src/app/files.py", "src/app/more.py"]
    assert len(ask(check, both, "Scope: `src/app/more.py`.")) == 1


def test_only_the_larger_of_two_helpers_that_a_copy_repeats_is_told() -> None:
    more = HELPER + COPY.replace("def fingerprint", "def digest_and_size").replace(
        "    return", "    note(path.stat().st_size)\n    return"
    )
    text = TOP + COPY.replace("    return", "    note(path.stat().st_size)\n    return")
    check = "written-once\nhelpers: [src/app/files.py]"
    files = {"src/app/a.py": text, "src/app/files.py": more}
    (told,) = ask(check, files, "Scope: `src/app/a.py`.")
    assert "`app.files.digest_and_size`" in told.message


METHOD = """
class Store:
    def save(self, row):
        key = self.key_of(row)
        self.check(row, key)
        self.rows[key] = row
        self.log.append(("saved", key))
        self.dirty = True
"""


def test_a_method_is_a_helper_and_one_that_overrides_it_with_super_is_no_copy() -> None:
    check = "written-once\nhelpers: [app.store.Store.save]"
    copy = METHOD.replace("Store", "Other")
    assert len(ask(check, {"src/app/store.py": METHOD, "src/app/a.py": copy})) == 1
    calls = copy.replace("        key =", "        super().save(row)\n        key =")
    assert ask(check, {"src/app/store.py": METHOD, "src/app/a.py": calls}) == ()
    inside = copy.replace("        self.dirty", "        held.save(row)\n        self.dirty")
    assert ask(check, {"src/app/store.py": METHOD, "src/app/a.py": inside}) == ()


LONG = "def long(path, out):\n" + "".join(f"    out.step_{n}(path, {n})\n" for n in range(12))


@pytest.mark.parametrize(("gone", "told"), [((), 1), ((4,), 1), ((4, 7), 0)])
def test_of_ten_statements_one_may_lack(gone: tuple[int, ...], told: int) -> None:
    rows = [row for n, row in enumerate(LONG.splitlines()) if n not in gone]
    copy = "\n".join(rows).replace("long", "other") + "\n"
    files = {"src/app/files.py": LONG, "src/app/a.py": copy}
    assert len(ask("written-once\nhelpers: [app.files.long]", files)) == told


def test_kin_that_differs_in_its_one_long_statement_is_no_copy() -> None:
    heavy = LONG.replace(
        "out.step_5(path, 5)", "out.step_5(path, 5, *(a.b.c.d for a in path.all('x', key='y')))"
    )
    other = heavy.replace("a.b.c.d", "a.b.c.e").replace("long", "other")
    files = {"src/app/files.py": heavy, "src/app/a.py": other}
    assert ask("written-once\nhelpers: [app.files.long]", files) == ()


def test_a_twin_that_awaits_in_the_one_statement_that_may_differ_is_no_copy() -> None:
    twin = LONG.replace("def long", "async def other").replace("out.step_5", "await out.step_5")
    files = {"src/app/files.py": LONG, "src/app/a.py": twin}
    assert ask("written-once\nhelpers: [app.files.long]", files) == ()


def test_a_last_value_that_is_awaited_on_the_spot_is_another() -> None:
    text = TOP + COPY.replace("return digest.hexdigest()", "return await digest.hexdigest()")
    assert found(text.replace("def ", "async def ")) == ()


NAMES = st.lists(
    st.from_regex(r"[a-z_]{1,8}\Z", fullmatch=True).filter(lambda name: name.isidentifier()),
    min_size=5, max_size=5, unique=True,
).filter(lambda names: not {"if", "in", "is", "as", "or", "with", "not", "def", "for", "hashlib", "break",
                            "while", "return", "try", "del", "and", "from", "else", "elif", "class",
                            "pass", "raise", "import", "lambda", "global", "assert", "async", "await",
                            "except", "yield", "finally", "nonlocal", "continue"} & set(names))  # fmt: skip


@given(NAMES, st.sampled_from([1, 0]))
def test_no_name_of_a_parameter_or_variable_changes_the_verdict(names: list[str], same: int) -> None:
    path, salt, digest, file, part = names
    text = TOP + textwrap.dedent(
        f'''
        def fingerprint({path}, {salt}):
            {digest} = hashlib.sha256({salt})
            with {path}.open("{"rb" if same else "r"}") as {file}:
                while True:
                    {part} = {file}.read(BLOCK)
                    if not {part}:
                        break
                    {digest}.update({part})
            return {digest}.hexdigest()
        '''
    )
    assert len(found(text)) == same


def test_a_helper_is_not_looked_for_in_another_language() -> None:
    assert (
        ask(CHECK, {"src/app/files.py": HELPER, "src/app/a.ts": scripts.SLUG, "src/a.go": "package a"})
        == ()
    )


def rotten(check: str, files: dict[str, str]) -> list[str]:
    return [each.message for each in rot.stale(rule(check), trees.Texts(files))]


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("app.files.gone", "which no file defines that this kind reads"),
        ("app.gone.digest_of", "which no file defines that this kind reads"),
        ("lib/*.py", "which matches no file that this kind reads"),
        ("src/*.md", "which matches no file that this kind reads"),
        ("app.small.one", "which is too small to be told from other code"),
        ("src/app/small.py", "where every function is too small to be told from other code"),
        ("src/app/empty.py", "where every function is too small to be told from other code"),
    ],
)
def test_a_name_that_finds_nothing_is_rot(written: str, why: str) -> None:
    small = "def one(a):\n    return len(a)\n"
    files = {"src/app/files.py": HELPER, "src/app/small.py": small, "src/app/empty.py": "", "src/a.md": ""}
    assert rotten(f"written-once\nhelpers: ['{written}']", files) == [f"`rule` names `{written}`, {why}"]


def test_what_can_be_looked_for_is_no_rot() -> None:
    files = {"src/app/files.py": HELPER, "src/app/slug.ts": scripts.SLUG}
    check = "written-once\nhelpers: [app.files.digest_of, files.digest_of, 'src/**/*.py', app.slug.slug]"
    assert rotten(check, files) == []


def test_statements_lower_and_raise_what_is_large_enough() -> None:
    small = "import calendar\n\ndef stamp(day):\n    return calendar.timegm(day.utctimetuple())\n"
    copy = "import calendar as c\n\ndef f(job):\n    at = c.timegm(job.utctimetuple())\n    go(at)\n"
    files = {"src/app/clock.py": small, "src/app/a.py": copy}
    assert ask("written-once\nhelpers: [app.clock.stamp]", files) == ()
    assert len(ask("written-once\nhelpers: [app.clock.stamp]\nstatements: 1", files)) == 1
    assert not ask(f"{CHECK}\nstatements: 9", {"src/app/a.py": TOP + COPY, "src/app/files.py": HELPER})


@pytest.mark.parametrize(
    "raw",
    [
        {"helpers": ["digest_of"]},
        {"helpers": []},
        {"helpers": "app.files", "statements": 0},
        {"helpers": "app.files", "statements": "4"},
        {"helpers": "app.files", "statements": True},
    ],
)
def test_options_that_say_nothing_are_refused(raw: dict[str, object]) -> None:
    check = checks.load("written-once")
    assert check is not None
    assert len(check.options(raw)) == 1


def test_functions_that_only_fill_what_was_made_are_no_helpers_of_a_glob() -> None:
    init = (
        "class {}:\n    def {}(self, a, b, c, d):\n"
        + "".join(f"        self.{n} = {n}\n" for n in "abcd")
        + "\n"
    )
    files = {"src/app/one.py": init.format("A", "__init__"), "src/app/two.py": init.format("B", "fill")}
    assert ask("written-once\nhelpers: [src/app/one.py]", files) == ()
    assert len(ask("written-once\nhelpers: [app.one.A.__init__]", files)) == 1


class Counting(trees.Texts):
    """A tree that knows which files were read."""

    def __init__(self, texts: dict[str, str], changed: set[str]) -> None:
        super().__init__(texts, changed)
        self.asked: list[str] = []

    def text(self, path: str) -> str:
        self.asked.append(path)
        return super().text(path)


def test_a_change_costs_its_own_files_and_those_of_the_helpers() -> None:
    files = {f"src/app/other_{n}.py": COPY for n in range(9)}
    tree = Counting({**files, "src/app/a.py": TOP + COPY, "src/app/files.py": HELPER}, {"src/app/a.py"})
    assert len(conformance.of_rule(rule(CHECK), tree)) == 1
    assert set(tree.asked) == {"src/app/a.py", "src/app/files.py"}
    nothing = Counting({"src/app/files.py": HELPER, "a.md": ""}, {"a.md"})
    assert conformance.of_rule(rule(CHECK), nothing) == ()
    assert nothing.asked == []


def test_a_helper_whose_file_does_not_parse_is_said_to_be_unread() -> None:
    read = document.parse(section(CHECK, scope="Scope: `src/**/*.py`."))
    tree = trees.Texts({"src/app/files.py": "def f(:\n", "src/app/a.py": TOP + COPY}, {"src/app/a.py"})
    told = conformance.run(read, tree)
    assert [(each.code, each.place.path) for each in told] == [("constraints/unread", "src/app/files.py")]


def test_a_helper_s_file_that_is_deeper_than_the_stack_is_left_out_and_said_to_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def deep(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(statements, "of", deep)
    tree = trees.Texts({"src/app/files.py": HELPER, "src/app/a.py": TOP + COPY}, {"src/app/a.py"})
    assert conformance.of_rule(rule(CHECK), tree) == ()
    assert {path: each.message for path, each in tree.problems().items()} == {
        "src/app/files.py": "it is nested too deeply"
    }


def test_the_kind_reads_python_and_scripts_alone() -> None:
    check = checks.load("written-once")
    assert isinstance(check, constraint.FileCheck)
    look = check.look(rule(CHECK), trees.Texts({}))
    assert look.languages == {"python", "javascript", "typescript", "tsx"}
