"""What a type of Go has from one that it embeds, for a rule that names a whole package or an effect.

The call is written on our own type, so only what the type embeds tells whose method it is. Where two types
may have it, or a field of ours has the name, nothing is said.
"""

import pytest

from tests.constraints.asking import asked, places

FILES = {
    "go.mod": "module ex.com/app\n",
    "app/t.go": """\
        package app

        import (
            "log"
            "net/http"
            "os"
            "sync"

            "ex.com/app/store"
            "github.com/acme/kit"
        )

        type T struct{ *log.Logger }
        type U struct{ T }
        type Far struct{ store.Base }
        type Both struct {
            sync.Mutex
            *log.Logger
        }
        type F struct{ *os.File }
        type C struct {
            http.Client
            Fresh func()
        }
        type Kit struct{ kit.Tool }
        type Two struct {
            kit.Tool
            kit.Other
        }
        type Own struct{ *log.Logger }

        func (o Own) Printf(s string) {}
        """,
    "store/s.go": 'package store\n\nimport "log"\n\ntype Base struct{ *log.Logger }\n',
}


def _found(option: str, type_: str, call: str) -> list[str]:
    text = f'package app\nimport "github.com/acme/kit"\nfunc f(x {type_}, y kit.Tool) {{\n\tx.{call}\n}}\n'
    return places(asked(f"forbidden-call\n{option}", {**FILES, "app/use.go": text}))


@pytest.mark.parametrize(
    ("option", "type_", "call"),
    [
        ("calls: ['log.*']", "T", "Printf(s)"),
        ("calls: ['log.Logger.*']", "*T", "Println(s)"),
        ("calls: ['log.Logger.Fatal*']", "U", "Fatalf(s)"),
        ("calls: ['log.*']", "Far", "Printf(s)"),
        ("calls: ['log.*']", "Both", "Printf(s)"),
        ("calls: ['sync.*']", "Both", "Lock()"),
        ("calls: ['github.com/acme/kit.*']", "Kit", "Run()"),
        ("effects: [file]", "F", "Write(b)"),
        ("effects: [network]", "C", "Get(u)"),
    ],
)
def test_a_star_and_an_effect_reach_what_a_type_embeds(option: str, type_: str, call: str) -> None:
    assert _found(option, type_, call) == ["app/use.go:4"]


@pytest.mark.parametrize(
    ("option", "type_", "call"),
    [
        ("calls: ['log.*']", "Own", "Printf(s)"),
        ("calls: ['log.*']", "T", "Other(s)"),
        ("calls: ['log.*']", "Both", "Lock()"),
        ("calls: ['net/http.*']", "C", "Fresh()"),
        ("calls: ['github.com/acme/kit.*']", "Two", "Run()"),
        ("effects: [file]", "F", "Name()"),
        ("effects: [file]", "T", "Write(b)"),
    ],
)
def test_what_is_of_our_own_or_of_nobody_known_is_let_pass(option: str, type_: str, call: str) -> None:
    assert _found(option, type_, call) == []


def test_a_type_in_the_root_of_a_module_embeds_as_any_other() -> None:
    root = {"go.mod": "module ex.com/app\n"}
    text = 'package app\nimport "log"\ntype T struct{ *log.Logger }\nfunc f(t T) { t.Printf("x") }\n'
    assert places(asked("forbidden-call\ncalls: ['log.*']", {**root, "t.go": text})) == ["t.go:4"]
