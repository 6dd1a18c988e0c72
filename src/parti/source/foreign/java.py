"""Java: what its kinds of node bind, open, say and mean.

A table for the reader. A file's module is its package, so that `module.Class.method` is the name that
everybody else calls it by. A simple name in capitals that nothing binds is a class: of `java.lang`, of the
package, or of one of the packages that are imported whole.
"""

import re
from collections.abc import Mapping

from parti.source import facts
from parti.source.foreign import java_bases, java_entries, java_errors, java_locals, java_telling, parts
from parti.source.foreign import scope as scopes
from parti.source.foreign.defining import Form, Parameter, anonymous, decorated, function, placed, type_
from parti.source.foreign.grammar import Act, Grammar, Open, Part
from parti.source.foreign.reader import Reader
from parti.source.foreign.scope import Names, Scope
from parti.source.structure import Node

_LANG = frozenset({
    "System", "Runtime", "ProcessBuilder", "Process", "Thread", "Math", "String", "StringBuilder",
    "StringBuffer", "Object", "Class", "Integer", "Long", "Double", "Float", "Boolean", "Byte", "Short",
    "Character", "Number", "Iterable", "Comparable", "Runnable", "Exception", "Error",
    "RuntimeException", "IllegalStateException", "IllegalArgumentException", "NullPointerException",
    "Throwable", "Override", "UnsupportedOperationException", "InterruptedException", "Deprecated",
    "FunctionalInterface", "SuppressWarnings", "Void", "AutoCloseable", "CharSequence", "Enum",
    "Record", "StackWalker", "ThreadLocal", "ClassLoader", "Module",
}) | java_bases.UNIMPORTED  # fmt: skip
_WHOLE = {
    "java.io": "File FileWriter FileReader FileOutputStream FileInputStream OutputStream InputStream "
    "Writer Reader "
    "PrintWriter PrintStream RandomAccessFile BufferedWriter BufferedReader BufferedOutputStream "
    "IOException "
    "BufferedInputStream OutputStreamWriter InputStreamReader ObjectOutputStream ObjectInputStream "
    "Closeable "
    "ByteArrayOutputStream ByteArrayInputStream StringWriter StringReader DataOutputStream DataInputStream "
    "Serializable UncheckedIOException FileNotFoundException EOFException Console",
    "java.nio.file": "Files Path Paths StandardOpenOption StandardCopyOption FileSystems FileSystem "
    "OpenOption "
    "NoSuchFileException FileVisitResult SimpleFileVisitor WatchService",
    "java.net": "URL URI Socket ServerSocket HttpURLConnection URLConnection DatagramSocket InetAddress "
    "InetSocketAddress URLEncoder URLDecoder Proxy",
    "java.net.http": "HttpClient HttpRequest HttpResponse WebSocket",
    "java.sql": "Connection DriverManager Statement PreparedStatement CallableStatement ResultSet "
    "SQLException "
    "Timestamp Date Driver DatabaseMetaData",
    "java.time": "Instant Clock LocalDate LocalDateTime LocalTime ZonedDateTime OffsetDateTime Duration "
    "Period "
    "ZoneId ZoneOffset",
    "java.util": "List Map Set Collection Collections Arrays ArrayList HashMap HashSet LinkedHashMap "
    "LinkedList "
    "TreeMap TreeSet Optional Objects Iterator UUID Date Random Scanner Timer TimerTask Properties Deque "
    "Queue "
    "ArrayDeque PriorityQueue EnumMap Locale StringJoiner Formatter Calendar Comparator GregorianCalendar "
    "NoSuchElementException",
}  # fmt: skip
"""The classes that matter of packages that are often imported whole."""
_MADE = {
    "java.sql.DriverManager.getConnection": "java.sql.Connection",
    "javax.sql.DataSource.getConnection": "java.sql.Connection",
    "java.sql.Connection.createStatement": "java.sql.Statement",
    "java.sql.Connection.prepareStatement": "java.sql.PreparedStatement",
    "java.nio.file.Files.newBufferedWriter": "java.io.BufferedWriter",
    "java.nio.file.Files.newOutputStream": "java.io.OutputStream",
    "java.nio.file.Path.of": "java.nio.file.Path", "java.nio.file.Paths.get": "java.nio.file.Path",
    "java.nio.file.Path.resolve": "java.nio.file.Path", "java.io.File.toPath": "java.nio.file.Path",
    "java.nio.file.Path.toFile": "java.io.File", "java.lang.Runtime.getRuntime": "java.lang.Runtime",
    "java.net.http.HttpClient.newHttpClient": "java.net.http.HttpClient",
    "java.net.http.HttpClient.newBuilder": "java.net.http.HttpClient.Builder",
    "java.net.URL.openConnection": "java.net.URLConnection",
}  # fmt: skip
_CLASSES = ("class_declaration", "interface_declaration", "enum_declaration", "record_declaration",
            "annotation_type_declaration")  # fmt: skip
