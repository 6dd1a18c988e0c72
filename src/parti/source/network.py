"""What stands in a library of the network and touches nothing: constants, classes of errors, plain values.

Asked by `effects` for a name below a library of Python's, or Rust's. A library is loud by default, since
a call that opens or sends may have any name; only where little of it does (`ssl`, `websockets`,
`urllib.request`) is it the other way round, and what opens or sends is listed.
"""

import re
from collections.abc import Mapping

CONSTANT = re.compile(r"[A-Z][A-Z0-9_]*\Z|__(?:version|name|all|doc)__\Z", re.ASCII)
_CLASSES = frozenset({"FTP", "FTP_TLS", "SMTP", "SMTP_SSL", "LMTP", "IMAP4", "IMAP4_SSL"})
"""Classes that are written as constants are, and open a connection."""

FAULT = re.compile(
    r"\w*(?:Error|Exception|Warning|Disconnected|IncompleteRead)|ConnectionClosed\w*|Invalid[A-Z]\w*"
    r"|TooManyRedirects|StreamConsumed|StreamClosed|ResponseNotRead|RequestNotRead|CookieConflict|BadStatusLine|LineTooLong|_?exceptions|errors|exc",
    re.ASCII,
)
_VALUES = frozenset({"headers", "text", "content", "cookies", "url", "params"})
"""Attributes of what has come: whatever is asked of them is asked of a value."""

_PLAIN = frozenset(
    {"decode", "encode", "lower", "upper", "strip", "rstrip", "lstrip", "split", "rsplit", "partition"}
    | {"rpartition", "splitlines", "startswith", "endswith", "replace", "items", "keys", "values", "json"}
    | {"raise_for_status"}
)
"""What is asked of an answer that is there."""

_HTTPX = frozenset({
    "ASGITransport", "Auth", "BasicAuth", "ByteStream", "Cookies", "DigestAuth", "Headers",
    "Limits", "MockTransport", "NetRCAuth", "Proxy", "QueryParams", "Request", "Response",
    "Timeout", "URL", "WSGITransport", "_auth", "_config", "_content", "_decoders", "_models",
    "_multipart", "_status_codes", "_types", "_urlparse", "_urls", "_utils", "codes",
    "create_ssl_context",
})  # fmt: skip
_SILENT: Mapping[str, frozenset[str]] = {
    "std.net": frozenset({
        "IpAddr", "Ipv4Addr", "Ipv6Addr", "Shutdown", "SocketAddr", "SocketAddrV4", "SocketAddrV6",
    }),
    "socket": frozenset({
        "AddressFamily", "AddressInfo", "MsgFlag", "SocketKind", "error", "gaierror",
        "getdefaulttimeout", "gethostname", "getprotobyname", "getservbyname", "getservbyport",
        "has_dualstack_ipv6", "has_ipv6", "herror", "htonl", "htons", "inet_aton", "inet_ntoa",
        "inet_ntop", "inet_pton", "ntohl", "ntohs", "setdefaulttimeout", "timeout",
    }),
    "http.client": frozenset({
        "CannotSendHeader", "CannotSendRequest", "HTTPMessage", "ImproperConnectionState",
        "NotConnected", "ResponseNotReady", "UnknownProtocol", "UnknownTransferEncoding",
        "parse_headers", "responses",
    }),
    "ftplib": frozenset({
        "all_errors", "error_perm", "error_proto", "error_reply", "error_temp", "parse150",
        "parse227", "parse229",
    }),
    "smtplib": frozenset({
        "quoteaddr", "quotedata",
    }),
    "imaplib": frozenset({
        "IMAP4.abort", "IMAP4.error", "IMAP4.readonly", "IMAP4_SSL.abort", "IMAP4_SSL.error",
        "Int2AP", "Internaldate2tuple", "ParseFlags", "Time2Internaldate",
    }),
    "requests": frozenset({
        "ConnectTimeout", "PreparedRequest", "ReadTimeout", "Request", "Response", "Timeout",
        "auth", "certs", "codes", "compat", "cookies", "hooks", "models", "status_codes",
        "structures", "utils",
    }),
    "httpx": _HTTPX,
    "httpx2": _HTTPX,
    "aiohttp": frozenset({
        "BasicAuth", "ClientTimeout", "CookieJar", "DummyCookieJar", "FormData",
        "client_exceptions", "hdrs", "helpers", "http_exceptions", "typedefs", "web.Request",
        "web.Response", "web.RouteTableDef", "web.json_response", "web.middleware",
        "web_exceptions",
    }),
    "urllib3": frozenset({
        "HTTPHeaderDict", "Retry", "Timeout", "add_stderr_logger", "disable_warnings",
        "encode_multipart_formdata", "fields", "filepost", "make_headers", "util.Retry",
        "util.Timeout", "util.Url", "util.make_headers", "util.parse_url", "util.retry",
        "util.timeout", "util.url",
    }),
    "websocket": frozenset({
        "ABNF", "enableTrace",
    }),
    "grpc": frozenset({
        "StatusCode",
    }),
    "botocore": frozenset({
        "config",
    }),
    "pika": frozenset(),
    "aio_pika": frozenset(),
    "kombu": frozenset(),
    "kafka": frozenset(),
    "confluent_kafka": frozenset(),
    "aiokafka": frozenset(),
    "nats": frozenset(),
    "paho": frozenset(),
    "boto3": frozenset(),
    "paramiko": frozenset(),
}  # fmt: skip
"""What is no constant and no error, and still opens and sends nothing: exactly this, or all below it."""

_LOUD: Mapping[str, re.Pattern[str]] = {
    "ssl": re.compile(
        r"(?:wrap_socket|get_server_certificate|create_connection|SSLSocket)(?:\.|\Z)"
        r"|(?:\w+\.)+wrap_socket(?:\.|\Z)",
        re.ASCII,
    ),
    "urllib.request": re.compile(
        r"(?:urlopen|urlretrieve|build_opener|install_opener|OpenerDirector|URLopener|FancyURLopener)(?:\.|\Z)"
        r"|\w+\.\w*open(?:\.|\Z)",
        re.ASCII,
    ),
    "websockets": re.compile(
        r"(?!.*\b(?:Server|Client)Protocol\b)(?:\w+\.)*"
        r"(?:connect|unix_connect|serve|unix_serve|broadcast|send|recv|recv_streaming|ping|pong|close"
        r"|wait_closed|serve_forever)(?:\.|\Z)",
        re.ASCII,
    ),
}
"""What opens or sends, where all else does not; a protocol of `websockets` computes what others send."""


def is_silent(library: str, name: str) -> bool:
    """Whether a name below a library of the network opens nothing and sends nothing.

    Args:
        library: the library as the table of effects names it, `urllib.request`.
        name: the whole dotted name, `urllib.request.url2pathname`.
    """
    if library not in _SILENT and library not in _LOUD:
        return False
    rest = name[len(library) + 1 :]
    parts = rest.split(".")
    if CONSTANT.match(parts[-1]) and parts[-1] not in _CLASSES:
        return True
    if any(map(FAULT.fullmatch, parts)) or (len(parts) > 1 and parts[-1] in _PLAIN):
        return True
    if not _VALUES.isdisjoint(parts[1:-1]):
        return True
    if library in _LOUD:
        return not _LOUD[library].match(rest)
    heads = {".".join(parts[:end]) for end in range(1, len(parts) + 1)}
    return not heads.isdisjoint(_SILENT[library])
