"""A folder of scripts and the module that opens it: `source` is all of the folder, `source/index` one file.

Called by the import kinds. Facts name an `index.ts` by its folder, since `./source` and `./source/index.js`
are one module; here it gets its own name back where a constraint asks for it.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from parti.source import facts, imports, languages

_ENDING = re.compile(r"\.(?:d\.)?[cm]?[jt]sx?\Z")
_ENDINGS = ("ts", "tsx", "js", "jsx", "mjs", "cjs", "mts", "cts")


def named(written: str) -> str:
    """A module in dotted form, as `imports.dotted` has it, but with the `index` that is written out."""
    plain = _ENDING.sub("", written.strip().strip("`")) if "/" in written else written.strip().strip("`")
    name, last = imports.dotted(written), re.split(r"[/.]", plain)[-1]
    return f"{name}.index" if last == "index" and name != "index" else name


def is_index(name: str) -> bool:
    """Whether a name is that of a module that opens a folder."""
    return name == "index" or name.endswith(".index")


def folder(name: str) -> str:
    """The folder that a module opens; any other name as it is."""
    return "" if name == "index" else name.removesuffix(".index")


def place(path: str) -> str:
    """Where a file lies, with `index` for a script that opens its folder."""
    at = imports.placed(path)
    script = languages.language(path) in languages.SCRIPTS
    return f"{at}.index".lstrip(".") if script and path.rpartition("/")[2].startswith("index.") else at


def lies_in(path: str, package: str) -> bool:
    """Whether a file lies in a package, or is the module that the name stands for."""
    if package == "index":
        return place(path) == package
    return imports.within(place(path) if is_index(package) else imports.placed(path), package)


def targets(each: facts.Import, indexes: Sequence[str], paths: Collection[str]) -> Iterator[str]:
    """What a script brings in, with its `index` where one of the `indexes` is imported.

    A file beside the folder has its name first, as it has for those who run scripts.
    """
    beside = each.module.replace(".", "/")
    for name in indexes:
        base = folder(name)
        opens = each.module == base or (bool(base) and each.module.endswith(f".{base}"))
        if opens and not any(f"{beside}.{ending}" in paths for ending in _ENDINGS):
            yield from (
                f"{each.module}.index{target[len(each.module) :] if base else f'.{target}'}".strip(".")
                for target in each.targets()
            )
            return
    yield from each.targets()
