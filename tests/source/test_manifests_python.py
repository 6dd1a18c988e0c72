"""What the manifests of Python projects declare: each name with its line and group, whatever stands around.

The list of allowed dependencies rests on this. A name that is not read slips past the list; a name that is
read out of something else stops a person who did nothing; a wrong line leads them to the wrong place.
"""

import pytest

from parti.source import manifests


def rows(path: str, text: str) -> list[tuple[str, int, str]]:
    """(name, line, group) of each dependency of a manifest that must be readable."""
    found = manifests.declared(path, text)
    assert found.problem is None, found.problem
    assert all(each.manifest == path for each in found.dependencies)
    return [(each.name, each.line, each.group) for each in found.dependencies]


def test_a_requirement_keeps_its_name_without_extras_versions_and_conditions() -> None:
    text = (
        "[project]\n"
        "dependencies = [\n"
        '  "uvicorn[standard]>=0.30,<1",\n'
        "  'tomli ; python_version < \"3.11\"',\n"
        '  "ruamel.yaml~=0.18",\n'
        '  "zope-interface @ https://example.org/zope.whl",\n'
        "]\n"
    )
    assert rows("pyproject.toml", text) == [
        ("uvicorn", 3, "main"),
        ("tomli", 4, "main"),
        ("ruamel.yaml", 5, "main"),
        ("zope-interface", 6, "main"),
    ]


def test_a_condition_with_escaped_quotes_still_has_its_line() -> None:
    text = '[project]\nname = "a"\ndependencies = [\n  "tomli; python_version < \\"3.11\\"",\n]\n'
    assert rows("pyproject.toml", text) == [("tomli", 4, "main")]


def test_a_description_that_names_a_dependency_is_not_its_line() -> None:
    text = (
        "[project]\n"
        'name = "requests-kit"\n'
        'description = "Small things for requests"\n'
        'dependencies = ["requests"]\n'
    )
    assert rows("pyproject.toml", text) == [("requests", 4, "main")]


def test_a_name_declared_twice_is_told_at_both_places() -> None:
    text = '[project]\ndependencies = ["rich"]\n[project.optional-dependencies]\nscreen = [\n"rich"]\n'
    assert rows("pyproject.toml", text) == [("rich", 2, "main"), ("rich", 5, "main")]


@pytest.mark.parametrize(
    "extra",
    [
        "dev",
        "devel",
        "test",
        "tests",
        "unit-tests",
        "integrationtests",
        "pytest",
        "lint",
        "linters",
        "pylint",
        "docs",
        "typing",
        "types",
        "typecheck",
        "mypy",
        "bench",
        "benchmarks",
        "examples",
        "checks",
        "ci",
        "func-ci",
        "CI",
        "py-test",
        "doctest",
    ],
)
def test_an_extra_that_is_named_after_work_on_the_code_is_of_development(extra: str) -> None:
    text = f'[project.optional-dependencies]\n{extra} = ["tool"]\n'
    assert rows("pyproject.toml", text) == [("tool", 2, "dev")]


@pytest.mark.parametrize(
    "extra",
    [
        "docker",
        "latest",
        "fastest",
        "checkout",
        "device",
        "prototype",
        "contest",
        "cid",
        "magic",
        "testimonials",
        "delint",
        "typesense",
    ],
)
def test_an_extra_that_only_holds_the_letters_of_such_a_word_is_not(extra: str) -> None:
    """An extra that users install is part of what is shipped: it would pass a list for development."""
    text = f'[project.optional-dependencies]\n{extra} = ["tool"]\n'
    assert rows("pyproject.toml", text) == [("tool", 2, "main")]


def test_every_dependency_group_is_of_development_whatever_its_name() -> None:
    text = '[dependency-groups]\nserver = ["gunicorn", { include-group = "db" }]\ndb = ["psycopg"]\n'
    assert rows("pyproject.toml", text) == [("gunicorn", 2, "dev"), ("psycopg", 3, "dev")]


def test_the_lists_of_pdm_are_of_development() -> None:
    text = '[tool.pdm.dev-dependencies]\nserver = ["-e file:///here#egg=x", "watchfiles"]\n'
    assert rows("pyproject.toml", text) == [("watchfiles", 2, "dev")]


def test_poetry_s_tables_are_read_at_the_line_of_their_keys() -> None:
    text = (
        "[tool.poetry]\n"
        'name = "shop"\n'
        "[tool.poetry.dependencies]\n"
        'Python = ">=3.12"\n'
        'my-redis = "1"\n'
        'redis="5"\n'
        '"zope.event" = "5"\n'
        "[tool.poetry.dependencies.httpx]\n"
        'version = "1"\n'
        "[tool.poetry.dev-dependencies]\n"
        'redis = "5"\n'
        "[tool.poetry.group.docker.dependencies]\n"
        'docker = "7"\n'
    )
    found = rows("pyproject.toml", text)
    assert [each for each in found if each[0] != "zope.event"] == [
        ("my-redis", 5, "main"),
        ("redis", 6, "main"),
        ("httpx", 8, "main"),
        ("redis", 11, "dev"),
        ("docker", 13, "main"),
    ]
    assert manifests.declared("pyproject.toml", text).own == "shop"


