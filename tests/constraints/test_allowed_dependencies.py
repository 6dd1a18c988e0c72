"""allowed-dependencies: imports and manifests against one list."""

import time

import pytest

from parti.constraints import conformance, finding
from parti.constraints import tree as trees
from tests.constraints.documents import rule

ALLOW = "[msgspec, PyYAML as yaml, serde, react, github.com/pkg/errors]"
CHECK = f"allowed-dependencies\nallow: {ALLOW}\ndev: [pytest, 'org.junit:junit']"


def found(files: dict[str, str], check: str = CHECK, scope: str = "") -> list[finding.Finding]:
    return list(conformance.of_rule(rule(check, scope), trees.Texts(files)))


def places(files: dict[str, str]) -> list[str]:
    return [str(each.place) for each in found(files)]


@pytest.mark.parametrize(
    ("path", "text", "lines"),
    [
        ("pyproject.toml", '[project]\nname="x"\ndependencies = [\n"msgspec",\n"requests>=2",\n]\n', [5]),
        ("pyproject.toml", '[project.optional-dependencies]\ntest = ["pytest"]\nx = [\n"pytest"]\n', [4]),
        ("pyproject.toml", '[dependency-groups]\nlint = ["pytest", {include-group = "x"}, "ruff"]\n', [2]),
        ("pyproject.toml", '[tool.uv]\ndev-dependencies = ["ruff"]\n', [2]),
        ("pyproject.toml", '[tool.poetry.dependencies]\npython = "^3"\npyyaml = "6"\nflask = "3"\n', [4]),
        ("pyproject.toml", '[tool.poetry.group.test.dependencies]\npytest = "8"\ntox = "4"\n', [3]),
        ("pyproject.toml", '[build-system]\nrequires = ["hatchling"]\n', []),
        ("requirements.txt", "# x\n-r other.txt\nPyYAML\nrequests==2 ; python_version > '3'\n\n", [4]),
        ("requirements.txt", "git+https://x.org/y.git#egg=flask\n--hash=sha256:1\n", [1]),
        ("requirements-test.txt", "pytest\ntox\n", [2]),
        ("requirements/dev.txt", "pytest\n", []),
        ("requirements.txt", "pytest\n", [1]),
        ("setup.cfg", "[options]\ninstall_requires =\n    msgspec>=1\n    flask\n[options.extras_require]\n"
         "test = pytest\n", [4]),
        ("package.json", '{"dependencies": {"react": "1"},\n "devDependencies": {\n  "pytest": "1",\n'
         '  "@types/node": "1"}}', [4]),
        ("package.json", '{"name": "a", "dependencies": {"b": "workspace:*"}}', []),
        ("go.mod", "module x.org/a\n\ngo 1.22\n\nrequire (\n\tgithub.com/pkg/errors v0.9.1\n"
         "\tgolang.org/x/net v0.1.0\n\tgolang.org/x/text v0.1.0 // indirect\n)\n", [7]),
        ("go.mod", "module x.org/a\nrequire x.org/b v0.0.0\nreplace x.org/b => ../b\n", []),
        ("Cargo.toml", '[package]\nname = "a"\n[dependencies]\nserde = { version = "1" }\n'
         'own = { path = "../o" }\nrand = "0.8"\n[dev-dependencies]\npytest = "1"\n', [6]),
        ("Cargo.toml", '[target."cfg(unix)".dependencies]\nnix = "0.2"\n', [2]),
        ("Cargo.toml", '[dependencies.tokio]\nversion = "1"\n', [1]),
        ("pom.xml", "<project><groupId>g</groupId>\n<dependencies>\n<dependency>\n"
         "<groupId>com.google.guava</groupId>\n<artifactId>guava</artifactId></dependency>\n"
         "</dependencies></project>", [3]),
        ("pom.xml", "<project><dependencies><dependency><groupId>org.junit</groupId>\n"
         "<artifactId>junit</artifactId><scope>test</scope></dependency></dependencies></project>", []),
        ("pom.xml", "<project><dependencies><dependency><groupId>org.junit</groupId>\n"
         "<artifactId>junit</artifactId></dependency></dependencies></project>", [1]),
        ("pom.xml", "<project><dependencyManagement><dependencies><dependency><groupId>a</groupId>\n"
         "<artifactId>x</artifactId></dependency></dependencies></dependencyManagement></project>", []),
        ("build.gradle", 'testImplementation "org.junit:junit:4"\napi "org.junit:junit:4"\n', [2]),
        ("build.gradle.kts", 'dependencies {\n  implementation("a.b:c:1")\n  // api("d:e:1")\n}\n', [2]),
    ],
)  # fmt: skip
def test_a_declaration_that_is_not_listed_is_found_at_its_line(
    path: str, text: str, lines: list[int]
) -> None:
    assert places({path: text}) == [f"{path}:{line}" for line in lines]


