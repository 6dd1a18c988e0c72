"""opaque: each thing that may not be done has its words, each form of the value its border.

Who takes an identifier apart gets away with it until the identifiers change, so a form that is missed is
missed for years; and an alarm on comparing, printing or storing it would make the rule useless.
"""

import pytest

from tests.constraints.asking import asked, messages, spots, wrong

EVERYTHING = "slicing, arithmetic, ordering, searching, iterating, split, int, json.loads, 're.*'"
CHECK = f"opaque\nvalue: ['*.id']\nnever: [{EVERYTHING}]"
REST = "and `*.id` is opaque: it is compared and passed on, never taken apart"


def said(line: str, check: str = CHECK) -> list[str]:
    """What each finding says first about one line of a function."""
    text = f"import json, re\nMESSAGE = 'no post %s'\ndef f(post, posts):\n    {line}\n"
    return [each.partition(", and `")[0] for each in messages(asked(check, {"src/a.py": text}))]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("x = post.id[:4]", "`post.id[:4]` slices it"),
        ("x = post.id[-1]", "`post.id[-1]` slices it"),
        ("x = post.id[0]", "`post.id[0]` slices it"),
        ("x = post.id + '-1'", "`post.id + '-1'` reckons with it"),
        ("x = post.id % 2", "`post.id % 2` reckons with it"),
        ("x = size % post.id", "`size % post.id` reckons with it"),
        ("a, *b = post.id", "`a, *b = post.id` goes through it"),
        ("x = a, b = post.id", "`x = a, b = post.id` goes through it"),
        ("x = [*post.id]", "`*post.id` goes through it"),
        ("x = f(*post.id)", "`*post.id` goes through it"),
        ("x = list(post.id)", "`list(post.id)` goes through it"),
        ("x = ''.join(reversed(post.id))", "`reversed(post.id)` goes through it"),
        ("x = sorted(f'{post.id}')", "`sorted(f'{post.id}')` goes through it"),
        ("yield from post.id", "`for … in post.id` goes through it"),
        ("x = post.id * 2", "`post.id * 2` reckons with it"),
        ("x = post.id < last", "`post.id < last` puts it in an order"),
        ("x = first <= post.id", "`first <= post.id` puts it in an order"),
        ("x = '-' in post.id", "`'-' in post.id` searches in it"),
        ("x = '-' not in post.id", "`'-' not in post.id` searches in it"),
        ("for c in post.id: ...", "`for … in post.id` goes through it"),
        ("x = [c for c in post.id]", "`for … in post.id` goes through it"),
        ("x = {c: 1 for c in post.id}", "`for … in post.id` goes through it"),
        ("x = post.id.split('-')", "`post.id.split` takes it apart"),
        ("x = int(post.id)", "`int(post.id)` takes it apart"),
        ("x = int(post.id, base=16)", "`int(post.id, base=16)` takes it apart"),
        ("x = json.loads(s=post.id)", "`json.loads(s=post.id)` takes it apart"),
        ("x = re.match('a', post.id)", "`re.match('a', post.id)` takes it apart"),
        ("x = re.sub('a', 'b', post.id)", "`re.sub('a', 'b', post.id)` takes it apart"),
    ],
)
def test_each_way_of_taking_it_apart_has_its_words(line: str, words: str) -> None:
    assert said(line) == [words]


def test_a_finding_says_what_may_be_done_and_what_to_do() -> None:
    (each,) = asked(CHECK, {"src/a.py": "day = post.id.split('-')[0]\n"})
    assert each.message == f"`post.id.split` takes it apart, {REST}"
    assert each.fix == "ask whoever made the value for what you need, or carry that along beside it"
    assert (str(each.place), each.place.column) == ("src/a.py:1", 7)


