"""append-only: further ways to cut a sequence, in every language, and what a change of a file is called.

The past of other machines is what this kind guards, so a way around it that a careless edit could take is
held here by name: unpacking, a loop's target, a new name in another module, a file whose last line grew.
"""

import pytest

from parti.constraints.checks import append_only
from tests.constraints.asking import asked, messages, places, spots, stale, wrong
from tests.constraints.documents import rule

SEQUENCE = "append-only\nsequence: ledger.ENTRIES"
LEDGER = "ENTRIES = []\n"
FIXED = "append-only\nfiles: [migrations/*.sql]"
GROWS = f"{FIXED}\nlines: appended"


def cut(text: str, path: str = "src/app/a.py") -> list[tuple[int, int]]:
    """Where a file cuts the sequence of the ledger."""
    return spots(asked(SEQUENCE, {"src/app/ledger.py": LEDGER, path: text}, changed=[path]))


def judged(check: str, old: str | None, new: str | None) -> list[tuple[int, str, str]]:
    """(line, message, next step) of one file's change."""
    path = "migrations/1.sql"
    found = append_only.judge(rule(check), {path: old}, {path: new})
    return [(each.place.line, each.message, each.fix) for each in found]


def test_a_cut_is_told_with_its_place_its_line_and_the_way_out() -> None:
    (each,) = asked(
        SEQUENCE, {"src/app/ledger.py": "ENTRIES = []\n\n\ndef undo():\n    return ENTRIES.pop()\n"}
    )
    assert (str(each.place), each.place.column) == ("src/app/ledger.py:5", 12)
    assert (
        each.message == "`app.ledger.ENTRIES.pop` is called, and `ledger.ENTRIES` may only grow at its end"
    )
    assert each.fix == "append an entry that supersedes the old one"
    assert (each.code, each.level, each.snippet) == ("rule", "error", "return ENTRIES.pop()")


def test_what_is_written_over_and_what_gets_another_value_are_told_apart() -> None:
    text = "from app import ledger\nledger.ENTRIES[0] = 1\ndel ledger.ENTRIES[1:]\nledger.ENTRIES = []\n"
    assert messages(asked(SEQUENCE, {"src/app/ledger.py": LEDGER, "src/app/a.py": text})) == [
        "`ledger.ENTRIES[0]` is written over or cut, and `ledger.ENTRIES` may only grow at its end",
        "`ledger.ENTRIES[1:]` is written over or cut, and `ledger.ENTRIES` may only grow at its end",
        "`ledger.ENTRIES` gets another value, and `ledger.ENTRIES` may only grow at its end",
    ]


def test_a_cut_that_is_handed_to_another_is_told_as_passed_on() -> None:
    text = "from app.ledger import ENTRIES\nretry(ENTRIES.clear)\nlater = ENTRIES.sort\n"
    said = messages(asked(SEQUENCE, {"src/app/ledger.py": LEDGER, "src/app/a.py": text}))
    assert [each.split(",")[0] for each in said] == [
        "`app.ledger.ENTRIES.clear` is passed on",
        "`app.ledger.ENTRIES.sort` is used",
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "ledger.ENTRIES, n = [], 0",
        "n, ledger.ENTRIES = 0, []",
        "[n, ledger.ENTRIES] = 0, []",
        "n, *ledger.ENTRIES = 0, 1",
        "(n, (m, ledger.ENTRIES)) = 0, (1, [])",
        "ledger.ENTRIES[0], n = 1, 0",
        "n = ledger.ENTRIES = []",
        "for ledger.ENTRIES in rows: ...",
        "for ledger.ENTRIES[0] in rows: ...",
        "with open(p) as ledger.ENTRIES: ...",
        "del n, ledger.ENTRIES",
        "del (n, ledger.ENTRIES[0])",
        "ledger.ENTRIES: list[int] = []",
        "ledger.ENTRIES -= x",
        "ledger.ENTRIES &= x",
    ],
)
def test_a_new_value_is_found_however_it_is_given(statement: str) -> None:
    assert [line for line, _ in cut(f"from app import ledger\n{statement}\n")] == [2]


