"""Whether a command showed that it ran a test: by what the runners that people use print at the end.

Called by `suite`. `runner_output` counts where a count can be trusted; here any sign is enough, because
all that hangs on it is a warning.
"""

import re

from parti.chunks import testfiles
from parti.gate import runner_output

_SIGNS = re.compile(
    r"\b[1-9]\d* (?:passed|passing|failed|failing|tests?\b|examples?\b|specs?\b|scenarios?\b|assertions?\b)"
    r"|\[ *100%\][ \t]*$|^ok\s+\S+\s+(?:[\d.]+m?s|\(cached\))|^--- PASS|^PASS\b|^ok \d+\b|^1\.\.[1-9]|✔"
    r"|\bTests run: [1-9]|> Task :\S*[tT]est(?![\w-])(?! (?:NO-SOURCE|SKIPPED))|\bPassed: +[1-9]"
    r"|100% tests passed|(?<!\b[Nn]o )\b[Tt]ests? [Ss]uites?\b(?!: +0\b)",
    re.MULTILINE,
)


def a_test(command: str, output: str) -> bool:
    """Whether this output of a command speaks of a test that ran; never where a command only says so."""
    return not testfiles.runs_nothing(command) and bool(_SIGNS.search(runner_output.plain(output)))
