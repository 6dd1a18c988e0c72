"""The methods of Go's own types that are often embedded, for what a type has from one that it embeds.

Read by `constraints.inherited`. A row holds every exported method of a type, so a method that is not in
it is not had from there; of a type that has no row nothing is known.
"""

from collections.abc import Mapping
from fnmatch import fnmatchcase

_ROWS: Mapping[str, str] = {
    "bufio.ReadWriter": "Available AvailableBuffer Buffered Discard Flush Peek Read ReadByte ReadBytes "
    "ReadFrom ReadLine ReadRune ReadSlice ReadString UnreadByte UnreadRune Write WriteByte WriteRune "
    "WriteString WriteTo",
    "bytes.Buffer": "Available AvailableBuffer Bytes Cap Grow Len Next Peek Read ReadByte ReadBytes "
    "ReadFrom ReadRune ReadString Reset String Truncate UnreadByte UnreadRune Write WriteByte WriteRune "
    "WriteString WriteTo",
    "context.Context": "Deadline Done Err Value",
    "database.sql.Conn": "BeginTx Close ExecContext PingContext PrepareContext QueryContext "
    "QueryRowContext Raw",
    "database.sql.DB": "Begin BeginTx Close Conn Driver Exec ExecContext Ping PingContext Prepare "
    "PrepareContext Query QueryContext QueryRow QueryRowContext SetConnMaxIdleTime SetConnMaxLifetime "
    "SetMaxIdleConns SetMaxOpenConns Stats",
    "database.sql.Tx": "Commit Exec ExecContext Prepare PrepareContext Query QueryContext QueryRow "
    "QueryRowContext Rollback Stmt StmtContext",
    "error": "Error",
    "fmt.Stringer": "String",
    "io.Closer": "Close",
    "io.ReadCloser": "Close Read",
    "io.ReadWriteCloser": "Close Read Write",
    "io.ReadWriter": "Read Write",
    "io.Reader": "Read",
    "io.Seeker": "Seek",
    "io.WriteCloser": "Close Write",
    "io.Writer": "Write",
    "log.Logger": "Fatal Fatalf Fatalln Flags Output Panic Panicf Panicln Prefix Print Printf Println "
    "SetFlags SetOutput SetPrefix Writer",
    "log.slog.Logger": "Debug DebugContext Enabled Error ErrorContext Handler Info InfoContext Log "
    "LogAttrs Warn WarnContext With WithGroup",
    "net.Conn": "Close LocalAddr Read RemoteAddr SetDeadline SetReadDeadline SetWriteDeadline Write",
    "net.Listener": "Accept Addr Close",
    "net.http.Client": "CloseIdleConnections Do Get Head Post PostForm",
    "net.http.Flusher": "Flush",
    "net.http.Handler": "ServeHTTP",
    "net.http.Hijacker": "Hijack",
    "net.http.ResponseWriter": "Header Write WriteHeader",
    "net.http.RoundTripper": "RoundTrip",
    "net.http.ServeMux": "Handle HandleFunc Handler ServeHTTP",
    "net.http.Server": "Close ListenAndServe ListenAndServeTLS RegisterOnShutdown Serve ServeTLS "
    "SetKeepAlivesEnabled Shutdown",
    "os.File": "Chdir Chmod Chown Close Fd Name Read ReadAt ReadDir ReadFrom Readdir Readdirnames Seek "
    "SetDeadline SetReadDeadline SetWriteDeadline Stat Sync SyscallConn Truncate Write WriteAt WriteString "
    "WriteTo",
    "os.exec.Cmd": "CombinedOutput Environ Output Run Start StderrPipe StdinPipe StdoutPipe String Wait",
    "strings.Builder": "Cap Grow Len Reset String Write WriteByte WriteRune WriteString",
    "sync.Locker": "Lock Unlock",
    "sync.Map": "Clear CompareAndDelete CompareAndSwap Delete Load LoadAndDelete LoadOrStore Range Store "
    "Swap",
    "sync.Mutex": "Lock TryLock Unlock",
    "sync.Once": "Do",
    "sync.Pool": "Get Put",
    "sync.RWMutex": "Lock RLock RLocker RUnlock TryLock TryRLock Unlock",
    "sync.WaitGroup": "Add Done Go Wait",
}


def under(star: str) -> tuple[str, ...]:
    """The methods of every type that a name with a star speaks of: `log.*`, `log.Logger.P*`."""
    every = (f"{name}.{method}" for name, row in _ROWS.items() for method in row.split())
    return tuple(dict.fromkeys(each.rpartition(".")[2] for each in every if fnmatchcase(each, star)))


def of(name: str) -> frozenset[str] | None:
    """The methods of a type; None for one of which nothing is known."""
    row = _ROWS.get(name)
    return None if row is None else frozenset(row.split())
