"""A script that reaches a file through a setting of its tree is told as if it had named the file.

Aliases of `tsconfig.json`, its base, the `imports` of a package and the packages of a workspace are the
ordinary way to write these languages; each row stands beside one that leads elsewhere.
"""

import json

import pytest

from parti.constraints import compiled, conformance, first_look, surroundings
from tests.constraints.asking import asked, messages, places, stale, tree_of
from tests.constraints.documents import rule

WIPE = "forbidden-call\ncalls: [src/lib/danger.wipe]"
TAKES = "import { wipe } from '@/lib/danger';\nwipe();\n"
BASE = {"src/lib/danger.ts": "export function wipe() {}\n"}


def settings(paths: dict[str, list[str]], base: str = "") -> str:
    """A `tsconfig.json` with a comment and a trailing comma, as people write it."""
    options = {"paths": paths, **({"baseUrl": base} if base else {})}
    return "// settings\n" + json.dumps({"compilerOptions": options})[:-1] + ",}"


AT = {"tsconfig.json": settings({"@/*": ["./src/*"]})}


@pytest.mark.parametrize(
    ("config", "user"),
    [
        ({"@/*": ["./src/*"]}, TAKES),
        ({"@/*": ["./src/*"]}, "import * as d from '@/lib/danger';\nd.wipe();\n"),
        ({"@/*": ["./src/*"]}, "import { wipe as w } from '@/lib/danger.js';\nw();\n"),
        ({"@/*": ["./src/*"]}, "const { wipe } = require('@/lib/danger');\nwipe();\n"),
        ({"@/*": ["./src/*"]}, "const d = await import('@/lib/danger');\nd.wipe();\n"),
        ({"@/*": ["./src/*"]}, "import d = require('@/lib/danger');\nd.wipe();\n"),
        ({"@lib/*": ["src/lib/*"]}, "import { wipe } from '@lib/danger';\nwipe();\n"),
        ({"~/*": ["./gone/*", "./src/*"]}, "import { wipe } from '~/lib/danger';\nwipe();\n"),
        ({"$risk": ["src/lib/danger.ts"]}, "import { wipe } from '$risk';\nwipe();\n"),
    ],
)
def test_a_call_through_a_path_alias_is_told(config: dict[str, list[str]], user: str) -> None:
    files = {**BASE, "tsconfig.json": settings(config), "src/app/a.ts": user}
    assert places(asked(WIPE, files, scope="Scope: `src/app/**`")) == ["src/app/a.ts:2"]


@pytest.mark.parametrize(
    "user",
    [
        "import { wipe } from '@/lib/safe';\nwipe();\n",
        "import { wipe } from '@other/lib/danger';\nwipe();\n",
        "import { wipe } from 'lib/danger';\nwipe();\n",
        "// import { wipe } from '@/lib/danger';\nwipe();\n",
    ],
    ids=["another file", "a package", "no base", "a comment"],
)
def test_what_leads_elsewhere_is_right(user: str) -> None:
    files = {**BASE, **AT, "src/lib/safe.ts": "export function wipe() {}\n", "src/app/a.ts": user}
    assert places(asked(WIPE, files)) == []


def test_a_base_leads_where_a_file_is_and_else_to_a_package() -> None:
    files = {**BASE, "tsconfig.json": settings({}, "src")}
    user = "import { wipe } from 'lib/danger';\nimport { get } from 'axios';\nwipe();\nget();\n"
    assert places(asked(WIPE, {**files, "src/app/a.ts": user})) == ["src/app/a.ts:3"]
    axios = asked("allowed-dependencies\nallow: []", {**files, "src/app/a.ts": user})
    assert messages(axios) == ["`axios` is imported, and `rule` does not allow it here"]


def test_each_package_of_a_workspace_has_its_own_aliases() -> None:
    files = {
        f"packages/{name}/{path}": text
        for name in ("a", "b")
        for path, text in {**AT, "src/db.ts": "export function query() {}\n"}.items()
    }
    for name in ("a", "b"):
        files[f"packages/{name}/src/u.ts"] = "import { query } from '@/db';\nquery();\n"
    check = "forbidden-call\ncalls: [packages/a/src/db.query]"
    assert places(asked(check, files)) == ["packages/a/src/u.ts:2"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ({"#lib/*": "./src/lib/*.ts"}, "#lib/danger"),
        ({"#lib/*": {"node": {"default": "./src/lib/*"}}}, "#lib/danger.js"),
        ({"#risk": ["./src/lib/danger.ts", "left-pad"]}, "#risk"),
    ],
)
def test_what_a_package_calls_its_own_files_is_followed(rows: object, said: str) -> None:
    files = {**BASE, "package.json": json.dumps({"name": "app", "imports": rows})}
    user = f"import {{ wipe }} from '{said}';\nwipe();\n"
    assert places(asked(WIPE, {**files, "src/app/a.ts": user})) == ["src/app/a.ts:2"]


