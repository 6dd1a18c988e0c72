"""Behind a form feed, or a line separator inside a text, every kind still reads the line that it means.

Old Python and C-like code has form feeds between its parts, and texts hold U+2028. `str.splitlines` ends
a line there and no parser does, so a check that asked for its line would look at another and say nothing.
"""

import pytest

from tests.constraints.asking import asked, messages, spots

BREAKS = ["\f", "\v", "\x1e", "\x85", "\u2028"]


@pytest.mark.parametrize("mark", BREAKS)
def test_a_keyword_is_still_asked_of_a_call_behind_a_break(mark: str) -> None:
    text = (
        f"import requests\nfrom functools import partial\nNOTE = 'a{mark}b'\n"
        "quick = partial(requests.get, timeout=3)\n\nrequests.get(url)\n"
    )
    found = asked("signature\ncalls: [requests.get]\nkeywords: [timeout]", {"src/app/a.py": text})
    assert spots(found) == [(6, 1)]
    assert messages(found) == ["`requests.get` is called without `timeout`"]


@pytest.mark.parametrize("mark", BREAKS)
def test_a_full_name_in_rust_is_still_an_edge_behind_a_break(mark: str) -> None:
    text = f"// a{mark}b\nfn f() {{\n    crate::web::page();\n}}\n"
    found = asked("forbidden-import\nmodules: ['crate::web']", {"src/store/rows.rs": text})
    assert spots(found) == [(3, 5)]


@pytest.mark.parametrize("mark", BREAKS)
def test_a_relative_import_is_still_our_own_behind_a_break(mark: str) -> None:
    text = f"/* a{mark}b */\nimport {{ store }} from './store';\nimport pad from 'left-pad';\n"
    found = asked("stdlib-only", {"main.ts": text})
    assert messages(found) == ["`left-pad` is not in the standard library"]


@pytest.mark.parametrize("mark", BREAKS)
def test_the_line_that_a_finding_shows_is_the_one_it_points_at(mark: str) -> None:
    text = f"NOTE = 'a{mark}b'\nimport time\n\ntime.sleep(1)\n"
    (each,) = asked("forbidden-call\ncalls: [time.sleep]", {"src/app/a.py": text})
    assert (each.place.line, each.snippet) == (4, "time.sleep(1)")
