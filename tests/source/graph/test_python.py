"""Python: where imports lead, by form, by root and by where they stand."""

import pytest

from tests.source.graph import drawn

TREE = dict.fromkeys(
    ["app/__init__.py", "app/a.py", "app/b.py", "app/sub/__init__.py", "app/sub/c.py", "top.py"], ""
)

FORMS = [
    ("import app.a", ["app/a.py"]),
    ("import app.a as other, app.b", ["app/a.py", "app/b.py"]),
    ("import app", ["app/__init__.py"]),
    ("import top, json", ["top.py"]),
    ("import app.sub.c", ["app/sub/c.py"]),
    ("from app import a", ["app/a.py"]),
    ("from app import a as other, b", ["app/a.py", "app/b.py"]),
    ("from app import Thing", ["app/__init__.py"]),
    ("from app import Thing, a", ["app/__init__.py", "app/a.py"]),
    ("from app.a import Thing", ["app/a.py"]),
    ("from app import *", ["app/__init__.py"]),
    ("from app import (  # (\n    a,  # the first\n    b,\n)", ["app/a.py", "app/b.py"]),
    ("from app import \\\n    a", ["app/a.py"]),
    ("from app.sub import c", ["app/sub/c.py"]),
    ("if TYPE_CHECKING:\n    from app import a", ["app/a.py"]),
    ("def f():\n    from app import a\n    return a", ["app/a.py"]),
    ("try:\n    import app.a\nexcept ImportError:\n    import app.b", ["app/a.py", "app/b.py"]),
    ("x = 1; import app.a", ["app/a.py"]),
    ("if x: import app.a", ["app/a.py"]),
    ("from app import a\r\nfrom app import b\r\n", ["app/a.py", "app/b.py"]),
    ("import app.a\rimport app.b\r", ["app/a.py", "app/b.py"]),
    ("\ufefffrom app import a\n", ["app/a.py"]),
    ("\ufeffimport app.a\n", ["app/a.py"]),
    ("import app.a\nimport app.a\nfrom app import a", ["app/a.py"]),
    ("# import app.a", []),
    ("import json, apple", []),
    ("from application import a", []),
    ("import app.a.missing", []),
    ("'import app.a'", []),
    ("important = app.a", []),
    ("", []),
]


BLOCKS = [
    "try:\n    pass\nexcept E:\n    IMPORT\n", "try:\n    pass\nfinally:\n    IMPORT\n",
    "try:\n    pass\nexcept* E:\n    IMPORT\n", "match x:\n    case 1:\n        IMPORT\n",
    "for x in y:\n    pass\nelse:\n    IMPORT\n", "while x:\n    with y:\n        IMPORT\n",
    "class A:\n    async def f():\n        async with x:\n            IMPORT\n",
    "if x:\n    pass\nelif y:\n    IMPORT\n",
]  # fmt: skip


@pytest.mark.parametrize("block", BLOCKS)
def test_a_text_that_must_be_parsed_shows_its_imports_in_every_block(block: str) -> None:
    text = "import json, \\\n  re\n" + block.replace("IMPORT", "from app import a")
    assert drawn.leads(TREE, "run.py", text) == ["app/a.py"]


@pytest.mark.parametrize(("text", "found"), FORMS)
def test_every_form_of_import_leads_to_its_file(text: str, found: list[str]) -> None:
    assert drawn.leads(TREE, "run.py", text) == found


RELATIVE = [
    ("app/x.py", "from . import a", ["app/a.py"]),
    ("app/x.py", "from .a import Thing", ["app/a.py"]),
    ("app/x.py", "from . import Thing", ["app/__init__.py"]),
    ("app/x.py", "from .sub import c", ["app/sub/c.py"]),
    ("app/x.py", "from .sub.c import Thing", ["app/sub/c.py"]),
    ("app/sub/x.py", "from .. import b", ["app/b.py"]),
    ("app/sub/x.py", "from ..a import Thing", ["app/a.py"]),
    ("app/sub/x.py", "from . import c", ["app/sub/c.py"]),
    ("app/new/__init__.py", "from ..sub import c", ["app/sub/c.py"]),
    ("app/sub/x.py", "from .... import a", []),
    ("app/x.py", "import a", []),
]


@pytest.mark.parametrize(("path", "text", "found"), RELATIVE)
def test_a_relative_import_begins_at_its_own_package(path: str, text: str, found: list[str]) -> None:
    assert drawn.leads(TREE, path, text) == found


ROOTS = {
    "the folder src is no package": (
        {"src/app/__init__.py": "", "src/app/a.py": "", "tests/test_a.py": "from app import a"},
        ["tests/test_a.py → src/app/a.py"],
    ),
    "src without packages": (
        {"src/app/a.py": "import app.b", "src/app/b.py": ""},
        ["src/app/a.py → src/app/b.py"],
    ),
    "src written out": (
        {"src/app/a.py": "from src.app import b", "src/app/b.py": ""},
        ["src/app/a.py → src/app/b.py"],
    ),
    "src that is a package": (
        {"src/__init__.py": "", "src/a.py": "from src import b\nfrom .b import x", "src/b.py": ""},
        ["src/a.py → src/b.py"],
    ),
    "two distributions": (
        {
            "packages/one/src/one/__init__.py": "from two import thing",
            "packages/two/src/two/__init__.py": "",
            "packages/two/src/two/thing.py": "import one",
        },
        [
            "packages/one/src/one/__init__.py → packages/two/src/two/thing.py",
            "packages/two/src/two/thing.py → packages/one/src/one/__init__.py",
        ],
    ),
    "a package below a folder": (
        {"backend/app/__init__.py": "", "backend/app/a.py": "import app.b", "backend/app/b.py": ""},
        ["backend/app/a.py → backend/app/b.py"],
    ),
    "folders without __init__": (
        {"space/inner/a.py": "from space.inner import b", "space/inner/b.py": ""},
        ["space/inner/a.py → space/inner/b.py"],
    ),
    "a folder without __init__ inside a package": (
        {
            "app/__init__.py": "",
            "app/loose/a.py": "from app.loose import b\nfrom . import b",
            "app/loose/b.py": "",
        },
        ["app/loose/a.py → app/loose/b.py"],
    ),
    "a stub beside its module": (
        {
            "app/__init__.py": "",
            "app/a.py": "",
            "app/a.pyi": "from app import b",
            "app/b.py": "import app.a",
        },
        ["app/a.pyi → app/b.py", "app/b.py → app/a.py"],
    ),
    "a stub alone": (
        {"app/__init__.pyi": "", "app/_c.pyi": "", "run.py": "from app import _c"},
        ["run.py → app/_c.pyi"],
    ),
    "a package goes before a module of its name": (
        {"a.py": "", "a/__init__.py": "", "run.py": "import a"},
        ["run.py → a/__init__.py"],
    ),
    "a module imports itself": ({"a.py": "import a"}, []),
}


@pytest.mark.parametrize(("files", "found"), ROOTS.values(), ids=ROOTS)
def test_a_name_begins_at_a_root(files: drawn.Files, found: list[str]) -> None:
    assert drawn.edges(files) == found


@pytest.mark.parametrize(
    "text", ["from app import (a", "def (:\n  import\n", "\0import app.a", "from . import"]
)
def test_what_does_not_parse_leads_nowhere_or_where_it_says(text: str) -> None:
    assert set(drawn.leads(TREE, "run.py", text)) <= {"app/a.py"}
