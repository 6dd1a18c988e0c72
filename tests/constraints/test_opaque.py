"""opaque: a value that is never taken apart, followed inside one function."""

import pytest

from parti.constraints import checks, conformance, finding
from parti.constraints import tree as trees
from tests.constraints.documents import rule

CHECK = """opaque
value: ["*.id", "post['key']", "*_token"]
never: [split, int, slicing, startswith, json.loads, arithmetic, ordering, searching, iterating]
"""


def found(text: str, check: str = CHECK) -> tuple[finding.Finding, ...]:
    return conformance.of_rule(rule(check), trees.Texts({"src/app/a.py": text}))


def body(*lines: str) -> str:
    return "import json\ndef f(post, posts, c):\n" + "".join(f"    {line}\n" for line in lines)


@pytest.mark.parametrize(
    "text",
    [
        body("post.id.split('-')"),
        body("self.post.id[3:]"),
        body("post['key'][0]"),
        body("int(post.id)"),
        body("json.loads(post['key'])"),
        body("from json import loads as l", "l(post.id)"),
        body("x = post.id", "x.startswith('a')"),
        body("x = y = post.id", "y.startswith('a')"),
        body("x: str = post.id", "x[-1]"),
        body("(a, b) = post.id, 1", "a.split()"),
        body("x = str(post.id)", "x.split()"),
        body("x = f'{post.id}'", "x.split()"),
        body("x = post.id or ''", "x.split()"),
        body("x = post.id if c else None", "x.split()"),
        body("if (x := post.id):", "    x.split()"),
        body("x = ''", "if c:", "    x = post.id", "x.split()"),
        body("x = post.id", "if c:", "    x = ''", "x.split()"),
        body("for p in posts:", "    x = p.id", "    print(x.split())"),
        body("x = ''", "for p in posts:", "    x.split()", "    x = p.id"),
        body("x = ''", "while c:", "    x.split()", "    x = post.id"),
        body("ids = [p.id for p in posts]", "for i in ids:", "    i.split()"),
        body("ids = sorted({p.id for p in posts})", "[i.split() for i in ids]"),
        body("[i[:3] for i in (p.id for p in posts)]"),
        body("list(map(int, [p.id for p in posts]))"),
        body("try:", "    x = post.id", "except E:", "    x = ''", "finally:", "    x.split()"),
        body("with open(post.id) as g:", "    post.id.split()"),
        body("self.x = post.id", "self.x.split()"),
        body("cut = post.id.split", "cut('-')"),
        body("getattr(post.id, 'split')('-')"),
        body("str.split(post.id, '-')"),
        body("api_token[:4]"),
        body("post.id + 1"),
        body("post.id < other"),
        body("'-' in post.id"),
        body("for c in post.id:", "    pass"),
        body("match c:", "    case 1:", "        x = post.id", "x.split()"),
        body("lambda: post.id.split()"),
        "key = post.id\nkey.split()\n",
        "class A:\n    key = post.id.split()\n",
    ],
)  # fmt: skip
def test_what_takes_the_value_apart(text: str) -> None:
    assert len(found(text)) == 1, found(text)


@pytest.mark.parametrize(
    "text",
    [
        body("post.id == other.id"),
        body("store[post.id]"),
        body("post.id in ids"),
        body("x = post.id", "x = post.title", "x.split()"),
        body("post.title.split()"),
        body("post['name'][1:]"),
        body("identity.split()"),
        body("log('%s', post.id)"),
        body("x = post.id", "def g(x):", "    x.split()"),
        body("post.id.strip()"),
        body("for p in posts:", "    use(p.id)"),
        body("# post.id.split()"),
        body("'post.id.split()'"),
        body("int(post.number)"),
        body("save(post.id)[0]"),
    ],
)
def test_what_leaves_the_value_whole(text: str) -> None:
    assert not found(text)


def test_without_never_the_usual_ways_are_meant() -> None:
    check = 'opaque\nvalue: ["*.id"]'
    assert found(body("post.id.partition('-')"), check)
    assert found(body("import re", "re.match('x', post.id)"), check)
    assert not found(body("post.id < other"), check)


def test_the_message_names_the_place_and_the_value() -> None:
    (each,) = found(body("x = post.id", "return x[:8]"))
    assert str(each.place) == "src/app/a.py:4"
    assert each.message.startswith("`x[:8]` slices it, and `*.id` is opaque")


@pytest.mark.parametrize(
    ("raw", "part"),
    [
        ({"value": "x +"}, "must read like"),
        ({"value": "1"}, "must read like"),
        ({"value": "*.id", "never": "a b"}, "must be a name"),
        ({"never": "split"}, "`value` must be a list"),
    ],
)
def test_a_block_that_cannot_run_is_told(raw: dict[str, object], part: str) -> None:
    check = checks.load("opaque")
    assert check is not None
    assert part in "\n".join(check.options(raw))


@pytest.mark.parametrize("terms", [500, 1500])
def test_a_long_sum_is_found_and_not_written_out(terms: int) -> None:
    places = found(body(f"{'x + ' * terms}post.id"))
    assert len(places) == 1
    assert "`…` reckons with it" in places[0].message


def test_a_file_that_does_not_parse_is_left_to_the_report_of_unread_files() -> None:
    assert not found("def f(:\n    post.id.split()\n")


CALLS = """opaque
value: ["actor.get('id')", "*.entry(1, part='key')"]
never: [split, slicing]
"""


@pytest.mark.parametrize(
    "line",
    [
        "actor.get('id').split('-')",
        'actor.get("id")[:4]',
        "x = actor.get('id'); x.split('-')",
        "store.entry(1, part='key').split()",
    ],
)
def test_a_value_that_is_a_call_with_arguments_meets_the_same_call(line: str) -> None:
    assert len(found(f"def f(actor, store):\n    {line}\n", CALLS)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "actor.get('name').split('-')",
        "actor.get().split('-')",
        "actor.get('id', None).split('-')",
        "actor.get(id).split('-')",
        "store.entry(True, part='key').split()",
        "store.entry(1, 'key').split()",
        "store.entry(1, other='key').split()",
        "store.entry(1, part=key).split()",
    ],
)
def test_another_argument_is_another_value(line: str) -> None:
    assert found(f"def f(actor, store, key, id):\n    {line}\n", CALLS) == ()
