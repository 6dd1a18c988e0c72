"""Which language a file is in, by its name: called by every check to choose its files.

A table and nothing else. The names are the ones that the structural engine understands.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:  # the door of hooks reads this file, and these would take longer than its answer
    from collections.abc import Collection, Iterable

_BY_EXTENSION = {
    "py": "python", "pyi": "python", "pyw": "python",
    "js": "javascript", "mjs": "javascript", "cjs": "javascript", "jsx": "javascript",
    "ts": "typescript", "mts": "typescript", "cts": "typescript", "tsx": "tsx",
    "go": "go", "java": "java", "rs": "rust", "c": "c", "h": "c",
    "cc": "cpp", "cpp": "cpp", "cxx": "cpp", "hpp": "cpp", "hh": "cpp",
    "cs": "csharp", "rb": "ruby", "php": "php", "kt": "kotlin", "kts": "kotlin",
    "swift": "swift", "scala": "scala", "lua": "lua", "ex": "elixir", "exs": "elixir",
    "hs": "haskell", "sh": "bash", "bash": "bash",
    "html": "html", "css": "css", "json": "json", "yaml": "yaml", "yml": "yaml",
}  # fmt: skip

SCRIPTS = ("javascript", "typescript", "tsx")
"""One language to those who write it, three to a parser."""

SPOKEN = {
    "python": "Python", "javascript": "JavaScript", "typescript": "TypeScript", "tsx": "TSX",
    "go": "Go", "java": "Java", "rust": "Rust",
}  # fmt: skip
"""What the languages that checks read are called in a sentence."""

_ALIASES = {"py": "python", "js": "javascript", "ts": "typescript", "rs": "rust", "golang": "go"}

NAMES = frozenset(_BY_EXTENSION.values())


def language(path: str) -> str:
    """The language of a path; empty when it is none that we know."""
    _, dot, ending = path.rpartition(".")
    return _BY_EXTENSION.get(ending.lower(), "") if dot else ""


def canonical(name: str) -> str:
    """A language as people write it (`py`, `TS`, `golang`) under the one name used here."""
    word = name.strip().lower()
    return _ALIASES.get(word) or (word if word in NAMES else _BY_EXTENSION.get(word, word))


def extension(name: str) -> str:
    """The usual file extension of a language, without the dot; `txt` when unknown."""
    wanted = canonical(name)
    return next((ext for ext, lang in _BY_EXTENSION.items() if lang == wanted), "txt")


def extensions(paths: "Iterable[str]", names: "Collection[str]") -> tuple[str, ...]:
    """The extensions, without the dot, that files of these languages have among the paths."""
    found = {path.rsplit(".", 1)[-1].lower() for path in paths if language(path) in names}
    return tuple(ext for ext in _BY_EXTENSION if ext in found)
