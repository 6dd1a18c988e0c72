"""What a scope of one language cannot be asked: kinds that do not read it, names in another's spelling."""

import pytest

from parti.constraints import document, examples
from tests.constraints.documents import section


def said(check: str, scope: str) -> list[str]:
    """What the document says of a block; its examples are Python and do not matter."""
    return [f.message for f in document.parse(section(check, id="rule", scope=scope)).findings]


@pytest.mark.parametrize(
    ("check", "scope", "sentence"),
    [
        (
            "told-error\nerrors: [Exception]",
            "`**/*.go`",
            "`told-error` reads Python, JavaScript, TypeScript and TSX, not Go",
        ),
        (
            "signature\ncalls: [http.Get]\nkeywords: [timeout]",
            "`**/*.go`, `**/*.rs`",
            "`signature` with `keywords` reads Python, JavaScript, TypeScript and TSX, not Go and Rust",
        ),
        (
            "pattern\nforbid: eval($X)",
            "`src/**/*.java`",
            "`pattern` reads Python, not Java",
        ),
        (
            "pattern\nlanguage: ruby\nforbid: eval($X)",
            "`src/**/*.java`",
            "`pattern` reads ruby, not Java",
        ),
    ],
)
def test_a_kind_says_which_languages_it_reads_where_it_reads_none_of_the_scope(
    check: str, scope: str, sentence: str
) -> None:
    assert said(check, f"Scope: {scope}.") == [f"`rule`: {sentence}"]


@pytest.mark.parametrize(
    ("check", "scope"),
    [
        ("told-error\nerrors: [Exception]", "`**/*.go`, `**/*.py`"),
        ("told-error\nerrors: [Exception]", "`src/**`"),
        ("told-error\nerrors: [Exception]", ""),
        ("signature\nevery: function f*\nparameters: [ctx]", "`**/*.go`"),
        ("pattern\nlanguage: go\nforbid: panic($X)", "`**/*.go`"),
    ],
)
def test_a_scope_with_anything_to_read_is_left_alone(check: str, scope: str) -> None:
    assert said(check, f"Scope: {scope}." if scope else "") == []


@pytest.mark.parametrize(
    ("name", "scope", "right"),
    [
        ("os.Exit()", "`**/*.go`", "os.Exit"),
        ("os.Exit(1)", "`src/**`", "os.Exit"),
        ("os::Exit", "`**/*.go`", "os.Exit"),
        ("fmt/Println", "`**/*.go`", "fmt.Println"),
        ("net/http/Get", "`**/*.go`", "net/http.Get"),
        ("std/process/exit", "`**/*.rs`", "std::process::exit"),
        ("java/lang/System.exit", "`**/*.java`", "java.lang.System.exit"),
        ("time/sleep", "`**/*.py`", "time.sleep"),
    ],
)
def test_a_name_in_no_spelling_of_the_language_is_refused_with_the_right_one(
    name: str, scope: str, right: str
) -> None:
    for check in (
        f"forbidden-call\ncalls: [a.b, '{name}']",
        f"location\nwhat: [call a.b, 'call {name}']\nonly-in: [a/**]",
    ):
        (sentence,) = said(check, f"Scope: {scope}.")
        assert sentence.startswith(f"`rule`: `{name}` in `")
        assert sentence.endswith(f"; write `{right}`")


@pytest.mark.parametrize(
    ("name", "scope"),
    [
        ("net/http.Get", "`**/*.go`"),
        ("example.com/app/store.Save", "`**/*.go`"),
        ("std::process::exit", "`**/*.rs`"),
        ("std::process::exit", "`**/*.rs`, `**/*.go`"),
        ("std::process::exit", "`src/**`"),
        ("@npmcli/fs.rm", "`**/*.ts`"),
        ("lodash/get", "`**/*.js`, `**/*.py`"),
        ("lodash/get", ""),
    ],
)
def test_a_name_that_may_be_meant_so_is_taken(name: str, scope: str) -> None:
    assert said(f"forbidden-call\ncalls: ['{name}']", f"Scope: {scope}." if scope else "") == []


def test_a_text_with_brackets_is_no_call() -> None:
    assert said("location\nwhat: ['text f()']\nonly-in: [a/**]", "Scope: `**/*.go`.") == []


def test_an_example_that_the_kind_cannot_read_says_so() -> None:
    page = (
        "## No error is ever swallowed {#told}\n\nScope: `src/**`.\n\n```check told-error\n"
        "errors: [Exception]\n```\n\n```go kept\npackage a\n```\n\n```go broken\npackage b\n```\n"
    )
    (each,) = examples.run(document.parse(page).constraints)
    assert each.message.endswith(
        "does not see it; `told-error` reads Python, JavaScript, TypeScript and TSX, not Go"
    )
