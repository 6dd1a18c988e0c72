"""What a Python text imports, read without `re` and without a parse: for a hook that has time for neither.

Called by `constraints.first_look`. Whatever `import_scan` tells of a text is told here too, and sometimes
more; where that one is not sure this one is not sure either. So what holds no forbidden import here holds
none there, which a property test compares on real and on spoiled texts.
"""

from parti.source import modules

_APART = 80
"""How far a dot may stand behind the word that it opens: on the next line, further in."""

Imported = tuple[str, str]
"""A dotted name that comes in, and the dotted name below which it makes others usable."""


def imported(text: str, path: str) -> list[Imported] | None:
    """Every name that the text may import, absolute; None when only a slower reading can tell."""
    if "\f" in text or "import_module" in text or "__import__" in text:
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    found: list[Imported] = []
    at = text.find("import")
    while at >= 0:
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[start:end]
        if not line.isascii() or line.endswith("\\") or text.startswith("\\\n", start - 2):
            return None
        for begin in _beginnings(line):
            if not _statement(line[begin:], text, start + begin, path, found):
                return None
        at = text.find("import", end)
    return found


def may_reach(found: list[Imported], path: str, pattern: str) -> bool:
    """Whether a text may import what a pattern names, or use it through an import; rather yes than no.

    Args:
        found: what `imported` told of the text.
        path: the file; one that lies in what is named uses it without an import.
        pattern: a dotted name that stands for all below it, perhaps with `*`, `?` or `[…]`.
    """
    head = pattern
    for mark in "*?[":
        head = head.split(mark, 1)[0]
    if f".{head}" in f".{modules.module_name(path)}.":
        return True
    for name, usable in found:
        if name.startswith(head) if head != pattern else modules.inside(name, pattern):
            return True
        if head.startswith(usable) or (head != pattern and usable.startswith(head)):
            return True
    return False


def _beginnings(line: str) -> list[int]:
    """Where a statement may begin: at the start, and behind each `;` and `:`."""
    found = [0]
    if ":" in line or ";" in line:
        found += [at + 1 for at, letter in enumerate(line) if letter in ":;"]
    return found


def _statement(rest: str, text: str, begin: int, path: str, found: list[Imported]) -> bool:
    """Adds the names of one statement, when it is an import; `rest` is the line from where it may begin.

    False where a list in brackets spells names in more than one way, or holds what is no name.
    """
    words = rest.lstrip(" \t")
    begin += len(rest) - len(words)
    if words.startswith("import"):
        for loose in _ended(words[len("import") :]).split(","):
            piece = ".".join(part.strip(" \t") for part in loose.split("."))
            name = _first(piece)
            if name:
                renamed = piece.split()[1:2] == ["as"]
                found.append((name, name if renamed else name.split(".", 1)[0]))
    elif words.startswith("from"):
        at = words.find("import", len("from"))
        while at >= 0:
            module = words[len("from") : at].replace(" ", "").replace("\t", "")
            if "#" in module:
                break  # a comment may speak of imports: `# pylint: disable=import-outside-toplevel`
            after = at + len("import")
            if not words[after : after + 1].replace("_", "a").isalnum():
                listed = _listed(words[after:], text, begin + after)
                if not listed.isascii() or not _taken(module, listed, path, found):
                    return False
            at = words.find("import", after)
    return True


def _taken(module: str, listed: str, path: str, found: list[Imported]) -> bool:
    """Adds what `from module import listed` brings in; what cannot be a module brings in nothing that is.

    False where there is nothing, or neither a name nor `*`: the full check may say that it does not parse.
    """
    name = module.lstrip(".")
    origin = modules.absolute(path, len(module) - len(name), name)
    pieces = [piece for part in listed.split(",") for piece in part.split("(") if piece.strip()]
    names = [f"{origin}.{each}".lstrip(".") for each in map(_first, pieces) if each]
    odd = [piece for piece in pieces if not _is_plain(piece)]
    if odd or not pieces:
        names.append(origin)
    found.extend((each, each) for each in names)
    return bool(pieces) and all(piece.split()[0] == "*" for piece in odd)


def _is_plain(piece: str) -> bool:
    """Whether it is a name, or a name with another; anything else may stand for the module itself."""
    words = piece.split()
    return words[0].replace("_", "").isalnum() and (len(words) == 1 or words[1] == "as")


def _listed(rest: str, text: str, begin: int) -> str:
    """The names after `import`, which in brackets may go on below; without comments."""
    if not rest.lstrip(" \t").startswith("("):
        return _ended(rest)
    pieces: list[str] = []
    while begin <= len(text):
        end = text.find("\n", begin)
        end = len(text) if end < 0 else end
        piece = text[begin:end].split("#", 1)[0]
        closed = piece.find(")")
        pieces.append(piece if closed < 0 else piece[:closed])
        if closed >= 0:
            break
        begin = end + 1
    return " ".join(pieces)


def _ended(listed: str) -> str:
    """As far as the statement goes on its line."""
    for mark in ";#":
        listed = listed.split(mark, 1)[0]
    return listed


def _first(piece: str) -> str:
    """The first dotted word; empty when there is none."""
    words = piece.split(None, 1)
    if not words:
        return ""
    word = words[0]
    if word.replace(".", "").replace("_", "").isalnum():
        return word
    letters = "".join(letter if letter.isalnum() or letter in "._" else " " for letter in piece).split()
    return letters[0] if letters else ""


def is_reached(text: str, name: str) -> bool:
    """Whether a word stands behind a dot or in quotes, elsewhere than on the line of an import."""
    at = text.find(name)
    while at >= 0:
        line = text[text.rfind("\n", 0, at) + 1 : at].lstrip()
        if line[-1:] in {".", "'", '"'} and not line.startswith(("import ", "from ")):
            return True
        at = text.find(name, at + 1)
    return False


def is_opened(text: str, name: str) -> bool:
    """Whether a dot stands behind a word, elsewhere than on the line of an import."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if text[end : end + 1 + _APART].lstrip()[:1] == ".":
            line = text[text.rfind("\n", 0, at) + 1 : at].lstrip()
            if not line.startswith(("import ", "from ")):
                return True
        at = text.find(name, end)
    return False
