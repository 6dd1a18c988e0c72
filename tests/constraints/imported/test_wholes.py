"""What is proposed for each tool's set-up, told whole: every word that a person will read and take.

`test_import_linter.py` and `test_others.py` hold what becomes a section and what stays with the tool. Here
each proposal is compared as one value, so that a scope, an example, a reason or a command that goes
astray shows; and the boundaries of the common door: twins, ids that are taken, files in strange places.
"""

import json

import pytest

from parti.constraints import document, imported
from parti.constraints import tree as trees
from parti.constraints.finding import Finding, Place
from parti.constraints.imported import section
from parti.constraints.imported.section import Proposal, Shown


def found(**files: str) -> imported.Found:
    return imported.propose(trees.Texts(files))


def fields(each: Proposal) -> dict[str, object]:
    """A proposal as the words that it brings."""
    return {
        "id": each.id,
        "title": each.title,
        "reason": each.reason,
        "kind": each.kind,
        "options": dict(each.options),
        "include": each.include,
        "exclude": each.exclude,
        "shown": [(shown.verdict, shown.language, shown.path, shown.code) for shown in each.shown],
        "origin": each.origin,
        "differs": each.differs,
    }


PY = dict.fromkeys(("shop/web/a.py", "shop/core/a.py", "shop/store/a.py"), "")


def contract(text: str, **files: str) -> Proposal:
    config = f"[importlinter]\nroot_package = shop\n\n[importlinter:contract:c1]\nname = Apart\n{text}\n"
    return found(**(files or PY), **{".importlinter": config}).proposals[0]


def test_a_forbidden_contract_is_told_whole() -> None:
    text = "type = forbidden\nsource_modules =\n  shop.core\n  shop.web\nforbidden_modules = shop.store"
    assert fields(contract(text)) == {
        "id": "c1",
        "title": "`shop.core` and `shop.web` never import `shop.store`",
        "reason": "`.importlinter` calls it “Apart”.",
        "kind": "forbidden-import",
        "options": {"modules": ["shop.store"]},
        "include": ("shop/core/**/*.py", "shop/web/**/*.py"),
        "exclude": (),
        "shown": [
            ("kept", "python", "shop/core/example.py", "import json"),
            ("broken", "python", "shop/core/example.py", "import shop.store"),
        ],
        "origin": ".importlinter",
        "differs": "Direct imports only: chains through other modules are left to "
        "import-linter's own command.",
    }


def test_a_protected_contract_leaves_out_who_may_and_the_module_itself() -> None:
    text = "type = protected\nprotected_modules = shop.store\nallowed_importers =\n  # the one\n  shop.core"
    told = fields(contract(text))
    assert (told["title"], told["differs"]) == ("`shop.store` is imported only by `shop.core`", "")
    assert told["include"] == ("shop/**/*.py",)
    assert told["exclude"] == ("shop/core/**/*.py", "shop/store/**/*.py")
    assert told["options"] == {"modules": ["shop.store"]}


def test_an_independence_contract_names_its_modules_in_their_order() -> None:
    told = fields(contract("type = independence\nmodules =\n  shop.web\n  shop.core"))
    assert (told["title"], told["kind"]) == (
        "None of `shop.web` and `shop.core` imports another",
        "independent",
    )
    assert told["options"] == {"modules": ["shop.web", "shop.core"]}
    assert told["shown"] == [
        ("kept", "python", "shop/web/example.py", "import json"),
        ("broken", "python", "shop/web/example.py", "import shop.core"),
    ]


def test_a_layers_contract_tells_its_floors_and_the_optional_one_that_is_not_there() -> None:
    told = fields(
        contract("type = layers\ncontainers = shop\nlayers =\n  web\n  core\n  (jobs)\n  (store)")
    )
    assert told["title"] == "Each layer of `shop` imports only what stands below it"
    assert told["options"] == {"layers": ["shop.web", "shop.core", "shop.store"]}
    assert str(told["differs"]).endswith(
        " An optional layer without a file today is left out: `shop.jobs`. Add it when it comes."
    )
    assert told["shown"] == [
        ("kept", "python", "shop/web/example.py", "import shop.store"),
        ("broken", "python", "shop/store/example.py", "import shop.web"),
    ]


def test_the_command_of_import_linter_names_the_file_that_holds_the_contracts() -> None:
    config = "[importlinter]\nroot_package = shop\n[importlinter:contract:c1]\nname = N\ntype = odd\n"
    (only,) = found(**PY, **{"setup.cfg": config}).proposals
    assert fields(only) == {
        "id": "import-linter",
        "title": "The import contracts in `setup.cfg` must be kept",
        "reason": "`setup.cfg` holds the rules; the tool itself judges them, whole, at the gate.",
        "kind": "command",
        "options": {"run": "lint-imports", "format": "lint-imports"},
        "include": (),
        "exclude": (),
        "shown": [],
        "origin": "setup.cfg",
        "differs": "",
    }