def test_thousands_of_declarations_read_the_manifests_once() -> None:
    rows = "".join(f'implementation("a.b:c{at}:1")\n' for at in range(4000))
    start = time.process_time()
    assert len(found({"build.gradle": rows, "app/build.gradle": rows})) == 8000
    assert time.process_time() - start < 5


@pytest.mark.parametrize("path", ["pyproject.toml", "package.json", "Cargo.toml", "pom.xml", "setup.cfg"])
def test_a_manifest_that_cannot_be_read_is_told(path: str) -> None:
    (each,) = found({path: "<<<<<<< ours\n[{"})
    assert "cannot be read" in each.message


def test_a_manifest_that_cannot_be_read_is_told_with_its_line() -> None:
    (each,) = found({"pyproject.toml": "[project]\nname = 'a'\nversion = =\n"})
    assert each.place.line == 3


@pytest.mark.parametrize(
    ("path", "text", "hit"),
    [
        ("src/a.py", "import requests\n", True),
        ("src/a.py", "import yaml, msgspec.json\n", False),
        ("src/a.py", "import pytest\n", True),
        ("tests/test_a.py", "import pytest\n", False),
        ("tests/test_a.py", "import requests\n", True),
        ("src/conftest.py", "import pytest\n", False),
        ("src/a.py", "try:\n    import orjson\nexcept ImportError: ...\n", True),
    ],
)
def test_an_import_is_held_against_the_same_list(path: str, text: str, hit: bool) -> None:
    assert bool(found({path: text})) is hit


def test_packages_whose_module_has_another_name_are_known_or_said() -> None:
    check = "allowed-dependencies\nallow: [Pillow, 'google-cloud-storage as google.cloud']"
    assert not found({"a.py": "import PIL.Image\nfrom google.cloud import storage\n"}, check)
    assert found({"a.py": "import google.auth\n"}, check)
    assert not found({"requirements.txt": "pillow\nGoogle_Cloud.Storage\n"}, check)


def test_a_project_of_the_same_tree_is_no_dependency() -> None:
    files = {
        "core/pyproject.toml": '[project]\nname = "app-core"\n',
        "web/pyproject.toml": '[project]\nname = "app-web"\ndependencies = ["app_core"]\n',
    }
    assert found(files) == []


def test_a_manifest_outside_the_scope_is_left_alone() -> None:
    files = {"pyproject.toml": '[project]\ndependencies = ["flask"]\n', "src/a.py": "import flask\n"}
    assert [each.place.path for each in found(files, scope="Scope: `src/**`.")] == ["src/a.py"]


def test_where_development_lies_can_be_said() -> None:
    check = f"{CHECK}\ndev-in: ['checks/**']"
    assert not found({"checks/a.py": "import pytest\n"}, check)
    assert found({"tests/a.py": "import pytest\n"}, check)


def test_a_manifest_is_judged_though_only_code_changed() -> None:
    files = {"requirements.txt": "flask\n", "src/a.py": "x = 1\n"}
    tree = trees.Texts(files, ["src/a.py"])
    assert [each.place.path for each in conformance.of_rule(rule(CHECK), tree)] == ["requirements.txt"]


def test_a_name_that_nothing_uses_is_rot() -> None:
    tree = trees.Texts(
        {"requirements.txt": "msgspec\nReact\nserde\n", "a.py": "import yaml\n", "b_test.py": "pytest"}
    )
    assert [each.message for each in conformance.stale(rule(CHECK), tree)] == [
        "`rule` allows `github.com/pkg/errors`, which nothing imports or declares",
        "`rule` allows `org.junit:junit`, which nothing imports or declares",
    ]
