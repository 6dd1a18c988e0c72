"""Where a dotted name went, by the line that defined it, in each language that we read.

The port's cases know one Python function that moved. Here stand the other words by which a name is
defined, what only looks like a definition, and which of several commits is the one that is meant.
"""

from pathlib import Path

import pytest

from parti import ports
from parti.adapters import git, git_history
from tests.adapters import histories

REST = "x = 1\ny = 2\nz = 3\n"

GONE = {
    "a def of Python": ("app/p1.py", "def {}(x):\n    return x\n"),
    "an async def": ("app/p2.py", "async def {}(x):\n    return x\n"),
    "a class": ("app/p3.py", "class {}:\n    x = 1\n"),
    "a name that is assigned": ("app/p4.py", "{} = 5\n"),
    "a name that is assigned with its type": ("app/p5.py", "{}: int = 5\n"),
    "a func of Go": ("app/g1.go", "func {}(x int) int {{\n\treturn x\n}}\n"),
    "a method of Go": ("app/g2.go", "func (s *Store) {}(x int) int {{\n\treturn x\n}}\n"),
    "a struct of Go": ("app/g3.go", "type {} struct {{\n\tX int\n}}\n"),
    "a fn of Rust": ("app/r1.rs", "pub fn {}(x: u8) -> u8 {{\n    x\n}}\n"),
    "a trait": ("app/r2.rs", "pub trait {} {{\n    fn a(&self);\n}}\n"),
    "an enum": ("app/r3.rs", "enum {} {{\n    A,\n}}\n"),
    "a function of TypeScript": ("app/t1.ts", "export function {}(x) {{\n  return x;\n}}\n"),
    "a const of TypeScript": ("app/t2.ts", "export const {} = (x) => x;\n"),
    "an interface": ("app/t3.ts", "interface {} {{\n  a: string;\n}}\n"),
    "a method of Java": ("app/J1.java", "  public static void {}(int x) {{\n    go(x);\n  }}\n"),
    "a protected method of Java": ("app/J2.java", "\tprotected int {} (int x) {{\n    return x;\n  }}\n"),
}
"""A file, and a definition with a place for its name; each name is `old` and its row's number."""


def name(row: int) -> str:
    return f"old{row}"


def wanted(row: int) -> str:
    path = list(GONE.values())[row][0]
    return f"{path.rpartition('.')[0].replace('/', '.')}.{name(row)}"


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """One commit with every definition, then one for each that carries it to another file."""
    root = tmp_path_factory.mktemp("moved") / "repo"
    first = {path: text.format(name(row)) + REST for row, (path, text) in enumerate(GONE.values())}
    steps: list[histories.Step] = [("all", first)]
    for row, (path, text) in enumerate(GONE.values()):
        there = f"lib/{Path(path).name}"
        steps.append((f"moves {row}", {path: REST, there: "import a\n\n" + text.format(name(row))}))
    return root, histories.written(root, *steps)


@pytest.mark.parametrize("row", range(len(GONE)), ids=list(GONE))
def test_what_defines_a_name_is_found_in_the_file_that_it_went_to(
    moved: tuple[Path, list[str]], row: int
) -> None:
    root, commits = moved
    there = f"lib/{Path(list(GONE.values())[row][0]).name}"
    assert git.find(root).traced(wanted(row)) == ports.Trace(
        commit=commits[row + 1], date=histories.day(row + 1), subject=f"moves {row}", now=there
    )


def traced(tmp_path: Path, wanted: str, *steps: histories.Step) -> tuple[ports.Trace, list[str]]:
    commits = histories.written(tmp_path / "repo", *steps)
    return git.find(tmp_path / "repo").traced(wanted), commits


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("app/io.py", "def save(x):\n    return x\n", "def store(x):\n    return x\n"),
        ("app/io.go", "func (d *Disk) save(x int) {}\n", "func (d *Disk) store(x int) {}\n"),
        ("app/io.rs", "pub fn save(x: u8) {}\n", "pub fn store(x: u8) {}\n"),
        ("app/io.ts", "export const save = 1;\n", "export const store = 1;\n"),
    ],
    ids=["python", "go", "rust", "typescript"],
)
def test_a_name_that_was_changed_in_its_place_is_told_by_its_new_name(
    tmp_path: Path, path: str, old: str, new: str
) -> None:
    trace, commits = traced(tmp_path, "app.io.save", ("a", {path: old}), ("b", {path: new}))
    assert trace == ports.Trace(
        commit=commits[1], date=histories.day(1), subject="b", now=f"store in {path}"
    )


