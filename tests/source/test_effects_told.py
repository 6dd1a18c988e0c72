"""The effect of one call that is told by hand, and the mode of an open-like call in every way to give it.

`test_effects` begins at whole texts; here the table is asked at its borders, since one letter too many or
too few in a name makes a check blind or loud in every project at once.
"""

import pytest

from parti.source import effects, facts, modes, python_facts


def call(name: str, method: str = "", **more: object) -> facts.Call:
    word = method or name.rsplit(".", 1)[-1]
    return facts.Call(name=name, method=word, line=1, column=1, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("shutil.move", "file"),
        ("shutil.a.b.c", "file"),
        ("json.dump", "file"),
        ("http.client.HTTPSConnection", "network"),
        ("urllib.request.urlopen", "network"),
        ("urllib.request.urlopen.read", "network"),
        ("urllib.request.build_opener.open", "network"),
        ("urllib.request.OpenerDirector.open", "network"),
        ("socket.socket", "network"),
        ("socket.socket.connect", "network"),
        ("socket.getaddrinfo", "network"),
        ("socket.create_server", "network"),
        ("ssl.create_default_context.wrap_socket", "network"),
        ("ssl.SSLContext.wrap_socket", "network"),
        ("ssl.wrap_socket", "network"),
        ("ssl.SSLSocket.recv", "network"),
        ("ssl.get_server_certificate", "network"),
        ("requests.get", "network"),
        ("requests.Session.post", "network"),
        ("requests.sessions.Session", "network"),
        ("httpx.Client", "network"),
        ("httpx.AsyncClient.get", "network"),
        ("httpx.get", "network"),
        ("aiohttp.ClientSession", "network"),
        ("aiohttp.ClientSession.get", "network"),
        ("aiohttp.web.run_app", "network"),
        ("urllib3.PoolManager.request", "network"),
        ("smtplib.SMTP", "network"),
        ("smtplib.SMTP_SSL", "network"),
        ("smtplib.SMTP.sendmail", "network"),
        ("ftplib.FTP", "network"),
        ("ftplib.FTP_TLS", "network"),
        ("imaplib.IMAP4_SSL", "network"),
        ("websockets.connect", "network"),
        ("websockets.serve", "network"),
        ("websockets.client.connect", "network"),
        ("websockets.asyncio.server.serve", "network"),
        ("websockets.connect.send", "network"),
        ("websockets.sync.client.connect.recv", "network"),
        ("websocket.create_connection", "network"),
        ("websocket.WebSocketApp", "network"),
        ("boto3.client", "network"),
        ("@aws-sdk.client-s3.S3", "network"),
        ("http.client.HTTPConnection.request", "network"),
        ("threading.Thread", "process"),
        ("os._exit", "process"),
        ("asyncio.create_subprocess_shell", "process"),
        ("asyncio.open_connection", "network"),
        ("asyncio.sleep", "clock"),
        ("uuid.uuid1", "clock"),
        ("os.environ", "environment"),
        ("os.environ.copy", "environment"),
        ("sys.argv", "environment"),
        ("django.db.models.Model", "database"),
        ("sqlalchemy.create_engine", "database"),
        ("sqlalchemy.orm.Session", "database"),
    ],
)
def test_a_name_of_the_table_or_below_one_has_its_effect(name: str, kind: str) -> None:
    assert effects.effect(call(name)) == kind


@pytest.mark.parametrize(
    "name",
    [
        "shutil", "shutils.move", "my.shutil.move", "json.dumps", "json.load", "http.server.HTTPServer",
        "urllib.parse.quote", "os.environments", "os.path.join", "time.strptime", "uuid.uuid4",
        "threading.Lock", "asyncio.run", "sqlalchemy.select", "django.urls.path", "",
        "std.process.ExitCode.from", "std.process.ExitCode.SUCCESS", "std.process.Stdio.null",
        "std.net.Ipv4Addr.new", "std.net.SocketAddr.from", "syscall.SIGTERM", "syscall.Errno",
    ],
)  # fmt: skip
def test_a_name_beside_the_table_has_none(name: str) -> None:
    assert effects.effect(call(name)) == ""