WORKSPACE = {
    "packages/db/package.json": '{"name": "@acme/data", "main": "dist/index.js"}',
    "packages/db/src/index.ts": "export { query } from './query';\nexport function close() {}\n",
    "packages/db/src/query.ts": "export function query() {}\n",
}


@pytest.mark.parametrize(
    "named", ["packages/db/src/query.query", "packages/db/src/index.query", "@acme/data.query"]
)
def test_a_package_of_the_workspace_is_its_folder(named: str) -> None:
    user = "import { query, close } from '@acme/data';\nquery();\nclose();\n"
    files = {**WORKSPACE, "apps/web/u.ts": user}
    assert places(asked(f"forbidden-call\ncalls: ['{named}']", files, scope="Scope: `apps/**`")) == [
        "apps/web/u.ts:2"
    ]


def test_a_package_of_the_workspace_comes_from_nowhere_else() -> None:
    user = "import { query } from '@acme/data';\nimport x from '@acme/else';\nimport y from '@/z';\n"
    found = asked("allowed-dependencies\nallow: []", {**WORKSPACE, **AT, "apps/web/u.ts": user})
    assert messages(found) == ["`@acme/else` is imported, and `rule` does not allow it here"]


@pytest.mark.parametrize("module", ["packages/db", "@acme/data", "packages/db/src/query"])
def test_a_forbidden_import_is_one_by_either_name(module: str) -> None:
    user = "import { query } from '@acme/data/query';\n"
    found = asked(f"forbidden-import\nmodules: ['{module}']", {**WORKSPACE, "apps/web/u.ts": user})
    assert "apps/web/u.ts:1" in places(found)


def test_a_rule_may_name_what_it_forbids_by_the_alias() -> None:
    files = {**BASE, **AT, "src/app/a.ts": TAKES}
    assert places(asked("forbidden-import\nmodules: ['@/lib']", files)) == ["src/app/a.ts:1"]
    assert places(asked("forbidden-call\ncalls: ['@/lib/danger.wipe']", files)) == ["src/app/a.ts:2"]


@pytest.mark.parametrize(
    ("said", "folder"), [("@/store/post", "src"), ("@data/post", "src/store"), ("#s/post", "src/store")]
)
def test_layers_hold_behind_an_alias(said: str, folder: str) -> None:
    alias = f"{said.rpartition('/post')[0]}/*" if not said.startswith("@/") else "@/*"
    files = {
        "tsconfig.json": settings({alias: [f"{folder}/*"]}),
        "src/store/post.ts": "import { page } from '@/web/page';\n",
        "src/web/page.ts": f"import {{ post }} from '{said}';\n",
    }
    up = asked("layers\nlayers: [src/store, src/web]", files)
    assert places(up) == ["src/web/page.ts:1"]


def test_a_folder_is_told_though_the_alias_has_no_word_of_it() -> None:
    files = {**BASE, "tsconfig.json": settings({"@risky/*": ["src/lib/*"]})}
    files["src/app/a.ts"] = "import { wipe } from '@risky/danger';\n"
    assert places(asked("forbidden-import\nmodules: [src/lib]", files)) == ["src/app/a.ts:1"]


def test_a_default_behind_an_exact_alias_has_any_name() -> None:
    files = {
        "tsconfig.json": settings({"$q": ["src/lib/query.ts"]}),
        "src/lib/query.ts": "export default function run() {}\n",
        "src/app/a.ts": "import go from '$q';\ngo();\n",
    }
    check = "forbidden-call\ncalls: [src/lib/query.run]"
    assert places(asked(check, files, scope="Scope: `src/app/**`")) == ["src/app/a.ts:2"]


def test_an_alias_is_followed_through_a_barrel_and_a_base_class() -> None:
    files = {
        **AT,
        "src/lib/box.ts": "export class Box { open() {} }\n",
        "src/lib/index.ts": "export { Box as Chest } from '@/lib/box';\n",
        "src/app/mine.ts": "import { Chest } from '@/lib';\nexport class Mine extends Chest {}\n",
        "src/u.ts": "import { Mine } from '@/app/mine';\nnew Mine().open();\n",
    }
    assert places(asked("forbidden-call\ncalls: [src/lib/box.Box.open]", files)) == ["src/u.ts:2"]


def test_what_is_entered_through_an_alias_stands_in_the_map() -> None:
    check = "registered-in\nevery: 'function handle_*'\nin: src/jobs/map.HANDLERS"
    files = {
        **AT,
        "src/jobs/map.ts": "export const HANDLERS = {};\n",
        "src/jobs/mail.ts": "import { HANDLERS } from '@/jobs/map';\nexport function handle_mail() {}\n"
        "HANDLERS.mail = handle_mail;\n",
        "src/jobs/post.ts": "export function handle_post() {}\n",
    }
    assert [each.split("`")[1] for each in messages(asked(check, files))] == ["handle_post"]