@pytest.mark.parametrize("text", ["[flake8]\nimportlinter = x\n", "[importlinter]\nroot_package = shop\n"])
def test_a_file_without_a_contract_sends_on_to_the_next_file(text: str) -> None:
    config = "[importlinter]\nroot_package = shop\n[importlinter:contract:c1]\nname = N\ntype = odd\n"
    told = found(**PY, **{"setup.cfg": text, ".importlinter": config})
    assert [each.origin for each in told.proposals] == [".importlinter"]


def test_a_file_that_cannot_be_read_is_told_and_the_next_one_is_read() -> None:
    config = "[importlinter]\nroot_package = shop\n[importlinter:contract:c1]\nname = N\ntype = odd\n"
    told = found(**PY, **{"setup.cfg": "importlinter\n", ".importlinter": config})
    assert [each.origin for each in told.proposals] == [".importlinter"]
    assert [(each.place.path, each.level, each.fix) for each in told.findings] == [
        ("setup.cfg", "warning", "read it by hand")
    ]
    assert told.findings[0].message.startswith(
        "`setup.cfg` cannot be read: File contains no section headers."
    )
    assert "\n" not in told.findings[0].message


def test_a_module_of_tach_is_told_whole() -> None:
    modules = {"shop.web": '["shop.core"]', "shop.core": "[]", "shop.store": "[]"}
    rows = [f'[[modules]]\npath = "{name}"\ndepends_on = {may}\n' for name, may in modules.items()]
    config = "\n".join(["ignore_type_checking_imports = false", *rows])
    first, second, third = found(**PY, **{"tach.toml": config}).proposals
    assert fields(first) == {
        "id": "tach-shop-web",
        "title": "`shop.web` may import only `shop.core` of the other modules in `tach.toml`",
        "reason": "`tach.toml` lists what each module may depend on.",
        "kind": "forbidden-import",
        "options": {"modules": ["shop.store"]},
        "include": ("shop/web/**/*.py",),
        "exclude": (),
        "shown": [
            ("kept", "python", "shop/web/example.py", "import json"),
            ("broken", "python", "shop/web/example.py", "import shop.store"),
        ],
        "origin": "tach.toml",
        "differs": "",
    }
    assert second.title == "`shop.core` may import none of the other modules in `tach.toml`"
    assert third.options == {"modules": ["shop.core", "shop.web"]}


def test_a_tach_file_that_is_no_toml_is_told_with_the_reason() -> None:
    told = found(**PY, **{"tach.toml": "[[modules]\n"})
    assert told.proposals == ()
    assert [each.place.path for each in told.findings] == ["tach.toml"]
    assert told.findings[0].message.startswith("`tach.toml` cannot be read: ")


def cruised(**rule: object) -> Proposal:
    row = {"name": "Core apart!", "severity": "error", **rule}
    code = {"src/core/a.js": "", "src/core/deep/b.js": "", "src/web/a.js": ""}
    return found(**code, **{".dependency-cruiser.json": json.dumps({"forbidden": [row]})}).proposals[0]


def test_a_rule_of_dependency_cruiser_is_told_whole() -> None:
    told = cruised(
        **{"from": {"path": "^src/core/", "pathNot": "^src/core/deep/"}, "to": {"path": "^src/web/"}}
    )
    assert fields(told) == {
        "id": "core-apart",
        "title": "`src/core` must never import `src/web`",
        "reason": "`.dependency-cruiser.json` calls it “Core apart!”.",
        "kind": "forbidden-import",
        "options": {"modules": ["src/web"]},
        "include": ("src/core/**",),
        "exclude": ("src/core/deep/**",),
        "shown": [
            ("kept", "javascript", "src/core/example.js", 'import { a } from "./a";'),
            ("broken", "javascript", "src/core/example.js", 'import { a } from "../../src/web/example";'),
        ],
        "origin": ".dependency-cruiser.json",
        "differs": "",
    }


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("^node_modules/lodash/", 'import { a } from "lodash";'),
        ("^node_modules/@acme/ui/", 'import { a } from "@acme/ui";'),
    ],
)
def test_the_example_for_a_package_names_the_package(target: str, code: str) -> None:
    told = cruised(**{"from": {"path": "^src/core/"}, "to": {"path": target}})
    assert told.shown[1].code == code


