"""The helper three files away is found by the words of the intent."""

import pytest

from parti.chunks import catalogue, reuse, words
from parti.source import python_facts


def existing(name: str, path: str = "src/store.py", says: str = "", line: int = 1) -> catalogue.Existing:
    return catalogue.Existing(path=path, line=line, name=name, signature=f"{name}()", says=says)


HOUSE = (
    existing("save_json", "src/state_io.py", "Writes a value atomically: temporary file, fsync, rename."),
    existing("parse_date", "src/dates.py", "A date from text."),
    existing("Retry.with_backoff", "src/retry.py", "Calls again with growing waits."),
    existing("render_page", "src/pages.py", "The page as HTML."),
    existing("_save_quietly", "src/state_io.py", "Writes a value."),
    existing("save_orders", "tests/test_store.py", "Writes orders."),
)


def names(intent: str, *files: str) -> list[str]:
    return [item.name for item in reuse.relevant(intent, files, HOUSE)]


def test_the_helper_that_writes_atomically_comes_first() -> None:
    assert names("Write the orders atomically to a JSON file")[0] == "save_json"


def test_a_method_is_found_by_its_name() -> None:
    assert names("Retry the call with backoff") == ["Retry.with_backoff"]


def test_private_functions_and_tests_are_passed_over() -> None:
    found = names("Save orders quietly, write values")
    assert "_save_quietly" not in found
    assert "save_orders" not in found


def test_nothing_near_gives_nothing() -> None:
    assert names("Encrypt the vault") == []


def test_one_common_word_in_a_docstring_is_not_enough() -> None:
    assert names("Take a text") == []


def test_the_folder_of_the_chunk_breaks_a_tie() -> None:
    twins = (existing("load_rows", "src/a/rows.py"), existing("load_rows", "src/b/rows.py"))
    assert reuse.relevant("Load rows", ["src/b/reader.py"], twins)[0].path == "src/b/rows.py"
    assert reuse.relevant("Load rows", ["src/c/reader.py"], twins)[0].path == "src/a/rows.py"


def test_the_order_of_the_definitions_does_not_matter() -> None:
    intent = "Write a page with retry and a date"
    assert reuse.relevant(intent, (), HOUSE) == reuse.relevant(intent, (), HOUSE[::-1])


def test_no_more_than_the_most_are_named() -> None:
    names = [f"save_order_{a}{b}" for a in "bcdfgh" for b in "jklmn"]
    many = [*map(existing, names), *(existing(f"other_{name}") for name in "abcdefghij")]
    many += [existing(f"more{n}_thing", line=n) for n in range(4000)]
    assert len(reuse.relevant("Save the orders", (), many)) == reuse.MOST == 8


def noise(word: str, count: int) -> list[catalogue.Existing]:
    return [existing(f"{word}_{'x' * n}", f"src/{word}.py", line=n) for n in range(1, count)]


def test_one_word_alone_is_not_enough() -> None:
    house = (existing("result_store_size"), existing("save_dead_letters"), existing("add_group"))
    found = reuse.relevant("Store dead letters of a group", (), house)
    assert [item.name for item in found] == ["save_dead_letters"]


def test_a_rare_word_in_the_name_and_another_in_the_docstring_are_enough() -> None:
    house = (existing("quarantine", says="Sets a letter apart."), existing("quarantined", says="Nothing."))
    assert [i.name for i in reuse.relevant("Quarantine a letter", (), house)] == ["quarantine"]


def test_words_that_the_whole_repository_uses_do_not_make_a_name_near() -> None:
    house = (*noise("result", 200), *noise("group", 200), existing("group_result"), existing("dead_letter"))
    found = reuse.relevant("Keep the result of a group as a dead letter", (), house)
    assert [item.name for item in found] == ["dead_letter"]


def test_one_name_in_many_classes_is_told_twice_at_most() -> None:
    many = [existing(f"Backend{letter}.store_dead_letters") for letter in "BCDFGHJK"]
    assert len(reuse.relevant("Store dead letters", (), many)) == 2


def test_definitions_come_with_the_first_line_of_their_docstring() -> None:
    text = (
        'def save(path: str) -> None:\n    """Writes it.\n\n    More.\n    """\n\nclass Bare:\n    pass\n'
    )
    found = list(catalogue.listed("src/a.py", python_facts.extract(text, "src/a.py").definitions, text))
    assert [(i.name, i.signature, i.says) for i in found] == [
        ("save", "save(path: str) -> None", "Writes it."),
        ("Bare", "class Bare", ""),
    ]


def test_a_file_that_does_not_parse_has_no_docstrings() -> None:
    assert list(catalogue.listed("a.py", (), "def (")) == []


@pytest.mark.parametrize(
    "family",
    [
        ("write", "writes", "writing", "writer", "writers"),
        ("retry", "retries", "retrying", "retried"),
        ("register", "registers", "registering", "registered"),
        ("commit", "commits", "committed", "committing"),
        ("store", "stored", "stores", "storing"),
    ],
)
def test_words_of_one_family_share_a_stem(family: tuple[str, ...]) -> None:
    assert len({words.stem(word) for word in family}) == 1, {w: words.stem(w) for w in family}


def test_names_are_cut_into_words() -> None:
    assert words.of("HTTPServer.sendAll_rows2") == words.of("HTTP server send all rows 2")


@pytest.mark.parametrize("name", ["Store.[kSaveOrders]", "SaveOrders.constructor", "Store.#saveOrders"])
def test_a_member_that_nobody_outside_calls_is_passed_over(name: str) -> None:
    assert reuse.relevant("Save orders", (), [existing(name, "lib/store.js")]) == ()
    (found,) = reuse.relevant("Save orders", (), [existing("Store.saveOrders", "lib/store.js")])
    assert found.name == "Store.saveOrders"
