"""The records of one state folder, one file a kind. Only a kind that changed is written again."""

from pathlib import Path
from typing import Any

from state_io import load_json, save_json

KINDS = ("posts", "comments")

Record = dict[str, Any]


class State:
    """Records by kind and id, and the kinds that differ from their files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.records: dict[str, dict[str, Record]] = {}
        self.dirty: set[str] = set()
        for kind in KINDS:
            self.records[kind] = load_json(folder / f"{kind}.json", missing={})

    def put(self, kind: str, record: Record) -> None:
        """Adds a record. One that is already there stays, so a replayed delta changes nothing."""
        if record["id"] not in self.records[kind]:
            self.records[kind][record["id"]] = record
            self.dirty.add(kind)

    def current(self, kind: str) -> list[Record]:
        """The records that no later one supersedes, oldest first."""
        records = self.records[kind].values()
        old = {record.get("supersedes") for record in records}
        return sorted((r for r in records if r["id"] not in old), key=lambda r: (r["at"], r["id"]))

    def save(self) -> list[str]:
        """Writes what changed, and says which kinds that were."""
        written = sorted(self.dirty)
        for kind in written:
            save_json(self.folder / f"{kind}.json", self.records[kind])
            self.dirty.discard(kind)
        return written