def test_the_project_s_own_name_wins_over_poetry_s() -> None:
    text = '[project]\nname = "new"\n[tool.poetry]\nname = "old"\n'
    assert manifests.declared("pyproject.toml", text) == manifests.Declared("new")


@pytest.mark.parametrize(
    "text",
    [
        "project = 3\n",
        "[project]\ndependencies = 'requests'\n",
        "[project]\ndependencies = [1, 2.5]\n",
        "[[project]]\ndependencies = ['a']\n",
        "[tool]\npoetry = []\n",
        "[tool.poetry]\ngroup = 'x'\n",
        "",
    ],
)
def test_a_table_of_another_shape_declares_nothing(text: str) -> None:
    assert rows("pyproject.toml", text) == []


def test_a_byte_order_mark_hides_nothing() -> None:
    assert rows("pyproject.toml", '\ufeff[project]\ndependencies = ["flask"]\n') == [("flask", 2, "main")]
    assert rows("requirements.txt", "\ufeffflask\n") == [("flask", 1, "main")]
    assert rows("setup.cfg", "\ufeff[options]\ninstall_requires = flask\n") == [("flask", 2, "main")]


def test_a_file_of_requirements_passes_over_what_is_no_name() -> None:
    text = (
        "# flask\n"
        "\n"
        "-r base.txt\n"
        "--index-url https://example.org/simple\n"
        "-e .\n"
        "./local/thing\n"
        "https://example.org/x.whl\n"
        "git+https://example.org/y.git@v1\n"
        "attrs  # requests\n"
    )
    assert rows("requirements.txt", text) == [("attrs", 9, "main")]


def test_a_requirement_by_address_has_the_name_in_front_or_in_its_egg() -> None:
    text = (
        "pip @ https://example.org/pip.whl\n"
        "-e git+https://example.org/a.git@v1#egg=flask-login\n"
        "https://example.org/b.zip#egg=Django[argon2]\n"
    )
    assert rows("requirements.txt", text) == [
        ("pip", 1, "main"),
        ("flask-login", 2, "main"),
        ("Django", 3, "main"),
    ]


def test_lines_that_end_in_cr_and_lf_are_counted_as_lines() -> None:
    assert rows("requirements.txt", "flask\r\n\r\nrich==1\r\n") == [
        ("flask", 1, "main"),
        ("rich", 3, "main"),
    ]


@pytest.mark.parametrize(
    ("path", "group"),
    [
        ("requirements.txt", "main"),
        ("requirements-dev.txt", "dev"),
        ("requirements_test.txt", "dev"),
        ("requirements/docs.txt", "dev"),
        ("dev-requirements.txt", "dev"),
        ("prod-requirements.in", "main"),
        ("requirements-dev.in", "dev"),
        ("requirements/base.txt", "main"),
        ("tests/requirements.txt", "main"),
        ("requirements-docker.txt", "main"),
    ],
)
def test_the_name_of_a_file_of_requirements_says_its_group(path: str, group: str) -> None:
    assert rows(path, "flask\n") == [("flask", 1, group)]


def test_in_setup_cfg_a_condition_is_no_dependency() -> None:
    text = (
        "[metadata]\n"
        "name = shop\n"
        "[options]\n"
        "install_requires =\n"
        "    importlib-metadata; python_version < '3.10'\n"
        "    pywin32 >= 1.0 ; sys_platform == 'win32'\n"
        "    flask\n"
    )
    assert rows("setup.cfg", text) == [
        ("importlib-metadata", 5, "main"),
        ("pywin32", 6, "main"),
        ("flask", 7, "main"),
    ]
    assert manifests.declared("setup.cfg", text).own == "shop"


def test_in_setup_cfg_a_list_on_one_line_is_parted_by_semicolons() -> None:
    text = "[metadata]\ndescription = like flask\n[options]\ninstall_requires = flask>=3; rich\n"
    assert rows("setup.cfg", text) == [("flask", 4, "main"), ("rich", 4, "main")]


def test_in_setup_cfg_extras_go_by_their_names_and_tests_are_of_development() -> None:
    text = (
        "[options]\n"
        "tests_require = tox\n"
        "[options.extras_require]\n"
        "docker = docker>=7\n"
        "dev =\n"
        "    tox\n"
        "    %(here)s\n"
    )
    assert rows("setup.cfg", text) == [("tox", 2, "dev"), ("docker", 4, "main"), ("tox", 6, "dev")]


def test_a_setup_cfg_for_tools_alone_declares_nothing() -> None:
    assert manifests.declared("setup.cfg", "[flake8]\nmax-line-length = 90\n") == manifests.Declared()


@pytest.mark.parametrize(
    ("path", "text", "line", "said"),
    [
        ("pyproject.toml", "[project]\nname = 'a'\nx == 1\n", 3, "Invalid value (at line 3, column 4)"),
        ("setup.cfg", "[options]\nno value\n", 1, "Source contains parsing errors: '<string>'"),
        ("setup.cfg", "install_requires = a\n", 1, "File contains no section headers."),
    ],
)
def test_what_cannot_be_read_is_a_problem_and_never_an_empty_list(
    path: str, text: str, line: int, said: str
) -> None:
    found = manifests.declared(path, text)
    assert found.dependencies == ()
    assert found.problem is not None
    assert (found.problem.line, found.problem.message) == (line, said)
