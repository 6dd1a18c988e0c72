"""A failure that ends in silence in JavaScript and TypeScript: each way to say nothing, and each way out.

What is silent decides whether `told-error` speaks, so every form has its neighbour that does something.
"""

import pytest

from tests.source.foreign import silent

# --- what a catch clause may do without telling anybody --------------------------------------------------


def test_a_clause_of_comments_and_empty_statements_is_silent() -> None:
    assert silent.caught("// the file may be gone\n;;\n/* really */") == silent.CATCH


def test_blocks_in_blocks_are_as_silent_as_what_they_hold() -> None:
    assert silent.caught("{ { } ; }") == silent.CATCH
    assert silent.caught("{ { tell(error); } }") == []


def test_going_on_with_the_loop_or_leaving_it_tells_nobody() -> None:
    assert silent.caught("continue;") == silent.CATCH
    assert silent.caught("break;") == silent.CATCH


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "null",
        "undefined",
        "false",
        "-1",
        "!0",
        "void 0",
        "''",
        "`none`",
        "[]",
        "[null, 0]",
        "{}",
        "{ ok: false, why: 'gone', more: [] }",
        "(null)",
        "(/* nothing was found */ null)",
        "null as unknown",
        "null!",
        "<unknown>null",
        "[] satisfies string[]",
    ],
)
def test_the_same_answer_to_every_failure_is_silent(answer: str) -> None:
    assert silent.caught(f"return {answer};") == silent.CATCH


@pytest.mark.parametrize(
    "answer",
    [
        "error",
        "known",
        "!known",
        "-known",
        "known as unknown",
        "`gone: ${error}`",
        "[error]",
        "[...known]",
        "{ error }",
        "{ ...known }",
        "{ why: error }",
        "{ [known]: 1 }",
        "{ why() { return 1; } }",
        "describe(error)",
        "new Failure()",
        "void tell(error)",
        "error.code",
        "known ? 1 : 2",
    ],
)
def test_an_answer_that_is_reckoned_from_something_is_not_silent(answer: str) -> None:
    assert silent.caught(f"return {answer};") == []


def test_naming_the_error_without_using_it_is_silent() -> None:
    assert silent.caught("error;") == silent.CATCH
    assert silent.caught("error.message;") == silent.CATCH
    assert silent.caught("void error;") == silent.CATCH


def test_a_constant_of_the_clause_that_nobody_can_read_is_silent() -> None:
    assert silent.caught("const ignored = error;") == silent.CATCH
    assert silent.caught("let ignored = error, more = 1;") == silent.CATCH


def test_a_variable_that_outlives_the_clause_may_be_read() -> None:
    assert silent.caught("var last = error;") == []
    assert silent.caught("last = error;") == []


def test_a_constant_that_is_given_what_a_call_returns_is_not_silent() -> None:
    assert silent.caught("const told = tell(error);") == []


@pytest.mark.parametrize(
    "statement",
    [
        "failures++;",
        "failures += 1;",
        "delete known[each];",
        "await tell(error);",
        "new Report(error);",
        "tag`${error}`;",
        "throw error;",
        "while (busy) { }",
        "function later() { }",
        "import('./tell');",
    ],
)
def test_a_statement_that_does_something_is_not_silent(statement: str) -> None:
    assert silent.caught(statement) == []


def test_a_choice_between_two_silences_is_silent() -> None:
    assert silent.caught("if (known) { } else { return null; }") == silent.CATCH
    assert silent.caught("if (error.code === 1) continue;") == silent.CATCH
    assert silent.caught("if (a) { } else if (b) { return 1; } else { break; }") == silent.CATCH


def test_a_choice_with_one_way_that_tells_is_not_silent() -> None:
    assert silent.caught("if (!known) throw error;") == []
    assert silent.caught("if (known) { } else { tell(error); }") == []
    assert silent.caught("if (a) { } else if (b) { return error; } else { break; }") == []


def test_a_question_that_calls_something_is_not_silent() -> None:
    assert silent.caught("if (tell(error)) { }") == []


def test_one_statement_that_tells_frees_the_whole_clause() -> None:
    assert silent.caught("failed = true; return null;") == []
    assert silent.caught("return null; failed = true;") == []


