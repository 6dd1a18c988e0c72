"""How a name that a list holds is compared with an imported one, by what parts names in each language.

Called by the kinds that list modules and dependencies. A dotted name no longer tells a dot of a package
from the stroke behind it, so an imported name comes here in its exact form, in which the dots of a package
of npm and of a path of Go are `DOT`: `lodash.debounce` is no part of `lodash`, and `k8s.io` none of `k8s`.
"""

from fnmatch import fnmatchcase
from functools import lru_cache

from parti.constraints import globs
from parti.source import facts, imports, languages, standard

DOT = "\N{ONE DOT LEADER}"


def exact(name: str, each: facts.Import) -> str:
    """What an import brings in, with the dots of its package kept apart."""
    path = each.path.replace("/", ".")
    return f"{each.path.replace('.', DOT).replace('/', '.')}{name[len(path) :]}" if each.path else name


def plain(name: str) -> str:
    """The dotted form of an exact name."""
    return name.replace(DOT, ".")


def holds(written: str, name: str, language: str) -> bool:
    """Whether an exact name is what a list names, or lies in it."""
    form, dotted = _form(written, language)
    return any(imports.inside(plain(name) if dotted else name, each) for each in form)


def matches(written: str, name: str, language: str) -> bool:
    """As `holds`, where a star stands for anything."""
    form, dotted = _form(written, language)
    given = plain(name) if dotted else name
    return holds(written, name, language) or any(
        fnmatchcase(given, each) or fnmatchcase(given, f"{each}.*") for each in form
    )


@lru_cache(maxsize=1024)
def _form(written: str, language: str) -> tuple[tuple[str, ...], bool]:
    """The names that stand for what is written, and whether they are dotted and not exact."""
    name = written.strip().strip("`")
    dotted = imports.dotted(name)
    if language == "rust":
        return (dotted.replace("-", "_"),), True
    if globs.is_open(name):
        return (dotted,), True
    if language == "go":
        # Without a stroke it is a folder, a host, or a path that somebody wrote with dots.
        strokes = "/" in name.strip("/")
        return (name.strip("/").replace(".", DOT).replace("/", ".") if strokes else dotted,), (
            not strokes and "." in name
        )
    if language in languages.SCRIPTS and not name.startswith((".", "/", "node:")):
        package = "/".join(name.split("/")[: 2 if name.startswith("@") else 1])
        rest = dotted[len(package) :] if name.strip("/") != package else ""
        found = f"{package.replace('.', DOT).replace('/', '.')}{rest}"
        return ((found, dotted) if standard.comes_with(dotted, language) else (found,)), False
    return (dotted,), True
