"""Word by word: what opens a question again, what fills a slot, and what only looks as if it did.

Guards the lexical rules of `adequacy` one word at a time. Each table has a control: the same sentence
with a word that means nothing must come out the other way, so no row passes by its surroundings.
"""

import time

import pytest

from parti.design import adequacy

PLACEHOLDERS = """
TBD|tbc|todo|FIXME|later|eventually|n/a|na|none|nothing|unknown|no idea|don't know|dont know|to be decided
to be defined|to be discussed|to be confirmed|?|???|...|(tbd)|— later —|
"""
ASSENTS = """
yes|No.|ok|Okay!|sure|fine|agree|agreed|sounds good|as recommended|recommended|the default
whatever you recommend|you decide|same as before|same as usual|"yes"
"""
HEDGES = """
should be fine|should be ok|should be okay|should be enough|should be good|probably|maybe|perhaps
hopefully|not sure|i guess|I think|i suppose|i assume|in theory|ideally|normally|usually|it depends
we'll see|well see|best effort|as needed|if necessary|where appropriate|reasonable|reasonably|appropriate
appropriately|properly|gracefully|robust|robustly|handle it|handle error|handle errors
the framework handles|the library will handle|the database does|the platform takes care|the cloud handles
the framework will handle
"""
VAGUE = """
best practices|best-practice|state of the art|industry standard|industry-standards|make sure|makes sure
making sure|made sure|ensure|ensures|ensured|ensuring|guarantee|guarantees|guaranteed|correct|correctly
correctness|incorrect|incorrectly|safe|safely|safety|unsafe|secure|securely|insecure|good|well|fine|nice
nicely|ok|okay|great|clean|cleanly|careful|carefully|optimal|optimally|optimised|optimized|efficient
efficiently|reliable|reliably|scalable|flexible|sufficient|sufficiently|adequate|adequately|enough|quality
proper|sensible|sane|standard|modern|smooth|smoothly|seamless|seamlessly|perfect|perfectly|fast|quick
quickly|as usual|as always|as expected|as it should|the usual|the usual way
"""
UNITS = """
x|ms|s|sec|seconds|milliseconds|min|minutes|h|hours|days|weeks|months|quarters|years|kb|MB|GiB|tb|bytes
kilobytes|bits|rps|qps|tps|Hz|/s|/ min|per day|lines|rows|items|records|messages|events|files|requests
attempts|retries|tries|times|users|connections|workers|processes|runs|entries|actions|copies|copy|versions
jobs|calls|tokens|writes|reads|keys|pages|instances|replicas|threads|people|persons|cents|EUR|USD|GBP
dollars|%|percent|€|£|chars|characters|code points|digits|letters|words|symbols|columns|fields|levels
layers|nodes|partitions|shards|segments|buckets|blocks|batches|chunks|steps|hops|rounds|cores|CPUs|slots
tables|topics|queues|consumers|publishers|producers|handlers|tasks|sessions|sockets|hosts|servers|machines
pods|containers|regions|zones|objects|orders|customers|tenants|queries|query|statements|transactions
elements|folders|directories|decimal places|deploys|pixels|px|arguments|parameters|deltas|commits|k|M
"""
BOUNDS = """
at most|at least|max|maximum|min|minimum|up to|no more than|fewer than|less than|more than|below|under
over|above|within|exactly|limit|limited to|limit of|limit is|cap|capped at|cap of|prefetch|between|≤|≥|<|>
=|:|±|≈|×|$|€
"""
MECHANISMS = """
lock|locks|retry|retries|retried|backoff|jitter|unique|constraint|transactions|commits|acks|nacks|rejects
refuses|renames|fsyncs|atomically|appends|temporary|queues|dead-letter|dead letter|timeout|time-out
deadline|heartbeat|drops|skips|logs|alerts|metric|exits|raises|restarts|replays|rebuilds|re-reads|rereads
compares|version|keys|idempotent|lease|single|only one|one writer|pooled|prefetch|limits|capped|checks
validates|parses|escapes|hashes|digest|sorts|ordered|writes|reads|kept|keeps|stores|move|moved|copies
copied|copy|deletes|supersedes|tests|backups|restores|migrates|tolerates|ignores|serves|returns|waits
caches|batches|streams|rotates|reports|prints|names|says|stops|fails|shows
"""
ACTS = """
uses|calls|holds|takes|gives|opens|closes|rolls back|rolled back|marks|records|sends|fetches|inserts
updates|removes|puts|hands|passes|loads|saves|claims|publishes|repeats|counts|blocks|frees|releases|wraps
encodes|decodes|converts|maps|receives|accepts
"""
OWNERS = """
only|sole|exclusively|owns|owned by|owner|alone|team|maintainer|maintainers|whoever|nobody else
no one else|no other
"""
OWNING = """
owns|writes|holds|keeps|declares|decides|runs|maintains|publishes|creates|generates|calls|retries|repeats
serves|sends|changes|updates|deletes
"""
ROLES = """
billing service|order module|retry helper|invoice consumer|event publisher|batch worker|cron scheduler
platform engineers|backend developer|tech lead|night operators|local dba|service desk
"""


