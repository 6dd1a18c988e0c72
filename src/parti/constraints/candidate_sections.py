"""Writes the section that a candidate could become: ready to be added, with examples that hold.

Called by `candidates`. A section whose own examples do not do as they say (a language that a kind does not
read, a name that no example can import) is written as advice instead, so that what is printed can always
be taken as it is.
"""

import os.path
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile

import msgspec

from parti.constraints import candidate_arrivals as arrivals
from parti.constraints import candidate_change as changes
from parti.constraints import candidate_practice as practice
from parti.constraints import constraint, document, examples
from parti.constraints.mining import proposal, subjects
from parti.source import imports, languages, manifests

_PYTHON = "python"
_Form = tuple[str, str, str]

_READS: Mapping[str, _Form] = {
    "python": ("string", "import json\n", 'import os\n\nos.environ["{}"]\n'),
    "go": ("interpreted_string_literal", "package app\n", 'package app\n\nvar a = os.Getenv("{}")\n'),
    "java": ("string_literal", "class A {{}}\n", 'class A {{ String a = System.getenv("{}"); }}\n'),
    "rust": ("string_literal", "fn f() {{}}\n", 'fn f() {{ std::env::var("{}"); }}\n'),
    "script": ("", "const a = 1;\n", "const a = process.env.{};\n"),
}
"""How a language writes a name between quotes, code that reads no variable, and code that does."""

_RAISES: Mapping[str, _Form] = {
    "python": ("raise_statement", "try:\n    work()\nexcept {}:\n    again()\n", 'raise {}("lost")\n'),
    "java": ("throw_statement", "class A {{}}\n", "class A {{ void f() {{ throw new {}(); }} }}\n"),
    "script": ("throw_statement", "const a = 1;\n", 'throw new {}("lost");\n'),
}
"""The statement that raises, code that does not raise an error, and code that does."""

_IMPORTS: Mapping[str, _Form] = {
    "python": ("", "import json\n", "import {}\n"),
    "script": ("", 'import "./example";\n', 'import * as it from "{}";\n'),
}
"""Code that does not import a module, and code that does."""


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A section in parts; `check` is the block's body with its kind in front."""

    id: str
    title: str
    reason: str
    scope: tuple[str, ...]
    without: tuple[str, ...] = ()
    check: str
    kept: tuple[str, str] = ("", "")
    broken: tuple[str, str] = ("", "")


def helper(found: practice.Helper, paths: Sequence[str]) -> str:
    """What a helper does is done through it alone."""
    primitives = found.primitives
    doing = "are" if primitives[1:] else "is"
    owner, _, last = found.name.rpartition(".")
    scope = changes.glob(found.path)
    path = document.example_path(_scope(scope), languages.language(found.path))
    rows = "".join(f"  - {_quoted(name)}\n" for name in primitives)
    python = languages.language(found.path) == _PYTHON
    return _written(
        Section(
            id=proposal.key("through", last),
            title=f"{_named(primitives)} {doing} used only through `{found.name}`",
            reason="One helper does this; the place that does it by hand misses the next fix.",
            scope=(scope,),
            check=f"only-through\nhelper: {found.name}\ninstead-of:\n{rows}",
            kept=(path, f"from {owner} import {last}\n\n{last}(...)\n" if python else ""),
            broken=(path, _raw(primitives[0])),
        ),
        languages.language(found.path),
        paths,
    )


def variable(each: arrivals.Arrival, paths: Sequence[str]) -> str:
    """One variable is named in one place."""
    language = languages.language(each.path)
    kind, kept, broken = _form(_READS, language)
    where = _files(each.owners)
    rule = f"rule: {{kind: {kind}, regex: '^\\W?{re.escape(each.name)}\\W?$'}}"
    forms = [f"process.env.{each.name}", f'process.env["{each.name}"]', f"process.env['{each.name}']"]
    forbid = "\n".join(["forbid:", *(f"  - {form}" for form in forms)])
    return _written(
        Section(
            id=proposal.key("env", each.name),
            title=f"The environment variable `{each.name}` is read only in {where}",
            reason="Read in one place it has one default, one check, and one line to change in a test.",
            scope=(changes.glob(each.path),),
            without=each.owners,
            check=f"pattern\n{rule if kind else forbid}\nlanguage: {language}\n"
            f"message: '`{each.name}` is read only in {where}'\n",
            kept=(_beside(each), kept.format()),
            broken=(_beside(each), broken.format(each.name)),
        ),
        language,
        paths,
    )


