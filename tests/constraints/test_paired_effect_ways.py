"""paired-effect: every way out of a function, every way a class shares the work, and whose pair it is.

What is lost at an early return is lost in silence, so each statement that can leave a function has its row:
with the pair on that way, and without it. The classes below are small copies of stores that people write.
"""

import pytest

from tests.constraints.asking import asked, messages, spots, wrong

CHECK = """paired-effect
when: ["self.rows[$K] = $V"]
then: ["self.dirty = True"]
"""
LOCK = "paired-effect\nwhen: [lock.acquire()]\nthen: [lock.release()]\n"


def left(text: str, check: str = CHECK) -> list[int]:
    """The lines after which a way out is left without the pair."""
    return [line for line, _ in spots(asked(check, {"src/store.py": text}))]


def locked(body: str) -> list[int]:
    """The same for the body of one function that takes a lock on its second line."""
    lines = "".join(f"    {line}\n" for line in body.strip("\n").split("\n"))
    return left(f"def f(x):\n    lock.acquire()\n{lines}", LOCK)


def test_a_finding_names_the_function_the_pair_and_the_place() -> None:
    text = "class Store:\n    def put(self, k):\n        if k: self.rows[k] = 1\n"
    (each,) = asked(CHECK, {"src/store.py": text})
    assert each.message == "`put` can end after this without `self.dirty = True`"
    assert each.fix == "do `self.dirty = True` on every way out of `put`"
    assert (str(each.place), each.place.column, each.snippet) == (
        "src/store.py:3",
        15,
        "if k: self.rows[k] = 1",
    )


def test_several_pairs_are_offered_as_a_choice() -> None:
    check = "paired-effect\nwhen: [begin()]\nthen: [commit(), rollback()]\n"
    assert messages(asked(check, {"a.py": "def f():\n    begin()\n"})) == [
        "`f` can end after this without `commit()` or `rollback()`"
    ]


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("lock.release()", True),
        ("return\nlock.release()", False),
        ("if x:\n    return\nlock.release()", False),
        ("if x:\n    lock.release()\n    return\nlock.release()", True),
        ("if x:\n    lock.release()\nelse:\n    lock.release()", True),
        ("if x:\n    lock.release()\nelif y:\n    lock.release()", False),
        ("raise E", False),
        ("lock.release()\nraise E", True),
        ("for a in x:\n    lock.release()", False),
        ("for a in x:\n    pass\nelse:\n    lock.release()", True),
        ("for a in x:\n    break\nelse:\n    lock.release()", False),
        ("for a in x:\n    if a:\n        break\nlock.release()", True),
        ("for a in x:\n    if a:\n        return a\nlock.release()", False),
        ("while x:\n    continue\nlock.release()", True),
        ("while True:\n    if x:\n        lock.release()\n        return", True),
        ("while True:\n    if x:\n        return", False),
        ("try:\n    work()\nfinally:\n    lock.release()", True),
        ("try:\n    return work()\nfinally:\n    lock.release()", True),
        ("try:\n    work()\nexcept E:\n    return\nlock.release()", False),
        ("try:\n    work()\nexcept E:\n    lock.release()\n    raise\nlock.release()", True),
        ("try:\n    work()\nexcept E:\n    pass\nelse:\n    lock.release()", False),
        ("with x:\n    lock.release()", True),
        ("with x:\n    return\nlock.release()", False),
        ("match x:\n    case 1:\n        lock.release()\n    case _:\n        lock.release()", True),
        ("match x:\n    case 1:\n        lock.release()", False),
        ("match x:\n    case 1:\n        lock.release()\n    case _:\n        pass", False),
        ("def g():\n    lock.release()", False),
        ("def g():\n    return\nlock.release()", True),
        ("g = lambda: lock.release()", False),
        ("x and lock.release()", False),
        ("return lock.release()", True),
        ("return [lock.release() for a in x]", False),
        ("return {1: lock.release() for a in x}", False),
        ("return lock.release() if x else None", False),
        ("return x if lock.release() else None", True),
        ("return lock.release() and x", True),
        ("if x or lock.release():\n    pass", False),
        ("while lock.release():\n    pass", True),
        ("assert x\nlock.release()", True),
        ("yield\nlock.release()", True),
        ("del x\nlock.release()", True),
        ("lock.release", False),
        ("other.release()", False),
        ("lock.release(1)", False),
    ],
)
def test_each_way_out_needs_its_pair(body: str, kept: bool) -> None:
    assert locked(body) == ([] if kept else [2])