def words(table: str) -> list[str]:
    return [word for line in table.strip("\n").splitlines() for word in line.split("|")]


def level(text: str, slot: str) -> int:
    return adequacy.judge(text, slot).level


@pytest.mark.parametrize("text", words(PLACEHOLDERS))
def test_a_placeholder_says_nothing_and_closes_not_even_a_low_question(text: str) -> None:
    judgement = adequacy.judge(text, "choice")
    assert judgement.level == 0
    assert judgement.missing == (
        "It is a placeholder; the answer needs one committed choice, and what follows from it."
    )
    assert not adequacy.enough(judgement, "low")


@pytest.mark.parametrize("text", words(ASSENTS))
def test_agreement_is_no_answer(text: str) -> None:
    judgement = adequacy.judge(text, "owner")
    assert judgement.level == 1
    assert judgement.missing == (
        "It only agrees; the answer needs a name: which component, file, team or person."
    )
    assert not adequacy.enough(judgement, "medium")


@pytest.mark.parametrize("hedge", words(HEDGES))
def test_a_hedge_is_named_and_takes_back_a_number(hedge: str) -> None:
    assert level("So at 3 tries", "number") == 3
    judgement = adequacy.judge(f"So {hedge} at 3 tries", "number")
    assert judgement.level == 2
    assert judgement.missing == f"“{hedge}” takes back what the rest says; say what holds."


@pytest.mark.parametrize("hedge", words(HEDGES))
def test_a_hedge_alone_leaves_it_open(hedge: str) -> None:
    judgement = adequacy.judge(f"So {hedge} then", "number")
    assert judgement.level == 1
    assert judgement.missing.startswith(
        f"“{hedge}” leaves it open; the answer needs a number with its unit"
    )


@pytest.mark.parametrize("vague", words(VAGUE))
def test_a_vague_word_is_named_and_fills_nothing(vague: str) -> None:
    judgement = adequacy.judge(f"It goes {vague} here", "choice")
    assert judgement.level == 1
    assert judgement.missing.startswith(
        f"“{vague}” can mean anything; the answer needs one committed choice"
    )
    assert level("It goes aside here", "choice") == 3


@pytest.mark.parametrize("vague", words(VAGUE))
def test_a_vague_word_among_others_is_half_an_answer_where_the_slot_stays_empty(vague: str) -> None:
    assert level(f"green paper boats go {vague} there", "number") == 2


@pytest.mark.parametrize("text", ["as well as the row", "the gateway as well"])
def test_as_well_as_is_no_praise(text: str) -> None:
    assert "“" not in adequacy.judge(text, "states").missing


@pytest.mark.parametrize("unit", words(UNITS))
def test_a_number_with_a_unit_is_a_number(unit: str) -> None:
    assert level("we see 3 zorks", "number") == 2
    assert level(f"we see 3 {unit}", "number") == 3


@pytest.mark.parametrize("bound", words(BOUNDS))
def test_a_bound_needs_no_unit(bound: str) -> None:
    assert level("zork 3", "number") < 3
    assert level(f"{bound} 3", "number") == 3


@pytest.mark.parametrize(
    "text", ["2 to 4 zorks", "2–4 zorks", "2 - 4 zorks", "2..4 zorks", "1,000 to 2_000k zorks"]
)
def test_a_span_needs_no_unit(text: str) -> None:
    assert level(text, "number") == 3


@pytest.mark.parametrize(
    "number",
    words("one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundred|thousand|zero|no"),
)
def test_a_number_may_be_a_word(number: str) -> None:
    assert level(f"there are {number} retries", "number") == 3
    assert level(f"there are {number} zorks", "number") == 2


NOT_COUNTED = ["time", "user", "person", "people", "key", "version"]


@pytest.mark.parametrize("thing", NOT_COUNTED)
def test_having_none_of_it_is_no_number(thing: str) -> None:
    assert level(f"we have no {thing} left", "number") == 2


JOINTS = words("of|in|and|or|is|are|was|will|to|the|for|with|at|on|by|as|from|says|has|can|may|must")


@pytest.mark.parametrize("joint", JOINTS)
def test_a_number_counts_what_stands_next_to_it_and_not_across_a_joint(joint: str) -> None:
    assert level("version 2 open messages", "number") == 3
    assert level(f"version 2 {joint} messages", "number") == 2


@pytest.mark.parametrize("word", words(MECHANISMS))
def test_a_telling_word_among_enough_is_a_mechanism(word: str) -> None:
    assert level("it zorks so nobody is hurt", "mechanism") == 2
    assert level(f"it {word} so nobody is hurt", "mechanism") == 3


