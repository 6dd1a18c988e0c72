"""Real files of this machine by language: what `mutations` begins with.

Called by `worker` and by `__main__`, which must both see the same list: it is made once and handed over as
a file. Languages without a file get the examples of the kinds of check, so that none is left out.
"""

import json
import os
import sysconfig
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from bench.fuzz import documents
from parti.constraints import checks
from parti.source import languages

SHARES: Mapping[str, int] = {
    "python": 9, "javascript": 2, "typescript": 2, "tsx": 1, "go": 2, "java": 2, "rust": 2, "other": 1,
}  # fmt: skip
"""How often each language is drawn, out of the sum."""

ASIDE: tuple[str, ...] = ("constraint document", "baseline", "manifest", "tool output")
"""What else is mutated: one of these after every fourth source file."""

_MOST = 1500
_LARGEST = 150_000
_SKIPPED = frozenset({".git", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"})
_DATA = frozenset({"json", "yaml", "html", "css"})
_TINY: Mapping[str, str] = {
    "go": 'package a\n\nimport "os"\n\nfunc f() { os.Exit(1) }\n',
    "java": "class A { void f() { System.exit(1); } }\n",
    "rust": "use std::fs;\n\nfn f() { fs::write(p, b).unwrap(); }\n",
    "tsx": "export const A = () => <p onClick={() => go(1)}>x</p>;\n",
    "javascript": 'const fs = require("fs");\nfs.writeFileSync("a", `b${c}`);\n',
    "typescript": 'import { f } from "./a";\nexport class A { g(): void { f(this); } }\n',
    "other": "int main(void) { return 0; }\n",
}

Corpus = Mapping[str, Sequence[tuple[str, str]]]
"""By language: (the name that a file has, where it lies; empty for a text of our own, kept in the name)."""


def folders() -> tuple[Path, ...]:
    """Where source files usually lie."""
    known = [sysconfig.get_path("stdlib"), sysconfig.get_path("purelib")]
    home = Path.home()
    usual = ("/usr/share", "/usr/lib/node_modules", "/usr/local/go", "/usr/lib/go", "/usr/lib/jvm")
    own = (home / "go", home / ".cargo/registry", home / ".rustup")
    return tuple(path for path in (*map(Path, (*known, *usual)), *own) if path.is_dir())


def collect(roots: Iterable[Path]) -> Corpus:
    """Files by language, at most some thousand each, spread evenly over what is there."""
    found: dict[str, list[str]] = {language: [] for language in SHARES}
    for path in _files(roots):
        language = languages.language(path)
        if language and language not in _DATA:
            found[language if language in SHARES else "other"].append(path)
    corpus: dict[str, list[tuple[str, str]]] = {}
    for language, paths in found.items():
        paths = sorted(set(paths))
        step = max(1, -(-len(paths) // _MOST))
        corpus[language] = [(Path(path).name, path) for path in paths[::step]]
    for name, text in (*_examples(), *documents.seeds()):
        corpus.setdefault(_group(name), []).append((name, f"={text}"))
    return corpus


def _files(roots: Iterable[Path]) -> Iterator[str]:
    for root in roots:
        for folder, inner, names in os.walk(root):
            inner[:] = sorted(set(inner) - _SKIPPED)
            for name in names:
                path = f"{folder}/{name}"
                if languages.language(name) and _fits(Path(path)):
                    yield path


def _fits(path: Path) -> bool:
    return path.is_file() and 0 < path.stat().st_size < _LARGEST


def _examples() -> Iterator[tuple[str, str]]:
    """The examples of the kinds of check, and one tiny text a language."""
    for kind in checks.kinds():
        check = checks.load(kind)
        if check is not None:
            yield from (*check.KEPT, *check.BROKEN)
    for language, text in _TINY.items():
        yield f"tiny.{'c' if language == 'other' else languages.extension(language)}", text


def _group(name: str) -> str:
    aside = name.split("/", 1)[0]
    if aside in ASIDE:
        return aside
    language = languages.language(name)
    if language in _DATA or not language:
        return "manifest"
    return language if language in SHARES else "other"


def write(corpus: Corpus, path: Path) -> None:
    path.write_text(json.dumps(corpus), "utf-8")


def read(path: Path) -> Corpus:
    found: Corpus = json.loads(path.read_text("utf-8"))
    return found


def data(entry: Sequence[str]) -> bytes:
    """The bytes of an entry; empty when its file has gone."""
    if entry[1].startswith("="):
        return entry[1][1:].encode("utf-8", "replace")
    try:
        return Path(entry[1]).read_bytes()
    except OSError:
        return b""
