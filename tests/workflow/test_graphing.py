"""`parti graph`: what imports what, between folders for people and between files for programs."""

from pathlib import Path

import pytest

from parti.records import refusal
from parti.source import on_disk
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


def test_a_link_that_leads_out_of_the_repository_is_not_followed(tmp_path: Path) -> None:
    """Whoever made the repository also made its links; one of them may lead to a device without an end."""
    outside = tmp_path / "outside.py"
    outside.write_text("from app.store import rows\n", "utf-8")
    house = open_houses.bare(tmp_path)
    root = open_houses.repository(house).root
    (root / "app").mkdir()
    (root / "app" / "linked.py").symlink_to(outside)
    assert told(tmp_path, 2)[0] == "4 imports between files, 2 ways between folders"


def test_a_file_that_is_gone_or_too_large_imports_nothing(tmp_path: Path) -> None:
    house = open_houses.bare(tmp_path)
    root = open_houses.repository(house).root
    (root / "app").mkdir()
    (root / "app" / "gone.py").symlink_to(root / "nowhere.py")
    (root / "app" / "bulk.py").write_text("from app.store import rows\n" + "#" * on_disk.LARGEST, "utf-8")
    assert told(tmp_path, 2)[0] == "4 imports between files, 2 ways between folders"
