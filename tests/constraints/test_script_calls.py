"""How a helper is called from a script, and by which line that script gets hold of it."""

import pytest

from parti.constraints import script_calls
from parti.source import facts


def told(
    path: str = "lib/a.js",
    text: str = "",
    *,
    home: str = "lib/report.js",
    home_text: str = "",
    name: str = "save",
    signature: str = "save(file)",
) -> str:
    """The next step for a file that should call `save` of another."""
    made = facts.Definition(kind="function", name=name, line=1, end_line=1, signature=signature)
    return script_calls.told(made, home, home_text, path, text)


def line(
    path: str = "lib/a.js", text: str = "", *, home: str = "lib/report.js", home_text: str = ""
) -> str:
    """Only the line that brings `save`."""
    return told(path, text, home=home, home_text=home_text).partition(", from ")[2].strip("`")


REQUIRED, IMPORTED = "const { save } = require('./report')", "import { save } from './report.js'"


@pytest.mark.parametrize(
    "text",
    [
        "import fs from 'fs'\n",
        "import'./first'\n",
        "import { a } from 'b'\n",
        "import * as a from 'b'\n",
        "  import a from 'b'\n",
        "'use strict'\nexport const a = 1\n",
        "export default 1\n",
        "import a from 'b'\nconst c = require('d')\n",
    ],
)
def test_a_file_that_already_imports_or_exports_gets_an_import(text: str) -> None:
    assert line(text=text) == IMPORTED


@pytest.mark.parametrize(
    "text",
    [
        "",
        "const fs = require('fs')\n",
        "import('fs')\n",
        "import ('fs')\n",
        "importing()\n",
        "exports.a = 1\n",
        "// import fs from 'fs'\n",
        "const a = 'b'; import_(a)\n",
    ],
)
def test_a_plain_file_that_does_neither_gets_a_require(text: str) -> None:
    assert line(text=text) == REQUIRED


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("lib/a.js", "", REQUIRED),
        ("lib/a.jsx", "", REQUIRED),
        ("lib/a.cjs", "", REQUIRED),
        ("lib/a.cts", "", REQUIRED),
        ("lib/a.mjs", "", IMPORTED),
        ("lib/a.ts", "", "import { save } from './report'"),
        ("lib/a.mts", "", "import { save } from './report'"),
        ("lib/a.tsx", "", "import { save } from './report'"),
        ("lib/a.ts", "const fs = require('fs')", REQUIRED),
        ("lib/a.ts", "const fs = require ('fs')", REQUIRED),
        ("lib/a.ts", "required('fs')", "import { save } from './report'"),
        ("lib/a.cjs", "import fs from 'fs'", IMPORTED),
    ],
)
def test_a_file_that_takes_nothing_yet_is_told_by_its_extension(path: str, text: str, found: str) -> None:
    assert line(path, text) == found


@pytest.mark.parametrize(
    ("home", "path", "place"),
    [
        ("report.js", "a.js", "./report"),
        ("report.js", "lib/a.js", "../report"),
        ("report.js", "lib/b/a.js", "../../report"),
        ("lib/b/report.js", "lib/a.js", "./b/report"),
        ("lib/b/report.js", "lib/c/a.js", "../b/report"),
        ("lib/b/index.js", "lib/a.js", "./b"),
        ("lib/index.js", "lib/a.js", "."),
        ("lib/index.js", "lib/b/a.js", ".."),
        ("index.js", "a.js", "./index"),
        ("lib/reindex.js", "lib/a.js", "./reindex"),
        ("lib/report.test.js", "lib/a.js", "./report.test"),
        ("lib/.report.js", "lib/a.js", "./.report"),
        ("lib/..report.js", "lib/a.js", "./..report"),
        (".lib/report.js", "a.js", "./.lib/report"),
        ("lib/report.cjs", "lib/a.js", "./report.cjs"),
        ("lib/index.mjs", "lib/a.js", "./index.mjs"),
        ("lib/report.tsx", "lib/a.js", "./report"),
    ],
)
def test_a_required_place_is_told_from_the_file_that_calls(home: str, path: str, place: str) -> None:
    assert line(path, home=home) == f"const {{ save }} = require('{place}')"