def error(each: arrivals.Arrival, paths: Sequence[str]) -> str:
    """One error is raised in the files that raise it today; one that none raises, where it is defined."""
    language = languages.language(each.path)
    kind, kept, broken = _form(_RAISES, language)
    name = changes.last(each.name)
    each = each if each.owners else msgspec.structs.replace(each, owners=(each.path,))
    where = _files(each.owners)
    return _written(
        Section(
            id=proposal.key("raised", name),
            title=f"`{name}` must be raised only in {where}",
            reason="Whoever catches it then knows what happened; raised anywhere it would mean anything.",
            scope=(changes.glob(each.path),),
            without=each.owners,
            check=f"pattern\nrule: {{kind: {kind}, regex: '\\b{name}\\b'}}\nlanguage: {language}\n"
            f"message: '`{name}` must be raised only in {where}'\n",
            kept=(_beside(each), kept.format(name)),
            broken=(_beside(each), broken.format(name)),
        ),
        language,
        paths,
    )


def dependency(each: arrivals.Arrival, paths: Sequence[str]) -> str:
    """One dependency is imported in the files that import it today; a declared one nowhere yet."""
    where = f"only in {_files(each.owners)}" if each.owners else "nowhere yet"
    language = languages.language(each.owners[0]) if each.owners else manifests.language(each.path)
    _, kept, broken = _form(_IMPORTS, language)
    scope = _everywhere(each, language, paths)
    path = _beside(each) if each.owners else f"src/example.{languages.extension(language)}"
    return _written(
        Section(
            id=proposal.key("only", each.name),
            title=f"`{each.name}` must be imported {where}",
            reason="A dependency that one place knows can be replaced, pinned or faked in one place.",
            scope=scope,
            without=each.owners,
            check=f"forbidden-import\nmodules: [{_quoted(each.name)}]\n",
            kept=(path, kept.format()),
            broken=(path, broken.format(each.name)),
        ),
        language,
        paths,
    )


def _everywhere(each: arrivals.Arrival, language: str, paths: Sequence[str]) -> tuple[str, ...]:
    """The code that could import a dependency; a script may under every extension that there is."""
    if language in languages.SCRIPTS:
        there = languages.extensions((*paths, *each.owners), languages.SCRIPTS)
        top, slash, _ = each.owners[0].partition("/") if each.owners else ("", "", "")
        folder = f"{top}/" if slash else ""
        return tuple(f"{folder}**/*.{extension}" for extension in there or ("js",))
    return (changes.glob(each.owners[0]) if each.owners else f"**/*.{languages.extension(language)}",)


def registry(each: arrivals.Arrival, paths: Sequence[str]) -> str:
    """Everything of a kind stands in the registry; a kind is told by a name that the members share."""
    every, shown = _every(each)
    last = changes.last(each.name)
    owner = each.name.rpartition(".")[0]
    scope = _together(each.owners)
    keyword = "class" if every.startswith("class") else "def"
    body = f"{keyword} {shown}(event): ...\n" if keyword == "def" else f"class {shown}: ...\n"
    path = each.owners[0]
    how = "decorator" if each.decorator else "in"
    like = _named(tuple(changes.last(name) for name in each.members))
    if each.decorator:
        own = imports.placed(path) == owner
        head = f"def {last}(work): ...\n\n\n" if own else f"from {owner} import {last}\n\n\n"
        kept, broken = f"{head}@{last}\n{body}", body
    elif path == each.path:
        kept, broken = (f"{body}\n{last} = {value}\n" for value in (f"[{shown}]", "[]"))
    else:
        named = f"# file: {each.path}\nfrom {imports.placed(path)} import {shown}\n\n"
        kept, broken = (f"{body}{named}{last} = {value}\n" for value in (f"[{shown}]", "[]"))
    return _written(
        Section(
            id=proposal.key("registered", last),
            title=f"Every `{every}` is registered in `{each.name}`"
            if every
            else f"Everything like {like} is registered in `{each.name}`",
            reason=f"What is missing in `{last}` is never called, and passes its own tests.",
            scope=(scope,),
            check=f'registered-in\nevery: "{every}"\n{how}: {each.name}\n',
            kept=(path, kept if every else ""),
            broken=(path, broken),
        ),
        languages.language(each.path),
        paths,
    )


