"""Who can sign: a person at a terminal, and nobody else, however they try."""

import subprocess
from pathlib import Path

import pytest

from parti.adapters import signer
from parti.records import refusal
from tests.fakes import real

ASK = """
import sys
from parti.adapters import signer
from parti.records import refusal
try:
    print(signer.SshSigner().terminal("Sign the design of checkout?", "checkout"))
except refusal.Refusal as error:
    print(type(error).__name__, "|", error.sentence, "|", error.next_step)
"""
IN_BACKGROUND = """
import os, signal
signal.signal(signal.SIGHUP, signal.SIG_IGN)
child = os.fork()
if child == 0:
    os.setpgid(0, 0)
""" + "\n".join(f"    {line}" for line in ASK.strip().splitlines())
IN_BACKGROUND += "\n    sys.stdout.flush()\n    os._exit(0)\nos.waitpid(child, 0)\n"


def test_a_person_at_a_terminal_reads_the_sentence_and_signs() -> None:
    said, screen = real.at_terminal(ASK, b"checkout\n", wait_for=b"to sign: ")
    assert said == "True\n"
    assert "Sign the design of checkout?" in screen


def test_a_pipe_cannot_sign() -> None:
    said = real.without_terminal(ASK, stdin=b"checkout\n" * 10)
    assert said.startswith("Unready | Only a person at a terminal can sign")


def test_a_pipe_does_not_help_at_a_terminal_either() -> None:
    code = "import os\nr, w = os.pipe(); os.write(w, b'checkout\\n'); os.dup2(r, 0)\n" + ASK
    said, _ = real.at_terminal(code, b"no\n", wait_for=b"to sign: ")
    assert said == "False\n"


@pytest.mark.parametrize("name", ["PARTI_SIGN", "PARTI_YES", "CI", "TTY", "SSH_TTY", "GPG_TTY"])
def test_no_variable_can_sign(name: str) -> None:
    said = real.without_terminal(ASK, stdin=b"checkout\n", environment={name: "checkout"})
    assert said.startswith("Unready")


def test_no_flag_can_sign() -> None:
    code = "import sys; sys.argv += ['--yes', '--sign=checkout', 'checkout']\n" + ASK
    assert real.without_terminal(code).startswith("Unready")


def test_what_was_typed_before_the_question_does_not_count() -> None:
    code = "import os, time\nos.write(1, b'')\nt = os.open('/dev/tty', os.O_RDWR); os.write(t, b'early')\n"
    code += "time.sleep(0.5)\n" + ASK.replace("print(signer", 'print("asked"); print(signer')
    said, _ = real.at_terminal(code, b"checkout\n", wait_for=b"early", timeout=3)
    assert "True" not in said


@pytest.mark.parametrize("key", [b"\x03", b"\x04"], ids=["ctrl-c", "ctrl-d"])
def test_leaving_the_question_signs_nothing(key: bytes) -> None:
    said, _ = real.at_terminal(ASK, key, wait_for=b"to sign: ")
    assert "True" not in said
    assert ("KeyboardInterrupt" in said) == (key == b"\x03")
    assert ("NotAllowed | Nothing was signed." in said) == (key == b"\x04")


def test_an_interrupt_that_comes_right_before_the_wait_is_not_kept_until_the_next_key() -> None:
    """`interrupt_main` marks an interrupt without ending a system call, as one that comes before does."""
    code = """
import _thread, sys, threading, time
from parti.adapters import signer
def later():
    time.sleep(1)
    _thread.interrupt_main()
threading.Thread(target=later, daemon=True).start()
try:
    signer.SshSigner().terminal("Sign the design of checkout?", "checkout")
except KeyboardInterrupt:
    print("interrupted")
"""
    said, _ = real.at_terminal(code, b"", wait_for=b"to sign: ", timeout=8)
    assert said == "interrupted\n"


def test_half_a_word_signs_nothing() -> None:
    said, _ = real.at_terminal(ASK, b"check\x04\x04", wait_for=b"to sign: ")
    assert said.startswith("NotAllowed | Nothing was signed.")


def test_in_the_background_of_a_terminal_it_refuses_and_does_not_stop() -> None:
    said, _ = real.at_terminal(IN_BACKGROUND, b"checkout\n", wait_for=b"to sign: ")
    assert "in the background" in said


def test_the_question_names_the_word_on_a_line_of_its_own() -> None:
    _, screen = real.at_terminal(ASK, b"checkout\n", wait_for=b"to sign: ")
    first, second = screen.splitlines()[:2]
    assert first == "Sign the design of checkout?"
    assert second.removesuffix("checkout") == "Type checkout to sign: ", "the echo is the terminal's own"


