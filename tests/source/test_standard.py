"""What comes with each language, and what a dependency is called by."""

import pytest

from parti.source import standard


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("json", "python"),
        ("os.path", "python"),
        ("fs", "javascript"),
        ("fs.promises", "typescript"),
        ("node:anything", "tsx"),
        ("net.http", "go"),
        ("encoding.json", "go"),
        ("java.util.List", "java"),
        ("javax.swing", "java"),
        ("javax.swing.JFrame", "java"),
        ("javax.annotation.processing.Processor", "java"),
        ("org.w3c.dom.Document", "java"),
        ("org.w3c.dom.*", "java"),
        ("org.xml.sax.helpers.DefaultHandler", "java"),
        ("com.sun.net.httpserver.HttpServer", "java"),
        ("com.sun.net.httpserver.HttpServer.create", "java"),
        ("sun.misc.Unsafe", "java"),
        ("std.collections", "rust"),
        ("crate.store", "rust"),
        ("super.x", "rust"),
    ],
)
def test_what_comes_with_a_language(name: str, language: str) -> None:
    assert standard.comes_with(name, language)


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("requests", "python"),
        ("jsonx", "python"),
        ("react", "javascript"),
        ("fsx", "javascript"),
        ("github.com.pkg.errors", "go"),
        ("golang.org.x.net", "go"),
        ("gopkg.in.yaml", "go"),
        ("javafx.scene", "java"),
        ("java", "java"),
        ("com.java.util", "java"),
        ("javax.annotation.Nullable", "java"),
        ("javax.inject.Inject", "java"),
        ("javax.xml.bind.JAXB", "java"),
        ("org.w3c.css.sac.Parser", "java"),
        ("org.xml.Sax", "java"),
        ("com.sun.jna.Native", "java"),
        ("serde", "rust"),
        ("stdx.a", "rust"),
        ("json", "cobol"),
    ],
)
def test_what_somebody_has_to_install(name: str, language: str) -> None:
    assert not standard.comes_with(name, language)


@pytest.mark.parametrize(
    ("name", "language", "package"),
    [
        ("requests.adapters", "python", "requests"),
        ("@scope.kit.deep.er", "typescript", "@scope/kit"),
        ("@scope.kit", "javascript", "@scope/kit"),
        ("lodash.fp", "javascript", "lodash"),
        ("serde.de", "rust", "serde"),
        ("github.com.pkg.errors", "go", "github.com.pkg.errors"),
        ("com.google.common.base", "java", "com.google.common.base"),
    ],
)
def test_a_dependency_is_called_by_its_package(name: str, language: str, package: str) -> None:
    assert standard.package(name, language) == package


@pytest.mark.parametrize(
    "host",
    [
        "honnef.co/go/tools",
        "gotest.tools/v3/assert",
        "dario.cat/mergo",
        "buf.build/gen",
        "mvdan.cc/sh",
        "go.uber.org/zap",
        "go.step.sm/crypto",
        "internal.company/kit",
        "git.sr.ht/sircmpwn/x",
    ],
)
def test_a_go_module_comes_from_outside_whatever_its_host_ends_in(host: str) -> None:
    """Hosts end in hundreds of ways, so what is standard is listed and not what is foreign."""
    assert not standard.comes_with(host.replace("/", "."), "go")


@pytest.mark.parametrize("name", ["go.ast", "go.types", "os", "C", "testing.fstest", "crypto.x509", "iter"])
def test_go_s_own_packages_are_known_with_what_lies_below_them(name: str) -> None:
    assert standard.comes_with(name, "go")
