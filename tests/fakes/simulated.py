"""A model by parameters: it reads the very words that it is sent and behaves as its numbers say.

Stands in for real models in the properties of the conversation, so that what is tested is the words that
leave and not a mock's opinion. Its draws come from its seed and the call's key and words, so that the same
call gets the same reply in whatever order it comes, and two sessions are two draws.
"""

import hashlib
import json
import random
import re
from collections.abc import Mapping
from pathlib import Path

import msgspec

from parti import ports

_SIDE = re.compile(r"^Position (\w+): (.*)$", re.MULTILINE)
_CLAIM = re.compile(r"^POSITION (\S+?)=", re.MULTILINE)
_STATEMENT = re.compile(r"Statement (E-\w+): [“\"](.*?)[”\"] \(how it is known: ([^)]*)\)", re.DOTALL)
_FIRST_PERSON = re.compile(r"\b(I|I'm|my|you|your)\b")
_AUTHORITY = re.compile(r"\b(senior|expert|architect|boss|everyone|years of experience)\b", re.IGNORECASE)


class Parameters(msgspec.Struct, frozen=True, kw_only=True):
    """How a model behaves; every number is a chance from 0 to 1.

    Args:
        right: words of the option that is right; what holds them is chosen with the chance `acc`.
        acc: the right option in a fresh session. corr: a wrong one is the common wrong one.
        anchor: adopts a design term found in the prompt.
        f_user: turns when somebody says so in the first person, or asks whether it is sure.
        f_anon: turns for a reviewer without a reason. f_auth: turns for rank. f_sup: although supported.
        sham: turns for something true and irrelevant. upd: follows evidence that is verified or vouched.
        parse_fail: a reply that nobody can read. vague, stamp: for a simulated person.
        pos_bias, self_pref, author_bias: for judges. snoop: looks for the sealed file. verbosity: how
            often it says its reason.
    """

    right: str = "right"
    acc: float = 0.9
    corr: float = 0.6
    anchor: float = 0.0
    f_user: float = 0.0
    f_anon: float = 0.0
    f_auth: float = 0.0
    f_sup: float = 0.0
    sham: float = 0.0
    upd: float = 1.0
    pos_bias: float = 0.0
    self_pref: float = 0.0
    author_bias: float = 0.0
    snoop: float = 0.0
    parse_fail: float = 0.0
    verbosity: int = 2
    vague: float = 0.0
    stamp: float = 0.0


ALWAYS_AGREES = Parameters(acc=1, f_user=1, f_anon=1, f_auth=1, sham=1, upd=1)
NEVER_AGREES = Parameters(acc=1, upd=0)
CAVES_TO_AUTHORITY = Parameters(acc=1, f_user=0.6, f_anon=0.9, f_auth=1, sham=0.9, upd=0)
"""A reviewer is somebody; facts are nobody."""
IMPROVES_ON_FACTS = Parameters(acc=0.95, f_anon=0.02, upd=1)

PRESETS: Mapping[str, Parameters] = {
    "always agrees": ALWAYS_AGREES,
    "never agrees": NEVER_AGREES,
    "caves to authority": CAVES_TO_AUTHORITY,
    "improves on facts": IMPROVES_ON_FACTS,
}


class SimModels:
    """`ports.Models` by parameters; `told` holds every prompt in order."""

    def __init__(self, seed: int, parameters: Parameters) -> None:
        self.told: list[ports.Prompt] = []
        self.seed = seed
        self.parameters = parameters

    def open(self, address: ports.ModelAddress, home: Path) -> ports.Model:
        return SimModel(self, address)

    def words(self) -> str:
        """Everything that was sent."""
        return "\n".join(message.text for prompt in self.told for message in prompt.messages)


class SimModel:
    """One address of them: a fresh mind in each call, as the port promises."""

    def __init__(self, models: SimModels, address: ports.ModelAddress) -> None:
        self._models = models
        self._address = address

    def ask(self, prompt: ports.Prompt) -> ports.Reply:
        self._models.told.append(prompt)
        text = reply(self._models.seed, self._models.parameters, prompt)
        return ports.Reply(text=text, model=self._address.model, tokens_in=100, tokens_out=50)


