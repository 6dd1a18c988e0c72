"""Rot that no text of the tree shows: scripts and programs of commands, examples, old breaches, history.

Called by `workflow` with what only it knows: the disk, how commands and examples ended, the change at hand,
git's history. It stands apart from `rot`, because a whole tree that did not change needs no more than this,
and `rot` loads what reads code.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import groupby

import msgspec

from parti.constraints import block, checks, constraint, document, finding

CODE = "constraints/rot"
_INTERPRETERS = frozenset({"sh", "bash", "dash", "zsh", "node", "deno", "ruby", "perl", "php"})


class Went(msgspec.Struct, frozen=True, kw_only=True):
    """What history says of something that is gone, as `workflow` read it through the port."""

    commit: str = ""
    date: str = ""
    subject: str = ""
    now: str = ""
    unknown: str = ""


def scripts(
    rules: Iterable[constraint.Constraint], there: Callable[[str], bool]
) -> Iterator[finding.Finding]:
    """Commands whose program or script lies in the repository by its name, and is not there.

    Args:
        there: whether a path, relative to the root, is on the disk; files that git ignores count.
    """
    for rule in rules:
        path = script(rule)
        if path and not there(path):
            message = f"`{rule.id}` runs `{path}`, which does not exist"
            yield constraint.rotten(rule, message, "correct `run`, or retire the constraint", "error")


def programs(
    rules: Iterable[constraint.Constraint], unstarted: Collection[str]
) -> Iterator[finding.Finding]:
    """Commands that could not be started: the program is not installed here, or is no more.

    Args:
        unstarted: the ids of constraints whose command ended with 127.
    """
    for rule in rules:
        if rule.id in unstarted and not script(rule):
            program = _words(rule)[0]
            message = f"`{rule.id}` runs `{program}`, which is not on the path of programs here"
            yield constraint.rotten(rule, message, f"install `{program}`, or correct `run`")


def _words(rule: constraint.Constraint) -> list[str]:
    import shlex  # only where a constraint runs a command

    try:
        return shlex.split(block.text(rule.options, "run")) or [""]
    except ValueError:
        return [""]


def script(rule: constraint.Constraint) -> str:
    """The path of the repository that a command starts; empty when it starts an installed program."""
    if rule.kind != checks.COMMAND:
        return ""
    program, *rest = _words(rule)
    if "/" in program:
        return "" if program.startswith(("/", "~")) else program.removeprefix("./")
    if program not in _INTERPRETERS and not re.match(r"python[\d.]*\Z", program):
        return ""
    first = rest[0] if rest else "-"
    return "" if first.startswith(("-", "/", "~")) else first.removeprefix("./")


def examples(found: Iterable[finding.Finding]) -> Iterator[finding.Finding]:
    """Findings about examples, said as rot: a check that no longer sees its own example guards nothing."""
    for each in found:
        message = f"an example no longer holds: {each.message}"
        yield msgspec.structs.replace(each, code=CODE, message=message)


def already(
    found: Iterable[finding.Finding], changed: Collection[str], rules: Mapping[str, constraint.Constraint]
) -> Iterator[finding.Finding]:
    """Breaches that no baseline names and that lie in files which the change at hand does not touch.

    Args:
        found: what is broken and not accepted.
        changed: the paths that differ from the main branch.
    """
    old = [each for each in found if each.code in rules and each.level == "error"]
    old = [each for each in old if each.place.path not in changed and each.place.path != document.PATH]
    for code, rows in groupby(sorted(old, key=lambda each: each.code), key=lambda each: each.code):
        places = list(rows)
        where = f"{len(places)} places, the first {places[0].place}" if places[1:] else str(places[0].place)
        message = f"`{code}` was broken before this change in files that it does not touch: {where}"
        fix = "mend them, or a person runs `parti constraints baseline --accept`"
        yield constraint.rotten(rules[code], message, fix)


def told(each: finding.Finding, went: Went) -> finding.Finding:
    """The finding with what history says; its fingerprint stays."""
    place = " in ".join(f"`{part}`" for part in went.now.split(" in ", 1))
    now = f"; now it is {place}" if went.now else ""
    if went.commit:
        said = f"gone since {went.commit[:12]} ({went.date}, “{went.subject}”){now}"
    else:
        said = f"{went.unknown}{now}"
    return msgspec.structs.replace(each, message=f"{each.message}: {said}")
