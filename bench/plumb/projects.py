"""The projects of Plumb: read from `projects.toml`, fetched, unpacked and held as text.

Called by the command and by the tests. Python archives come through the package index that is set for uv,
npm's through the registry that is set for npm; both stay in the user's cache, and are taken only with their
digest.
"""

import hashlib
import shutil
import subprocess
import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Literal

import msgspec
from examples.tour import fetch
from examples.tour.show import Absent, Differs, say

from bench.plumb.mutant import Bypass, Ground, Habits, Helper, Layer, Mark, Opaque, Registry

HERE = Path(__file__).parent


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """One project as it stands in the file."""

    name: str
    half: Literal["tuning", "reporting", "third"]
    language: Literal["python", "javascript", "typescript"]
    product: tuple[str, ...]
    history: str
    version: str = ""
    archive: str = ""
    sha256: str = ""
    package: str = ""
    upto: str = ""
    leave: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    suite: str = ""
    no_suite: str = ""
    bypass: tuple[Bypass, ...] = ()
    port: tuple[Bypass, ...] = ()
    helper: tuple[Helper, ...] = ()
    registry: tuple[Registry, ...] = ()
    mark: tuple[Mark, ...] = ()
    layer: tuple[Layer, ...] = ()
    opaque: tuple[Opaque, ...] = ()
    outward: tuple[str, ...] = ()

    def is_product(self, path: str) -> bool:
        """Whether a path is code of the project's own; `*` crosses folders."""
        return fits(path, self.product) and not fits(path, self.leave)

    def rules(self) -> str:
        """The text of the project's constraint document."""
        return (HERE / "rules" / f"{self.name}.md").read_text("utf-8")


def fits(path: str, globs: Iterable[str]) -> bool:
    return any(fnmatch(path, glob) for glob in globs)


def load(names: Sequence[str] = (), third: bool = False) -> tuple[Project, ...]:
    """The projects by name; without names those of both halves, or those of the third set."""
    rows = tomllib.loads((HERE / "projects.toml").read_text("utf-8"))["project"]
    every = tuple(msgspec.convert(row, Project) for row in rows)
    unknown = set(names) - {each.name for each in every}
    if unknown:
        raise SystemExit(f"no project of Plumb is called {', '.join(sorted(unknown))}")
    return tuple(
        each for each in every if (each.name in names if names else (each.half == "third") is third)
    )


def cache() -> Path:
    """Where archives, trees and histories stay: beside those of the tour, in the user's cache."""
    return fetch.cache().parent / "plumb"


def folder(project: Project) -> Path:
    """The unpacked project, fetched when it is not there yet."""
    place = cache() / "trees" / f"{project.name}-{project.version}"
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        python = project.language == "python"
        name, version, file, digest = project.name, project.version, project.archive, project.sha256
        path = fetch.archive(name, version, file, digest) if python else _packed(project)
        fetch.unpack(path, place)
    return place


def _packed(project: Project) -> Path:
    """The archive of an npm package, with the digest that is written down."""
    path = cache() / project.archive
    if not path.exists():
        npm = shutil.which("npm")
        if npm is None:
            raise Absent("npm is missing")
        say(f"fetching {project.archive} through the registry of npm")
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as aside:
            words = [
                npm,
                "pack",
                "--silent",
                f"{project.name}@{project.version}",
                "--pack-destination",
                aside,
            ]
            done = subprocess.run(words, cwd=aside, capture_output=True, text=True, check=False)
            if done.returncode:
                raise Absent(f"the registry of npm does not deliver {project.name} {project.version}")
            shutil.move(Path(aside) / project.archive, path)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != project.sha256:
        raise Differs(
            f"{project.archive} has the digest {found}, and Plumb was written for {project.sha256}"
        )
    return path


def texts(place: Path, keep: Iterable[str] = ()) -> Mapping[str, str]:
    """The text files of a folder that one of the globs fits; without globs, sources and manifests."""
    wanted = tuple(keep) or _SOURCES
    return {
        path.relative_to(place).as_posix(): path.read_bytes().decode("utf-8", "replace")
        for path in sorted(place.rglob("*"))
        if path.is_file() and not path.is_symlink() and fits(path.relative_to(place).as_posix(), wanted)
    }


_SOURCES = ("*.py", "*.js", "*.ts", "package.json", "pyproject.toml", "setup.py", "setup.cfg")


def habits(project: Project) -> Habits:
    """What the project does without saying so."""
    return Habits(
        bypass=project.bypass,
        port=project.port,
        helper=project.helper,
        registry=project.registry,
        mark=project.mark,
        layer=project.layer,
        opaque=project.opaque,
        outward=project.outward,
    )


def ground(project: Project, every: Mapping[str, str]) -> Ground:
    """The project as the operators see it."""
    return Ground(
        project=project.name,
        language=project.language,
        package=project.package,
        texts={path: text for path, text in every.items() if project.is_product(path)},
        tests={path: text for path, text in every.items() if fits(path, project.tests)},
        habits=habits(project),
    )


def whole(project: Project, place: Path) -> Mapping[str, str]:
    """Every file that the judges may look at: the product, the tests, the manifests."""
    keep = (*project.product, *project.tests, "pyproject.toml", "setup.cfg", "package.json")
    return {path: text for path, text in texts(place, keep).items() if not fits(path, project.leave)}
