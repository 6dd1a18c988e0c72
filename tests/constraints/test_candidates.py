"""What a change brings that the document should know of: seen with its counts, and quiet when told (C4)."""

from collections.abc import Mapping

import pytest

from parti.constraints import candidates, document, examples, lint
from tests.constraints.changing import BEFORE, CALLER, STORE, Files, called, find, keys

BRINGS: Mapping[str, tuple[Files, str]] = {
    "helper:app.store.save": (
        called(2),
        "`app.store.save` (opening a file for writing, `json.dump`) is now called at 3 places in 2 files",
    ),
    "dependency:requests": (
        {"src/app/web/n.py": "import requests\n"},
        "the dependency `requests` is new, imported in 1 file",
    ),
    "dependency:rich": (
        {"pyproject.toml": '[project]\nname = "app"\ndependencies = ["rich>=13"]\n'},
        "the dependency `rich` is new, declared and not imported",
    ),
    "environment:ORDERS_URL": (
        {"src/app/settings.py": "import os\n\nURL = os.environ.get('ORDERS_URL')\n"},
        "the environment variable `ORDERS_URL` is new, read in 1 file",
    ),
    "error:app.errors.OrderLost": (
        {"src/app/errors.py": "class OrderLost(Exception):\n    pass\n"},
        "the error class `OrderLost` (`Exception`) is new, and no changed file raises it",
    ),
    "registry:app.dispatch.HANDLERS": (
        {
            "src/app/dispatch.py": "def handle_new(e): ...\ndef handle_old(e): ...\n"
            "HANDLERS = {'new': handle_new, 'old': handle_old}\n"
        },
        "`app.dispatch.HANDLERS` is a registry, new, with 2 functions or classes of ours",
    ),
    "registry:app.reg.job": (
        {
            "src/app/reg.py": "ALL = {}\n\ndef job(name):\n    def wrap(f):\n        ALL[name] = f\n"
            "        return f\n    return wrap\n\n"
            "@job('a')\ndef run_a(): ...\n@job('b')\ndef run_b(): ...\n"
        },
        "`app.reg.job` is a decorator that registers, new, with 2 functions or classes of ours",
    ),
    "edge:app.jobs:app.web": (
        {"src/app/jobs/j.py": "from app.web import a\n"},
        "`app.jobs` imports `app.web` for the first time",
    ),
}


@pytest.mark.parametrize("key", BRINGS)
def test_what_a_change_brings_is_a_candidate_with_its_evidence(key: str) -> None:
    new, evidence = BRINGS[key]
    (one,) = find(new)
    assert (one.key, one.evidence) == (key, evidence)
    assert one.path in new or one.path == "src/app/store.py"
    assert one.line > 0


@pytest.mark.parametrize("key", BRINGS)
def test_the_printed_section_can_be_added_as_it_is_and_makes_the_candidate_quiet(key: str) -> None:
    new, _ = BRINGS[key]
    (one,) = find(new)
    read = document.parse(f"# Constraints\n\n{one.section}")
    (rule,) = read.constraints
    assert (read.findings, rule.kind == "judged") == ((), False)
    assert examples.run(read.constraints) == ()
    assert lint.findings(read.constraints) == ()
    assert find(new, one.section) == ()


@pytest.mark.parametrize("key", BRINGS)
def test_what_was_there_before_the_change_is_no_candidate(key: str) -> None:
    new, _ = BRINGS[key]
    before = {**BEFORE, **new}
    touched = {path: text + "\n" for path, text in new.items()}
    assert find(touched, before=before) == ()


@pytest.mark.parametrize("key", BRINGS)
def test_what_only_tests_bring_is_no_candidate(key: str) -> None:
    new, _ = BRINGS[key]
    if "pyproject.toml" not in new:
        moved = {path.replace("src/app", "tests/app"): text for path, text in new.items()}
        assert find(moved) == ()


def test_a_change_without_code_asks_for_nothing() -> None:
    assert find({"README.md": "# App\n"}) == ()
    assert find({}, gone=["src/app/web/a.py"]) == ()


def test_a_helper_needs_three_places_in_two_files() -> None:
    assert find(called(1)) == ()
    assert find(called(5, "src/app/web/a.py")) == ()


def test_a_function_that_wraps_nothing_is_no_helper() -> None:
    before = {**BEFORE, "src/app/store.py": "def save(path, x):\n    return path\n"}
    assert find(called(4), before=before) == ()


def test_a_function_that_does_four_things_is_no_helper() -> None:
    more = "    os.remove(path)\n    os.chmod(path, 1)\n"
    before = {**BEFORE, "src/app/store.py": f"import os\n{STORE}{more}"}
    assert find(called(4), before=before) == ()


def test_a_helper_that_was_one_before_or_was_only_renamed_is_not_new() -> None:
    before = {**BEFORE, **called(2), "src/app/web/c.py": CALLER}
    assert find(called(4, "src/app/web/d.py"), before=before) == ()
    renamed = {path: text.replace("save", "store") for path, text in before.items()}
    assert find(renamed, before=before) == ()


