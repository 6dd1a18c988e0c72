"""What a script tries again: loops around a `try` and functions that go again, with and without a breath.

`spaced-retry` speaks on the ground of these answers, so what only looks like a retry stands here too.
"""

import pytest

from parti.source.foreign import script_retries

AT_ONCE, SPACED, FOR_EVER = "at once", "after a wait", "after the same wait for ever"


def again(text: str, *words: str, language: str = "typescript") -> list[str]:
    """Each retry as `line:column how`; one that is well spaced is none."""
    found = script_retries.found(text, language, words)
    return [
        f"{each.line}:{each.column} {AT_ONCE if not each.waits else SPACED if each.ends else FOR_EVER}"
        for each in found
    ]


def loop(head: str, handler: str, tried: str = "return read();", around: str = "") -> list[str]:
    """The retries of a loop with one `try`; the handler stands on line 4."""
    tail = ""
    if head.startswith("do "):
        head, tail = "do", f" {head.removeprefix('do ')};"
    attempt = f"{around}try {{ {tried} }}\ncatch (e) {{ {handler} }}"
    return again(f"async function f(a) {{\n{head} {{\n{attempt}\n}}{tail}\n}}\n")


TOLD, PACED = [f"4:1 {AT_ONCE}"], [f"4:1 {FOR_EVER}"]

# --- loops that leave when they succeed ------------------------------------------------------------------

HEADS = ["while (true)", "while (1)", "for (;;)", "for (let n = 0; n < 3; n++)", "do while (true)"]


@pytest.mark.parametrize("head", HEADS)
def test_a_loop_that_leaves_on_success_and_only_goes_on_after_a_failure_tries_at_once(head: str) -> None:
    assert loop(head, "") == TOLD
    assert loop(head, "log(e); continue;") == TOLD


@pytest.mark.parametrize("head", HEADS)
def test_a_handler_that_always_leaves_tries_nothing_again(head: str) -> None:
    assert loop(head, "throw e;") == []
    assert loop(head, "log(e); return null;") == []
    assert loop(head, "break;") == []


def test_a_break_is_as_good_as_a_return() -> None:
    assert loop("while (true)", "", "read(); break;") == TOLD


def test_a_condition_that_success_changes_ends_the_loop_too() -> None:
    assert loop("while (!done)", "", "read(); done = true;") == TOLD
    assert loop("do while (!done)", "done = false;", "done = read();") == TOLD


def test_a_condition_that_success_changes_makes_giving_up_sometimes_a_retry() -> None:
    assert loop("while (!done)", "if (tries > 3) throw e;", "read(); done = true;") == TOLD
    assert loop("while (!done)", "if (tries > 3) throw e;", "read(); other = true;") == []


def test_a_loop_that_leaves_behind_the_try_in_any_case_has_no_second_turn() -> None:
    text = "function f() { for (;;) {\n  try { r = read(); }\n  catch (e) { log(e); }\n  return r; } }"
    assert again(text) == []
    assert again(text.replace("return r;", "if (r) return r;")) == [f"3:3 {AT_ONCE}"]
    assert again(text.replace("log(e);", "if (late) { continue; }")) == [f"3:3 {AT_ONCE}"]


def test_a_return_behind_the_try_is_reached_when_the_handler_goes_on_first() -> None:
    text = "function f() { for (;;) {\n  try { r = read(); }\n  catch (e) { continue; }\n  return r; } }"
    assert again(text) == [f"3:3 {AT_ONCE}"]


def test_giving_up_in_some_cases_is_still_trying_again_at_once_in_the_others() -> None:
    assert loop("while (true)", "if (tries > 3) throw e;") == TOLD
    assert loop("while (true)", "if (a) { throw e; } else { log(e); }") == TOLD


def test_giving_up_in_every_case_is_no_retry() -> None:
    assert loop("while (true)", "if (a) { throw e; } else { return null; }") == []
    assert loop("while (true)", "if (a) { throw e; } else if (b) { break; } else { return null; }") == []


def test_what_stands_behind_a_continue_is_not_reached() -> None:
    assert loop("while (true)", "continue; throw e;") == TOLD


def test_what_a_function_inside_the_handler_throws_is_its_own() -> None:
    assert loop("while (true)", "all.forEach(each => { throw each; });") == TOLD


