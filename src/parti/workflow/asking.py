"""One question to one fresh session: rendered, guarded, paid for, sent, understood, recorded.

Called by every verb that asks a model. One outside call is one record, so a verb that was interrupted goes
on where it stopped: what was answered is taken from the log, the rest is asked. A reply that is missing or
does not fit counts as no answer, never as agreement.
"""

from collections.abc import Callable, Mapping, Sequence

import msgspec

from parti import ports
from parti.design import replies
from parti.library import load
from parti.records import canonical, debate, refusal
from parti.workflow import private, spending
from parti.workflow.house import House

REPAIR = "repair"
_BY_SCHEMA = "Reply with one JSON object by this schema and nothing else:"
_A_TOKEN = 4
"""Characters: a little less than the tokenizers in use need for English, so that estimates are high."""

Guard = Callable[[str], None]
"""Raises a refusal for words that must not leave."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of one session.

    Args:
        key: what the call is for, unique in the feature: `proposal/2`.
        prompt: the name of the prompt in the library; inputs: a value for each name that it uses.
        model: who is asked. session: shared by the calls of one conversation; the key when empty.
        before: the turns of the same conversation so far.
        guard: what looks at every byte before it leaves; None where the words may carry a design.
    """

    key: str
    prompt: str
    inputs: Mapping[str, str]
    model: ports.ModelAddress
    session: str = ""
    before: tuple[ports.Message, ...] = ()
    guard: Guard | None = None


class Answer(msgspec.Struct, frozen=True):
    """What came of it: the value, or None and why not; `turns` is the conversation with the reply."""

    value: msgspec.Struct | None
    call: debate.ModelCalled
    turns: tuple[ports.Message, ...] = ()


def models(house: House, names: Sequence[str] = ()) -> tuple[ports.ModelAddress, ...]:
    """The models that are asked, in turn.

    Raises:
        refusal.NotAllowed: the settings list none, or not the one that was named.
    """
    listed = {address.name: address for address in house.settings.model}
    wanted = tuple(names) or house.settings.conversation.models or tuple(listed)
    missing = [name for name in wanted if name not in listed]
    if missing or not wanted:
        what = f"There is no model {missing[0]!r}" if missing else "No model is set up"
        raise refusal.NotAllowed(
            f"{what} in .parti/config.toml.",
            next_step='add a [[model]] (parti init --help shows one); `via = "manual"` needs no key',
            place=".parti/config.toml",
        )
    return tuple(listed[name] for name in wanted)


def family(address: ports.ModelAddress) -> str:
    """Who trained the model, as far as the settings or its name tell."""
    return address.trained_by()


def messages(question: Question) -> tuple[ports.Message, ...]:
    """The turns that are sent, as they are sent."""
    template = load.prompt(question.prompt)
    text = load.fill(template.body, question.inputs)
    if template.reply:
        text += f"\n{_BY_SCHEMA}\n{replies.schema(template.reply)}\n"
    return (*question.before, ports.Message("user", text))


def estimate(questions: Sequence[Question]) -> int:
    """What the calls may cost at most, in millionths of a dollar; unknown prices count as nothing."""
    total = 0
    for question in questions:
        address = question.model
        if not spending.is_free(address):
            size = sum(len(message.text) for message in messages(question)) // _A_TOKEN
            total += size * max(address.price_in, 0) // 1000 + 8 * max(address.price_out, 0)
    return total


def consent(house: House, questions: Sequence[Question], spend: str = "") -> House:
    """The house in which these calls may be made: called once by a verb, with all that it is to ask.

    What is answered already and what costs nothing does not count. Nobody is asked below the limit of the
    settings; above it a person allows an amount, by typing it or as `spend`, for all calls together.

    Args:
        spend: dollars, as a flag gives them; empty when a person is to be asked.

    Raises:
        refusal.Misused: `spend` is no amount of dollars.
        refusal.NotAllowed: nobody allowed it, or less than the calls may cost.
    """
    paid = [q for q in questions if not spending.is_free(q.model) and not is_answered(house, q)]
    unknown = sum(not spending.has_price(question.model) for question in paid)
    return spending.agreed(house, spending.Plan(len(paid), unknown, estimate(paid)), spend)


