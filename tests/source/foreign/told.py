"""What a snippet says, in short words that stand in a table: `call fs.open`, `argument m.f?`, `a.f`."""

from parti.source import effects, facts, reading


def facts_of(text: str, path: str) -> facts.Facts:
    found = reading.extract(text, path)
    assert found.problem is None, found.problem
    return found


def imports(text: str, path: str) -> list[str]:
    """Each target, with its marks behind it."""
    rows = []
    for each in facts_of(text, path).imports:
        marks = "".join(
            f" {mark}" for mark in ("lazy", "typing", "conditional", "dynamic") if getattr(each, mark)
        )
        names = f" ({', '.join(each.names)})" if each.names else ""
        rows.append(f"{each.module}{names}{marks}")
    return rows


def calls(text: str, path: str) -> list[str]:
    """Each call as `how name`, with `?` when the name is not certain."""
    return [
        f"{each.how} {each.name or '….' + each.method}{'' if each.certain else '?'}"
        for each in facts_of(text, path).calls
    ]


def definitions(text: str, path: str) -> list[str]:
    return [f"{each.kind} {each.name}" for each in facts_of(text, path).definitions]


def entries(text: str, path: str) -> list[str]:
    """Each registration with a value as `registry[key] = value (how)`."""
    return [
        f"{each.registry}[{each.key}] = {each.value} ({each.how})"
        for each in facts_of(text, path).registrations
        if each.value
    ]


def touched(text: str, path: str) -> list[str]:
    return [kind for call in facts_of(text, path).calls if (kind := effects.effect(call))]


def writes(text: str, path: str) -> list[str]:
    return [way for call in facts_of(text, path).calls if (way := effects.writes(call)) != "no"]


def called(text: str, path: str) -> list[str]:
    """The names of what is called for certain, in the order of the text."""
    return [each.name for each in facts_of(text, path).calls if each.how == "call" and each.certain]


def guessed(text: str, path: str) -> list[str]:
    """What is called without certainty: its name, or the method of something unknown as `….put`."""
    calls = facts_of(text, path).calls
    return [each.name or f"….{each.method}" for each in calls if each.how == "call" and not each.certain]


def registries(text: str, path: str) -> list[str]:
    """What may be a registry, by its name, in the order of the text."""
    return [each.registry for each in facts_of(text, path).registrations if each.how == "declared"]


def defined(text: str, path: str) -> list[tuple[str, int, int, str]]:
    """Each definition as its name, line, column and signature."""
    found = facts_of(text, path).definitions
    return [(each.name, each.line, each.column, each.signature) for each in found]
