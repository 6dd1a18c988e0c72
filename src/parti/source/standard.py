"""What comes with a language: the modules of its standard library, told without installing it.

Called by the checks of dependencies. Rust says it by the form of the name; Go, Java, Node and Python keep
lists, since a dotted name no longer tells the dot of a host from the stroke of a path. The Python that runs
says what is standard for Python.
"""

import sys
from itertools import takewhile

from parti.source import java_packages

_SCRIPTS = frozenset({"javascript", "typescript", "tsx"})
_NODE = frozenset(
    (
        "assert", "async_hooks", "buffer", "child_process", "cluster", "console", "constants", "crypto",
        "dgram", "diagnostics_channel", "dns", "domain", "events", "fs", "http", "http2", "https",
        "inspector", "module", "net", "os", "path", "perf_hooks", "process", "punycode", "querystring",
        "readline", "repl", "sea", "sqlite", "stream", "string_decoder", "sys", "test", "timers", "tls",
        "trace_events", "tty", "url", "util", "v8", "vm", "wasi", "worker_threads", "zlib",
    )
)  # fmt: skip
_RUST = frozenset({"std", "core", "alloc", "proc_macro", "crate", "self", "super", "Self"})
_JAVA = ("java.", "jdk.", "sun.")
_GO = frozenset(
    (
        "C", "archive", "arena", "bufio", "builtin", "bytes", "cmp", "compress", "container",
        "context", "crypto", "database", "debug", "embed", "encoding", "errors", "expvar",
        "flag", "fmt", "go", "hash", "html", "image", "index", "io", "iter", "log", "maps",
        "math", "mime", "net", "os", "path", "plugin", "reflect", "regexp", "runtime", "slices",
        "sort", "strconv", "strings", "structs", "sync", "syscall", "testing", "text", "time",
        "unicode", "unique", "unsafe", "weak",
    )
)  # fmt: skip
_BELOW_GO = frozenset(
    {"ast", "build", "constant", "doc", "format", "importer", "parser", "printer", "scanner", "token"}
    | {"types", "version"}
)
_HOSTED = frozenset({"com", "org", "io", "net", "dev", "in", "cn", "de", "ai", "sh"})

LANGUAGES = frozenset({"python", "go", "java", "rust"}) | _SCRIPTS


def package(name: str, language: str) -> str:
    """The part of an imported name that a dependency is called by: `requests`, `@scope/pkg`, `serde`."""
    if name.startswith("@"):
        return "/".join(name.split(".")[:2])
    return name if language in {"go", "java"} else name.split(".", 1)[0]


def comes_with(name: str, language: str) -> bool:
    """Whether a dotted name is in the standard library of its language; unknown languages have none."""
    top = name.split(".", 1)[0]
    if language == "python":
        return top in sys.stdlib_module_names or top == "__main__"
    if language in _SCRIPTS:
        return top in _NODE or name.startswith("node:")
    if language == "rust":
        return top in _RUST
    if language == "java":
        return name.startswith(_JAVA) or _package(name) in java_packages.PACKAGES
    if language == "go":
        below = name.split(".", 2)[1:2]
        return top in _GO and (top != "go" or _BELOW_GO.issuperset(below)) and not _hosted(name)
    return False


def _package(name: str) -> str:
    """The package of a Java class by the form of its name: classes begin with a capital."""
    return ".".join(takewhile(lambda part: part[:1].islower(), name.split(".")))


def _hosted(name: str) -> bool:
    """Whether a Go path begins with a host that is named like a standard package: `go.uber.org`."""
    return not _HOSTED.isdisjoint(name.split(".")[1:3])
