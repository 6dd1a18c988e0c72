"""The command line: parse, call one verb of the method, print, exit.

Called by `__main__`. Thin on purpose: the verbs and their help come from the method's table, and what is
printed comes from the verb. Only the standard library is imported before a verb is known, so that
`--help` is as fast as Python itself.
"""

import argparse
import importlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import parti
from parti.adapters import stopping
from parti.cli import arguments, quick, streams
from parti.cli import words as typed
from parti.workflow import table

EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_SURROUNDINGS = 4
EXIT_INTERRUPTED = 130
EXIT_DEFECT = 70


def main(words: Sequence[str]) -> int:
    """Runs one command.

    Returns:
        0 fine · 1 findings · 2 usage · 3 not allowed in this step · 4 environment · 130 interrupted ·
        129 and 143 ended by a closed terminal or a `kill`.
    """
    streams.prepare()
    as_json = "--json" in words
    try:
        found, left = parser(words).parse_known_args(typed.in_order(words))
        options = vars(found)
        as_json = options.pop("json")
        verb = _verb(options)
        if left:
            raise typed.WrongWords(f"{left[0]!r} is one word too many.", f"parti {verb} --help")
        return _run(verb, options, as_json)
    except typed.WrongWords as wrong:
        _say_error(wrong.sentence, wrong.next_step, as_json)
        return EXIT_USAGE
    except stopping.Stopped as stopped:
        _say_error(f"Ended by {stopped.name}; everything recorded so far is kept.", "parti status", as_json)
        return stopped.code
    except KeyboardInterrupt:
        _say_error("Interrupted; everything recorded so far is kept.", "parti status", as_json)
        return EXIT_INTERRUPTED


