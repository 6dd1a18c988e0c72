"""Puts a prompt on the clipboard where there is a program for it; nothing depends on it.

Called by `manual`, once a prompt.
"""

import shutil
import subprocess
from collections.abc import Mapping

_PROGRAMS = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("", ("pbcopy",)),
)
_SECONDS = 3


def copy(data: bytes, environment: Mapping[str, str]) -> bool:
    """Whether the clipboard holds the bytes now."""
    for screen, words in _PROGRAMS:
        program = shutil.which(words[0], path=environment.get("PATH", ""))
        if program is None or (screen and not environment.get(screen)):
            continue
        try:
            done = subprocess.run(
                [program, *words[1:]],
                input=data,
                env=dict(environment),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_SECONDS,
                check=False,
            )
        except (OSError, subprocess.SubprocessError):
            continue
        if done.returncode == 0:
            return True
    return False
