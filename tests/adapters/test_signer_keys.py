"""Signing with a key: whose it is, what a signature covers, who may sign, what a hostile log could try."""

import os
import subprocess
from pathlib import Path

import pytest

from parti.adapters import signer
from parti.records import refusal

ADA = "ada@example.org"
DATA = b"the design of checkout\n"
SUBJECT = signer.SshSigner()


def make_key(path: Path, comment: str = ADA, *, passphrase: str = "", kind: str = "ed25519") -> Path:
    words = ["ssh-keygen", "-q", "-t", kind, "-N", passphrase, "-C", comment, "-f", str(path)]
    subprocess.run(words, check=True)
    return path


def public(key: Path) -> str:
    """The public key's kind and blob, without its comment."""
    return " ".join(Path(f"{key}.pub").read_text().split()[:2])


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return make_key(tmp_path / "key")


def allowing(folder: Path, *lines: str) -> Path:
    path = folder / "allowed"
    path.write_text("".join(f"{line}\n" for line in lines))
    return path


@pytest.mark.parametrize(
    ("comment", "name", "why"),
    [
        (ADA, ADA, "a mail address"),
        ("Ada of the shop", "Ada of the shop", "a name of several words"),
        ("  Ada  ", "Ada", "blanks around it are not part of it"),
        ("Zoë", "Zoë", "any letters"),
        ("ada@host #2", "ada@host #2", "a sign in the middle"),
    ],
)
def test_the_comment_of_a_key_says_whose_it_is(tmp_path: Path, comment: str, name: str, why: str) -> None:
    assert SUBJECT.sign(DATA, make_key(tmp_path / "key", comment))[0] == name, why


@pytest.mark.parametrize("comment", ["", " ", "\t"])
def test_a_key_that_says_nothing_is_refused_with_the_way_out(tmp_path: Path, comment: str) -> None:
    key = make_key(tmp_path / "key", "x")
    Path(f"{key}.pub").write_text(f"{public(key)} {comment}\n")
    with pytest.raises(refusal.Unready) as caught:
        SUBJECT.sign(DATA, key)
    assert caught.value.sentence == f"The key {key} does not say whose it is."
    assert caught.value.next_step == f"ssh-keygen -c -C you@example.org -f {key}"
    assert caught.value.place == str(key)


@pytest.mark.parametrize(
    ("page", "name", "why"),
    [
        ("{key} ada@example.org\n{key} eve@example.org\n", ADA, "the first key is the one that signs"),
        ("{key}\n{key} eve@example.org\n", None, "a second line lends the first no name"),
        ("# my key\n\n{key} ada@example.org\n", ADA, "a remark before it"),
        ("{key} ada@example.org", ADA, "no line end"),
        ("{key} ada@example.org\r\n", ADA, "the line end of another system"),
        ("", None, "an empty file"),
        ("# nothing\n", None, "a remark alone"),
    ],
)
def test_the_public_half_is_read_as_ssh_reads_it(
    tmp_path: Path, key: Path, page: str, name: str | None, why: str
) -> None:
    Path(f"{key}.pub").write_text(page.format(key=public(key)))
    if name is None:
        with pytest.raises(refusal.Unready, match="does not say whose it is"):
            SUBJECT.sign(DATA, key)
    else:
        assert SUBJECT.sign(DATA, key)[0] == name, why


def test_the_name_of_a_key_may_have_dots(tmp_path: Path) -> None:
    """The public half of `id.work` is `id.work.pub`, not `id.pub`."""
    make_key(tmp_path / "id", "eve@example.org")
    assert SUBJECT.sign(DATA, make_key(tmp_path / "id.work"))[0] == ADA


def test_the_public_half_can_be_named_when_the_private_one_lies_beside_it(
    tmp_path: Path, key: Path
) -> None:
    name, signature = SUBJECT.sign(DATA, Path(f"{key}.pub"))
    assert name == ADA
    assert SUBJECT.verify(DATA, signature, name, allowing(tmp_path, f"{ADA} {public(key)}"))


@pytest.mark.parametrize(
    ("names", "principal", "why"),
    [
        ("ada@example.org", "ada@example.org", "the line's own name, whatever the key is called"),
        ("ada@example.org,ada@example.com", "ada@example.org", "the first of several"),
        ("*@example.org", "", "a line for a group says nothing of who it was"),
        ("*@example.org,ada", "ada", "a name beside the group's"),
    ],
)
def test_a_key_signs_under_the_name_that_the_signers_file_gives_it(
    tmp_path: Path, names: str, principal: str, why: str
) -> None:
    key = make_key(tmp_path / "key", "root@vm")
    _, signature = SUBJECT.sign(DATA, key)
    allowed = allowing(
        tmp_path, f"eve@example.org {public(make_key(tmp_path / 'eve'))}", f"{names} {public(key)}"
    )
    assert SUBJECT.principal(signature, allowed) == principal, why
    if principal:
        assert SUBJECT.verify(DATA, signature, principal, allowed)


