"""What Python's manifests declare: `pyproject.toml` with the tables of tools, requirements, `setup.cfg`.

Called by `manifests`. Names are taken from the text that people wrote, without versions and conditions,
since only they tell what a project depends on.
"""

import configparser
import re
from collections.abc import Iterator

from parti.source.declaring import rows
from parti.source.declaring.rows import Read, Row

_NAME = re.compile(r"\s*([A-Za-z0-9][\w.-]*)")


def pyproject(_: str, text: str) -> Read:
    """The name of the project, and what any of its tables names."""
    raw = rows.toml(text)
    lines = rows.Lines(text)
    project, tool = rows.table(raw, "project"), rows.table(raw, "tool")
    declared: list[Row] = []
    lists: list[tuple[rows.Group, object]] = [("main", project.get("dependencies"))]
    lists += [(rows.group(n), v) for n, v in rows.table(project, "optional-dependencies").items()]
    lists += [("dev", value) for value in rows.table(raw, "dependency-groups").values()]
    lists += [("dev", rows.table(tool, "uv").get("dev-dependencies"))]
    lists += [("dev", value) for value in rows.table(tool, "pdm", "dev-dependencies").values()]
    for group, value in lists:
        for each in rows.texts(value):
            name = _NAME.match(each)
            declared += [(name[1], group, lines.line(_quoted(each)))] if name else []
    poetry = rows.table(tool, "poetry")
    return str(project.get("name") or poetry.get("name") or ""), [*declared, *_poetry(poetry, text)]


def _quoted(said: str) -> str:
    """A pattern for a text as TOML writes it, in either quotes."""
    plain, escaped = re.escape(said), re.escape(said.replace('"', '\\"'))
    return rf"""'{plain}'|"{escaped}\""""


def _poetry(poetry: rows.Raw, text: str) -> Iterator[Row]:
    """The dependencies of Poetry's own tables."""
    at = rows.keys(text)
    tables: list[tuple[rows.Group, str, rows.Raw]] = [
        ("main", "dependencies", rows.table(poetry, "dependencies"))
    ]
    tables += [("dev", "dev-dependencies", rows.table(poetry, "dev-dependencies"))]
    for name, value in rows.table(poetry, "group").items():
        tables += [(rows.group(name), f"group.{name}.dependencies", rows.table(value, "dependencies"))]
    for group, home, table in tables:
        for name in table:
            if name.lower() != "python":
                yield name, group, at.get((f"tool.poetry.{home}", name), 1)


def requirements(path: str, text: str) -> Read:
    """What a list of requirements names; the file's own name tells whether it is for development."""
    group: rows.Group = rows.group(path.rsplit("/", 1)[-1].removeprefix("requirements"))
    declared: list[Row] = []
    for at, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        plain = _NAME.match(line.partition("#")[0])
        plain = None if "://" in line.partition("@")[0] else plain
        name = re.search(r"#egg=([\w.-]+)", line) or plain
        declared += [(name[1], group, at)] if name else []
    return "", declared


def setup_cfg(_: str, text: str) -> Read:
    """The name of the project, and what its options name."""
    raw = configparser.ConfigParser(interpolation=None, strict=False)
    raw.read_string(text)
    declared: list[Row] = []
    lists: list[tuple[rows.Group, str]] = [("main", raw.get("options", "install_requires", fallback=""))]
    lists += [("dev", raw.get("options", "tests_require", fallback=""))]
    if raw.has_section("options.extras_require"):
        lists += [(rows.group(name), value) for name, value in raw.items("options.extras_require")]
    lines = rows.Lines(text)
    for group, value in lists:
        # As setuptools reads it: `;` parts a list on one line, and begins a condition in a list of lines.
        for line in value.split("\n" if "\n" in value else ";"):
            name = _NAME.match(line)
            said = rf"(?:^|[=;])[^\S\n]*{re.escape(line.strip())}[^\S\n]*(?=$|;)"
            declared += [(name[1], group, lines.line(said))] if name else []
    return raw.get("metadata", "name", fallback=""), declared