@pytest.mark.parametrize("word", ["lock", "retries", "atomically"])
def test_a_telling_word_alone_is_no_mechanism(word: str) -> None:
    assert level(f"with {word} only here", "mechanism") == 2
    assert level(f"with {word} only here now", "mechanism") == 3


@pytest.mark.parametrize("word", words(ACTS))
def test_an_ordinary_verb_needs_enough_words_that_say_something(word: str) -> None:
    assert level("clerk zorks green paper row daily", "mechanism") == 2
    assert level(f"clerk {word} green paper row daily", "mechanism") == 3
    assert level(f"it {word} it and then it was", "mechanism") == 2


@pytest.mark.parametrize("verb", ["is", "must", "makes", "turns", "adds", "zorks", "turned"])
def test_two_names_and_any_verb_are_a_mechanism(verb: str) -> None:
    assert level(f"`Alpha` {verb} it for `Beta`", "mechanism") == 3
    assert level("`Alpha` and that for `Beta`", "mechanism") == 2


@pytest.mark.parametrize("owner", words(OWNERS))
def test_a_word_that_excludes_others_names_an_owner(owner: str) -> None:
    assert level("so far zork rows", "owner") == 2
    assert level(f"so far {owner} rows", "owner") == 3


@pytest.mark.parametrize("verb", words(OWNING))
@pytest.mark.parametrize("who", ["the clerk", "a night clerk", "each old night clerk"])
def test_who_does_it_owns_it(who: str, verb: str) -> None:
    assert level(f"{who} zorks rows", "owner") == 2
    assert level(f"{who} {verb} rows", "owner") == 3


@pytest.mark.parametrize(
    "who", ["system", "code", "framework", "program", "application", "app", "software", "thing"]
)
def test_everything_at_once_is_no_owner(who: str) -> None:
    assert level(f"the {who} writes rows", "owner") == 2


@pytest.mark.parametrize("role", words(ROLES))
def test_a_role_with_a_word_before_it_is_an_owner(role: str) -> None:
    assert level(f"rows go to {role}", "owner") == 3
    assert level(f"rows go to the {role.split()[-1]}", "owner") == 2


@pytest.mark.parametrize(
    "name", ["`rows`", "save()", "save_json", "orders.py", "a.yml", "saveJson", "OrderStore", "src/orders"]
)
def test_a_name_of_code_is_an_owner_and_so_is_a_proper_name(name: str) -> None:
    assert level(f"rows sit in {name}", "owner") == 3
    assert level("rows sit in it", "owner") == 2
    assert level("rows go to Payments", "owner") == 3


@pytest.mark.parametrize("text", ["a → b", "a->b", "a => b", "from open to closed", "it becomes closed"])
def test_a_move_between_states_is_told_by_an_arrow_or_its_words(text: str) -> None:
    assert level(text, "states") == 3


@pytest.mark.parametrize("text", ["no state", "no such state", "no other states", "no further state"])
def test_that_there_is_no_state_is_an_answer(text: str) -> None:
    assert level(f"there is {text} here", "states") == 3


@pytest.mark.parametrize("text", ["open and closed", "from to to", "→ open", "a state exists"])
def test_names_of_states_without_a_move_are_half_an_answer(text: str) -> None:
    assert level(text, "states") < 3


@pytest.mark.parametrize(
    "text", ["the risk is recorded", "accept the loss", "we accepted a risk", "accept loss"]
)
@pytest.mark.parametrize("slot", ["number", "mechanism", "owner", "states", "choice"])
def test_a_risk_that_is_taken_knowingly_is_always_an_answer(text: str, slot: str) -> None:
    assert adequacy.judge(f"probably, {text}", slot) == adequacy.Judgement(3, "")


@pytest.mark.parametrize(("severity", "least"), [("blocker", 3), ("high", 3), ("medium", 2), ("low", 1)])
def test_each_severity_takes_its_level_and_no_less(severity: str, least: int) -> None:
    taken = [number for number in range(4) if adequacy.enough(adequacy.Judgement(number, ""), severity)]
    assert taken == list(range(least, 4))


@pytest.mark.parametrize(("text", "expected"), [("left", 1), ("to left", 1), ("to left now", 2)])
def test_three_words_are_half_an_answer(text: str, expected: int) -> None:
    assert level(text, "number") == expected


HOSTILE = {
    "digits": "1" * 4000,
    "a word with many dashes": "1-" * 8000,
    "from without to": "from a " * 4000,
    "arrows to nowhere": "x => " * 5000,
    "opening brackets": "A (" * 6000,
    "backticks": "`" * 20000,
    "capitals": "aA" * 8000,
    "folders": "a/" * 10000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_huge_answer_is_judged_in_seconds(name: str) -> None:
    start = time.process_time()
    for slot in ("number", "mechanism", "owner", "states", "choice"):
        adequacy.judge(HOSTILE[name], slot)
    assert time.process_time() - start < 10