def test_each_of_two_clauses_is_told_where_it_stands() -> None:
    text = "try { a(); } catch { }\ntry {\n  b();\n} catch (e) {\n  try { c(); } catch { }\n}\n"
    assert silent.ends(text) == [f"1:14 `catch` {silent.NOTHING}", f"5:16 `catch` {silent.NOTHING}"]


# --- handlers of promises --------------------------------------------------------------------------------

CATCH_HANDLER = [f"2:10 the handler of `catch` {silent.NOTHING}"]


@pytest.mark.parametrize(
    "handler",
    [
        "() => {}",
        "async () => {}",
        "error => {}",
        "() => null",
        "() => (undefined)",
        "() => ({})",
        "() => ({ ok: false })",
        "() => `none`",
        "function () { return; }",
        "function ignore() { /* fine */ }",
    ],
)
def test_a_function_that_does_nothing_with_the_failure_is_told(handler: str) -> None:
    assert silent.handled(handler) == CATCH_HANDLER


@pytest.mark.parametrize(
    "handler",
    [
        "error => tell(error)",
        "error => error",
        "() => Promise.reject()",
        "error => ({ error })",
        "() => { throw new Gone(); }",
        "tell",
        "this.tell",
        "tell()",
        "null",
        "",
    ],
)
def test_a_handler_that_answers_or_is_not_known_here_is_free(handler: str) -> None:
    assert silent.handled(handler) == []


def test_brackets_and_comments_around_a_handler_hide_nothing() -> None:
    assert silent.handled("/* why */ () => {}") == [f"2:20 the handler of `catch` {silent.NOTHING}"]
    assert silent.handled("((() => {}))") == [f"2:12 the handler of `catch` {silent.NOTHING}"]
    assert silent.handled("(() => {}) as any") == [f"2:11 the handler of `catch` {silent.NOTHING}"]


def test_only_the_first_thing_that_catch_is_given_is_its_handler() -> None:
    assert silent.handled("tell, () => {}") == []


def test_only_the_second_thing_that_then_is_given_is_its_handler() -> None:
    assert silent.handled("() => {}", "then") == []
    assert silent.handled("() => {}, tell", "then") == []
    assert silent.handled("use, () => {}", "then") == [f"2:14 the handler of `then` {silent.NOTHING}"]


def test_finally_of_a_promise_takes_no_failure() -> None:
    assert silent.handled("() => {}", "finally") == []


def test_a_method_in_brackets_is_the_method() -> None:
    assert silent.ends("read()['catch'](() => {});") == [f"1:17 the handler of `catch` {silent.NOTHING}"]
    assert silent.ends('read()["then"](use, () => {});') == [f"1:21 the handler of `then` {silent.NOTHING}"]


def test_a_promise_that_may_not_be_there_is_looked_at_too() -> None:
    assert silent.ends("read?.()?.catch(() => {});") == [f"1:17 the handler of `catch` {silent.NOTHING}"]


def test_each_handler_of_a_chain_is_judged_alone() -> None:
    text = "read()\n  .then(use, () => {})\n  .catch(tell)\n  .catch(() => 0);\n"
    assert silent.ends(text) == [
        f"2:14 the handler of `then` {silent.NOTHING}",
        f"4:10 the handler of `catch` {silent.NOTHING}",
    ]


@pytest.mark.parametrize(
    "declared",
    [
        "const ignore = () => {};",
        "const ignore = function () {};",
        "function ignore() {}",
        "let x = 1, ignore = () => null;",
    ],
)
def test_a_handler_by_name_is_looked_up_in_the_file(declared: str) -> None:
    assert silent.handled("ignore", before=f"{declared} ") == CATCH_HANDLER


def test_a_name_with_a_dollar_is_looked_up_like_any_other() -> None:
    assert silent.handled("$ignore", before="const $ignore = () => {}; ") == CATCH_HANDLER
    assert silent.handled("ignore$", before="function ignore$() {} ") == CATCH_HANDLER


def test_a_handler_that_is_declared_below_is_found() -> None:
    assert silent.ends("read().catch(ignore);\nfunction ignore() {}\n") == [
        f"1:14 the handler of `catch` {silent.NOTHING}"
    ]


def test_a_name_that_is_declared_twice_is_not_guessed() -> None:
    both = "function ignore() {} function ignore() { tell(); } "
    assert silent.handled("ignore", before=both) == []


def test_a_longer_name_is_another_name() -> None:
    assert silent.handled("ignore", before="const ignoreAll = () => {}; ") == []