@pytest.mark.parametrize(
    ("home", "path", "place"),
    [
        ("lib/report.js", "lib/a.mjs", "./report.js"),
        ("lib/index.js", "lib/a.mjs", "./index.js"),
        ("lib/report.jsx", "a.mjs", "./lib/report.jsx"),
        ("lib/.report.js", "lib/a.mjs", "./.report.js"),
        ("lib/report.js", "lib/a.ts", "./report"),
        ("lib/index.ts", "lib/b/a.ts", ".."),
        ("lib/report.mjs", "lib/a.ts", "./report.mjs"),
        ("lib/report.cjs", "lib/a.tsx", "./report.cjs"),
    ],
)
def test_an_import_names_the_extension_where_the_language_asks_for_it(
    home: str, path: str, place: str
) -> None:
    assert line(path, home=home) == f"import {{ save }} from '{place}'"


@pytest.mark.parametrize(
    "home_text",
    [
        "module.exports = save\n",
        "module.exports=save",
        "exports = module.exports = save;\n",
        "export default save\n",
        "export default function save () {}\n",
        "export default async function save () {}\n",
        "export default function* save () {}\n",
        "export default function *save () {}\n",
        "export default class save {}\n",
    ],
)
def test_what_a_module_gives_as_a_whole_is_taken_as_a_whole(home_text: str) -> None:
    assert line(home_text=home_text) == "const save = require('./report')"
    assert line("lib/a.mjs", home_text=home_text) == "import save from './report.js'"


@pytest.mark.parametrize(
    "home_text",
    [
        "",
        "module.exports = { save }\n",
        "module.exports.save = save\n",
        "exports.save = save\n",
        "module.exports = saveAll\n",
        "module.exports = save.all\n",
        "module.exports = save$\n",
        "export function save () {}\n",
        "export const save = 1\nexport default other\n",
        "export default saved\n",
        "export default function saveAll () {}\n",
    ],
)
def test_what_is_one_of_several_is_taken_by_its_name(home_text: str) -> None:
    assert line(home_text=home_text) == REQUIRED
    assert line("lib/a.mjs", home_text=home_text) == IMPORTED


@pytest.mark.parametrize("home_text", ["module.exports = a$\n", "export default a$\n"])
def test_a_name_with_a_dollar_is_found_and_not_read_as_a_pattern(home_text: str) -> None:
    found = told(home_text=home_text, name="a$", signature="a$()")
    assert found == "`a$()`, from `const a$ = require('./report')`"


@pytest.mark.parametrize(
    ("signature", "parameters"),
    [
        ("save()", ""),
        ("save", ""),
        ("save(a, b)", "a, b"),
        ("save(a = (1), b = f(2))", "a = (1), b = f(2)"),
        ("save(a: A): Promise<void>", "a: A"),
        ("save(a: () => void): number", "a: () => void"),
        ("save(a): { b: 1 }", "a"),
        ("save<T>(a: T): T", "a: T"),
        ("save(...rows)", "...rows"),
        ("save(\n  a,\n  b\n)\n", "\n  a,\n  b\n"),
    ],
)
def test_the_call_has_the_parameters_and_not_the_result(signature: str, parameters: str) -> None:
    assert told(signature=signature).partition(", from ")[0] == f"`save({parameters})`"


def test_a_method_is_called_by_its_class_and_the_class_is_taken() -> None:
    found = told(name="Store.save", signature="save(a)")
    assert found == "`Store.save(a)`, from `const { Store } = require('./report')`"
    found = told(name="Store.save", signature="save(a)", home_text="export default class Store {}")
    assert found == "`Store.save(a)`, from `const Store = require('./report')`"
