"""One open house: the repository, its settings, the feature at hand and its folded state.

Made by `open_house` at the start of each verb. `append` is the only place that writes to a log: it
gives the facts their time, author and parents, and returns the house with the state after them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from parti import ports
from parti.chunks import state as chunk_states
from parti.design import elsewhere
from parti.design import state as design_states
from parti.gate import state as gate_states
from parti.records import fold, log, refusal
from parti.records import vocabulary as facts
from parti.workflow import config as configs

FEATURES = ".parti/features"
NEW = 'parti new "<what you wish for>"'
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}\Z")


class House(msgspec.Struct, frozen=True, kw_only=True):
    """What every verb gets.

    Args:
        slug: the feature at hand; empty when no feature is open here.
    """

    world: ports.World
    slug: str
    reading: log.Reading
    design: design_states.DesignState
    chunks: chunk_states.ChunksState
    gate: gate_states.GateState

    @property
    def root(self) -> Path:
        return self.world.repository.root

    @property
    def folder(self) -> Path:
        return self.root / FEATURES / self.slug

    @property
    def is_set_up(self) -> bool:
        """Whether `parti init` has run here."""
        return (self.root / configs.PATH).exists()

    @property
    def settings(self) -> configs.Config:
        """The settings, for verbs that need `parti init` first."""
        found = configs.read(self.root)
        if found is None:
            raise refusal.NotAllowed("Parti is not set up in this repository.", next_step="parti init")
        return found

    def require_settings(self) -> None:
        """Refuses before `parti init`."""
        _ = self.settings

    def append(self, new: Iterable[facts.Fact]) -> "House":
        """Writes facts to this writer's log and returns the house after them.

        Raises:
            refusal.Unready: the log holds records of a newer Parti, or cannot be written.
        """
        every = tuple(new)
        if not every:
            return self
        refuse_newer(self.reading)
        by = self.world.repository.person().name
        made: list[facts.Record] = []
        heads = self.reading.heads
        for fact in every:
            record = log.make(fact, at=self.world.clock.now(), by=by, parents=heads)
            made.append(record)
            heads = (record.id,)
        log.append(self.folder / "log", self.world.repository.writer(), made)
        records = tuple(log.ordered((*self.reading.records, *made)))
        reading = log.Reading(records, self.reading.damage, heads, self.reading.missing)
        return _folded(self.world, self.slug, reading)

    def looked_at(self) -> facts.FeatureOpened:
        """The feature at hand, open or closed: for verbs that only look."""
        found = self.design.feature
        if found is None:
            _refuse_unread(self)
            raise refusal.NotAllowed(
                "No feature is open on this branch.",
                next_step="parti status --all, then parti --feature <name> …",
            )
        return found

    def feature(self) -> facts.FeatureOpened:
        """The open feature.

        Raises:
            refusal.NotAllowed: none is open on this branch.
            refusal.Unready: a log that may be that of this branch is damaged.
        """
        found = self.design.feature
        if found is None:
            _refuse_unread(self)
        if found is None or self.design.closed:
            raise refusal.NotAllowed("No feature is open on this branch.", next_step=NEW)
        return found


def open_house(world: ports.World, feature: str = "") -> House:
    """The house as it stands on disk now.

    Args:
        world: the ports.
        feature: the slug of a feature; found by branch when empty.

    Raises:
        refusal.Misused: the slug is malformed or names nothing.
    """
    slug = _chosen(world, feature) if feature else _on_branch(world)
    return at(world, slug)


def at(world: ports.World, slug: str) -> House:
    """The house with one feature, whether or not that has records yet."""
    folder = world.repository.root / FEATURES / slug / "log"
    reading = log.read(folder) if slug else log.Reading((), (), ())
    return _folded(world, slug, reading)


def design_after(records: Sequence[facts.Record]) -> design_states.DesignState:
    """The design after these records alone."""
    return _design(records, tuple(fold.live(records)))


def slugs(root: Path) -> tuple[str, ...]:
    """Every feature of the repository, by name."""
    folder = root / FEATURES
    if not folder.is_dir():
        return ()
    return tuple(sorted(path.name for path in folder.iterdir() if (path / "log").is_dir()))


def beside(house: House) -> Iterator[tuple[str, bool, log.Reading]]:
    """The other features that may be this branch's: opened on it, or nobody can read on which.

    Each with whether that can be read, and its log.
    """
    branch = house.world.repository.branch() or house.world.branch_hint
    for slug in slugs(house.root):
        if slug != house.slug:
            folder = house.root / FEATURES / slug / "log"
            branches = [body.branch for body in _opening(folder)]
            if not branches or not branch or branch in branches:
                yield slug, bool(branches), log.read(folder)


def _refuse_unread(house: House) -> None:
    """Says that a log is damaged, where all that can be read would mean that there is no feature."""
    for slug, _, reading in ((house.slug, True, house.reading), *beside(house)):
        if not reading.is_whole:
            raise refusal.Unready(
                f"No feature can be read on this branch: the log of {slug} is damaged.",
                next_step="parti doctor",
                place=f"{FEATURES}/{slug}",
            )


def refuse_newer(reading: log.Reading) -> None:
    """Nothing is appended to a log that this Parti cannot read whole."""
    for damage in reading.damage:
        if damage.kind == "newer":
            raise refusal.Unready(
                f"{damage.path.name}, line {damage.line}: {damage.sentence}; a newer Parti wrote it.",
                next_step="upgrade Parti; this log stays readable with `parti log`",
                place=f"{damage.path}:{damage.line}",
            )


def _folded(world: ports.World, slug: str, reading: log.Reading) -> House:
    live = tuple(fold.live(reading.records))
    return House(
        world=world,
        slug=slug,
        reading=reading,
        design=_design(reading.records, live),
        chunks=fold.fold(chunk_states.evolve, chunk_states.ChunksState(), live),
        gate=fold.fold(gate_states.evolve, gate_states.GateState(), live),
    )


def _design(records: Sequence[facts.Record], live: Sequence[facts.Record]) -> design_states.DesignState:
    design = fold.fold(design_states.evolve, design_states.DesignState(), live)
    return elsewhere.marked(design, records)


def _chosen(world: ports.World, feature: str) -> str:
    if not SLUG.match(feature):
        raise refusal.Misused(
            f"{feature!r} is not a feature's name: small letters, digits and dashes, 60 at most.",
            next_step="parti status --all lists the features",
        )
    if feature not in slugs(world.repository.root):
        raise refusal.Misused(
            f"There is no feature {feature!r} here.", next_step="parti status --all lists the features"
        )
    return feature


def _on_branch(world: ports.World) -> str:
    """The open feature of the branch at hand; empty when there is none.

    CI checks out without a branch: then the branch that CI names counts, else the one open feature.
    """
    root = world.repository.root
    branch = world.repository.branch() or world.branch_hint
    found = [slug for slug, opened in _openings(root) if not branch or branch in opened]
    still = [slug for slug in found if not _closed(root, slug)]
    if len(still) > 1 and not branch:
        raise refusal.NotAllowed(
            f"HEAD is detached and {len(still)} features are open: {', '.join(still[:5])}.",
            next_step=f"parti --feature {still[0]} …",
        )
    return still[-1] if still else ""


def on(root: Path, branch: str) -> tuple[str, ...]:
    """Every feature that was opened on a branch, ended ones too, by name."""
    return tuple(slug for slug, branches in _openings(root) if branch in branches)


def _openings(root: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every feature by its slug, and the branches on which it was opened."""
    for slug in slugs(root):
        opened = tuple(body.branch for body in _opening(root / FEATURES / slug / "log"))
        if opened:
            yield slug, opened


def _opening(folder: Path) -> tuple[facts.FeatureOpened, ...]:
    """How a feature began: the first line of a file says it, cheap for hundreds; damage may hide it.

    Where two branches opened one feature, each in a file of its own, the whole log says which of it stands.
    """
    first = (log.read_line(_first_line(path)) for path in sorted(folder.glob("*.jsonl")))
    found = tuple(one.body for one in first if one and isinstance(one.body, facts.FeatureOpened))
    if len(found) == 1:
        return found
    every = (record.body for record in fold.live(log.read(folder).records))
    return tuple(body for body in every if isinstance(body, facts.FeatureOpened))


def _first_line(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.readline()
    except OSError:
        return b""  # whoever reads the whole log refuses it with the reason


def _closed(root: Path, slug: str) -> bool:
    reading = log.read(root / FEATURES / slug / "log")
    return any(isinstance(record.body, facts.FeatureClosed) for record in reading.records)
