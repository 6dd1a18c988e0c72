"""signature: parameters as each language writes them, keywords in every call, variables that are read.

A call without its timeout waits for ever once, and a rule that takes a comment for a read lets a script
guess its folder. Each row is a way to write the thing that must be there, or one that only looks like it.
"""

import pytest

from tests.constraints.asking import asked, messages, spots, stale, wrong

TIMEOUT = "signature\ncalls: [requests.get, 'httpx.*', axios.get]\nkeywords: [timeout]"


def lacking(check: str, text: str, path: str = "src/app/a.py") -> list[str]:
    """What each finding says is not there."""
    return messages(asked(f"signature\n{check}", {path: text}))


def test_a_call_is_told_with_what_it_lacks_and_the_next_step() -> None:
    (each,) = asked(TIMEOUT, {"a.py": "import requests\n\nbody = requests.get(url, stream=True).text\n"})
    assert (str(each.place), each.place.column) == ("a.py:3", 8)
    assert (each.message, each.fix) == ("`requests.get` is called without `timeout`", "pass `timeout`")
    assert each.snippet == "body = requests.get(url, stream=True).text"


def test_a_definition_is_told_with_what_it_does_not_take() -> None:
    check = "signature\nevery: function handle_*\nparameters: [deadline, log]"
    found = asked(check, {"a.py": "@x\ndef handle_a(event, log): ...\n"})
    assert messages(found) == ["function `handle_a` does not take `deadline`"]
    assert spots(found) == [(2, 1)]
    assert found[0].fix == "give `handle_a` a parameter `deadline`, and use it"


def test_a_file_is_told_at_its_top_with_how_to_read() -> None:
    check = "signature\nreads: [STATE_DIR]"
    (python,) = asked(check, {"a.py": "x = 1\n"})
    assert (str(python.place), python.message, python.fix) == (
        "a.py:1",
        "this file does not read `STATE_DIR` from the environment",
        "read `STATE_DIR`, as `os.environ['STATE_DIR']`",
    )
    assert python.place.column == 0
    (script,) = asked(check, {"a.ts": "const x = 1;\n"})
    assert script.fix == "read `STATE_DIR`"


def test_a_function_that_must_read_is_told_by_name() -> None:
    (each,) = asked("signature\nevery: function main*\nreads: [HOME]", {"a.py": "def main(): ...\n"})
    assert each.message == "function `main` does not read `HOME` from the environment"
    assert each.fix == "read `HOME` in `main`"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("import requests\nrequests.get(u, timeout=None)\n", 0),
        ("import requests\nrequests.get(u, 3)\n", 1),
        ("import requests\nrequests.get(*args)\n", 1),
        ("import requests\nrequests.get(u, **{'timeout': 3})\n", 0),
        ("import requests\nrequests.get(u, Timeout=3)\n", 1),
        ("import requests\nrequests.get(u, read_timeout=3)\n", 1),
        ("import requests\nx = [requests.get(u) for u in us]\n", 1),
        ("import requests\nawait_ = lambda u: requests.get(u)\n", 1),
        ("import requests\nrequests.get(requests.get(u, timeout=1).text)\n", 1),
        ("import requests\nrequests.get(requests.get(u).text, timeout=1)\n", 1),
        ("import requests\nrequests.get(a, timeout=1); requests.get(b)\n", 1),
        ("import requests\nget = requests.get; get(a)\n", 1),
        ("import requests\nrequests.get(a); requests.get(b)\n", 2),
        ("import requests\nrequests.get(u, timeout=1).json()\n", 0),
        ("import requests\ns = requests.Session()\ns.get(u)\n", 0),
        ("def f(requests):\n    requests.get(u)\n", 0),
        ("import requests\n# requests.get(u)\n'requests.get(u)'\n", 0),
        ("import httpx\nhttpx.AsyncClient()\nhttpx.stream('GET', u, timeout=1)\n", 1),
        ("import requests\nif u:\n    from requests import get as g\n    g(u)\n", 1),
        ("import requests\nclass A:\n    get = requests.get\n    def f(self): self.get(u)\n", 1),
    ],
)
def test_a_keyword_is_there_only_where_it_is_passed(text: str, count: int) -> None:
    assert lacking("calls: [requests.get, 'httpx.*']\nkeywords: [timeout]", text) == [
        f"`{name}` is called without `timeout`"
        for name in (("httpx.AsyncClient",) if "httpx" in text else ("requests.get",)) * count
    ]


