"""import-linter: contracts from setup.cfg, .importlinter or pyproject.toml, in the order the tool looks.

`protected` contracts, and `forbidden` ones that allow indirect imports, mean the same here. The others also
follow chains through modules that no contract names, which no kind of ours does: their direct imports
are proposed with that said, and the tool's command beside them.
"""

import configparser
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from parti.constraints import constraint
from parti.constraints.imported import settings
from parti.constraints.imported.modules import Layout
from parti.constraints.imported.section import Proposal, Shown, Unread, command, joined, slug

_PLACES = ("setup.cfg", ".importlinter", "pyproject.toml")
_CHAINS = "Direct imports only: chains through other modules are left to import-linter's own command."
_ABSENT = "An optional layer without a file today is left out: {names}. Add it when it comes."
_LEFT = "ignore_imports", "exclude_type_checking_imports"


class Contract(msgspec.Struct, frozen=True):
    """One contract as the tool's file writes it; `id` is empty when it has none."""

    id: str
    options: Mapping[str, object]
    origin: str

    def many(self, key: str) -> tuple[str, ...]:
        rows = settings.texts(self.options.get(key))
        return tuple(row for row in rows if not row.startswith(("#", ";")))

    @property
    def name(self) -> str:
        return " ".join(settings.texts(self.options.get("name"))) or self.id or "contract"

    @property
    def slug(self) -> str:
        return slug(self.id or self.name, "imports")


def propose(tree: constraint.Tree) -> Iterator[Proposal | Unread]:
    for path in _PLACES:
        source = settings.text(tree, path)
        if source is None or "importlinter" not in source:
            continue
        try:
            session, contracts = _read(path, source)
        except (configparser.Error, ValueError) as error:
            yield Unread(path, f"`{path}` cannot be read: {str(error).splitlines()[0]}")
            continue
        if contracts:
            yield from _proposals(session, contracts, Layout(tree))
            return


def _read(path: str, source: str) -> tuple[Mapping[str, object], tuple[Contract, ...]]:
    if path.endswith(".toml"):
        session = settings.mapping(settings.mapping(settings.toml(source).get("tool")).get("importlinter"))
        rows = tuple(settings.mappings(session.get("contracts")))
        return session, tuple(Contract(str(row.get("id", "")), row, path) for row in rows)
    parser = settings.ini(source)
    if not parser.has_section("importlinter"):
        return {}, ()
    contracts = tuple(
        Contract(name.rpartition(":")[2], dict(parser[name]), path)
        for name in parser.sections()
        if name.startswith("importlinter:")
    )
    return dict(parser["importlinter"]), contracts


def _proposals(
    session: Mapping[str, object], contracts: Sequence[Contract], layout: Layout
) -> Iterator[Proposal]:
    roots = settings.texts(session.get("root_packages")) or settings.texts(session.get("root_package"))
    exact: list[Contract] = []
    for contract in contracts:
        found = () if _is_special(session, contract) else tuple(_said(contract, roots, layout))
        yield from found
        if found and not any(each.differs for each in found):
            exact.append(contract)
    left = [contract for contract in contracts if contract not in exact]
    if left:
        some = bool(exact) and all(contract.id for contract in left)
        limits = [f"--contract {contract.id}" for contract in left] if some else []
        title = f"The import contracts in `{left[0].origin}` must be kept"
        run = " ".join(["lint-imports", *limits])
        yield command("import-linter", title, run, "lint-imports", left[0].origin)


def _is_special(session: Mapping[str, object], contract: Contract) -> bool:
    """Whether exceptions are named that no kind of ours can name."""
    whole = contract.options.get("as_packages", True)
    return (
        bool(contract.many(_LEFT[0]))
        or settings.true(session.get(_LEFT[1]))
        or not (settings.true(whole) or whole is True)
    )


def _said(contract: Contract, roots: Sequence[str], layout: Layout) -> Iterator[Proposal]:
    kind = str(contract.options.get("type", "")).strip()
    if kind == "forbidden":
        yield from _forbidden(contract, layout)
    elif kind == "protected":
        yield from _protected(contract, roots, layout)
    elif kind == "independence":
        yield from _independence(contract, roots, layout)
    elif kind == "layers":
        yield from _layers(contract, roots, layout)


