"""Small Python patterns: one expression, any arguments, dotted calls."""

import ast

import pytest

from parti.source import match


def hit(pattern: str, text: str) -> bool:
    compiled = match.compiled(pattern)
    assert compiled is not None
    return any(match.matches(compiled, node) for node in ast.walk(ast.parse(text)))


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("self.records[$K] = $V", "self.records[a.b] = f(x)"),
        ("self.records[$K] = $V", "self.records[k] += 1"),
        ("self.records[$K] = $V", "self.records[k]: int = 1"),
        ("self.records[$K] = $V", "a = self.records[k] = 1"),
        ("self.records[$K] = $V", "self.records[k], b = 1, 2"),
        ("self.records[$K] = $V", "for self.records[k] in x: pass"),
        ("self.records[$K] = $V", "self.records[1:2] = x"),
        ("self.records[$K] = $V", "(a, [self.records[k], *b]), c = f()"),
        ("self.records[$K] = $V", "*self.records[k], a = x"),
        ("$T = loop.create_task(...)", "a, b = 1, loop.create_task(f())"),
        ("$T = loop.create_task(...)", "[a, b] = [loop.create_task(f()), 1]"),
        ("$T = loop.create_task(...)", "(a, b), c = (1, loop.create_task(f())), 2"),
        ("$T = loop.create_task(...)", "a = b, c = 1, loop.create_task(f())"),
        ("$T = loop.create_task(...)", "a, *b, c = 1, 2, 3, loop.create_task(f())"),
        ("$T = loop.create_task(...)", "a, b, c = loop.create_task(f()), *x"),
        ("$T = loop.create_task(...)", "a, b = loop.create_task(f())"),
        ("self.task = loop.create_task(...)", "self.task, b = loop.create_task(f()), 1"),
        ("self.task = loop.create_task(...)", "self.task, b = loop.create_task(f())"),
        ("self.dirty = True", "self.dirty, self.at = True, now()"),
        ("del self.records[$K]", "del a, self.records[k]"),
        ("self.dirty = True", "self.dirty = True"),
        ("self.mark_dirty(...)", "self.mark_dirty(1, 2, key=3)"),
        ("self.mark_dirty($$$A)", "self.mark_dirty()"),
        ("self.mark_dirty", "x = self.mark_dirty(1)"),
        ("channel.ack($TAG)", "channel.ack(m.tag)"),
        ("open($P, 'w', ...)", "open(p, 'w', encoding='utf-8')"),
        ("open($P, $$$, mode=$M)", "open(p, mode='w')"),
        ("$X.commit()", "a.b.commit()"),
        ("await $X.publish(...)", "async def f():\n    await bus.publish(1)"),
    ],
)
def test_a_pattern_matches(pattern: str, text: str) -> None:
    assert hit(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("self.records[$K] = $V", "self.other[k] = 1"),
        ("self.records[$K] = $V", "x = self.records[k]"),
        ("self.records[$K] = None", "self.records[k] += 1"),
        ("self.dirty = True", "self.dirty = False"),
        ("self.dirty = True", "other.dirty = True"),
        ("$T = loop.create_task(...)", "a, b = 1, 2"),
        ("$T = loop.create_task(...)", 'a, b = x.split(":", 1)'),
        ("$DB = lib.Database(path)", 'a, b = x.split(":", 1)'),
        ("$DB = lib.Database(path)", "a, *b = 1, lib.Database(path)"),
        ("$DB = lib.Database(path)", "for a, b in x: pass"),
        ("self.task = loop.create_task(...)", "self.task, b = 1, loop.create_task(f())"),
        ("self.task = loop.create_task(...)", "self.task, b, c = *x, loop.create_task(f())"),
        ("self.dirty = True", "self.dirty, self.at = flags()"),
        ("self.dirty = True", "self.dirty, self.at = False, True"),
        ("del self.records[$K]", "del self.records"),
        ("channel.ack($TAG)", "channel.ack()"),
        ("channel.ack($TAG)", "channel.ack(a, b)"),
        ("f()", "f(1)"),
        ("f(x=1)", "f(x=2)"),
        ("self.mark", "self.mark"),
    ],
)
def test_a_pattern_does_not_match_something_else(pattern: str, text: str) -> None:
    assert not hit(pattern, text)


@pytest.mark.parametrize("pattern", ["", "a b", "x = ", "if x:", "a; b", "def f(", "\x00"])
def test_what_is_no_single_statement_is_no_pattern(pattern: str) -> None:
    assert match.compiled(pattern) is None


def test_the_words_that_a_match_must_contain() -> None:
    assert match.literals("self.records[$KEY] = $$$V") == {"records"}
    assert match.literals("del self.records[$K]") == {"records"}
    assert match.literals("channel.ack") == {"channel", "ack"}
