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
_DEV = re.compile(
    r"(?:^|[^a-z])(?:py|unit|integration|doc|code|type|my)?"
    r"(?:dev(?!ic)|test(?!imon)|lint|doc(?!k)|typing|types?(?![a-z])|mypy|bench|example|check(?!out))"
    r"|(?:^|[^a-z])ci(?![a-z])"
)
"""Words of development, where a word begins: `docker`, `latest` and `checkout` are none."""

_GO = re.compile(r"""^\s*(?:require\s+)?["`]?([\w.-]+\.[\w.-]+(?:/[^\s"`]+)?)["`]?\s+v[^\s]+(.*)$""")
_GO_BLOCK = re.compile(r"^\s*(\w+)\s*\(")
_GRADLE = re.compile(
    r"""^\s*(\w*(?:[iI]mplementation|[aA]pi|[cC]ompileOnly|[rR]untimeOnly|[cC]ompile|[pP]rocessor"""
    r"""|[kK]apt|[kK]sp))\b[\s(]+(?:(?:enforcedP|p)latform\s*\(\s*)?"""
    r"""(?:["']([\w.-]+):|group\s*[:=]\s*["']([\w.-]+)["']\s*,\s*name\s*[:=]\s*["'])"""
    r"""([\w.-]+)(?::[^"']*)?["']"""
)
_ALIAS = re.compile(r"npm:(@?[^@]+)")
_TABLE = re.compile(r"^[^\S\n]*\[([^\[\]\n]+)\]")
_KEY = re.compile(r"""^[^\S\n]*["']?([\w-]+)["']?\s*[.=]""")


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


_Row = tuple[str, Group, int]
_Read = tuple[str, list[_Row]]


def kind(path: str) -> str:
    """Which kind of manifest a path is; empty for none."""
    name = path.rsplit("/", 1)[-1]
    if name in _READERS and name != "requirements":
        return name
    if name.endswith(".txt") and (name.startswith("requirements") or "/requirements/" in f"/{path}"):
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


class _Lines:
    """Finds the line on which something stands, the next one for each repetition."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at: dict[str, int] = {}

    def line(self, pattern: str) -> int:
        found = re.compile(pattern, re.MULTILINE).search(self._text, self._at.get(pattern, 0))
        if found is None:
            return 1
        self._at[pattern] = found.end()
        return self._text.count("\n", 0, found.end()) + 1


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


def _keys(text: str) -> Mapping[tuple[str, str], int]:
    """The first line of each key of a TOML table, by the name of the table without quotes."""
    found: dict[tuple[str, str], int] = {}
    table = ""
    for at, line in enumerate(text.split("\n"), 1):
        header, key = _TABLE.match(line), _KEY.match(line)
        if header:
            table = re.sub(r"[\s\"']", "", header[1])
            above, _, name = table.rpartition(".")
            found.setdefault((above, name), at)
        elif key:
            found.setdefault((table, key[1]), at)
    return found


def _pyproject(_: str, text: str) -> _Read:
    raw = _toml(text)
    lines = _Lines(text)
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
            rows += [(name[1], group, lines.line(_quoted(each)))] if name else []
    poetry = _table(tool, "poetry")
    return str(project.get("name") or poetry.get("name") or ""), [*rows, *_poetry(poetry, text)]


def _quoted(said: str) -> str:
    """A pattern for a text as TOML writes it, in either quotes."""
    plain, escaped = re.escape(said), re.escape(said.replace('"', '\\"'))
    return rf"""'{plain}'|"{escaped}\""""


def _poetry(poetry: Raw, text: str) -> Iterator[_Row]:
    """The dependencies of Poetry's own tables."""
    at = _keys(text)
    tables: list[tuple[Group, str, Raw]] = [("main", "dependencies", _table(poetry, "dependencies"))]
    tables += [("dev", "dev-dependencies", _table(poetry, "dev-dependencies"))]
    for name, value in _table(poetry, "group").items():
        tables += [(_group(name), f"group.{name}.dependencies", _table(value, "dependencies"))]
    for group, home, table in tables:
        for name in table:
            if name.lower() != "python":
                yield name, group, at.get((f"tool.poetry.{home}", name), 1)


