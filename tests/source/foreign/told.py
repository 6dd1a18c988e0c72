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