@pytest.mark.parametrize(
    "line",
    [
        "x = post.id == other.id",
        "x = post.id != ''",
        "x = post.id is None",
        "x = post.id in known",
        "x = {post.id: post}",
        "x = [post.id]",
        "x = rows[post.id]",
        "x = f'post {post.id}'",
        "log('%s', post.id)",
        "x = '%s-1' % post.id",
        "x = b'%s' % post.id",
        "x = f'{a} %s' % post.id",
        "x = ('a' + '%s') % post.id",
        "x = _('no post %s') % post.id",
        "x = gettext('no post %s') % post.id",
        "raise ValueError(MESSAGE % post.id)",
        "x = '%s %s' % (post.id, other)",
        "x, y = post.id, other",
        "x, y = posts",
        "x = [*posts]",
        "x = hash(post.id)",
        "x = len(post.id)",
        "x = post.id or new()",
        "x = not post.id",
        "x = post.idea[:4]",
        "x = post.id_[:4]",
        "x = id[:4]",
        "x = post.id.upper()",
        "x = sorted(posts, key=lambda p: p.id)",
        "x = post.identity.split('-')",
        "x = [int(p.number) for p in posts if p.id]",
        "del post.id",
        "post.id = 'x'.split()[0]",
    ],
)
def test_comparing_storing_and_printing_it_are_free(line: str) -> None:
    assert said(line) == []


@pytest.mark.parametrize(
    ("never", "line", "hit"),
    [
        ("slicing", "x = post.id[1:]", True),
        ("slicing", "x = post.id.split()", False),
        ("ordering", "x = post.id > other", True),
        ("ordering", "x = post.id == other", False),
        ("ordering", "x = sorted([post.id])", False),
        ("arithmetic", "x = post.id < other", False),
        ("searching", "x = post.id in other", False),
        ("split", "x = post.id.rsplit()", False),
        ("split", "x = str.split(post.id)", True),
        ("'re.*'", "x = re.compile('a').match(post.id)", True),
        ("'json.*'", "x = json.loads(post.id)", True),
        ("loads", "x = json.loads(post.id)", False),
        ("int", "x = list(map(int, [p.id for p in posts]))", True),
        ("int", "x = list(map(str, [p.id for p in posts]))", False),
        ("split", "x = getattr(post.id, 'split')", True),
        ("split", "x = getattr(post.id, 'upper')", False),
    ],
)
def test_only_what_is_named_may_not_be_done(never: str, line: str, hit: bool) -> None:
    assert bool(said(line, f"opaque\nvalue: ['*.id']\nnever: [{never}]")) is hit


@pytest.mark.parametrize(
    ("value", "line", "hit"),
    [
        ("*.id", "x = self.post.id[1:]", True),
        ("*.id", "x = get().id[1:]", True),
        ("post.id", "x = post.id[1:]", True),
        ("post.id", "x = posts.id[1:]", False),
        ("*.*_id", "x = post.user_id[1:]", True),
        ("*.*_id", "x = post.userid[1:]", False),
        ("*_id", "x = user_id[1:]", True),
        ("*_id", "x = post.user_id[1:]", False),
        ("post['id']", "x = post['id'][1:]", True),
        ("post['id']", 'x = post["id"][1:]', True),
        ("post['id']", "x = post['ids'][1:]", False),
        ("post['id']", "x = other['id'][1:]", False),
        ("*['id']", "x = a.b['id'][1:]", True),
        ("*['id']", "x = a.b[id][1:]", False),
        ("*[0]", "x = row[0][1:]", True),
        ("*[0]", "x = row['0'][1:]", False),
        ("*.get_id()", "x = post.get_id()[1:]", True),
        ("*.get_id()", "x = post.get_id(1)[1:]", False),
        ("*.get('id')", "x = post.get('id')[1:]", True),
        ("*.get('id')", "x = post.get('id', None)[1:]", False),
        ("*.get('id')", "x = post.get('name')[1:]", False),
        ("*.get(key='id')", "x = post.get(key='id')[1:]", True),
        ("*.get(1)", "x = post.get(True)[1:]", False),
        ("token", "x = token[1:]", True),
        ("token", "x = self.token[1:]", False),
    ],
)
def test_a_value_is_what_its_pattern_says_and_nothing_near_it(value: str, line: str, hit: bool) -> None:
    quoted = value.replace("'", "''")
    assert bool(said(line, f"opaque\nvalue: ['{quoted}']\nnever: [slicing]")) is hit


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("a.ts", "const d = post.id.split('-');\n", [(1, 11)]),
        ("a.ts", "const key = post.id;\nkey.split('-');\n", [(2, 1)]),
        ("a.ts", "const { id } = post;\nid.split('-');\n", [(2, 1)]),
        ("a.ts", "let key = post.id;\nkey = '';\nkey.split('-');\n", []),
        ("a.ts", "const d = `${post.id}`.split('-');\n", [(1, 11)]),
        ("a.js", "parseInt(post.id, 10);\nparseInt(post.no);\n", [(1, 1)]),
        ("a.js", "if (post.id === other.id) store[post.id] = 1;\n", []),
        ("a.go", 'package a\nfunc f() { strings.Split(post.id, "-") }\n', [(2, 12)]),
        ("a.go", "package a\nfunc f() { if post.id == x { use(post.id) } }\n", []),
        ("A.java", 'class A { void f() { post.id.split("-"); } }\n', [(1, 22)]),
        ("A.java", 'class A { void f() { post.name.split("-"); } }\n', []),
        ("a.rs", 'fn f() { post.id.split("-"); }\n', [(1, 10)]),
        ("a.rs", "fn f() { post.id.clone(); }\n", []),
    ],
)
def test_each_language_sees_the_direct_form(path: str, text: str, found: list[tuple[int, int]]) -> None:
    check = "opaque\nvalue: ['*.id']\nnever: [split, parseInt, strings.Split]"
    assert spots(asked(check, {path: text})) == found


