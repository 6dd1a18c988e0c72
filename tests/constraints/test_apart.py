"""A breach whose line reads like many others is told from them: by what it guards, imports or stands in.

Each case is a file before and after. The ratchet must not let a new breach in for a mended one, and must
keep letting the old one through when it only moved, was written in another style or got other arguments.
"""

import pytest

from parti.constraints import apart, baseline, conformance, finding, moves, same_around
from parti.constraints import tree as trees
from parti.source.shape import FileChange
from tests.constraints.documents import rule

SILENT = rule("told-error\nerrors: ['*']")
WEB_TS = rule("forbidden-import\nmodules: [src/web]")
WEB_PY = rule("forbidden-import\nmodules: [app.web]")

OTHERS = {"src/web/old.ts": "", "src/web/worse.ts": "", "app/web/__init__.py": "", "app/web/old.py": ""}


def found(asks: object, path: str, text: str) -> list[finding.Finding]:
    tree = trees.Texts({**OTHERS, path: text})
    return [each for each in conformance.of_rule(asks, tree) if each.place.path == path]  # type: ignore[arg-type]


def new(asks: object, path: str, before: str, after: str, *, change: bool) -> list[str]:
    """The lines of what is new, with or without the change at hand."""
    old = found(asks, path, before)
    assert old, "the case begins with a breach"
    known = baseline.load(baseline.dump(baseline.accept(old)))
    went = (
        (lambda paths: moves.find([FileChange(path, before, after)], paths))
        if change
        else baseline._nothing
    )
    rows = after.split("\n")
    texts = {path: after}.__getitem__
    fresh = baseline.apply(known, found(asks, path, after), {path}, [path], went, text=texts).new
    return [rows[each.place.line - 1].strip() for each in fresh]


ONE = "export function one() {\n  try {\n    a();\n  } catch {\n    return 1;\n  }\n}\n"
MENDED = ONE.replace("} catch {", "} catch (e) {").replace("return 1", "throw new Error('a', { cause: e })")
PAY = "async function payTheInvoice() {\n  try {\n    await pay();\n  } catch {\n    return 1;\n  }\n}\n"
PY = "def one():\n    try:\n        a()\n    except Exception:\n        return None\n"
PY_MENDED = PY.replace("return None", "raise Told from None")
PY_PAY = PY.replace("def one", "def pay_the_invoice").replace("a()", "pay(invoice)")


def flat(text: str) -> str:
    return "\n".join(row.strip() for row in text.split("\n"))


BOUGHT = [
    (SILENT, "src/r.ts", ONE, MENDED + PAY),
    (SILENT, "src/r.ts", ONE, PAY + MENDED),
    (SILENT, "src/r.ts", flat(ONE), flat(MENDED + PAY)),
    (SILENT, "src/r.ts", ONE, PAY),
    (SILENT, "src/r.ts", ONE.replace("{ return 1; }", "(e) {"), MENDED + PAY),
    (SILENT, "app/r.py", PY, PY_MENDED + PY_PAY),
    (SILENT, "app/r.py", PY.replace(" Exception", ""), PY_MENDED + PY_PAY.replace(" Exception", "")),
    (
        SILENT,
        "app/r.py",
        "def one():\n    try:\n        a()\n    finally:\n        return\n",
        "def one():\n    a()\n\ndef pay():\n    try:\n        charge(all)\n    finally:\n        return\n",
    ),
    (
        WEB_TS,
        "src/core/c.ts",
        "import {\n  a,\n} from '../web/old'\nimport { x } from './x'\nrun(a)\n",
        "import { x } from './x'\nimport {\n  b,\n} from '../web/worse'\nrun(b)\n",
    ),
    (
        WEB_TS,
        "src/core/c.ts",
        "import {\n  a,\n} from '../web/old'\nrun(a)\n",
        "import {\n  a,\n} from '../web/worse'\nrun(a)\n",
    ),
    (
        WEB_PY,
        "app/core.py",
        "from app.web.old import (\n    a,\n)\nimport x\nrun(a)\n",
        "import x\nfrom app.web import (\n    worse,\n)\nrun(worse)\n",
    ),
    (
        WEB_PY,
        "app/core.py",
        "from app.web.old import (\n    a,\n)\nimport x\nrun(a)\n",
        "import x\n\ndef later():\n    from app.web.old import (\n        other,\n    )\n    run(other)\n",
    ),
]


