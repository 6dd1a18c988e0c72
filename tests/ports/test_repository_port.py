"""What every repository does, whether it is git or the fake."""

import re
from pathlib import Path
from typing import Protocol

import pytest

from parti import ports
from parti.adapters import git
from parti.records import refusal
from tests.fakes import real
from tests.fakes.repository import FakeRepository


class Hands(Protocol):
    """What a case does to a repository before it looks."""

    port: ports.Repository

    def commit(self, at: str = "") -> str: ...
    def switch(self, branch: str) -> None: ...
    def detach(self) -> None: ...
    def forget_person(self) -> None: ...
    def forget_history(self) -> None: ...


class GitHands:
    def __init__(self, root: Path) -> None:
        self.port: ports.Repository = git.find(real.repository(root), apart=("log",))
        real.git(root, "config", "user.name", "Ada")
        real.git(root, "config", "user.email", "ada@example.org")

    def commit(self, at: str = "") -> str:
        return real.commit(self.port.root, at)

    def switch(self, branch: str) -> None:
        real.git(self.port.root, "switch", "--quiet", "--create", branch)

    def detach(self) -> None:
        real.git(self.port.root, "switch", "--quiet", "--detach")

    def forget_person(self) -> None:
        real.git(self.port.root, "config", "user.name", "")

    def forget_history(self) -> None:
        head = self.port.head()
        (self.port.root / ".git" / "shallow").write_text(f"{head}\n")


class FakeHands:
    def __init__(self, root: Path) -> None:
        self.fake = FakeRepository(root, apart=("log",))
        self.port: ports.Repository = self.fake

    def commit(self, at: str = "") -> str:
        return self.fake.commit(at)

    def switch(self, branch: str) -> None:
        self.fake.switch(branch)

    def detach(self) -> None:
        self.fake.detach()

    def forget_person(self) -> None:
        self.fake.name = ""

    def forget_history(self) -> None:
        self.fake.forget_history()


