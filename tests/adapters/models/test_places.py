"""Where a model is, as the settings of a repository say it: a stranger may have written them."""

from pathlib import Path

import pytest

from parti import ports
from parti.adapters.models import places
from parti.records import refusal

ROOT = Path("/srv/jane/my shop")


def at(place: str, via: str = "compatible") -> ports.ModelAddress:
    return ports.ModelAddress(name="oak", via=via, model="m", address=place)


# --- servers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "url"),
    [
        ("http://127.0.0.1:11434/v1", "http://127.0.0.1:11434/v1"),
        (" https://api.example.org/v1// ", "https://api.example.org/v1"),
        ("HTTPS://api.example.org", "HTTPS://api.example.org"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_an_address_is_taken_without_the_slash_at_its_end(place: str, url: str) -> None:
    assert places.server(at(place), "") == url


def test_without_an_address_it_is_the_provider_s_own() -> None:
    assert places.server(at(""), "https://api.example.org") == "https://api.example.org"


@pytest.mark.parametrize(
    "place",
    ["", "  ", "api.example.org", "ftp://api.example.org", "http://", "http://:80", "http://x:0", "http://x:99999",
     "http://x:port", "http://[::1", "file:///etc/passwd"],
)  # fmt: skip
def test_what_no_server_could_have_is_refused(place: str) -> None:
    with pytest.raises(refusal.Unready) as caught:
        places.server(at(place), "")
    assert caught.value.sentence == "The model oak has no address that a server could have."
    assert caught.value.place == ".parti/config.toml"


@pytest.mark.parametrize("extra", ["user:pw@", "user@", ":pw@"])
def test_a_name_or_a_password_in_an_address_is_refused_and_not_repeated(extra: str) -> None:
    with pytest.raises(refusal.Unready) as caught:
        places.server(at(f"https://{extra}api.example.org"), "")
    assert caught.value.sentence == (
        "The address of the model oak holds more than a place; a key is never part of it."
    )
    assert "pw" not in caught.value.next_step


@pytest.mark.parametrize("tail", ["?key=pw", "#pw", "/v1?key=pw"])
def test_a_question_mark_or_a_fragment_is_no_part_of_a_place(tail: str) -> None:
    with pytest.raises(refusal.Unready, match="holds more than a place"):
        places.server(at(f"https://api.example.org{tail}"), "")


# --- agents --------------------------------------------------------------------------


def test_a_command_line_is_split_as_a_shell_would() -> None:
    assert places.words(at("agent --acp 'two words'", "agent")) == ["agent", "--acp", "two words"]


@pytest.mark.parametrize("line", ["", "   ", "agent 'open", 'agent "open'])
def test_a_command_line_that_starts_nothing_is_refused(line: str) -> None:
    with pytest.raises(refusal.Unready) as caught:
        places.words(at(line, "agent"))
    assert caught.value.sentence == "The model oak has no command line that could be started."


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("./agent --acp", ["/srv/jane/my shop/agent", "--acp"]),
        ("tools/agent 'two words'", ["/srv/jane/my shop/tools/agent", "two words"]),
        ('"./my agent" --acp', ["/srv/jane/my shop/my agent", "--acp"]),
        ("/usr/bin/agent --acp", ["/usr/bin/agent", "--acp"]),
    ],
)
def test_a_program_of_the_repository_is_found_also_where_a_folder_has_a_space(
    line: str, words: list[str]
) -> None:
    assert places.words(places.below(ROOT, at(line, "agent"))) == words


def test_a_program_in_the_user_s_home_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/srv/jane")
    found = places.below(ROOT, at("~/bin/agent --acp", "agent"))
    assert places.words(found) == ["/srv/jane/bin/agent", "--acp"]


@pytest.mark.parametrize("line", ["agent --dir ./here", "", "agent 'open/quote", "   "])
def test_a_program_that_is_looked_for_in_the_path_stays_as_it_is(line: str) -> None:
    assert places.below(ROOT, at(line, "agent")) == at(line, "agent")


# --- folders --------------------------------------------------------------------------


@pytest.mark.parametrize("via", ["manual", "recorded"])
def test_a_folder_is_below_the_repository_unless_it_says_otherwise(via: str) -> None:
    assert places.below(ROOT, at("talks", via)).address == "/srv/jane/my shop/talks"
    assert places.below(ROOT, at("/elsewhere", via)).address == "/elsewhere"
    assert places.below(ROOT, at("", via)).address == ""


def test_the_address_of_a_server_is_left_alone() -> None:
    assert places.below(ROOT, at("http://127.0.0.1/v1")).address == "http://127.0.0.1/v1"
