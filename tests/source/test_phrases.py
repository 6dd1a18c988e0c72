"""Phrases of tokens: each match of the engine in whole code holds them, however it is spelled."""

import random

import pytest
from bench.speed import rules

from parti.source import adjacent, beginnings, phrases, structure


@pytest.mark.parametrize(
    ("rule", "groups"),
    [
        ({"pattern": "logging.info($$$A)"}, ((("logging", ".", "info", "("),),)),
        ({"pattern": "os.environ[$K]"}, ((("os", ".", "environ", "["),),)),
        (
            {"pattern": "run($$$A, shell=True)"},
            ((("run", "(", ((-1, beginnings.word("shell")),)), ("shell",), ("True",)),),
        ),
        ({"pattern": "$X.info($$$A)"}, ((("info", "("),),)),
        ({"any": [{"pattern": "a1()"}, {"pattern": "b1()"}]}, ((("a1", "(", ")"),), (("b1", "(", ")"),))),
        ({"kind": "except_clause", "regex": r"^except\s*:"}, ((("except",), ("except", ":")),)),
        ({"kind": "lambda"}, ((("lambda",),),)),
        ({"regex": "x"}, ((),)),
        ({"not": {"pattern": "print($A)"}}, ((),)),
    ],
)
def test_a_rule_promises(rule: object, groups: phrases.Groups) -> None:
    assert phrases.groups([rule]) == groups


def holds(groups: phrases.Groups, text: str) -> bool:
    return adjacent.any_group(phrases.lying(groups), text.encode("utf-8", "replace"))


@pytest.mark.parametrize(
    "text",
    [
        "logging.info(x)", "logging . info (x)", "(logging\n  .info(x))", "logging. \\\n info(x)",
        "(logging  # why\n .info\n (x))", "x(logging.info(1))", "logging\u200b.info(x)",
        "logging\f.info(x)",
    ],
)  # fmt: skip
def test_tokens_may_stand_apart(text: str) -> None:
    assert holds(phrases.groups([{"pattern": "logging.info($$$A)"}]), text)


@pytest.mark.parametrize(
    "text", ["logging.infos(x)", "logging.error(info(x))", "logging.info", "my_logging.info(x)"]
)
def test_other_tokens_are_not_the_phrase(text: str) -> None:
    assert not holds(phrases.groups([{"pattern": "logging.info($$$A)"}]), text)


BITS = (
    " ", "\n", "\t", "\\\n", "#x\n", "(", ")", ";", "!", "$", ")(", "'", ".", "\f", "\r",
    "\u200b", "é", "=", ":",
)  # fmt: skip
WRITTEN = (
    "logging.info(x)", "print(1)", "os.environ['A']", "try:\n    a()\nexcept:\n    pass\n",
    "open(p, 'w')", "time.sleep(1)", "open(p, mode='w')",
    "from x import *\n", "pickle.loads(b)", "subprocess.run(a, shell=True)", "datetime.now()",
    "json.dump(a, b)",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_every_match_in_texts_that_parse_holds_its_phrases(seed: int) -> None:
    chance = random.Random(seed)
    told = {name: phrases.groups([rule]) for name, rule in rules.LINT.items()}
    matched = 0
    for _ in range(600):
        texts = [chance.choice(WRITTEN) for _ in range(3)]
        for at, written in enumerate(texts):
            for _ in range(chance.randrange(3)):
                cut = chance.randrange(len(written) + 1)
                texts[at] = written = written[:cut] + chance.choice(BITS) + written[cut:]
        text = "x = 1\n" + "\n".join(texts) + "\n"
        if structure.fault(structure.tree(text, "python")):
            continue
        for name, rule in rules.LINT.items():
            if structure.find(text, "python", [rule]):  # type: ignore[list-item]
                matched += 1
                assert holds(told[name], text), (name, text)
    assert matched > 100, "too few matches for this to say anything"