class RepositoryCase:
    @pytest.fixture
    def hands(self, tmp_path: Path) -> Hands:
        raise NotImplementedError

    def test_root_is_absolute(self, hands: Hands) -> None:
        assert hands.port.root.is_absolute()

    def test_before_the_first_commit_there_is_a_branch_but_no_head(self, hands: Hands) -> None:
        assert (hands.port.branch(), hands.port.head()) == ("main", "")

    def test_before_the_first_commit_everything_is_new(self, hands: Hands) -> None:
        real.write(hands.port.root, "a.txt", "one\ntwo\n")
        base = hands.port.resolve("HEAD")
        new = (ports.Change("a.txt", 2, 0, "added"),)
        assert tuple(hands.port.changes(base)) == new
        assert tuple(hands.port.changes(hands.port.head())) == new
        assert hands.port.texts(base, ["a.txt"]).get("a.txt") is None

    def test_head_follows_commits(self, hands: Hands) -> None:
        real.write(hands.port.root, "a.txt", "one\n")
        first = hands.commit()
        assert hands.port.head() == first == hands.port.resolve("HEAD") == hands.port.resolve(first)
        assert hands.commit() != first

    def test_branch_is_named_and_detached_head_has_none(self, hands: Hands) -> None:
        commit = hands.commit()
        hands.switch("feature/one")
        assert hands.port.branch() == "feature/one"
        hands.detach()
        assert (hands.port.branch(), hands.port.head()) == ("", commit)

    def test_writer_stays_on_a_branch_and_differs_between_branches(self, hands: Hands) -> None:
        hands.commit()
        main = hands.port.writer()
        assert main == hands.port.writer()
        hands.switch("feature/one")
        one = hands.port.writer()
        hands.detach()
        assert len({main, one, hands.port.writer()}) == 3

    @pytest.mark.parametrize("branch", ["Fix/Ünïcode", "a--b", "x" * 200])
    def test_writer_is_a_plain_file_name(self, hands: Hands, branch: str) -> None:
        hands.commit()
        hands.switch(branch)
        name = hands.port.writer()
        assert Path(name).name == name
        assert len(name) < 100 or isinstance(hands, FakeHands)

    def test_person_has_name_and_mail(self, hands: Hands) -> None:
        assert hands.port.person().name == "Ada <ada@example.org>"

    def test_person_without_a_name_is_refused_with_the_way_out(self, hands: Hands) -> None:
        hands.forget_person()
        with pytest.raises(refusal.Unready) as caught:
            hands.port.person()
        assert "git config user.name" in caught.value.next_step

    def test_files_are_sorted_relative_and_hold_untracked_ones(self, hands: Hands) -> None:
        real.write(hands.port.root, "b/two.txt", "2\n")
        hands.commit()
        real.write(hands.port.root, "a.txt", "1\n")
        assert list(hands.port.files()) == ["a.txt", "b/two.txt"]

    def test_files_that_are_gone_are_not_listed(self, hands: Hands) -> None:
        gone = real.write(hands.port.root, "a.txt", "1\n")
        hands.commit()
        gone.unlink()
        assert list(hands.port.files()) == []

    def test_unknown_revision_is_refused(self, hands: Hands) -> None:
        hands.commit()
        for ask in (hands.port.resolve, hands.port.changes, hands.port.diff):
            with pytest.raises(refusal.Misused):
                ask("no-such-thing")
        with pytest.raises(refusal.Misused):
            hands.port.texts("no-such-thing", ["a.txt"])

    def test_changes_count_lines_and_tell_new_from_gone(self, hands: Hands) -> None:
        root = hands.port.root
        gone = real.write(root, "gone.txt", "1\n2\n")
        real.write(root, "kept.txt", "same\n")
        real.write(root, "mine.txt", "1\n2\n3\n")
        base = hands.commit()
        gone.unlink()
        real.write(root, "mine.txt", "1\nzwei\n3\n4\n")
        real.write(root, "sub/new.txt", "a\n")
        assert tuple(hands.port.changes(base)) == (
            ports.Change("gone.txt", 0, 2, "deleted"),
            ports.Change("mine.txt", 2, 1, "modified"),
            ports.Change("sub/new.txt", 1, 0, "added"),
        )

    def test_nothing_changed_is_nothing(self, hands: Hands) -> None:
        real.write(hands.port.root, "a.txt", "1\n")
        base = hands.commit()
        assert tuple(hands.port.changes(base)) == ()
        assert hands.port.diff(base) == ""

    def test_diff_is_unified_and_holds_untracked_files(self, hands: Hands) -> None:
        real.write(hands.port.root, "a.txt", "one\n")
        base = hands.commit()
        real.write(hands.port.root, "a.txt", "two\n")
        real.write(hands.port.root, "b.txt", "new\n")
        diff = hands.port.diff(base)
        assert "--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-one\n+two\n" in diff
        assert "--- /dev/null\n+++ b/b.txt\n@@ -0,0 +1 @@\n+new\n" in diff

    def test_show_reads_the_past(self, hands: Hands) -> None:
        real.write(hands.port.root, "d/a.txt", "früher\n")
        base = hands.commit()
        real.write(hands.port.root, "d/a.txt", "now\n")
        assert hands.port.texts(base, ["d/a.txt"]).get("d/a.txt") == "früher\n"
        assert hands.port.texts(base, ["d"]).get("d") is None
        assert hands.port.texts(base, ["no.txt"]).get("no.txt") is None

    def test_digest_depends_on_content_alone(self, hands: Hands) -> None:
        path = real.write(hands.port.root, "a.txt", "one\n")
        first = hands.port.tree_digest()
        hands.commit()
        assert hands.port.tree_digest() == first
        real.write(hands.port.root, "b.txt", "untracked\n")
        assert hands.port.tree_digest() != first
        (hands.port.root / "b.txt").unlink()
        path.write_text("two\n")
        assert hands.port.tree_digest() != first
        path.write_text("one\n")
        assert hands.port.tree_digest() == first

    def test_one_look_tells_a_mark_and_the_files(self, hands: Hands) -> None:
        real.write(hands.port.root, "b/two.txt", "2\n")
        base = hands.commit()
        gone = real.write(hands.port.root, "gone.txt", "1\n")
        for _ in range(2):
            found = hands.port.seen()
            assert found[1] == hands.port.files()
            hands.port.changes(base)
            assert hands.port.seen() == found
            gone.unlink(missing_ok=True)
        assert hands.port.seen()[1] == ("b/two.txt",)

    def test_a_mark_stays_over_a_commit_and_goes_with_every_text(self, hands: Hands) -> None:
        root = hands.port.root
        real.write(root, "a.py", "x = 1\n")
        real.write(root, "sub/b.py", "y = 1\n")
        first = hands.port.seen()[0]
        hands.commit()
        assert hands.port.seen()[0] == first
        for path, text in (("a.py", "x = 2\n"), ("sub/b.py", "y = 2\n"), ("sub/c.py", "")):
            real.write(root, path, text)
            changed = hands.port.seen()[0]
            assert changed != first
            hands.commit()
            assert hands.port.seen()[0] == changed
            first = changed
        (root / "a.py").rename(root / "z.py")
        moved = hands.port.seen()[0]
        assert moved != first
        (root / "z.py").rename(root / "a.py")
        assert hands.port.seen()[0] == first

    def test_in_the_folders_apart_a_mark_knows_logs_by_name_and_the_rest_by_text(
        self, hands: Hands
    ) -> None:
        root = hands.port.root
        real.write(root, "a.py", "x = 1\n")
        real.write(root, "log/old.jsonl", "{}\n")
        real.write(root, "log/page.md", "one\n")
        first = hands.port.seen()[0]
        for committed in (False, True):
            if committed:
                hands.commit()
            assert hands.port.seen()[0] == first
            real.write(root, "log/old.jsonl", "{}\n{}\n")
            assert hands.port.seen()[0] == first
            real.write(root, "log/page.md", "two\n")
            assert hands.port.seen()[0] != first
            real.write(root, "log/page.md", "one\n")
        real.write(root, "log/new.jsonl", "{}\n")
        assert hands.port.seen()[0] != first

    def test_folders_apart_do_not_count_as_work(self, hands: Hands) -> None:
        real.write(hands.port.root, "a.txt", "one\n")
        real.write(hands.port.root, "log/old.jsonl", "{}\n")
        base = hands.commit()
        digest = hands.port.tree_digest()
        real.write(hands.port.root, "log/old.jsonl", "{}\n{}\n")
        real.write(hands.port.root, "log/new.jsonl", "{}\n")
        assert hands.port.tree_digest() == digest
        assert tuple(hands.port.changes(base)) == ()
        assert hands.port.diff(base) == ""
        assert "log/new.jsonl" in hands.port.files()

    def test_what_is_gone_is_traced_to_the_commit_that_removed_it(self, hands: Hands) -> None:
        gone = real.write(hands.port.root, "app/run.sh", "echo 1\n")
        hands.commit()
        gone.unlink()
        removed = hands.commit()
        real.write(hands.port.root, "app/other.sh", "echo 2\n")
        hands.commit()
        trace = hands.port.traced("app/run.sh")
        assert (trace.commit, trace.subject, trace.now, trace.unknown) == (removed, "a step", "", "")
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", trace.date)

    def test_a_file_that_was_moved_is_traced_to_where_it_is(self, hands: Hands) -> None:
        old = real.write(hands.port.root, "app/run.sh", "echo 1\necho 2\n")
        hands.commit()
        old.unlink()
        real.write(hands.port.root, "tools/go.sh", "echo 1\necho 2\n")
        removed = hands.commit()
        trace = hands.port.traced("app/run.sh")
        assert (trace.commit, trace.now) == (removed, "tools/go.sh")

    def test_a_name_that_went_to_another_module_is_traced_there(self, hands: Hands) -> None:
        old = real.write(
            hands.port.root, "app/io.py", "def save(x):\n    return x\n\n\ndef load():\n    pass\n"
        )
        hands.commit()
        old.write_text("def load():\n    pass\n")
        real.write(hands.port.root, "app/disk.py", "import os\n\n\ndef save(x):\n    return x\n")
        removed = hands.commit()
        trace = hands.port.traced("app.io.save")
        assert (trace.commit, trace.now) == (removed, "app/disk.py")

    def test_what_is_gone_from_the_work_tree_alone_has_no_commit_yet(self, hands: Hands) -> None:
        old = real.write(hands.port.root, "app/io.py", "def save(x):\n    return x\n")
        script = real.write(hands.port.root, "app/run.sh", "echo 1\n")
        hands.commit()
        old.write_text("")
        script.unlink()
        for wanted in ("app.io.save", "app/run.sh"):
            trace = hands.port.traced(wanted)
            assert (trace.commit, trace.unknown) == ("", "its removal is not committed yet")

    def test_what_never_was_is_not_invented(self, hands: Hands) -> None:
        assert hands.port.traced("app.io.save").unknown == "nothing is committed yet"
        real.write(hands.port.root, "a.txt", "one\n")
        hands.commit()
        for wanted in ("app.io.save", "no/where.py"):
            assert hands.port.traced(wanted) == ports.Trace(unknown="git knows no commit that removed it")

    def test_a_shallow_clone_says_how_to_learn_more(self, hands: Hands) -> None:
        real.write(hands.port.root, "a.txt", "one\n")
        hands.commit()
        hands.forget_history()
        assert "git fetch --unshallow" in hands.port.traced("no/where.py").unknown

    def test_a_branch_knows_where_it_left_the_main_one(self, hands: Hands) -> None:
        assert hands.port.forked() == ""
        real.write(hands.port.root, "a.txt", "one\n")
        left = hands.commit()
        assert hands.port.forked() == ""
        hands.switch("feature/one")
        real.write(hands.port.root, "a.txt", "two\n")
        hands.commit()
        assert hands.port.forked() == left

    def test_a_branch_knows_where_it_stood_at_a_time(self, hands: Hands) -> None:
        moments = [f"2026-11-2{day}T09:30:00.000000Z" for day in range(1, 5)]
        assert hands.port.standing(moments[3]) == ""
        first, second = hands.commit(moments[1]), hands.commit(moments[2])
        found = [hands.port.standing(moment) for moment in moments]
        assert found == ["", first, second, second]

    def test_nothing_is_gone_before_a_commit_and_from_files_that_only_grew(self, hands: Hands) -> None:
        path = real.write(hands.port.root, "log/a/x.jsonl", "one\n")
        assert hands.port.gone("log", "") == ports.Gone()
        hands.commit()
        path.write_text("one\ntwo\n")
        real.write(hands.port.root, "log/a/new.jsonl", "three\n")
        assert hands.port.gone("log") == hands.port.gone("log", "") == ports.Gone()

    def test_lines_that_a_commit_has_are_gone_when_their_file_has_them_no_more(self, hands: Hands) -> None:
        cut = real.write(hands.port.root, "log/a/x.jsonl", "one\ntwo\nthree\n")
        deleted = real.write(hands.port.root, "log/b/y.jsonl", "four\n")
        for other in ("log/a/page.md", "aside/z.jsonl"):
            real.write(hands.port.root, other, "five\n").unlink()
        hands.commit()
        cut.write_text("two\nnine\n")
        deleted.unlink()
        assert rows(hands.port.gone("log")) == [
            ("HEAD", "log/a/x.jsonl", b"one"),
            ("HEAD", "log/a/x.jsonl", b"three"),
            ("HEAD", "log/b/y.jsonl", b"four"),
        ]
        assert rows(hands.port.gone("log/b")) == [("HEAD", "log/b/y.jsonl", b"four")]

    def test_what_a_later_commit_took_away_is_known_by_the_history_alone(self, hands: Hands) -> None:
        path = real.write(hands.port.root, "log/a/x.jsonl", "one\n")
        first = hands.commit()
        path.write_text("one\ntwo\n")
        second = hands.commit()
        path.write_text("")
        last = hands.commit()
        one, two = ("log/a/x.jsonl", b"one"), ("log/a/x.jsonl", b"two")
        assert hands.port.gone("log") == ports.Gone()
        for since in ("", first):
            found = rows(hands.port.gone("log", since))
            assert sorted(row[1:] for row in found) == [one, two]
            assert {row[0] for row in found} <= {first, second}
        assert rows(hands.port.gone("log", last)) == []


def rows(gone: ports.Gone) -> list[tuple[str, str, bytes]]:
    assert gone.unknown == ""
    return sorted((each.commit, each.path, each.line) for each in gone.lines)


class TestFake(RepositoryCase):
    @pytest.fixture
    def hands(self, tmp_path: Path) -> Hands:
        return FakeHands(tmp_path / "repo")


class TestGit(RepositoryCase):
    @pytest.fixture
    def hands(self, tmp_path: Path) -> Hands:
        return GitHands(tmp_path / "repo")
