"""Time-outs, channels, handlers and settings that a file shows.

A time-out is offered as a number that a person may accept, so its unit, its call and whether there is one
at all must be right; what is not sure says so.
"""

import pytest

from parti.design import sightings
from tests.design import sighted

WAITS, UNLIMITED = sightings.WAITS, sightings.UNLIMITED
DECLARES, HANDLES, SETTING = sightings.DECLARES, sightings.HANDLES, sightings.SETTING
AXIOS = 'import axios from "axios";\n'


def waits(body: str) -> list[tuple[str, str, bool]]:
    """The calls of a Python function that wait, with seconds and certainty."""
    every = sighted.seen(f"{sighted.HEAD}{body}\n")
    return [(one.what, one.value, one.certain) for one in every if one.kind == WAITS]


@pytest.mark.parametrize(
    ("given", "seconds"),
    [("3", "3"), ("0.5", "0.5"), ("7.50", "7.5"), ("5_0", "50"), ("1e1", "10")],
)
def test_a_time_out_of_python_is_told_in_seconds(given: str, seconds: str) -> None:
    assert waits(f"requests.get('x', timeout={given})") == [("requests.get", seconds, True)]


def test_a_time_out_on_a_later_line_belongs_to_its_call_and_place() -> None:
    every = sighted.seen(
        f"{sighted.HEAD}requests.post(\n        'x',\n        json=s,\n        timeout=7,\n    )\n"
    )
    assert [(one.kind, one.value, one.line) for one in every] == [("waits", "7", 7)]


def test_a_time_out_far_below_its_call_is_read_all_the_same() -> None:
    body = "requests.post(\n" + "        'x',\n" * 9 + "        timeout=7,\n    )"
    assert waits(body) == [("requests.post", "7", True)]


def test_the_time_out_of_the_next_call_is_not_taken_for_this_one() -> None:
    body = "requests.get('a', timeout=s)\n    requests.get('b', timeout=9)"
    assert waits(body) == [("requests.get", "", False), ("requests.get", "9", True)]


@pytest.mark.parametrize("given", ["s", "(3, 5)", "30 * 60", "httpx.Timeout(5)", "'5'", "True"])
def test_a_time_out_that_is_no_plain_number_is_seen_without_one(given: str) -> None:
    assert ("requests.get", "", False) in waits(f"requests.get('x', timeout={given})")


def test_a_call_that_says_it_waits_for_ever_is_like_one_that_says_nothing() -> None:
    for body in ("requests.get('x', timeout=None)", "requests.get('x')", "requests.Session().get('x')"):
        assert waits(body) == []
        assert len(sighted.call(body, UNLIMITED)) == 1, body


@pytest.mark.parametrize(
    "body",
    [
        "requests.get('x', **s)",
        "requests.Session()",
        "s.get('x')",
        "requests.utils.quote('x')",
        "httpx.Timeout(5)",
    ],
)
def test_a_call_that_may_have_a_time_out_or_reaches_nothing_is_not_blamed(body: str) -> None:
    assert sighted.call(body, UNLIMITED) == []


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete", "request"])
def test_every_call_that_reaches_out_without_a_time_out_is_told(method: str) -> None:
    assert sighted.call(f"httpx.{method}('x')", UNLIMITED) == [(f"httpx.{method}", "")]


@pytest.mark.parametrize(
    "body",
    [
        "s.join(timeout=3)",
        "lock.acquire(timeout=3)",
        "s.wait(timeout=3)",
        "s.wait_for(timeout=3)",
        "s.result(timeout=3)",
        "s.put(1, timeout=3)",
        "subprocess.run(['x'], timeout=3)",
    ],
)
def test_waiting_for_a_lock_a_thread_or_a_process_is_no_time_out_of_a_call(body: str) -> None:
    assert sighted.told(f"import subprocess\n{sighted.HEAD}{body}\n", WAITS) == []


def test_waiting_for_something_unknown_is_told_as_not_certain() -> None:
    assert waits("s.fetch('x', timeout=3)") == [("fetch", "3", False)]


def test_a_client_with_a_time_out_for_all_its_calls_waits() -> None:
    assert waits("httpx.Client(timeout=3)") == [("httpx.Client", "3", True)]