def test_a_file_with_dots_in_its_name_is_a_module() -> None:
    files = {
        **AT,
        "src/app/user.service.ts": "export { wipe } from '@/lib/danger.tool';\n",
        "src/lib/danger.tool.ts": "export function wipe() {}\n",
        "src/app/a.ts": "import { wipe } from './user.service';\nwipe();\n",
    }
    check = "forbidden-call\ncalls: [src/lib/danger.tool.wipe]"
    assert "src/app/a.ts:2" in places(asked(check, files))
    found = asked("layers\nlayers: [src/app/user.service, src/lib/danger.tool, src/app/a]", files)
    assert places(found) == ["src/app/a.ts:1"]
    assert stale("forbidden-import\nmodules: [src/app/user.service]", files) == []


@pytest.mark.parametrize(
    "config",
    [
        "",
        "{",
        "[]",
        "\ufeff{}",
        '{"compilerOptions": []}',
        '{"compilerOptions": {"paths": {"@/*": "src/*"}}}',
    ],
)
def test_settings_that_say_nothing_change_nothing(config: str) -> None:
    files = {**BASE, "tsconfig.json": config, "package.json": config, "src/app/a.ts": TAKES}
    assert places(asked(WIPE, files)) == []


def test_settings_that_lead_out_of_the_tree_lead_nowhere() -> None:
    files = {**BASE, "tsconfig.json": settings({"@/*": ["../src/*", "/src/*"]}), "src/app/a.ts": TAKES}
    assert places(asked(WIPE, files)) == []


def test_settings_that_extend_others_have_their_aliases() -> None:
    files = {**BASE, "base.json": settings({"@/*": ["src/*"]}), "src/app/a.ts": TAKES}
    files["tsconfig.json"] = '{"extends": "./base.json"}'
    assert places(asked(WIPE, files)) == ["src/app/a.ts:2"]


@pytest.mark.parametrize(
    ("check", "alias", "text"),
    [
        ("forbidden-call\ncalls: [src/lib/danger.wipe]", "$d", "import go from '$d';\ngo();\n"),
        ("only-through\nhelper: src/lib/safe.clean\ninstead-of: [src/lib/danger.wipe]", "$d", ""),
        ("signature\ncalls: [src/lib/danger.wipe]\nkeywords: [sure]", "$d", ""),
    ],
)
def test_a_hook_asks_about_a_default_behind_an_alias(check: str, alias: str, text: str) -> None:
    text = text or "import go from '$d';\ngo({});\n"
    files = {"tsconfig.json": settings({alias: ["src/lib/danger.ts"]}), "src/app/a.ts": text}
    files["src/lib/danger.ts"] = "export default function wipe() {}\n"
    files["src/lib/safe.ts"] = "export function clean() {}\n"
    limited = rule(check, "Scope: `src/app/**`")
    tree = tree_of(files)
    assert places(conformance.of_rule(limited, tree)) == ["src/app/a.ts:2"]
    near = surroundings.Surroundings(tree)
    rows = compiled.rows([limited], near.around())
    assert not first_look.clean(rows, "src/app/a.ts", text.encode(), lambda *_: False)
    assert "tsconfig.json" in near.beyond


def test_what_a_folder_hands_on_under_the_name_of_its_file_is_followed() -> None:
    files = {
        "src/lib/query.ts": "export function query() {}\n",
        "src/lib/index.ts": "export { query } from './query';\n",
        "src/app/a.ts": "import { query } from '../lib';\nquery();\n",
    }
    assert places(asked("forbidden-call\ncalls: [src/lib/query.query]", files)) == ["src/app/a.ts:2"]
    assert places(asked("forbidden-call\ncalls: [src/lib/index.query]", files)) == ["src/app/a.ts:2"]
    other = {**files, "src/lib/index.ts": "export { query } from './safe';\n"}
    other["src/lib/safe.ts"] = "export function query() {}\n"
    assert places(asked("forbidden-call\ncalls: [src/lib/query.query]", other)) == []


def test_settings_at_the_top_make_no_package_ours() -> None:
    files = {
        "next.config.mjs": "export default {};\n",
        "jest.config.js": "module.exports = {};\n",
        "src/a.ts": "import Link from 'next/link';\nimport b from './b';\nimport * as c from 'src/b';\n",
        "src/b.ts": "export const b = 1;\n",
    }
    found = asked("allowed-dependencies\nallow: []", files)
    assert messages(found) == ["`next` is imported, and `rule` does not allow it here"]


def test_a_path_that_begins_at_its_own_file_is_no_alias() -> None:
    files = {
        "tsconfig.json": settings({}, "src"),
        "lib/danger.ts": "export function wipe() {}\n",
        "src/lib/danger.ts": "export function wipe() {}\n",
        "lib/a.ts": "import { wipe } from './danger';\nwipe();\n",
        "lib/b.ts": "import { wipe } from 'lib/danger';\nwipe();\n",
    }
    assert places(asked("forbidden-call\ncalls: [src/lib/danger.wipe]", files)) == ["lib/b.ts:2"]
    assert "lib/a.ts:2" in places(asked("forbidden-call\ncalls: [lib/danger.wipe]", files))