def _forbidden(contract: Contract, layout: Layout) -> Iterator[Proposal]:
    sources, targets = contract.many("source_modules"), contract.many("forbidden_modules")
    scope = layout.all_globs(sources)
    if not scope or not targets or any("*" in name for name in targets):
        return
    direct = settings.true(contract.options.get("allow_indirect_imports"))
    yield Proposal(
        id=contract.slug,
        title=f"{joined(sources)} never {_verb(sources)} {joined(targets, 'or')}",
        reason=_called(contract),
        kind="forbidden-import",
        options={"modules": list(targets)},
        include=scope,
        shown=_imports(layout.example(sources[0]), "json", targets[0]),
        origin=contract.origin,
        differs="" if direct else _CHAINS,
    )


def _protected(contract: Contract, roots: Sequence[str], layout: Layout) -> Iterator[Proposal]:
    """One section a protected module, because one of them may not import another either."""
    targets, importers = contract.many("protected_modules"), contract.many("allowed_importers")
    scope = layout.all_globs(roots)
    for target in targets:
        apart = layout.all_globs((*importers, target))
        if not scope or not apart or set(importers) & set(roots):
            return
        yield Proposal(
            id=contract.slug if len(targets) == 1 else f"{contract.slug}-{slug(target, 'module')}",
            title=f"`{target}` is imported only by {joined(importers)}",
            reason=_called(contract),
            kind="forbidden-import",
            options={"modules": [target]},
            include=scope,
            exclude=apart,
            shown=_imports(layout.example(roots[0]), "json", target),
            origin=contract.origin,
        )


def _independence(contract: Contract, roots: Sequence[str], layout: Layout) -> Iterator[Proposal]:
    modules, scope = contract.many("modules"), layout.all_globs(roots)
    plain = [name for name in modules if "*" not in name]
    if not scope or len(plain) < 2 or len(plain) < len(modules) or not layout.all_globs(plain):
        return
    yield Proposal(
        id=contract.slug,
        title=f"None of {joined(plain)} imports another",
        reason=_called(contract),
        kind="independent",
        options={"modules": list(modules)},
        include=scope,
        shown=_imports(layout.example(plain[0]), "json", plain[1]),
        origin=contract.origin,
        differs=_CHAINS,
    )


def _layers(contract: Contract, roots: Sequence[str], layout: Layout) -> Iterator[Proposal]:
    rows, containers = contract.many("layers"), contract.many("containers")
    if any(":" in row or "*" in row for row in (*rows, *containers)):
        return  # siblings that may import each other: no kind of ours says so
    for container in containers or ("",):
        found = _levels(rows, container, layout)
        scope = layout.all_globs([container] if container else roots)
        if found is None or not scope:
            continue
        levels, absent = found
        names = [[name.strip() for name in level.split("|")] for level in levels]
        above, below = names[0][0], names[-1][-1]
        note = f" {_ABSENT.format(names=joined(absent))}" if absent else ""
        yield Proposal(
            id=contract.slug if len(containers) < 2 else f"{contract.slug}-{slug(container, 'in')}",
            title=f"Each layer of `{container or roots[0]}` imports only what stands below it",
            reason=_called(contract),
            kind="layers",
            options={"layers": levels},
            include=scope,
            shown=(
                Shown(
                    "kept",
                    "python",
                    layout.example(above),
                    f"import {below if len(levels) > 1 else 'json'}",
                ),
                Shown("broken", "python", layout.example(below), f"import {above}"),
            ),
            origin=contract.origin,
            differs=_CHAINS + note,
        )


def _levels(rows: Sequence[str], container: str, layout: Layout) -> tuple[list[str], list[str]] | None:
    """The layers under their full names, and optional ones that are not there; None without two."""
    levels, absent = [], []
    for row in rows:
        present = []
        for part in row.split("|"):
            bare = part.strip().removeprefix("(").removesuffix(")").strip()
            name = f"{container}.{bare}" if container else bare
            if layout.globs(name):
                present.append(name)
            elif part.strip().startswith("("):
                absent.append(name)
            else:
                return None
        levels += [" | ".join(present)] if present else []
    return (levels, absent) if len(levels) > 1 or "|" in "".join(levels) else None


def _imports(path: str, fine: str, wrong: str) -> tuple[Shown, Shown]:
    return Shown("kept", "python", path, f"import {fine}"), Shown(
        "broken", "python", path, f"import {wrong}"
    )


def _verb(names: Sequence[str]) -> str:
    return "imports" if len(names) == 1 else "import"


def _called(contract: Contract) -> str:
    return f"`{contract.origin}` calls it “{contract.name}”."
