"""What one crate of a workspace hands on from another: `pub use` is followed to where a thing is made.

A rule names a primitive once, by its home. A crate that re-exports it must not be a way around the rule,
nor may a name of the crate in between stand for another thing.
"""

import pytest

from tests.constraints.asking import asked, places

WORKSPACE = {
    "Cargo.toml": '[workspace]\nmembers = ["crates/*"]\n',
    "crates/a/Cargo.toml": '[package]\nname = "a-lib"\n[dependencies]\nb = { path = "../b" }\n',
    "crates/b/Cargo.toml": '[package]\nname = "b"\n',
    "crates/c/Cargo.toml": '[package]\nname = "c"\n[dependencies]\na-lib = { path = "../a" }\n',
    "crates/a/src/lib.rs": """\
        mod inner;
        pub mod deep;
        pub use b::f;
        pub use b::store::*;
        pub use inner::Thing;
        pub use std::process;
        pub mod prelude {
            pub use b::g as made;
            pub use b::store::*;
        }
        """,
    "crates/a/src/inner.rs": "pub struct Thing;\nimpl Thing { pub fn new() -> Thing { Thing } }\n",
    "crates/a/src/deep.rs": """\
        pub use crate::inner::Thing as Deep;
        pub use a_lib::Thing as Both;
        pub use b::*;
        """,
    "crates/b/src/lib.rs": "pub mod store;\npub fn f() {}\npub fn g() {}\npub fn h() {}\n",
    "crates/b/src/store.rs": "pub fn save() {}\npub struct Disk;\nimpl Disk { pub fn wipe() {} }\n",
}


def _found(option: str, text: str) -> list[str]:
    told = places(asked(f"forbidden-call\n{option}", {**WORKSPACE, "crates/c/src/main.rs": text}))
    return [each for each in told if each.startswith("crates/c/")]


@pytest.mark.parametrize(
    ("calls", "text"),
    [
        ("b::f", "use a_lib::f;\nfn main() { f(); }\n"),
        ("b::f", "fn main() { a_lib::f(); }\n"),
        ("a_lib::f", "fn main() { a_lib::f(); }\n"),
        ("a_lib::deep::Deep::new", "use a_lib::deep::Deep;\nfn main() { Deep::new(); }\n"),
        ("a_lib::Thing::new", "use a_lib::deep::Both;\nfn main() { Both::new(); }\n"),
        ("b::f", "fn main() { a_lib::deep::f(); }\n"),
        ("b::g", "use a_lib::deep::g;\nfn main() { g(); }\n"),
        ("b::store::save", "use a_lib::save;\nfn main() { save(); }\n"),
        ("b::store::save", "use a_lib::prelude::save;\nfn main() { save(); }\n"),
        ("b::store::Disk::wipe", "fn main() { a_lib::Disk::wipe(); }\n"),
        ("a_lib::inner::Thing::new", "use a_lib::Thing;\nfn main() { Thing::new(); }\n"),
        ("a_lib::inner::Thing::new", "use a_lib::deep::Deep;\nfn main() { Deep::new(); }\n"),
        ("inner::Thing::new", "fn main() { a_lib::Thing::new(); }\n"),
        ("std::process::exit", "fn main() { a_lib::process::exit(1); }\n"),
    ],
)
def test_a_call_through_another_crate_is_the_call_at_its_home(calls: str, text: str) -> None:
    assert len(_found(f"calls: ['{calls}']", text)) == 1


@pytest.mark.parametrize(
    ("calls", "text"),
    [
        ("b::h", "fn main() { a_lib::h(); }\n"),
        ("b::f", "use other::f;\nfn main() { f(); }\n"),
        ("b::f", "fn main() { other::f(); crate::f(); }\nfn f() {}\n"),
        ("b::store::save", "mod a { pub fn save() {} }\nfn main() { a::save(); }\n"),
        ("std::process::exit", "fn main() { other::process::exit(1); }\n"),
        ("b::store::Disk::new", "use a_lib::deep::tests::Temp;\nfn main() { Temp::new(); }\n"),
    ],
)
def test_another_thing_of_the_same_name_is_let_pass(calls: str, text: str) -> None:
    assert _found(f"calls: ['{calls}']", text) == []


def test_an_effect_through_another_crate_is_an_effect() -> None:
    assert len(_found("effects: [process]", "fn main() { a_lib::process::exit(1); }\n")) == 1


ONE = {
    "Cargo.toml": '[package]\nname = "one-lib"\n',
    "src/lib.rs": "pub mod x;\npub mod y;\n",
    "src/x.rs": "pub use crate::y::f;\n",
    "src/y.rs": "pub fn f() {}\n",
}


@pytest.mark.parametrize("calls", ["y::f", "one_lib::y::f"])
def test_a_crate_goes_by_its_own_name_in_its_programs(calls: str) -> None:
    files = {**ONE, "src/main.rs": "fn main() {\n    one_lib::x::f();\n}\n"}
    assert places(asked(f"forbidden-call\ncalls: ['{calls}']", files)) == ["src/main.rs:2"]