def test_a_helper_of_the_changed_files_themselves_is_not_new() -> None:
    before = {**BEFORE, **called(2)}
    grown = {path: f"{text}    save(3, 4)\n" for path, text in before.items() if "/web/" in path and text}
    assert find(grown, before=before) == ()


def test_a_helper_that_half_the_code_goes_round_is_no_practice() -> None:
    raw = {f"src/app/web/r{at}.py": "import json\njson.dump(1, f)\nopen('x', 'w')\n" for at in range(4)}
    assert find(called(2), before={**BEFORE, **raw}) == ()
    one = {"src/app/web/r.py": raw["src/app/web/r0.py"]}
    (told,) = find(called(2), before={**BEFORE, **one})
    assert told.evidence.endswith("at 3 places in 2 files, 1 other place by hand")


PRACTICE = {"src/app/store.py": STORE, **{f"src/app/m{at}.py": CALLER for at in range(5)}}
RAW = {"src/app/n.py": "def f(p):\n    with open(p, 'w') as h:\n        h.write('x')\n"}


def test_a_raw_use_that_practice_bans_says_how_many_go_through_the_helper() -> None:
    (one,) = find(RAW, before=PRACTICE)
    assert one.key == "raw:app.store.save:src/app/n.py"
    assert (
        one.evidence
        == "opening a file for writing by hand, where 5 of 6 places go through `app.store.save`"
    )
    (told,) = candidates.findings((one,))
    assert told.fix.startswith("call `app.store.save` here, or add the section `through-save`")
    assert find(RAW, one.section, before=PRACTICE) == ()


def test_four_calls_are_no_practice_and_neither_is_one_of_two() -> None:
    few = {path: text for path, text in PRACTICE.items() if path != "src/app/m0.py"}
    assert find(RAW, before=few) == ()
    torn = {**PRACTICE, **{f"src/app/r{at}.py": RAW["src/app/n.py"] for at in range(3)}}
    assert find(RAW, before=torn) == ()


def test_a_registry_is_public_and_holds_what_is_ours() -> None:
    text = BRINGS["registry:app.dispatch.HANDLERS"][0]["src/app/dispatch.py"]
    assert find({"src/app/dispatch.py": text.replace("HANDLERS", "_HANDLERS")}) == ()
    assert find({"src/app/dispatch.py": "import math\nALL = [math.sin, math.cos]\n"}) == ()
    made = "ALL = [row(1), row(2), row(3), cell(1), cell(2), cell(3)]\n"
    assert find({"src/app/dispatch.py": f"def row(x): ...\ndef cell(x): ...\n{made}"}) == ()


def test_a_class_that_is_called_error_and_never_raised_is_none() -> None:
    text = "from app.types import Error\n\nclass OrderError(Error):\n    pass\n"
    assert find({"src/app/errors.py": text}) == ()
    assert keys(find({"src/app/errors.py": f"{text}\n\ndef f():\n    raise OrderError()\n"})) == [
        "error:app.errors.OrderError"
    ]


def test_an_error_that_moved_is_not_new() -> None:
    before = {**BEFORE, "src/app/errors.py": "class OrderLost(Exception):\n    pass\n"}
    moved = {"src/app/failures.py": before["src/app/errors.py"]}
    assert find(moved, before=before, gone=["src/app/errors.py"]) == ()


def test_an_edge_against_the_practised_direction_counts_the_other_way() -> None:
    up = {f"src/app/web/w{at}.py": "from app.jobs import j\n" for at in range(3)}
    (one,) = find({"src/app/jobs/j.py": "from app.web import a\n"}, before={**BEFORE, **up})
    assert one.evidence == "`app.jobs` imports `app.web` for the first time; 3 files import the other way"
    assert "## `app.jobs` never imports `app.web`" in one.section
    (told,) = candidates.findings((one,))
    assert told.fix.startswith("turn the import round, or add the section")


def test_a_new_package_may_import_what_it_likes() -> None:
    assert find({"src/app/new/__init__.py": "", "src/app/new/n.py": "from app.web import a\n"}) == ()


@pytest.mark.parametrize(
    ("key", "check"),
    [
        ("edge:app.jobs:app.web", "layers\nlayers: [app.jobs, app.web]"),
        ("edge:app.jobs:app.web", "forbidden-import\nmodules: [app.jobs]"),
        ("dependency:requests", "stdlib-only\nallow: [requests]"),
        ("environment:ORDERS_URL", "only-through\nhelper: app.settings.url\ninstead-of: [os.environ]"),
        (
            "helper:app.store.save",
            "only-through\nhelper: app.disk.put\ninstead-of: [open-for-write, json.dump]",
        ),
    ],
)
def test_a_constraint_that_judges_it_already_makes_it_quiet(key: str, check: str) -> None:
    new, _ = BRINGS[key]
    text = f"## Nothing else {{#x}}\n\nScope: `src/**`.\n\n```check {check}\n```\n\n"
    examples_of = "```python kept\nx = 1\n```\n\n```python broken\nimport requests\n```\n"
    assert find(new, text + examples_of) == ()
    assert keys(find(new, "## Nothing else {#x}\n\n`judged`\n")) == [key]