# --- waits -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wait",
    [
        "await sleep(n * 100);",
        "await this.backoff(n);",
        "await timers.setTimeout(pause);",
        "await delay(rest());",
        "Atomics.wait(cell, 0, 0, n);",
        "await new Promise(r => setTimeout(r, n * 100));",
        "await new Promise(function (r) { setTimeout(r, n); });",
    ],
)
def test_a_wait_that_may_grow_is_a_breath(wait: str) -> None:
    assert loop("while (true)", wait) == []


@pytest.mark.parametrize(
    "wait",
    [
        "await sleep(0);",
        "await new Promise(r => setTimeout(r, 0));",
        "await new Promise(r => setTimeout(r));",
        "await new Promise(r => setTimeout(() => r(), /* no time */ 0));",
    ],
)
def test_a_wait_of_nothing_is_none(wait: str) -> None:
    assert loop("while (true)", wait) == TOLD


@pytest.mark.parametrize(
    "wait",
    [
        "await sleep(100);",
        "await sleep(1_000);",
        "await sleep(0.5 * 60 + 1);",
        "await new Promise(r => setTimeout(r, 100));",
        "await new Promise(r => setTimeout(() => { r(); }, 2 * 1000));",
    ],
)
def test_the_same_wait_in_a_loop_without_end_is_told_for_ever(wait: str) -> None:
    assert loop("while (true)", wait) == PACED


def test_the_same_wait_a_few_times_is_a_breath() -> None:
    assert loop("for (let n = 0; n < 3; n++)", "await sleep(100);") == []


def test_the_same_wait_with_a_way_out_is_a_breath() -> None:
    assert loop("while (true)", "if (late()) throw e; await sleep(100);") == []


def test_one_of_two_waits_that_grows_is_enough() -> None:
    assert loop("while (true)", "await sleep(100); await sleep(n);") == []


def test_a_wait_before_the_attempt_counts_as_one_behind_it() -> None:
    assert loop("for (let n = 0; n < 3; n++)", "", around="await sleep(n); ") == []


def test_a_word_of_the_project_waits_when_it_is_given() -> None:
    assert loop("for (let n = 0; n < 3; n++)", "await rest(n);") == TOLD
    text = "for (let n = 0; n < 3; n++) { try { read(); break; } catch (e) { await lazy.rest(n); } }"
    assert again(text, "rest") == []
    assert again(text, "lazy.rest") == []
    assert again(text, "lazy") == [f"1:54 {AT_ONCE}"]


# --- attempts at something else --------------------------------------------------------------------------


def test_a_handler_that_gives_the_attempt_something_new_is_no_retry() -> None:
    assert loop("while (true)", "name = other(name);", "make(name); break;") == []
    assert loop("while (true)", "n++;", "make(n); break;") == []
    assert loop("while (true)", "n += 1;", "make(n); break;") == []


def test_a_handler_that_changes_what_the_attempt_does_not_read_changes_nothing() -> None:
    assert loop("while (true)", "failures++;", "make(name); break;") == TOLD
    assert loop("while (true)", "last = e;", "make(name, last); break;") == TOLD
    assert loop("while (true)", "name = null;", "make(name); break;") == TOLD


def test_what_the_attempt_only_sets_is_not_what_it_works_on() -> None:
    assert loop("while (true)", "got = first(e);", "got = read(); break;") == TOLD


def test_a_new_name_for_each_turn_is_another_attempt() -> None:
    tried = "make(name); break;"
    assert loop("while (true)", "", tried, "const name = randomUUID(); ") == []
    assert loop("while (true)", "", tried, "name = names.shift(); ") == []
    assert loop("while (true)", "", tried, "const name = names.next().value; ") == []


def test_a_name_that_is_made_the_same_way_each_turn_is_no_other_attempt() -> None:
    assert loop("while (true)", "", "make(name); break;", "const name = base + '.tmp'; ") == TOLD


def test_a_climb_from_one_place_to_the_next_is_another_attempt() -> None:
    assert loop("while (true)", "", "look(place); break;", "place = parent(place); ") == []


# --- loops over things to work on ------------------------------------------------------------------------


def test_a_loop_over_a_collection_is_no_retry() -> None:
    assert loop("for (const each of a)", "log(e);", "run(each);") == []
    assert loop("for (const key in a)", "", "run(key); break;") == []


