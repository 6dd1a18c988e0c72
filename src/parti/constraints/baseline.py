"""The baseline: findings accepted on the day of adoption, as a ratchet that only shrinks.

Called by `check` and the gate through `workflow`, which reads and writes the file. Keys leave line numbers
out, so code that moves stays accepted; copies are counted, so a second one is new. Where a line reads like
many others, what stands around it is part of the key (`apart`); an older entry goes by its line alone. A
line that was only written in another style, or whose file got another name, takes its entry along
(`same_code`): the list gets no longer by that. A line that went from a file that is still there is new,
unless its whole function went; so is a line with other words, unless it was rewritten where it stands and
still does the forbidden thing (`moves`): a mended breach buys no other. An entry that nothing needs any
more is a finding, because it would let the same breach back in unseen; so is one that only the change at
hand explains, until the list is written anew.
"""

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from parti.constraints import finding
from parti.records import refusal

if TYPE_CHECKING:
    from parti.constraints import moves, same_code

PATH = ".parti/baseline.json"
_FORMAT = 1
_ACCEPT = "parti constraints baseline --accept"
_SHRINK = "parti constraints baseline --shrink"

Went = Callable[[Collection[str]], "Sequence[moves.Moved]"]
"""Where the lines of some files were before a change; asked only when an entry is left over and a finding
is not accepted."""


Came = Callable[[str], Collection[int]]
"""Which lines of a file a change brought; asked only when an accepted line stands there more often."""


Text = Callable[[str], str]
"""What stands in a file now; asked only where a line may have gone to another function."""


def _no_text(path: str) -> str:
    del path
    return ""


def _nothing(paths: Collection[str]) -> "Sequence[moves.Moved]":
    del paths
    return ()


