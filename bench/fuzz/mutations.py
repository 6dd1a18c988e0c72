"""Ways to spoil a file, each from bytes to bytes.

Called by `worker`. Each takes a source of chance, the bytes, those of another file and the language; what
is drawn depends on that source alone. `WAYS` names them all, and a mutant goes through one to three.
"""

import random
import re
from collections.abc import Callable, Mapping

Way = Callable[[random.Random, bytes, bytes, str], bytes]

LARGEST = 250_000
"""Bytes of a mutant; the rest is cut off."""

_TOKEN = re.compile(rb"\w+|\s+|[^\w\s]")
_OPEN = {"(": ")", "[": "]", "{": "}"}
_SCRIPT = frozenset({"javascript", "typescript", "tsx", "java", "go", "rust", "other"})
_ODD_LITERALS = (
    b"0x" + b"f" * 6000, b"9" * 5000, b"1e999", b"1_000j", b'f"{x!r:\\n}"', b"f'{a!r:>{w}{{}}}'",
    b'b"\\xff"',
    b'"\\ud800"', b'"\\N{BULLET}"', b"f'{(lambda: 1)}'", b"'''\\\n'''", b"rb'\\'", b"...", b"-0.0",
    b"1if 1else 2",
    b"`${`${`a`}`}`", b"/[/]/g", b"'\\u{110000}'", b"r#\"a\"#", b"'a", b"0o8", b"1..2", b"*", b"**x",
    b"$X", b"$$$",
    b"f'{x:{y:{z}}}'", b"u'x'", b"''", b"@", b":=", b"->", b"=>", b"??=", b"#!", b"\\", b"match",
    b"type X = int",
)  # fmt: skip
_WORDS = (
    b"# parti: allow x", b"# parti: allow a, b -- why", b"// parti: allow r1", b"/* parti: allow r2 -- */",
    b"import", b"from . import *", b"from .. import a as b", b"import a.b.c as d", b"__import__('a')",
    b"importlib.import_module('.', __package__)", b"getattr(os, 'open')", b"functools.partial(open)",
    b"lambda: 0", b"async def f(): await g()", b"global x", b"del x", b"class A(A): pass", b"x: int = x",
    b"def f(f=f): return f", b"@f(1)(2)[3]", b"try:\n    pass\nexcept* E as e:\n    pass", b"*a, b = c",
    b"match x:\n    case {'a': [*b], **c} | c.d() as e: ...", b"open(*a, **k)", b"os.environ[x]",
    b"require('./' + x)", b"export * from '..'", b"use super::{self, a as b};", b"package", b"static {",
    b"unsafe {",
    b"impl<T> X for", b"import . \"a\"", b"fn f<'a>(x: &'a", b"<A.B {...c}>", b"if TYPE_CHECKING:",
    b"a[b] = c",
    b"print >>x, y", b"exec 'x'", b"%matplotlib inline", b"<<<<<<< HEAD", b"=======", b">>>>>>> x",
    b"```", b"-->",
)  # fmt: skip
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x0c", b"\x0b", b"\x1c", b"\xc2\x85",
          b"\xe2\x80\xa8",
          b"\xe2\x80\xae", b"\x00", b"\x1a", b"\xf3\xa0\x80\x81", b"\xcc\x81", b"\xe2\x80\x8b",
          b"\r")  # fmt: skip


def _at(chance: random.Random, data: bytes) -> int:
    return chance.randint(0, len(data))


def _put(chance: random.Random, data: bytes, what: bytes) -> bytes:
    """Inserts at any byte, or at the beginning of a line."""
    at = _at(chance, data)
    if chance.random() < 0.6:
        at = data.rfind(b"\n", 0, at) + 1
    return data[:at] + what + data[at:]


def flip(chance: random.Random, data: bytes, _: bytes, __: str) -> bytes:
    spoiled = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        if spoiled:
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled)


