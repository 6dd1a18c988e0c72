"""signature: what a call of JavaScript or TypeScript passes, what it surely lacks, what nobody knows.

Options go in an object, mostly the last of the call; whoever hands on an object that was made elsewhere is
not told, as in Python with `**options`.
"""

import pytest

from tests.constraints.asking import asked, messages

CALLS = "calls: [axios.get, axios.post, axios.request, axios, http.request, 'client.*', fetch]"
TAKEN = "import axios from 'axios'; import http from 'http';\n"


def lacking(text: str, path: str = "src/app/a.ts", calls: str = CALLS) -> list[str]:
    return messages(asked(f"signature\n{calls}\nkeywords: [timeout]", {path: TAKEN + text}))


@pytest.mark.parametrize(
    "text",
    [
        "axios.get('x', { timeout: 1 });",
        "axios.get('x', { timeout });",
        "axios.get('x', { 'timeout': 1 });",
        "axios.get('x', { ['timeout']: 1 });",
        "axios.get('x', ({ timeout: 1 }));",
        "axios.get('x', { timeout: 1 } as Opts);",
        "axios.get('x', { timeout: 1 } satisfies Opts);",
        "axios.get('x', <Opts>{ timeout: 1 });",
        "axios.get('x', { timeout: 1 } as unknown as Opts);",
        "axios.get('x', { timeout: 1 }!);",
        "axios.get('x', { timeout: 1 }, /* no more */);",
        "axios.post('x', body, { timeout: 1 });",
        "axios({ url: 'x', timeout: 1 });",
        "http.request('x', { timeout: 1 }, cb);",
        "http.request('x', { timeout: 1 }, (answer) => answer.resume());",
        "http.request('x', { timeout: 1 }, function (answer) {});",
    ],
)
def test_what_is_passed_is_seen_in_whatever_it_is_wrapped_and_before_a_function(text: str) -> None:
    assert lacking(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "axios.get('x', opts);",
        "axios.get('x', this.opts);",
        "axios.get('x', options());",
        "axios.get('x', opts as Opts);",
        "axios.get('x', given ? one : other);",
        "axios.get('x', { ...opts });",
        "axios.get('x', { [key]: 1 });",
        "axios.get(...args);",
        "axios.get('x', ...rest);",
        "axios.post('x', body, opts);",
        "axios.post('x', { a: 1 }, opts);",
        "axios.request(config);",
        "axios(this.config);",
        "http.request(options, cb);",
        "http.request('x', opts, cb);",
        "fetch('x', init);",
    ],
)
def test_what_is_handed_on_is_taken_to_pass_everything(text: str) -> None:
    assert lacking(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "axios.get();",
        "axios.get('x');",
        "axios.get(url);",
        "axios.get(base + '/x');",
        "axios.get(this.url);",
        "axios.get(`x/${id}`);",
        "axios.get('x', { retry: 3 });",
        "axios.get('x', { retry: 3 } as Opts);",
        "axios.get('x', { /* timeout: 1 */ retry: 3 });",
        "axios.get('x', { retry: { timeout: 1 } });",
        "axios.get('x', undefined);",
        "axios.get('x', null);",
        "axios.get('x', 3);",
        "axios.post('x', body);",
        "axios.post('x', { timeout: 1 });",
        "axios.post('x', this.body);",
        "axios.post('x', { timeout: 1 }, { retry: 3 });",
        "http.request('x', cb);",
        "http.request('x', onAnswer);",
        "http.request('x', (answer) => answer.resume());",
        "http.request('x', { method: 'PUT' }, cb);",
        "http.request('x', { method: 'PUT' }, (answer) => answer.resume());",
        "function done2() {}\nhttp.request('x', { method: 'PUT' }, done2);",
    ],
)
def test_what_is_surely_not_passed_is_told(text: str) -> None:
    (said,) = lacking(text)
    assert said.endswith("is called without `timeout`")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("const client = axios.create({ timeout: 1 });\nclient.get('x');", 0),
        ("const client = axios.create({ timeout: 1 } as Opts);\nclient.get('x');", 0),
        ("const client = axios.create(opts);\nclient.get('x');", 0),
        ("axios.create({ timeout: 1 }).get('x');", 0),
        ("class A { c = axios.create({ timeout: 1 });\n get() { return this.c.get('x'); } }", 0),
        ("const client = new axios.Axios({ timeout: 1 });\nclient.get('x');", 0),
        ("const client = axios.create({ retry: 1 });\nclient.get('x');", 2),
        ("const client = axios.create();\nclient.get('x', { timeout: 1 });", 1),
        ("axios({ timeout: 1 });\naxios.get('x');", 1),
        ("axios.get('x', { timeout: 1 });\naxios.get('y');", 1),
    ],
)
def test_what_was_made_with_it_passes_it_in_every_call(text: str, count: int) -> None:
    assert len(lacking(text, calls="calls: ['axios', 'axios.*']")) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("import httpx\nc = httpx.Client(timeout=3)\nc.get(u)\n", 0),
        ("import httpx\nwith httpx.Client(timeout=3) as c:\n    c.get(u)\n", 0),
        ("import httpx\nc = httpx.Client()\nc.get(u)\n", 2),
        ("import httpx\nhttpx.request('GET', u, timeout=3)\nhttpx.get(u)\n", 1),
    ],
)
def test_a_client_of_python_that_was_made_with_it_passes_it_too(text: str, count: int) -> None:
    check = "signature\ncalls: ['httpx.*']\nkeywords: [timeout]"
    assert len(asked(check, {"src/app/a.py": text})) == count
