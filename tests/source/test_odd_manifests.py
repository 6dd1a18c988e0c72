"""Manifests and imports that nobody writes: read or left unread, in no time and without a crash."""

import time

import pytest

from parti.source import import_scan, manifests, project


def test_a_key_of_thousands_of_parts_is_left_unread_in_no_time() -> None:
    start = time.process_time()
    text = "[project]\nname = 'a'\n" + "a." * 100_000 + "a = 1\n"
    found = manifests.declared("pyproject.toml", text)
    assert time.process_time() - start < 2
    assert found.problem is not None
    assert "too many parts" in found.problem.message


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"scripts": []}', '{"scripts": null}', '{"scripts": {"test": 3}}', "[]", "3", ""],
)
def test_a_package_file_of_any_shape_has_no_test_script(text: str) -> None:
    assert project.look(["package.json"], lambda path: text).test == ""


def test_a_form_feed_parts_the_words_of_an_import() -> None:
    assert import_scan.imports_of("from\x0ctyping import e\n") == {"typing"}


def test_a_key_of_one_endless_word_and_rows_without_end_are_read_soon() -> None:
    started = time.process_time()
    word = "[dependency-groups]\n" + "dev" * 40_000 + " = ['a']\n"
    assert manifests.declared("pyproject.toml", word) is not None
    rows = "".join(f"  p{number}\n" for number in range(20_000))
    found = manifests.declared("setup.cfg", f"[options]\ninstall_requires =\n{rows}")
    assert time.process_time() - started < 15
    assert found is not None
    assert len(found.dependencies) == 20_000
