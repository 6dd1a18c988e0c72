"""What the manifests of Node, Go, Rust and Java declare: each name with its line and group.

Beside names and lines this holds the ways around a list: another name for a package, quotes that a reader
does not expect, a notation that is less common, a section that only looks like a list of dependencies.
"""

import pytest

from parti.source import manifests


def rows(path: str, text: str) -> list[tuple[str, int, str]]:
    """(name, line, group) of each dependency of a manifest that must be readable."""
    found = manifests.declared(path, text)
    assert found.problem is None, found.problem
    return [(each.name, each.line, each.group) for each in found.dependencies]


@pytest.mark.parametrize(
    ("path", "kind", "language"),
    [
        ("pyproject.toml", "pyproject.toml", "python"),
        ("a/requirements/dev.txt", "requirements", "python"),
        ("requirements-dev.txt", "requirements", "python"),
        ("dev-requirements.txt", "requirements", "python"),
        ("a/test_requirements.txt", "requirements", "python"),
        ("requirements.in", "requirements", "python"),
        ("requirements/base.in", "requirements", "python"),
        ("a/setup.cfg", "setup.cfg", "python"),
        ("web/package.json", "package.json", "javascript"),
        ("go.mod", "go.mod", "go"),
        ("core/Cargo.toml", "Cargo.toml", "rust"),
        ("pom.xml", "pom.xml", "java"),
        ("app/build.gradle", "build.gradle", "java"),
        ("app/build.gradle.kts", "build.gradle", "java"),
    ],
)
def test_a_manifest_is_known_by_its_name_in_any_folder(path: str, kind: str, language: str) -> None:
    assert (manifests.kind(path), manifests.language(path)) == (kind, language)


@pytest.mark.parametrize(
    "path",
    [
        "notes.txt",
        "package-lock.json",
        "settings.gradle",
        "Cargo.lock",
        "go.sum",
        "requirements.md",
        "my-pyproject.toml",
        "pom.xml.orig",
        "requirements",
        "src/pyproject.toml/x",
        "system-requirements/linux.txt",
        "system-requirements.txt",
        "functional_requirements.in",
        "requirements/readme.md",
    ],
)
def test_what_only_looks_like_a_manifest_is_none(path: str) -> None:
    assert manifests.kind(path) == ""
    assert manifests.declared(path, "flask\n") == manifests.Declared()


def test_node_s_four_lists_are_read_and_one_is_of_development() -> None:
    text = (
        "{\n"
        '  "devDependencies": {\n'
        '    "react": "18"\n'
        "  },\n"
        '  "peerDependencies": {\n'
        '    "react": ">=17"\n'
        "  },\n"
        '  "optionalDependencies": {\n'
        '    "fsevents": "2"\n'
        "  },\n"
        '  "dependencies": {\n'
        '    "@scope/react": "1"\n'
        "  }\n"
        "}\n"
    )
    assert rows("package.json", text) == [
        ("@scope/react", 12, "main"),
        ("react", 6, "main"),
        ("fsevents", 9, "main"),
        ("react", 3, "dev"),
    ]


def test_a_keyword_that_names_a_dependency_is_not_its_line() -> None:
    text = (
        '{"name": "react",\n"keywords": ["vue"],\n"scripts": {"vue": "x"},\n"dependencies": {"vue": "3"}}'
    )
    assert rows("package.json", text) == [("vue", 4, "main")]


@pytest.mark.parametrize(
    ("version", "name"),
    [("npm:left-pad@^1", "left-pad"), ("npm:@evil/pad@^2", "@evil/pad"), ("npm:left-pad", "left-pad")],
)
def test_a_package_under_another_name_is_told_as_what_is_installed(version: str, name: str) -> None:
    """Else any package could come in under a name that the list allows."""
    text = f'{{"dependencies": {{"react": "{version}"}}}}'
    assert rows("package.json", text) == [(name, 1, "main")]


def test_packages_of_the_same_repository_are_no_dependencies() -> None:
    text = '{"dependencies": {"a": "workspace:^1", "b": "file:../b", "c": "link:../c", "d": "1"}}'
    assert rows("package.json", text) == [("d", 1, "main")]


def test_an_address_instead_of_a_version_is_a_dependency_all_the_same() -> None:
    text = '{"dependencies": {"a": "github:x/a", "b": "https://example.org/b.tgz", "c": 3}}'
    assert [name for name, _, _ in rows("package.json", text)] == ["a", "b", "c"]