@pytest.mark.parametrize(
    "statement",
    [
        "n, m = ledger.ENTRIES",
        "first, *rest = ledger.ENTRIES",
        "for n in ledger.ENTRIES: ...",
        "rows[ledger.ENTRIES[0]] = 1",
        "ledger.ENTRIES: list[int]",
        "ledger.ENTRIES |= more",
        "ledger.ENTRIES[0].seen = True",
        "ledger.OTHER_ENTRIES = []",
        "other.ENTRIES.pop()",
        "kept = [*ledger.ENTRIES]",
    ],
)
def test_reading_the_sequence_and_growing_it_are_free(statement: str) -> None:
    assert cut(f"from app import ledger\nfrom app import other\n{statement}\n") == []


def test_a_set_grows_by_a_union_and_a_part_of_it_does_not() -> None:
    text = "from app import ledger\nledger.ENTRIES |= {1}\nledger.ENTRIES[0] |= 1\n"
    assert cut(text) == [(3, 1)]


def test_the_first_value_of_its_own_module_stays_free_behind_an_annotation() -> None:
    assert cut("ENTRIES: list[int]\nENTRIES = []\n", "src/app/ledger.py") == []
    assert cut("ENTRIES: list[int] = []\nENTRIES = [1]\n", "src/app/ledger.py") == [(2, 1)]


def test_a_second_value_behind_a_condition_is_a_second_value() -> None:
    assert cut("ENTRIES = []\nif DEBUG:\n    ENTRIES = [1]\n", "src/app/ledger.py") == [(3, 5)]


def test_a_local_of_the_same_name_is_another_thing_until_it_is_global() -> None:
    text = """\
        ENTRIES = []


        def mine():
            ENTRIES = [1]
            return ENTRIES


        def theirs():
            global OTHER, ENTRIES
            ENTRIES = [1]
        """
    assert cut(text, "src/app/ledger.py") == [(11, 5)]


def test_an_async_function_that_takes_the_global_is_no_way_around() -> None:
    text = "ENTRIES = []\nasync def f():\n    global ENTRIES\n    ENTRIES = []\n"
    assert cut(text, "src/app/ledger.py") == [(4, 5)]


def test_what_is_cut_twice_on_one_line_is_told_at_both_places() -> None:
    assert cut("from app.ledger import ENTRIES as e\ne.pop(); e.clear()\n") == [(2, 1), (2, 10)]


def test_a_file_that_does_not_parse_is_left_to_the_report_of_unread_files() -> None:
    assert cut("from app.ledger import ENTRIES\ndef f(:\n    ENTRIES[0] = 1\n") == []


def test_a_word_that_only_contains_the_name_costs_no_finding() -> None:
    assert cut("from app.ledger import MORE_ENTRIES\nMORE_ENTRIES.pop()\n") == []


@pytest.mark.parametrize(
    ("path", "text", "lines"),
    [
        (
            "src/a.ts",
            "import * as ledger from './ledger';\nledger.ENTRIES.push(1);\nledger.ENTRIES.splice(0, 1);\n",
            [3],
        ),
        (
            "src/a.js",
            "const { ENTRIES } = require('./ledger');\nENTRIES.shift();\nENTRIES.slice(1);\n",
            [2],
        ),
        (
            "src/main/java/app/A.java",
            "package app;\nclass A {\n  void f() {\n    Ledger.ENTRIES.add(1);\n"
            "    Ledger.ENTRIES.removeIf(x -> true);\n  }\n}\n",
            [5],
        ),
        ("src/a.rs", "use crate::ledger;\nfn f() {\n    ledger::ENTRIES.truncate(0);\n}\n", [3]),
    ],
)
def test_a_call_that_cuts_is_found_in_other_languages(path: str, text: str, lines: list[int]) -> None:
    name = "Ledger.ENTRIES" if path.endswith("java") else "ledger.ENTRIES"
    found = asked(f"append-only\nsequence: {name}", {path: text})
    assert [each.place.line for each in found] == lines


def test_a_line_that_grew_was_changed_also_at_the_end_of_a_growing_file() -> None:
    step = "put it back, and add what is new at the end"
    assert judged(GROWS, "a\nb", "a\nbc\n") == [(2, "line 2 was changed: 'b' stood there", step)]


def test_a_line_that_went_is_told_by_what_stood_there() -> None:
    step = "put it back, and add a new file"
    assert judged(FIXED, "a\n  drop table t;\n", "a\n") == [
        (1, "line 2 was removed: 'drop table t;' stood there", step)
    ]


def test_a_long_line_is_told_by_its_beginning() -> None:
    (each,) = judged(FIXED, f"{'x' * 60}y\n", "z\n")
    assert each[1] == f"line 1 was changed: {'x' * 60!r} stood there"


