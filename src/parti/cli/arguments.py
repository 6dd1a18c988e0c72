"""What each verb takes on the command line, as data.

Read by `app`. A name here is a parameter of the verb's function; a test holds both to each other. Flags
are few on purpose: at most six a verb.
"""

from argparse import ArgumentTypeError
from collections.abc import Mapping

Spec = tuple[tuple[str, ...], dict[str, object]]


def _flag(*names: str, **options: object) -> Spec:
    return names, options


def _many(name: str, says: str) -> Spec:
    return _flag(f"--{name}", action="append", default=[], metavar="TEXT", help=says)


def _number(text: str) -> int:
    """A chunk's number; 0 stands for a missing one and is not said by anybody."""
    try:
        number = int(text)
    except ValueError:
        raise ArgumentTypeError(f"invalid int value: {text!r}") from None
    if number < 1:
        raise ArgumentTypeError(f"chunks are counted from 1, and {text} is none")
    return number


_KEY = _flag("--key", default="", metavar="ID", help="replace the one with this id")
_MODEL = _flag("--model", action="append", default=[], metavar="NAME", help="a model of the settings")
_SPEND = _flag("--spend", default="", metavar="DOLLARS", help="allow calls that may cost this much")

SHOWN = ("init", "answer")
"""Verbs whose help ends with the file that they write or read, as an example."""

