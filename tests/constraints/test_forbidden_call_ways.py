"""forbidden-call: what a name stands for, who may, what is said of a doubt, and every language's own words.

The kind is the one that people reach for first, so each row is a call that a hurried edit could make: the
wanted finding has its place and its words, and the near miss beside it has none.
"""

import pytest

from tests.constraints.asking import asked, messages, spots, wrong

SLEEP = "forbidden-call\ncalls: [time.sleep]"


def at(check: str, text: str, path: str = "src/app/a.py") -> list[tuple[int, int]]:
    return spots(asked(f"forbidden-call\n{check}", {path: text}))


def says(check: str, text: str, path: str = "src/app/a.py") -> list[str]:
    return messages(asked(f"forbidden-call\n{check}", {path: text}))


def test_a_call_a_value_and_a_mention_are_told_apart() -> None:
    text = "import time\ntime.sleep(1)\nretry(time.sleep)\nwait = time.sleep\n"
    assert says("calls: [time.sleep]", text) == [
        "`time.sleep` is called where it is forbidden",
        "`time.sleep` is passed on where it is forbidden",
        "`time.sleep` is used where it is forbidden",
    ]


def test_a_new_name_left_to_others_is_told_with_both_names() -> None:
    assert says("calls: [time.sleep]", "from time import sleep as rest\n") == [
        "`time.sleep` is handed on as `rest` where it is forbidden"
    ]


def test_an_effect_is_told_with_the_call_that_has_it() -> None:
    text = "import os\n\n\ndef f():\n    return os.environ['HOME']\n"
    assert says("effects: [environment]", text) == [
        "`os.environ` touches the environment, which is forbidden here"
    ]


def test_an_effect_of_an_unknown_receiver_is_told_as_a_doubt() -> None:
    (said,) = says("effects: [file]", "def f(p):\n    p.write_text('x')\n")
    what, _, doubt = said.partition("; ")
    assert what == "`….write_text` touches the file, which is forbidden here"
    assert doubt == "the class of its receiver is not known here"


def test_who_may_is_where_the_fix_sends_the_call() -> None:
    (each,) = asked(f"{SLEEP}\nexcept-in: [main, 'wait_*']", {"a.py": "import time\ntime.sleep(1)\n"})
    assert each.fix == "move it into `main`, or pass what it gives in as a value"


@pytest.mark.parametrize(
    ("exempt", "lines"),
    [
        ("main", [9, 12]),
        ("Loop.run", [4, 12]),
        ("run", [4, 12]),
        ("Loop", [4, 12]),
        ("Loop.*", [4, 12]),
        ("'*'", [12]),
        ("Loop.main", [4, 9, 12]),
        ("inner", [9, 12]),
        ("main.inner", [9, 12]),
    ],
)
def test_who_may_is_a_function_a_method_a_class_or_a_nested_one(exempt: str, lines: list[int]) -> None:
    text = (
        "import time\ndef main():\n    def inner():\n        time.sleep(1)\n    inner()\n\n"
        "class Loop:\n    def run(self):\n        time.sleep(1)\n\n\ntime.sleep(1)\n"
    )
    assert [line for line, _ in at(f"calls: [time.sleep]\nexcept-in: [{exempt}]", text)] == lines


def test_who_may_call_may_also_have_the_effect() -> None:
    text = "import time\ndef main():\n    return time.time()\ndef other():\n    return time.time()\n"
    assert at("effects: [clock]\nexcept-in: [main]", text) == [(5, 12)]