@pytest.mark.parametrize("change", [True, False], ids=["with the change", "without"])
@pytest.mark.parametrize(("asks", "path", "before", "after"), BOUGHT)
def test_a_mended_breach_buys_none_whose_line_reads_the_same(
    asks: object, path: str, before: str, after: str, change: bool
) -> None:
    assert len(new(asks, path, before, after, change=change)) == 1


KEPT = [
    (SILENT, "src/r.ts", ONE, "const first = 1;\n" + PAY.replace("return 1", "report()") + ONE),
    (SILENT, "src/r.ts", ONE, ONE.replace("  ", "\t")),
    (SILENT, "src/r.ts", ONE, ONE.replace("one", "renamed")),
    (SILENT, "src/r.ts", ONE, ONE.replace("return 1", "return 2")),
    (SILENT, "src/r.ts", ONE, ONE.replace("} catch {", "} catch (error) {")),
    (SILENT, "src/r.ts", ONE, ONE.replace("} catch {", "} catch { // as before")),
    (SILENT, "src/r.ts", ONE.replace("a()", "a(b, c)"), ONE.replace("a()", "a(b, c, d)")),
    (SILENT, "src/r.ts", ONE, "class All {\n" + ONE.replace("export function one", "  one") + "}\n"),
    (SILENT, "app/r.py", PY, "x = 1\n" + PY),
    (SILENT, "app/r.py", PY, "class All:\n" + "".join(f"    {row}\n" for row in PY.split("\n"))),
    (SILENT, "app/r.py", PY, PY.replace("except Exception:", "except Exception:  # noqa: BLE001")),
    (SILENT, "app/r.py", PY, PY.replace("def one", "def renamed")),
    (
        WEB_TS,
        "src/core/c.ts",
        "import {\n  a,\n} from '../web/old'\nrun(a)\n",
        "import x from './x'\nimport {\n  a,\n} from \"../web/old\";\nrun(a)\n",
    ),
    (
        WEB_TS,
        "src/core/c.ts",
        "import {\n  a,\n} from '../web/old'\nrun(a)\n",
        "import { a } from '../web/old'\nrun(a)\n",
    ),
    (
        WEB_TS,
        "src/core/c.ts",
        "import { a } from '../web/old'\nrun(a)\n",
        "import {\n  a,\n} from '../web/old'\nrun(a)\n",
    ),
    (
        WEB_TS,
        "src/core/c.ts",
        "import {\n  a,\n} from '../web/old'\nrun(a)\n",
        "import {\n  a,\n  b,\n  c,\n  d,\n} from '../web/old'\nrun(a)\n",
    ),
    (
        WEB_PY,
        "app/core.py",
        "from app.web.old import (\n    a,\n)\nrun(a)\n",
        "import x\nfrom app.web.old import (\n    a,\n    b,\n)\nrun(a)\n",
    ),
]


@pytest.mark.parametrize("change", [True, False], ids=["with the change", "without"])
@pytest.mark.parametrize(("asks", "path", "before", "after"), KEPT)
def test_an_old_breach_stays_accepted_though_its_line_says_little(
    asks: object, path: str, before: str, after: str, change: bool
) -> None:
    assert new(asks, path, before, after, change=change) == []


EDITED = [
    (SILENT, "src/r.ts", ONE, ONE.replace("a();", "const all = await read(everything);\n    use(all);")),
    (
        SILENT,
        "src/r.ts",
        ONE.replace("a()", "a(b, c)"),
        ONE.replace("a()", "a(b, c, d)").replace("one", "two"),
    ),
    (SILENT, "app/r.py", PY, PY.replace("a()", "for each in everything:\n            take(each)")),
]


@pytest.mark.parametrize(("asks", "path", "before", "after"), EDITED)
def test_what_a_change_rewrote_around_such_a_line_is_known_by_the_change(
    asks: object, path: str, before: str, after: str
) -> None:
    assert new(asks, path, before, after, change=True) == []
    assert len(new(asks, path, before, after, change=False)) == 1


