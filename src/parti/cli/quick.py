"""A third-party package, loaded without the part of it that costs most and gives Parti nothing.

Called by `app` before it loads a verb, because a program that hooks and prompts ask many times an hour
should start about as fast as a command line that does nothing (`python -m bench.start_up`). Standard
library only.
"""

import contextlib
import sys

_PREFERRED = "typing_extensions"
"""What msgspec prefers to `typing` where it happens to be installed, for names that every Python which runs
Parti has in `typing`. It brings `inspect`, `ast` and `dis` along: a sixth of the whole start."""


def load_msgspec() -> None:
    """Loads msgspec as if `typing_extensions` were not installed.

    A later msgspec that cannot do without it is left alone: the next import loads it in the usual way.
    """
    if _PREFERRED in sys.modules:
        return
    sys.modules[_PREFERRED] = None  # type: ignore[assignment]  # an import of it now fails at once
    try:
        with contextlib.suppress(ImportError):
            import msgspec  # noqa: F401
    finally:
        del sys.modules[_PREFERRED]
