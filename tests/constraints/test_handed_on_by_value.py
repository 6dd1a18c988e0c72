"""Scripts: a module that another file hands on as a value, and the rarer ways to require one."""

import pytest

from tests.constraints.asking import asked, places


def told(files: dict[str, str], calls: str = "fs.rmSync") -> list[str]:
    """Where a call is found."""
    return places(asked(f"forbidden-call\ncalls: [{calls}]", files))


@pytest.mark.parametrize(
    ("handed", "text"),
    [
        (
            "import fs from 'node:fs';\nexport const io = fs;\n",
            "import { io } from './h';\nio.rmSync('a');\n",
        ),
        (
            "import fs from 'node:fs';\nexport const io = fs;\n",
            "import * as h from './h';\nh.io.rmSync(1);\n",
        ),
        (
            "import * as fs from 'fs';\nexport const { rmSync } = fs;\n",
            "import { rmSync } from './h';\nrmSync(1);\n",
        ),
        ("const fs = require('fs');\nexports.io = fs;\n", "const fs = require('fs');\nfs.rmSync('a');\n"),
    ],
)
def test_a_module_under_a_name_of_ours_is_that_module(handed: str, text: str) -> None:
    assert told({"src/h.ts": handed, "src/a.ts": text}) == ["src/a.ts:2"]


@pytest.mark.parametrize(
    "handed", ["export const { parse } = JSON;\n", "const { parse } = JSON;\nexport { parse };\n"]
)
def test_a_part_of_an_object_of_the_language_is_followed(handed: str) -> None:
    text = "import { parse } from './h';\nparse('1');\n"
    assert told({"src/h.ts": handed, "src/a.ts": text}, "JSON.parse") == ["src/a.ts:2"]


def test_another_value_is_not_the_module() -> None:
    handed = "import fs from 'node:fs';\nexport const io = other;\nexport const { stat } = fs;\n"
    text = "import { io, stat } from './h';\nio.rmSync('a');\nstat('a');\n"
    assert told({"src/h.ts": handed, "src/a.ts": text}) == []


@pytest.mark.parametrize(
    "text",
    [
        "import { createRequire } from 'm';\nconst require = createRequire(u);\nrequire('fs').rmSync();\n",
        "import m from 'module';\nconst require = m.createRequire(url);\nrequire('node:fs').rmSync(1);\n",
        "\n\nmodule.require('fs').rmSync(1);\n",
        "\n\nprocess.getBuiltinModule('node:fs').rmSync(1);\n",
    ],
)
def test_a_module_is_required_in_the_rarer_ways_too(text: str) -> None:
    assert told({"src/a.mts": text}) == ["src/a.mts:3"]
    assert places(asked("forbidden-import\nmodules: [fs]", {"src/a.mts": text})) == ["src/a.mts:3"]


@pytest.mark.parametrize(
    "text",
    [
        "function f(require) { require('fs').rmSync('a'); }\n",
        "const require = (name) => ({});\nrequire('fs').rmSync('a');\n",
        "other.require('fs').rmSync('a');\n",
    ],
)
def test_a_require_of_the_files_own_is_none(text: str) -> None:
    assert told({"src/a.mts": text}) == []