def test_a_loop_that_goes_through_places_is_no_retry() -> None:
    head = "for (let i = 0; i < a.length; i++)"
    assert loop(head, "log(e);", "run(a[i]);") == []
    assert loop(head, "log(e);", "run(one);", "const one = a[i]; ") == []


def test_a_counter_that_only_the_handler_uses_as_a_place_counts_attempts() -> None:
    assert loop("for (let i = 0; i < 3; i++)", "log(words[i]);") == TOLD


def test_a_counter_that_is_no_place_counts_attempts() -> None:
    assert loop("for (let i = 0; i < 3; i++)", "log(e);", "run(i);") == TOLD


def test_a_loop_from_one_thing_to_the_next_is_no_retry() -> None:
    assert loop("for (let at = a; at; at = at.next)", "log(e);", "run(at);") == []
    assert loop("for (let at = a; at; at = at.next)", "log(e);", "run(a);") == TOLD


@pytest.mark.parametrize(
    "work",
    [
        "const job = await queue.take(); ",
        "const job = queue.pop(); ",
        "const { done, value } = await reader.read(); if (done) break; ",
        "const job = channel.receive(); ",
    ],
)
def test_a_loop_that_gets_new_work_each_turn_is_no_retry(work: str) -> None:
    assert loop("while (true)", "log(e);", "run(job);", work) == []


def test_a_loop_that_never_leaves_and_asks_for_nothing_runs_hot() -> None:
    assert loop("while (!stopped)", "log(e);", "await connect();") == TOLD


def test_a_loop_that_never_leaves_and_gives_up_somewhere_is_no_retry() -> None:
    assert loop("while (!stopped)", "if (fatal(e)) throw e;", "await connect();") == []


def test_the_try_of_an_inner_loop_or_function_is_not_the_outer_loops() -> None:
    assert again("for (;;) { for (const x of a) { try { read(x); break; } catch (e) { } } }") == []
    assert again("for (;;) { all.push(() => { try { return read(); } catch (e) { } }); }") == []


def test_an_inner_loop_of_retries_is_told_once() -> None:
    assert again("for (const x of a) { while (true) { try { read(x); break; } catch (e) { } } }") == [
        f"1:61 {AT_ONCE}"
    ]


def test_a_try_that_only_cleans_up_is_no_retry() -> None:
    assert again("while (true) { try { read(); break; } finally { close(); } }") == []


# --- functions that go again -----------------------------------------------------------------------------

SELF = {
    "a function": ("function f(a) {{ try {{ return read(a); }}\n catch (e) {{ {0} }} }}", "return f(a);"),
    "an arrow": ("const f = a => {{ try {{ return read(); }}\n catch (e) {{ {0} }} }};", "f(a);"),
    "a method": ("class A {{ f() {{ try {{ return read(); }}\n catch (e) {{ {0} }} }} }}", "this.f();"),
    "a private method": ("class A {{ #f() {{ try {{ read(); }}\n catch (e) {{ {0} }} }} }}", "this.#f();"),
    "a field": ("class A {{ f = () => {{ try {{ read(); }}\n catch (e) {{ {0} }} }} }}", "this.f();"),
    "an assignment": ("f = function () {{ try {{ read(); }}\n catch (e) {{ {0} }} }};", "f();"),
    "an export": ("exports.f = () => {{ try {{ read(); }}\n catch (e) {{ {0} }} }};", "exports.f();"),
    "a property": ("x = {{ f: () => {{ try {{ read(); }}\n catch (e) {{ {0} }} }} }};", "this.f();"),
    "a generator": ("function* f() {{ try {{ read(); }}\n catch (e) {{ {0} }} }}", "yield* f();"),
}


@pytest.mark.parametrize(("form", "call"), SELF.values(), ids=SELF)
def test_a_handler_that_calls_its_own_function_tries_again_at_once(form: str, call: str) -> None:
    assert again(form.format(call)) == [f"2:2 {AT_ONCE}"]
    assert again(form.format(f"await sleep(9); {call}")) == []
    assert again(form.format("other();")) == []


def handler(call: str) -> list[str]:
    """What is said of a function `f(a, n)` whose promise has this handler, on line 2."""
    return again(f"function f(a, n) {{ return read(a)\n.catch({call}); }}")


