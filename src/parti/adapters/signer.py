"""A person's agreement, for `ports.Signer`: typed at the terminal, or signed with an SSH key.

Made by `bootstrap`. `terminal` opens the controlling terminal itself and never looks at standard input, so
neither a pipe nor a flag nor a variable can stand in for the person. The SSH way is for teams and CI:
`ssh-keygen` makes and checks the signature, and an allowed-signers file says whose it may be.
"""

import os
import select
import subprocess
import tempfile
import termios
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from parti.records import files, refusal

NAMESPACE = "parti"
"""Keeps a signature made for Parti from passing elsewhere, and the other way round."""


_LOOK_UP = 0.5
"""Seconds after which the wait for a typed name looks whether it was interrupted."""


class SshSigner(msgspec.Struct, frozen=True):
    """Asks a person.

    Args:
        device: the controlling terminal of whatever process opens it.
    """

    device: Path = Path("/dev/tty")

    def terminal(self, sentence: str, expected: str) -> bool:
        """Asks for `expected` at the controlling terminal; False when something else is typed."""
        try:
            handle = os.open(self.device, os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC)
        except OSError as error:
            raise _no_terminal() from error
        try:
            return _asked(handle, f"{sentence}\nType {expected} to sign: ").strip() == expected
        except OSError as error:
            raise _no_terminal() from error
        finally:
            os.close(handle)

    def sign(self, data: bytes, key: Path) -> tuple[str, str]:
        """An SSH signature over data: (signer, armoured signature). The key may be its public half."""
        signer = _name_of(key)
        done = _keygen(["-Y", "sign", "-n", NAMESPACE, "-f", str(key)], data)
        if done.returncode != 0:
            raise _key_failed(key, done)
        return signer, done.stdout.decode("ascii")

    def principal(self, signature: str, allowed: Path) -> str:
        """Whose key made a signature, after an allowed-signers file; empty when it is nobody's there.

        A line may be for a whole group (`*@example.org`); that says nothing of who it was.
        """
        with _beside(signature, allowed) as path:
            done = _keygen(["-Y", "find-principals", "-f", str(allowed), "-s", str(path)], b"")
        lines = done.stdout.decode("utf-8", "replace").splitlines() if done.returncode == 0 else []
        names = (name.strip() for line in lines for name in line.split(","))
        return next((name for name in names if name and not set(name) & set("*?!")), "")

    def verify(self, data: bytes, signature: str, signer: str, allowed: Path) -> bool:
        """Whether an SSH signature over data is by that signer, after an allowed-signers file."""
        with _beside(signature, allowed) as path:
            words = ["-Y", "verify", "-n", NAMESPACE, "-I", signer, "-f", str(allowed), "-s", str(path)]
            try:
                return _keygen(words, data).returncode == 0
            except ValueError:  # the name, read from a log, is none that a command can be given
                return False


@contextmanager
def _beside(signature: str, allowed: Path) -> Iterator[Path]:
    """A signature as a file, which is what the command reads, beside a file of names that is there."""
    if not allowed.is_file():
        raise refusal.Unready(
            f"There is no allowed-signers file {allowed}.",
            next_step=f"put '<name> <public key>' lines into {allowed}",
            place=str(allowed),
        )
    with tempfile.TemporaryDirectory(prefix="parti-") as scratch:
        path = Path(scratch) / "signature"
        files.write(path, signature.encode("utf-8", "replace"))
        yield path


def _asked(handle: int, question: str) -> str:
    """One line from the terminal; what was typed before the question does not count."""
    if os.tcgetpgrp(handle) != os.getpgrp():
        raise refusal.Unready(
            "Only a person at a terminal can sign, and this process runs in the background of one.",
            next_step="run the same command in the foreground",
        )
    termios.tcflush(handle, termios.TCIFLUSH)
    os.write(handle, question.encode())
    typed = b""
    while not typed.endswith(b"\n"):
        # An interrupt that comes right before a read would wait for the next key, as long as that takes.
        if not select.select([handle], [], [], _LOOK_UP)[0]:
            continue
        piece = os.read(handle, 1024)
        if not piece:
            os.write(handle, b"\n")
            raise _not_signed()
        typed += piece
    return typed.decode("utf-8", "replace")


def _name_of(key: Path) -> str:
    """The comment of the public key."""
    public = key if key.suffix == ".pub" else Path(f"{key}.pub")
    try:
        text = public.read_text("utf-8", "replace")
    except FileNotFoundError:
        done = _keygen(["-y", "-f", str(key)], b"")
        if done.returncode != 0:
            raise _key_failed(key, done) from None
        text = done.stdout.decode("utf-8", "replace")
    except OSError as error:
        raise refusal.Unready(
            f"{public} cannot be read: {error.strerror}.",
            next_step="check its permissions",
            place=str(public),
        ) from error
    lines = (line for line in text.split("\n") if line.strip() and not line.startswith("#"))
    words = next(lines, "").split(maxsplit=2)
    if len(words) < 3 or not words[2].strip():
        raise refusal.Unready(
            f"The key {key} does not say whose it is.",
            next_step=f"ssh-keygen -c -C you@example.org -f {key}",
            place=str(key),
        )
    return words[2].strip()


def _keygen(words: Sequence[str], data: bytes) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["ssh-keygen", *words], input=data, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise refusal.Unready(
            "The ssh-keygen command is not installed here.", next_step="install OpenSSH (8.1 or newer)"
        ) from error


def _key_failed(key: Path, done: subprocess.CompletedProcess[bytes]) -> refusal.Unready:
    said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["it said nothing"]
    return refusal.Unready(
        f"ssh-keygen could not use the key {key}: {said[-1]}",
        next_step=f"ssh-keygen -l -f {key}",
        place=str(key),
    )


def _no_terminal() -> refusal.Unready:
    return refusal.Unready(
        "Only a person at a terminal can sign, and this process has no terminal.",
        next_step="run the same command in a terminal of your own, or sign with --key <your SSH key>",
    )


def _not_signed() -> refusal.NotAllowed:
    return refusal.NotAllowed(
        "Nothing was signed.", next_step="run the same command again when you are ready"
    )