def test_a_keyword_of_another_call_of_the_file_excuses_nobody() -> None:
    text = "import requests\ng = requests.get\nopen_(timeout=3)\ng(url)\n"
    assert lacking("calls: [requests.get]\nkeywords: [timeout]", text) == [
        "`requests.get` is called without `timeout`"
    ]


def test_each_missing_keyword_of_each_call_is_told() -> None:
    text = "import requests\nrequests.get(u)\nrequests.get(u, verify=True)\n"
    assert lacking("calls: [requests.get]\nkeywords: [timeout, verify]", text) == [
        "`requests.get` is called without `timeout`",
        "`requests.get` is called without `verify`",
        "`requests.get` is called without `timeout`",
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("axios.get(u, { timeout: 3 });", []),
        ("axios.get(u, { 'timeout': 3 });", []),
        ("axios.get(u, { timeout });", []),
        ("axios.get(u, { ...options });", []),
        ("axios.get(u, { Timeout: 3 });", [2]),
        ("axios.get(u, { params: { timeout: 3 } });", [2]),
        ("axios.get(u, {});", [2]),
        ("axios.get({ timeout: 3 }, 'u');", [2]),
        ("const get = axios.get; get(u);", [2]),
        ("us.map(u => axios.get(u));", [2]),
        ("us.map(axios.get);", []),
        ("await axios.get(u);", [2]),
        ("axios.post(u);", []),
    ],
)
@pytest.mark.parametrize("path", ["a.ts", "a.js", "a.tsx"])
def test_the_keys_of_the_last_object_are_the_keywords_of_a_script(
    path: str, text: str, lines: list[int]
) -> None:
    found = asked(TIMEOUT, {path: f"import axios from 'axios';\n{text}\n"})
    assert [each.place.line for each in found] == lines


def test_a_call_in_a_language_without_keywords_is_not_asked_for_them() -> None:
    text = 'package a\nimport "net/http"\nfunc f() { http.Get(u) }\n'
    assert lacking("calls: [net/http.Get]\nkeywords: [timeout]", text, "a.go") == []


@pytest.mark.parametrize(
    ("header", "takes"),
    [
        ("e, timeout", True),
        ("e, timeout=3", True),
        ("e, timeout: float | None = None", True),
        ("e, *, timeout", True),
        ("timeout, /, e", True),
        ("*timeout", True),
        ("**timeout", True),
        ("e, **options", False),
        ("e, timeouts", False),
        ("e, options={'timeout': 3}", False),
        ("e: 'timeout'", False),
        ("", False),
    ],
)
def test_a_parameter_of_python_is_one_by_its_own_name(header: str, takes: bool) -> None:
    found = lacking("every: function handle_*\nparameters: [timeout]", f"def handle_a({header}): ...\n")
    assert found == ([] if takes else ["function `handle_a` does not take `timeout`"])