_BLOCKS = ("block", "for_statement", "catch_clause", "switch_block", "switch_rule",
           "switch_block_statement_group")  # fmt: skip
_SILENT = frozenset(
    {"import_declaration", "package_declaration", "method_reference", "method_invocation"}
    | {"method_declaration", "constructor_declaration", "annotation", "marker_annotation"}
    | {"formal_parameter", "element_value_pair", *_CLASSES}
)
_END = 1 << 30
_GIVEN = {"java.util.Date": 1, "java.util.GregorianCalendar": 3}
"""How many arguments give a moment, which is otherwise the moment now."""
_PLACES = frozenset({"java.io.File()", "java.lang.String()"})
_WRITING = frozenset({"WRITE", "APPEND", "CREATE", "CREATE_NEW", "TRUNCATE_EXISTING"})


def _module(path: str, top: Node) -> str:
    package = next((c for c in top.named_children() if c.kind() == "package_declaration"), None)
    return "".join(package.named_children()[-1].text().split()) if package is not None else ""


def _unbound(reader: Reader, name: str) -> Names:
    if name in _LANG:
        return (f"java.lang.{name}",)
    if not name[:1].isupper():
        return ()
    stars = [star for star in reader.stars if not star.rsplit(".", 1)[-1][:1].isupper()]
    known = [star for star in stars if name in _WHOLE.get(star, "").split()]
    if known:
        return (f"{known[0]}.{name}",)
    foreign = [f"?{star}.{name}" for star in stars if star not in _WHOLE]
    return (scopes.joined(reader.module, name), *foreign)


def _import(reader: Reader, node: Node, scope: Scope) -> None:
    rows = node.named_children()
    path = next((each.text() for each in rows if each.kind() in {"scoped_identifier", "identifier"}), "")
    path = "".join(path.split())
    owner, _, last = path.rpartition(".")
    star = any(each.kind() == "asterisk" for each in rows)
    static = any(each.kind() == "static" for each in node.children())
    if star:
        reader.stars.append(path)
    else:
        reader.top.bind(last, path)
        reader.aliases[last] = (path,)
        reader.wanted.add(last)
    start = node.range().start
    module, names = (path, ("*",)) if star else (owner, (last,)) if static else (path, ())
    reader.imports.append(
        facts.Import(module=module, names=names, level=0, line=start.line + 1, column=start.column + 1)
    )


def _parameters(node: Node | None) -> list[Parameter]:
    found: list[Parameter] = []
    for each in node.named_children() if node is not None else ():
        if each.kind() == "identifier":
            found.append(Parameter(each.text()))
        elif each.kind() == "spread_parameter":
            name = each.named_children()[-1].field("name")
            found.append(Parameter(f"...{name.text()}" if name is not None else ""))
        elif each.field("name") is not None:
            name, annotation = each.field("name"), each.field("type")
            value = scopes.Typed(annotation) if annotation is not None else None
            found.append(Parameter(name.text() if name is not None else "", value))
    return found


def _annotations(reader: Reader, node: Node, name: str, scope: Scope) -> list[str]:
    modifiers = next((each for each in node.named_children() if each.kind() == "modifiers"), None)
    found: list[str] = []
    for each in modifiers.named_children() if modifiers is not None else ():
        if each.kind() in {"annotation", "marker_annotation"}:
            value, given = scopes.joined(scope.prefix, name), each.field("arguments")
            found.append(decorated(reader, each, each.field("name"), given, value, scope))
    return found


def _at(node: Node) -> Node:
    """Where a definition begins behind its annotations."""
    modifiers = next((each for each in node.named_children() if each.kind() == "modifiers"), None)
    if modifiers is None:
        return node
    for each in modifiers.children():
        if not each.kind().endswith("annotation"):
            return each
    return modifiers.next() or node


def _method(reader: Reader, node: Node, scope: Scope) -> Scope | None:
    name = node.field("name")
    if name is None:
        return None
    form = Form(
        name=name.text(), at=_at(node), body=node.field("body"), returns=node.field("type"),
        parameters=_parameters(node.field("parameters")),
        decorators=_annotations(reader, node, name.text(), scope),
    )  # fmt: skip
    owner = scope.enclosing("class")
    if owner is not None:
        owner.methods.add(name.text())
    return function(reader, node, scope, form)


def _lambda(reader: Reader, node: Node, scope: Scope) -> Scope:
    given = node.field("parameters")
    if given is not None and given.kind() == "identifier":
        return anonymous(scope, [Parameter(given.text())])
    return anonymous(scope, _parameters(given))


def _class(reader: Reader, node: Node, scope: Scope) -> Scope | None:
    name = node.field("name")
    if name is None:
        return None
    bases: list[Node] = []
    for each in node.named_children():
        if each.kind() == "superclass":
            bases += each.named_children()
        elif each.kind() in {"super_interfaces", "extends_interfaces"}:
            bases += [base for listed in each.named_children() for base in listed.named_children()]
    form = Form(
        name=name.text(), at=_at(node), body=node.field("body"), bases=tuple(placed(reader, bases, scope)),
        decorators=_annotations(reader, node, name.text(), scope),
    )  # fmt: skip
    opened = type_(reader, node, scope, form)
    scope.bind(name.text(), opened.prefix)
    reader.wanted.add(name.text())
    for part in _parameters(node.field("parameters")):
        opened.bind(part.name, part.value)
        opened.hold(part.name, part.value, scope)
    return opened


