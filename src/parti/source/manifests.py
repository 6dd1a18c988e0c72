"""What a project's manifests say that it depends on, each with its line.

Called by `allowed-dependencies`. Python (`pyproject.toml`, `requirements*.txt`, `setup.cfg`), Node
(`package.json`), Go (`go.mod`), Rust (`Cargo.toml`), Java (`pom.xml`, `build.gradle`). A manifest that
cannot be read is a problem, never an empty list.
"""

import configparser
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import Literal
from xml.parsers import expat

import msgspec

from parti.source import facts

_CHAIN = re.compile(r"(?:[\w-]+\.){200}")

MODULES: Mapping[str, str] = {
    "pyyaml": "yaml", "pillow": "PIL", "scikit-learn": "sklearn", "beautifulsoup4": "bs4",
    "python-dateutil": "dateutil", "python-dotenv": "dotenv", "gitpython": "git", "pyjwt": "jwt",
    "opencv-python": "cv2", "psycopg2-binary": "psycopg2", "attrs": "attr", "protobuf": "google.protobuf",
    "markdown-it-py": "markdown_it", "ast-grep-py": "ast_grep_py",
}  # fmt: skip
"""What a package is imported as, where that is another name."""

Group = Literal["main", "dev"]
Raw = Mapping[str, object]

_NAME = re.compile(r"\s*([A-Za-z0-9][\w.-]*)")
_DEV = re.compile(r"dev|test|lint|doc|typing|type|mypy|bench|example|check|ci\b")
_GO = re.compile(r"^\s*(?:require\s+)?([\w.-]+\.[\w.-]+/[^\s]+|[\w.-]+\.[\w.-]+)\s+v[^\s]+(.*)$")
_GRADLE = re.compile(
    r"""^\s*(\w*(?:[iI]mplementation|[aA]pi|[cC]ompileOnly|[rR]untimeOnly|[cC]ompile|[pP]rocessor))\b"""
    r"""[\s(]+(?:(?:platform\s*\(\s*)?["']([\w.-]+):([\w.-]+)(?::[^"']*)?["']"""
    r"""|group\s*[:=]\s*["']([\w.-]+)["']\s*,\s*name\s*[:=]\s*["']([\w.-]+)["'])"""
)


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


_Row = tuple[str, Group, str]
_Read = tuple[str, list[_Row]]


def kind(path: str) -> str:
    """Which kind of manifest a path is; empty for none."""
    name = path.rsplit("/", 1)[-1]
    if name in _READERS:
        return name
    if name.endswith(".txt") and (name.startswith("requirements") or "requirements/" in path):
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
        own, rows = read(path, text)
    except (ValueError, configparser.Error, expat.ExpatError, RecursionError) as error:
        said = re.search(r"at line (\d+)", str(error))
        line = getattr(error, "lineno", 0) or (int(said[1]) if said else 1)
        return Declared(problem=facts.Problem(line, (str(error).splitlines() or ["unreadable"])[0]))
    finder = _Lines(text)
    found = [Dependency(name, finder.line(said), group, path) for name, group, said in rows]
    return Declared(own, tuple(found))


class _Lines:
    """Finds the line on which a piece of text stands, the next one for each repetition.

    In quotes before without: a comment may speak of a package, too.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._at: dict[str, int] = {}

    def line(self, said: str) -> int:
        if said.isdigit():
            return int(said)
        start = self._at.get(said, -1) + 1
        places = (self._text.find(form, start) for form in (f'"{said}"', f"'{said}'", said))
        found = next((at for at in places if at >= 0), -1)
        if found < 0:
            return 1
        self._at[said] = found
        return self._text.count("\n", 0, found) + 1


def _table(raw: object, *keys: str) -> Raw:
    for key in keys:
        raw = raw.get(key, {}) if isinstance(raw, Mapping) else {}
    return raw if isinstance(raw, Mapping) else {}


def _texts(raw: object) -> Iterator[str]:
    for each in raw if isinstance(raw, list) else []:
        if isinstance(each, str):
            yield each


def _group(name: str) -> Group:
    return "dev" if _DEV.search(name.lower()) else "main"


def _toml(text: str) -> Raw:
    """A table; a key of hundreds of parts is nobody's, and the library reads it in the square of them."""
    if _CHAIN.search(text):
        raise tomllib.TOMLDecodeError("a key has too many parts")
    return tomllib.loads(text)


def _pyproject(_: str, text: str) -> _Read:
    raw = _toml(text)
    project, tool = _table(raw, "project"), _table(raw, "tool")
    rows: list[_Row] = []
    lists: list[tuple[Group, object]] = [("main", project.get("dependencies"))]
    lists += [(_group(n), v) for n, v in _table(project, "optional-dependencies").items()]
    lists += [("dev", value) for value in _table(raw, "dependency-groups").values()]
    lists += [("dev", _table(tool, "uv").get("dev-dependencies"))]
    lists += [("dev", value) for value in _table(tool, "pdm", "dev-dependencies").values()]
    for group, value in lists:
        for each in _texts(value):
            name = _NAME.match(each)
            rows += [(name[1], group, each)] if name else []
    poetry = _table(tool, "poetry")
    tables: list[tuple[Group, Raw]] = [("main", _table(poetry, "dependencies"))]
    tables += [("dev", _table(poetry, "dev-dependencies"))]
    tables += [(_group(n), _table(v, "dependencies")) for n, v in _table(poetry, "group").items()]
    for group, table in tables:
        rows += [(name, group, f"{name} =") for name in table if name.lower() != "python"]
    return str(project.get("name") or poetry.get("name") or ""), rows