NO_TERMINAL = (
    "Unready | Only a person at a terminal can sign, and this process has no terminal. | "
    "run the same command in a terminal of your own, or sign with --key <your SSH key>\n"
)


@pytest.mark.parametrize(
    "device", ["/nowhere/tty", "/dev/null", "/"], ids=["missing", "no terminal", "a folder"]
)
def test_what_is_no_terminal_is_told_so(device: str) -> None:
    code = ASK.replace("SshSigner()", f"SshSigner(Path({device!r}))")
    said = real.without_terminal("from pathlib import Path\n" + code, stdin=b"checkout\n")
    assert said == NO_TERMINAL


def test_a_terminal_of_somebody_else_is_not_asked(tmp_path: Path) -> None:
    """A program may open a terminal of its own making and type into it; it is not the controlling one."""
    code = "import os, pty\nfrom pathlib import Path\nours, theirs = pty.openpty()\n"
    code += "os.write(ours, b'checkout\\n')\n"
    code += ASK.replace("SshSigner()", "SshSigner(Path(os.ttyname(theirs)))")
    assert real.without_terminal(code) == NO_TERMINAL


def test_leaving_says_what_to_do_next() -> None:
    said, _ = real.at_terminal(ASK, b"\x04", wait_for=b"to sign: ")
    assert said == "NotAllowed | Nothing was signed. | run the same command again when you are ready\n"


def test_a_word_that_was_put_right_before_the_end_signs() -> None:
    said, _ = real.at_terminal(ASK, b"chackout\x15checkout\n", wait_for=b"to sign: ")
    assert said == "True\n"


def test_only_the_first_line_counts() -> None:
    said, _ = real.at_terminal(ASK, b"no\ncheckout\n", wait_for=b"to sign: ")
    assert said == "False\n"


def test_what_is_no_text_signs_nothing() -> None:
    said, _ = real.at_terminal(ASK, b"\xff\xfecheckout\n", wait_for=b"to sign: ")
    assert said == "False\n"


def test_the_background_is_told_what_to_do() -> None:
    said, screen = real.at_terminal(IN_BACKGROUND, b"checkout\n", wait_for=b"to sign: ")
    assert said == (
        "Unready | Only a person at a terminal can sign, and this process runs in the background of one. | "
        "run the same command in the foreground\n"
    )
    assert "Sign the design" not in screen


def test_no_handle_on_the_terminal_stays_open() -> None:
    count = "len(os.listdir('/proc/self/fd'))"
    code = f"import os\nbefore = {count}\n{ASK}\nprint({count} - before)\n"
    said, _ = real.at_terminal(code, b"checkout\n", wait_for=b"to sign: ")
    assert said == "True\n0\n"


def make_key(path: Path, comment: str, passphrase: str = "") -> Path:
    words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", comment, "-f", str(path)]
    subprocess.run(words, check=True)
    return path


def test_a_key_without_a_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(refusal.Unready, match="does not say whose it is") as caught:
        signer.SshSigner().sign(b"x", make_key(tmp_path / "key", ""))
    assert "ssh-keygen -c" in caught.value.next_step


def test_a_key_whose_public_half_is_lost_still_has_its_name(tmp_path: Path) -> None:
    key = make_key(tmp_path / "key", "ada@example.org")
    key.with_suffix(".pub").unlink()
    assert signer.SshSigner().sign(b"x", key)[0] == "ada@example.org"


def test_rubbish_is_no_key(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("rubbish")
    with pytest.raises(refusal.Unready, match="could not use the key"):
        signer.SshSigner().sign(b"x", key)


def test_a_signature_for_another_purpose_does_not_count(tmp_path: Path) -> None:
    key = make_key(tmp_path / "key", "ada@example.org")
    allowed = tmp_path / "allowed"
    allowed.write_text(f"ada@example.org {key.with_suffix('.pub').read_text()}")
    words = ["ssh-keygen", "-Y", "sign", "-n", "git", "-f", str(key)]
    other = subprocess.run(words, input=b"design", capture_output=True, check=True).stdout.decode()
    subject = signer.SshSigner()
    assert not subject.verify(b"design", other, "ada@example.org", allowed)
    assert subject.verify(b"design", subject.sign(b"design", key)[1], "ada@example.org", allowed)


def test_without_ssh_keygen_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = make_key(tmp_path / "key", "ada@example.org")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(refusal.Unready, match="ssh-keygen command is not installed"):
        signer.SshSigner().sign(b"x", key)
