"""One Python file as the rules see it, and the package as a whole."""

import ast
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "parti"

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Breach(NamedTuple):
    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


class Source:
    """A file's text by its path below the package, with `/`."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text

    @property
    def room(self) -> str:
        """The first folder, or the module's own name at the top."""
        return self.path.split("/")[0].removesuffix(".py")

    @property
    def length(self) -> int:
        return len(self.text.splitlines())

    @cached_property
    def module(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        return tuple(ast.walk(self.module))

    def functions(self) -> Iterator[Function]:
        for node in self.nodes:
            if isinstance(node, Function):
                yield node

    @cached_property
    def aliases(self) -> dict[str, str]:
        """What each imported name stands for: `{"o": "os", "env": "os.environ"}`."""
        known: dict[str, str] = {}
        for node in self.nodes:
            if isinstance(node, ast.Import):
                for name in node.names:
                    top = name.name.split(".")[0]
                    known[name.asname or top] = name.name if name.asname else top
            elif isinstance(node, ast.ImportFrom) and not node.level:
                known.update({n.asname or n.name: f"{node.module}.{n.name}" for n in node.names})
        return known

    def dotted(self, node: ast.expr) -> str:
        """The full name behind an expression such as `o.environ`; empty when there is none."""
        if isinstance(node, ast.Name):
            return self.aliases.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            before = self.dotted(node.value)
            return f"{before}.{node.attr}" if before else ""
        return ""

    def imports(self) -> Iterator[tuple[int, str]]:
        """(line, dotted name) of everything imported, wherever it stands."""
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from ((node.lineno, name.name) for name in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield from ((node.lineno, f"{node.module}.{name.name}") for name in node.names)

    def breach(self, line: int, what: str) -> Breach:
        return Breach(self.path, line, what)


def package() -> tuple[Source, ...]:
    """Every Python file of the package."""
    return tuple(
        Source(path.relative_to(PACKAGE).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    )
