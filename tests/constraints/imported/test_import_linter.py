"""import-linter's contracts as sections: what is said means the same, or says what it leaves (C3)."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from parti.constraints import conformance, document, imported
from parti.constraints import tree as trees
from parti.constraints.checks import command
from parti.constraints.imported import section

EMPTY = ("shop/__init__.py", "shop/web/__init__.py", "shop/core/__init__.py", "shop/store/__init__.py")
CODE: Mapping[str, str] = {
    **dict.fromkeys(EMPTY, ""),
    "shop/core/orders.py": "import shop.web.pages\nfrom shop.store import rows\n",
    "shop/web/pages.py": "def page():\n    from ..store import rows\n    return rows\n",
    "shop/store/rows.py": "from typing import TYPE_CHECKING\n"
    "if TYPE_CHECKING:\n    from shop.core import orders\n",
    "shop/api.py": "from shop.store.rows import x\n",
}


def ini(*contracts: str, session: str = "root_package = shop") -> str:
    blocks = [f"[importlinter:contract:c{at}]\n{text}" for at, text in enumerate(contracts, 1)]
    return "\n\n".join([f"[importlinter]\n{session}", *blocks]) + "\n"


def contract(kind: str, **lists: str) -> str:
    rows = [f"{key} =\n    {value.replace(', ', chr(10) + '    ')}" for key, value in lists.items()]
    return "\n".join([f"name = A {kind} contract", f"type = {kind}", *rows])


def propose(text: str, path: str = ".importlinter", code: Mapping[str, str] = CODE) -> imported.Found:
    return imported.propose(trees.Texts({**code, path: text}))


LAYERS = contract("layers", containers="shop", layers="web, core, store")

CONTRACTS = {
    "forbidden": (contract("forbidden", source_modules="shop.core", forbidden_modules="shop.web"), True),
    "forbidden, direct": (
        contract("forbidden", source_modules="shop.core, shop.web", forbidden_modules="shop.store")
        + "\nallow_indirect_imports = True",
        False,
    ),
    "forbidden, a module that is one file": (
        contract("forbidden", source_modules="shop.api", forbidden_modules="shop.store")
        + "\nallow_indirect_imports = true",
        False,
    ),
    "protected": (
        contract("protected", protected_modules="shop.store", allowed_importers="shop.core"), False,
    ),
    "protected, two": (
        contract("protected", protected_modules="shop.store, shop.web", allowed_importers="shop.core"),
        False,
    ),
    "independence": (contract("independence", modules="shop.web, shop.store, shop.core"), True),
    "layers": (LAYERS, True),
    "layers with siblings": (contract("layers", layers="shop.api, shop.web | shop.core, shop.store"), True),
    "one layer of siblings": (contract("layers", layers="shop.web | shop.core"), True),
    "layers with one that is not there": (
        contract("layers", containers="shop", layers="web, core, (jobs), store"), True,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "differs"), CONTRACTS.values(), ids=CONTRACTS)
def test_a_contract_becomes_sections_that_are_whole_and_can_fire(text: str, differs: bool) -> None:
    found = propose(ini(text))
    assert found.findings == ()
    native = [each for each in found.proposals if each.kind != "command"]
    assert native
    assert [bool(each.differs) for each in native] == [differs] * len(native)
    assert ("command" in {each.kind for each in found.proposals}) == differs
    for each in found.proposals:
        assert section.faults(each) == ()


@pytest.mark.parametrize("text", [text for text, _ in CONTRACTS.values()], ids=CONTRACTS)
def test_a_section_finds_the_direct_imports_that_the_tool_itself_finds(text: str, tmp_path: Path) -> None:
    proposals = propose(ini(text)).proposals
    document_text = "\n".join(section.markdown(each) for each in proposals if each.kind != "command")
    mine = conformance.judge(document.parse(document_text).constraints, trees.Texts(CODE))
    assert {(f.place.path, f.place.line) for f in mine} == tools_verdict(tmp_path, ini(text))


def tools_verdict(folder: Path, config: str) -> set[tuple[str, int]]:
    """What import-linter says of the same code: the place of every import that is no chain."""
    for path, content in {**CODE, ".importlinter": config}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content)
    ran = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    rule = section.command("c", "The contracts must be kept", "lint-imports", "lint-imports", "x")
    (known,) = document.parse(section.markdown(rule)).constraints
    said = command.judge(known, ran.returncode, ran.stdout + ran.stderr, tuple(CODE))
    assert said, ran.stdout + ran.stderr
    assert {each.place.path for each in said} <= set(CODE), ran.stdout
    return {(each.place.path, each.place.line) for each in said if each.message.count("→") == 1}


SPECIAL = {
    "exceptions": contract("forbidden", source_modules="shop.core", forbidden_modules="shop.web",
                           ignore_imports="shop.core.orders -> shop.web.pages"),
    "no packages": contract("protected", protected_modules="shop.store", allowed_importers="shop.core",
                            as_packages="False"),
    "siblings that may import each other": contract("layers", layers="shop.api, shop.web : shop.core"),
    "any forbidden module below": contract("forbidden", source_modules="shop.core",
                                           forbidden_modules="shop.*.x"),
    "any source": contract("forbidden", source_modules="shop.*", forbidden_modules="shop.web"),
    "a module that the tree has not": contract("protected", protected_modules="shop.gone",
                                               allowed_importers="shop.core"),
    "a layer that must be there": contract("layers", containers="shop", layers="web, gone, store"),
    "any independent": contract("independence", modules="shop.*"),
    "no cycle": contract("acyclic_siblings", ancestors="shop"),
    "a type of one's own": contract("house.rules.Contract", modules="shop.core"),
    "everybody may": contract("protected", protected_modules="shop.store", allowed_importers="shop"),
}  # fmt: skip


@pytest.mark.parametrize("text", SPECIAL.values(), ids=SPECIAL)
def test_what_no_kind_of_ours_says_stays_with_the_tool(text: str) -> None:
    (only,) = propose(ini(text)).proposals
    assert (only.kind, dict(only.options)) == (
        "command",
        {"run": "lint-imports", "format": "lint-imports"},
    )


def test_type_checking_imports_that_the_tool_leaves_out_are_not_forbidden_here() -> None:
    text = ini(LAYERS, session="root_package = shop\nexclude_type_checking_imports = True")
    assert [each.kind for each in propose(text).proposals] == ["command"]


def test_only_what_is_not_said_exactly_is_asked_of_the_tool_again() -> None:
    exact = contract("protected", protected_modules="shop.store", allowed_importers="shop.core")
    found = propose(ini(exact, LAYERS))
    assert [each.id for each in found.proposals] == ["c1", "c2", "import-linter"]
    assert found.proposals[-1].options["run"] == "lint-imports --contract c2"


TOML = """
[tool.importlinter]
root_packages = ["shop"]

