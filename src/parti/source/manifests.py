"""What a project's manifests say that it depends on, each with its line.

Called by `allowed-dependencies`. Python (`pyproject.toml`, `requirements*.txt` and `.in`, `setup.cfg`),
Node (`package.json`), Go (`go.mod`), Rust (`Cargo.toml`), Java (`pom.xml`, `build.gradle`), each read in
`declaring`. A manifest that cannot be read is a problem, never an empty list.
"""

import configparser
import re
from collections.abc import Callable, Mapping
from xml.parsers import expat

import msgspec

from parti.source import facts
from parti.source.declaring import go, java, python, rust, script
from parti.source.declaring.rows import Group, Read

MODULES: Mapping[str, str] = {
    "pyyaml": "yaml", "pillow": "PIL", "scikit-learn": "sklearn", "beautifulsoup4": "bs4",
    "python-dateutil": "dateutil", "python-dotenv": "dotenv", "gitpython": "git", "pyjwt": "jwt",
    "opencv-python": "cv2", "psycopg2-binary": "psycopg2", "attrs": "attr", "protobuf": "google.protobuf",
    "markdown-it-py": "markdown_it", "ast-grep-py": "ast_grep_py",
}  # fmt: skip
"""What a package is imported as, where that is another name."""


_REQUIREMENTS = re.compile(
    r"(?:(?:base|bench|build|ci|dev|docs?|lint|local|main|prod|runtime|tests?|typing)[-_.])?"
    r"requirements[^/]*\.(?:txt|in)$"
)
"""A list for pip, or what one is compiled from; `system-requirements.txt` may well be prose."""


class Dependency(msgspec.Struct, frozen=True):
    """One declared dependency: its name as the registry has it (`group:artifact` for Java)."""

    name: str
    line: int
    group: Group
    manifest: str


class Declared(msgspec.Struct, frozen=True):
    """What one manifest says: the project's own name, its dependencies, or why it cannot be read."""

    own: str = ""
    dependencies: tuple[Dependency, ...] = ()
    problem: facts.Problem | None = None


def kind(path: str) -> str:
    """Which kind of manifest a path is; empty for none."""
    name = path.rsplit("/", 1)[-1]
    if name in _READERS and name != "requirements":
        return name
    if _REQUIREMENTS.match(name) or (name.endswith((".txt", ".in")) and "/requirements/" in f"/{path}"):
        return "requirements"
    return "build.gradle" if name == "build.gradle.kts" else ""


def language(path: str) -> str:
    """The language whose dependencies a manifest declares."""
    return {"package.json": "javascript", "go.mod": "go", "Cargo.toml": "rust"}.get(
        kind(path), "java" if kind(path) in {"pom.xml", "build.gradle"} else "python"
    )


def declared(path: str, text: str) -> Declared:
    """What a manifest declares."""
    read = _READERS.get(kind(path))
    if read is None:
        return Declared()
    try:
        own, rows = read(path, text.removeprefix("\ufeff"))
    except (ValueError, configparser.Error, expat.ExpatError, RecursionError) as error:
        said = re.search(r"at line (\d+)", str(error))
        line = getattr(error, "lineno", 0) or (int(said[1]) if said else 1)
        return Declared(problem=facts.Problem(line, (str(error).splitlines() or ["unreadable"])[0]))
    return Declared(own, tuple(Dependency(name, line, group, path) for name, group, line in rows))


_READERS: Mapping[str, Callable[[str, str], Read]] = {
    "pyproject.toml": python.pyproject,
    "requirements": python.requirements,
    "setup.cfg": python.setup_cfg,
    "package.json": script.package_json,
    "go.mod": go.go_mod,
    "Cargo.toml": rust.cargo,
    "pom.xml": java.pom,
    "build.gradle": java.gradle,
}
