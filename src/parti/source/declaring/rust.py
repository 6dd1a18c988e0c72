"""What a `Cargo.toml` declares: crates, also a workspace's and a target's, under the name of the registry.

Called by `manifests`. Crates of the tree itself, told by their path, come from nobody else.
"""

import re

from parti.source.declaring import rows
from parti.source.declaring.rows import Read, Row


def cargo(_: str, text: str) -> Read:
    """The name of the crate, and the crates that it names."""
    raw = rows.toml(text)
    declared: list[Row] = []
    at = rows.keys(text)
    homes = [("", raw), ("workspace.", rows.table(raw, "workspace"))]
    homes += [(f"target.{n}.", rows.table(raw, "target", n)) for n in rows.table(raw, "target")]
    for where, home in homes:
        for key in ("dependencies", "build-dependencies", "dev-dependencies"):
            table = re.sub(r"[\s\"']", "", f"{where}{key}")
            for name, value in rows.table(home, key).items():
                told = rows.table(value)
                if "path" not in told and told.get("workspace") is not True:
                    package = str(told.get("package", name))
                    declared.append(
                        (package, "dev" if key.startswith("dev") else "main", at.get((table, name), 1))
                    )
    return str(rows.table(raw, "package").get("name", "")), declared