def test_a_file_emptied_points_at_its_first_line() -> None:
    assert [line for line, _, _ in judged(GROWS, "a\nb\nc\n", "")] == [1]


def test_an_empty_file_that_is_filled_has_grown() -> None:
    assert judged(GROWS, "", "a\n") == []
    assert [(line, words) for line, words, _ in judged(FIXED, "", "a\n")] == [
        (1, "lines were added to a file that stays as it is")
    ]


def test_a_file_that_went_is_told_as_what_it_was_meant_to_do() -> None:
    assert [(line, words) for line, words, _ in judged(FIXED, "a\n", None)] == [
        (0, "this file was removed")
    ]
    assert [(line, words) for line, words, _ in judged(GROWS, "a\n", None)] == [
        (0, "this file was removed, and it may only grow")
    ]


def test_a_file_that_is_missing_in_the_new_texts_went() -> None:
    found = append_only.judge(rule(GROWS), {"migrations/1.sql": "a\n"}, {})
    assert places(found) == ["migrations/1.sql"]
    assert found[0].snippet == ""


@pytest.mark.parametrize("mark", ["\f", "\v", "\x1c", "\x85", "\u2028"])
def test_only_what_ends_a_line_for_an_editor_ends_a_line_here(mark: str) -> None:
    (each,) = judged(FIXED, f"a{mark}b\nc\nd\n", f"a{mark}b\nc\nD\n")
    assert each[0] == 3
    assert [line for line, _, _ in judged(FIXED, f"a{mark}b\n", "a\nb\n")] == [1]


def test_carriage_returns_alone_make_no_difference_either() -> None:
    assert judged(FIXED, "a\nb\n", "a\rb\r") == []


def test_blank_lines_at_the_end_count() -> None:
    assert judged(GROWS, "a\n", "a\n\n") == []
    assert [line for line, _, _ in judged(FIXED, "a\n", "a\n\n")] == [2]
    assert [line for line, _, _ in judged(GROWS, "a\n\n", "a\n")] == [1]


def test_the_broken_line_is_the_one_that_stands_there_now() -> None:
    found = append_only.judge(rule(FIXED), {"migrations/1.sql": "a\nb\n"}, {"migrations/1.sql": "a\n  c\n"})
    assert [each.snippet for each in found] == ["c"]


def test_several_files_are_told_in_the_order_of_their_paths() -> None:
    before: dict[str, str | None] = {"migrations/2.sql": "a\n", "migrations/1.sql": "b\n"}
    assert places(append_only.judge(rule(FIXED), before, {})) == ["migrations/1.sql", "migrations/2.sql"]


def test_a_folder_with_a_slash_at_its_end_means_all_below_it() -> None:
    whole = rule("append-only\nfiles: log/")
    before: dict[str, str | None] = {"log/2020/a.txt": "x\n", "logs/a.txt": "x\n"}
    assert places(append_only.judge(whole, before, {})) == ["log/2020/a.txt"]


def test_rot_tells_each_glob_without_a_file_and_only_those() -> None:
    check = "append-only\nfiles: [migrations/*.sql, log/]"
    assert stale(check, {"migrations/1.sql": "a"}) == [
        "`rule` keeps `log/` from changing, which matches no file"
    ]


def test_a_sequence_that_only_a_page_names_is_gone() -> None:
    assert stale(SEQUENCE, {"docs/a.md": "ENTRIES\n", "src/a.py": "x = 1\n"}) == [
        "`rule` speaks of `ENTRIES`, which no file names"
    ]
    assert stale(SEQUENCE, {"src/a.py": LEDGER}) == []
    assert stale(FIXED, {"migrations/1.sql": "a"}) == []


def test_each_thing_that_is_wrong_in_a_block_has_its_own_sentence() -> None:
    both = "give one of `files: migrations/*.sql` and `sequence: ledger.ENTRIES`"
    assert wrong("append-only", {}) == [both]
    assert wrong("append-only", {"files": 3}) == ["`files` must be a list of texts"]
    assert wrong("append-only", {"files": "a", "lines": "appended"}) == []
    assert wrong("append-only", {"files": "a", "lines": "fixed"}) == []
    assert wrong("append-only", {"sequence": "a", "lines": "appended"}) == [
        "`lines` must be `appended` or `fixed`, and goes with `files`"
    ]