def test_a_byte_order_mark_in_a_package_file_hides_nothing() -> None:
    assert rows("package.json", '\ufeff{"dependencies": {"a": "1"}}') == [("a", 1, "main")]


@pytest.mark.parametrize("text", ["[]", "3", "null", '{"dependencies": ["a"]}', '{"dependencies": null}'])
def test_a_package_file_of_another_shape_declares_nothing(text: str) -> None:
    assert rows("package.json", text) == []


def test_a_package_file_that_is_broken_is_told_with_its_line() -> None:
    found = manifests.declared("package.json", '{\n  "dependencies": {\n    "a" "1"\n  }\n}\n')
    assert found.problem is not None
    assert (found.problem.line, found.dependencies) == (3, ())


def test_brackets_without_end_are_a_problem_and_no_crash() -> None:
    found = manifests.declared("package.json", "[" * 200_000)
    assert found.problem is not None


def test_go_requires_in_one_line_and_in_a_block() -> None:
    text = (
        "module example.org/shop // the shop\n"
        "require golang.org/x/net v0.1.0\n"
        "require (\n"
        "\tgithub.com/pkg/errors v0.9.1 // why\n"
        "\tgopkg.in/yaml.v3 v3.0.1 // indirect\n"
        ")\n"
    )
    assert rows("go.mod", text) == [("golang.org/x/net", 2, "main"), ("github.com/pkg/errors", 4, "main")]
    assert manifests.declared("go.mod", text).own == "example.org/shop"


@pytest.mark.parametrize("quote", ['"', "`"])
def test_go_may_write_a_path_in_quotes(quote: str) -> None:
    text = f"module {quote}example.org/shop{quote}\nrequire {quote}example.com/x/y{quote} v1.0.0\n"
    assert rows("go.mod", text) == [("example.com/x/y", 2, "main")]
    assert manifests.declared("go.mod", text).own == "example.org/shop"


def test_what_go_excludes_or_takes_back_is_no_dependency() -> None:
    text = (
        "module example.org/shop\n"
        "exclude example.com/a v1.0.0\n"
        "exclude (\n"
        "\texample.com/b v1.0.0\n"
        ")\n"
        "retract v1.2.3\n"
        "tool example.com/c/cmd\n"
        "require example.com/d v1.0.0\n"
    )
    assert rows("go.mod", text) == [("example.com/d", 8, "main")]


def test_what_go_replaces_by_a_folder_is_no_dependency_and_by_a_module_it_is() -> None:
    text = (
        "module example.org/shop\n"
        "require (\n"
        "\texample.com/a v1.0.0\n"
        "\texample.com/b v1.0.0\n"
        ")\n"
        "replace example.com/a v1.0.0 => ../a\n"
        "replace (\n"
        "\texample.com/b => example.com/fork v1.0.1\n"
        ")\n"
    )
    assert rows("go.mod", text) == [("example.com/b", 4, "main")]


def test_the_lines_of_a_go_file_from_another_system_are_the_same() -> None:
    text = "module example.org/shop\r\n\r\nrequire (\r\n\texample.com/a v1.0.0\r\n)\r\n"
    assert rows("go.mod", text) == [("example.com/a", 4, "main")]


def test_rust_s_tables_are_read_with_the_line_of_their_own_key() -> None:
    text = (
        "[package]\n"
        'name = "shop"\n'
        'rand = "not a dependency"\n'
        "[dependencies]\n"
        'rand-core = "1"\n'
        'rand = "1"\n'
        "[dev-dependencies]\n"
        'rand = "1"\n'
        "[build-dependencies]\n"
        "cc.version = '1'\n"
        "[target.'cfg(unix)'.dependencies.nix]\n"
        'version = "0.2"\n'
        '[target."cfg(windows)".dev-dependencies]\n'
        'winapi = "0.3"\n'
    )
    assert rows("Cargo.toml", text) == [
        ("rand-core", 5, "main"),
        ("rand", 6, "main"),
        ("cc", 10, "main"),
        ("rand", 8, "dev"),
        ("nix", 11, "main"),
        ("winapi", 14, "dev"),
    ]
    assert manifests.declared("Cargo.toml", text).own == "shop"


def test_a_crate_under_another_name_is_told_as_what_is_installed() -> None:
    text = '[dependencies]\nserde = { package = "serde-evil", version = "1" }\n'
    assert rows("Cargo.toml", text) == [("serde-evil", 2, "main")]


