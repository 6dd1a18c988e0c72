"""Scripts: a module or a class that reaches a name by a default, a key in quotes or a type.

Whoever hands `console` in as the default of a parameter calls it all the same; whoever takes something of
the same name from elsewhere does not.
"""

import pytest

from tests.constraints.asking import asked, places

CHANNEL = "export class Channel {\n  close() {}\n}\n"


def told(text: str, path: str = "src/a.ts") -> list[str]:
    """Where a file does what is forbidden: files, the console, the environment."""
    check = 'forbidden-call\ncalls: [fs.rmSync, "console.*"]\neffects: [environment]'
    return places(asked(check, {path: f"import fs from 'node:fs';\n{text}\n"}))


def closed(text: str) -> list[str]:
    """Where a file closes a channel by hand."""
    check = "forbidden-call\ncalls: [src/channel.Channel.close]"
    files = {"src/channel.ts": CHANNEL, "src/a.ts": f"import {{ Channel }} from './channel.js';\n{text}\n"}
    return places(asked(check, files, changed=["src/a.ts"]))


@pytest.mark.parametrize(
    "text",
    [
        "const f = (out = console) => out.log('a');",
        "const f = ({ out = console } = {}) => out.log('a');",
        "const f = ({ to: out = console }) => out.log('a');",
        "function f({ rmSync } = fs) { rmSync('a'); }",
        "function f(io = require('fs')) { io.rmSync('a'); }",
        "function f(p = process) { return p.env.HOME; }",
        "const { ['rmSync']: go } = fs; go('a');",
        "const { 'rmSync': go } = fs; go('a');",
        "const { ['env']: e } = process; f(e.HOME);",
    ],
)
@pytest.mark.parametrize("path", ["src/a.ts", "src/a.js"])
def test_what_stands_in_for_a_parameter_is_what_it_is(text: str, path: str) -> None:
    assert told(text, path) == [f"{path}:2"]


@pytest.mark.parametrize(
    "text",
    [
        "class A { constructor(private readonly io = fs) {} go() { this.io.rmSync('a'); } }",
        "function f(out: Console = console) { out.log('a'); }",
        "function f(io: typeof fs) { io.rmSync('a'); }",
    ],
)
def test_a_field_and_a_type_say_what_they_hold(text: str) -> None:
    assert told(text) == ["src/a.ts:2"]


@pytest.mark.parametrize(
    "text",
    [
        "const f = (out = other) => out.log('a');",
        "const f = ({ log } = {}) => log('a');",
        "function f(fs) { return (io = fs) => io.rmSync('a'); }",
        "function f(console) { console.log('a'); }",
        "const { [name]: go } = fs; go('a');",
        "const { ['readFileSync']: go } = fs; go('a');",
    ],
)
def test_what_only_looks_so_is_not_told(text: str) -> None:
    assert told(text, "src/a.js") == []


@pytest.mark.parametrize(
    "text",
    [
        "export function f<T extends Channel>(c: T) { c.close(); }",
        "class Box<T extends Channel> { constructor(private t: T) {} go() { this.t.close(); } }",
        "type C = Channel; export const f = (c: C) => c.close();",
        "type C = Channel | null; export const f = (c: C) => c?.close();",
        "export const f = (c: Readonly<Channel>) => c.close();",
        "Channel.prototype.close.call(given);",
    ],
)
def test_a_type_that_stands_for_a_class_has_its_methods(text: str) -> None:
    assert closed(text) == ["src/a.ts:2"]


@pytest.mark.parametrize(
    "text",
    [
        "type C = { close(): void }; export const f = (c: C) => c.close();",
        "export function f<T extends { close(): void }>(c: T) { c.close(); }",
        "export function f<T>(c: T) { c.close(); }",
        "class O { close() {} } type C = O; export const f = (c: C) => c.close();",
        "type O = Channel; const O = { make() {} }; O.make();",
        "class O { close() {} } O.prototype.close.call(given);",
    ],
)
def test_a_type_of_another_class_has_not(text: str) -> None:
    assert closed(text) == []