@pytest.mark.parametrize(
    "name",
    [
        "ssl.CERT_NONE", "ssl.SSLError", "ssl.create_default_context", "ssl.SSLContext",
        "ssl.TLSVersion.TLSv1_2", "socket.AF_INET", "socket.error", "socket.timeout",
        "socket.gaierror", "socket.htons", "socket.gethostname", "socket.inet_aton",
        "urllib.request.url2pathname",
        "urllib.request.pathname2url", "urllib.request.quote", "urllib.request.Request",
        "urllib.request.Request.full_url", "urllib.request.getproxies",
        "urllib.request.urlopen.read.decode", "http.client.IncompleteRead",
        "http.client.responses.get", "http.client.RemoteDisconnected",
        "http.client.HTTPException", "http.client.OK", "requests.exceptions.Timeout",
        "requests.RequestException", "requests.codes.ok", "requests.Request", "requests.Timeout",
        "requests.utils.quote", "requests.get.json", "httpx.URL", "httpx.Timeout",
        "httpx.HTTPError", "httpx.InvalidURL", "httpx.codes.SEE_OTHER", "httpx.head.headers.get",
        "httpx.TooManyRedirects", "httpx.__version__", "aiohttp.ClientError",
        "aiohttp.ClientTimeout", "aiohttp.web.json_response", "urllib3.util.Retry",
        "urllib3.exceptions.HTTPError", "urllib3.Retry", "grpc.StatusCode.OK",
        "botocore.exceptions.ClientError", "paramiko.SSHException", "websockets.frames.Frame",
        "websockets.frames.Opcode.TEXT", "websockets.exceptions.ConnectionClosed",
        "websockets.ConnectionClosedOK", "websockets.server.ServerProtocol",
        "websockets.uri.parse_uri", "websockets.server.ServerProtocol.send_text",
        "websockets.client.ClientProtocol.connect", "websockets.datastructures.Headers",
        "websockets.legacy.server.HTTPResponse", "websockets.http11.Request",
        "smtplib.SMTPException", "ftplib.error_perm.args", "ftplib.all_errors",
        "imaplib.IMAP4.error",
    ],
)  # fmt: skip
def test_what_a_library_of_the_network_holds_without_opening_or_sending_has_none(name: str) -> None:
    assert effects.effect(call(name)) == ""


@pytest.mark.parametrize(
    ("method", "kind"),
    [("write_text", "file"), ("write_bytes", "file"), ("executemany", "database"), ("execute", "")],
)
def test_a_method_of_something_unknown_is_told_by_its_word(method: str, kind: str) -> None:
    assert effects.effect(call("", method, certain=False)) == kind


def test_a_method_of_something_known_is_not_told_by_its_word() -> None:
    assert effects.effect(call("app.page.write_text", certain=True)) == ""


def test_a_mention_has_the_effect_of_a_call() -> None:
    assert effects.effect(call("json.dump", how="reference")) == "file"


def test_a_mention_of_an_opener_opens_nothing() -> None:
    assert effects.writes(call("open", how="reference", mode="w")) == "no"
    assert effects.effect(call("open", how="reference", mode="w")) == ""


def test_a_file_that_may_be_opened_for_writing_is_an_effect() -> None:
    assert effects.effect(call("open", mode="?")) == "file"


@pytest.mark.parametrize(
    ("mode", "sure"),
    [
        (None, "no"),
        ("", "no"),
        ("r", "no"),
        ("rb", "no"),
        ("rt", "no"),
        ("r:xz", "no"),
        ("r|w", "no"),
        ("r:a", "no"),
        ("?", "maybe"),
        ("w", "yes"),
        ("a", "yes"),
        ("x", "yes"),
        ("r+", "yes"),
        ("rb+", "yes"),
        ("w:gz", "yes"),
        ("w|", "yes"),
    ],
)
def test_a_mode_says_whether_it_writes(mode: str | None, sure: str) -> None:
    assert effects.writes(call("tarfile.open", mode=mode)) == sure


@pytest.mark.parametrize("word", ["NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile"])
def test_a_temporary_file_is_written_unless_it_says_otherwise(word: str) -> None:
    assert effects.writes(call(f"tempfile.{word}")) == "yes"
    assert effects.writes(call(f"tempfile.{word}", mode="r")) == "no"
    assert effects.writes(call("", word, certain=False)) == "no"


@pytest.mark.parametrize(
    ("name", "mode", "sure"),
    [
        ("os.WriteFile", None, "yes"),
        ("java.io.FileWriter", "r", "yes"),
        ("std.fs.File.create", None, "yes"),
        ("fs.openSync", "w", "yes"),
        ("fs.openSync", "r", "no"),
        ("fs.openSync", "?", "maybe"),
        ("os.OpenFile", "w", "yes"),
        ("std.fs.OpenOptions.open", None, "no"),
    ],
)
def test_a_writer_of_another_language_writes_and_an_opener_is_asked_for_its_mode(
    name: str, mode: str | None, sure: str
) -> None:
    assert effects.writes(call(name, mode=mode)) == sure