def test_restricted_imports_are_told_whole_for_the_languages_that_are_there() -> None:
    config = json.dumps({"rules": {"no-restricted-imports": ["error", "fs", "fs", "lodash"]}})
    told, command = found(**{"a.ts": "", "b.jsx": "", ".eslintrc": config}).proposals
    assert fields(told) == {
        "id": "restricted-imports",
        "title": "`fs` and `lodash` must never be imported",
        "reason": "`.eslintrc` restricts them by `no-restricted-imports`.",
        "kind": "forbidden-import",
        "options": {"modules": ["fs", "lodash"]},
        "include": ("**/*.jsx", "**/*.ts"),
        "exclude": (),
        "shown": [
            ("kept", "javascript", "src/example.jsx", 'import { a } from "./a";'),
            ("broken", "javascript", "src/example.jsx", 'import { a } from "fs";'),
        ],
        "origin": ".eslintrc",
        "differs": "Modules below these, `require`, and lines with `eslint-disable` count too, "
        "unlike in ESLint.",
    }
    assert command.title == "The rules of ESLint in `.eslintrc` must be kept"


def test_a_flat_configuration_goes_before_an_old_one_as_in_eslint() -> None:
    told = found(**{"a.js": "", "eslint.config.mjs": "export default [];", ".eslintrc.json": "{}"})
    assert [each.origin for each in told.proposals] == ["eslint.config.mjs"]


# --- the common door ------------------------------------------------------------------------------------


def test_a_tree_without_a_set_up_gives_nothing() -> None:
    assert found(**PY) == imported.Found((), (), ())
    assert imported.propose(trees.Texts({})) == imported.Found((), (), ())


def test_what_is_left_is_told_as_one_warning_at_its_file() -> None:
    message = "`.eslintrc.js` is not JSON, so its rules stay with ESLint"
    assert found(**{".eslintrc.js": "x"}).findings == (
        Finding(
            code="import/left",
            level="warning",
            message=message,
            place=Place(path=".eslintrc.js"),
            fix="read it by hand",
            snippet=message,
        ),
    )


def test_two_rules_of_one_name_are_numbered_in_their_order() -> None:
    rule = "{id: no-eval, pattern: eval(...), message: m, languages: [python], severity: ERROR}"
    files = {f".semgrep/{name}.yml": f"rules:\n  - {rule}\n" for name in ("a", "b", "c")}
    assert [(each.id, each.origin) for each in found(**PY, **files).proposals] == [
        ("no-eval", ".semgrep/a.yml"),
        ("no-eval-2", ".semgrep/b.yml"),
        ("no-eval-3", ".semgrep/c.yml"),
    ]


def test_the_same_rule_with_another_scope_is_another_rule() -> None:
    rule = section.command(
        "eslint", "The rules must be kept", "npx --no-install eslint . --format json", "eslint-json", "x"
    )
    text = section.markdown(rule)
    tree = trees.Texts({"eslint.config.js": ""})
    same = imported.propose(tree, document.parse(text).constraints)
    other = imported.propose(
        tree, document.parse(text.replace("\n\n```", "\n\nScope: `a/**`.\n\n```")).constraints
    )
    assert ([each.id for each in same.known], same.proposals) == (["eslint"], ())
    assert (other.known, [each.id for each in other.proposals]) == ((), ["eslint-2"])


# --- sections -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("No eval!", "no-eval"),
        ("a__b--c", "a-b-c"),
        ("ÜBER x", "ber-x"),
        ("9 lives", "rule-9-lives"),
        ("!!!", "rule"),
        ("", "rule"),
        ("x" * 61, "x" * 60),
        ("x" * 59 + " y", "x" * 59),
    ],
)
def test_an_id_is_made_of_a_tools_own_name(text: str, id: str) -> None:
    assert section.slug(text, "rule") == id


@pytest.mark.parametrize(
    ("names", "word", "told"),
    [(["a"], "and", "`a`"), (["a", "b"], "and", "`a` and `b`"), (["a", "b", "c"], "or", "`a`, `b` or `c`")],
)
def test_names_are_joined_as_in_a_sentence(names: list[str], word: str, told: str) -> None:
    assert section.joined(names, word) == told


def test_a_proposal_whose_example_does_not_break_it_has_a_fault() -> None:
    shown = (Shown("kept", "python", "a.py", "x = 1"), Shown("broken", "python", "a.py", "x = 2"))
    told = Proposal(
        id="r",
        title="No `eval`",
        reason="R.",
        kind="pattern",
        options={"forbid": "eval($$$A)"},
        origin="x",
        shown=shown,
    )
    assert len(section.faults(told)) == 1
    assert "broken" in section.faults(told)[0]


def test_a_comment_lets_a_place_through_only_in_a_file_in_scope() -> None:
    tree = trees.Texts({"a.py": "x  # nosemgrep\n", "b.js": "x"})
    proposal = Proposal(
        id="r", title="T", reason="R.", kind="pattern", options={}, origin="x", include=("**/*.js",)
    )
    assert not section.lets_through(tree, proposal.scope, "nosemgrep")
    assert section.lets_through(tree, section.command("c", "T", "x", "", "x").scope, "nosemgrep")