ARGUMENTS: Mapping[str, tuple[Spec, ...]] = {
    "init": (),
    "new": (
        _flag("wish", help="what you wish for, in one sentence"),
        _flag("--name", default="", help="the feature's name; made from the wish when missing"),
        _flag("--lane", choices=("small", "normal", "deep"), default="normal", help="how much ceremony"),
    ),
    "close": (_flag("reason", help="why it ends"),),
    "problem": (
        _flag("situation", nargs="?", default="", help="who does what today"),
        _many("needed", "what must be true for an outside observer"),
        _many("never", "what must never happen, even once"),
        _many("quantities", "a number with its unit"),
        _many("given", "a fixed fact, and because of what"),
        _many("unknown", "what is not known yet"),
        _flag("--out-of-scope", action="append", default=[], metavar="TEXT", help="what is left out"),
    ),
    "leak": (
        _flag("words", help="words of the problem that look like a solution"),
        _flag(
            "--is",
            dest="how",
            required=True,
            choices=("given", "preference", "example", "requirement"),
            help="what they are",
        ),
        _flag("--because", default="", help="who or what fixes it; needed for given"),
    ),
    "neutral": (
        _flag("--confirm", action="store_true", help="send this wording from here on; a person only"),
        _flag("--drop", action="store_true", help="send the form by rules again; a person only"),
        _MODEL,
        _SPEND,
    ),
    "seal": (
        _flag("file", nargs="?", default="", help="your design, in Markdown or TOML; tells when missing"),
        _flag("--none", action="store_true", help="record that you have no design of your own"),
        _flag("--template", action="store_true", help="print the form"),
        _flag("--edit", action="store_true", help="make a private file to fill, and say where it is"),
    ),
    "kind list": (),
    "kind confirm": (
        _flag("named", nargs="*", metavar="NAME=KIND", help="components; those detected when missing"),
    ),
    "kind add": (
        _flag("kind", help="the new kind's name"),
        _flag("--what", required=True, help="one line on what it is"),
        _flag("--in", dest="inputs", action="append", default=[], metavar="FLOW", help="what flows in"),
        _flag("--out", dest="outputs", action="append", default=[], metavar="FLOW", help="what flows out"),
    ),
    "propose": (
        _flag("--count", type=int, default=0, metavar="N", help="how many; as the lane says when missing"),
        _flag("--model", action="append", default=[], metavar="NAME", help="ask this one; may be repeated"),
        _flag("--spend", default="", metavar="DOLLARS", help="agree to spend this much"),
    ),
    "compare": (
        _flag("--model", action="append", default=[], metavar="NAME", help="a judge; may be repeated"),
        _flag("--spend", default="", metavar="DOLLARS", help="agree to spend this much"),
    ),
    "choose": (
        _flag("design", metavar="DESIGN", help="p-1, …, its label, or own"),
        _flag("--because", required=True, help="why"),
        _flag("--borrow", action="append", default=[], metavar="DESIGN:ROW", help="take a row of another"),
        _flag(
            "--override", action="append", default=[], metavar="DEFEATER=WHY", help="choose in spite of it"
        ),
    ),
    "ask": (
        _flag("question", nargs="?", default="", metavar="Q-ID", help="one question by its id"),
        _flag("--all", dest="every", action="store_true", help="list every question"),
    ),
    "answer": (
        _flag("question", nargs="?", default="", metavar="Q-ID", help="the question"),
        _flag("text", nargs="?", default="", help="the answer; asked for at a terminal when missing"),
        _flag("--option", type=int, default=0, metavar="N", help="take a listed option"),
        _flag("--defaults", action="store_true", help="accept the defaults of medium and low severity"),
        _flag("--from", dest="from_file", default="", metavar="FILE", help="a conversation in a file"),
    ),
    "scout": (
        _flag("question", nargs="?", default="", metavar="Q-ID", help="only for this question"),
        _flag("--all", dest="every", action="store_true", help="for closed questions too"),
        _flag(
            "--accept",
            action="append",
            default=[],
            metavar="Q-ID",
            help="take what was found as the answer",
        ),
    ),
    "consult": (_MODEL, _SPEND),
    "waive": (
        _flag("question", metavar="Q-ID", help="the question"),
        _flag("reason", help="why it may stay open"),
        _flag("--until", default="", help="a date or an event; needed for blocker and high"),
        _flag("--not-applicable", action="store_true", help="it does not apply here at all"),
    ),
    "decide": (
        _flag("title", help="what was decided on"),
        _flag("--choice", required=True, help="what was chosen"),
        _flag("--because", required=True, help="why"),
        _flag("--reject", action="append", default=[], metavar="OPTION: WHY", help="what was not chosen"),
        _KEY,
    ),
    "invariant": (_flag("text", help="what always holds"), _flag("--why", required=True, help="why"), _KEY),
    "failure": (
        _flag("component", help="a confirmed component"),
        _flag("mode", help="what goes wrong"),
        _flag("--handling", required=True, help="what then happens"),
        _flag("--evidence", required=True, metavar="KIND: WHAT", help="what shows that it does"),
        _KEY,
    ),
    "data": (
        _flag("name", help="the data structure"),
        _flag("--shape", default="", help="its fields in words"),
        _flag("--owner", required=True, help="who alone may write it"),
        _many("field", "a field: `name: type`, then primary, unique or foreign DATA"),
        _KEY,
    ),
    "machine": (
        _flag("name", help="the thing whose life it is"),
        _flag("--initial", required=True, metavar="STATE", help="the state that it begins in"),
        _flag("--final", action="append", default=[], metavar="STATE", help="a state that it ends in"),
        _flag("--on", action="append", default=[], metavar="ROW", help="STATE, EVENT -> STATE: EFFECT"),
        _KEY,
    ),
    "module": (_flag("path", help="the module's path"), _flag("--why", required=True, help="why"), _KEY),
    "withdraw": (_flag("key", metavar="ID", help="an id or a component"), _flag("reason", help="why")),
    "challenge": (
        _flag("claim", metavar="ID", help="a decision, invariant, failure mode, or p-1:<slot>"),
        _flag("text", nargs="?", default="", help="the objection, or E-…; probes alone when missing"),
        _flag(
            "--as", dest="kind", default="", metavar="KIND", help="its kind, when Parti reads it wrongly"
        ),
        _flag(
            "--rival", default="", metavar="TEXT", help="the other position; the first rejected if missing"
        ),
        _flag("--model", action="append", default=[], metavar="NAME", help="ask these models, in turn"),
        _flag("--spend", default="", metavar="DOLLARS", help="consent to this much"),
    ),
    "evidence": (
        _flag("text", help="what is so, in a sentence; or E-… to say how it is known"),
        _flag(
            "--for", dest="bears", action="append", default=[], metavar="ID", help="the claim it is about"
        ),
        _flag("--ref", default="", metavar="REF", help="where it comes from"),
        _flag("--vouch", action="store_true", help="a person stands for it"),
        _flag("--verified-by", default="", metavar="REF", help="the file, test or document that shows it"),
        _flag(
            "--as", dest="kind", default="", metavar="KIND", help="its kind, when Parti reads it wrongly"
        ),
    ),
    "design": (_flag("--write", action="store_true", help="write design.md"),),
    "agree": (_MODEL, _SPEND),
    "lock": (_flag("--key", default="", metavar="FILE", help="sign with this SSH private key"),),
    "amend": (_flag("reason", help="why a signed design must change"),),
    "absorb": (_flag("--yes", dest="apply", action="store_true", help="append the amendments shown"),),
    "plan": (_flag("file", nargs="?", default="", help="a plan in TOML; shows the plan when missing"),),
    "brief": (
        _flag("number", nargs="?", type=_number, default=0, help="the chunk; the next when missing"),
    ),
    "check": (
        _flag("number", nargs="?", type=_number, default=0, help="the chunk; the next when missing"),
        _flag("--base", default="", metavar="REV", help="the commit that the chunk began from"),
    ),
    "look": (
        _flag("named", nargs="*", metavar="FILE", help="files of this repository"),
        _flag("--hook", action="store_true", help="print the command that an agent's hook runs"),
    ),
    "gate": (
        _flag(
            "--report",
            action="append",
            default=[],
            metavar="FORMAT=FILE",
            help="also write: markdown, json, sarif, junit",
        ),
    ),
    "constraints list": (),
    "constraints test": (
        _flag("only", nargs="*", metavar="ID", help="these constraints; all when missing"),
    ),
    "constraints baseline": (
        _flag("--accept", action="store_true", help="accept today's findings (once, at adoption)"),
        _flag("--shrink", action="store_true", help="drop entries that no longer occur"),
        _flag("--gone-rules", action="store_true", help="with --shrink: of rules that cannot be read, too"),
    ),
    "constraints candidates": (
        _flag("--base", default="", metavar="REV", help="the commit before the change"),
    ),
    "constraints dismiss": (
        _flag("key", help="the candidate, as its finding names it"),
        _flag("--because", required=True, help="why it needs no section"),
        _flag("--base", default="", metavar="REV", help="the commit before the change"),
    ),
    "constraints explain": (
        _flag("kind", nargs="?", default="", help="a kind of check; lists them when missing"),
    ),
    "constraints import": (
        _flag("only", nargs="*", metavar="ID", help="these proposals; all when missing"),
        _flag("--write", action="store_true", help="append them to CONSTRAINTS.md"),
    ),
    "constraints mine": (
        _flag("--top", type=int, default=20, metavar="N", help="how many to show; 20 when missing"),
    ),
    "constraints adopt": (_flag("wanted", nargs="+", metavar="N|KEY", help="proposals by number or key"),),
    "sync": (
        _flag(
            "--for", dest="wanted", default="", metavar="AGENTS", help="these, for example claude,cursor"
        ),
        _flag("--check", action="store_true", help="write nothing; exit with 1 when a file is stale"),
        _flag("--remove", action="store_true", help="take the block out again"),
        _flag("--price", action="store_true", help="only tell what each rule costs in tokens"),
    ),
    "status": (_flag("--all", dest="every", action="store_true", help="every feature"),),
    "log": (_flag("--last", type=int, default=0, metavar="N", help="only the last N records"),),
    "why": (_flag("identity", metavar="ID", help="Q-…, D-…, p-1, a call, a chunk C-1, or a record's id"),),
    "ledger": (_flag("claim", nargs="?", default="", metavar="ID", help="one claim; all when missing"),),
    "graph": (_flag("--depth", type=int, default=2, metavar="N", help="folders deep, 2 by default"),),
    "doctor": (),
}