@pytest.mark.parametrize(
    ("name", "text", "hit"),
    [
        ("time.sleep", "import time\ntime.sleeping()\n", False),
        ("time.sleep", "import time\ntime.sleep\n", True),
        ("time.sleep", "from time import sleep\nclass A:\n    nap = sleep\n", True),
        ("time.sleep", "import asyncio\nasyncio.sleep(1)\n", False),
        ("time.sleep", "def sleep(n): ...\nsleep(1)\n", False),
        ("time.sleep", "def f(time):\n    time.sleep(1)\n", False),
        ("time.sleep", "time.sleep(1)\n", True),
        ("os.system", "import os.path\nos.system('ls')\n", True),
        ("'os.*'", "import os\nos.path.join(a, b)\n", True),
        ("'os.*'", "import os\nuse(os)\n", False),
        ("'os.path.*'", "from os import path\npath.join(a)\n", True),
        ("'os.path.*'", "import os\nos.remove(a)\n", False),
        ("print", "print(1)\n", True),
        ("print", "import log\nlog.print(1)\n", False),
        ("print", "def print(x): ...\nprint(1)\n", False),
        ("eval", "import builtins\nbuiltins.eval(1)\n", True),
        ("datetime.datetime.now", "from datetime import datetime as D\nD.now()\n", True),
        ("Path.unlink", "from pathlib import Path\n(Path('a') / 'b').unlink()\n", True),
        ("Path.unlink", "from pathlib import Path\nclass A:\n    p: Path\n"
         "    def f(self): self.p.unlink()\n", True),
        ("Path.unlink", "class Path:\n    def unlink(self): ...\nclass Q: ...\nQ().unlink()\n", False),
        ("Path.unlink", "unlink()\n", False),
        ("os.unlink", "def f(p):\n    p.unlink()\n", False),
        ("open-for-write", "open('a', 'r')\nopen('a')\nopen('a', 'rb')\n", False),
        ("open-for-write", "open('a', 'r+')\n", True),
        ("open-for-write", "open('a', 'x')\n", True),
        ("open-for-write", "import io\nio.open('a', 'ab')\n", True),
        ("open-for-write", "import gzip\ngzip.open('a', 'wt')\n", True),
        ("open-for-write", "MODE = 'w'\nopen('a', MODE)\n", True),
        ("open-for-write", "MODE = 'r'\nopen('a', MODE)\n", False),
        ("open-for-write", "def f(s):\n    s.open('orders')\n", False),
    ],
)  # fmt: skip
def test_a_name_stands_for_one_thing_under_all_its_names(name: str, text: str, hit: bool) -> None:
    assert bool(at(f"calls: [{name}]", text)) is hit


@pytest.mark.parametrize(
    ("text", "spot"),
    [
        ("import time\nx = [time.sleep(1) for _ in y]\n", (2, 6)),
        ("import time\nf = lambda: time.sleep(1)\n", (2, 13)),
        ("import time\n@time.sleep\ndef f(): ...\n", (2, 2)),
        ("import time\ndef f(x=time.sleep): ...\n", (2, 9)),
        ("import time\nwith time.sleep(1): ...\n", (2, 6)),
        ("import time\nassert time.sleep(1)\n", (2, 8)),
        ("import time\nx = f'{time.sleep(1)}'\n", (2, 8)),
        ("import time\nclass A(time.sleep): ...\n", (2, 9)),
        ("import time\nmatch x:\n    case 1 if time.sleep(1): ...\n", (3, 15)),
        ("import time\nasync def f():\n    await time.sleep(1)\n", (3, 11)),
        ("import time\nx: time.sleep = 1\n", None),
    ],
)
def test_a_call_is_found_wherever_code_may_stand(text: str, spot: tuple[int, int] | None) -> None:
    assert at("calls: [time.sleep]", text) == ([spot] if spot else [])


def test_a_line_is_told_once_for_each_name_and_effects_add_nothing_to_it() -> None:
    text = "import time, os\ntime.sleep(os.system('date')); time.sleep(2)\n"
    assert says("calls: [time.sleep, os.system]\neffects: [clock, process]", text) == [
        "`time.sleep` is called where it is forbidden",
        "`os.system` is called where it is forbidden",
    ]


def test_two_effects_on_one_line_are_one_finding() -> None:
    assert len(at("effects: [clock, process]", "import time, os\nos.system(time.time())\n")) == 1