def ask(house: House, question: Question) -> tuple[House, Answer]:
    """Asks once, repairs once, records what happened; a question that was answered is not asked again.

    Raises:
        refusal.NotAllowed: the guard stopped it, or the money that was allowed is spent.
        refusal.Waiting: the model waits for a person; nothing was recorded.
        refusal.Unready: the model cannot be reached; what was recorded before is kept.
    """
    turns = messages(question)
    sent = encoded(turns)
    known = _answered(house, question, sent, turns)
    if known is not None:
        return house, known
    if question.guard is not None:
        for message in turns:
            question.guard(message.text)
    spending.refuse_when_spent(house, question.model)
    model = house.world.models.open(question.model, private.folder(house))
    template = load.prompt(question.prompt)
    schema = replies.schema(template.reply) if template.reply else ""
    reply = model.ask(ports.Prompt(key=question.key, messages=turns, schema=schema))
    value = _understood(template.reply, reply)
    outcome = "ok"
    if isinstance(value, str):
        again = (*turns, ports.Message("assistant", reply.text[: replies.LARGEST]), _repair(value))
        second = model.ask(ports.Prompt(key=f"{question.key}/{REPAIR}", messages=again, schema=schema))
        value = _understood(template.reply, second)
        outcome = "unparsable" if isinstance(value, str) else "repaired"
        reply = msgspec.structs.replace(
            second,
            tokens_in=_sum(reply.tokens_in, second.tokens_in),
            tokens_out=_sum(reply.tokens_out, second.tokens_out),
            tries=reply.tries + second.tries,
        )
    call = debate.ModelCalled(
        key=question.key,
        template=canonical.digest("prompt", template.body.encode()),
        model=reply.model or question.model.model or question.model.name,
        family=reply.family or family(question.model),
        prompt=private.keep(house, "bytes", sent),
        reply=private.keep(house, "bytes", reply.text.encode("utf-8", "replace")),
        outcome=outcome,
        tokens_in=reply.tokens_in,
        tokens_out=reply.tokens_out,
        cost=_cost(question.model, reply),
        tries=reply.tries,
        session=question.session or question.key,
        note=value if isinstance(value, str) else "",
    )
    house = house.append((call,))
    return house, _told(value, call, turns, reply.text)


def encoded(turns: Sequence[ports.Message]) -> bytes:
    """The very bytes of a conversation, for digests and for eyes."""
    return msgspec.json.encode(turns)


def _answered(
    house: House, question: Question, sent: bytes, turns: tuple[ports.Message, ...]
) -> Answer | None:
    """The answer that is recorded for the same words, when its bytes are here."""
    record = house.design.debate.calls.get(question.key)
    body = record.body if record is not None else None
    if not isinstance(body, debate.ModelCalled) or body.prompt != canonical.digest("bytes", sent):
        return None
    data = private.kept(house, body.reply)
    if data is None:
        return None
    text = data.decode("utf-8", "replace")
    return _told(_read(load.prompt(question.prompt).reply, text), body, turns, text)


def is_answered(house: House, question: Question) -> bool:
    """Whether the log holds an answer to these very words, and its bytes are here."""
    turns = messages(question)
    return _answered(house, question, encoded(turns), turns) is not None


def _understood(name: str, reply: ports.Reply) -> msgspec.Struct | str | None:
    if reply.stopped != "end":
        return f"the reply was cut off ({reply.stopped})"
    return _read(name, reply.text)


def _read(name: str, text: str) -> msgspec.Struct | str | None:
    return replies.read(name, text) if name else None


def _told(
    value: msgspec.Struct | str | None,
    call: debate.ModelCalled,
    turns: tuple[ports.Message, ...],
    text: str,
) -> Answer:
    return Answer(
        None if isinstance(value, str) else value,
        call,
        (*turns, ports.Message("assistant", replies.clean(text)[: replies.LARGEST])),
    )


def _repair(wrong: str) -> ports.Message:
    return ports.Message("user", load.fill(load.prompt("repair").body, {"wrong": wrong}))


def _sum(one: int, other: int) -> int:
    return one + other if one >= 0 and other >= 0 else -1


def _cost(address: ports.ModelAddress, reply: ports.Reply) -> int:
    if spending.is_free(address):
        return 0
    if min(address.price_in, address.price_out, reply.tokens_in, reply.tokens_out) < 0:
        return -1
    return (reply.tokens_in * address.price_in + reply.tokens_out * address.price_out) // 1000
