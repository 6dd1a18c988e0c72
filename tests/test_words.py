"""The project speaks of itself alone: no place, host or address of whoever works on it."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

import pytest

from tests.law.source import ROOT

FORBIDDEN = {
    "a path of one machine": r"/root/|/home/(?!(ada|user|you)\b)\w+",
    "who or what wrote it": r"(?i)\b(co-authored|generated|written) (by|with):? (an? )?(ai|claude|llm)\b",
}

PLANTED = {
    "a path of one machine": "see /root/src",
    "who or what wrote it": "Generated with Claude",
}

ADDRESS = re.compile(r"(?<![\\\w.+-])[A-Za-z0-9._+-]+@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
NOBODY = re.compile(r"(?i)(.*\.)?(example\.(org|com|net)|invalid|test|local)")
HOSTS = {"pypi.org", "files.pythonhosted.org"}


@cache
def texts() -> dict[str, str]:
    """Every text file that git tracks or would track."""
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    ran = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    found = {}
    for name in filter(None, ran.stdout.split("\0")):
        if name == "tests/test_words.py":
            continue  # it must hold the words that it forbids
        path = ROOT / name
        data = path.read_bytes() if path.is_file() else b"\0"
        if b"\0" not in data:
            found[name] = data.decode("utf-8")
    return found


def places(pattern: re.Pattern[str]) -> Iterator[tuple[str, re.Match[str]]]:
    for name, text in texts().items():
        for found in pattern.finditer(text):
            yield f"{name}:{text.count(chr(10), 0, found.start()) + 1}", found


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_names(what: str) -> None:
    assert [f"{place}: {found[0]}" for place, found in places(re.compile(FORBIDDEN[what]))] == []


@pytest.mark.parametrize("what", FORBIDDEN)
def test_a_planted_word_is_seen(what: str) -> None:
    assert re.search(FORBIDDEN[what], PLANTED[what])


def test_every_address_is_nobody_s() -> None:
    assert [f"{place}: {found[0]}" for place, found in places(ADDRESS) if not nobody(found)] == []


@pytest.mark.parametrize("address", ["c@mail.net", "ada@example.org.evil.net"])
def test_an_address_of_somebody_is_seen(address: str) -> None:
    found = ADDRESS.fullmatch(address)
    assert found
    assert not nobody(found)


def nobody(found: re.Match[str]) -> bool:
    return bool(NOBODY.fullmatch(found[1].rstrip(".")))


def test_the_lock_file_names_public_registries_only() -> None:
    lock = (ROOT / "uv.lock").read_text(encoding="utf-8")
    tomllib.loads(lock)
    hosts = {urlsplit(url).hostname for url in re.findall(r'"(https?://[^"]+)"', lock)}
    assert hosts == HOSTS


def test_this_project_is_read() -> None:
    assert {"pyproject.toml", "src/parti/cli/app.py"} <= set(texts())
