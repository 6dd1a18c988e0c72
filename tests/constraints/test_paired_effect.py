"""paired-effect: the dirty flag is set on every way out, judged over the whole class."""

import pytest

from parti.constraints import conformance, finding
from parti.constraints import tree as trees
from tests.constraints.documents import rule

CHECK = """paired-effect
when: ["self.records[$K] = $V", "del self.records[$K]", "self.records.pop"]
then: ["self.dirty = True", "self.mark_dirty(...)"]
unless-in: [__init__, load]
"""


def found(text: str, check: str = CHECK) -> list[finding.Finding]:
    return list(conformance.of_rule(rule(check), trees.Texts({"src/store.py": text})))


def in_class(*methods: str) -> str:
    lines = [f"    {line}" for method in methods for line in method.splitlines()]
    return "class Store:\n" + "\n".join(lines) + "\n"


RAW = "def _raw(self, k, v):\n    self.records[k] = v"
OPEN = "def raw(self, k):\n    self.records[k] = 1"
TOUCH = "def _touch(self):\n    self.n += 1\n    self.dirty = True"


@pytest.mark.parametrize(
    "text",
    [
        in_class(RAW, "def put(self, k):\n    self._raw(k, 1)\n    self.dirty = True"),
        in_class(RAW, "def put(self, k):\n    self.mark_dirty()\n    self._raw(k, 1)"),
        in_class(
            RAW,
            "def _mid(self, k):\n    self._raw(k, 1)",
            "def put(self, k):\n    self._mid(k)\n    self.dirty = True",
        ),
        in_class(TOUCH, "def put(self, k):\n    self.records[k] = 1\n    self._touch()"),
        in_class(
            TOUCH,
            "def _t(self):\n    self._touch()",
            "def put(self, k):\n    self._t()\n    self.records[k] = 1",
        ),
        in_class("def load(self, k):\n    self.records[k] = 1"),
        in_class("async def put(self, k):\n    self.records[k] = await g()\n    self.dirty = True"),
        in_class(
            "def put(self, k):\n    with self.lock:\n        self.records.pop(k)\n        self.mark_dirty()"
        ),
        "def free(self, k):\n    self.records[k] = 1\n    self.dirty = True\n",
        "x = 'self.records[k] = v'\n",
    ],
)
def test_what_keeps_the_pair(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (in_class("def put(self, k):\n    self.records[k] = 1"), 3),
        (in_class("def cut(self, k):\n    del self.records[k]"), 3),
        (in_class("def cut(self, k):\n    return self.records.pop(k, None)"), 3),
        (in_class("def add(self, k):\n    self.records[k] += 1"), 3),
        (in_class(RAW, "def put(self, k):\n    self._raw(k, 1)"), 5),
        (in_class(RAW), 3),
        (in_class(OPEN, "def put(self, k):\n    self.raw(k)\n    self.dirty = True"), 3),
        (
            in_class(
                "def put(self, k):\n    self.records[k] = 1\n    if k:\n        return\n    self.dirty = 1"
            ),
            3,
        ),
        (in_class("def put(self, k):\n    self.records[k] = 1\n    self.dirty = False"), 3),
        (
            in_class(
                "def _touch(self):\n    if a:\n        self.dirty = True",
                "def put(self, k):\n    self.records[k] = 1\n    self._touch()",
            ),
            6,
        ),
        ("def free(self, k):\n    self.records[k] = 1\n", 2),
        ("def outer():\n    def inner(self, k):\n        self.records[k] = 1\n    return inner\n", 3),
    ],
)
def test_what_breaks_the_pair(text: str, line: int) -> None:
    assert [each.place.line for each in found(text)] == [line]


def test_one_caller_that_forgets_is_found_beside_one_that_does_not() -> None:
    text = in_class(
        RAW,
        "def a(self, k):\n    self._raw(k, 1)\n    self.dirty = True",
        "def b(self, k):\n    self._raw(k, 2)",
    )
    (each,) = found(text)
    assert (each.place.line, each.snippet) == (8, "self._raw(k, 2)")
    assert each.message == "`b` can end after this without `self.dirty = True` or `self.mark_dirty(...)`"


