"""The packages of the JDK that do not begin with `java.`, `jdk.` or `sun.`, as its modules export them.

Asked by `standard` for an import of Java. `javax` alone says nothing: `javax.xml.parsers` comes with the
JDK, `javax.annotation` and `javax.xml.bind` do not, and of `com.sun` much is the library of others. The
source is what `java --describe-module` says that each module of `java --list-modules` exports to all, in
OpenJDK 17.
"""

from collections.abc import Iterator, Mapping

_BELOW: Mapping[str, str] = {
    "com.sun": "jarsigner java.accessibility.util jdi jdi.connect jdi.connect.spi jdi.event "
    "jdi.request management net.httpserver net.httpserver.spi nio.file nio.sctp "
    "security.auth security.auth.callback security.auth.login security.auth.module "
    "security.jgss source.doctree source.tree source.util tools.attach "
    "tools.attach.spi tools.javac tools.jconsole",
    "javax.accessibility": ".",
    "javax.annotation": "processing",
    "javax.crypto": ". interfaces spec",
    "javax.imageio": ". event metadata plugins.bmp plugins.jpeg plugins.tiff spi stream",
    "javax.lang": "model model.element model.type model.util",
    "javax.management": ". loading modelmbean monitor openmbean relation remote remote.rmi timer",
    "javax.naming": ". directory event ldap ldap.spi spi",
    "javax.net": ". ssl",
    "javax.print": ". attribute attribute.standard event",
    "javax.rmi": "ssl",
    "javax.script": ".",
    "javax.security": "auth auth.callback auth.kerberos auth.login auth.spi auth.x500 cert sasl",
    "javax.smartcardio": ".",
    "javax.sound": "midi midi.spi sampled sampled.spi",
    "javax.sql": ". rowset rowset.serial rowset.spi",
    "javax.swing": ". border colorchooser event filechooser plaf plaf.basic plaf.metal plaf.multi "
    "plaf.nimbus plaf.synth table text text.html text.html.parser text.rtf tree undo",
    "javax.tools": ".",
    "javax.transaction": "xa",
    "javax.xml": ". catalog crypto crypto.dom crypto.dsig crypto.dsig.dom crypto.dsig.keyinfo "
    "crypto.dsig.spec datatype namespace parsers stream stream.events stream.util "
    "transform transform.dom transform.sax transform.stax transform.stream validation "
    "xpath",
    "netscape.javascript": ".",
    "org.ietf": "jgss",
    "org.w3c.dom": ". bootstrap css events html ls ranges stylesheets traversal views xpath",
    "org.xml.sax": ". ext helpers",
}
"""Each family with what lies below it; a dot is the family itself."""


def _every() -> Iterator[str]:
    for family, below in _BELOW.items():
        yield from (family if each == "." else f"{family}.{each}" for each in below.split())


PACKAGES = frozenset(_every())
"""Every one of them, by its whole name."""