def tokens(chance: random.Random, data: bytes, other: bytes, _: str) -> bytes:
    """Drops, doubles, swaps or replaces tokens."""
    found = _TOKEN.findall(data)
    foreign = _TOKEN.findall(other[:20_000]) or [b"x"]
    for _ in range(chance.choice((1, 2, 5, 30))):
        if not found:
            break
        at = chance.randrange(len(found))
        how = chance.randrange(4)
        if how == 0:
            del found[at]
        elif how == 1:
            found.insert(at, found[at])
        elif how == 2:
            found[at] = chance.choice(foreign)
        else:
            to = chance.randrange(len(found))
            found[at], found[to] = found[to], found[at]
    return b"".join(found)


def lines(chance: random.Random, data: bytes, _: bytes, __: str) -> bytes:
    """Drops, doubles, moves or shifts lines."""
    rows = data.split(b"\n")
    for _ in range(chance.choice((1, 2, 5, 30))):
        at = chance.randrange(len(rows))
        how = chance.randrange(5)
        if how == 0 and len(rows) > 1:
            del rows[at]
        elif how == 1:
            rows.insert(at, rows[at])
        elif how == 2:
            rows.insert(at, rows[chance.randrange(len(rows))])
        elif how == 3:
            rows[at] = chance.choice((b" ", b"\t", b"    ", b"\x0c")) + rows[at]
        else:
            rows[at] = rows[at].lstrip()
    return b"\n".join(rows)


def splice(chance: random.Random, data: bytes, other: bytes, _: str) -> bytes:
    if chance.random() < 0.5:
        return data[: _at(chance, data)] + other[_at(chance, other) :]
    start = _at(chance, other)
    return _put(chance, data, other[start : start + chance.randint(1, 400)])


def truncate(chance: random.Random, data: bytes, _: bytes, __: str) -> bytes:
    return data[: _at(chance, data)]


def brackets(chance: random.Random, data: bytes, _: bytes, __: str) -> bytes:
    mark = chance.choice("([{")
    deep = chance.choice((30, 90, 190, 210, 500, 1500, 6000, 40_000))
    inner = chance.choice((b"", b"1", b"a", b"*a", b"a: b"))
    between = chance.choice((b"", b"", b"f", b"-", b"not ", b"a,"))
    closed = _OPEN[mark].encode() * (deep if chance.random() < 0.8 else deep - 1)
    return _put(chance, data, (between + mark.encode()) * deep + inner + closed + b"\n")


def blocks(chance: random.Random, data: bytes, _: bytes, language: str) -> bytes:
    deep = chance.choice((15, 25, 60, 98, 105, 300, 1200))
    if language in _SCRIPT:
        head = chance.choice((b"if (a) {", b"function f() {", b"{", b"for (;;) {", b"class A {",
                              b"fn f() {",
                              b"if a {", b"x => {", b"<a>", b"func() {"))  # fmt: skip
        return _put(chance, data, head * deep + b"x" + chance.choice((b"}", b"}", b"</a>")) * deep)
    head = chance.choice((b"if a:", b"while a:", b"with a:", b"def f(a):", b"class A:", b"try:",
                          b"for a in b:",
                          b"async def f():", b"match a:", b"case a:", b"elif a:", b"else:"))  # fmt: skip
    step = chance.choice((b" ", b"\t", b"    "))
    body = b"".join(step * at + head + b"\n" for at in range(deep)) + step * deep + b"pass\n"
    if head == b"elif a:":
        body = b"if a:\n pass\n" + b"elif a:\n pass\n" * (deep * 20)
    if head == b"try:":
        body += b"".join(
            step * at + b"finally:\n" + step * (at + 1) + b"x\n" for at in range(deep - 1, -1, -1)
        )
    return _put(chance, data, body)


