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
        ({"pattern": "import requests"}, ((("import", "requests"),),)),
        ({"pattern": "import os.path"}, ((("import", "os", ".", "path"),),)),
        ({"pattern": "import $M"}, ((("import",),),)),
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
    "json.dump(a, b)", "import requests", "import os, requests", "import requests as r",
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


@pytest.mark.parametrize(
    "text",
    ["import os, requests\n", "import requests as r\n", "from requests import a\n", "import a.requests\n"],
)
def test_the_import_of_one_module_is_no_other_import(text: str) -> None:
    assert not structure.find(text, "python", [{"pattern": "import requests"}])


@pytest.mark.parametrize(
    "text", ["import requests", "import \\\n requests", "x = 1; import\trequests", "import requests.a"]
)
def test_an_import_may_stand_apart_or_go_on(text: str) -> None:
    assert holds(phrases.groups([{"pattern": "import requests"}]), text)


@pytest.mark.parametrize("text", ["import os, requests", "from requests import a", "reimport requests"])
def test_an_import_in_another_place_is_not_looked_at(text: str) -> None:
    assert not holds(phrases.groups([{"pattern": "import requests"}]), text)
