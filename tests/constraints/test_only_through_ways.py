"""only-through: who is exempt, what the next step names, and raw uses in forms that a hurried edit takes.

The helper exists because the raw way loses something, so a form of the raw way that is missed loses it
again; and the helper's own file, or a namesake of it, must be told apart to the letter.
"""

import pytest

from tests.constraints.asking import asked, messages, places, stale, wrong

CHECK = "only-through\nhelper: state_io.save_json\ninstead-of: [open-for-write, json.dump, Path.write_text]"
STATE_IO = "def save_json(path, state):\n    with open(path, 'w') as f:\n        f.write(state)\n"


def lines(text: str, path: str = "src/app/a.py", check: str = CHECK) -> list[int]:
    """The lines of a file that go round the helper."""
    files = {"src/app/state_io.py": STATE_IO, path: text}
    return [each.place.line for each in asked(check, files, changed=[path])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import json\nwith open(p) as f:\n    json.dump(x, f)\n", [3]),
        ("with open(p, 'w') as f, open(q, 'w') as g: ...\n", [1]),
        ("f = open(p, 'w')\ng = open(q, 'a')\n", [1, 2]),
        ("open(p, **{'mode': 'w'})\n", [1]),
        ("open(p, 'w' if x else 'r')\n", [1]),
        ("open(mode='wb', file=p)\n", [1]),
        ("import os\nos.fdopen(fd, 'w')\n", [2]),
        ("import codecs\ncodecs.open(p, 'w')\n", [2]),
        ("import pathlib\npathlib.Path(p).open('w')\n", [2]),
        ("import pathlib\npathlib.Path(p).open()\n", []),
        ("from pathlib import Path\nout = Path(p)\nout.write_text(x)\n", [3]),
        ("from pathlib import Path\ndef f(out: Path): out.write_text(x)\n", [2]),
        ("from pathlib import Path\nPath(p).write_bytes(x)\n", []),
        ("from pathlib import Path as P\n(P(a) / b).write_text(x)\n", [2]),
        ("import json\nsave = lambda x, f: json.dump(x, f)\n", [2]),
        ("import json\nclass A:\n    dump = staticmethod(json.dump)\n", [3]),
        ("import json\nSAVERS = {'json': json.dump}\n", [2]),
        ("import json\nif x:\n    from json import dump\n    dump(x, f)\n", [4]),
        ("from app.state_io import save_json\nsave_json(p, x)\n", []),
        ("import json\njson.dumps(x)\njson.load(f)\n", []),
        ("text = 'json.dump(x)'  # json.dump(x)\n", []),
        ("def open(p, m): ...\nopen(p, 'w')\n", []),
    ],
)
def test_the_raw_way_is_seen_in_each_form(text: str, found: list[int]) -> None:
    assert lines(text) == found


def test_each_form_has_its_words() -> None:
    text = "import json\njson.dump(a, f)\nrun(json.dump)\nx = json.dump\n"
    text += "def f(p): p.write_text(1)\nopen(q, 'w')\n"
    said = messages(asked(CHECK, {"src/app/state_io.py": STATE_IO, "src/app/a.py": text}))
    assert [each.replace(" instead of `state_io.save_json`", "") for each in said] == [
        "`json.dump` is called",
        "`json.dump` is passed on",
        "`json.dump` is used",
        "`….write_text` looks like `Path.write_text`; the class of its receiver is not known here",
        "`open` opens a file for writing",
    ]


@pytest.mark.parametrize(
    ("definition", "fix"),
    [
        ("def save_json(path, state): ...", "call `state_io.save_json(path, state)`"),
        ("async def save_json(path, *, sync: bool = True): ...",
         "call `state_io.save_json(path, *, sync: bool=True)`"),
        ("class save_json: ...", "call `state_io.save_json`"),
        ("save_json = make()", "call `state_io.save_json`"),
    ],
)  # fmt: skip
def test_the_next_step_is_the_helper_as_it_is_written(definition: str, fix: str) -> None:
    files = {"src/app/state_io.py": f"{definition}\n", "src/app/a.py": "open(p, 'w')\n"}
    (each,) = asked(CHECK, files, changed=["src/app/a.py"])
    assert each.fix == fix


def test_without_the_helper_in_the_tree_its_name_is_the_next_step() -> None:
    (each,) = asked(CHECK, {"src/app/a.py": "open(p, 'w')\n"})
    assert each.fix == "call `state_io.save_json`"


