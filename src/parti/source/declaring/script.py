"""What a `package.json` declares: packages of the registry, under the name that an alias stands for.

Called by `manifests`. Packages of the tree itself (`workspace:`, `file:`, `link:`) come from nobody else.
"""

import json
import re

from parti.source.declaring import rows
from parti.source.declaring.rows import Read, Row

_ALIAS = re.compile(r"npm:(@?[^@]+)")


def package_json(_: str, text: str) -> Read:
    """The name of the package, and the packages that it names."""
    raw = json.loads(text)
    declared: list[Row] = []
    for key in ("dependencies", "peerDependencies", "optionalDependencies", "devDependencies"):
        start = re.search(rf'"{key}"\s*:', text)
        for name, version in rows.table(raw, key).items():
            if not str(version).startswith(("workspace:", "file:", "link:")):
                found = re.compile(rf'"{re.escape(name)}"\s*:').search(text, start.end() if start else 0)
                line = text.count("\n", 0, found.start()) + 1 if found else 1
                alias = _ALIAS.match(str(version))
                declared.append(
                    (alias[1] if alias else name, "dev" if key == "devDependencies" else "main", line)
                )
    return str(rows.table(raw).get("name", "")), declared