def _no_lines(path: str) -> Collection[int]:
    del path
    return ()


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Accepted findings of one fingerprint; `around` is there where their line reads like many others."""

    code: str
    path: str
    snippet: str
    count: int
    around: str = ""


class Baseline(msgspec.Struct, frozen=True):
    """What is accepted, by fingerprint."""

    entries: Mapping[str, Entry] = {}


class Applied(msgspec.Struct, frozen=True):
    """Findings told apart: what is new, what is accepted, and entries that nothing needs."""

    new: tuple[finding.Finding, ...]
    accepted: tuple[finding.Finding, ...]
    stale: tuple[finding.Finding, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    findings: dict[str, Entry]


def load(text: str, path: str = PATH) -> Baseline:
    """The baseline in a file's text; an empty text is an empty baseline.

    Raises:
        refusal.Unready: the text is not a baseline, which must never pass for an empty one.
    """
    if not text.strip():
        return Baseline()
    try:
        read = msgspec.json.decode(text.encode("utf-8", "replace"), type=_File)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise _unready(f"the baseline cannot be read: {error}", path) from error
    if read.format != _FORMAT:
        raise _unready(f"the baseline has format {read.format}, and this Parti reads {_FORMAT}", path)
    if any(entry.count < 1 for entry in read.findings.values()):
        raise _unready("the baseline holds an entry with a count below 1", path)
    return Baseline(read.findings)


def _unready(sentence: str, path: str) -> refusal.Unready:
    return refusal.Unready(
        sentence,
        next_step=f"restore {path} from git, or delete it, then run `{_ACCEPT}` to accept anew",
        place=path,
    )


def dump(baseline: Baseline) -> str:
    """Canonical JSON: sorted, one entry a line, so that a review shows what was taken out.

    Raises:
        refusal.Unready: a path holds bytes that are no UTF-8, which JSON cannot say.
    """
    import json  # only for writing

    for entry in baseline.entries.values():
        if not _is_text(entry.path):
            raise _unnamed(entry.path)
    rows = {key: msgspec.to_builtins(entry) for key, entry in sorted(baseline.entries.items())}
    lines = [
        f"  {json.dumps(k)}: {json.dumps(v, sort_keys=True, ensure_ascii=False)}" for k, v in rows.items()
    ]
    inner = "{\n" + ",\n".join(lines) + "\n }" if lines else "{}"
    return f'{{\n "findings": {inner},\n "format": {_FORMAT}\n}}\n'


def _is_text(path: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in path)


def _unnamed(path: str) -> refusal.Unready:
    shown = "".join(char if char.isprintable() else ascii(os.fsencode(char))[2:-1] for char in path)
    return refusal.Unready(
        f"The name of {shown} is not UTF-8, so {PATH} cannot hold what is found there.",
        next_step=f"rename it: git mv $'{shown}' <new name>, or mv where git does not have it",
        place=shown,
    )


def accept(findings: Iterable[finding.Finding]) -> Baseline:
    """A baseline of these findings: only ever on a person's explicit wish.

    Only broken constraints can be accepted; what is wrong with the document itself must be put right.
    """
    rows = [each for each in findings if acceptable(each)]
    counts = Counter(each.fingerprint() for each in rows)
    return Baseline(
        {
            each.fingerprint(): Entry(
                code=each.code,
                path=each.place.path,
                snippet=each.snippet,
                count=counts[each.fingerprint()],
                around=each.around,
            )
            for each in rows
        }
    )


def acceptable(each: finding.Finding) -> bool:
    """Whether a baseline may hold it: an error, and one of a constraint."""
    return each.level == "error" and "/" not in each.code


def apply(
    baseline: Baseline,
    findings: Iterable[finding.Finding],
    covered: Collection[str] | None = None,
    there: Collection[str] | None = None,
    went: Went = _nothing,
    came: Came = _no_lines,
    text: Text = _no_text,
) -> Applied:
    """Tells findings apart.

    Args:
        covered: the paths of a run on changed files; None for a whole run.
        there: the paths of the tree, to know which files are gone; None when nobody knows.
        went: where lines were before the change at hand; nothing when no change is known.
        came: which lines it brought: of findings that read the same, these are the new ones.
        text: what stands in a file now.
    """
    every = tuple(findings)
    needed = _needed(baseline, every, covered, there, came, text)
    moved = _moved(baseline, every, needed, covered, went, text)
    spent = Counter(needed.values())
    stale = tuple(
        _stale(entry, entry.count - spent[key])
        for key, entry in sorted(baseline.entries.items())
        if entry.count > spent[key] and (covered is None or entry.path in covered)
    )
    needed |= moved
    return Applied(
        tuple(each for at, each in enumerate(every) if at not in needed),
        tuple(each for at, each in enumerate(every) if at in needed),
        stale,
    )


def _needed(
    baseline: Baseline,
    findings: Sequence[finding.Finding],
    covered: Collection[str] | None,
    there: Collection[str] | None,
    came: Came = _no_lines,
    text: Text = _no_text,
) -> dict[int, str]:
    """Which entry accepts which finding, by its index; the surest matches go first.

    An entry that its own line no longer needs may follow that line: only within the run, whose files
    were looked through, and never when its key is not the one that its text makes.
    """
    if not baseline.entries:
        return {}
    left = Counter({key: entry.count for key, entry in baseline.entries.items()})
    needed: dict[int, str] = {}
    open_ = [at for at, each in enumerate(findings) if acceptable(each)]
    for at in _old_first(open_, findings, left, came):
        key = findings[at].fingerprint()
        if left[key] > 0:
            left[key] -= 1
            needed[at] = key
    older = [at for at in open_ if at not in needed and findings[at].around]
    for at in _old_first(older, findings, left, came, _by_line):
        key = _by_line(findings[at])
        if left[key] > 0:
            left[key] -= 1
            needed[at] = key
    free = {
        key: entry
        for key, entry in baseline.entries.items()
        if left[key] > 0 and (covered is None or entry.path in covered) and _is_true(key, entry)
    }
    if not free:
        return needed
    gone = {entry.path for entry in free.values()} - set(there) if there is not None else set()
    from parti.constraints import same_around, same_code  # compare lines, which most runs have none of

    for same in (*same_code.MATCHES, None):
        for at in open_:
            each = findings[at]
            fitting = (
                key
                for key, entry in free.items()
                if left[key] > 0
                and entry.code == each.code
                and (entry.path == each.place.path or entry.path in gone)
                and (
                    _reads(same, entry, each, text)
                    if same
                    else same_around.is_grown(entry.around, each.around)
                )
            )
            key = next(fitting, "") if at not in needed else ""
            if key:
                left[key] -= 1
                needed[at] = key
    return needed


def _by_line(each: finding.Finding) -> str:
    """How an entry knows it that was written when lines alone were compared."""
    return finding.fingerprint(each.code, each.place.path, each.snippet)


def _reads(same: "same_code.Same", entry: Entry, each: finding.Finding, text: Text) -> bool:
    """Whether the lines are the same, and so is what tells them apart."""
    from parti.constraints import apart, same_around

    was, now = apart.whole(entry.snippet, entry.around), apart.whole(each.snippet, each.around)
    return (
        same((entry.path, was), (each.place.path, now))
        and same_around.is_same(entry.around, each.around)
        and not (entry.around and same_around.is_left(entry.around, each.around, text(entry.path)))
    )


def _old_first(
    open_: Sequence[int],
    findings: Sequence[finding.Finding],
    left: Mapping[str, int],
    came: Came,
    key: Callable[[finding.Finding], str] = finding.Finding.fingerprint,
) -> Sequence[int]:
    """The findings in their order, but what a change brought behind what it reads the same as."""
    keys = {at: key(findings[at]) for at in open_}
    more = {key for key, count in Counter(keys.values()).items() if 0 < left.get(key, 0) < count}

    lines = {path: came(path) for path in {findings[at].place.path for at in open_ if keys[at] in more}}

    def is_new(at: int) -> bool:
        place = findings[at].place
        return keys[at] in more and place.line in lines[place.path]

    return sorted(open_, key=is_new) if more else open_


def _moved(
    baseline: Baseline,
    findings: Sequence[finding.Finding],
    needed: Mapping[int, str],
    covered: Collection[str] | None,
    went: Went,
    text: Text = _no_text,
) -> dict[int, str]:
    """Which entry accepts a finding by the very line that its own line was before the change."""
    left = Counter({key: entry.count for key, entry in baseline.entries.items()})
    left.subtract(needed.values())
    open_ = [at for at, each in enumerate(findings) if acceptable(each) and at not in needed]
    free = {entry.path for key, entry in baseline.entries.items() if left[key] > 0}
    free = free if covered is None else free.intersection(covered)
    found: dict[int, str] = {}
    lines = went({findings[at].place.path for at in open_}) if open_ and free else ()
    if not lines:
        return found
    from parti.constraints import rewritten, same_around  # reads code, which a kept answer does without

    for move in lines:
        for at in open_:
            each = findings[at]
            if move.origin not in free or move.path != each.place.path or at in found:
                continue
            keys = (
                finding.fingerprint(each.code, move.origin, line, beside)
                for line, around in rewritten.before(move, each)
                for beside in dict.fromkeys((around, ""))
                if not same_around.is_left(around, each.around, text(move.origin))
            )
            key = next((key for key in keys if left[key] > 0), "")
            if key:
                left[key] -= 1
                found[at] = key
    return found


def _is_true(key: str, entry: Entry) -> bool:
    return key == finding.fingerprint(entry.code, entry.path, entry.snippet, entry.around)


def shrink(
    baseline: Baseline,
    findings: Iterable[finding.Finding],
    there: Collection[str] | None = None,
    went: Went = _nothing,
    text: Text = _no_text,
) -> Baseline:
    """The baseline without what a whole run no longer finds; never more accepted than before.

    What a line took along to another style, name of its file or file is written as it is now; see `apply`.
    """
    every = tuple(findings)
    needed = _needed(baseline, every, None, there, text=text)
    return accept(every[at] for at in needed | _moved(baseline, every, needed, None, went, text))


def _stale(entry: Entry, rest: int) -> finding.Finding:
    times = f" ({rest} of {entry.count})" if entry.count > 1 else ""
    return finding.Finding(
        code="constraints/baseline",
        level="error",
        message=f"the baseline accepts a breach of `{entry.code}` that is gone{times}",
        place=finding.Place(path=entry.path),
        fix=f"run `{_SHRINK}`",
        snippet=" ".join(filter(None, (f"{entry.code}:", entry.snippet, entry.around))),
    )
