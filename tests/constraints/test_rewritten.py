"""Which rewritten line still holds its breach: through a variable, one helper, one effect, one call.

That the old line was a breach of the same constraint is given: the baseline asks with the key of its entry.
Each case that is known again has a neighbour beside it that is another breach and must be told.
"""

import pytest

from parti.constraints import baseline, conformance, finding, moves, rewritten
from parti.constraints import tree as trees
from parti.source.shape import FileChange
from tests.constraints.documents import rule

COPY = "`fs.copyFile` is called where it is forbidden"
NOW = "`datetime.datetime.now` touches the clock, which is forbidden here"
HANDED = (
    "`self.jobs.fetch(run.job_id, self.store)` hands it to a function where `id.split` takes it apart at "
    "app/job.py:7, and `job_id` is opaque: it is compared and passed on, never taken apart"
)


def is_same(old: str, new: str, message: str, text: str = "", path: str = "a.js") -> bool:
    place = finding.Place(path=path, line=5)
    each = finding.Finding(code="c", level="error", message=message, place=place, fix="f", snippet=new)
    move = moves.Moved(path, path, {5: (old,)}, f"{text}\n{old}\n")
    return list(rewritten.before(move, each)) == [(old, "")]


@pytest.mark.parametrize(
    "binds",
    [
        "const copyFile = util.promisify(fs.copyFile)",
        "const { copyFile } = require('fs')",
        "import { copyFile } from 'fs'",
        "from fs import copyFile",
        "  copyFile = fs.copyFile",
    ],
)
def test_a_variable_that_stood_for_the_thing_was_the_thing(binds: str) -> None:
    assert is_same("return copyFile(a, b)", "return fs.copyFile(a, b)", COPY, binds)


@pytest.mark.parametrize(
    "binds",
    [
        "",
        "const copyFile = util.promisify(other.copyFile)",
        "const copyFile = fs.copyFile(a, b)",
        "if (copyFile == fs.copyFile) go()",
        "fs.copyFile(copyFile)",
        "const move = fs.copyFile",
    ],
    ids=["nothing", "another module", "what a call gives", "a comparison", "a call", "another name"],
)
def test_a_variable_of_that_name_that_stood_for_something_else_buys_nothing(binds: str) -> None:
    assert not is_same("return copyFile(a, b)", "return fs.copyFile(a, b)", COPY, binds)


def test_a_variable_that_got_another_name_stands_for_what_it_stood_for() -> None:
    binds = "  copyLater = later(fs.copyFile)"
    assert is_same("return copyLater(a, b)", "return copyFile(a, b)", COPY, binds)
    assert not is_same(
        "return moveLater(a, b)", "return copyFile(a, b)", COPY, "moveLater = later(fs.rename)"
    )


def test_another_primitive_beside_the_same_helper_is_the_same_bypass() -> None:
    instead = "`json.dump` is called instead of `store.save`"
    assert is_same("path.write_text(text)", "json.dump(text, file)", instead)
    assert not is_same("path.write_text(text)", "json.dump(text, file)", "`json.dump` is called")


def test_the_same_part_of_the_world_is_touched_in_other_words() -> None:
    assert is_same("at = datetime.utcnow()", "at = datetime.now(UTC)", NOW)
    assert is_same("at = time.time()", "at = datetime.now(UTC)", NOW)
    assert not is_same("at = os.environ['AT']", "at = datetime.now(UTC)", NOW)


def test_of_a_call_its_function_counts_and_not_what_it_is_given() -> None:
    new = "run.job = self.jobs.fetch(run.job_id, self.store)"
    assert is_same("return self.jobs.fetch(job_id, self.store)", new, HANDED)
    assert not is_same("return self.jobs.parse(job_id, self.store)", new, HANDED)


def test_a_line_that_went_to_another_file_is_asked_nothing() -> None:
    place = finding.Place(path="b.py", line=1)
    each = finding.Finding(code="c", level="error", message="m", place=place, fix="f", snippet="x")
    assert list(rewritten.before(moves.Moved("a.py", "b.py", {1: ("y",)}), each)) == [("y", "")]


def test_the_current_folder_asked_for_in_other_words_is_no_new_breach() -> None:
    before = "import pathlib\n\nplaces = [pathlib.Path('.').resolve()]\n"
    after = before.replace("Path('.').resolve()", "Path.cwd()")
    asks = rule("forbidden-call\neffects: [environment]")
    old, new = (conformance.of_rule(asks, trees.Texts({"a.py": text})) for text in (before, after))
    assert [each.place.line for each in old] == [3]
    change = FileChange("a.py", before, after)
    applied = baseline.apply(
        baseline.accept(old), new, {"a.py"}, ["a.py"], lambda p: moves.find([change], p)
    )
    assert (applied.new, len(applied.accepted)) == ((), 1)


SILENT = "a failure ends here and nobody hears of it: `{}` does nothing with it"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("except:", "except Exception:"),
        ("except BaseException as error:", "except Exception:"),
        ("except (KeyError, Exception):", "except LookupError:"),
        ("except builtins.Exception:", "except OSError as error:"),
        ("except* BaseException:", "except* Exception:"),
        ("except (KeyError, OSError):", "except OSError:"),
        ("except Exception:", "except Exception as error:"),
    ],
)
def test_a_silent_handler_that_takes_less_is_the_one_before(old: str, new: str) -> None:
    assert is_same(old, new, SILENT.format(new.rstrip(":")))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("except Exception:", "except:"),
        ("except Exception:", "except BaseException:"),
        ("except KeyError:", "except Exception:"),
        ("except KeyError:", "except OSError:"),
        ("# except:", "except Exception:"),
        ("except:", "with suppress(Exception):"),
    ],
    ids=["bare", "more", "wider", "another class", "a comment", "no handler"],
)
def test_a_handler_that_takes_more_or_other_failures_is_another(old: str, new: str) -> None:
    assert not is_same(old, new, SILENT.format(new.rstrip(":")))


ABOVE = "`app.core` imports `{}`, and `app.promise` stands above it"


@pytest.mark.parametrize(
    ("path", "old", "new", "named"),
    [
        ("a.ts", "import {Old} from '../promise/types.js'", "import type {New} from '../promise/types.js'",
         "app.promise.types.New"),
        ("a.js", "const {old} = require('../promise')", "const { fresh } = require('../promise')",
         "app.promise.fresh"),
        ("a.py", "from app.promise import Old", "from app.promise import New", "app.promise.New"),
        ("a.py", "from ..promise import Old", "from ..promise import New, Newer", "app.promise.New"),
    ],
)  # fmt: skip
def test_another_thing_of_the_same_module_is_the_same_breach(
    path: str, old: str, new: str, named: str
) -> None:
    assert is_same(old, new, ABOVE.format(named), path=path)


@pytest.mark.parametrize(
    ("path", "old", "new", "named"),
    [
        ("a.ts", "import {Old} from '../promise/types.js'", "import {New} from '../promise/other.js'",
         "app.promise.other.New"),
        ("a.ts", "import {Old} from '../promise'", "export {New} from '../create'", "app.create.New"),
        ("a.py", "from app import promise", "from app import create", "app.create"),
        ("a.py", "from app.promise import Old", "from app.promise import New, web", "app.promise.web"),
        ("a.py", "from app.promise import Old", "import app.promise_more", "app.promise_more"),
    ],
)  # fmt: skip
def test_another_module_is_another_breach(path: str, old: str, new: str, named: str) -> None:
    assert not is_same(old, new, ABOVE.format(named), path=path)
