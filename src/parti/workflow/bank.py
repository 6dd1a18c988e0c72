"""The question bank of this project: the packaged one and the project's own kinds.

Called by the verbs of phase 1. A kind that the bank does not know lives in `.parti/kinds/<kind>.toml`,
which people edit; it is held to the same words as the packaged bank.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from parti.design import added
from parti.design import state as states
from parti.library import load
from parti.records import refusal

FOLDER = ".parti/kinds"


class _KindFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    what: str
    words: tuple[str, ...]
    question: tuple[load.Question, ...] = ()


def bank(root: Path) -> load.Bank:
    """The packaged bank with the project's kinds.

    Raises:
        refusal.Misused: a kind file is not readable, or uses words that do not exist.
    """
    packaged = load.bank()
    kinds = dict(packaged.vocabulary.kinds)
    questions = list(packaged.questions)
    own: list[load.Question] = []
    for path in sorted((root / FOLDER).glob("*.toml")):
        file = _read(path)
        if not file.question:
            raise refusal.Misused(
                f"{path.name} holds no question, so its kind would be checked for nothing.",
                next_step=f"put questions into {path}, or delete it",
                place=str(path),
            )
        kinds[path.stem] = load.Kind(file.name, file.what, file.words)
        own.extend(file.question)
    if not own:
        return packaged
    _refuse_twins(own, packaged)
    whole = load.Bank(msgspec.structs.replace(packaged.vocabulary, kinds=kinds), (*questions, *own))
    _refuse_unknown_words(load.Bank(whole.vocabulary, tuple(own)), root)
    return whole


def known(root: Path, design: states.DesignState) -> Mapping[str, load.Question]:
    """Every question that may be asked here, by id: the bank's, and those added to this design."""
    return {**bank(root).by_id(), **added.questions(design)}


def _read(path: Path) -> _KindFile:
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), _KindFile)
    except OSError as error:
        raise refusal.Misused(
            f"{path.name} cannot be read: {error.strerror}.", next_step=f"look at {path}", place=str(path)
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise refusal.Misused(
            f"{path.name} is not a kind: {error}.", next_step=f"correct {path}", place=str(path)
        ) from error


def _refuse_twins(own: list[load.Question], packaged: load.Bank) -> None:
    """A project's question under a packaged id would quietly take the other's place."""
    known = packaged.by_id()
    twin = next((question.id for question in own if question.id in known), "")
    if twin:
        raise refusal.Misused(
            f"{FOLDER}: the question bank has a question {twin} already.",
            next_step="give the project's own question another id",
            place=FOLDER,
        )


def _refuse_unknown_words(own: load.Bank, root: Path) -> None:
    wrong = [s for s in load.validate(own) if "no question fills" not in s and "two options" not in s]
    if wrong:
        raise refusal.Misused(
            f"{FOLDER}: {wrong[0]}.", next_step=f"correct the file in {root / FOLDER}", place=FOLDER
        )