def test_private_methods_that_call_one_another_end() -> None:
    text = in_class(
        "def _a(self, k):\n    self.records[k] = 1\n    self._b(k)",
        "def _b(self, k):\n    if k:\n        self._a(k - 1)",
        "def put(self, k):\n    self._a(k)",
    )
    assert [each.place.line for each in found(text)] == [9]


def test_a_message_is_acknowledged_after_the_commit_on_every_path() -> None:
    check = "paired-effect\nwhen: channel.basic_get\nthen: [channel.basic_ack, channel.basic_nack]\n"
    text = (
        "def consume(channel, db):\n    m = channel.basic_get('q')\n    try:\n        db.save(m)\n"
        "    except ValueError:\n        {}\n    else:\n        channel.basic_ack(m)\n"
    )
    assert [each.place.line for each in found(text.format("pass"), check)] == [2]
    assert found(text.format("channel.basic_nack(m)"), check) == []


def test_a_file_that_does_not_parse_is_left_to_the_report_of_unread_files() -> None:
    assert found("def f(:\n    self.records[k] = 1\n") == []


SYNC = "paired-effect\nwhen: ['write_all($F, $D)']\nthen: ['os.fsync($F)', '$F.abort()']\n"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("write_all(f, d)\n    os.fsync(f)", []),
        ("write_all(f, d)\n    os.fsync(g)", [2]),
        ("write_all(f, d)\n    g.abort()", [2]),
        ("write_all(f, d)\n    f.abort()", []),
        ("write_all(self.f, d)\n    os.fsync(self.f)", []),
        ("write_all(f, d)\n    write_all(g, d)\n    os.fsync(g)", [2]),
        ("write_all(f, d)\n    write_all(g, d)\n    os.fsync(g)\n    os.fsync(f)", []),
        ("write_all(f, d)\n    write_all(g, d)\n    os.fsync(f)\n    if d:\n        os.fsync(g)", [3]),
        ("write_all(f(1), d)\n    os.fsync(f(1))", []),
        ("write_all(f[0], f[1])\n    os.fsync(f[1])", [2]),
    ],
)
def test_the_pair_is_done_for_the_same_expression(body: str, lines: list[int]) -> None:
    assert [each.place.line for each in found(f"def save(f, g, d):\n    {body}\n", SYNC)] == lines


def test_each_of_several_beginnings_binds_for_itself() -> None:
    when = "['$S.rows[$K] = $V', 'del $S.rows[$K]', 'stop()']"
    check = f"paired-effect\nwhen: {when}\nthen: ['$S.dirty = True']\n"
    text = "def f(a, b, k):\n    a.rows[k] = 1\n    del b.rows[k]\n    {}.dirty = True\n"
    assert [each.place.line for each in found(text.format("a"), check)] == [3]
    assert [each.place.line for each in found(text.format("b"), check)] == [2]
    assert found("def f(a):\n    stop()\n    a.dirty = True\n", check) == []


def test_a_variable_of_one_side_alone_is_any_expression() -> None:
    check = "paired-effect\nwhen: ['begin($A)']\nthen: ['commit($B)']\n"
    assert found("def f():\n    begin(1)\n    commit(2)\n", check) == []


def test_a_private_method_counts_for_whichever_receiver() -> None:
    check = "paired-effect\nwhen: ['$S.rows[$K] = $V']\nthen: ['$S.dirty = True']\n"
    text = in_class(
        "def _touch(self):\n    self.dirty = True",
        "def put(self, k):\n    self.rows[k] = 1\n    self._touch()",
        "def bad(self, other):\n    other.rows[1] = 1\n    self.dirty = True",
    )
    assert [each.place.line for each in found(text, check)] == [8]


def test_what_a_private_method_leaves_is_not_asked_of_another_receiver() -> None:
    check = "paired-effect\nwhen: ['$S.rows[$K] = $V']\nthen: ['$S.dirty = True']\n"
    text = in_class(
        "def _raw(self):\n    self.rows[1] = 1",
        "def put(self, o):\n    self._raw()\n    self.dirty = True",
        "def both(self, o):\n    self._raw()\n    self.dirty = True\n    if o:\n        o.rows[2] = 2\n"
        "        o.dirty = True",
    )
    assert found(text, check) == []
