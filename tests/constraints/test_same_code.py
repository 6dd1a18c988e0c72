"""When two lines are the same code: what counts as style, as an edit, as a move, and what does not."""

import pytest

from parti.constraints import same_code

SAME = [
    ("f(a,b)", "f( a, b )"),
    ("f('a')", 'f("a")'),
    ("f(`a`)", "f('a')"),
    ("f(a, b,)", "f(a, b)"),
    ("f(a)", "f(a)  # why"),
    ("f(a)", "f(a); // why"),
    ("f(a),", "f(a)"),
    ("} catch (e) {", "} catch (_) {"),
    ("} catch (error: unknown) {", "} catch {"),
    ("except OSError as error:", "except OSError:"),
    ("with open(path) as file:", "with open(path) as out:"),
]
OTHER = [
    ("except OSError as error:", "except Exception as error:"),
    ("import json as a", "import pickle as a"),
    ("read().catch(one)", "read().catch(two)"),
    ("f(a, b)", "f(a.b)"),
    ("f(a)", "g(a)"),
    ("x = 1", "x == 1"),
    ("f(a)", ""),
]


@pytest.mark.parametrize(("old", "new"), SAME)
def test_style_is_no_difference(old: str, new: str) -> None:
    assert same_code.restyled(("a.py", old), ("a.py", new))
    assert same_code.moved(("a.py", old), ("b.py", new))
    assert not same_code.restyled(("a.py", old), ("b.py", new))


@pytest.mark.parametrize(("old", "new"), OTHER)
def test_another_sign_is_a_difference(old: str, new: str) -> None:
    assert not same_code.moved(("a.py", old), ("b.py", new))


@pytest.mark.parametrize("line", ["", "}", ");", "# only words"])
def test_a_line_without_a_word_of_code_is_never_known_again(line: str) -> None:
    assert not same_code.moved(("a.py", line), ("b.py", line))
    assert not same_code.edited(("a.py", line), ("a.py", line))


EDITED = [
    ("echo('Updated: %s' % now())", "echo(f'Updated: {now()}')", True),
    ("x = fs.copy ? wrap(fs.copy) : null", "x = wrap(fs.copy)", True),
    ("const move = require('move-old')", "const move = require('move-new')", False),
    ("const a = require('@old/name')", "const a = require('name')", False),
    ("const a = require('name') || b", "const a = require('name')", True),
    ("one(two, three, four)", "one(two)", True),
    ("one(two, three, four, five)", "one(two)", False),
    ("one(two)", "one(two, three)", False),
    ("copy = wrap(fs.copy)", "const copy = await wrap(fs.copy)", True),
    ("copy = wrap(fs.copy)", "const move = wrap(fs.copy)", False),
]


@pytest.mark.parametrize(("old", "new", "same"), EDITED)
def test_an_edit_keeps_most_words_and_brings_no_other(old: str, new: str, same: bool) -> None:
    assert same_code.edited(("a.py", old), ("a.py", new)) is same
    assert not same_code.edited(("a.py", old), ("b.py", new))
