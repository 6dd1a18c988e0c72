"""Ends a command whose Parti was killed: nobody else would, and it would go on in a checkout of the next.

Called by `runner`. Beside each command a shell waits at one end of a pipe, of which Parti holds the other.
When Parti dies, however that comes, the pipe is closed by the operating system and the shell ends the
command's process group. A lock that the command inherits would only keep others away from its checkout;
a death signal of the parent is Linux's alone and does not reach the command's children.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_WAIT = 'read -r line || kill -KILL "-$0" 2>/dev/null'


@contextmanager
def beside(group: int) -> Iterator[None]:
    """Has somebody wait beside a process group; the group must not be reaped before this is left."""
    theirs, ours = os.pipe()
    try:
        try:
            waiting = _begun(group, theirs)
        finally:
            os.close(theirs)
        try:
            yield
        finally:
            if waiting is not None:
                waiting.kill()
                waiting.wait()
    finally:
        os.close(ours)


def _begun(group: int, handle: int) -> "subprocess.Popen[bytes] | None":
    """In a session of its own: what ends Parti's own group must leave it. None where there is no shell."""
    with suppress(OSError):
        return subprocess.Popen(
            ["/bin/sh", "-c", _WAIT, str(group)],
            cwd="/",
            env={},
            stdin=handle,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    return None
