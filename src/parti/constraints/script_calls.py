"""How a helper is called from a JavaScript or TypeScript file, in that file's own way to take modules.

Called by `only-through` for its next step. A dotted name such as `lib.write-report.writeReport` is how
facts name a function, and nothing that anybody could write into such a file.
"""

import posixpath
import re

from parti.source import facts, languages

_MODULE = re.compile(r"^[ \t]*(?:import\b(?!\s*\()|export\b)", re.MULTILINE)
_REQUIRE = re.compile(r"\brequire\s*\(")
_PARAMETERS = re.compile(r"\((.*)\)(?:\s*:.*)?\s*\Z", re.DOTALL)
_NEEDED = frozenset({"cjs", "mjs"})


def told(made: facts.Definition, home: str, home_text: str, path: str, text: str) -> str:
    """The call and the line that brings it: ``writeReport(file)`, from `const … = require('./report')``.

    Args:
        made: the helper, defined in the file `home`.
        path, text: the file that is to call it.
    """
    top = made.name.partition(".")[0]
    place = _place(home, path, esm := _is_module(path, text))
    whole = re.search(
        rf"module\.exports\s*=\s*{re.escape(top)}(?![\w$.])|export\s+default\s+(?:async\s+)?"
        rf"(?:function\s*\*?\s*|class\s+)?{re.escape(top)}(?![\w$.])",
        home_text,
    )
    taken = top if whole else f"{{ {top} }}"
    line = f"import {taken} from '{place}'" if esm else f"const {taken} = require('{place}')"
    found = _PARAMETERS.search(made.signature)
    return f"`{made.name}({found[1] if found else ''})`, from `{line}`"


def _is_module(path: str, text: str) -> bool:
    """Whether a file takes modules by `import`: as it does already, else by its extension."""
    if _MODULE.search(text):
        return True
    plain = path.endswith((".js", ".jsx", ".cjs", ".cts"))
    return not plain and not _REQUIRE.search(text)


def _place(home: str, path: str, esm: bool) -> str:
    stem, _, extension = home.rpartition(".")
    kept = extension in _NEEDED or (esm and languages.language(path) == "javascript")
    target = home if kept else stem.removesuffix("/index")
    found = posixpath.relpath(target, posixpath.dirname(path) or ".")
    return found if found.partition("/")[0] in (".", "..") else f"./{found}"