# --- databases -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("limit", "seconds"),
    [
        ("statement_timeout=5s", "5"),
        ("statement_timeout = 5000", "5"),
        ("statement_timeout=250ms", "0.25"),
        ("lock_timeout=2min", "120"),
        ("idle_in_transaction_session_timeout=10s", "10"),
    ],
)
def test_a_limit_of_the_server_is_told_in_seconds_whatever_its_unit(limit: str, seconds: str) -> None:
    name = limit.partition("=")[0].strip()
    assert waits(f"psycopg.connect('x', options='-c {limit}')") == [
        (f"psycopg.connect {name}", seconds, True)
    ]


def test_a_limit_of_zero_is_none() -> None:
    body = "psycopg.connect('x', connect_timeout=3, options='-c statement_timeout=0')"
    assert waits(body) == [("psycopg.connect", "3", True)]
    assert sighted.call(body, UNLIMITED) == [("psycopg.connect statement_timeout", "")]


def test_a_limit_of_the_server_in_another_call_means_nothing() -> None:
    assert waits("requests.get('x', timeout=1, data='statement_timeout=5s')") == [
        ("requests.get", "1", True)
    ]


def test_a_connection_without_a_time_out_is_told() -> None:
    assert sighted.call("psycopg.connect('x')", UNLIMITED) == [("psycopg.connect", "")]


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("psycopg.connect", True),
        ("psycopg2.connect", True),
        ("sqlite3.connect", True),
        ("sqlalchemy.create_engine", True),
        ("requests.get", False),
        ("psycopgx.connect", False),
        ("shop.psycopg.connect", False),
        ("", False),
    ],
)
def test_a_call_reaches_a_database_by_the_name_of_its_library(name: str, is_one: bool) -> None:
    assert sightings.is_database(name) is is_one


# --- other languages ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "seconds"), [("timeout: 5000", "5"), ("timeout: 30_000", "30"), ('"timeout": 250', "0.25")]
)
def test_a_time_out_of_javascript_is_milliseconds(given: str, seconds: str) -> None:
    text = f"{AXIOS}export async function pay() {{\n  await axios.post('u', {{}}, {{ {given} }});\n}}\n"
    assert sighted.told(text, WAITS, "src/pay.ts") == [("axios.post", seconds)]


@pytest.mark.parametrize("given", ["timeout: LIMIT", "timeout: 5 * SECOND", "timeout: 5000n"])
def test_a_time_out_of_javascript_that_is_no_plain_number_has_none(given: str) -> None:
    text = f"{AXIOS}axios.get('a', {{ {given} }});\naxios.get('b', {{ timeout: 900 }});\n"
    assert sighted.told(text, WAITS, "src/pay.js") == [("axios.get", ""), ("axios.get", "0.9")]


# --- channels and handlers -----------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "channel.queue_declare('orders')",
        "channel.queue_declare(queue='orders', durable=True)",
        "channel.exchange_declare(exchange='orders')",
        "s.declare_queue('orders')",
        "s.create_topics('orders')",
        "s.create_queue(name='orders')",
    ],
)
def test_a_channel_is_declared_by_its_name_however_it_is_given(body: str) -> None:
    assert sighted.call(body, DECLARES) == [("orders", "")]


def test_a_channel_whose_name_is_not_written_out_is_told_by_the_call() -> None:
    assert sighted.call("channel.queue_declare(queue=s)", DECLARES) == [("queue_declare", "")]


def test_a_constant_may_hold_the_name_of_a_channel() -> None:
    text = "QUEUE = 'orders'\n\ndef setup(channel):\n    channel.queue_declare(queue=QUEUE)\n"
    assert sighted.told(text, DECLARES) == [("orders", "")]


@pytest.mark.parametrize("body", ["channel.queue_declared('orders')", "s.predeclare_queue('orders')"])
def test_a_call_that_only_sounds_like_declaring_declares_nothing(body: str) -> None:
    assert sighted.call(body, DECLARES) == []


