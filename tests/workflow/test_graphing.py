"""`parti graph`: what imports what, between folders for people and between files for programs."""

from pathlib import Path

import pytest

from parti.records import refusal
from parti.workflow import graphing
from tests.workflow import open_houses

FILES = {
    "app/web/views.py": "from app.store import rows\nfrom app.web import pages\n",
    "app/web/pages.py": "from app.store import rows\n",
    "app/web/__init__.py": "",
    "app/store/__init__.py": "",
    "app/store/rows.py": "import json\n",
    "app/__init__.py": "",
    "front/main.ts": 'import { a } from "./lib/a";\n',
    "front/lib/a.ts": "export const a = 1;\n",
    "broken.py": "import (\n",
}


def told(tmp_path: Path, depth: int) -> list[str]:
    house = open_houses.bare(tmp_path)
    repository = open_houses.repository(house)
    for path, text in FILES.items():
        repository.write(path, text)
    (repository.root / "odd.py").write_bytes(b"\xff\xfe import (")
    return list(graphing.graph(house, depth).lines)


def test_folders_that_import_one_another_are_told_with_their_counts(tmp_path: Path) -> None:
    assert told(tmp_path, 2) == [
        "4 imports between files, 2 ways between folders",
        "     2  app/web → app/store",
        "     1  front → front/lib",
    ]


def test_a_smaller_depth_draws_neighbours_together(tmp_path: Path) -> None:
    assert told(tmp_path, 1) == ["4 imports between files, 0 ways between folders"]


@pytest.mark.parametrize("depth", [0, -1, 21])
def test_a_depth_that_says_nothing_is_refused(tmp_path: Path, depth: int) -> None:
    with pytest.raises(refusal.Misused, match="between 1 and 20"):
        told(tmp_path, depth)