def _requirements(path: str, text: str) -> _Read:
    group: Group = _group(path.rsplit("/", 1)[-1].removeprefix("requirements"))
    rows: list[_Row] = []
    for at, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        plain = _NAME.match(line.partition("#")[0])
        plain = None if "://" in line.partition("@")[0] else plain
        name = re.search(r"#egg=([\w.-]+)", line) or plain
        rows += [(name[1], group, str(at))] if name else []
    return "", rows


def _setup_cfg(_: str, text: str) -> _Read:
    raw = configparser.ConfigParser(interpolation=None, strict=False)
    raw.read_string(text)
    rows: list[_Row] = []
    lists: list[tuple[Group, str]] = [("main", raw.get("options", "install_requires", fallback=""))]
    lists += [("dev", raw.get("options", "tests_require", fallback=""))]
    if raw.has_section("options.extras_require"):
        lists += [(_group(name), value) for name, value in raw.items("options.extras_require")]
    for group, value in lists:
        for line in re.split(r"[\n;]\s*(?=[A-Za-z])|\n", value):
            name = _NAME.match(line.strip())
            rows += [(name[1], group, line.strip())] if name else []
    return raw.get("metadata", "name", fallback=""), rows


def _package_json(_: str, text: str) -> _Read:
    raw = json.loads(text)
    rows: list[_Row] = []
    for key in ("dependencies", "peerDependencies", "optionalDependencies", "devDependencies"):
        for name, version in _table(raw, key).items():
            if not str(version).startswith(("workspace:", "file:", "link:")):
                rows.append((name, "dev" if key == "devDependencies" else "main", f'"{name}"'))
    return str(_table(raw).get("name", "")), rows


def _go_mod(_: str, text: str) -> _Read:
    own = re.search(r"^[^\S\n]*module\s+(\S+)", text, re.MULTILINE)
    local = set(re.findall(r"^[^\S\n]*(?:replace\s+)?(\S+)(?:\s+v\S+)?\s+=>\s+\.", text, re.MULTILINE))
    rows: list[_Row] = []
    for at, line in enumerate(text.splitlines(), 1):
        found = _GO.match(line)
        if found and "// indirect" not in found[2] and "=>" not in line and found[1] not in local:
            rows.append((found[1], "main", str(at)))
    return own[1] if own else "", rows


def _cargo(_: str, text: str) -> _Read:
    raw = _toml(text)
    rows: list[_Row] = []
    homes = [raw, _table(raw, "workspace"), *(_table(raw, "target", n) for n in _table(raw, "target"))]
    for home in homes:
        for key in ("dependencies", "build-dependencies", "dev-dependencies"):
            for name, value in _table(home, key).items():
                told = _table(value)
                if "path" not in told and told.get("workspace") is not True:
                    package = str(told.get("package", name))
                    rows.append(
                        (package, "dev" if key.startswith("dev") else "main", _cargo_key(text, name))
                    )
    return str(_table(raw, "package").get("name", "")), rows


def _cargo_key(text: str, name: str) -> str:
    found = re.search(
        rf"^[^\S\n]*(?:\[[\w.'\"() =-]*\.)?\"?{re.escape(name)}\"?\s*[=.\]]", text, re.MULTILINE
    )
    return str(text.count("\n", 0, found.end()) + 1) if found else "1"


def _pom(_: str, text: str) -> _Read:
    rows: list[_Row] = []
    own: dict[str, str] = {}
    stack: list[str] = []
    now: dict[str, str] = {}

    def start(tag: str, _: dict[str, str]) -> None:
        stack.append(tag)
        if tag == "dependency":
            now.clear()
            now["line"] = str(parser.CurrentLineNumber)

    def said(words: str) -> None:
        if len(stack) > 1 and stack[-2] == "dependency":
            now[stack[-1]] = now.get(stack[-1], "") + words
        elif stack[:-1] == ["project"]:
            own[stack[-1]] = own.get(stack[-1], "") + words

    def end(tag: str) -> None:
        stack.pop()
        if tag == "dependency" and "dependencyManagement" not in stack and "plugin" not in stack:
            group: Group = "dev" if now.get("scope", "").strip() == "test" else "main"
            name = f"{now.get('groupId', '').strip()}:{now.get('artifactId', '').strip()}"
            rows.append((name, group, now["line"]))

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = said
    parser.Parse(text.encode("utf-8", "replace"), True)
    return f"{own.get('groupId', '').strip()}:{own.get('artifactId', '').strip()}", rows


def _gradle(_: str, text: str) -> _Read:
    rows: list[_Row] = []
    for at, line in enumerate(text.splitlines(), 1):
        found = _GRADLE.match(line)
        if found:
            dev = "test" in found[1].lower()
            owner, name = found[2] or found[4], found[3] or found[5]
            rows.append((f"{owner}:{name}", "dev" if dev else "main", str(at)))
    return "", rows


_READERS: Mapping[str, Callable[[str, str], _Read]] = {
    "pyproject.toml": _pyproject,
    "requirements": _requirements,
    "setup.cfg": _setup_cfg,
    "package.json": _package_json,
    "go.mod": _go_mod,
    "Cargo.toml": _cargo,
    "pom.xml": _pom,
    "build.gradle": _gradle,
}
