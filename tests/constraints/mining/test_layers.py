"""Directions of imports: tops that nothing imports, grounds that import nothing, chains between."""

from tests.constraints.mining.grown import floors, found, java_floors, one


def test_a_package_that_stands_on_others_and_is_hardly_imported_is_a_top() -> None:
    each = one(floors(), "nothing-imports-app-web")
    assert each.title == "Code outside `app.web` never imports `app.web`"
    assert (each.check, each.options) == ("forbidden-import", {"modules": ("app.web",)})
    assert (each.include, each.exclude) == (("app/**",), ("app/web/**",))
    assert (each.kept, [str(f.place) for f in each.exceptions]) == (42, ["app/store/back0.py:1"])


def test_too_many_imports_back_make_no_law() -> None:
    assert [e.key for e in found(floors(back=4), "layers") if e.key.startswith("nothing")] == []
    assert [e.key for e in found(floors(back=3), "layers") if e.key.startswith("nothing")] != []


def test_few_imports_make_no_law() -> None:
    assert found(floors(uses=7, back=0), "layers") == []
    assert found(floors(uses=8, back=0), "layers") != []


def test_two_tops_share_one_sentence() -> None:
    files = floors(back=0)
    files |= {path.replace("web", "desk"): text for path, text in files.items() if "web" in path}
    (each,) = [e for e in found(files, "layers") if e.key.startswith("nothing")]
    assert each.title == "`app.desk` and `app.web` are imported by nothing outside them"
    assert each.options == {"modules": ("app.desk", "app.web")}


def test_a_package_that_many_use_and_that_uses_nobody_is_a_ground() -> None:
    users = ("web", "mail", "money")
    files = {f"app/{name}/__init__.py": "" for name in (*users, "core")} | {"app/__init__.py": ""}
    for name in users:
        files |= {f"app/{name}/m{n}.py": "import app.core.text\n" for n in range(13)}
        files[f"app/{name}/other.py"] = "".join(f"import app.{x}.m1\n" for x in users if x != name)
    files["app/core/text.py"] = "import re\n"
    each = one(files, "ground-app-core")
    assert each.options == {"modules": ("app.mail", "app.money", "app.web")}
    assert (each.include, each.kept, each.exceptions) == (("app/core/**",), 39, ())
    files["app/core/text.py"] = "import app.web.m1\n"
    assert [str(f.place) for f in one(files, "ground-app-core").exceptions] == ["app/core/text.py:1"]


def test_what_no_sentence_speaks_of_becomes_a_chain() -> None:
    files = {f"app/{name}/__init__.py": "" for name in ("web", "store", "disk")} | {"app/__init__.py": ""}
    files |= {f"app/web/m{n}.py": "import app.store.m1\n" for n in range(12)}
    files |= {f"app/store/m{n}.py": "import app.disk.m1\n" for n in range(12)}
    files |= {"app/disk/m1.py": "", "app/web/low.py": "\n".join(["import app.disk.m1"] * 12)}
    (each,) = found(files, "layers")
    assert (each.check, each.options) == ("layers", {"layers": ("app.web", "app.store", "app.disk")})


def test_folders_above_the_root_are_no_part_of_a_name() -> None:
    files = {f"backend/{path}": text for path, text in floors().items()}
    each = one(files, "nothing-imports-app-web")
    assert each.include == ("backend/app/**",)
    assert [str(f.place) for f in each.exceptions] == ["backend/app/store/back0.py:1"]


def test_a_namespace_package_keeps_its_name() -> None:
    files = {path: text for path, text in floors().items() if path != "app/__init__.py"}
    assert one(files, "nothing-imports-app-web").options == {"modules": ("app.web",)}


def test_a_direction_that_files_beside_the_packages_often_break_is_not_proposed() -> None:
    root = "src/main/java/com/acme"
    rule = "nothing-imports-com-acme-web"
    for count, is_proposed in ((1, True), (9, False)):
        text = "package com.acme;\n\nimport com.acme.web.Page1;\n\nclass Top {}\n"
        beside = {f"{root}/Top{n}.java": text for n in range(count)}
        assert (rule in [each.key for each in found({**java_floors(), **beside})]) is is_proposed
