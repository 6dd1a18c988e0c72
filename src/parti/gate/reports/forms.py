"""The forms of a report by their names; `--report` takes all but the terminal's."""

from collections.abc import Callable, Mapping

from parti.gate import verdict as verdicts
from parti.gate.reports import about as abouts
from parti.gate.reports import envelope, junit, markdown, sarif, terminal

FORMS: Mapping[str, Callable[[verdicts.Verdict, abouts.About], str]] = {
    "terminal": terminal.render,
    "markdown": markdown.render,
    "json": envelope.render,
    "sarif": sarif.render,
    "junit": junit.render,
}