def parser(words: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The grammar, from the method's table; only as much of it as the words can mean.

    Building every verb's part costs as much as everything else that `parti status` does.
    """
    top = _Parser(prog="parti", description=parti.__doc__, epilog=_overview(), formatter_class=_Overview)
    top.add_argument("--version", action="version", version=f"parti {parti.__version__}")
    top.add_argument("--feature", default="", metavar="NAME", help="a feature other than this branch's")
    top.add_argument("--json", action="store_true", help="one JSON envelope instead of lines")
    subs = top.add_subparsers(dest="verb", metavar="VERB", help="one of the verbs below", prog="parti")
    groups: dict[str, argparse._SubParsersAction[_Parser]] = {}
    for step in _possible(words):
        first, _, second = step.verb.partition(" ")
        if second and first not in groups:
            group = subs.add_parser(first)
            _json_too(group)
            groups[first] = group.add_subparsers(
                dest="sub", metavar="WHAT", required=True, prog=f"parti {first}"
            )
        home = groups[first] if second else subs
        listed: dict[str, Any] = {"help": step.says} if second else {}
        if step.verb in arguments.SHOWN and not {"--help", "-h"}.isdisjoint(words):
            listed["epilog"] = _shown(step.verb)
        one = home.add_parser(second or first, description=_sentence(step), **listed)
        for names, extra in arguments.ARGUMENTS[step.verb]:
            one.add_argument(*names, **extra)  # type: ignore[arg-type]  # options are checked by a test
        _json_too(one)
    return top


def _json_too(part: argparse.ArgumentParser) -> None:
    part.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def _possible(words: Sequence[str]) -> Sequence[table.Step]:
    """The steps that the words may name: one verb's, none for a bare `parti` or `--help`, else all."""
    named = tuple(step for step in table.METHOD if step.verb.split()[0] in words)
    if named or not words or set(words) <= {"--help", "-h", "--version", "--json"}:
        return named
    return table.METHOD


def _run(verb: str, options: dict[str, object], as_json: bool) -> int:
    quick.load_msgspec()
    from parti import bootstrap
    from parti.cli import screen
    from parti.records import refusal
    from parti.workflow.outcome import Outcome

    try:
        feature = str(options.pop("feature"))
        if not as_json and (talk := _conversation(verb, options, feature)) is not None:
            return talk
        module, _, name = table.step(verb).at.partition(":")
        work: Callable[..., Outcome] = getattr(importlib.import_module(f"parti.workflow.{module}"), name)
        outcome = work(bootstrap.house(feature), **options)
    except refusal.Refusal as refused:
        _say_error(refused.sentence, refused.next_step, as_json, refused.place)
        return refused.exit_code
    except Exception as error:  # noqa: BLE001  # the one catch-all of this door: a defect of ours
        _say_error(
            f"Parti itself failed: {type(error).__name__}: {error}", "parti doctor, and report it", as_json
        )
        return EXIT_DEFECT
    return _printed(lambda: screen.show(outcome, as_json), 0 if outcome.ok else EXIT_FINDINGS)


def _printed(show: Callable[[], None], code: int) -> int:
    """Prints; the exit code is the verb's own, except when nobody could be told what it found."""
    error = streams.attempt(show)
    if error is None:
        return code
    _say_error(f"The output could not be written: {error.strerror}.", "write it elsewhere", False)
    return EXIT_SURROUNDINGS


def _conversation(verb: str, options: dict[str, object], feature: str) -> int | None:
    """At a terminal, `ask` goes on until it is done and `answer` asks for the words; None elsewhere."""
    asks = verb == "ask" and not options["question"] and not options["every"]
    given = any(options.get(name) for name in ("text", "option", "defaults", "from_file"))
    answers = verb == "answer" and options["question"] and not given
    if not (asks or answers) or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    from parti import bootstrap
    from parti.cli import screen, talk

    try:
        if asks:
            talk.interview(lambda: bootstrap.house(feature))
            return 0
        outcome = talk.answer(lambda: bootstrap.house(feature), str(options["question"]))
    except EOFError:
        _say_error("The terminal was closed; every answer so far is kept.", "parti ask", False)
        return EXIT_INTERRUPTED
    screen.show(outcome, False)
    return 0 if outcome.ok else EXIT_FINDINGS


def _verb(options: dict[str, object]) -> str:
    verb, sub = options.pop("verb"), options.pop("sub", None)
    if verb is None:
        options["every"] = False
        return "status"
    return f"{verb} {sub}" if sub else str(verb)


def _say_error(sentence: str, next_step: str, as_json: bool, place: str = "") -> None:
    sentence, next_step, place = map(streams.shortened, (sentence, next_step, place))
    if as_json:
        finding = {
            "code": "refused",
            "severity": "error",
            "message": sentence,
            "place": {"path": place},
            "fix": next_step,
        }
        data = {"lines": [], "next": next_step}
        envelope = streams.json_of({"ok": False, "data": data, "findings": [finding]})
        streams.attempt(lambda: print(envelope))
    where = f" ({place})" if place and place not in sentence else ""
    rows = [f"parti: {_printable(sentence)}{_printable(where)}", f"next: {_printable(next_step)}"]
    if sys.stderr.isatty():
        from parti.cli import folding  # only for a person at a terminal

        rows = [line for row in rows for line in folding.folded(row, folding.width())]
    streams.complain("\n".join(rows))


def _printable(text: str) -> str:
    shown = "".join(c if c.isprintable() or c == " " else repr(c)[1:-1] for c in text)
    return shown.encode("utf-8", "replace").decode("utf-8")


def _overview() -> str:
    rows = []
    for phase, title in table.PHASES.items():
        rows.append(f"\n{title}")
        rows += [f"  {s.verb:<23}{s.says}" for s in table.METHOD if s.phase == phase]
    return "\n".join(rows)


def _sentence(step: table.Step) -> str:
    guard = f" Refuses unless: {step.guard}." if step.guard else ""
    return f"{step.says[0].upper()}{step.says[1:]}.{guard}"


def _shown(verb: str) -> str:
    """The file that a verb reads or writes, as an example: our documentation is not in their project."""
    return (Path(parti.__file__).parent / f"library/texts/help-{verb}.md").read_text("utf-8")


class _Formatter(argparse.HelpFormatter):
    """Of fixed width: argparse makes one for each argument and would measure the terminal each time."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=100)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        """Prose is filled; an example of many lines stays as it is."""
        return text if "\n" in text else super()._fill_text(text, width, indent)


class _Overview(_Formatter, argparse.RawDescriptionHelpFormatter):
    """With the list of verbs as it is."""


class _Parser(argparse.ArgumentParser):
    """Usage errors in Parti's own form: a sentence, then the next command."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"formatter_class": _Formatter, "allow_abbrev": False, **options})

    def error(self, message: str) -> "None":  # type: ignore[override]  # it does not return
        raise typed.WrongWords(f"{message[0].upper()}{message[1:]}.", f"{self.prog} --help")

    def _print_message(self, message: str, file: Any = None) -> None:
        if code := _printed(lambda: print(message, end=""), 0):
            sys.exit(code)