def chains(chance: random.Random, data: bytes, _: bytes, __: str) -> bytes:
    """Long `a.b.c`, `a()()`, `a[0][0]`, sums, `if else`, lambdas, unions, decorators, comprehensions."""
    many = chance.choice((50, 150, 400, 1100, 3000, 20_000))
    link = chance.choice((b".a", b"()", b"[0]", b" + a", b" or a", b" if a else a", b" == a", b".a()",
                          b"|a",
                          b"::a", b"?.a", b" and not a", b"**a", b" @ a", b", a", b" + 'a'",
                          b"'a'"))  # fmt: skip
    head = chance.choice((b"a", b"x = a", b"def f(x=a", b"return a", b"@a", b"x: a", b"class A(a", b"del a",
                          b"await a", b"let x = a", b"f(a", b"with a", b"raise a",
                          b"a: a = a"))  # fmt: skip
    front = chance.choice((b"", b"", b"lambda: ", b"not ", b"-", b"~", b"await ", b"*", b"@a\n", b"a = ",
                           b"x for x in ", b"!", b"&", b"yield ", b"a := "))  # fmt: skip
    tail = b"): pass\n" if head.startswith((b"def", b"class")) else b"\n"
    if front and chance.random() < 0.5:
        return _put(chance, data, front * many + head + tail)
    return _put(chance, data, head + link * many + tail)


def texts(chance: random.Random, data: bytes, _: bytes, language: str) -> bytes:
    """Texts within texts: f-strings, templates, open quotes, endless comments."""
    deep = chance.choice((2, 4, 20, 150, 1000))
    if language in _SCRIPT and chance.random() < 0.6:
        return _put(chance, data, b"`${" * deep + b"a" + b"}`" * deep)
    how = chance.randrange(6)
    if how == 0:
        return _put(chance, data, b'f"{' * deep + b"a" + b'}"' * deep + b"\n")
    if how == 1:
        return _put(chance, data, b"f'{a:" + b"{a:" * deep + b"}" * deep + b"}'\n")
    if how == 2:
        return _put(chance, data, chance.choice((b'"""', b"'''", b"'", b'"', b"`", b"/*", b"//", b"#")))
    if how == 3:
        return _put(chance, data, b"f'" + b"{a}" * (deep * 20) + b"'\n")
    if how == 4:
        return _put(chance, data, b"x = '" + b"\\" * deep + b"'\n")
    return _put(chance, data, b"x = f'''{\n" + b"a +\n" * deep + b"a!r:>10}'''\n")


def odd(chance: random.Random, data: bytes, _: bytes, __: str) -> bytes:
    """Puts an odd literal in the place of a number, a text or a name."""
    spots = [m.span() for m in re.finditer(rb"\b\d+\b|'[^'\n]*'|\"[^\"\n]*\"|\b[a-z_]+\b", data[:60_000])]
    if not spots:
        return chance.choice(_ODD_LITERALS)
    for start, end in sorted(
        chance.sample(spots, min(len(spots), chance.choice((1, 3, 10)))), reverse=True
    ):
        data = data[:start] + chance.choice(_ODD_LITERALS) + data[end:]
    return data


def words(chance: random.Random, data: bytes, _: bytes, __: str) -> bytes:
    """Lines and words that an eye looks for, where nobody expects them."""
    for _ in range(chance.choice((1, 3, 10))):
        data = _put(chance, data, chance.choice(_WORDS) + chance.choice((b"\n", b"", b" ", b";")))
    return data


def marks(chance: random.Random, data: bytes, _: bytes, __: str) -> bytes:
    """NUL, byte order marks, form feeds, odd line ends, invisible characters."""
    for _ in range(chance.choice((1, 1, 5, 40))):
        data = _put(chance, data, chance.choice(_MARKS))
    return data


def nul(chance: random.Random, data: bytes, _: bytes, __: str) -> bytes:
    return _put(chance, data, b"\0" * chance.choice((1, 1, 16, 4096)))


def mark_first(chance: random.Random, data: bytes, _: bytes, __: str) -> bytes:
    return (
        chance.choice((b"\xef\xbb\xbf", b"\xef\xbb\xbf" * 2, b"\xff\xfe", b"\xfe\xff", b"#!\xef\xbb\xbf"))
        + data
    )


def line_ends(chance: random.Random, data: bytes, _: bytes, __: str) -> bytes:
    kinds = chance.choice(((b"\r\n",), (b"\r",), (b"\r\n", b"\n"), (b"\r\n", b"\n", b"\r"), (b"\n\r",)))
    return b"".join(row + chance.choice(kinds) for row in data.split(b"\n"))


