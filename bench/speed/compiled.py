"""The import graphs of Go, Java and Rust, held to `go list`, to `jdeps` and to a reader of syntax trees.

Called by `bench.speed` as the part `compiled`. The references see what a compiler sees, which is not what
the text says; so each edge that only one side has is put into a class by a test of its own, and one that
fits none is a fault. What is not installed is told by name.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import pairs
from bench.speed import peers, subject
from parti.source.graph import read as graphs

Edge = tuple[str, str]
Side = Callable[[Edge], str]
UNEXPLAINED = "NOT EXPLAINED"
JAVA_MODULE = "jdk.compiler"
OFFLINE = {"GOPROXY": "off", "GOFLAGS": "-mod=mod", "GO111MODULE": "on"}
PLAIN = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:[^\"\\\n]|\\.)*\"", re.DOTALL)

QUOTED = re.compile(rf"\br(#+)\".*?\"\1|{PLAIN.pattern}", re.DOTALL)


def compiled() -> list[bool]:
    """All three; one that is not to be had is neither good nor bad."""
    print("import graphs of compiled languages")
    return [good for part in (go, java, rust) for good in part()]


def compare(ours: set[Edge], theirs: set[Edge], mine: Side, yours: Side) -> bool:
    """Prints what both have and the classes of what one has; whether every edge was explained."""
    both, more, less = (len(each) for each in (ours & theirs, ours - theirs, theirs - ours))
    print(f"    {both} edges agreed, {more} only ours, {less} only theirs")
    good = True
    for who, edges, side in (("ours", ours - theirs, mine), ("theirs", theirs - ours, yours)):
        classes: dict[str, list[Edge]] = {}
        for edge in sorted(edges):
            classes.setdefault(side(edge), []).append(edge)
        for name, rows in sorted(classes.items(), key=lambda row: -len(row[1])):
            print(f"      {len(rows):>6}  only {who}: {name}")
            if name == UNEXPLAINED:
                good = False
                print(*(f"              {one} → {other}" for one, other in rows[:20]), sep="\n")
    return good


def graph(folder: Path, ending: str) -> set[Edge]:
    """Our edges between files of a language."""
    found: list[list[str]] = json.loads((folder / "edges.json").read_text())
    return {(one, other) for one, other in found if one.endswith(ending)}


def timed(name: str, folder: Path, *theirs: list[str], rounds: int = 3) -> None:
    """Prints the median ratio of processor times in pairs, after a warm-up."""
    rows = []
    ours = [sys.executable, "-m", "bench.speed.subject", "graph", str(folder), ""]
    for _ in range(rounds + 1):
        mine = pairs.once(ours, Path.cwd()).cpu
        cost = sum(
            pairs.once(each, Path.cwd() if "bench" in each[2] else folder, {**os.environ, **OFFLINE}).cpu
            for each in theirs
        )
        rows.append((mine / cost, mine, cost))
    ratio, mine, cost = sorted(rows[1:])[rounds // 2]
    print(f"  {name:<56} {ratio:7.2f} ×  ({mine:.2f} s ÷ {cost:.2f} s)")


def go() -> Iterator[bool]:
    """Between packages, because that is what `go list` tells."""
    tree = peers.debian("golang-github-containerd-containerd-dev")
    if not shutil.which("go") or tree is None:
        print("  go list: not to be had here")
        return
    folder = tree / "usr/share/gocode/src/github.com/containerd/containerd"
    command = ["go", "list", "-e", "-json", "./..."]
    timed("containerd ÷ go list", folder, command)
    said = subprocess.run(
        command, cwd=folder, env={**os.environ, **OFFLINE}, capture_output=True, text=True, check=True
    ).stdout
    module = re.findall(r"^module (\S+)", (folder / "go.mod").read_text(), re.MULTILINE)[0]
    theirs: set[Edge] = set()
    built: set[str] = set()
    for row in json_stream(said):
        here = str(Path(str(row["Dir"])).relative_to(folder))
        for kind in ("GoFiles", "CgoFiles", "TestGoFiles", "XTestGoFiles"):
            built.update(str(Path(here, name)) for name in row.get(kind, []))
        for kind in ("Imports", "TestImports", "XTestImports"):
            for name in row.get(kind, []):
                inner = str(Path(name[len(module) + 1 :] or "."))
                if (
                    f"{name}/".startswith(f"{module}/")
                    and inner != here
                    and any((folder / inner).glob("*.go"))
                ):
                    theirs.add((here, inner))
    files = graph(folder, ".go")
    ours = {(str(Path(a).parent), str(Path(b).parent)) for a, b in files} - {(a, a) for a, _ in theirs}
    ours = {(a, b) for a, b in ours if a != b}

    def mine(edge: Edge) -> str:
        by = [a for a, b in files if (str(Path(a).parent), str(Path(b).parent)) == edge]
        if not any(path in built for path in by):
            return "by files that the build leaves out for this system"
        return UNEXPLAINED

    yield compare(ours, theirs, mine, lambda edge: UNEXPLAINED)


def json_stream(text: str) -> Iterator[dict[str, list[str]]]:
    """The values of a text that has one after another."""
    decoder, at = json.JSONDecoder(), 0
    while at < len(text.rstrip()):
        row, at = decoder.raw_decode(text, at)
        yield row
        at += len(text[at:]) - len(text[at:].lstrip())


def java() -> Iterator[bool]:
    """The compiler's own sources, against what is in the bytecode."""
    program = shutil.which("javac")
    archive = Path(program).resolve().parent.parent / "lib/src.zip" if program else None
    if archive is None or not archive.exists() or not shutil.which("jdeps"):
        print("  javac and jdeps with the sources of the JDK: not to be had here")
        return
    folder = peers.cache() / "java"
    if not (folder / JAVA_MODULE).exists():
        with zipfile.ZipFile(archive) as file:
            names = [name for name in file.namelist() if name.startswith(f"{JAVA_MODULE}/")]
            file.extractall(folder, names)
    out = folder / "out"
    sources = sorted(path.relative_to(folder).as_posix() for path in (folder / JAVA_MODULE).rglob("*.java"))
    (folder / "sources").write_text("\n".join(sources))
    compile_it = ["javac", "-nowarn", "-proc:none", "-d", str(out)]
    compile_it += ["--patch-module", f"{JAVA_MODULE}={JAVA_MODULE}", "@sources"]
    inspect = ["jdeps", "-verbose:class", str(out)]
    timed(f"{JAVA_MODULE} ÷ (javac + jdeps)", folder, compile_it, inspect, rounds=1)
    said = subprocess.run(inspect, capture_output=True, text=True, check=True).stdout
    texts = {path: (folder / path).read_text("utf-8", "replace") for path in sources}
    theirs = set()
    for one, other in re.findall(r"^   (\S+) +-> (\S+) ", said, re.MULTILINE):
        a, b = (source(name, texts) for name in (one, other))
        if a and b and a != b:
            theirs.add((a, b))

    def mine(edge: Edge) -> str:
        name = Path(edge[1]).stem
        words = Counter(re.findall(r"\w+", PLAIN.sub(" ", texts[edge[0]])))
        if re.search(rf"^import static [\w.]*\b{name}\b", texts[edge[0]], re.MULTILINE):
            return "an `import static` whose constant the compiler wrote in, or that nothing needs"
        if words[name] <= 1:
            return "imported for its comments, or for nothing"
        if not re.search(rf"^import [\w.]+\.{name}[.;]", texts[edge[0]], re.MULTILINE):
            return UNEXPLAINED
        return "imported by name and used, gone from the bytecode (constants, erased types)"

    def yours(edge: Edge) -> str:
        code = re.sub(r"^(?:import|package) .*", "", PLAIN.sub(" ", texts[edge[0]]), flags=re.MULTILINE)
        name = Path(edge[1]).stem
        if Path(edge[0]).parent == Path(edge[1]).parent:
            return "of the same package"
        if re.search(rf"\b{Path(edge[1]).parent.name}\.{name}\b", code):
            return "written out in full, without an import"
        if not re.search(rf"\b{name}\b", code):
            return "reached without being named: a type that another one returns, holds or inherits"
        package = edge[1].removesuffix(f"/{name}.java").removeprefix(f"{JAVA_MODULE}/").replace("/", ".")
        others = re.findall(rf"^import ([\w.]+)\.{name};", texts[edge[0]], re.MULTILINE)
        nested = not re.search(rf"(?<![\w.]){name}\b", code)
        if nested or (others and package not in others):
            return "reached without being named, where the name means another class"
        return UNEXPLAINED

    yield compare(graph(folder, ".java"), theirs, mine, yours)


