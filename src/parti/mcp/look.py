"""The door of an agent's hook: was a file that was just edited left fine? `python -I -S …/look.py FILE…`

Its twin is `parti look`, which it becomes, with the same words, whenever it cannot say at once that there
is nothing to mend. It imports no more than that answer needs, because a hook runs after each edit.
"""

import os
import sys


def main() -> int:
    """Says that the files are fine, or lets the full program say how they are."""
    names = sys.argv[1:]
    try:
        said = _said(names)
    except Exception:  # noqa: BLE001  # the one catch-all of this door: what goes wrong here is looked at there
        said = ""
    if said:
        # parti: allow print-in-cli -- this is a door too, and cannot import the other
        sys.stdout.write(f"{said}\n")
        return 0
    # parti: allow world-in-adapters -- it becomes the full program, and starts no other process
    return os.execv(sys.executable, [sys.executable, "-P", "-m", "parti", "look", *names])


def _said(names: list[str]) -> str:
    """That there is nothing to mend; empty when that is not known here."""
    if not names or any(name[:1] in {"-", ""} for name in names):
        return ""
    if "parti" not in sys.modules:
        sys.path.insert(0, __file__.rpartition("/parti/")[0])  # first: no other folder is searched
    from parti.workflow import glance

    root = glance.root()
    value = glance.kept(_cache(), root) if root else None
    return glance.fine(len(names)) if value is not None and glance.clean(value, root, names) else ""


def _cache() -> str:
    """Where derived files lie, as `bootstrap` says too; it is not asked, since it imports all of Parti."""
    # parti: allow environment-in-bootstrap -- bootstrap imports all of Parti, and this must not
    home = os.environ.get("HOME", "/")
    # parti: allow environment-in-bootstrap -- bootstrap imports all of Parti, and this must not
    return f"{os.environ.get('XDG_CACHE_HOME') or f'{home}/.cache'}/parti"


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    # parti: allow world-in-adapters -- it ends its own process
    os._exit(code)  # to take the interpreter down in order costs a tenth of the answer, and nothing is open
