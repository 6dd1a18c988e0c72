"""Where a Python module lies in a tree, as globs for a scope and as paths for examples.

Used by the readers whose tools name modules. A module that the tree does not have gives nothing, and its
rule stays with the tool.
"""

from collections.abc import Iterable

from parti.constraints import constraint


class Layout:
    """The Python files of a tree."""

    def __init__(self, tree: constraint.Tree) -> None:
        self._paths = tuple(path for path in tree.paths() if path.endswith((".py", ".pyi")))

    def globs(self, module: str) -> tuple[str, ...]:
        """The globs that cover a module and all below it; none when the tree does not have it."""
        base = self._base(module)
        if base is None:
            return ()
        found = []
        if any(path.startswith(f"{base}/") for path in self._paths):
            found.append(f"{base}/**/*.py")
        if f"{base}.py" in self._paths:
            found.append(f"{base}.py")
        return tuple(found)

    def all_globs(self, modules: Iterable[str]) -> tuple[str, ...]:
        """The globs of several modules; none when the tree lacks one of them."""
        each = [self.globs(module) for module in modules]
        return tuple(dict.fromkeys(glob for globs in each for glob in globs)) if all(each) else ()

    def example(self, module: str) -> str:
        """A path inside a module."""
        globs = self.globs(module)
        return globs[0].replace("**/*.py", "example.py") if globs else ""

    def _base(self, module: str) -> str | None:
        """The path of a module without its suffix: the one nearest to the root."""
        end = module.replace(".", "/")
        heads = {
            path[: -len(rest)]
            for path in self._paths
            for rest in (self._rest(path, end),)
            if rest and (path == rest or path.endswith(f"/{rest}"))
        }
        nearest = min(heads, key=lambda head: (head.count("/"), head), default=None)
        return None if nearest is None else f"{nearest}{end}"

    def _rest(self, path: str, end: str) -> str:
        """What of a path belongs to a module or lies below it; empty when nothing does."""
        if path == f"{end}.py" or path.endswith(f"/{end}.py"):
            return f"{end}.py"
        at = 0 if path.startswith(f"{end}/") else path.find(f"/{end}/") + 1
        return path[at:] if at or path.startswith(f"{end}/") else ""