def test_a_definition_that_is_new_elsewhere_wins_over_a_new_name_in_the_old_place(tmp_path: Path) -> None:
    trace, _ = traced(
        tmp_path,
        "app.io.save",
        ("a", {"app/io.py": "def save(x):\n    return x\n"}),
        ("b", {"app/io.py": "def load(x):\n    return x\n", "lib/z.py": "def save(x):\n    return x\n"}),
    )
    assert trace.now == "lib/z.py"


def test_a_new_name_in_another_hunk_is_not_the_new_name_of_what_went(tmp_path: Path) -> None:
    rest = "".join(f"x{n} = {n}\n" for n in range(9))
    trace, commits = traced(
        tmp_path,
        "app.io.save",
        ("a", {"app/io.py": f"def save(x):\n    return x\n{rest}"}),
        ("b", {"app/io.py": f"{rest}def other():\n    return 1\n"}),
    )
    assert trace == ports.Trace(commit=commits[1], date=histories.day(1), subject="b")


def test_a_new_name_in_another_file_is_not_the_new_name_of_what_went(tmp_path: Path) -> None:
    trace, _ = traced(
        tmp_path,
        "app.io.save",
        ("a", {"app/io.py": "def save(x):\n    return x\nx = 1\n", "app/z.py": "y = 1\n"}),
        ("b", {"app/io.py": "x = 1\n", "app/z.py": "def other():\n    return 1\n\n\ny = 1\n"}),
    )
    assert trace.now == ""


@pytest.mark.parametrize(
    "line",
    ["save == 1", "    save(1)", "def save_all(x):", "def resave(x):", "# saves = 1", "class Unsaved:"],
)
def test_what_only_looks_like_a_definition_is_none(tmp_path: Path, line: str) -> None:
    trace, _ = traced(
        tmp_path,
        "app.io.save",
        ("a", {"app/io.py": f"{line}\n{REST}"}),
        ("b", {"app/io.py": REST}),
    )
    assert trace == ports.Trace(unknown="git knows no commit that removed it")


def test_a_name_with_a_sign_is_taken_letter_by_letter(tmp_path: Path) -> None:
    trace, commits = traced(
        tmp_path,
        "app.io.$on",
        ("a", {"app/io.ts": "const $on = 1;\nconst xon = 2;\n"}),
        ("b", {"app/io.ts": "const $on = 1;\n"}),
        ("c", {"app/io.ts": "const y = 1;\n"}),
    )
    assert (trace.commit, trace.now) == (commits[2], "y in app/io.ts")


def test_where_its_module_lay_counts_before_what_has_the_same_name_elsewhere(tmp_path: Path) -> None:
    trace, commits = traced(
        tmp_path,
        "app.io.save",
        (
            "a",
            {"app/io.py": f"def save():\n    pass\n{REST}", "web/ui.py": f"def save():\n    pass\n{REST}"},
        ),
        ("b", {"app/io.py": REST}),
        ("c", {"web/ui.py": REST}),
    )
    assert (trace.commit, trace.subject) == (commits[1], "b")


def test_a_name_that_was_only_handed_on_is_found_where_it_was_defined(tmp_path: Path) -> None:
    trace, commits = traced(
        tmp_path,
        "app.api.save",
        (
            "a",
            {"app/api.py": "from lib.deep import save\n", "lib/deep.py": f"def save():\n    pass\n{REST}"},
        ),
        ("b", {"lib/deep.py": REST}),
    )
    assert (trace.commit, trace.subject) == (commits[1], "b")


def test_what_came_back_and_went_again_is_told_by_the_last_time(tmp_path: Path) -> None:
    there = f"def save():\n    pass\n{REST}"
    trace, commits = traced(
        tmp_path,
        "app.io.save",
        ("a", {"app/io.py": there}),
        ("b", {"app/io.py": REST}),
        ("c", {"app/io.py": there}),
        ("d", {"app/io.py": REST}),
    )
    assert (trace.commit, trace.date, trace.subject) == (commits[3], histories.day(3), "d")


def test_a_line_that_reads_like_the_header_of_a_patch_names_no_file(tmp_path: Path) -> None:
    text = "def save():\n    return [1, 2, 3]\n"
    trace, commits = traced(
        tmp_path,
        "app.io.save",
        ("a", {"app/io.py": f"{text}{REST}"}),
        ("b", {"app/io.py": REST, "lib/disk.py": f'DIFF = """\n++ b/lib/other.py\n"""\n{text}'}),
    )
    assert (trace.commit, trace.now) == (commits[1], "lib/disk.py")


