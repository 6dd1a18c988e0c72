"""lint-imports: what import-linter's `lint-imports` prints; each forbidden import or chain by itself.

It names modules and lines, and no files; the `command` check looks the files up in the tree. It breaks its
lines at 80 columns, between words and in names of contracts too. A contract that is broken without a
link that can be read (a custom type) is still told by its name.
"""

import re
from collections.abc import Iterator

from parti.constraints.tools.said import Said

_SUM = re.compile(r"^Contracts: (\d+) kept, (\d+) broken\.$", re.MULTILINE)
_HOW = re.compile(r" (KEPT|BROKEN)(?= |\Z)(?: \([^)]*\)| \[[^\]]*\])?")
_DETAILS = re.compile(r"^-+\nBroken contracts\n-+$", re.MULTILINE)
_TITLE = re.compile(r"(?<=\n\n)(?P<name>(?:[^\n-][^\n]*\n){1,9}?)(?:-+\n)+", re.MULTILINE)
_LINK = re.compile(
    r"(?P<bullet>^-\s+)?(?P<importer>[\w.]+)\s+->\s+(?P<imported>[\w.]+)\s+\((?P<lines>[^)]*)\)",
    re.MULTILINE,
)
_RING = re.compile(r"No cycles are allowed in (?P<name>[\w.]*\w)\.")


def read(output: str) -> tuple[Said, ...] | None:
    total = _SUM.search(output)
    if total is None:
        return None
    start = _DETAILS.search(output)
    said = tuple(_contracts(f"{output[start.end() :]}\n")) if start else ()
    told = {each.rule for each in said}
    more = tuple(Said(message="broken", rule=name) for name in _broken(output[: total.start()]) - told)
    if not said and not more and int(total[2]):
        return None
    return (*said, *sorted(more, key=lambda each: each.rule))


def _broken(head: str) -> set[str]:
    """The contracts that the list at the top calls broken."""
    pieces = _HOW.split(_joined(re.split(r"^-+$", head, flags=re.MULTILINE)[-1]))
    return {name.strip() for name, how in zip(pieces[::2], pieces[1::2], strict=False) if how == "BROKEN"}


def _contracts(details: str) -> Iterator[Said]:
    titles = list(_TITLE.finditer(details))
    ends = [*(title.start() for title in titles[1:]), len(details)]
    for title, end in zip(titles, ends, strict=False):
        yield from _links(_joined(title["name"]), details[title.end() : end])


def _links(contract: str, text: str) -> Iterator[Said]:
    """One for each bullet; the links below it, which are its chain, go into the same sentence."""
    lead = ring = ""
    for paragraph in re.split(r"\n\s*\n", text):
        links = list(_LINK.finditer(paragraph.strip()))
        if not links:
            lead = _joined(paragraph)
            found = _RING.search(lead)
            ring = found["name"] if found else ring
            continue
        starts = [at for at, link in enumerate(links) if link["bullet"] or not at]
        for start, end in zip(starts, [*starts[1:], len(links)], strict=True):
            yield _said(contract, lead.rstrip(":."), ring, links[start:end])


def _said(contract: str, lead: str, ring: str, chain: list[re.Match[str]]) -> Said:
    """The place is where the chain begins."""
    names = [chain[0]["importer"], *(link["imported"] for link in chain)]
    full = [f"{ring}{name}" if name.startswith(".") else name for name in names]
    number = re.search(r"l\.\s*(\d+)", chain[0]["lines"])
    way = " → ".join(full)
    return Said(
        message=f"{lead}: {way}" if lead else way,
        rule=contract,
        module=full[0],
        line=int(number[1]) if number else 0,
    )


def _joined(text: str) -> str:
    return " ".join(text.split())
