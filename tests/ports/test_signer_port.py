"""What every signer does."""

import subprocess
from pathlib import Path

import pytest

from parti import ports
from parti.adapters import signer
from parti.records import refusal
from tests.fakes import real
from tests.fakes.signer import RIGHT, FakeSigner

ASK = """
from parti.adapters import signer
from parti.records import refusal
try:
    print(signer.SshSigner().terminal("Sign the design of checkout?", "checkout"))
except refusal.Refusal as error:
    print(type(error).__name__, error.sentence)
"""


class SignerCase:
    @pytest.fixture
    def subject(self) -> ports.Signer:
        raise NotImplementedError

    def typed(self, text: str | None) -> str:
        """What comes of a person typing something: `True`, `False` or the refusal's class."""
        raise NotImplementedError

    @pytest.fixture
    def key(self, tmp_path: Path) -> Path:
        path = tmp_path / "key"
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "ada@example.org", "-f", str(path)]
        subprocess.run(words, check=True)
        return path

    @pytest.fixture
    def allowed(self, key: Path) -> Path:
        kind, public, _ = key.with_suffix(".pub").read_text().split()
        path = key.with_name("allowed")
        path.write_text(f"ada@example.org {kind} {public}\n")
        return path

    def test_the_right_word_signs(self) -> None:
        assert self.typed("checkout") == "True"

    @pytest.mark.parametrize(
        "text",
        [
            "y",
            "yes",
            "",
            "Checkout",
            "checkout please",
            "check",
            "checkout.",
            "checkout2",
            "'checkout'",
            "chéckout",
        ],
    )
    def test_any_other_word_does_not(self, text: str) -> None:
        assert self.typed(text) == "False"

    def test_without_a_terminal_it_refuses(self) -> None:
        assert self.typed(None) == "Unready"

    def test_a_signature_holds(self, subject: ports.Signer, key: Path, allowed: Path) -> None:
        name, signature = subject.sign(b"design", key)
        assert name == "ada@example.org"
        assert subject.verify(b"design", signature, name, allowed)

    def test_other_data_other_people_and_rubbish_do_not(
        self, subject: ports.Signer, key: Path, allowed: Path
    ) -> None:
        name, signature = subject.sign(b"design", key)
        assert not subject.verify(b"Design", signature, name, allowed)
        assert not subject.verify(b"design", signature, "eve@example.org", allowed)
        assert not subject.verify(b"design", "no signature", name, allowed)

    def test_nobody_allowed_is_nobody(self, subject: ports.Signer, key: Path, tmp_path: Path) -> None:
        name, signature = subject.sign(b"design", key)
        nobody = tmp_path / "nobody"
        nobody.write_text("")
        assert not subject.verify(b"design", signature, name, nobody)

    def test_a_signature_leads_to_the_name_of_its_key(
        self, subject: ports.Signer, key: Path, allowed: Path, tmp_path: Path
    ) -> None:
        _, signature = subject.sign(b"design", key)
        assert subject.principal(signature, allowed) == "ada@example.org"
        nobody = tmp_path / "nobody"
        nobody.write_text("")
        assert subject.principal(signature, nobody) == ""

    def test_missing_files_are_refused(self, subject: ports.Signer, key: Path, tmp_path: Path) -> None:
        with pytest.raises(refusal.Unready):
            subject.sign(b"design", tmp_path / "no-key")
        with pytest.raises(refusal.Unready):
            subject.verify(b"design", "", "ada@example.org", tmp_path / "no-file")
        with pytest.raises(refusal.Unready):
            subject.principal("", tmp_path / "no-file")

    def test_a_signature_holds_each_time_it_is_looked_at(
        self, subject: ports.Signer, key: Path, allowed: Path
    ) -> None:
        name, signature = subject.sign(b"design", key)
        assert [subject.verify(b"design", signature, name, allowed) for _ in range(3)] == [True] * 3
        assert subject.sign(b"design", key)[0] == name

    @pytest.mark.parametrize("data", [b"", b"\0", b"a\r\nb\n", b"\xff" * 1000, b"x" * 1_000_000], ids=len)
    def test_any_bytes_can_be_signed_and_no_others_pass(
        self, subject: ports.Signer, key: Path, allowed: Path, data: bytes
    ) -> None:
        name, signature = subject.sign(data, key)
        assert subject.verify(data, signature, name, allowed)
        assert not subject.verify(data + b"\n", signature, name, allowed)

    def test_a_signature_is_text_that_a_record_can_hold(self, subject: ports.Signer, key: Path) -> None:
        name, signature = subject.sign(b"design", key)
        assert name.strip() == name
        assert signature.isascii()
        assert signature.endswith("\n")


class TestFake(SignerCase):
    @pytest.fixture
    def subject(self) -> ports.Signer:
        return FakeSigner()

    def typed(self, text: str | None) -> str:
        try:
            return str(FakeSigner(text).terminal("Sign?", "checkout"))
        except refusal.Refusal as error:
            return type(error).__name__

    def test_a_person_who_always_types_the_right_thing(self) -> None:
        assert FakeSigner(RIGHT).terminal("Sign?", "whatever")


class TestPerson(SignerCase):
    @pytest.fixture
    def subject(self) -> ports.Signer:
        return signer.SshSigner()

    def typed(self, text: str | None) -> str:
        if text is None:
            said = real.without_terminal(ASK, stdin=b"checkout\n")
        else:
            said, _ = real.at_terminal(ASK, text.encode() + b"\n", wait_for=b"to sign: ")
        return said.split()[0]

    @pytest.mark.parametrize("text", [" checkout", "checkout ", "\tcheckout"])
    def test_blanks_around_the_word_do_not_matter(self, text: str) -> None:
        """A terminal may complete a word with a blank."""
        said, _ = real.at_terminal(
            ASK, text.replace("\t", "\x16\t").encode() + b"\n", wait_for=b"to sign: "
        )
        assert said.split()[0] == "True"