def test_a_pair_that_comes_first_on_the_same_way_is_one() -> None:
    text = "class S:\n    def put(self, k):\n        self.dirty = True\n        self.rows[k] = 1\n"
    assert left(text) == []
    assert left(text.replace("self.dirty = True", "if k: self.dirty = True")) == [4]


def test_two_beginnings_need_it_once_behind_the_last() -> None:
    text = "class S:\n    def put(self, k):\n        self.rows[k] = 1\n        self.rows[0] = 2\n{}"
    assert left(text.format("        self.dirty = True\n")) == []
    assert left(text.format("        if k: return\n        self.dirty = True\n")) == [3, 4]


def test_a_pair_in_the_same_part_that_may_not_run_goes_with_its_beginning() -> None:
    check = "paired-effect\nwhen: [take()]\nthen: ['give(...)']\n"
    assert left("def f(x):\n    return x and give(take())\n", check) == []
    assert left("def f(x):\n    return [give(take()) for a in x]\n", check) == []
    assert left("def f(x):\n    return take() and give(1)\n", check) == [2]


def test_an_exempt_name_is_one_in_every_class_and_outside() -> None:
    check = f"{CHECK}unless-in: [load]\n"
    text = "class A:\n    def load(self):\n        self.rows[1] = 1\n"
    text += "    def loads(self):\n        self.rows[1] = 1\n"
    text += "def load(self):\n    self.rows[1] = 1\n"
    assert left(text, check) == [5]


def test_an_exempt_method_is_not_one_that_does_the_pair_for_others() -> None:
    check = f"{CHECK}unless-in: [_raw]\n"
    text = (
        "class A:\n    def _raw(self):\n        self.rows[1] = 1\n    def put(self):\n        self._raw()\n"
    )
    assert left(text, check) == [5]


RAW = "    def _raw(self, k):\n        self.rows[k] = 1\n"


@pytest.mark.parametrize(
    ("methods", "lines"),
    [
        (RAW, [3]),
        (f"{RAW}    def put(self):\n        self._raw(1)\n        self.dirty = True\n", []),
        (f"{RAW}    def put(self):\n        self._raw(1)\n", [5]),
        (f"{RAW}    def put(self):\n        if self.x:\n            return self._raw(1)\n", [6]),
        (f"{RAW}    def put(self):\n        other._raw(1)\n", [3]),
        (f"{RAW}    def put(self):\n        return self._raw\n", [3]),
        (f"{RAW}    @classmethod\n    def put(cls):\n        cls._raw(1)\n", [6]),
        (RAW.replace("_raw", "__raw")
         + "    def put(self):\n        self.__raw(1)\n        self.dirty = True\n", [3]),
        (f"{RAW}    async def put(self):\n        await self._raw(1)\n", [5]),
        ("    def _set(self):\n        self.dirty = True\n"
         "    def put(self):\n        self.rows[1] = 1\n        self._set()\n", []),
        ("    def _set(self):\n        if self.x:\n            self.dirty = True\n"
         "    def put(self):\n        self.rows[1] = 1\n        self._set()\n", [6]),
        ("    def set(self):\n        self.dirty = True\n"
         "    def put(self):\n        self.rows[1] = 1\n        self.set()\n", []),
        ("    def _set(self):\n        self._more()\n    def _more(self):\n        self.dirty = True\n"
         "    def put(self):\n        self.rows[1] = 1\n        self._set()\n", []),
        ("    def _set(self):\n        self.dirty = True\n"
         "    def put(self):\n        self.rows[1] = 1\n        other._set()\n", [5]),
    ],
)  # fmt: skip
def test_a_class_may_share_the_work_among_its_own_methods(methods: str, lines: list[int]) -> None:
    assert left(f"class Store:\n{methods}") == lines


def test_a_private_method_that_only_calls_itself_leaves_its_work_to_nobody() -> None:
    text = "class A:\n    def _put(self, k):\n        self.rows[k] = 1\n"
    text += "        if k:\n            self._put(k - 1)\n"
    assert left(text) == [3]