[[tool.importlinter.contracts]]
name = "The store is kept apart"
type = "protected"
protected_modules = ["shop.store"]
allowed_importers = ["shop.core"]

[[tool.importlinter.contracts]]
id = "floors"
name = "Floors"
type = "layers"
containers = ["shop"]
layers = ["web", "core | api", "store"]
"""


def test_contracts_stand_in_a_toml_file_too_and_may_have_no_id() -> None:
    found = propose(TOML, "pyproject.toml")
    assert [(each.id, each.kind) for each in found.proposals] == [
        ("the-store-is-kept-apart", "forbidden-import"),
        ("floors", "layers"),
        ("import-linter", "command"),
    ]
    assert found.proposals[1].options["layers"] == ["shop.web", "shop.core | shop.api", "shop.store"]
    assert found.proposals[2].options["run"] == "lint-imports --contract floors"


def test_the_file_that_the_tool_reads_first_is_read() -> None:
    code = {**CODE, "setup.cfg": ini(LAYERS), "pyproject.toml": TOML}
    found = imported.propose(trees.Texts({**code, ".importlinter": ini(LAYERS)}))
    assert {each.origin for each in found.proposals} == {"setup.cfg"}


def test_each_container_has_its_layers() -> None:
    code = {
        **CODE,
        **{f"{top}/{part}/__init__.py": "" for top in ("one", "two") for part in ("up", "down")},
    }
    text = ini(
        contract("layers", containers="one, two", layers="up, down"), session="root_packages = one, two"
    )
    found = propose(text, code=code)
    assert [(each.id, each.options.get("layers")) for each in found.proposals][:2] == [
        ("c1-one", ["one.up", "one.down"]),
        ("c1-two", ["two.up", "two.down"]),
    ]


def test_code_below_src_is_found() -> None:
    found = propose(ini(LAYERS), code={f"src/{path}": text for path, text in CODE.items()})
    assert found.proposals[0].include == ("src/shop/**/*.py",)


@pytest.mark.parametrize("text", ["[importlinter", "[importlinter]\n[importlinter]\n", "x importlinter"])
def test_a_file_that_cannot_be_read_is_told(text: str) -> None:
    found = propose(text)
    assert found.proposals == ()
    assert [(f.code, f.place.path) for f in found.findings] == [("import/left", ".importlinter")]


def test_what_the_document_says_already_is_not_proposed_again_under_any_id() -> None:
    first = propose(ini(LAYERS))
    text = "\n".join(section.markdown(each) for each in first.proposals).replace("{#c1}", "{#floors}")
    tree = trees.Texts({**CODE, ".importlinter": ini(LAYERS)})
    again = imported.propose(tree, document.parse(text).constraints)
    assert (again.proposals, len(again.known)) == ((), 2)


def test_an_id_that_is_taken_is_numbered() -> None:
    other = section.command("c1", "The names must be kept", "make", "", "Makefile")
    known = document.parse(section.markdown(other)).constraints
    tree = trees.Texts({**CODE, ".importlinter": ini(LAYERS)})
    assert imported.propose(tree, known).proposals[0].id == "c1-2"
