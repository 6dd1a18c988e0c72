"""Imports of scripts that name no path: packages of a workspace, and aliases of a `tsconfig.json`.

A layer that another package enters under its published name is entered all the same; and a package of the
tree is nobody's dependency from outside.
"""

import pytest

from tests.constraints.asking import asked, messages

TREE = {
    "package.json": '{"name": "root", "workspaces": ["packages/*"]}',
    "packages/core/package.json": '{"name": "@acme/core", "main": "src/index.ts"}',
    "packages/web/package.json": '{"name": "@acme/frontend"}',
    "tsconfig.json": '{"compilerOptions": {"baseUrl": ".", "paths": {"@/*": ["packages/web/src/*"],'
    ' "~core": ["packages/core/src/index.ts"]}}}',
    "packages/web/src/index.ts": "export * from './view';\n",
    "packages/web/src/view.ts": "export function page() {}\n",
    "packages/core/src/index.ts": "export const x = 1;\n",
}
KINDS = (
    "layers\nlayers: [packages/web, packages/core]",
    "forbidden-import\nmodules: [packages/web]",
    "independent\nmodules: [packages/web, packages/core]",
)
OUTSIDE = ("stdlib-only\nallow: [left]", "allowed-dependencies\nallow: [left]")


def told(check: str, text: str) -> list[str]:
    """What is said of one file of the lower package."""
    path = "packages/core/src/a.ts"
    return messages(asked(check, {**TREE, path: text}, changed=[path]))


@pytest.mark.parametrize("check", KINDS)
@pytest.mark.parametrize(
    "text",
    [
        "import { page } from '@acme/frontend';\n",
        "import { page } from '@acme/frontend/src/view.js';\n",
        "import { page } from '@acme/frontend/view';\n",
        "import type { page } from '@acme/frontend';\n",
        "export * from '@acme/frontend';\n",
        "const w = require('@acme/frontend');\n",
        "await import('@acme/frontend');\n",
        "import { page } from '@/view';\n",
        "import { page } from 'packages/web/src/view';\n",
    ],
)
def test_an_import_leads_to_the_package_that_it_means(text: str, check: str) -> None:
    assert len(told(check, text)) == 1


@pytest.mark.parametrize("check", KINDS)
@pytest.mark.parametrize(
    "text",
    [
        "import { x } from '@acme/core';\n",
        "import { x } from '~core';\n",
        "import { x } from './index';\n",
        "import { x } from '@acme/frontend-tools';\n",
        "import { x } from '@acme/other';\n",
        "import { x } from '@/gone';\n",
        "import x from 'web';\n",
        "const text = '@acme/frontend';\n",
    ],
)
def test_what_leads_elsewhere_is_not_told(text: str, check: str) -> None:
    assert told(check, text) == []


@pytest.mark.parametrize("check", OUTSIDE)
@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("@acme/frontend", 0),
        ("@acme/frontend/view", 0),
        ("@/view", 0),
        ("packages/web/src/view", 0),
        ("@acme/other", 1),
        ("@acme/frontend-tools", 1),
        ("zod", 1),
    ],
)
def test_a_package_of_the_tree_is_our_own_code(said: str, found: int, check: str) -> None:
    assert len(told(check, f"import {{ page }} from '{said}';\n")) == found


def test_a_package_goes_by_its_own_name_as_well() -> None:
    text = "import { page } from '@acme/frontend';\n"
    assert len(told('forbidden-import\nmodules: ["@acme/frontend"]', text)) == 1


@pytest.mark.parametrize("name", ["packages/web/src/view.page", '"@acme/frontend.page"'])
def test_what_is_called_in_a_package_goes_by_its_place(name: str) -> None:
    check = f"forbidden-call\ncalls: [{name}]"
    assert len(told(check, "import { page } from '@acme/frontend';\npage();\n")) == 1
    assert len(told(check, "import { page } from '@acme/core';\npage();\n")) == 0
