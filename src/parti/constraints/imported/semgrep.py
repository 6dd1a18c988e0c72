"""semgrep: rule files that lie in the tree; a bare call of a plain name means the same as a `pattern`.

Anything dotted is more in semgrep than in syntax alone, because it follows imports; it and all the rest
stay with `semgrep scan`, without metrics.
"""

import re
import shlex
from collections.abc import Iterator, Mapping

from parti.constraints import constraint
from parti.constraints.imported import settings
from parti.constraints.imported.samples import fine, globs, sample
from parti.constraints.imported.section import Proposal, Shown, Unread, command, faults, lets_through, slug
from parti.source import languages

_CALL = re.compile(r"[A-Za-z_]\w*\((?:\.\.\.)?\)\Z")
_KNOWN = frozenset({"id", "pattern", "message", "languages", "severity", "metadata"})
_NAMED = re.compile(r"(^|/)\.?semgrep[\w.-]*(/|\.ya?ml\Z)|(^|/)rules?/")


def propose(tree: constraint.Tree) -> Iterator[Proposal | Unread]:
    for path in tree.paths():
        if not path.endswith((".yml", ".yaml")) or not _NAMED.search(path):
            continue
        source = settings.text(tree, path) or ""
        if "rules:" not in source or "languages:" not in source:
            continue
        loaded = settings.yaml(source)
        if loaded is None:
            yield Unread(path, f"`{path}` is not YAML")
            continue
        rows = list(settings.mappings(settings.mapping(loaded[0] if loaded else None).get("rules")))
        found = [each for row in rows if (each := _rule(tree, row, path))]
        said = [each for each in found if not lets_through(tree, each.scope, "nosemgrep")]
        yield from said
        if len(said) < len(rows):
            run = f"semgrep scan --metrics=off --config {shlex.quote(path)} --json"
            name = slug(path.removesuffix(".yml").removesuffix(".yaml"), "semgrep")
            title = f"The semgrep rules in `{path}` must be kept"
            yield command(
                name if "semgrep" in name else f"semgrep-{name}", title, run, "semgrep-json", path
            )


def _rule(tree: constraint.Tree, row: Mapping[str, object], path: str) -> Proposal | None:
    spoken, pattern = settings.texts(row.get("languages")), row.get("pattern")
    if set(row) - _KNOWN or len(spoken) != 1 or row.get("severity") != "ERROR":
        return None
    if not isinstance(pattern, str) or not _CALL.match(pattern.strip()):
        return None
    language = languages.canonical(spoken[0])
    ours = pattern.strip().replace("...", "$$$A")
    options: dict[str, object] = {"forbid": ours}
    options |= {"language": language} if language != "python" else {}
    options |= {"message": " ".join(str(row["message"]).split())} if row.get("message") else {}
    place = f"example.{languages.extension(language)}"
    proposal = Proposal(
        id=slug(str(row.get("id") or ""), "semgrep"),
        title=f"`{pattern.strip().partition('(')[0]}` must never be called",
        reason=str(row.get("message") or f"`{path}` forbids it."),
        kind="pattern",
        options=options,
        include=globs(tree, language),
        shown=(
            Shown("kept", language, place, fine(language)),
            Shown("broken", language, place, sample(ours, language)),
        ),
        origin=path,
    )
    return None if faults(proposal) else proposal