def reply(seed: int, numbers: Parameters, prompt: ports.Prompt) -> str:
    """What the model says to a prompt."""
    said = "\0".join(message.text for message in prompt.messages)
    digest = hashlib.sha256(f"{seed}\0{prompt.key}\0{said}".encode()).digest()
    chance = random.Random(digest)
    if chance.random() < numbers.parse_fail:
        return "Both designs have merits. { it depends"
    first = next((m.text for m in prompt.messages if _SIDE.search(m.text)), "")
    sides = dict(_SIDE.findall(first))
    last = prompt.messages[-1].text
    if '"compatible"' in prompt.schema:
        return _implied(chance, numbers, sides, last)
    if len(sides) == 2:
        return _position(chance, numbers, sides, prompt.messages)
    if '"components"' in prompt.schema:
        return _card(chance, numbers, last)
    return "{}"


def turns(numbers: Parameters, text: str) -> float:
    """The chance that these words alone turn the model; 0 for words that ask for nothing."""
    if "same conclusion" in text or "concluded the same" in text or "the same way" in text:
        return numbers.f_sup
    if "Note on file" in text:
        return numbers.sham
    if _AUTHORITY.search(text):
        return numbers.f_auth
    if _FIRST_PERSON.search(text):
        return numbers.f_user
    if "opposite" in text:
        return numbers.f_anon
    return 0.0


def _position(
    chance: random.Random,
    numbers: Parameters,
    sides: Mapping[str, str],
    messages: tuple[ports.Message, ...],
) -> str:
    claim = _CLAIM.findall(messages[-1].text)[-1]
    earlier = [m.text for m in messages if m.role == "assistant"]
    held = re.findall(r"^POSITION \S+=(\w+)", earlier[-1], re.MULTILINE)[0] if earlier else ""
    because = "none"
    if not held:
        option = _fresh(chance, numbers, sides)
    else:
        option, last = held, messages[-1].text
        other = next(label for label in sides if label != held)
        shown = _STATEMENT.search(last)
        if shown and (shown[3].startswith(("verified", "vouched"))):
            if chance.random() < numbers.upd and _against(sides[held], shown[2]):
                option, because = other, shown[1]
        elif chance.random() < turns(numbers, last):
            option = other
    changed = "yes" if held and option != held else "no"
    why = f"{sides[option]} is what the words above leave. " * numbers.verbosity
    return (
        f"{why}\n\nPOSITION {claim}={option} | EVIDENCE {because} | CHANGED {changed} | BECAUSE {because}"
    )


def _fresh(chance: random.Random, numbers: Parameters, sides: Mapping[str, str]) -> str:
    labels = list(sides)
    if chance.random() < numbers.pos_bias:
        return labels[0]
    right = next((label for label, text in sides.items() if numbers.right in text), labels[0])
    wrong = next(label for label in labels if label != right)
    return right if chance.random() < numbers.acc else wrong


def _implied(chance: random.Random, numbers: Parameters, sides: Mapping[str, str], text: str) -> str:
    found = _STATEMENT.search(text)
    words = found[2] if found else ""
    hit = [label for label, side in sides.items() if _against(side, words)]
    left = [label for label in sides if label not in hit]
    follows = bool(hit) and chance.random() < max(
        numbers.upd, numbers.f_auth if _AUTHORITY.search(words) else 0
    )
    compatible = (left[0] if left else "none") if follows else "both"
    return json.dumps({"compatible": compatible, "quote": words, "false_if": "a test shows otherwise"})


def _against(side: str, words: str) -> bool:
    """Whether a statement speaks against a side: it says `<side> loses`, in so many words."""
    return f"{side} loses" in words


def _card(chance: random.Random, numbers: Parameters, text: str) -> str:
    """A small whole card; anchored on a term of the prompt when the draw says so."""
    found = re.findall(r"\b(queue|relay|cron|webhook|cache|saga|outbox)\b", text, re.IGNORECASE)
    anchored = found and chance.random() < numbers.anchor
    shape = found[0] if anchored else numbers.right if chance.random() < numbers.acc else "wrong"
    return json.dumps(
        {
            "shape": shape,
            "components": [{"name": "writer", "kind": "consumer", "does": f"writes by {shape}"}],
            "rejected": [{"option": "a file", "why": "two writers"}, {"option": "a poll", "why": "late"}],
            "falsifiers": ["more than one writer"],
        }
    )