@pytest.mark.parametrize(
    ("path", "text", "takes"),
    [
        ("a.ts", "function handleA(e: E, timeout?: number) {}\n", True),
        ("a.ts", "function handleA(e: E, timeout: number = 3) {}\n", True),
        ("a.ts", "const handleA = async (e: E, timeout = 3) => {};\n", True),
        ("a.ts", "function handleA(...timeout: number[]) {}\n", True),
        ("a.ts", "function handleA({ timeout }: Options) {}\n", True),
        ("a.ts", "function handleA(e, { wait = 3, timeout: t = 1, ...rest }: Options = {}) {}\n", True),
        ("a.js", "const handleA = ({ timeouts, wait: { timeout } }) => 1;\n", False),
        ("a.ts", "function handleA(e: { timeout: number }) {}\n", False),
        ("a.js", "function handleA(e, timeouts) {}\n", False),
        ("a.go", "package a\nfunc handleA(a, timeout int) {}\n", True),
        ("a.go", "package a\nfunc handleA(timeout ...int) {}\n", True),
        ("a.go", "package a\nfunc handleA(a timeout) {}\n", False),
        ("A.java", "class A { void handleA(final int timeout) {} }\n", True),
        ("A.java", "class A { void handleA(int... timeout) {} }\n", True),
        ("A.java", "class A { void handleA(Timeout a) {} }\n", False),
        ("a.rs", "fn handleA(mut timeout: u8) {}\n", True),
        ("a.rs", "fn handleA(&self, timeout: &u8) {}\n", True),
        ("a.rs", "fn handleA(e: timeout) {}\n", False),
    ],
)
def test_a_parameter_of_another_language_is_one_by_its_own_name(path: str, text: str, takes: bool) -> None:
    assert (lacking("every: function handle*\nparameters: [timeout]", text, path) == []) is takes


@pytest.mark.parametrize(
    ("path", "text", "takes"),
    [
        ("a.py", "class AJob:\n    def __init__(self, timeout): ...\n", True),
        ("a.py", "class AJob:\n    def run(self, timeout): ...\n", False),
        ("a.py", "class AJob:\n    timeout: int = 3\n", False),
        ("a.ts", "class AJob { constructor(private timeout: number) {} }\n", True),
        ("a.ts", "class AJob { run(timeout: number) {} }\n", False),
        ("A.java", "class AJob { AJob(int timeout) {} }\n", True),
        ("A.java", "class AJob { void run(int timeout) {} }\n", False),
        ("a.rs", "struct AJob;\nimpl AJob { fn new(timeout: u8) -> Self { AJob } }\n", True),
    ],
)
def test_a_class_is_asked_by_its_constructor(path: str, text: str, takes: bool) -> None:
    assert (lacking("every: class *Job\nparameters: [timeout]", text, path) == []) is takes


@pytest.mark.parametrize(
    ("path", "text", "reads"),
    [
        ("a.py", "import os\nos.environ.get('A_DIR')\n", True),
        ("a.py", "from os import environ as e\ne['A_DIR']\n", True),
        ("a.py", "import os\nos.environ.setdefault('A_DIR', 'x')\n", True),
        ("a.py", "import os\nos.environ['A_DIR'] = 'x'\n", False),
        ("a.py", "import os\nos.environ.pop('A_DIR')\n", True),
        ("a.py", "import os\n'A_DIR' in os.environ\n", False),
        ("a.py", "conf = {}\nconf['A_DIR']\n", False),
        ("a.py", "import os\nos.getenv('A_DIRS')\n", False),
        ("a.py", "import os\n# os.getenv('A_DIR')\n", False),
        ("a.ts", "const { A_DIR } = process.env;\n", True),
        ("a.js", "const { B = 1, A_DIR: dir = '.', ...rest } = process.env;\n", True),
        ("a.ts", "const { A_DIR } = import.meta.env;\n", True),
        ("a.js", "const { B: A_DIR, ...rest } = process.env;\n", False),
        ("a.js", "const { ...A_DIR } = process.env;\n", False),
        ("a.js", "const { A_DIR } = config.env;\n", False),
        ("a.js", "const env = process.env, A_DIR = 1;\n", False),
        ("a.ts", "const dir = process.env['A_DIR'];\n", True),
        ("a.ts", "const dir = config.A_DIR;\n", False),
        ("a.go", 'package a\nimport "os"\nfunc f() { d, ok := os.LookupEnv("A_DIR") }\n', True),
        ("a.go", 'package a\nfunc f() { Getenv("A_DIR") }\n', False),
        ("A.java", 'class A { String d = System.getProperty("A_DIR"); }\n', False),
        ("a.rs", 'use std::env;\nfn f() { env::var_os("A_DIR"); }\n', True),
        ("a.rs", 'fn f() { let d = "A_DIR"; }\n', False),
    ],
)
def test_a_variable_is_read_only_where_it_is_read(path: str, text: str, reads: bool) -> None:
    assert (lacking("reads: [A_DIR]", text, path) == []) is reads


