"""One pass for all constraints: who looks at what, and that the scan before it only saves time."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parti.constraints import constraint, finding, sweep
from parti.constraints import tree as trees
from tests.constraints.documents import rule

PYTHON = frozenset({"python"})


class Looker:
    """A kind that notes what it was shown and finds one thing in each."""

    def __init__(self, *groups: tuple[str, ...], languages: frozenset[str] = PYTHON) -> None:
        self.seen: list[str] = []
        self.rule = rule("pattern\nforbid: x", "Scope: `src/**`.")
        self.look = constraint.Look(languages=languages, words=groups, at=self.at)

    def at(self, source: constraint.Source) -> Iterator[finding.Finding]:
        self.seen.append(source.path)
        yield constraint.broken(self.rule, source, 1, 1, "seen", "no fix")

    @property
    def pair(self) -> sweep.Pair:
        return self.rule, self.look


FILES = {
    "src/a.py": "alpha beta",
    "src/b.py": "beta",
    "src/c.py": "",
    "src/d.ts": "alpha beta",
    "src/e.txt": "alpha beta",
    "lib/f.py": "alpha beta",
}


@pytest.mark.parametrize(
    ("groups", "seen", "why"),
    [
        ([()], ["src/a.py", "src/b.py", "src/c.py"], "an empty group asks for every file"),
        ([("alpha",)], ["src/a.py"], "one word"),
        ([("alpha", "beta")], ["src/a.py"], "all words of a group"),
        ([("alpha", "gamma")], [], "a word of the group is missing"),
        ([("gamma",), ("beta",)], ["src/a.py", "src/b.py"], "any group"),
        ([], [], "no group at all matches nothing"),
        ([("alp",)], ["src/a.py"], "a word stands for itself anywhere in the text"),
        ([("ALPHA",)], [], "in the spelling of the file"),
    ],
)
@pytest.mark.parametrize("few", [True, False])
def test_only_files_with_all_words_of_a_group_are_looked_at(
    groups: list[tuple[str, ...]], seen: list[str], why: str, few: bool
) -> None:
    looker = Looker(*groups)
    more = {} if few else {f"lib/{number}.py": "x" for number in range(100)}
    found = list(sweep.run([looker.pair], trees.Texts({**FILES, **more})))
    assert looker.seen == seen, why
    assert [each.place.path for each in found] == seen


def test_without_the_scan_every_file_in_scope_is_looked_at() -> None:
    looker = Looker(("nothing has this",))
    list(sweep.run([looker.pair], trees.Texts(FILES), prefilter=False))
    assert looker.seen == ["src/a.py", "src/b.py", "src/c.py"]


def test_only_changed_files_are_looked_at_and_only_those_that_are_there() -> None:
    looker = Looker(())
    list(sweep.run([looker.pair], trees.Texts(FILES, ["src/b.py", "src/gone.py"])))
    assert looker.seen == ["src/b.py"]


def test_each_kind_sees_its_own_languages() -> None:
    typescript = Looker((), languages=frozenset({"typescript"}))
    both = Looker((), languages=frozenset({"typescript", "python"}))
    list(sweep.run([typescript.pair, both.pair], trees.Texts(FILES)))
    assert typescript.seen == ["src/d.ts"]
    assert both.seen == ["src/a.py", "src/b.py", "src/c.py", "src/d.ts"]


def test_each_text_is_read_once_for_all_constraints() -> None:
    reads: list[str] = []

    def read(path: str) -> str:
        reads.append(path)
        return FILES[path]

    lookers = [Looker(("alpha",)), Looker(("beta",)), Looker(())]
    list(sweep.run([each.pair for each in lookers], trees.Lazy(FILES, read)))
    assert reads == ["src/a.py", "src/b.py", "src/c.py"]


def test_a_large_tree_is_not_held_in_memory() -> None:
    big = "x" * (trees.TEXTS_HELD // 3)
    reads: list[str] = []

    def read(path: str) -> str:
        reads.append(path)
        return big

    tree = trees.Lazy([f"src/{at}.py" for at in range(8)], read)
    list(sweep.run([Looker(()).pair], tree))
    assert tree._held <= trees.TEXTS_HELD
    assert len(reads) == 8


WORDS = st.sampled_from(["a", "ab", "abc", "b", "ba", "é", "aé", "\ufffd", "import", "imp", "port"])
TEXTS = st.lists(WORDS | st.text(alphabet="ab é\ufffd\n", max_size=6), max_size=8).map("".join)


@given(st.lists(WORDS, max_size=6), TEXTS)
def test_both_ways_of_scanning_find_the_same_words(words: list[str], text: str) -> None:
    found = sweep.scanner(words, 10_000)(text)
    assert found == sweep.scanner(words, 1)(text) == {word for word in words if word in text}


def test_a_lone_surrogate_in_a_text_hides_no_word() -> None:
    assert sweep.scanner(["alpha"], 10_000)("\udcff alpha") == {"alpha"}


GROUPS = st.lists(
    st.lists(WORDS | st.sampled_from(["", "def", "print("]), max_size=3).map(tuple), max_size=4
)


@given(st.lists(GROUPS, max_size=5), TEXTS, st.sampled_from([1, 10_000]))
def test_a_look_is_chosen_where_all_words_of_a_group_occur_and_nowhere_else(
    several: list[list[tuple[str, ...]]], text: str, files: int
) -> None:
    looks = [Looker(*groups).look for groups in several]
    chosen = sweep.chooser(looks, files)(text)
    assert list(chosen) == [
        at
        for at, groups in enumerate(several)
        if any(all(word in text for word in group) for group in groups)
    ]


@pytest.mark.parametrize(
    ("group", "first"),
    [
        (("import", "requests"), "requests"),
        (("time", "def", "sleep("), "sleep("),
        (("json", "dump("), "dump("),
        (("import",), "import"),
    ],
)
def test_a_group_is_looked_for_by_the_word_that_is_likely_to_be_rare(
    group: tuple[str, ...], first: str
) -> None:
    assert min(group, key=sweep._frequency) == first


def test_a_table_of_many_words_is_not_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [f"word{number}" for number in range(2000)]
    assert sum(map(len, words)) > sweep._SMALL
    assert sweep.scanner(words, 10_000)("word17 word1999") == {
        "word1",
        "word17",
        "word19",
        "word199",
        "word1999",
    }


def test_a_file_that_no_constraint_covers_is_not_read() -> None:
    reads: list[str] = []

    def read(path: str) -> str:
        reads.append(path)
        return FILES[path]

    list(sweep.run([Looker(()).pair], trees.Lazy(FILES, read)))
    assert reads == ["src/a.py", "src/b.py", "src/c.py"]
