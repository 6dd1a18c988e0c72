"""Checkouts of a fake repository's commits, as plain folders."""

import shutil
from collections.abc import Collection
from itertools import count
from pathlib import Path

from tests.fakes.repository import FakeRepository

_NUMBERS = count(1)


class FakeWorktree:
    def __init__(self, repository: FakeRepository, cache: Path) -> None:
        self._repository = repository
        self._cache = cache

    def at(self, commit: str) -> "FakeCheckout":
        return FakeCheckout(self._repository, self._cache / f"checkout-{next(_NUMBERS)}", commit)


class FakeCheckout:
    def __init__(self, repository: FakeRepository, path: Path, commit: str) -> None:
        self._repository = repository
        self._commit = commit
        self.path = path

    def __enter__(self) -> "FakeCheckout":
        tree = self._repository.tree(self._commit)
        self.path.mkdir(parents=True)
        for path, data in tree.items():
            self._write(path, data)
        return self

    def __exit__(self, *exc: object) -> None:
        shutil.rmtree(self.path)

    def link(self, names: Collection[str]) -> None:
        for name in names:
            for source in self._repository.root.glob(name[1:] if name.startswith("/") else f"**/{name}"):
                target = self.path / source.relative_to(self._repository.root)
                if source.is_dir() and not target.exists():
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.symlink_to(source)

    def put(self, path: str, source: Path | None) -> None:
        if source is None:
            (self.path / path).unlink(missing_ok=True)
        else:
            self._write(path, source.read_bytes())

    def _write(self, path: str, data: bytes) -> None:
        target = self.path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
