"""The same findings with and without the scan, and the same as ast-grep's, in three languages.

A part of `bench.speed`. A scan before the parse that misses a word makes a rule silently blind; here every
rule runs over whole published trees with it and without it, and once more in another program.
"""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

from bench.speed import peers, rules, subject
from parti.source.on_disk import LARGEST

SCRIPT: Mapping[str, object] = {
    "console": {"any": [{"pattern": f"console.{name}($$$A)"} for name in ("log", "warn", "error")]},
    "timer": {"any": [{"pattern": "setTimeout($$$A)"}, {"pattern": "setInterval($$$A)"}]},
    "loose-null": {"pattern": "$A == null"},
    "any-cast": {"kind": "as_expression", "has": {"kind": "predefined_type", "regex": "^any$"}},
    "throw-new": {"pattern": "throw new $E($$$A)"},
    "arguments": {"pattern": "$F.apply($$$A)"},
    "json-parse": {"pattern": "JSON.parse($X)"},
    "catch": {"kind": "catch_clause"},
}
GO: Mapping[str, object] = {
    "println": {"any": [{"pattern": "fmt.Println($$$A)"}, {"pattern": "fmt.Printf($$$A)"}]},
    "panic": {"kind": "call_expression", "has": {"field": "function", "regex": "^panic$"}},
    "goroutine": {"kind": "go_statement"},
    "defer": {"kind": "defer_statement"},
    "select": {"kind": "select_statement"},
    "exit": {"kind": "call_expression", "has": {"field": "function", "regex": r"^os\.Exit$"}},
    "background": {
        "kind": "call_expression",
        "has": {"field": "function", "regex": r"^context\.(TODO|Background)$"},
    },
    "error-ignored": {"kind": "assignment_statement", "has": {"field": "left", "regex": "^_$"}},
}
GO_TREE = "golang-github-containerd-containerd-dev"


def sound() -> list[bool]:
    """Every tree that is to be had; one that is not is told by name."""
    print("findings: with the scan, without it, and those of ast-grep")
    good = [_compared(name, str(peers.tree(name)), "LINT", ".py", "Python") for name in peers.TREES]
    for name in peers.SCRIPTS:
        good.append(_compared(name, str(peers.script(name) / "src"), "SCRIPT", ".ts", "TypeScript"))
    unpacked = peers.debian(GO_TREE)
    if unpacked is None:
        print(f"  SKIP {GO_TREE}: not to be had here")
        return good
    return [*good, _compared("containerd", str(unpacked / "usr/share/gocode/src"), "GO", ".go", "Go")]


def _compared(name: str, folder: str, kind: str, ending: str, language: str) -> bool:
    quick, slow = (
        json.loads(_printed(peers.ours("sought", folder, kind, ending, language, how), "."))
        for how in ("scanned", "unscanned")
    )
    program = str(peers.programs() / "ast-grep")
    flags = ["--no-ignore", "hidden", "--no-ignore", "vcs", "--json=stream"]
    words = [program, "scan", "--inline-rules", rules.ast_grep(wanted(kind), language), *flags]
    printed = _printed([*words, "--globs", f"**/*{ending}", "."], folder)
    rows = [json.loads(line) for line in printed.splitlines() if line.startswith("{")]
    theirs = subject.digest(
        f"{row['ruleId']} {Path(row['file'])}:{row['range']['start']['line'] + 1}"
        f":{row['range']['start']['column'] + 1}"
        for row in rows
        if Path(folder, row["file"]).stat().st_size <= LARGEST
    )
    same = quick["places"] == slow["places"] == theirs and quick["findings"] > 0
    how = "the same" if same else f"DIFFERENT: {quick} {slow} {len(rows)} of ast-grep"
    print(f"  {name:<16} {language:<11} {quick['files']:>6} files {quick['findings']:>6} findings   {how}")
    return same


def wanted(kind: str) -> Mapping[str, object]:
    """A set of rules by its name."""
    return {"SCRIPT": SCRIPT, "GO": GO}.get(kind) or getattr(rules, kind)


def _printed(command: list[str], folder: str) -> str:
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True).stdout