@pytest.mark.parametrize(
    ("mode", "certain", "sure"),
    [("w", False, "maybe"), ("r", False, "no"), ("?", False, "no"), (None, False, "no"), ("w", True, "no")],
)
def test_an_open_of_something_unknown_may_write_when_its_mode_says_so(
    mode: str | None, certain: bool, sure: str
) -> None:
    assert effects.writes(call("door.open", mode=mode, certain=certain)) == sure


def mode_of(text: str) -> str | None:
    """The mode of the last opener in a text."""
    calls = python_facts.extract(text, "m.py").calls
    return [each.mode for each in calls if each.method in modes.OPENERS][-1]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("open(p)", None),
        ("open(p, 'rb')", "rb"),
        ("open('w')", None),
        ("open(p, 'r', mode='w')", "w"),
        ("open(p, f())", "?"),
        ("open(p, mode=f())", "?"),
        ("open(p, mode='')", "?"),
        ("open(p, 'w' if a else 'r')", "?"),
        ("open(p, **more)", "?"),
        ("open(p, mode='r', **more)", "r"),
        ("open(*both)", "?"),
        ("M = 'a'\nopen(p, M)", "a"),
        ("M = 'r'\nif b:\n    M = 'w'\nopen(p, M)", "?"),
        ("from pathlib import Path\nPath(p).open('a')", "a"),
        ("from pathlib import Path\nPath(p).open()", None),
        ("from pathlib import Path\nPath(p).open(m)", "?"),
    ],
)
def test_a_mode_is_told_or_said_to_be_unknown(text: str, mode: str | None) -> None:
    assert mode_of(text) == mode


@pytest.mark.parametrize(
    ("arguments", "mode"),
    [
        ("'name', 'w'", "w"),
        ("'r', 'w'", "r"),
        ("'name', 'a', 'w'", "a"),
        ("'name', b, 'w'", None),
        ("'rwxb'", "rwxb"),
        ("'rwabt'", None),
        ("'bt'", None),
        ("''", None),
        ("'wide'", None),
        ("m", None),
    ],
)
def test_the_method_of_something_unknown_takes_what_looks_like_a_mode(
    arguments: str, mode: str | None
) -> None:
    assert mode_of(f"def f(z, b, m):\n    z.open({arguments})\n") == mode


@pytest.mark.parametrize(
    ("arguments", "mode"),
    [
        ("p, os.O_RDONLY", "r"),
        ("p, os.O_RDONLY | os.O_NOFOLLOW", "r"),
        ("p, os.O_WRONLY", "w"),
        ("p, os.O_RDWR", "w"),
        ("p, os.O_RDONLY | os.O_CREAT", "w"),
        ("p, os.O_APPEND", "w"),
        ("p, os.O_TRUNC", "w"),
        ("p, 0", "?"),
        ("p, flags", "?"),
        ("p, *flags", "?"),
        ("p, flags=os.O_WRONLY", "w"),
        ("path=p, flags=os.O_RDONLY", "r"),
        ("p, flags=flags", "?"),
    ],
)
def test_the_flags_of_os_open_are_its_mode(arguments: str, mode: str) -> None:
    assert mode_of(f"import os\nos.open({arguments})\n") == mode


@pytest.mark.parametrize(
    ("arguments", "mode"), [("p, os.O_RDONLY, mode=0o600", "r"), ("p, os.O_CREAT, mode=0o600", "w")]
)
def test_who_may_read_a_file_is_no_mode_of_opening_it(arguments: str, mode: str) -> None:
    assert mode_of(f"import os\nos.open({arguments})\n") == mode


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("TemporaryFile('r')", "r"),
        ("TemporaryFile(mode='r')", "r"),
        ("NamedTemporaryFile('w')", "w"),
        ("NamedTemporaryFile(m)", "?"),
        ("SpooledTemporaryFile(1024)", None),
        ("SpooledTemporaryFile(1024, 'r')", "r"),
    ],
)
def test_a_temporary_file_takes_its_mode_first_and_a_spooled_one_its_size(
    text: str, mode: str | None
) -> None:
    assert mode_of(f"import tempfile\ntempfile.{text}\n") == mode
