"""Where in the tree a tool means: its paths may be absolute, of a sub-folder, or names of modules.

Used by the `command` check, which has the paths of the tree and not the folder that it lies in.
"""

from collections.abc import Iterable, Sequence


class Places:
    """The paths of a tree by their last name."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._named: dict[str, list[str]] = {}
        for path in paths:
            self._named.setdefault(path.rpartition("/")[2], []).append(path)

    def file(self, told: str) -> str:
        """The tree's path for a file that a tool named; its own words when the tree has none or several."""
        path = told if "/" in told else told.replace("\\", "/")
        while path.startswith("./"):
            path = path[2:]
        twins = self._named.get(path.rpartition("/")[2], ())
        inside = [twin for twin in twins if f"/{path}".endswith(f"/{twin}")]
        if inside:
            return max(inside, key=len)
        below = [twin for twin in twins if twin.endswith(f"/{path}")]
        return below[0] if len(below) == 1 else path

    def module(self, name: str) -> str:
        """The file of a dotted module: the one nearest to the root; empty when there is none."""
        whole = name.replace(".", "/")
        return self._nearest(f"{whole}.py") or self._nearest(f"{whole}/__init__.py")

    def _nearest(self, end: str) -> str:
        twins: Sequence[str] = self._named.get(end.rpartition("/")[2], ())
        found = [twin for twin in twins if twin == end or twin.endswith(f"/{end}")]
        return min(found, key=lambda path: (path.count("/"), path), default="")