@pytest.mark.parametrize(
    ("path", "text", "exempt"),
    [
        ("src/app/state_io.py", STATE_IO, True),
        ("src/app/state_io/__init__.py", STATE_IO, True),
        ("src/app/state_io/disk.py", STATE_IO, True),
        ("src/app/state_iox.py", STATE_IO, False),
        ("src/app/state_io.py", STATE_IO.replace("save_json", "save_yaml"), False),
        ("src/app/other.py", STATE_IO, False),
        ("src/app/state_io.py", f"class A:\n    {STATE_IO.replace(chr(10), chr(10) + '    ')}\n", False),
        ("src/app/state_io.py", f"{STATE_IO}\ndef other(p):\n    open(p, 'w')\n", True),
    ],
)
def test_only_the_file_that_defines_the_helper_is_exempt(path: str, text: str, exempt: bool) -> None:
    assert (asked(CHECK, {path: text}) == ()) is exempt


def test_a_helper_that_is_a_method_exempts_its_own_class_s_file() -> None:
    check = "only-through\nhelper: store.Store.save\ninstead-of: [open-for-write]"
    text = "class Store:\n    def save(self, p):\n        open(p, 'w')\n"
    assert asked(check, {"src/store.py": text}) == ()
    assert places(asked(check, {"src/other.py": text.replace("Store", "Shop")})) == ["src/other.py:3"]


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("src/a.ts", "import fs from 'node:fs';\nfs.promises.writeFile(p, x);\n", [2]),
        ("src/a.ts", "import { writeFile } from 'fs/promises';\nawait writeFile(p, x);\n", [2]),
        ("src/a.ts", "import fs from 'fs';\nfs.createWriteStream(p).end(x);\n", [2]),
        ("src/a.js", "const fs = require('fs');\nfs.openSync(p, 'r');\nfs.openSync(p, 'w');\n", [3]),
        ("src/a.js", "fs.readFileSync(p);\n", []),
        ("a.go", 'package a\nimport "os"\nfunc f() { os.Create("x"); os.Open("y") }\n', [3]),
        ("a.go", 'package a\nimport "os"\nfunc f() { os.OpenFile("x", os.O_WRONLY, 0) }\n', [3]),
        ("A.java", 'class A { void f() { java.nio.file.Files.writeString(p, x); } }\n', [1]),
        ("A.java", "import java.io.FileReader;\nclass A { void f() { new FileReader(p); } }\n", []),
        ("src/a.rs", "use std::fs::File;\nfn f() { File::create(p); File::open(p); }\n", [2]),
    ],
)  # fmt: skip
def test_opening_to_write_is_seen_in_each_language(path: str, text: str, found: list[int]) -> None:
    check = "only-through\nhelper: home.save\ninstead-of: [open-for-write]"
    assert [each.place.line for each in asked(check, {path: text})] == found


def test_a_second_name_of_the_helper_s_package_is_followed_and_no_other() -> None:
    files = {
        "src/app/state_io/__init__.py": "from json import dump as put\n"
        "from app.state_io.disk import save_json\n",
        "src/app/state_io/disk.py": STATE_IO,
        "src/app/a.py": "from app.state_io import put, save_json\nput(x, f)\nsave_json(p, x)\n",
        "src/app/b.py": "from app.other import put\nput(x, f)\n",
    }
    found = asked(CHECK, files, changed=["src/app/a.py", "src/app/b.py"])
    assert [str(each.place) for each in found] == ["src/app/a.py:2"]


def test_rot_is_a_helper_that_no_file_defines() -> None:
    gone = "`rule` sends everyone to `state_io.save_json`, which no file of the tree defines"
    assert stale(CHECK, {"src/app/state_io.py": STATE_IO}) == []
    assert stale(CHECK, {"src/app/state_io.py": "# save_json\n"}) == [gone]
    assert stale(CHECK, {"src/app/other.py": STATE_IO}) == [gone]
    assert stale("only-through\nhelper: save_json\ninstead-of: [print]", {"a.py": STATE_IO}) == []


def test_a_block_is_told_each_of_its_slips() -> None:
    assert wrong("only-through", {"helper": "a.b", "instead-of": "json.dump"}) == []
    assert wrong("only-through", {"helper": "a.b", "instead-of": []}) == [
        "`instead-of` must be a list of texts, for example `instead-of: [open-for-write, json.dump]`"
    ]
    assert wrong("only-through", {"instead-of": "x", "insted-of": "y"}) == [
        "unknown option `insted-of`; did you mean `instead-of`?",
        "`helper` must be one text, for example `helper: state_io.save_json`",
    ]