def test_a_module_that_was_moved_is_told_by_its_file(tmp_path: Path) -> None:
    text = "def save():\n    return [1, 2, 3]\n"
    trace, commits = traced(
        tmp_path, "app.io", ("a", {"app/io.py": text}), ("b", {"app/io.py": None, "lib/disk.py": text})
    )
    assert (trace.commit, trace.now) == (commits[1], "lib/disk.py")


def test_a_package_that_was_moved_is_told_by_its_folder(tmp_path: Path) -> None:
    one, two = "def save():\n    return [1, 2, 3]\n", "def load():\n    return {'a': 'b'}\n"
    trace, commits = traced(
        tmp_path,
        "app.io",
        ("a", {"src/app/io/one.py": one, "src/app/io/two.py": two}),
        (
            "b",
            {
                "src/app/io/one.py": None,
                "src/app/io/two.py": None,
                "lib/x/one.py": one,
                "lib/x/two.py": two,
            },
        ),
    )
    assert (trace.commit, trace.now) == (commits[1], "lib/x/")


def test_a_name_in_a_module_that_was_moved_whole_is_in_the_module_s_new_file(tmp_path: Path) -> None:
    text = f"def save():\n    return [1, 2, 3]\n{REST}"
    trace, commits = traced(
        tmp_path,
        "app.io.save",
        ("a", {"app/io.py": text}),
        ("b", {"app/io.py": None, "lib/my disk.py": text}),
    )
    assert (trace.commit, trace.now) == (commits[1], "lib/my disk.py")


def test_the_file_that_a_name_went_to_is_followed_when_it_moved_on(tmp_path: Path) -> None:
    text = f"def save():\n    return [1, 2, 3]\n{REST}"
    trace, commits = traced(
        tmp_path,
        "app.io.save",
        ("a", {"app/io.py": text + "keep = 1\n"}),
        ("b", {"app/io.py": "keep = 1\n", "lib/one.py": text}),
        ("c", {"lib/one.py": None, "lib/two.py": text}),
    )
    assert (trace.commit, trace.now) == (commits[1], "lib/two.py")


def test_a_file_name_with_a_space_and_letters_of_another_language_comes_through(tmp_path: Path) -> None:
    trace, _ = traced(
        tmp_path,
        "app.io.save",
        ("a", {"app/io.py": f"def save():\n    pass\n{REST}"}),
        ("b", {"app/io.py": REST, "lib/große Datei.py": "def save():\n    pass\n"}),
    )
    assert trace.now == "lib/große Datei.py"


def test_a_change_that_is_not_committed_tells_the_new_name_and_its_file(tmp_path: Path) -> None:
    histories.written(tmp_path / "repo", ("a", {"app/io.py": "def save(x):\n    return x\n"}))
    (tmp_path / "repo/app/io.py").write_text("def store(x):\n    return x\n")
    assert git.find(tmp_path / "repo").traced("app.io.save") == ports.Trace(
        unknown="its removal is not committed yet", now="store in app/io.py"
    )


def test_no_more_commits_are_walked_than_is_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    histories.written(
        tmp_path / "repo",
        ("a", {"app/io.py": f"def save():\n    pass\n{REST}"}),
        ("b", {"app/io.py": REST}),
        ("c", {"other.txt": "1"}),
        ("d", {"other.txt": "2"}),
    )
    monkeypatch.setattr(git_history, "COMMITS", 3)
    assert git.find(tmp_path / "repo").traced("app.io.save").subject == "b"
    monkeypatch.setattr(git_history, "COMMITS", 2)
    assert git.find(tmp_path / "repo").traced("app.io.save") == ports.Trace(
        unknown="git knows no commit of the last 2 that removed it"
    )


EXAMPLE = "```go\nfunc Open() {}\n```\n"


def test_the_document_is_no_home_of_what_its_examples_show(tmp_path: Path) -> None:
    trace, _ = traced(
        tmp_path, "app.Open", ("a", {"app/a.go": "package app\n"}), ("b", {"CONSTRAINTS.md": EXAMPLE})
    )
    assert trace == ports.Trace(unknown="git knows no commit that removed it")


def test_what_went_is_told_although_the_document_shows_it_from_then_on(tmp_path: Path) -> None:
    trace, commits = traced(
        tmp_path,
        "app.Open",
        ("a", {"app/a.go": "package app\n\nfunc Open() {}\n"}),
        ("b", {"app/a.go": "package app\n", "CONSTRAINTS.md": EXAMPLE}),
    )
    assert trace == ports.Trace(commit=commits[1], date=histories.day(1), subject="b", now="")
