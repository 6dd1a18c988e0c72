"""Which files are looked for behind a missing module, in which order, and what is never told."""

import pytest

from parti.chunks import ignored
from tests.chunks.planned import chunk


def told(
    output: str, *files: str, there: tuple[str, ...] | None = None, known: tuple[str, ...] = ()
) -> list[str]:
    def lies(path: str) -> bool:
        return there is None or path in there

    every = ignored.findings(chunk(files=files), output, known, lies)
    return [f"{each.level} {each.place.path}" for each in every]


def missing(*names: str) -> str:
    return "".join(f"ModuleNotFoundError: No module named '{name}'\n" for name in names)


@pytest.mark.parametrize(
    ("files", "paths"),
    [
        ((), ["a.py", "a/__init__.py", "src/a.py", "src/a/__init__.py"]),
        (("b.py",), ["b.py", "a.py", "a/__init__.py", "src/a.py", "src/a/__init__.py"]),
        (
            ("lib/b.py", "lib/c.py"),
            [
                "lib/b.py", "lib/c.py", "a.py", "a/__init__.py", "lib/a.py", "lib/a/__init__.py",
                "src/a.py", "src/a/__init__.py",
            ],
        ),
    ],
    ids=["no file", "at the root", "two in one folder"],
)  # fmt: skip
def test_every_place_is_looked_at_once_and_what_is_declared_first(
    files: tuple[str, ...], paths: list[str]
) -> None:
    assert told(missing("a"), *files) == [f"error {path}" for path in paths]


@pytest.mark.parametrize(
    ("output", "path"),
    [
        ("No module named 'a.b.c'", "a/b/c.py"),
        ("E   ModuleNotFoundError: No module named 'a_1'\r\n", "a_1.py"),
        ("\x1b[31mNo module\x1b[0m named 'a'", "a.py"),
        ("No module named 'a'; 'a.b' is not a package", "a.py"),
        (missing("x", "a"), "a.py"),
    ],
)
def test_a_name_is_read_from_what_the_run_printed(output: str, path: str) -> None:
    assert told(output, there=(path,)) == [f"error {path}"]


@pytest.mark.parametrize(
    "output",
    [
        "No module named a",
        'No module named "a"',
        "no module named 'a'",
        "No module named ''",
        "a.py failed",
    ],
)
def test_other_words_name_no_module(output: str) -> None:
    assert told(output) == []


def test_a_name_that_is_missing_twice_is_told_once() -> None:
    assert told(missing("a", "a"), there=("a.py",)) == ["error a.py"]


def test_two_names_are_told_in_the_order_of_the_run() -> None:
    assert told(missing("b", "a"), there=("a.py", "b.py")) == ["error b.py", "error a.py"]


def test_a_declared_file_that_is_also_the_missing_module_is_told_once_as_declared() -> None:
    (found,) = ignored.findings(chunk(files=("a.py",)), missing("a"), (), lambda path: path == "a.py")
    assert found.message.startswith("The chunk names a.py, ")
    (other,) = ignored.findings(chunk(files=("b.py",)), missing("a"), (), lambda path: path == "a.py")
    assert other.message.startswith("The test needs a.py, ")


@pytest.mark.parametrize("pattern", ["src/*.py", "src/?.py", "src/[ab].py"])
def test_a_pattern_among_the_files_is_no_file_even_if_one_is_called_so(pattern: str) -> None:
    assert told("failed", pattern) == []
    assert told("failed", pattern, "b.py") == ["error b.py"]


def test_the_folder_of_a_pattern_is_still_a_place_of_modules() -> None:
    assert told(missing("a"), "lib/*.py", there=("lib/a.py",)) == ["error lib/a.py"]


def test_a_run_that_ended_well_leaves_a_warning_and_a_failed_one_an_error() -> None:
    assert told("", "a.py", "b.py", known=("b.py",)) == ["warning a.py"]
    assert told("1 failed", "a.py", "b.py", known=("b.py",)) == ["error a.py"]


@pytest.mark.parametrize(
    ("path", "quoted"), [("a.py", "a.py"), ("it's.py", "'it'\"'\"'s.py'"), ("$a.py", "'$a.py'")]
)
def test_the_commands_of_the_way_on_take_any_name(path: str, quoted: str) -> None:
    (found,) = ignored.findings(chunk(files=(path,)), "", (), lambda _: True)
    assert found.fix.startswith(f"git add -f {quoted}, or ")
    assert f"(git check-ignore -v {quoted} shows it)" in found.fix
