"""How well the lint of CONSTRAINTS.md agrees with a reader: `python -m bench.vagueness [--files FOLDER]`.

Recomputes the figures of docs/vagueness.md from docs/evaluations/vagueness.toml, which holds addresses,
digests and verdicts and no sentence of anybody. Given a folder `<owner>/<repository>/<path>` with the rule
files themselves, it cuts them into sentences again, lints each that was judged, and says where the lint now
decides otherwise than the page tells; `--write` then puts its verdicts into the page. The exit code is 1
when the two differ.
"""

import argparse
import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from parti.constraints import lint

PAGE = Path(__file__).parents[1] / "docs" / "evaluations" / "vagueness.toml"

_FENCE = re.compile(r"\s*(```|~~~)")
_ITEM = re.compile(r"\s*(?:[-*+•]|\d+[.)])\s+(?:\[[ xX]\]\s+)?")
_SKIPPED = re.compile(r"\s*(#|\||<|!\[|\[!|---|===|\*\*\*|>)")
_END = re.compile(r"(?<=[.!?])\s+(?=[\"“(*]*[A-Z`])|(?<=[。！？])")
_SCRIPT = re.compile(r"[^\x00-\u024f]{6}")


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sentence that was judged.

    Args:
        line: where its paragraph or list item begins.
        digest: the first 12 hex digits of the SHA-256 of the sentence.
        judged: what the reader said: empty for concrete, or the reasons as letters: a word of taste (`a`),
            nothing forbidden or required (`b`), nothing named (`c`).
        lint: what the lint says today, in the same letters.
        first: what it said when it met the sentence for the first time.
        should: `should` is the only thing that the reader holds against the sentence.
    """

    line: int
    digest: str
    judged: str = ""
    lint: str = ""
    first: str | None = None
    should: bool = False


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One published file of rules, and the part of the evaluation that it belongs to."""

    repository: str
    path: str
    commit: str
    part: str
    rule: tuple[Rule, ...]


class Figures(msgspec.Struct, frozen=True):
    """How often both say vague, the lint alone, the reader alone, neither."""

    both: int
    alarm: int
    missed: int
    neither: int

    def total(self) -> int:
        return self.both + self.alarm + self.missed + self.neither

    def agreement(self) -> float:
        return (self.both + self.neither) / self.total()

    def precision(self) -> float:
        return self.both / (self.both + self.alarm)

    def recall(self) -> float:
        return self.both / (self.both + self.missed)

    def kappa(self) -> float:
        """Cohen's: agreement beyond what two who never read the sentence would reach."""
        said, judged = self.both + self.alarm, self.both + self.missed
        chance = (said * judged + (self.total() - said) * (self.total() - judged)) / self.total() ** 2
        return (self.agreement() - chance) / (1 - chance)

    def __str__(self) -> str:
        return (
            f"{self.total():>5}  agreement {self.agreement():.2f}  precision {self.precision():.2f}"
            f"  recall {self.recall():.2f}  kappa {self.kappa():.2f}"
        )


def figures(pairs: Iterable[tuple[str, str]]) -> Figures:
    """The figures of (lint, reader) pairs; an empty text means concrete."""
    counts = {(True, True): 0, (True, False): 0, (False, True): 0, (False, False): 0}
    for said, judged in pairs:
        counts[bool(said), bool(judged)] += 1
    return Figures(counts[True, True], counts[True, False], counts[False, True], counts[False, False])


def load(path: Path = PAGE) -> tuple[File, ...]:
    """The page as files with their rules."""
    table = tomllib.loads(path.read_text("utf-8"))
    return msgspec.convert(table["file"], tuple[File, ...])


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """(line, sentence) of the list items and paragraphs of a Markdown text, outside fences and tables."""
    for line, block in _blocks(text):
        flat = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", block).replace("**", "")
        for each in _END.split(re.sub(r"\s+", " ", flat).strip()):
            sentence = each.strip()
            if _counts(sentence):
                yield line, sentence


def _counts(sentence: str) -> bool:
    """Whether a sentence is long enough to be a rule, and no heading of a list."""
    sized = 3 <= len(sentence.split()) <= 45 or _SCRIPT.search(sentence)
    return bool(sized) and len(sentence) < 400 and bool(re.search(r"\w", sentence)) and sentence[-1] != ":"


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    lines = text.splitlines()
    at = 0
    if lines and lines[0].strip() == "---":
        at = next((n + 1 for n in range(1, len(lines)) if lines[n].strip() == "---"), len(lines) - 1)
    block: list[str] = []
    start, fence = 0, ""
    for number, line in enumerate(lines[at:], at + 1):
        mark = _FENCE.match(line)
        item = None if fence or mark else _ITEM.match(line)
        if fence or mark or item or not line.strip() or _SKIPPED.match(line):
            if block and not fence:
                yield start, " ".join(block)
            block = [line[item.end() :].strip()] if item else []
            start = number
            if mark and fence in ("", mark[1]):
                fence = "" if fence else mark[1]
        else:
            start = start if block else number
            block.append(line.strip())
    if block:
        yield start, " ".join(block)


