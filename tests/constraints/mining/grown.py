"""Small trees that obey something, for the tests of the miners: code in which a habit can be counted."""

from parti.constraints.mining import proposal, run
from parti.constraints.tree import Texts

HELPER = "def save_json(path, state):\n    with open(path, 'w') as file:\n        file.write(str(state))\n"
CALLS = "from app.state import save_json\n\n\ndef keep(x):\n    save_json('x', x)\n    save_json('y', x)\n"
RAW = "def keep(x):\n    with open('x', 'w') as file:\n        file.write(x)\n"


def writers(calls: int = 4, raw: int = 1) -> dict[str, str]:
    """A helper that writes, modules that call it, and modules that write by hand."""
    files = {"app/__init__.py": "", "app/state.py": HELPER}
    files |= {f"app/part{n}.py": CALLS for n in range(calls)}
    files |= {f"app/raw{n}.py": RAW for n in range(raw)}
    return files


def floors(uses: int = 14, back: int = 1) -> dict[str, str]:
    """A web package on three others, with so many imports down and so many back."""
    files = {f"app/{name}/__init__.py": "" for name in ("web", "store", "mail", "money")}
    files["app/__init__.py"] = ""
    for n in range(uses):
        files[f"app/web/page{n}.py"] = (
            "import app.store.rows\nimport app.mail.post\nimport app.money.sums\n"
        )
    for name in ("store/rows", "mail/post", "money/sums"):
        files[f"app/{name}.py"] = "x = 1\n"
    for n in range(back):
        files[f"app/store/back{n}.py"] = "import app.web.page1\n"
    return files


_GO = "example.com/shop/internal"


def go_floors(uses: int = 14) -> dict[str, str]:
    """The same floors in Go, below `internal`, in a module that has a path."""
    files = {"go.mod": "module example.com/shop\n\ngo 1.22\n", "shop.go": "package shop\n"}
    for name in ("store", "mail", "money"):
        files[f"internal/{name}/{name}.go"] = f"package {name}\n\nvar X = 1\n"
    for n in range(uses):
        rows = "".join(f'\t"{_GO}/{name}"\n' for name in ("store", "mail", "money"))
        body = "var _ = store.X + mail.X + money.X\n"
        files[f"internal/web/page{n}.go"] = f"package web\n\nimport (\n{rows})\n\n{body}"
    return files


def rust_floors(root: str = "", uses: int = 14) -> dict[str, str]:
    """The same floors in one crate of Rust; `store` is a file with a folder, as Rust allows."""
    files = {"Cargo.toml": '[package]\nname = "shop"\n', "src/lib.rs": "mod web;\nmod store;\nmod mail;\n"}
    files |= {f"src/{name}.rs": "pub fn x() {}\n" for name in ("store", "mail", "money")}
    files |= {"src/store/rows.rs": "pub fn y() {}\n", "src/web/mod.rs": "pub mod page0;\n"}
    for n in range(uses):
        files[f"src/web/page{n}.rs"] = "use crate::mail;\nuse crate::money;\nuse crate::store::rows;\n"
    return {root + path: text for path, text in files.items()}


def java_floors(uses: int = 14) -> dict[str, str]:
    """The same floors in Java."""
    files = {}
    for name in ("store", "mail", "money"):
        files[f"{name}/Do.java"] = f"package com.acme.{name};\n\npublic class Do {{}}\n"
    for n in range(uses):
        rows = "".join(f"import com.acme.{name}.Do;\n" for name in ("store", "mail", "money"))
        files[f"web/Page{n}.java"] = f"package com.acme.web;\n\n{rows}\nclass Page{n} {{}}\n"
    return {f"src/main/java/com/acme/{path}": text for path, text in files.items()}


def script_floors(uses: int = 14) -> dict[str, str]:
    """The same floors in TypeScript."""
    files = {f"src/{name}/do.ts": "export const x = 1;\n" for name in ("store", "mail", "money")}
    for n in range(uses):
        files[f"src/web/page{n}.ts"] = "".join(
            f"import {{ x as {name} }} from '../{name}/do';\n" for name in ("store", "mail", "money")
        )
    return files


def found(files: dict[str, str], miner: str = "") -> list[proposal.Proposal]:
    """What is mined of these files, by one miner or by all."""
    return [each for each in run.mine(Texts(files)) if not miner or each.miner == miner]


def one(files: dict[str, str], key: str) -> proposal.Proposal:
    """The proposal of a key; the test fails when there is none."""
    return next(each for each in run.mine(Texts(files)) if each.key == key)