def test_rubbish_is_nobodys_signature(tmp_path: Path, key: Path) -> None:
    allowed = allowing(tmp_path, f"{ADA} {public(key)}")
    assert SUBJECT.principal("no signature", allowed) == ""


def test_a_signature_is_armoured_and_made_for_parti(key: Path) -> None:
    signature = SUBJECT.sign(DATA, key)[1]
    assert signature.startswith("-----BEGIN SSH SIGNATURE-----\n")
    assert signature.endswith("-----END SSH SIGNATURE-----\n")
    words = ["ssh-keygen", "-Y", "check-novalidate", "-n", "parti", "-s", "/dev/stdin"]
    path = key.with_name("design")
    path.write_bytes(DATA)
    with path.open("rb") as data, key.with_name("sig").open("w+") as sig:
        sig.write(signature)
        sig.flush()
        done = subprocess.run([*words[:-1], sig.name], stdin=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("place", ["/", ".", "", "..", "folder"])
def test_what_is_no_file_is_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(refusal.Unready, match="could not use the key") as caught:
        SUBJECT.sign(DATA, Path(place))
    assert caught.value.next_step == f"ssh-keygen -l -f {Path(place)}"
    assert caught.value.place == str(Path(place))


def test_a_key_that_is_not_there_says_what_ssh_says(tmp_path: Path) -> None:
    with pytest.raises(refusal.Unready) as caught:
        SUBJECT.sign(DATA, tmp_path / "none")
    assert caught.value.sentence.startswith(f"ssh-keygen could not use the key {tmp_path / 'none'}: ")
    assert "No such file or directory" in caught.value.sentence


def test_a_public_half_that_cannot_be_read_is_told(tmp_path: Path, key: Path) -> None:
    half = Path(f"{key}.pub")
    half.unlink()
    half.mkdir()
    with pytest.raises(refusal.Unready) as caught:
        SUBJECT.sign(DATA, key)
    assert caught.value.sentence == f"{half} cannot be read: Is a directory."
    assert (caught.value.next_step, caught.value.place) == ("check its permissions", str(half))


def test_a_private_half_that_is_gone_is_told(key: Path) -> None:
    key.unlink()
    with pytest.raises(refusal.Unready, match="could not use the key") as caught:
        SUBJECT.sign(DATA, key)
    assert caught.value.place == str(key)


def test_a_key_that_everybody_may_read_is_not_used(key: Path) -> None:
    """OpenSSH's own rule."""
    key.chmod(0o644)
    with pytest.raises(refusal.Unready, match="could not use the key"):
        SUBJECT.sign(DATA, key)


def answers(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A program that stands in for `ssh-keygen`."""
    path = folder / "bin/ssh-keygen"
    path.parent.mkdir()
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{path.parent}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("exit 1", "it said nothing"),
        ("echo first >&2; echo last >&2; exit 1", "last"),
        ("echo; echo ' told  ' >&2; echo >&2; exit 255", "told"),
        ("printf '\\377' >&2; exit 1", "\ufffd"),
    ],
)
def test_the_last_word_of_a_failing_ssh_keygen_is_passed_on(
    tmp_path: Path, key: Path, monkeypatch: pytest.MonkeyPatch, script: str, told: str
) -> None:
    answers(tmp_path, monkeypatch, script)
    with pytest.raises(refusal.Unready) as caught:
        SUBJECT.sign(DATA, key)
    assert caught.value.sentence == f"ssh-keygen could not use the key {key}: {told}"


def test_without_ssh_keygen_nothing_is_taken_for_verified(
    tmp_path: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, signature = SUBJECT.sign(DATA, key)
    allowed = allowing(tmp_path, f"{ADA} {public(key)}")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(refusal.Unready) as caught:
        SUBJECT.verify(DATA, signature, name, allowed)
    assert caught.value.sentence == "The ssh-keygen command is not installed here."
    assert caught.value.next_step == "install OpenSSH (8.1 or newer)"


PEOPLE = [
    ([f"{ADA} {{key}}"], ADA, True, "named"),
    (["eve@example.org {other}", f"{ADA} {{key}}"], ADA, True, "named after another"),
    ([f"eve@example.org,{ADA} {{key}}"], ADA, True, "one key of two people"),
    (["*@example.org {key}"], ADA, True, "a pattern"),
    (["*@example.org,!ada@example.org {key}"], ADA, False, "a pattern with her taken out"),
    ([f'{ADA} namespaces="parti" {{key}}'], ADA, True, "allowed for Parti"),
    ([f'{ADA} namespaces="git" {{key}}'], ADA, False, "allowed for commits alone"),
    ([f'{ADA} valid-before="20200101" {{key}}'], ADA, False, "no longer allowed"),
    ([f'{ADA} valid-after="29990101" {{key}}'], ADA, False, "not yet allowed"),
    ([f"# {ADA} {{key}}"], ADA, False, "struck out"),
    ([f"{ADA} {{other}}"], ADA, False, "her name with another's key"),
    ([f"{ADA} {{key}}"], "ADA@example.org", False, "capitals count"),
    ([f"{ADA} {{key}}"], "*", False, "a pattern is no name"),
    ([f"{ADA} {{key}}"], "", False, "nobody"),
    ([f"{ADA} {{key}}"], f"{ADA},eve@example.org", False, "two names are no name"),
    ([f"{ADA} {{key}}"], f"{ADA}\n", False, "a line end is part of the name"),
    ([f"{ADA} {{key}}"], "-Y", False, "a flag is no name"),
    ([f"{ADA} {{key}}"], f"{ADA}\0", False, "nor is what no command can be given"),
    ([f"{ADA} {{key}}"], "\ud800", False, "nor half a character"),
    (["rubbish"], ADA, False, "a line that is none"),
    ([], ADA, False, "nobody is allowed"),
]


@pytest.mark.parametrize(("lines", "name", "holds", "why"), PEOPLE, ids=[row[3] for row in PEOPLE])
def test_who_may_sign_is_what_the_allowed_signers_file_says(
    tmp_path: Path, key: Path, lines: list[str], name: str, holds: bool, why: str
) -> None:
    other = make_key(tmp_path / "other", "eve@example.org")
    allowed = allowing(tmp_path, *(line.format(key=public(key), other=public(other)) for line in lines))
    signature = SUBJECT.sign(DATA, key)[1]
    assert SUBJECT.verify(DATA, signature, name, allowed) is holds, why


HARM = [
    (lambda text: text, True, "as it was made"),
    (lambda text: text.replace("\n", "\r\n"), None, "with the line ends of another system"),
    (lambda text: "", False, "empty"),
    (lambda text: "checkout", False, "a typed name"),
    (lambda text: text[: len(text) // 2], False, "half of it"),
    (lambda text: text.splitlines()[1], False, "without its armour"),
    (
        lambda text: text[:100] + ("A" if text[100] != "A" else "B") + text[101:],
        False,
        "one letter changed",
    ),
    (lambda text: text + "\ud800", None, "with half a character behind it"),
    (lambda text: "\0" + text, False, "with a zero before it"),
]


@pytest.mark.parametrize(("harm", "holds", "why"), HARM, ids=[row[2] for row in HARM])
def test_a_signature_from_a_log_is_checked_and_never_trips_the_check(
    tmp_path: Path, key: Path, harm: object, holds: bool | None, why: str
) -> None:
    """None: as OpenSSH has it; what counts is that there is an answer."""
    assert callable(harm)
    allowed = allowing(tmp_path, f"{ADA} {public(key)}")
    found = SUBJECT.verify(DATA, harm(SUBJECT.sign(DATA, key)[1]), ADA, allowed)
    assert found in ((True, False) if holds is None else (holds,)), why


@pytest.mark.parametrize(
    "data", [b"", b"\n", DATA.strip(), DATA + b"\n", DATA.replace(b"\n", b"\r\n"), b"\0" + DATA]
)
def test_a_signature_covers_every_byte(tmp_path: Path, key: Path, data: bytes) -> None:
    allowed = allowing(tmp_path, f"{ADA} {public(key)}")
    signature = SUBJECT.sign(DATA, key)[1]
    assert not SUBJECT.verify(data, signature, ADA, allowed)
    assert SUBJECT.verify(data, SUBJECT.sign(data, key)[1], ADA, allowed)


@pytest.mark.parametrize("kind", ["rsa", "ecdsa"])
def test_keys_of_other_kinds_sign_too(tmp_path: Path, kind: str) -> None:
    key = make_key(tmp_path / "key", kind=kind)
    allowed = allowing(tmp_path, f"{ADA} {public(key)}")
    assert SUBJECT.verify(DATA, SUBJECT.sign(DATA, key)[1], ADA, allowed)


@pytest.mark.parametrize("there", [False, True], ids=["nothing", "a folder"])
def test_without_an_allowed_signers_file_it_says_what_to_put_there(tmp_path: Path, there: bool) -> None:
    allowed = tmp_path / "allowed"
    if there:
        allowed.mkdir()
    with pytest.raises(refusal.Unready) as caught:
        SUBJECT.verify(DATA, "", ADA, allowed)
    assert caught.value.sentence == f"There is no allowed-signers file {allowed}."
    assert caught.value.next_step == f"put '<name> <public key>' lines into {allowed}"
    assert caught.value.place == str(allowed)


def test_nothing_is_left_behind(tmp_path: Path, key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a copy of the signature nor a file beside the key."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    allowed = allowing(tmp_path, f"{ADA} {public(key)}")
    before = sorted(tmp_path.iterdir())
    assert SUBJECT.verify(DATA, SUBJECT.sign(DATA, key)[1], ADA, allowed)
    assert not SUBJECT.verify(DATA, "rubbish", ADA, allowed)
    assert list(scratch.iterdir()) == []
    assert sorted(tmp_path.iterdir()) == before