def test_a_watched_name_makes_it_quiet() -> None:
    text = "## Orders are never lost {#x}\n\nWatches: `app.errors.OrderLost`.\n\n`judged`\n"
    assert find(BRINGS["error:app.errors.OrderLost"][0], text) == ()


def test_a_finding_names_place_key_and_both_ways_on() -> None:
    found = find(BRINGS["environment:ORDERS_URL"][0])
    (one,) = candidates.findings(found)
    assert (one.code, one.level, str(one.place)) == (
        "constraints/candidate",
        "warning",
        "src/app/settings.py:3",
    )
    assert "add the section `env-orders-url` to CONSTRAINTS.md in this change" in one.fix
    assert 'parti constraints dismiss environment:ORDERS_URL --because "…"' in one.fix
    (loud,) = candidates.findings(found, "error")
    assert loud.level == "error"
    assert candidates.left(found, {"environment:ORDERS_URL"}) == ()


@pytest.mark.parametrize(
    ("path", "before", "after", "found"),
    [
        (
            "src/web/a.ts",
            "export const f = 1;\n",
            'import axios from "axios";\nexport class LostError extends Error {}\nfunction one() {}\n'
            "function two() {}\nexport const ALL = { a: one, b: two };\n"
            "const u = process.env.ORDERS_URL;\n",
            [
                "dependency:axios",
                "error:src.web.a.LostError",
                "registry:src.web.a.ALL",
                "environment:ORDERS_URL",
            ],
        ),
        (
            "internal/web/a.go",
            "package web\n",
            'package web\n\nimport "os"\n\nvar a = os.Getenv("ORDERS_URL")\n',
            ["environment:ORDERS_URL"],
        ),
        (
            "src/main.rs",
            "fn f() {}\n",
            'fn f() { let a = std::env::var("ORDERS_URL"); }\n',
            ["environment:ORDERS_URL"],
        ),
        (
            "src/main/java/A.java",
            "class A {}\n",
            'package app;\nclass A { String a = System.getenv("ORDERS_URL"); }\n'
            "class Lost extends RuntimeException {}\n",
            ["environment:ORDERS_URL", "error:app.Lost"],
        ),
    ],
)
def test_other_languages_bring_candidates_whose_sections_hold(
    path: str, before: str, after: str, found: list[str]
) -> None:
    every = find({path: after}, before={path: before})
    assert keys(every) == found
    for each in every:
        read = document.parse(each.section)
        assert (read.findings, examples.run(read.constraints)) == ((), ())
        assert (read.constraints[0].kind == "judged") is each.key.startswith("registry")


def test_a_manifest_of_another_language_names_the_file_that_imports() -> None:
    before = {"a.go": "package a\n", "go.mod": "module example.org/x\n"}
    (one,) = find(
        {
            "a.go": 'package a\n\nimport "github.com/x/y"\n',
            "go.mod": "module example.org/x\n\nrequire github.com/x/y v1.2.3\n",
        },
        before=before,
    )
    assert (one.key, one.evidence, one.path) == (
        "dependency:github.com/x/y",
        "the dependency `github.com/x/y` is new, imported in 1 file",
        "go.mod",
    )


def test_code_that_does_not_parse_brings_nothing_and_stops_nobody() -> None:
    new = {**BRINGS["dependency:requests"][0], "src/app/bad.py": "import flask\ndef (:\n"}
    assert keys(find(new)) == ["dependency:requests"]


def test_what_a_file_had_that_did_not_parse_is_not_called_new() -> None:
    new = BRINGS["environment:ORDERS_URL"][0]
    broken = {path: f"{text}def (:\n" for path, text in new.items()}
    assert find(new, before={**BEFORE, **broken}) == ()


def test_an_error_that_a_call_of_type_makes_is_an_error() -> None:
    text = "Root = Exception\nLost = type('Lost', (Root,), {})\nPlain = type('Plain', (), {})\n"
    assert keys(find({"src/app/late.py": text})) == ["error:app.late.Lost"]
    assert not find({"src/app/late.py": text.replace("= type('Lost'", "= make('Lost'")})
    assert not find({"src/app/late.py": "def f():\n    Lost = type('Lost', (Exception,), {})\n"})


def test_a_decorator_that_appends_to_a_list_is_a_registry() -> None:
    text = (
        "SEEN = []\n\ndef hook(function):\n    SEEN.append(function)\n    return function\n\n"
        "@hook\ndef one(): ...\n\n@hook\ndef two(): ...\n"
    )
    assert keys(find({"src/app/late.py": text})) == ["registry:app.late.hook"]
    assert not find({"src/app/late.py": text.replace("    SEEN.append(function)\n", "")})
