"""What a `go.mod` declares: the modules that it requires itself, without those that only they need.

Called by `manifests`. A module that is replaced by a folder of the tree comes from nobody else.
"""

import re

from parti.source.declaring.rows import Read, Row

_MODULE = re.compile(r"""^[^\S\n]*module\s+(?:\(\s*)?["`]?([^\s"`()]+)""", re.MULTILINE)
_GO = re.compile(
    r"""^\s*(?:require\s+)?["`]?((?=[\w.-]+?\.[\w.-])[\w.-]++(?:/[^\s"`]+)?)["`]?\s+v[^\s]+(.*)$"""
)
_GO_BLOCK = re.compile(r"^\s*(\w+)\s*\(")


def module(text: str) -> str:
    """The name of the module whose `go.mod` this is; empty where it tells none."""
    found = _MODULE.search(text.removeprefix("\ufeff"))
    return found[1] if found else ""


def go_mod(_: str, text: str) -> Read:
    """The name of the module, and what it requires."""
    local = set(re.findall(r"^[^\S\n]*(?:replace\s+)?(\S+)(?:\s+v\S+)?\s+=>\s+\.", text, re.MULTILINE))
    declared: list[Row] = []
    block = ""
    for at, line in enumerate(text.splitlines(), 1):
        opened, found = _GO_BLOCK.match(line), _GO.match(line)
        block = opened[1] if opened else "" if line.lstrip().startswith(")") else block
        if not found or block not in {"", "require"} or "=>" in line:
            continue
        if "// indirect" not in found[2] and found[1] not in local:
            declared.append((found[1], "main", at))
    return module(text), declared