def source(name: str, texts: dict[str, str]) -> str:
    """The file of a class of the module; empty for one from elsewhere or without a file of its name."""
    path = f"{JAVA_MODULE}/{name.partition('$')[0].replace('.', '/')}.java"
    return path if path in texts else ""


def without_texts(folder: Path, chosen: set[str]) -> Iterator[Edge]:
    """Our edges when the comments and quoted texts of some files are left out."""
    read = subject.reader(str(folder))
    paths = [path for path in subject.walk(str(folder), "") if path.endswith((".rs", ".toml"))]
    yield from graphs.edges(
        paths, lambda path: QUOTED.sub(" ", read(path)) if path in chosen else read(path)
    )


def rust() -> Iterator[bool]:
    """The compiler and its library, against a reader that follows `mod` through syntax trees."""
    tree = peers.debian("rust-src")
    if tree is None:
        print("  the sources of Rust: not to be had here")
        return
    folder = peers.cache() / "rust"
    if not folder.exists():
        (base,) = (tree / "usr/src").glob("rustc-*")
        for part in ("compiler", "library"):
            shutil.copytree(base / part, folder / part, symlinks=True)
    theirs = [sys.executable, "-m", "bench.speed.rust_modules", str(folder)]
    timed("the compiler of Rust ÷ a reader of syntax trees", folder, theirs, rounds=1)
    said = json.loads(subprocess.run(theirs, capture_output=True, text=True, check=True).stdout)
    reached, macros, placed, twice = (set(said[key]) for key in ("reached", "macros", "placed", "twice"))
    ours = graph(folder, ".rs")
    wanted = {(one, other) for one, other in said["edges"]}
    spoken = set(
        without_texts(folder, {one for one, _ in ours - wanted if one in reached - macros - placed})
    )
    to_placed = {one for one, other in ours | wanted if other in placed}

    def mine(edge: Edge) -> str:
        one, other = edge
        if one not in reached or other not in reached:
            return "a file that only a `mod` in a macro or in other conditions reaches"
        if one in macros:
            return "`use` in the body of a macro"
        if one in placed or other in placed or one in to_placed:
            return "a module that `#[path]` put elsewhere"
        if edge not in spoken:
            return "`use` at the start of a line inside a text or a comment"
        return UNEXPLAINED

    def yours(edge: Edge) -> str:
        one, other = edge
        if one in placed or other in placed or one in to_placed:
            return "a module that `#[path]` put elsewhere"
        if other in twice:
            return "a module that is a file and, in other conditions, written out"
        if "/tests/" in one and "/tests/" in other:
            return "a module of a test crate, taken for a crate of its own (MISSED)"
        return UNEXPLAINED

    yield compare(ours, wanted, mine, yours)