PROMISED = [f"2:8 {AT_ONCE}"]


@pytest.mark.parametrize(
    "call",
    [
        "() => f(a)",
        "() => f(a, n - 1)",
        "() => f(a, 3)",
        "() => f(...arguments)",
        "function () { return f(a); }",
        "f",
        "() => setImmediate(f)",
        "() => setImmediate(() => f(a))",
        "() => process.nextTick(f, a)",
        "() => queueMicrotask(f)",
        "() => Promise.resolve().then(f)",
        "() => setTimeout(f)",
        "() => setTimeout(f, 0)",
        "() => setTimeout(() => f(a), 0)",
    ],
)
def test_a_handler_of_a_promise_goes_again_at_once(call: str) -> None:
    assert handler(call) == PROMISED


@pytest.mark.parametrize(
    "call",
    [
        "() => g(a)",
        "() => f(parent(a))",
        "() => f({ ...a, slow: true })",
        "() => f(a.next)",
        "() => other.f(a)",
        "() => setTimeout(f, 100)",
        "() => setTimeout(() => f(a), n)",
        "() => sleep(9).then(f)",
        "() => sleep(9).then(() => f(a))",
        "e => { throw e; }",
        "g",
    ],
)
def test_a_handler_that_waits_or_tries_something_else_is_free(call: str) -> None:
    assert handler(call) == []


def test_the_second_handler_of_then_goes_again_too() -> None:
    assert again("function f() { return read().then(use, () => f()); }") == [f"1:40 {AT_ONCE}"]
    assert again("function f() { return read().then(() => f()); }") == []


def test_a_function_around_the_own_function_counts_as_own() -> None:
    text = "function f() { all.map(x => read(x).catch(() => f())); }"
    assert again(text) == [f"1:43 {AT_ONCE}"]


def test_the_top_of_a_file_has_no_function_to_go_into_again() -> None:
    assert again("try { f(); } catch (e) { f(); }") == []


# --- texts that are odd ----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "\ufeff", "// while (true) { catch }", "'catch'", "while (true) {}"])
def test_a_text_without_an_attempt_has_no_retry(text: str) -> None:
    assert again(text) == []


@pytest.mark.parametrize("language", ["javascript", "typescript", "tsx"])
def test_all_dialects_are_judged_alike(language: str) -> None:
    text = "while (true) {\r\n  try { read(); break; }\r\n  catch { }\r\n}\r\n"
    assert again(text, language=language) == [f"3:3 {AT_ONCE}"]


# --- loops whose condition takes the next thing ----------------------------------------------------------

NEXT = [
    "while ((x = a.read()) !== null)",
    "while ((x = a.read()))",
    "while (x = a.readChunk(80))",
    "while ((x = await a.receive()) != undefined)",
    "while ((x = a.read()! as Buffer) !== null)",
    "while ((x = re.exec(a)) !== null)",
    "while ((x = a.readSync(fd)) > 0)",
    "while (open && (x = a.nextNode()))",
    "while ((x = a.next()) !== END)",
    "while (!(x = await a.next()).done)",
    "for (let x; (x = a.take()); )",
    "do while ((x = a.read()) !== null)",
]


@pytest.mark.parametrize("head", NEXT)
def test_a_loop_whose_condition_takes_the_next_thing_tries_nothing_again(head: str) -> None:
    assert loop(head, "log(e);", "send(x);") == []
    assert loop(head, "log(e);", "send(y);", "const y = parse(x); ") == []
    assert loop(head, "continue;", "return send(a);") == TOLD


SAME = [
    "while (!(x = a.read()))",
    "while (!(x = attempt()))",
    "while ((x = attempt()))",
    "while ((x = a.connect()) !== null)",
    "while ((x = a.status()) !== READY)",
    "while ((x = a.readState()) !== READY)",
    "while ((x = a.read()) === null)",
    "while ((x = read(a)))",
    "while ((x = a.readFileSync(b)))",
    "while (left || (x = a.read()))",
    "while (!(x = a.read()).ok)",
]


@pytest.mark.parametrize("head", SAME)
def test_a_condition_that_asks_whether_it_worked_or_asks_the_same_is_a_retry(head: str) -> None:
    assert loop(head, "continue;", "return send(x);") == TOLD