NAMED = "function writeReport (report, file) { fs.writeFileSync(file, report) }\n"
HOMES = {
    "cjs": f"const fs = require('fs')\n{NAMED}module.exports = {{ writeReport }}\n",
    "whole": f"const fs = require('fs')\n{NAMED}module.exports = writeReport\n",
    "esm": f"import fs from 'fs'\nexport {NAMED}",
    "default": f"import fs from 'fs'\nexport default {NAMED}",
    "arrow": "import fs from 'fs'\nexport const writeReport = async (report: R): Promise<void> => {}\n",
}
CJS, ESM = (
    "const fs = require('fs')\nfs.writeFileSync(a, b)\n",
    "import fs from 'fs'\nfs.writeFileSync(a, b)\n",
)


@pytest.mark.parametrize(
    ("home", "how", "path", "text", "line"),
    [
        (
            "lib/write-report.js",
            "cjs",
            "lib/a.js",
            CJS,
            "const { writeReport } = require('./write-report')",
        ),
        (
            "lib/write-report.js",
            "cjs",
            "b/c/a.js",
            CJS,
            "const { writeReport } = require('../../lib/write-report')",
        ),
        (
            "lib/write-report.js",
            "cjs",
            "a.js",
            CJS,
            "const { writeReport } = require('./lib/write-report')",
        ),
        (
            "lib/write-report.cjs",
            "cjs",
            "lib/a.js",
            CJS,
            "const { writeReport } = require('./write-report.cjs')",
        ),
        ("lib/write-report.js", "whole", "lib/a.js", CJS, "const writeReport = require('./write-report')"),
        ("lib/write-report.js", "esm", "lib/a.js", ESM, "import { writeReport } from './write-report.js'"),
        (
            "lib/write-report.mjs",
            "default",
            "lib/a.js",
            ESM,
            "import writeReport from './write-report.mjs'",
        ),
        ("lib/write-report.ts", "esm", "lib/a.ts", ESM, "import { writeReport } from './write-report'"),
    ],
)
def test_the_next_step_in_a_script_is_written_as_the_script_takes_modules(
    home: str, how: str, path: str, text: str, line: str
) -> None:
    check = "only-through\nhelper: lib.write-report.writeReport\ninstead-of: [open-for-write]"
    (each,) = asked(check, {home: HOMES[how], path: text})
    assert each.fix == f"call `writeReport(report, file)`, from `{line}`"


def test_the_parameters_of_an_arrow_are_told_without_its_result() -> None:
    check = "only-through\nhelper: lib.write-report.writeReport\ninstead-of: [open-for-write]"
    (each,) = asked(check, {"lib/write-report.ts": HOMES["arrow"], "lib/a.ts": ESM})
    assert each.fix == "call `writeReport(report: R)`, from `import { writeReport } from './write-report'`"


def test_python_and_a_helper_that_is_not_there_are_told_as_before() -> None:
    check = "only-through\nhelper: lib.write-report.writeReport\ninstead-of: [open-for-write]"
    (each,) = asked(check, {"lib/a.js": CJS})
    assert each.fix == "call `lib.write-report.writeReport`"


HANDED = {
    "lib/ser/__init__.py": "from ..hooks import enc\n",
    "lib/hooks.py": "import json\n\n\ndef enc(x):\n    return json.dumps(x)\n",
    "lib/a.py": "import json\n\n\ndef own(x):\n    return json.dumps(x)\n",
}


def test_a_helper_may_be_named_as_a_package_hands_it_on() -> None:
    check = "only-through\nhelper: lib.ser.enc\ninstead-of: [json.dumps]"
    assert stale(check, HANDED) == []
    assert places(asked(check, HANDED)) == ["lib/a.py:5"]
    gone = {**HANDED, "lib/hooks.py": "import json\n\n\ndef other(x):\n    return json.dumps(x)\n"}
    assert len(stale(check, gone)) == 1


def test_a_helper_whose_name_ends_in_that_of_the_primitive_hides_no_raw_use() -> None:
    check = "only-through\nhelper: src/lib/fs.rmSync\ninstead-of: [fs.rmSync]"
    home = "import fs from 'node:fs';\nexport const rmSync = (p: string) => fs.rmSync(p);\n"
    raw = "import fs from 'node:fs';\nfs.rmSync('a');\n"
    kept = "import { rmSync } from './lib/fs.js';\nimport * as files from './lib/fs';\n"
    kept += "rmSync('a');\nfiles.rmSync('b');\n"
    found = asked(check, {"src/lib/fs.ts": home, "src/raw.ts": raw, "src/kept.ts": kept})
    assert places(found) == ["src/raw.ts:2"]