def half_encoded(chance: random.Random, data: bytes, _: bytes, __: str) -> bytes:
    """Bytes that are no UTF-8, lone surrogates among them."""
    some = (
        b"\xff",
        b"\xc3",
        b"\xed\xa0\x80",
        b"\xed\xb2\x80",
        b"\xf4\x90\x80\x80",
        b"\xc0\xaf",
        b"\xe9",
        b"\x80",
    )
    for _ in range(chance.choice((1, 5, 50))):
        data = _put(chance, data, chance.choice(some))
    return data


def encoded(chance: random.Random, data: bytes, _: bytes, __: str) -> bytes:
    """The file, or its second half, in another encoding; with or without a line that says so."""
    name = chance.choice(("utf-16", "utf-16-be", "latin-1", "cp037", "shift_jis", "utf-7", "utf-32"))
    text = data.decode("utf-8", "replace")
    at = chance.choice((0, len(text) // 2))
    said = f"# -*- coding: {name} -*-\n" if chance.random() < 0.5 else ""
    return said.encode() + text[:at].encode("utf-8", "replace") + text[at:].encode(name, "replace")


def long_line(chance: random.Random, data: bytes, _: bytes, __: str) -> bytes:
    size = chance.choice((3_000, 20_000, 200_000))
    how = chance.randrange(5)
    if how == 0:
        return data.replace(b"\n", chance.choice((b" ", b"; ", b"")))[:size]
    piece = (b"a", b"x = 'y', ", b" ", b"[1, 'a', {}], ")[how - 1]
    row = (chance.choice((b"x = [", b"# ", b"'", b"")) + piece * (size // len(piece)))[:size]
    return _put(chance, data, row + b"\n")


def unicode(chance: random.Random, data: bytes, _: bytes, __: str) -> bytes:
    """Characters from anywhere, inside names as well."""
    text = data.decode("utf-8", "replace")
    for _ in range(chance.choice((1, 5, 60))):
        at = chance.randint(0, len(text))
        top = chance.choice((0x250, 0x3000, 0xFFFF, 0x10FFFF))
        text = text[:at] + chr(chance.randint(1, top)) + text[at:]
    return text.encode("utf-8", "surrogatepass")


def repeat(chance: random.Random, data: bytes, _: bytes, __: str) -> bytes:
    """One piece many times over."""
    at = _at(chance, data)
    piece = data[at : at + chance.choice((1, 3, 20, 200))]
    return data[:at] + piece * chance.choice((10, 100, 2000)) + data[at:]


def nothing(chance: random.Random, data: bytes, _: bytes, __: str) -> bytes:
    """A file that is as it was, or is nearly nothing."""
    return (
        data if chance.random() < 0.7 else chance.choice((b"", b"\n", b"\r", b" ", b"\\", b"#", data[:3]))
    )


WAYS: Mapping[str, Way] = {
    "byte flips": flip,
    "tokens": tokens,
    "lines": lines,
    "splice": splice,
    "truncation": truncate,
    "nested brackets": brackets,
    "nested blocks": blocks,
    "chains": chains,
    "nested texts": texts,
    "odd literals": odd,
    "telling words": words,
    "odd marks": marks,
    "NUL": nul,
    "byte order mark": mark_first,
    "line ends": line_ends,
    "not UTF-8": half_encoded,
    "other encodings": encoded,
    "huge lines": long_line,
    "any character": unicode,
    "repetition": repeat,
    "as it is": nothing,
}


def mutant(
    chance: random.Random, data: bytes, other: bytes, language: str
) -> tuple[tuple[str, ...], bytes]:
    """The ways that a file went through, and what has become of it."""
    names = tuple(chance.choice(tuple(WAYS)) for _ in range(chance.choice((1, 1, 1, 2, 2, 3))))
    for name in names:
        data = WAYS[name](chance, data, other, language)[:LARGEST]
    return names, data
