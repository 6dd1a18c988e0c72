"""The first look on the disk: where what it knows lies, when that may be used, and the files that it reads.

Called by the door of hooks before anything of Parti is imported, and by `glancing`, which writes it. What
was kept is used only while all of it holds: the same repository, owner, Python, code, engine, document,
baseline and settings, compared by their bytes. Anything unclear is for the full check to settle.
"""

import os
import sys

from parti.constraints import first_look

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DOCUMENT = "CONSTRAINTS.md"
OWN = ".parti/"
TEXTS = (DOCUMENT, f"{OWN}baseline.json", f"{OWN}config.toml")
"""The files beside the code that a check depends on."""

_REGULAR = 0o100000
_KIND = 0o170000
_OTHERS_WRITE = 0o022
_FLAGS = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY


def fine(count: int) -> str:
    """What is said when there is nothing to say."""
    return f"looked at {count} file{'' if count == 1 else 's'}: nothing to mend"


def place(cache: str, root: str) -> str:
    """Where the first look of a repository is kept; its folder's number stands for its path."""
    about = os.stat(root)
    return f"{cache}/look/{about.st_dev:x}-{about.st_ino:x}"


def kept(cache: str, root: str) -> "Mapping[str, object] | None":
    """What was kept for a repository, when every part of it still holds."""
    try:
        data, owner, mode = _read(place(cache, root))
        if owner != os.geteuid() or mode & _OTHERS_WRITE:
            return None
        value = first_look.unpack(data)
        if value is None or value["root"] != root or value["texts"] != texts(root):
            return None
        for path, time, size in value["code"]:  # type: ignore[attr-defined]  # as `glancing` wrote it
            about = os.stat(path)
            if about.st_mtime_ns != time or about.st_size != size:
                return None
        for path in value["there"]:  # type: ignore[attr-defined]  # as `glancing` wrote it
            os.stat(path)
    except (OSError, KeyError, TypeError, ValueError):
        return None
    return value


def texts(root: str) -> "tuple[bytes | None, ...]":
    """The bytes of the files that a check depends on; None for one that is not there."""
    found: list[bytes | None] = []
    for name in TEXTS:
        try:
            found.append(_read(f"{root}/{name}")[0])
        except FileNotFoundError:
            found.append(None)
    return tuple(found)


def clean(value: "Mapping[str, object]", root: str, names: "Sequence[str]") -> bool:
    """Whether the full check would find nothing in the files.

    Args:
        value: what `kept` gave.
        root: the top of the repository.
        names: the files, absolute or below the working folder.
    """
    here = os.getcwd()
    engine = Engine(str(value["engine"]))

    def provided(top: str) -> bool:
        """Whether the tree has a file or folder of the name where packages lie."""
        return any(
            os.path.lexists(f"{root}/{way}{top}{end}") for way in ("", "src/") for end in ("", ".py")
        )

    rows: Sequence[first_look.Row] = value["rows"]  # type: ignore[assignment]  # as `glancing` wrote it
    for name in names:
        path = os.path.normpath(f"{here}/{name}" if name[:1] != "/" else name)
        inner = path[len(root) + 1 :]
        if not path.startswith(f"{root}/") or inner.startswith((OWN, ".git/")) or inner == DOCUMENT:
            return False
        try:
            data, _, _ = _read(path)
        except OSError:
            return False
        if not first_look.clean(rows, inner, data, engine.matches, provided):
            return False
    return True


def root() -> str:
    """The top of the repository around the working folder; empty when only the full way can tell."""
    folder = os.getcwd()
    while True:
        dot = f"{'' if folder == '/' else folder}/.git"
        try:
            mode = os.stat(dot).st_mode & _KIND
        except FileNotFoundError:
            mode = 0
        except OSError:
            return ""
        if mode == _REGULAR:
            return folder if _linked(folder, dot) else ""
        if mode and os.path.lexists(f"{dot}/HEAD"):
            return folder
        if folder == "/":
            return ""
        folder = os.path.dirname(folder)


def _linked(folder: str, dot: str) -> bool:
    """Whether the `.git` file of a further work tree leads to its folder."""
    try:
        own = os.fsdecode(_read(dot)[0]).rstrip("\n").removeprefix("gitdir: ")
    except OSError:
        return False
    return os.path.lexists(f"{own if own[:1] == '/' else f'{folder}/{own}'}/HEAD")


def _read(path: str) -> tuple[bytes, int, int]:
    """(bytes, owner, mode) of a regular file; a link, a pipe, a large file are for the full check."""
    handle = os.open(path, _FLAGS | os.O_NOFOLLOW)
    try:
        about = os.fstat(handle)
        if about.st_mode & _KIND != _REGULAR or about.st_size > first_look.LARGEST:
            raise OSError
        return os.read(handle, first_look.LARGEST + 1), about.st_uid, about.st_mode
    finally:
        os.close(handle)


class Engine:
    """The structural engine alone, loaded when it is first asked; the types around it cost far more.

    Args:
        path: its shared library.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._last: tuple[str, str] = ("", "")
        self._tree: object = None

    def matches(self, text: str, language: str, rules: "Sequence[object]") -> bool:
        """Whether any of the rules may match; True where the engine does not say."""
        try:
            if self._tree is None or self._last != (text, language):
                self._tree = self._top(text, language)
                self._last = (text, language)
            return any(self._tree.find_all({"rule": rule}) for rule in rules)  # type: ignore[attr-defined]  # the engine has no types here
        except (ImportError, AttributeError, TypeError, ValueError, RuntimeError, OSError):
            return True

    def _top(self, text: str, language: str) -> object:
        name = "ast_grep_py.ast_grep_py"
        module = sys.modules.get(name)
        if module is None:
            from importlib.machinery import ExtensionFileLoader, ModuleSpec

            loader = ExtensionFileLoader(name, self._path)
            module = loader.create_module(ModuleSpec(name, loader, origin=self._path))
            loader.exec_module(module)
            sys.modules[name] = module
        return module.SgRoot(text, language).root()