KEEPS = (
    ONE.replace("try {", "").replace("} catch {", "").replace("return 1;\n  }", "").replace("\n  \n", "\n")
)
TWO = ONE.replace("one()", "two()")
PY_TWO = PY.replace("def one", "def two")
TWICE = [
    (SILENT, "src/r.ts", ONE, MENDED + TWO),
    (SILENT, "src/r.ts", ONE, TWO + MENDED),
    (SILENT, "src/r.ts", ONE, KEEPS + TWO),
    (SILENT, "app/r.py", PY, PY_MENDED + PY_TWO),
    (SILENT, "app/r.py", PY, "def one():\n    a()\n" + PY_TWO),
]


@pytest.mark.parametrize(("asks", "path", "before", "after"), TWICE)
@pytest.mark.parametrize("change", [False, True])
def test_the_same_code_in_another_function_is_new_where_the_old_one_still_holds_it(
    asks: object, path: str, before: str, after: str, change: bool
) -> None:
    assert len(new(asks, path, before, after, change=change)) == 1


WENT_ON = [
    (SILENT, "src/r.ts", ONE, "export function one() {\n  two();\n}\n" + TWO),
    (SILENT, "src/r.ts", ONE, TWO),
    (SILENT, "app/r.py", PY, "def one():\n    return two()\n" + PY_TWO),
    (SILENT, "app/r.py", PY + PY_TWO, PY_TWO),
]


@pytest.mark.parametrize(("asks", "path", "before", "after"), WENT_ON)
@pytest.mark.parametrize("change", [False, True])
def test_code_that_went_to_another_function_takes_what_was_accepted_along(
    asks: object, path: str, before: str, after: str, change: bool
) -> None:
    assert new(asks, path, before, after, change=change) == []


def test_an_entry_of_an_older_baseline_is_taken_by_its_line() -> None:
    (each,) = found(SILENT, "src/r.ts", ONE)
    key = finding.fingerprint(each.code, "src/r.ts", "} catch {")
    text = f'{{"findings": {{"{key}": {{"code": "{each.code}", "count": 1, "path": "src/r.ts", '
    text += '"snippet": "} catch {"}}, "format": 1}'
    known = baseline.load(text)
    applied = baseline.apply(known, [each])
    assert (applied.new, applied.stale) == ((), ())
    anew = baseline.shrink(known, [each])
    assert [(entry.snippet, entry.around) for entry in anew.entries.values()] == [
        ("} catch {", "a(); @ one")
    ]
    two = [each, *found(SILENT, "src/r.ts", PAY)]
    assert len(baseline.apply(known, two).new) == 1, "an older entry pays as often as it was counted"


@pytest.mark.parametrize(
    "said",
    ["} catch {", "} catch (error: unknown) {", "except:", "except (A, B) as error:", "return",
     "return None",
     "return 0;", ")", "} finally {", "try:", ".catch(() => {});", "import {", "export {", "import type {",
     "const {", "from app.x import (", "with suppress(Exception):", "} catch { // why"],
)  # fmt: skip
def test_a_line_that_names_nothing_reads_like_many_others(said: str) -> None:
    assert apart.is_vague(said)


@pytest.mark.parametrize(
    "said",
    ["return pay()", "import x", "import { a } from './a'", "json.dump(", "foo(", "return 'paid'",
     ".catch(report)", "const a = {", "from app.x import y", "try { pay() } catch {}", "",
     "export class HTTPError extends RequestError {", "export const names = [", "export function f(",
     "export default async function go(x) {", f"import {{ {'a, ' * 200}"],
)  # fmt: skip
def test_a_line_that_says_something_is_known_by_itself(said: str) -> None:
    assert not apart.is_vague(said)
    assert apart.around(f"x\n{said}\n)\n", 2) == ""


@pytest.mark.parametrize(
    "head",
    [
        "async function tryIt<\n  T extends Op,\n  R = Out<T>\n>(\n  op: T\n): Promise<R> {\n",
        "async function tryIt(op: Op) {\n",
        "export const tryIt = async (op) => {\n",
    ],
    ids=["types on lines of their own", "one line", "an arrow"],
)
def test_what_a_handler_guards_may_grow_in_its_function(head: str) -> None:
    before = f"{head}  try {{\n    return await op.run();\n  }} catch {{\n  }}\n}}\n"
    after = before.replace(
        "    return", "    if (op.old) {\n      return await old(op);\n    }\n    return"
    )
    there, here = (
        apart.around(text, 1 + text[: text.index("} catch")].count("\n")) for text in (before, after)
    )
    assert there.endswith("@ tryIt")
    assert here.endswith("@ tryIt")
    assert same_around.is_near(there, here)
