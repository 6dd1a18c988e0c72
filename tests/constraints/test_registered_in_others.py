"""registered-in in Go and Java: what puts something into a map there, and what only looks as if it did."""

import pytest

from parti.constraints import conformance
from parti.constraints import tree as trees
from tests.constraints.documents import rule

GO = 'registered-in\nevery: "function new*"\nin: cmds.Commands'
MADE = "package cmds\n\nfunc newA() {}\n"
JAVA = 'registered-in\nevery: "class *Rule"\nin: acme.Rules.ALL'
RULE = "package acme;\n\npublic class ARule { public static final ARule INSTANCE = new ARule(); }\n"


def found(check: str, files: dict[str, str]) -> list[str]:
    return [each.message for each in conformance.of_rule(rule(check), trees.Texts(files))]


def go(line: str) -> list[str]:
    text = f"package cmds\n\nvar Commands = List{{}}\n\nfunc init() {{ {line} }}\n"
    return found(GO, {"cmds/a.go": MADE, "cmds/r.go": text})


@pytest.mark.parametrize(
    "line",
    [
        "Commands = append(Commands, newA)",
        "Commands = append(Commands, other, newA)",
        "Commands = append(Commands, newA())",
        "Commands = append(Commands, Command{Run: newA})",
        'Commands = append(Commands, &Command{"a", newA})',
        "Commands.AddCommand(newA())",
        "Commands.AddCommand(other(), newA())",
        'Commands.RegisterHandler("a", newA)',
    ],
)
def test_what_go_puts_into_a_list_stands_in_it(line: str) -> None:
    assert go(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Others = append(Commands, newA)",
        "Commands = append(Others, newA)",
        "Commands = append(Commands, others...)",
        "Commands = append(Commands, newAll)",
        "others.AddCommand(newA())",
        "Commands.Find(newA)",
        "Commands := List{}; Commands = append(Commands, newA)",
    ],
)
def test_what_go_puts_elsewhere_is_not_seen_in_the_list(line: str) -> None:
    assert go(line) == ["function `newA` is not seen to be put into `cmds.Commands`"]


def test_a_list_of_another_package_grows_by_append() -> None:
    text = 'package x\n\nimport "example.com/app/cmds"\n\nfunc f() {}\n\nfunc init() { C = append(C, f) }\n'
    text = text.replace("C", "cmds.Commands")
    files = {"cmds/r.go": "package cmds\n\nvar Commands = List{}\n", "x/x.go": text}
    assert found(GO.replace("new*", "f"), files) == []


def java(line: str) -> list[str]:
    text = (
        "package acme;\n\nimport java.util.*;\n\nclass Rules {\n"
        f"  static final List<Object> ALL = new ArrayList<>();\n  static {{ {line} }}\n}}\n"
    )
    return found(JAVA, {"acme/ARule.java": RULE, "acme/Rules.java": text})


@pytest.mark.parametrize(
    "line",
    [
        "ALL.addAll(List.of(new BRule(), new ARule()));",
        "ALL.addAll(Arrays.asList(new ARule()));",
        "Collections.addAll(ALL, new BRule(), new ARule());",
        "java.util.Collections.addAll(ALL, new ARule());",
        "ALL.add(ARule.INSTANCE);",
        "ALL.add(ARule.getInstance());",
        "ALL.addFirst(new ARule());",
    ],
)
def test_what_java_puts_into_a_list_stands_in_it(line: str) -> None:
    assert java(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "OTHERS.addAll(List.of(new ARule()));",
        "Collections.addAll(OTHERS, new ARule());",
        "Mine.addAll(ALL, new ARule());",
        "ALL.add(BRule.INSTANCE);",
        "ALL.add(ARule.NAME);",
        "ALL.removeAll(List.of(new ARule()));",
    ],
)
def test_what_java_puts_elsewhere_is_not_seen_in_the_list(line: str) -> None:
    assert java(line) == ["class `ARule` is not seen to be put into `acme.Rules.ALL`"]
