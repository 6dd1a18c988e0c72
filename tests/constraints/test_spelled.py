"""What a finding calls things: as the language of the file writes them, and with what doubt there is."""

import pytest

from parti.constraints import conformance
from parti.constraints import tree as trees
from tests.constraints.documents import rule

GO = {"go.mod": "module example.com/app\n", "web/w.go": "package web\n\nfunc Run(x int) {}\n"}
RUST = {"src/web.rs": "pub fn go() {}\n"}
PQ = 'package store\n\nimport q "github.com/lib/pq"\n\nfunc f() { q.Open(1) }\n'
WEB = 'package store\n\nimport "example.com/app/web"\n\nfunc f() { web.Run(1) }\n'


def said(check: str, path: str, text: str) -> str:
    files = {**(GO if path.endswith(".go") else RUST if path.endswith(".rs") else {}), path: text}
    (each,) = conformance.of_rule(rule(check), trees.Texts(files))
    return f"{each.message}; {each.fix}"


@pytest.mark.parametrize(
    ("check", "text", "shown"),
    [
        ("stdlib-only\nallow: []", PQ, "`github.com/lib/pq` is not in"),
        ("allowed-dependencies\nallow: []", PQ, "`github.com/lib/pq` is imported, and"),
        (
            "forbidden-import\nmodules: [github.com/lib]",
            PQ,
            "`github.com/lib/pq` is imported where `github.com/lib` is",
        ),
        ("forbidden-call\ncalls: [github.com/lib/pq.Open]", PQ, "`github.com/lib/pq.Open` is called"),
        ("layers\nlayers: [web, store]", WEB, "`store` imports `example.com/app/web`, and `web` stands"),
        (
            "layers\nlayers: [example.com/app/web, example.com/app/store]",
            WEB,
            "`example.com/app/store` imports `example.com/app/web`, and `example.com/app/web` stands",
        ),
        ("independent\nmodules: [./web, store]", WEB, "`store` and `./web` are independent"),
        (
            "only-through\nhelper: example.com/app/web.Run\ninstead-of: [github.com/lib/pq.Open]",
            PQ,
            "instead of `example.com/app/web.Run`; call `example.com/app/web.Run(x int)`",
        ),
    ],
)
def test_go_is_told_by_its_paths(check: str, text: str, shown: str) -> None:
    assert shown in said(check, "store/s.go", text)


def test_a_function_of_the_same_package_is_told_by_its_folder() -> None:
    check = "forbidden-call\ncalls: [internal.store.g]"
    text = "package store\n\nfunc g() {}\n\nfunc f() { g() }\n"
    assert said(check, "internal/store/s.go", text).startswith("`internal/store.g` is called")


@pytest.mark.parametrize(
    ("check", "text", "shown"),
    [
        (
            "forbidden-call\ncalls: [std::process::exit]",
            "fn f() { std::process::exit(1) }\n",
            "`std::process::exit` is called",
        ),
        (
            "forbidden-import\nmodules: [std::process]",
            "use std::process::exit;\n",
            "`std::process::exit` is imported where `std::process` is",
        ),
        (
            "layers\nlayers: [crate::web, crate::store]",
            "use crate::web::go;\n",
            "`crate::store` imports `web::go`, and `crate::web`",
        ),
    ],
)
def test_rust_is_told_by_its_paths(check: str, text: str, shown: str) -> None:
    assert shown in said(check, "src/store.rs", text)


@pytest.mark.parametrize(
    ("path", "text", "name", "module"),
    [
        (
            "a/a.go",
            'package a\n\nimport . "os/exec"\n\nfunc f() { Command(1) }\n',
            "os/exec.Command",
            "os/exec",
        ),
        ("src/a.rs", "use tokio::*;\nfn f() { spawn(1); }\n", "tokio::spawn", "tokio"),
        (
            "p/A.java",
            "package p;\nimport com.acme.*;\nclass A { void f() { W.run(); } }\n",
            "com.acme.W.run",
            "com.acme",
        ),
    ],
)
def test_a_name_that_a_whole_module_may_have_has_no_receiver(
    path: str, text: str, name: str, module: str
) -> None:
    found = said(f"forbidden-call\ncalls: ['{name}']", path, text)
    assert f"`{name}` is called where it is forbidden; `{module}` is imported whole" in found
    assert "receiver" not in found


def test_a_receiver_of_unknown_class_is_told_as_before() -> None:
    text = "package p;\nimport com.acme.*;\nclass A { void f() { g().run(); } }\n"
    found = said("forbidden-call\ncalls: [W.run]", "p/A.java", text)
    assert "looks like `W.run`" in found
    assert "the class of its receiver is not known here" in found


def test_python_and_scripts_are_told_by_dots() -> None:
    assert "`app.web` is imported" in said(
        "forbidden-import\nmodules: [app.web]", "a.py", "import app.web\n"
    )
    script = said("forbidden-import\nmodules: [src/web]", "src/a.ts", "import { x } from './web';\n")
    assert "where `src.web` is forbidden" in script
