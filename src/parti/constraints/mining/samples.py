"""Writes the kept and broken examples of a proposal, in the language of the file that they stand for.

Called by the miners. An example names what the tree really holds, at a path that it really has; where a
language has no form here, there is no example, and so no proposal.
"""

from parti.constraints.mining.proposal import Sample
from parti.source import languages

_STEM = "example"


def use(name: str, path: str, tail: str = "") -> Sample | None:
    """Code at a path that imports a dotted name and uses it."""
    language = languages.language(path)
    owner, _, last = name.rpartition(".")
    if language != "python" or not owner or not all(part.isidentifier() for part in name.split(".")):
        return None
    head, _, module = owner.rpartition(".")
    line = f"from {head} import {module}" if head else f"import {module}"
    return Sample(path, language, f"{line}\n\n{module}.{last}{tail}")


def called(name: str, path: str) -> Sample | None:
    """Code at a path that imports a function and calls it."""
    owner, _, last = name.rpartition(".")
    if languages.language(path) != "python" or not owner:
        return None
    return Sample(path, "python", f"from {owner} import {last}\n\n{last}(...)")


def imports(glob: str, inside: str, allowed: str, forbidden: str) -> tuple[Sample, Sample] | None:
    """Code in a package that imports what it may, and code that imports what it may not.

    Args:
        glob: where the code lies.
        inside: the package that it lies in.
        allowed: what it may import; its own package when empty.
        forbidden: what it may not.
    """
    path = glob.replace("**", f"{_STEM}.py") if glob.endswith("**") else glob
    language = languages.language(path)
    if language != "python":
        return None
    kept = imported(allowed or inside, language)
    broken = imported(forbidden, language)
    return (Sample(path, language, kept), Sample(path, language, broken)) if kept and broken else None


def imported(name: str, language: str) -> str:
    """One import statement."""
    if language != "python" or not all(part.isidentifier() for part in name.split(".")):
        return ""
    return f"import {name}\n"
