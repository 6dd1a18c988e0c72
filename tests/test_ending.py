"""A command ends as soon as it has said what it found, and nothing that was begun is left half done."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes import real

RULE = """# Constraints

## Nothing calls `eval` {#no-eval}

Text becomes code.

Scope: `**/*.py`. Owner: everybody.

```check forbidden-call
calls: [eval]
```

```python kept
x = 1
```

```python broken
eval("1")
```
"""
AS_PROGRAM = (
    "import sys; from parti import __main__; sys.argv[1:] = {words!r}; {before}; sys.exit(__main__.run())"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return real.repository(tmp_path / "repo", **{"CONSTRAINTS.md": RULE, "a.py": "eval(x)\n"})


def ran(root: Path, *words: str, before: str = "", flags: tuple[str, ...] = ()) -> tuple[int, str]:
    """The exit code and the output of Parti, told to end as a program does."""
    script = AS_PROGRAM.format(words=list(words), before=before or "pass")
    call = [sys.executable, *flags, "-c", script]
    environment = {"HOME": str(root.parent), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        call,
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout + done.stderr


UNDONE = (
    "import weakref; left = type('Left', (), {'__del__': lambda self: print('taken apart')})(); main = left"
)


def test_nothing_is_taken_apart_when_all_is_said(root: Path) -> None:
    code, said = ran(root, "look", "a.py", before=UNDONE)
    assert code == 1
    assert "no-eval" in said
    assert "taken apart" not in said


@pytest.mark.parametrize(("words", "code"), [(("status",), 0), (("look", "a.py"), 1), (("nonsense",), 2)])
def test_the_exit_code_is_the_verbs(root: Path, words: tuple[str, ...], code: int) -> None:
    assert ran(root, *words)[0] == code


def test_what_asked_to_be_called_at_the_end_is_called_once(root: Path) -> None:
    said = ran(root, "status", before="import atexit; atexit.register(print, 'the end')")[1]
    assert said.count("the end") == 1


@pytest.mark.parametrize("watch", ["sys.settrace", "sys.setprofile"])
def test_who_watches_sees_the_usual_end(root: Path, watch: str) -> None:
    leaving = "import os; os._exit = lambda code: print('left at once')"
    assert "left at once" in ran(root, "status", before=leaving)[1]
    assert "left at once" not in ran(root, "status", before=f"{leaving}; {watch}(lambda *_: None)")[1]


def test_who_still_works_is_waited_for(root: Path) -> None:
    slow = "import threading, time; threading.Timer(0.5, print, ['done at last']).start()"
    assert "done at last" in ran(root, "status", before=slow)[1]


def test_what_was_kept_lies_in_its_place(root: Path) -> None:
    assert ran(root, "look", "a.py")[0] == 1
    stores = list((root.parent / ".cache/parti/facts").rglob("*.sqlite3"))
    assert len(stores) == 1
    assert not [
        path for path in stores[0].parent.iterdir() if path.name.endswith("-wal") and path.stat().st_size
    ]
