"""What exists is told in every language that has facts, with the comment above it."""

import pytest

from parti.chunks import catalogue
from parti.source import reading

SCRIPT = """'use strict'
/** Writes a report to a file. It is atomic.
 * @param report
 */
function writeReport (report, file) { const inner = () => 1; return inner() }

// Reads the rows
// of a day.
const rows = (day) => []

class Store {
  /**
   * Saves one row.
   */
  @logged
  save (row) {}
}
const x = 1
function bare () {}
module.exports = { writeReport, rows }
"""


def listed(path: str, text: str) -> dict[str, str]:
    return {
        item.name: item.says
        for item in catalogue.listed(path, reading.extract(text, path).definitions, text)
    }


@pytest.mark.parametrize("path", ["lib/a.ts", "lib/a.mts"])
def test_functions_of_a_script_are_listed_with_what_their_comments_say(path: str) -> None:
    assert listed(path, SCRIPT) == {
        "writeReport": "Writes a report to a file.",
        "rows": "Reads the rows of a day.",
        "Store": "",
        "Store.save": "Saves one row.",
        "bare": "",
    }


@pytest.mark.parametrize(
    ("path", "text", "name", "says"),
    [
        ("a.go", "package a\n\n// Save writes a row.\nfunc Save(x int) {}\n", "Save", "Save writes a row."),
        ("a.rs", "/// Saves a row.\n#[inline]\npub fn save(x: u8) {}\n", "save", "Saves a row."),
        ("A.java", "class A {\n  /** Saves. */\n  @Override\n  void save() {}\n}\n", "A.save", "Saves."),
        ("a.py", 'def save():\n    """Saves.\n\n    More."""\n', "save", "Saves."),
    ],
)
def test_other_languages_say_it_above_and_python_inside(path: str, text: str, name: str, says: str) -> None:
    assert listed(path, text)[name] == says


def test_the_signature_is_as_it_is_written() -> None:
    (first, *_) = catalogue.listed("lib/a.js", reading.extract(SCRIPT, "lib/a.ts").definitions, SCRIPT)
    assert first.signature == "writeReport (report, file)"
