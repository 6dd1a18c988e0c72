"""Calls on what nobody knows the class of: taken for the named method where they may be it."""

import pytest

from tests.constraints.asking import asked, messages, places, spots

PATHS = "calls: [Path.replace, Path.rename, Path.unlink, Path.home, Path.cwd, Path.mkdir, Path.touch]\n"
FORBIDDEN = f"forbidden-call\n{PATHS}"
THROUGH = f"only-through\nhelper: app.io.save\ninstead-of: {PATHS.partition(': ')[2]}"
HEAD = "from pathlib import Path\nfrom pathlib import Path as P\nfrom app import ctx\n\n\n"


def told(line: str, check: str = FORBIDDEN) -> list[tuple[int, int]]:
    """Where a line in a function is told, `x` and `place` being unknown there."""
    text = f"{HEAD}def f(x, place, text: str, name: 'str | None'):\n    {line}\n"
    return spots(asked(check, {"src/app/a.py": text, "src/app/ctx.py": "def made():\n    pass\n"}))


@pytest.mark.parametrize("check", [FORBIDDEN, THROUGH])
@pytest.mark.parametrize(
    "line",
    [
        "x.replace(place)",
        "x.replace(target=place)",
        "x.replace(*place)",
        "x.replace(**place)",
        "x.rename(place)",
        "x.unlink()",
        "x.unlink(missing_ok=True)",
        "x.mkdir(parents=True, exist_ok=True)",
        "x.touch()",
        "(x / 'a').replace(place)",
        "x.parent.unlink()",
        "Path(text).replace(place)",
        "Path(x).rename(place)",
        "Path.home()",
        "P.cwd()",
        "make = P.home",
        "Path.replace(x, place)",
        "ctx.state.unlink()",
    ],
)
def test_what_may_be_a_path_is_told(line: str, check: str) -> None:
    assert len(told(line, check)) == 1


@pytest.mark.parametrize("check", [FORBIDDEN, THROUGH])
@pytest.mark.parametrize(
    "line",
    [
        "x.replace('a', 'b')",
        "x.replace('a', 'b', 1)",
        "x.replace(hour=1)",
        "x.upper().replace('a', 'b')",
        "x.upper().replace(place)",
        "text.replace(place)",
        "name.replace(place)",
        "'a'.replace(place)",
        "f'{x}'.replace(*place)",
        "str(x).replace(**place)",
        "x.rename('a', 'b')",
        "x.rename(columns=place)",
        "x.unlink(place, 'a')",
        "x.unlink(name=place)",
        "x.touch(key=place)",
        "x.home()",
        "x.cwd()",
        "ctx.home",
        "ctx.paths.home",
        "x.append(ctx.paths.unlink)",
        "ctx.paths.home()",
    ],
)
def test_what_cannot_be_one_is_left_alone(line: str, check: str) -> None:
    assert told(line, check) == []


def test_a_call_that_may_be_one_says_that_it_is_not_sure() -> None:
    text = "def f(x, place):\n    x.replace(place)\n"
    (said,) = messages(asked(FORBIDDEN, {"src/app/a.py": text}))
    assert said.endswith("where it is forbidden; the class of its receiver is not known here")


def test_what_a_class_of_ours_takes_is_its_own_business() -> None:
    check = "forbidden-call\ncalls: [Frame.replace]\n"
    text = "def f(x):\n    x.replace('a', 'b')\n    x.strip().replace('a', 'b')\n"
    assert spots(asked(check, {"src/app/a.py": text})) == [(2, 5)]


def test_a_script_that_only_mentions_an_attribute_calls_nothing() -> None:
    check = "forbidden-call\ncalls: [Store.drop]\n"
    assert spots(asked(check, {"src/app/a.ts": "const f = (x: any) => x.drop;\n"})) == []
    assert len(asked(check, {"src/app/a.ts": "const f = (x: any) => x.drop();\n"})) == 1


GSON = "package app;\nimport com.google.gson.Gson;\nimport com.google.gson.TypeAdapter;\n"
JAVA = "forbidden-call\ncalls: [java.nio.file.Files.write, java.io.Writer.write]\n"


def in_java(lines: str) -> int:
    text = f"{GSON}import java.nio.file.*;\nclass A {{ void f(Gson gson, byte[] p) {{ {lines} }} }}\n"
    return len(asked(JAVA, {"src/app/A.java": text}))


@pytest.mark.parametrize(
    "lines",
    [
        "TypeAdapter<String> t = gson.getAdapter(String.class); t.write(p);",
        "final TypeAdapter<String> t; t = gson.getAdapter(String.class); t.write(p);",
        "Gson t = gson.again(); { t.write(p); }",
    ],
)
def test_a_class_that_is_written_says_more_than_what_a_call_gives_back(lines: str) -> None:
    assert in_java(lines) == 0


@pytest.mark.parametrize(
    "lines",
    [
        "var t = gson.getAdapter(String.class); t.write(p);",
        "gson.getAdapter(String.class).write(p);",
        "java.io.Writer t = gson.getWriter(); t.write(p);",
        "Files.write(p);",
        "java.nio.file.Files.write(p);",
    ],
)
def test_what_is_of_no_known_class_or_of_the_named_one_is_told(lines: str) -> None:
    assert in_java(lines) == 1


@pytest.mark.parametrize(
    ("check", "line"),
    [
        ("JSON.parse", "z.object({}).parse('x');"),
        ("JSON.parse", "const s = z.object({}); s.parse('x');"),
        ("JSON.parse", "yaml.parse('x');"),
        ("Date.now", "const f = (clock: { now(): number }) => clock.now();"),
        ("Math.random", "z.dice().random();"),
        ("Promise.all", "z.pool().all([]);"),
    ],
)
def test_what_is_no_class_and_what_only_the_class_is_asked_is_not_guessed(check: str, line: str) -> None:
    text = f"import {{ z }} from 'zod';\nimport yaml from 'yaml';\n{line}\n"
    assert list(asked(f"forbidden-call\ncalls: [{check}]\n", {"src/app/a.ts": text})) == []


@pytest.mark.parametrize(
    ("check", "line"),
    [
        ("JSON.parse", "JSON.parse('x');"),
        ("JSON.parse", "globalThis.JSON.parse('x');"),
        ("JSON.parse", "const { parse } = JSON; parse('x');"),
        ("JSON.parse", "z.top().JSON.parse('x');"),
        ("Date.now", "Date.now();"),
        ("Date.getTime", "z.moment().getTime();"),
        ("Store.parse", "z.object({}).parse('x');"),
    ],
)
def test_what_is_asked_of_them_by_name_is_told_and_objects_of_a_class_still_are(
    check: str, line: str
) -> None:
    text = f"import {{ z }} from 'zod';\n{line}\n"
    assert len(asked(f"forbidden-call\ncalls: [{check}]\n", {"src/app/a.ts": text})) == 1


def test_a_method_of_an_object_that_is_written_out_is_that_of_nothing_else() -> None:
    check = "forbidden-call\ncalls: [src/channel.Channel.close]"
    channel = "export class Channel {\n  close() {}\n}\n"
    own = "const o = { close() {}, c: { close: () => 1 } };\no.close();\no.c.close();\n"
    other = "import { o } from './own';\no.close();\n"
    unknown = "const o = { open() {} };\no.close();\nmake().close();\n"
    files = {"src/channel.ts": channel, "src/own.ts": f"export {own}", "src/other.ts": other}
    found = asked(check, {**files, "src/unknown.ts": unknown})
    assert places(found) == ["src/unknown.ts:2", "src/unknown.ts:3"]