def test_methods_of_another_class_do_nothing_for_this_one() -> None:
    text = "class A:\n    def _set(self):\n        self.dirty = True\n"
    text += "class B:\n    def put(self):\n        self.rows[1] = 1\n        self._set()\n"
    assert left(text) == [6]


def test_a_function_in_a_method_is_judged_by_itself() -> None:
    text = "class A:\n    def put(self):\n        def inner():\n            self.rows[1] = 1\n"
    text += "        inner()\n        self.dirty = True\n"
    assert left(text) == [4]


def test_code_outside_every_function_is_not_judged() -> None:
    assert left("self.rows[1] = 1\nclass A:\n    rows[1] = 1\n") == []


@pytest.mark.parametrize(
    ("when", "text", "hit"),
    [
        ("self.rows[$K] = $V", "self.rows[a, b] = c = 1", True),
        ("self.rows[$K] = $V", "self.rows[0]: int = 1", True),
        ("self.rows[$K] = $V", "x = self.rows[0]", False),
        ("self.rows[$K] = $V", "self.rows[0].a = 1", False),
        ("del self.rows[$K]", "del self.rows[0], x", True),
        ("save($A, ...)", "save(1, 2, x=3)", True),
        ("save($A, ...)", "save()", False),
        ("save(...)", "x = [save() for _ in y]", True),
        ("db.save", "db.save(1)", True),
        ("db.save", "use(db.save)", False),
        ("db.save", "odb.save(1)", False),
        ("$X.commit()", "self.db.commit()", True),
        ("self.n += 1", "self.n += 1", True),
        ("self.n += 1", "self.n -= 1", False),
        ("self.state = 'open'", 'self.state = "open"', True),
    ],
)
def test_a_pattern_is_matched_by_what_it_means(when: str, text: str, hit: bool) -> None:
    quoted = when.replace("'", "''")
    check = f"paired-effect\nwhen: ['{quoted}']\nthen: [done()]\n"
    assert (left(f"def f(self):\n    {text}\n", check) == [2]) is hit


def test_the_same_variable_in_both_sides_is_the_same_thing_and_not_its_like() -> None:
    check = "paired-effect\nwhen: ['open_($F)']\nthen: ['close_($F)']\n"
    assert left("def f(a, b):\n    open_(a)\n    open_(b)\n    close_(b)\n    close_(a)\n", check) == []
    assert left("def f(a, b):\n    open_(a)\n    open_(a.x)\n    close_(a)\n", check) == [3]
    assert left("def f(a):\n    open_(a[0])\n    close_(a[ 0 ])\n", check) == []


def test_only_changed_files_are_judged() -> None:
    text = "def f(self):\n    self.rows[1] = 1\n"
    found = asked(CHECK, {"a.py": text, "b.py": text}, changed=["b.py"])
    assert [each.place.path for each in found] == ["b.py"]


NOT = "one Python statement or call, nor one of TypeScript, JavaScript, Go, Java or Rust"


def test_each_pattern_that_cannot_be_read_is_told() -> None:
    assert wrong("paired-effect", {"when": ["a b", "f()"], "then": ["x = = 1", "if x:"]}) == [
        f"`when: a b` is not {NOT}",
        f"`then: x = = 1` is not {NOT}",
        f"`then: if x:` is not {NOT}",
    ]
    assert wrong("paired-effect", {}) == [
        '`when` must be a list of texts, for example `when: ["self.records[$K] = $V"]`',
        '`then` must be a list of texts, for example `then: ["self.dirty = True"]`',
    ]


@pytest.mark.parametrize(
    ("line", "open_ones"),
    [
        ("a, b = text.split(':', 1)", []),
        ("a, b = 1, 2", []),
        ("a, b = 1, lib.open_(x)", [2]),
        ("a, b = 1, lib.open_(x)\n    b.close()", []),
        ("a, b = 1, lib.open_(x)\n    a.close()", [2]),
        ("a, b = lib.open_(x)\n    a.close()", []),
    ],
)
def test_what_is_unpacked_is_told_by_what_each_part_is_given(line: str, open_ones: list[int]) -> None:
    check = "paired-effect\nwhen: ['$DB = lib.open_(x)']\nthen: ['$DB.close()']\n"
    assert left(f"def f(x, text):\n    {line}\n", check) == open_ones