def _requirements(path: str, text: str) -> _Read:
    group: Group = _group(path.rsplit("/", 1)[-1].removeprefix("requirements"))
    rows: list[_Row] = []
    for at, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        plain = _NAME.match(line.partition("#")[0])
        plain = None if "://" in line.partition("@")[0] else plain
        name = re.search(r"#egg=([\w.-]+)", line) or plain
        rows += [(name[1], group, at)] if name else []
    return "", rows


def _setup_cfg(_: str, text: str) -> _Read:
    raw = configparser.ConfigParser(interpolation=None, strict=False)
    raw.read_string(text)
    rows: list[_Row] = []
    lists: list[tuple[Group, str]] = [("main", raw.get("options", "install_requires", fallback=""))]
    lists += [("dev", raw.get("options", "tests_require", fallback=""))]
    if raw.has_section("options.extras_require"):
        lists += [(_group(name), value) for name, value in raw.items("options.extras_require")]
    lines = _Lines(text)
    for group, value in lists:
        # As setuptools reads it: `;` parts a list on one line, and begins a condition in a list of lines.
        for line in value.split("\n" if "\n" in value else ";"):
            name = _NAME.match(line)
            said = rf"(?:^|[=;])[^\S\n]*{re.escape(line.strip())}[^\S\n]*(?=$|;)"
            rows += [(name[1], group, lines.line(said))] if name else []
    return raw.get("metadata", "name", fallback=""), rows


def _package_json(_: str, text: str) -> _Read:
    raw = json.loads(text)
    rows: list[_Row] = []
    for key in ("dependencies", "peerDependencies", "optionalDependencies", "devDependencies"):
        start = re.search(rf'"{key}"\s*:', text)
        for name, version in _table(raw, key).items():
            if not str(version).startswith(("workspace:", "file:", "link:")):
                found = re.compile(rf'"{re.escape(name)}"\s*:').search(text, start.end() if start else 0)
                line = text.count("\n", 0, found.start()) + 1 if found else 1
                alias = _ALIAS.match(str(version))
                rows.append(
                    (alias[1] if alias else name, "dev" if key == "devDependencies" else "main", line)
                )
    return str(_table(raw).get("name", "")), rows


def _go_mod(_: str, text: str) -> _Read:
    own = re.search(r"""^[^\S\n]*module\s+["`]?([^\s"`]+)""", text, re.MULTILINE)
    local = set(re.findall(r"^[^\S\n]*(?:replace\s+)?(\S+)(?:\s+v\S+)?\s+=>\s+\.", text, re.MULTILINE))
    rows: list[_Row] = []
    block = ""
    for at, line in enumerate(text.splitlines(), 1):
        opened, found = _GO_BLOCK.match(line), _GO.match(line)
        block = opened[1] if opened else "" if line.lstrip().startswith(")") else block
        if not found or block not in {"", "require"} or "=>" in line:
            continue
        if "// indirect" not in found[2] and found[1] not in local:
            rows.append((found[1], "main", at))
    return own[1] if own else "", rows


def _cargo(_: str, text: str) -> _Read:
    raw = _toml(text)
    rows: list[_Row] = []
    at = _keys(text)
    homes = [("", raw), ("workspace.", _table(raw, "workspace"))]
    homes += [(f"target.{n}.", _table(raw, "target", n)) for n in _table(raw, "target")]
    for where, home in homes:
        for key in ("dependencies", "build-dependencies", "dev-dependencies"):
            table = re.sub(r"[\s\"']", "", f"{where}{key}")
            for name, value in _table(home, key).items():
                told = _table(value)
                if "path" not in told and told.get("workspace") is not True:
                    package = str(told.get("package", name))
                    rows.append(
                        (package, "dev" if key.startswith("dev") else "main", at.get((table, name), 1))
                    )
    return str(_table(raw, "package").get("name", "")), rows


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
            rows.append((name, group, int(now["line"])))

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
            rows.append((f"{found[2] or found[3]}:{found[4]}", "dev" if dev else "main", at))
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
