"""What classes of Java's own library derive from, for those whose methods are called through their bases.

Read by `constraints.java_classes` and, for the exceptions that need no import, by `java`. It holds what is
often thrown, written to, read from and collected; each row was asked of the classes of a JDK 17. A class
that is not here has no known base.
"""

from collections.abc import Iterator, Mapping

_BELOW: Mapping[str, Mapping[str, str]] = {
    "java.lang": {
        "Throwable": "Exception Error",
        "Exception": "RuntimeException InterruptedException CloneNotSupportedException "
        "ReflectiveOperationException java.io.IOException java.sql.SQLException "
        "java.security.GeneralSecurityException java.net.URISyntaxException java.text.ParseException "
        "java.util.concurrent.ExecutionException java.util.concurrent.TimeoutException",
        "RuntimeException": "IllegalArgumentException IllegalStateException NullPointerException "
        "IndexOutOfBoundsException ClassCastException ArithmeticException UnsupportedOperationException "
        "SecurityException NegativeArraySizeException java.io.UncheckedIOException "
        "java.util.NoSuchElementException java.util.ConcurrentModificationException "
        "java.util.MissingResourceException java.time.DateTimeException",
        "IllegalArgumentException": "NumberFormatException java.util.regex.PatternSyntaxException",
        "IllegalStateException": "java.util.concurrent.CancellationException",
        "IndexOutOfBoundsException": "ArrayIndexOutOfBoundsException StringIndexOutOfBoundsException",
        "ReflectiveOperationException": "ClassNotFoundException NoSuchMethodException "
        "NoSuchFieldException InstantiationException IllegalAccessException "
        "java.lang.reflect.InvocationTargetException",
        "Error": "AssertionError VirtualMachineError LinkageError",
        "VirtualMachineError": "OutOfMemoryError StackOverflowError",
        "LinkageError": "ExceptionInInitializerError NoClassDefFoundError",
    },
    "java.io": {
        "IOException": "FileNotFoundException EOFException UnsupportedEncodingException "
        "InterruptedIOException java.net.SocketException java.net.UnknownHostException "
        "java.net.MalformedURLException java.net.ProtocolException java.nio.file.FileSystemException",
        "InterruptedIOException": "java.net.SocketTimeoutException",
        "Writer": "BufferedWriter OutputStreamWriter PrintWriter StringWriter CharArrayWriter FilterWriter",
        "OutputStreamWriter": "FileWriter",
        "OutputStream": "FileOutputStream ByteArrayOutputStream FilterOutputStream ObjectOutputStream",
        "FilterOutputStream": "BufferedOutputStream DataOutputStream PrintStream",
        "Reader": "BufferedReader InputStreamReader StringReader CharArrayReader",
        "InputStreamReader": "FileReader",
        "InputStream": "FileInputStream ByteArrayInputStream FilterInputStream ObjectInputStream",
        "FilterInputStream": "BufferedInputStream DataInputStream",
    },
    "java.nio.file": {
        "FileSystemException": "NoSuchFileException AccessDeniedException FileAlreadyExistsException "
        "DirectoryNotEmptyException",
    },
    "java.net": {
        "SocketException": "ConnectException BindException",
        "URLConnection": "HttpURLConnection JarURLConnection",
        "HttpURLConnection": "javax.net.ssl.HttpsURLConnection",
    },
    "java.sql": {
        "Statement": "PreparedStatement",
        "PreparedStatement": "CallableStatement",
    },
    "java.util": {
        "Collection": "List Set Queue",
        "List": "ArrayList LinkedList Vector java.util.concurrent.CopyOnWriteArrayList",
        "Vector": "Stack",
        "Set": "HashSet SortedSet EnumSet",
        "SortedSet": "TreeSet",
        "HashSet": "LinkedHashSet",
        "Queue": "Deque PriorityQueue java.util.concurrent.BlockingQueue",
        "Deque": "ArrayDeque LinkedList",
        "Map": "HashMap SortedMap Hashtable EnumMap java.util.concurrent.ConcurrentMap",
        "SortedMap": "TreeMap",
        "HashMap": "LinkedHashMap",
        "Hashtable": "Properties",
        "Date": "java.sql.Date java.sql.Timestamp java.sql.Time",
        "Calendar": "GregorianCalendar",
        "Random": "java.security.SecureRandom",
    },
    "java.util.concurrent": {
        "ConcurrentMap": "ConcurrentHashMap",
        "Executor": "ExecutorService",
        "ExecutorService": "ScheduledExecutorService ThreadPoolExecutor ForkJoinPool",
    },
}


def _pairs() -> Iterator[tuple[str, str]]:
    """(class, base) by their full names."""
    for package, rows in _BELOW.items():
        for base, classes in rows.items():
            for each in classes.split():
                yield each if "." in each else f"{package}.{each}", f"{package}.{base}"


def _bases() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for each, base in _pairs():
        found[each] = (*found.get(each, ()), base)
    return found


def _unimported() -> frozenset[str]:
    return frozenset(each.rpartition(".")[2] for each in _bases() if each.rpartition(".")[0] == "java.lang")


BASES = _bases()
"""Each class with what it directly derives from."""

UNIMPORTED = _unimported()
"""Those that every Java file knows by their plain names."""