def test_a_name_that_holds_no_function_is_no_handler() -> None:
    assert silent.handled("ignore", before="const ignore = 3; ") == []
    assert silent.handled("ignore", before="let ignore; ") == []


# --- a finally that leaves by itself ---------------------------------------------------------------------


def left(finally_: str) -> list[str]:
    """The silent ends of this `finally`, inside a labelled loop of a function."""
    return silent.ends(
        "function f() {\n  outer: for (const each of all) {\n    try {\n      read(each);\n"
        f"    }} finally {{\n      {finally_}\n    }}\n  }}\n}}\n"
    )


@pytest.mark.parametrize("word", ["return", "break", "continue"])
def test_leaving_out_of_finally_drops_what_was_thrown(word: str) -> None:
    assert left(f"{word};") == [f"6:7 `{word}` in `finally` drops whatever was thrown"]


def test_leaving_out_of_finally_by_way_of_a_condition_is_leaving() -> None:
    assert left("if (done) { return 1; }") == ["6:19 `return` in `finally` drops whatever was thrown"]


def test_a_return_drops_what_was_thrown_from_inside_any_loop() -> None:
    assert left("while (busy) { return; }") == ["6:22 `return` in `finally` drops whatever was thrown"]


@pytest.mark.parametrize(
    "loop",
    [
        "for (const a of b) { break; }",
        "for (const a in b) { continue; }",
        "for (;;) { if (a) break; }",
        "while (a) { continue; }",
        "do { break; } while (a);",
        "switch (a) { case 1: break; }",
    ],
)
def test_leaving_a_loop_of_its_own_drops_nothing(loop: str) -> None:
    assert left(loop) == []


def test_continue_inside_a_switch_belongs_to_the_loop_around_the_try() -> None:
    assert left("switch (a) { case 1: continue; }") == [
        "6:28 `continue` in `finally` drops whatever was thrown"
    ]


def test_a_label_outside_the_finally_is_left_from_inside_a_loop() -> None:
    assert left("for (;;) { continue outer; }") == [
        "6:18 `continue` in `finally` drops whatever was thrown"
    ]
    assert left("for (;;) { break outer; }") == ["6:18 `break` in `finally` drops whatever was thrown"]


def test_a_label_inside_the_finally_stays_inside() -> None:
    assert left("inner: for (;;) { for (;;) { break inner; } }") == []


def test_a_loop_that_has_ended_holds_nothing_any_more() -> None:
    assert left("for (;;) { break; } break;") == ["6:27 `break` in `finally` drops whatever was thrown"]


@pytest.mark.parametrize(
    "inner",
    [
        "close(() => { return 1; });",
        "close(function () { return 1; });",
        "function g() { return 1; }",
        "function* g() { return 1; }",
        "close(function* () { return 1; });",
        "const g = { m() { return 1; } };",
        "class A { m() { return 1; } }",
        "close(class { m() { return 1; } });",
    ],
)
def test_what_a_function_inside_returns_is_its_own(inner: str) -> None:
    assert left(inner) == []


def test_every_way_out_of_one_finally_is_told() -> None:
    assert left("if (a) break; else return;") == [
        "6:14 `break` in `finally` drops whatever was thrown",
        "6:26 `return` in `finally` drops whatever was thrown",
    ]


# --- texts that are odd ----------------------------------------------------------------------------------


def test_lines_that_end_as_on_windows_are_counted_once() -> None:
    assert silent.ends("a();\r\ntry { b(); }\r\ncatch { }\r\n") == [f"3:1 `catch` {silent.NOTHING}"]


def test_columns_are_counted_in_characters() -> None:
    assert silent.ends("'é😀'; try { b(); } catch { }") == [f"1:20 `catch` {silent.NOTHING}"]


@pytest.mark.parametrize("text", ["", "\ufeff", "// catch", "'catch'; `then`", "a.catch", "catch_me();"])
def test_a_text_that_only_speaks_of_catching_has_no_silent_end(text: str) -> None:
    assert silent.ends(text) == []


@pytest.mark.parametrize("language", ["javascript", "typescript", "tsx"])
def test_all_dialects_are_judged_alike(language: str) -> None:
    text = "try { a(); } catch { }\nread().catch(() => {});\n"
    assert silent.ends(text, language) == [
        f"1:14 `catch` {silent.NOTHING}",
        f"2:14 the handler of `catch` {silent.NOTHING}",
    ]
