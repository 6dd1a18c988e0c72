"""registered-in in JavaScript: what a file puts into a map that `require` brings in.

A file of CommonJS and one of ES modules say the same thing; a handler that stands in the map is not asked
for again because of how the map came into the file.
"""

import pytest

from tests.constraints.asking import asked, messages

CHECK = 'registered-in\nevery: "function handle*"\nin: lib/registry.HANDLERS'
REGISTRY = "const HANDLERS = {};\nmodule.exports = { HANDLERS };\n"


def told(taken: str, line: str) -> list[str]:
    """What is said of one handler, in a file that takes the map in and has this line."""
    text = f"{taken}\nfunction handleA() {{}}\n{line}\n"
    return messages(asked(CHECK, {"lib/registry.js": REGISTRY, "lib/a.js": text}))


@pytest.mark.parametrize(
    ("taken", "line"),
    [
        ("const { HANDLERS } = require('./registry');", "HANDLERS.a = handleA;"),
        ("const { HANDLERS } = require('./registry');", "HANDLERS['a'] = handleA;"),
        ("const { HANDLERS } = require('./registry');", "HANDLERS.a ??= handleA;"),
        ("const { HANDLERS } = require('./registry');", "HANDLERS.a = handleA.bind(null, 1);"),
        ("const { HANDLERS } = require('./registry');", "HANDLERS.a = { run: handleA };"),
        ("const { HANDLERS: H } = require('./registry');", "H.a = handleA;"),
        ("const registry = require('./registry');", "registry.HANDLERS.a = handleA;"),
        ("const registry = require('./registry');", "Object.assign(registry.HANDLERS, { handleA });"),
        ("const map = require('./registry').HANDLERS;", "map.a = handleA;"),
        ("import { HANDLERS } from './registry.js';", "HANDLERS.a = handleA;"),
    ],
)
def test_a_map_that_is_taken_in_holds_what_is_put_there(taken: str, line: str) -> None:
    assert told(taken, line) == []


@pytest.mark.parametrize(
    ("taken", "line"),
    [
        ("const { HANDLERS } = require('./other');", "HANDLERS.a = handleA;"),
        ("const { HANDLERS } = require('./registry');", "if (HANDLERS.a === handleA) run();"),
        ("const { HANDLERS } = require('./registry');", "OTHERS.a = handleA;"),
        ("const { HANDLERS } = require('./registry');", "module.exports.a = handleA;"),
    ],
)
def test_what_is_put_elsewhere_is_not_in_the_map(taken: str, line: str) -> None:
    assert told(taken, line) == ["function `handleA` is not seen to be put into `lib.registry.HANDLERS`"]