@pytest.mark.parametrize(
    ("path", "text", "name", "spot"),
    [
        ("a.ts", "import * as fs from 'fs';\nclass A { f() { fs.rmSync('x'); } }\n", "fs.rmSync", (2, 17)),
        ("a.mjs", "import { rmSync as cut } from 'node:fs';\n[1].map(() => cut('x'));\n", "fs.rmSync",
         (2, 15)),
        ("a.tsx", "import fs from 'fs';\nconst A = () => <b onClick={() => fs.rmSync('x')} />;\n",
         "fs.rmSync", (2, 35)),
        ("a.go", 'package a\nimport . "os"\nfunc f() { RemoveAll("x") }\n', "os.RemoveAll", (3, 12)),
        ("a.go", 'package a\nimport "os"\nfunc f() { defer os.RemoveAll("x") }\n', "os.RemoveAll", (3, 18)),
        ("a.go", 'package a\nimport "os"\nfunc f() { go func() { os.Exit(1) }() }\n', "os.Exit", (3, 24)),
        ("A.java", "class A { void f() { Runnable r = () -> System.exit(1); } }\n", "System.exit", (1, 41)),
        ("A.java", "class A { static { System.exit(1); } }\n", "System.exit", (1, 20)),
        ("a.rs", "fn f() { if x { std::process::exit(1) } }\n", "std::process::exit", (1, 17)),
        ("a.rs", "use std::process::{self as p};\nfn f() { p::exit(1); }\n", "std::process::exit", (2, 10)),
    ],
)  # fmt: skip
def test_each_language_is_read_in_its_own_forms(
    path: str, text: str, name: str, spot: tuple[int, int]
) -> None:
    assert at(f"calls: ['{name}']", text, path) == [spot]


@pytest.mark.parametrize(
    ("path", "text", "name"),
    [
        ("a.ts", "const fs = { rmSync() {} };\nfs.rmSync();\n", "fs.rmSync"),
        ("a.ts", "// fs.rmSync('x')\nconst s = 'fs.rmSync()';\n", "fs.rmSync"),
        ("a.go", 'package a\n// os.Exit(1)\nvar s = "os.Exit(1)"\n', "os.Exit"),
        ("A.java", '// System.exit(1)\nclass A { String s = "System.exit"; }\n', "System.exit"),
        ("a.rs", "// std::process::exit(1)\nfn exit() {}\nfn f() { exit() }\n", "std::process::exit"),
    ],
)
def test_comments_texts_and_namesakes_are_no_calls(path: str, text: str, name: str) -> None:
    assert at(f"calls: ['{name}']", text, path) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("src/a.ts", "import { exec } from 'child_process';\nfunction main() { exec('ls'); }\n"),
        ("a.go", 'package a\nimport "os/exec"\nfunc main() { exec.Command("ls") }\n'),
        ("A.java", "class A { void main() { Runtime.getRuntime().exec(x); new ProcessBuilder(); } }\n"),
        ("src/a.rs", "use std::process::Command;\nfn main() { Command::new(\"ls\"); }\n"),
    ],
)  # fmt: skip
def test_an_effect_has_its_name_in_each_language_and_main_may(path: str, text: str) -> None:
    assert len(at("effects: [process]", text, path)) == 1
    assert at("effects: [process]\nexcept-in: [main]", text, path) == []


def test_a_file_that_does_not_parse_says_nothing() -> None:
    assert at("calls: [time.sleep]\neffects: [clock]", "import time\ntime.sleep(1\n") == []


def test_every_wrong_effect_has_its_own_sentence() -> None:
    known = "`clock`, `database`, `environment`, `file`, `network`, `process`"
    assert wrong("forbidden-call", {"effects": ["fille", "zzz"]}) == [
        "unknown effect `fille`; did you mean `file`?",
        f"unknown effect `zzz`; known are {known}",
    ]
    assert wrong("forbidden-call", {"calls": [], "effects": []}) == [
        "`calls` or `effects` must be a list of texts, for example `calls: [time.sleep]`"
    ]
    assert wrong("forbidden-call", {"effects": "clock", "except-in": 3}) == [
        "`except-in` must be a list of texts"
    ]