def test_a_workspace_declares_for_its_members_and_they_only_refer_to_it() -> None:
    root = '[workspace]\nmembers = ["a"]\n[workspace.dependencies]\nserde = "1"\nown = { path = "a" }\n'
    member = '[package]\nname = "a"\n[dependencies]\nserde.workspace = true\nlog = { workspace = false }\n'
    assert rows("Cargo.toml", root) == [("serde", 4, "main")]
    assert rows("a/Cargo.toml", member) == [("log", 5, "main")]


def test_a_pom_is_read_with_its_scopes_and_without_what_it_manages_or_excludes() -> None:
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<project xmlns="http://maven.apache.org/POM/4.0.0">\n'
        "<groupId>org.shop</groupId><artifactId> shop </artifactId>\n"
        "<dependencyManagement><dependencies><dependency>\n"
        "<groupId>managed</groupId><artifactId>m</artifactId>\n"
        "</dependency></dependencies></dependencyManagement>\n"
        "<dependencies>\n"
        "<dependency>\n"
        "<groupId> com.a </groupId><artifactId>b&amp;c</artifactId>\n"
        "<exclusions><exclusion><groupId>x</groupId></exclusion></exclusions>\n"
        "</dependency>\n"
        "<!-- <dependency><groupId>commented</groupId></dependency> -->\n"
        "<dependency><groupId>org.junit</groupId><artifactId>junit</artifactId>"
        "<scope> test </scope></dependency>\n"
        "</dependencies>\n"
        "<build><plugins><plugin><dependencies><dependency><groupId>p</groupId>"
        "<artifactId>q</artifactId></dependency></dependencies></plugin></plugins></build>\n"
        "</project>\n"
    )
    assert rows("pom.xml", text) == [("com.a:b&c", 8, "main"), ("org.junit:junit", 13, "dev")]
    assert manifests.declared("pom.xml", text).own == "org.shop:shop"


def test_a_pom_with_an_encoding_that_is_not_its_own_is_read() -> None:
    """The text was decoded before; what the head says of its bytes no longer holds."""
    text = (
        '<?xml version="1.0" encoding="ISO-8859-1"?>\n<project><dependencies><dependency>'
        "<groupId>gr\u00fcn</groupId><artifactId>a</artifactId></dependency></dependencies></project>"
    )
    assert rows("pom.xml", text) == [("gr\u00fcn:a", 2, "main")]


def test_a_pom_that_is_broken_is_told_with_its_line() -> None:
    found = manifests.declared("pom.xml", "<project>\n<dependencies>\n</project>")
    assert found.problem is not None
    assert (found.problem.line, found.problem.message) == (3, "mismatched tag: line 3, column 2")


@pytest.mark.parametrize(
    ("line", "name", "group"),
    [
        ("implementation 'a.b:c:1'", "a.b:c", "main"),
        ('implementation("a.b:c:$version")', "a.b:c", "main"),
        ('api "a.b:c"', "a.b:c", "main"),
        ("implementation(platform('a.b:bom:1'))", "a.b:bom", "main"),
        ("implementation enforcedPlatform('a.b:bom:1')", "a.b:bom", "main"),
        ("implementation group: 'a.b', name: 'c', version: '1'", "a.b:c", "main"),
        ('implementation(group = "a.b", name = "c", version = "1")', "a.b:c", "main"),
        ("debugImplementation 'a.b:c:1'", "a.b:c", "main"),
        ("annotationProcessor 'a.b:c:1'", "a.b:c", "main"),
        ('kapt "a.b:c:1"', "a.b:c", "main"),
        ('ksp("a.b:c:1")', "a.b:c", "main"),
        ("compileOnlyApi 'a.b:c:1'", "a.b:c", "main"),
        ("testImplementation group: 'a.b', name: 'c'", "a.b:c", "dev"),
        ("androidTestImplementation 'a.b:c:1'", "a.b:c", "dev"),
    ],
)
def test_gradle_s_ways_to_declare_are_read(line: str, name: str, group: str) -> None:
    assert rows("build.gradle", f"dependencies {{\n    {line}\n}}\n") == [(name, 2, group)]


@pytest.mark.parametrize(
    "line",
    [
        "// implementation 'a.b:c:1'",
        "implementation project(':core')",
        "implementation files('libs/a.jar')",
        "implementation libs.guava",
        "exclude group: 'a.b', module: 'c'",
        "description = 'implementation of a:b:1'",
    ],
)
def test_what_names_no_package_in_gradle_declares_nothing(line: str) -> None:
    assert rows("build.gradle", f"dependencies {{\n    {line}\n}}\n") == []
