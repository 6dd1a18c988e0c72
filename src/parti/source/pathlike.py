"""What a method of `pathlib.Path` can be given: tells which calls on an unknown receiver may be one.

Asked by `uses` in the constraints. `frame.replace(1, 2)` is of a text or a table, since `Path.replace`
takes one place; and nobody asks a path that is there where home is.
"""

from collections.abc import Mapping

from parti.source import facts

NAMES = frozenset({"Path", "pathlib.Path"})
_TAKES: Mapping[str, tuple[int, int, str]] = {
    "absolute": (0, 0, ""), "as_posix": (0, 0, ""), "as_uri": (0, 0, ""),
    "chmod": (1, 1, "mode follow_symlinks"), "exists": (0, 0, "follow_symlinks"),
    "copy": (1, 1, "target follow_symlinks preserve_metadata"), "move": (1, 1, "target"),
    "copy_into": (1, 1, "target_dir follow_symlinks preserve_metadata"), "move_into": (1, 1, "target_dir"),
    "expanduser": (0, 0, ""), "glob": (1, 1, "pattern case_sensitive recurse_symlinks"),
    "group": (0, 0, "follow_symlinks"), "hardlink_to": (1, 1, "target"), "is_absolute": (0, 0, ""),
    "is_dir": (0, 0, "follow_symlinks"), "is_file": (0, 0, "follow_symlinks"), "is_mount": (0, 0, ""),
    "is_symlink": (0, 0, ""), "iterdir": (0, 0, ""), "lchmod": (1, 1, "mode"), "lstat": (0, 0, ""),
    "mkdir": (0, 3, "mode parents exist_ok"), "open": (0, 5, "mode buffering encoding errors newline"),
    "owner": (0, 0, "follow_symlinks"), "read_bytes": (0, 0, ""),
    "read_text": (0, 3, "encoding errors newline"), "readlink": (0, 0, ""), "rename": (1, 1, "target"),
    "replace": (1, 1, "target"), "resolve": (0, 1, "strict"),
    "rglob": (1, 1, "pattern case_sensitive recurse_symlinks"), "rmdir": (0, 0, ""),
    "samefile": (1, 1, "other_path"), "stat": (0, 0, "follow_symlinks"),
    "symlink_to": (1, 2, "target target_is_directory"), "touch": (0, 2, "mode exist_ok"),
    "unlink": (0, 1, "missing_ok"), "walk": (0, 3, "top_down on_error follow_symlinks"),
    "with_name": (1, 1, "name"), "with_stem": (1, 1, "stem"), "with_suffix": (1, 1, "suffix"),
    "write_bytes": (1, 1, "data"), "write_text": (1, 4, "data encoding errors newline"),
}  # fmt: skip
"""The fewest and the most arguments of each method, and the names by which they may be given."""

_OF_THE_CLASS = frozenset({"home", "cwd", "from_uri"})
"""What is asked of the class, so that a receiver that is no known class is another thing."""


def may_be(call: facts.Call) -> bool:
    """Whether a call on something unknown can be one of a path, by what it is given."""
    if call.method in _OF_THE_CLASS:
        return False
    fewest, most, words = _TAKES.get(call.method, (0, 99, ""))
    if call.given is None or "**" in call.keywords or call.method not in _TAKES:
        return True
    known = set(words.split())
    return (
        known.issuperset(call.keywords) and call.given <= most and fewest <= call.given + len(call.keywords)
    )