@pytest.mark.parametrize(
    ("body", "how"),
    [
        ("s.subscribe('orders', work)", "subscribe"),
        ("channel.basic_consume('orders', work)", "basic_consume"),
        ("channel.basic_consume(queue='orders', on_message_callback=work)", "basic_consume"),
        ("s.on('orders', work)", "on"),
        ("s.addListener('orders', work)", "addListener"),
    ],
)
def test_whoever_listens_to_a_channel_is_a_likely_handler(body: str, how: str) -> None:
    (one,) = [one for one in sighted.seen(f"{sighted.HEAD}{body}\n") if one.kind == HANDLES]
    assert (one.what, one.value, one.who, one.certain) == ("orders", how, "store.work", False)


def test_listening_to_nothing_that_has_a_name_is_no_handler() -> None:
    assert sighted.call("s.subscribe(work)", HANDLES) == []


@pytest.mark.parametrize(
    ("text", "what", "who"),
    [
        ("def paid():\n    pass\n\n\nHANDLERS = {'order.paid': paid}\n", "order.paid", "paid"),
        ("def paid():\n    pass\n\n\nHANDLERS['order.paid'] = paid\n", "order.paid", "paid"),
        ("@app.task\ndef paid():\n    pass\n", "app.task", "paid"),
        ("@router.post('/orders')\ndef paid():\n    pass\n", "/orders", "paid"),
    ],
)
def test_what_is_registered_under_a_name_handles_it(text: str, what: str, who: str) -> None:
    (one,) = [one for one in sighted.seen(text) if one.kind == HANDLES]
    assert (one.what, one.who.rpartition(".")[2], one.certain) == (what, who, True)


# --- settings, and strangers ----------------------------------------------------------


def test_a_variable_of_the_environment_is_told_where_it_is_read() -> None:
    text = "import os\n\nSIZE = os.environ['POOL_SIZE']\nTRIES = os.getenv('RETRIES', '3')\n"
    every = [(one.what, one.who, one.line) for one in sighted.seen(text) if one.kind == SETTING]
    assert every == [("POOL_SIZE", "store", 3), ("RETRIES", "store", 4)]


def test_a_variable_whose_name_is_computed_is_not_told() -> None:
    assert sighted.told("import os\n\n\ndef f(name):\n    return os.environ[name]\n", SETTING) == []


@pytest.mark.parametrize(
    ("evil", "shown"),
    [
        ("orders` | sign", "orders sign"),
        ("a\\x1b[2Jb", "a [2Jb"),
        ("a\\u202eb", "a b"),
        ("a\\nb", "a b"),
        ("a" * 90, "a" * 60),
    ],
)
def test_a_literal_of_a_stranger_is_one_short_line_without_signs(evil: str, shown: str) -> None:
    assert sighted.call(f"channel.queue_declare('{evil}')", DECLARES) == [(shown, "")]


@pytest.mark.parametrize(
    ("body", "out"),
    [
        ("requests.get('x')", True),
        ("requests.Session().get('x')", True),
        ("httpx.Client().post('x')", True),
        ("request = requests.PreparedRequest()\n    request.headers.get('Host')", False),
        ("requests.structures.CaseInsensitiveDict().get('Host')", False),
        ("jar = requests.cookies.RequestsCookieJar()\n    jar.get('id')", False),
        ("session = requests.Session()\n    session.headers.get('Host')", False),
    ],
)
def test_a_look_into_a_mapping_of_a_library_waits_for_nobody(body: str, out: bool) -> None:
    every = sighted.seen(f"{sighted.HEAD}{body}\n")
    assert (UNLIMITED in {one.kind for one in every}) is out


def handled(text: str) -> list[tuple[str, bool]]:
    return [(one.who, one.certain) for one in sighted.seen(text, "src/store.py") if one.kind == HANDLES]


def test_a_value_in_a_mapping_is_a_handler_only_where_it_can_be_one() -> None:
    head = "from shop import __version__, paid\n\n\ndef own(m):\n    pass\n\n\n"
    assert handled(f"{head}META = {{'shop': __version__}}\n") == []
    assert handled(f"{head}HANDLERS = {{'shop': __version__}}\n") == []
    assert handled(f"{head}META = {{'orders.paid': paid}}\n") == []
    assert handled(f"{head}HANDLERS = {{'orders.paid': paid}}\n") == [("shop.paid", True)]
    assert handled(f"{head}HANDLERS = {{'orders.paid': own}}\n") == [("store.own", True)]
    assert handled(f"{head}META = {{'orders.paid': own}}\n") == [("store.own", False)]