def test_each_variable_is_asked_for_by_itself() -> None:
    text = "import os\nA = os.environ['A_DIR']  # and B_DIR\n"
    said = "this file does not read `{}` from the environment"
    assert lacking("reads: [A_DIR, B_DIR]", text) == [said.format("B_DIR")]
    assert lacking("reads: [A_DIR, B_DIR, C_DIR]", text) == [said.format("B_DIR"), said.format("C_DIR")]
    assert lacking("reads: [B_DIR, C_DIR]", "x = 1\n") == [said.format("B_DIR"), said.format("C_DIR")]


def test_a_read_in_a_nested_function_is_one_of_the_function_around_it() -> None:
    text = (
        "import os\ndef main():\n    def inner():\n        return os.environ['A_DIR']\n    return inner()\n"
    )
    assert lacking("every: function main\nreads: [A_DIR]", text) == []


def test_a_read_of_a_namesake_with_a_longer_name_does_not_count() -> None:
    text = "import os\ndef main(): ...\ndef main_old():\n    return os.environ['A_DIR']\n"
    assert lacking("every: function main\nreads: [A_DIR]", text) == [
        "function `main` does not read `A_DIR` from the environment"
    ]


def test_rot_is_only_of_rules_that_say_every() -> None:
    files = {"a.py": "def handle_a(): ...\n"}
    assert stale("signature\nevery: function handle_*\nparameters: [x]", files) == []
    assert stale("signature\nevery: function other_*\nparameters: [x]", files) == [
        "`rule` finds nothing in its scope that matches `function other_*`"
    ]
    assert stale("signature\nreads: [X]", files) == []
    assert stale(TIMEOUT, files) == []


def test_a_block_is_told_each_of_its_slips() -> None:
    assert wrong("signature", {"reads": "A", "every": "function f"}) == []
    assert wrong("signature", {"reads": "A", "calls": "f"}) == ["`calls` does not go with `reads`"]
    assert wrong("signature", {"keywords": "a", "calls": "f", "every": "function f"}) == [
        "`every` does not go with `keywords`"
    ]
    assert wrong("signature", {"parameters": [], "every": "function f"}) == [
        "`parameters` must be a list of texts, for example `parameters: [timeout]`"
    ]
    assert wrong("signature", {"keywords": "a"}) == [
        "`calls` must be a list of texts, for example `calls: [f]`"
    ]
    assert wrong("signature", {}) == ["give exactly one of `parameters`, `keywords` and `reads`"]


@pytest.mark.parametrize(
    "other",
    [
        "make()(timeout=1)",
        "(a or b)(**options)",
        "table['x'](timeout=3)",
        "get_pool().run(timeout=3)",
        "self.go(timeout=3)",
    ],
)
def test_what_a_call_of_something_unknown_passes_speaks_for_no_other(other: str) -> None:
    check = "calls: [socket.create_connection, requests.get]\nkeywords: [timeout]"
    text = f"import requests\nimport socket\n\ndef f(self):\n    {other}\n    socket.create_connection(x)\n"
    text += "    requests.get(x)\n"
    assert lacking(check, text) == [
        "`socket.create_connection` is called without `timeout`",
        "`requests.get` is called without `timeout`",
    ]
