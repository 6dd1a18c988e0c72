"""Reads the set-ups of other tools as data: INI, TOML, YAML, and JSON with what people put around it.

Used by every reader of this package. A file is never executed: a configuration that is a program gives
None, and its rules stay with the tool.
"""

import configparser
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence

from parti.constraints import constraint

LARGEST = 1_000_000

_COMMENTS = re.compile(r'("(?:[^"\\]|\\.)*")|//[^\n]*|/\*.*?\*/', re.DOTALL)
_COMMA = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])', re.DOTALL)
_EXPORT = re.compile(r"\A\s*(?:[\"']use strict[\"'];?\s*)?(?:module\.exports\s*=|export\s+default)\s*")


def text(tree: constraint.Tree, path: str) -> str | None:
    """A file's text; None when it is not there or too large to be a set-up."""
    if path not in tree.paths():
        return None
    found = tree.text(path)
    return found.removeprefix("\ufeff") if len(found) <= LARGEST else None


def ini(source: str) -> configparser.RawConfigParser:
    """Raises `configparser.Error` for what is none."""
    parser = configparser.RawConfigParser()
    parser.read_string(source)
    return parser


def toml(source: str) -> Mapping[str, object]:
    """Raises `ValueError` for what is none."""
    return tomllib.loads(source)


def loose_json(source: str) -> object:
    """JSON with comments, trailing commas or `module.exports =` around it; None when it is a program."""
    body = _EXPORT.sub("", _COMMENTS.sub(lambda found: found[1] or "", source)).strip().removesuffix(";")
    bare = _COMMA.sub(lambda found: found[1] or "", body)
    try:
        found: object = json.loads(bare)
    except (ValueError, RecursionError):
        return None
    return found


def yaml(source: str) -> list[object] | None:
    """Every document of a YAML text; None when it is none."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        return list(YAML(typ="safe", pure=True).load_all(source))
    except (YAMLError, ValueError, RecursionError):
        return None


def texts(value: object) -> tuple[str, ...]:
    """A text, lines of a text, or a list of texts."""
    if isinstance(value, str):
        rows: Sequence[object] = value.splitlines()
    elif isinstance(value, list | tuple | set):
        rows = tuple(value)
    else:
        return ()
    return tuple(row.strip() for row in rows if isinstance(row, str) and row.strip())


def mapping(value: object) -> Mapping[str, object]:
    return {str(key): inner for key, inner in value.items()} if isinstance(value, dict) else {}


def mappings(value: object) -> Iterator[Mapping[str, object]]:
    for row in value if isinstance(value, list) else ():
        if isinstance(row, dict):
            yield mapping(row)


def true(value: object) -> bool:
    """A switch as INI and TOML write it."""
    return value is True or (isinstance(value, str) and value.strip().lower() in ("true", "yes", "1", "on"))