def test_a_place_is_told_once_however_often_it_is_taken_apart() -> None:
    assert len(said("x = int(post.id.split('-')[0][1:])")) == 1
    assert len(said("x = post.id[1:] + post.id[:1]")) == 2


def test_several_values_are_all_guarded_and_the_first_names_them() -> None:
    check = "opaque\nvalue: ['*.id', token]\nnever: [slicing]"
    found = asked(check, {"a.py": "def f(token, post):\n    return token[1:], post.id[1:]\n"})
    assert [each.message.partition(" is opaque")[0].rpartition("`")[0] for each in found] == [
        "`token[1:]` slices it, and `*.id",
        "`post.id[1:]` slices it, and `*.id",
    ]


def test_each_value_or_word_that_cannot_be_read_is_told() -> None:
    form = "must read like `*.id`, `post['id']`, `post_id` or `*.get_id()`"
    words = "arithmetic, iterating, ordering, searching, slicing"
    assert wrong("opaque", {"value": ["a b", "1", "'x'", "a + b"]}) == [
        f"`value: {each}` {form}" for each in ("a b", "1", "'x'", "a + b")
    ]
    assert wrong("opaque", {"value": "*.id", "never": ["re.*", "a-b"]}) == [
        f"`never: a-b` must be a name or one of {words}"
    ]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.go", 'package a\n\nfunc f(post Post) { strings.Split(post.id, "-") }\n'),
        ("a.go", "package a\n\nfunc f(post Post) { n, err := strconv.Atoi(post.id) }\n"),
        ("a.go", "package a\n\nfunc f(post Post) { if strings.HasPrefix(post.id, x) { } }\n"),
        ("A.java", "class A {\n  \n  int f(Post post) { return Integer.parseInt(post.id); } }\n"),
        ("A.java", "class A {\n  \n  boolean f(Post post) { return post.id.startsWith(x); } }\n"),
        ("a.rs", "\n\nfn f(post: Post) { let x = post.id.split_once('-'); }\n"),
        ("a.rs", "\n\nfn f(post: Post) { let x: u8 = post.id.parse().unwrap(); }\n"),
        ("a.rs", "\n\nfn f(post: Post) { post.id.trim() }\n"),
    ],
)
def test_by_default_each_language_has_its_own_words(path: str, text: str) -> None:
    assert [line for line, _ in spots(asked("opaque\nvalue: post.id", {path: text}))] == [3]
    assert asked("opaque\nvalue: post.id\nnever: [chop]", {path: text}) == ()
