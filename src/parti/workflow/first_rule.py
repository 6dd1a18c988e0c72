"""The document that `parti init` begins with: one rule that is true of this code today, or none.

Called by `start`. Which rule makes sense is a matter of the language, so the sections are texts of the
library, one a language. A rule that the code breaks already would not be true, and one in a language for
which there is no text would be a guess; there the document says how to go on instead.
"""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from parti.constraints import conformance
from parti.constraints import document as documents
from parti.constraints.constraint import Scope
from parti.constraints.tree import Lazy
from parti.library import load
from parti.source import languages, project
from parti.workflow import constraining

_TEXTS = {
    "go": "texts/first-go.md",
    "java": "texts/first-java.md",
    "rust": "texts/first-rust.md",
    "javascript": "texts/first-script.md",
    "typescript": "texts/first-script.md",
    "tsx": "texts/first-script.md",
}


def document(tree: Lazy, seen: project.Project) -> str:
    """The text of a first document.

    Args:
        tree: the whole tree, in which the rule must hold.
        seen: its languages, that of most files first.
    """
    if "python" in seen.languages:
        return _of_python(tree)
    sections = [each for each in _sections(tree, seen.languages) if _holds(each, tree)]
    if not sections:
        return load.text("texts/constraints-empty.md")
    return load.text("texts/constraints-head.md") + "\n".join(sections)


def _of_python(tree: Lazy) -> str:
    scope = _python_scope(tree)
    allowed = "".join(f"\n  - {name}" for name in constraining.third_party(tree, Scope(scope))) or " []"
    text = load.text("texts/constraints-python.md").replace("@allow@", allowed)
    return text.replace("@scope@", ", ".join(f"`{glob}`" for glob in scope))


def _sections(tree: Lazy, found: Sequence[str]) -> Iterator[str]:
    """The rule of the first language that has one; JavaScript and TypeScript count as one language.

    A pattern reads one language, so each of those has a section of its own, over every extension there is.
    """
    able = [name for name in found if name in _TEXTS]
    alike = languages.SCRIPTS if able[:1] and able[0] in languages.SCRIPTS else tuple(able[:1])
    for at, language in enumerate(name for name in able if name in alike):
        there = languages.extensions(tree.paths(), {language}) or (languages.extension(language),)
        yield (
            load.text(_TEXTS[language])
            .replace("@language@", language)
            .replace("@scope@", ", ".join(f"`**/*.{extension}`" for extension in there))
            .replace("@in@", f" in {languages.SPOKEN[language]}" if at else "")
            .replace("@id@", f"no-debugger-{language}" if at else "no-debugger")
        )


def _holds(section: str, tree: Lazy) -> bool:
    """Whether the code obeys the rule of a section today."""
    return not any(conformance.judge(documents.parse(section).constraints, tree))


def _python_scope(tree: Lazy) -> tuple[str, ...]:
    """The folders that hold Python outside tests and docs, as globs; the root when there is no folder."""
    aside = ("tests", "test", "docs", "examples")
    folders = [PurePosixPath(path).parts[:-1] for path in tree.paths() if path.endswith(".py")]
    tops = {folder[0] for folder in folders if folder and folder[0] not in aside}
    return tuple(f"{top}/**/*.py" for top in sorted(tops)) or ("*.py",)