def _anonymous(reader: Reader, node: Node, scope: Scope) -> Scope | None:
    """`new T() { … }` has methods of its own."""
    return (
        scope.inner("function", "")
        if any(c.kind() == "class_body" for c in node.named_children())
        else None
    )


def _invoked(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
    return reader.result(java_telling.names(reader, node, scope, depth), depth + 1)


def _mode(reader: Reader, name: str, arguments: list[Node], scope: Scope) -> facts.Mode:
    """What the options of a file say; a writer that wraps another one writes no file by itself."""
    if len(arguments) >= _GIVEN.get(name, _END):
        return "="
    if name == "java.io.RandomAccessFile":
        return reader.literal(arguments[1], scope) or "?" if len(arguments) > 1 else "?"
    if name in {"java.io.PrintWriter", "java.io.PrintStream", "java.util.Formatter"} and arguments:
        names = reader.resolve(arguments[0], scope)
        return "w" if any(each.startswith("=") or each in _PLACES for each in names) else None
    if name in {"java.nio.channels.FileChannel.open", "java.nio.file.Files.newByteChannel"}:
        words = {word for each in arguments[1:] for word in re.findall(r"\w+", each.text())}
        return "w" if words & _WRITING else "r" if "READ" in words or not words else "?"
    return None


def _parts() -> Mapping[str, Part]:
    return {
        "identifier": parts.word,
        "type_identifier": parts.word,
        "scoped_identifier": parts.member("scope", "name"),
        "field_access": java_telling.access,
        "method_invocation": _invoked,
        "object_creation_expression": parts.made("type"),
        "method_reference": java_telling.reference,
        "this": parts.itself,
        "class_literal": parts.inner,
        "string_literal": parts.string,
        "parenthesized_expression": parts.inner,
        "binary_expression": parts.put_together,
        "cast_expression": parts.made("type"),
        "ternary_expression": parts.through("consequence", "alternative"),
        "assignment_expression": parts.through("right"),
        "generic_type": parts.inner,
        "annotated_type": parts.inner,
        "scoped_type_identifier": java_telling.scoped,
        "catch_type": parts.every,
        "element_value_pair": parts.through("value"),
    }


def _opens() -> Mapping[str, Open]:
    return {
        **dict.fromkeys(_CLASSES, _class),
        "method_declaration": _method,
        "constructor_declaration": _method,
        "compact_constructor_declaration": _method,
        "lambda_expression": _lambda,
        "object_creation_expression": _anonymous,
        "enhanced_for_statement": java_locals.loop,
        "try_with_resources_statement": java_locals.tried,
        "if_statement": java_locals.asked,
        **dict.fromkeys(_BLOCKS, parts.block),
    }


def _binds() -> Mapping[str, Act]:
    return {
        "import_declaration": _import,
        "field_declaration": java_locals.declared,
        "local_variable_declaration": java_locals.declared,
        "resource": java_locals.typed,
        "instanceof_expression": java_locals.typed,
        "catch_formal_parameter": java_locals.typed,
        "type_pattern": java_locals.matched,
        "record_pattern_component": java_locals.matched,
    }


def _tells() -> Mapping[str, Act]:
    return {
        "method_invocation": java_telling.call,
        "object_creation_expression": java_telling.new,
        "explicit_constructor_invocation": java_telling.again,
        "method_reference": java_telling.referred,
        "field_declaration": java_entries.declared,
        "assignment_expression": java_entries.assigned,
        "catch_clause": java_errors.catch,
        "throw_statement": java_errors.throw,
    }


def grammar(name: str) -> Grammar:
    """The tables for Java."""
    return Grammar(
        name=name,
        module=_module,
        opens=_opens(),
        binds=_binds(),
        tells=_tells(),
        parts=_parts(),
        members={"field_access": ("object", "field")},
        calls={"method_invocation": "object", "method_reference": "object"},
        arguments=frozenset({"argument_list", "scoped_identifier"}),
        words=("identifier",),
        globals=frozenset(),
        pairs={},
        lists=frozenset({"argument_list", "array_initializer"}),
        wrappers=frozenset({"method_invocation", "object_creation_expression", "array_creation_expression"}
                           | {"parenthesized_expression", "cast_expression"}),
        strings=frozenset({"string_literal"}),
        silent=_SILENT,
        literals=frozenset({"array_initializer", "method_invocation", "object_creation_expression"}),
        unbound=_unbound,
        made=lambda each: _MADE.get(each, ""),
        mode=_mode,
        canonical=lambda each: each,
        sees_class=True,
    )  # fmt: skip