def digest(sentence: str) -> str:
    return hashlib.sha256(sentence.encode()).hexdigest()[:12]


def half(repository: str, path: str) -> str:
    """The half of the first sample that an address falls into."""
    number = int(hashlib.sha256(f"{repository}/{path}".encode()).hexdigest(), 16)
    return "reporting" if number % 2 else "tuning"


def letters(sentence: str) -> str:
    """What the lint says to a sentence, in the letters of the page."""
    names = {"taste": "a", "open": "b", "plain": "b", "nameless": "c"}
    return "".join(sorted({names[each.reason] for each in lint.vague(sentence)}))


def linted(file: File, text: str) -> tuple[Rule, ...]:
    """The rules of a file with the lint's verdict of today; a sentence that is gone keeps its old one."""
    found = {(line, digest(sentence)): sentence for line, sentence in sentences(text)}
    rules = []
    for rule in file.rule:
        sentence = found.get((rule.line, rule.digest))
        rules.append(rule if sentence is None else msgspec.structs.replace(rule, lint=letters(sentence)))
    return tuple(rules)


def dumped(files: Iterable[File]) -> str:
    """The page as TOML: one line a rule."""
    lines = [_HEAD]
    for file in files:
        lines += ["", "[[file]]"]
        lines += [f'{name} = "{getattr(file, name)}"' for name in ("repository", "path", "commit", "part")]
        lines += ["rule = [", *(f"    {_row(rule)}," for rule in file.rule), "]"]
    return "\n".join(lines) + "\n"


_HEAD = """\
# What a reader and the lint said to sentences of published rule files: addresses, digests, verdicts.
# Read by bench/vagueness.py; docs/vagueness.md tells how the files were found, cut and judged."""


def _row(rule: Rule) -> str:
    cells = [f"line = {rule.line}", f'digest = "{rule.digest}"']
    cells += [f'judged = "{rule.judged}"'] if rule.judged else []
    cells += ["should = true"] if rule.should else []
    cells += [f'lint = "{rule.lint}"'] if rule.lint else []
    cells += [f'first = "{rule.first}"'] if rule.first is not None else []
    return f"{{ {', '.join(cells)} }}"


def parts(files: Sequence[File]) -> Mapping[str, tuple[Rule, ...]]:
    """The rules by part, in the order of the page's parts."""
    found: dict[str, tuple[Rule, ...]] = {"tuning": (), "reporting": (), "second": (), "third": ()}
    for file in files:
        found[file.part] = (*found[file.part], *file.rule)
    return found


def shown(files: Sequence[File]) -> Iterator[str]:
    """The report: each part, the first meeting where it was kept, and each reason by itself."""
    rules = [rule for file in files for rule in file.rule]
    homes = {file.repository for file in files}
    yield f"{len(rules)} rules, {len(files)} files, {len(homes)} repositories"
    for name, each in parts(files).items():
        if not each:
            continue
        met = [rule for rule in each if rule.first is not None]
        if met:
            yield f"{name:<10} when first met  {figures((rule.first or '', rule.judged) for rule in met)}"
        yield f"{name:<10} today           {figures((rule.lint, rule.judged) for rule in each)}"
    lenient = [("" if rule.should and rule.lint == "b" else rule.lint, rule) for rule in rules]
    told = figures((said, "" if rule.should else rule.judged) for said, rule in lenient)
    yield f"{'all':<10} should as must  {told}"
    for letter, name in (("a", "taste"), ("b", "open"), ("c", "nameless")):
        alone = [rule for rule in rules if (rule.first if rule.first is not None else rule.lint) == letter]
        right = sum(bool(rule.judged) for rule in alone)
        yield f"refused for {name} alone: {len(alone)}, rightly {right}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures; 1 when the lint decides otherwise than the page tells."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=Path, help="a folder <owner>/<repository>/<path>")
    parser.add_argument("--write", action="store_true", help="put the lint's verdicts into the page")
    asked = parser.parse_args(arguments)
    files = load()
    changed = 0
    if asked.files:
        now = []
        for file in files:
            path = asked.files / file.repository / file.path
            text = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
            now.append(msgspec.structs.replace(file, rule=linted(file, text)))
            cut = {(line, digest(sentence)) for line, sentence in sentences(text)}
            gone = sum((rule.line, rule.digest) not in cut for rule in file.rule)
            other = sum(a.lint != b.lint for a, b in zip(file.rule, now[-1].rule, strict=True))
            changed += other
            if gone or other:
                print(f"{file.repository}/{file.path}: {other} verdicts differ, {gone} sentences not found")
        if asked.write:
            PAGE.write_text(dumped(now), "utf-8")
            files = tuple(now)
    print("\n".join(shown(files)))
    return 1 if changed and not asked.write else 0


if __name__ == "__main__":
    raise SystemExit(main())