def edge(each: arrivals.Arrival, paths: Sequence[str]) -> str:
    """The packages stay in one direction: the practised one, or the one that the change begins."""
    above, below = (each.other, each.name) if each.against else (each.name, each.other)
    files = each.owners if each.against else each.others
    scope = _together(files or (each.path,))
    path = files[0] if files else each.path
    _, kept, broken = _form(_IMPORTS, languages.language(path))
    return _written(
        Section(
            id=proposal.key(changes.last(below), "below", changes.last(above)),
            title=f"`{below}` never imports `{above}`",
            reason="One direction keeps each half readable and testable without the other.",
            scope=(scope,),
            check=f"forbidden-import\nmodules: [{above}]\n",
            kept=(path, kept.format()),
            broken=(path, broken.format(above)),
        ),
        languages.language(path),
        paths,
    )


def _form(forms: Mapping[str, _Form], language: str) -> _Form:
    """How a language says it; nothing where it is not said here, and the section becomes advice."""
    return forms.get("script" if language in languages.SCRIPTS else language, ("", "", ""))


def _written(section: Section, language: str, paths: Sequence[str]) -> str:
    """The text; as advice when its examples do not hold, or cannot be written in the language.

    What is not counted, such as tests, is left out of the scope too.
    """
    aside = (*section.without, *subjects.aside(section.scope, paths))
    without = "".join(f", not `{each}`" for each in aside)
    head = f"## {section.title} {{#{section.id}}}\n\n{section.reason}\n\n"
    scope = f"Scope: {', '.join(f'`{each}`' for each in section.scope)}{without}.\n\n"
    shown = "".join(
        f"\n```{language} {word} path={where}\n{code.rstrip()}\n```\n"
        for word, (where, code) in (("kept", section.kept), ("broken", section.broken))
    )
    text = f"{head}{scope}```check {section.check.rstrip()}\n```\n{shown}"
    if section.kept[1]:
        read = document.parse(text)
        if read.constraints and not read.findings and not examples.run(read.constraints):
            return text
    return f"{head}{scope}`judged`\n"


def _raw(primitive: str) -> str:
    """Code that does a primitive by hand."""
    if primitive == changes.WRITE:
        return 'with open("x", "w") as file:\n    file.write("")\n'
    owner, _, last = primitive.rpartition(".")
    home, _, made = owner.rpartition(".")
    start = f"from {home} import {made}" if home else f"import {owner}"
    return f"{start}\n\n{made}.{last}(...)\n"


def _every(each: arrivals.Arrival) -> tuple[str, str]:
    """(`function handle_*`, a name that it matches); empty when the members share no name."""
    lasts = sorted(changes.last(name) for name in each.members)
    kind = "class" if all(name[:1].isupper() for name in lasts) else "function"
    sample = "Example" if kind == "class" else "example"
    start = _beginning(lasts)
    start = start[: start.rfind("_") + 1]
    end = _beginning([name[::-1] for name in lasts])[::-1]
    found = re.search(r"_[a-z0-9_]+\Z|[A-Z][A-Za-z0-9]*\Z", end[-200:])
    if len(start) > 3:
        return f"{kind} {start}*", f"{start}{sample}"
    if found and len(found[0]) > 3:
        return f"{kind} *{found[0]}", f"{sample}{found[0]}"
    return "", sample


def _beginning(names: Sequence[str]) -> str:
    """What all the names begin with, letter by letter."""
    shared = [letters[0] for letters in zip(*names, strict=False)]
    same = (len(set(letters)) == 1 for letters in zip(*names, strict=False))
    return "".join(letter for letter, _ in takewhile(lambda pair: pair[1], zip(shared, same, strict=True)))


def _together(paths: Sequence[str]) -> str:
    """The glob of the smallest folder that holds all the files; the file itself when there is one."""
    if len(paths) == 1:
        return paths[0]
    folder = os.path.commonpath([path.rpartition("/")[0] or "." for path in paths])
    extension = paths[0].rsplit(".", 1)[-1]
    return f"{folder}/**/*.{extension}" if folder != "." else f"**/*.{extension}"


def _beside(each: arrivals.Arrival) -> str:
    """A path in the scope that is none of the files that may."""
    path = document.example_path(_scope(changes.glob(each.path)), languages.language(each.path))
    return path if path not in each.owners else path.replace("example", "another")


def _scope(glob: str) -> constraint.Scope:
    return constraint.Scope((glob,))


def _files(paths: Iterable[str]) -> str:
    return proposal.named(tuple(paths))


def _named(names: Sequence[str]) -> str:
    return proposal.named(tuple(names))


def _quoted(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_][\w.-]*", name) else f'"{name}"'


def wording(primitive: str) -> str:
    """What a primitive is called in a sentence."""
    return "opening a file for writing" if primitive == changes.WRITE else f"`{primitive}`"
