"""text: lines such as `path:line:column: error: words`, as compilers and most linters print them.

Read only when the command did not end with 0, because other lines mean nothing that Parti could know.
"""

import re

from parti.constraints.tools.said import Said, level

_LINE = re.compile(
    r"^(?:\[\w+\][ \t]+)?(?P<path>(?=[^\s:()]*[./])[^\s:()]+)"
    r"(?::(?P<line>\d+)(?:[:.](?P<column>\d+))?|\((?P<row>\d+)(?:,(?P<at>\d+))?\))"
    r":?[ \t]+(?:-[ \t]+)?(?:(?P<level>error|warning|note|info)\b:?[ \t]*)?(?P<message>\S.*)$",
    re.MULTILINE | re.IGNORECASE,
)


def read(output: str) -> tuple[Said, ...]:
    return tuple(
        Said(
            message=found["message"].strip(),
            level=level(found["level"] or "error", ("warning",), ("note", "info")),
            path=found["path"].strip(),
            line=int(found["line"] or found["row"]),
            column=int(found["column"] or found["at"] or 0),
        )
        for found in _LINE.finditer(output)
    )
