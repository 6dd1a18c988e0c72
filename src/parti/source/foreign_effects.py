"""The names by which JavaScript, Go, Java and Rust touch the world: tables for `effects`.

Names are those that `foreign` resolves to. Where a whole module would also mean something harmless, or
something in another language, its functions are listed one by one.
"""

from collections.abc import Mapping


def _each(prefix: str, words: str) -> tuple[str, ...]:
    return tuple(f"{prefix}{word}" for word in words.split())


_NODE = (
    "writeFile", "appendFile", "rename", "unlink", "rm", "rmdir", "mkdir", "mkdtemp", "copyFile", "cp",
    "symlink", "link", "chmod", "chown", "truncate", "ftruncate", "write", "writev", "fsync", "utimes",
)  # fmt: skip
_JAVA_FILES = (
    "delete deleteIfExists move copy createFile createDirectory createDirectories createTempFile "
    "createLink "
    "createTempDirectory createSymbolicLink setPosixFilePermissions setLastModifiedTime setAttribute"
)
_RUST_FILES = (
    "rename remove_file remove_dir remove_dir_all create_dir create_dir_all copy hard_link set_permissions "
    "File.write_all File.write File.sync_all File.sync_data File.set_len"
)

WRITERS = frozenset(
    (
        *_each("fs.promises.", "writeFile appendFile"), "Bun.write",
        *_each("Deno.", "writeFile writeFileSync writeTextFile writeTextFileSync create createSync"),
        *_each("os.", "WriteFile Create CreateTemp"), *_each("io.ioutil.", "WriteFile TempFile"),
        *_each("java.io.", "FileWriter FileOutputStream"),
        *_each("java.nio.file.Files.", "write writeString newBufferedWriter newOutputStream"),
        *_each("org.apache.commons.io.FileUtils.", "writeStringToFile write writeLines "
        "writeByteArrayToFile"),
        *_each("std.fs.", "write File.create File.create_new"),
        *_each("tokio.fs.", "write File.create File.create_new"),
        *_each("async_std.fs.", "write File.create"),
    )
)  # fmt: skip
"""Calls that write a file, or open one for writing, whatever else they are given."""

MODED = frozenset(
    (
        *_each("fs.", "open openSync promises.open createWriteStream"),
        *_each("fs.", "writeFile writeFileSync appendFile appendFileSync"),
        *_each("Deno.", "open openSync"), "os.OpenFile",
        *_each("java.io.", "RandomAccessFile PrintWriter PrintStream"), "java.util.Formatter",
        "java.nio.channels.FileChannel.open", "java.nio.file.Files.newByteChannel",
        *_each("", "std.fs.OpenOptions.open tokio.fs.OpenOptions.open"),
    )
)  # fmt: skip
"""Calls whose mode says whether they write."""

TABLE: Mapping[str, tuple[str, ...]] = {
    "file": (
        *(f"fs.{word}" for word in _NODE), *(f"fs.{word}Sync" for word in _NODE),
        *(f"fs.promises.{word}" for word in _NODE),
        *_each("fs.WriteStream.", "write end"), "fs-extra.", "graceful-fs.",
        *_each("fs.promises.FileHandle.", "write writev writeFile appendFile truncate sync datasync chmod"),
        "write-file-atomic", "write-file-atomic.", "rimraf", "rimraf.", "mkdirp", "mkdirp.",
        *_each("Deno.", "remove removeSync rename renameSync mkdir mkdirSync copyFile"),
        *_each("os.", "Rename Remove RemoveAll Mkdir MkdirAll MkdirTemp Truncate Symlink Link Chmod Chown"),
        *_each("os.File.", "Write WriteString WriteAt Sync Truncate ReadFrom"), "io.ioutil.TempDir",
        *_each("java.nio.file.Files.", _JAVA_FILES),
        *_each("java.io.File.", "delete mkdir mkdirs renameTo createNewFile createTempFile deleteOnExit"),
        *_each("java.io.FileWriter.", "write append"), "java.io.FileOutputStream.write",
        *_each("java.io.RandomAccessFile.", "write writeBytes writeInt setLength"),
        *_each("java.nio.channels.FileChannel.", "write force truncate"),
        *_each("std.fs.", _RUST_FILES), *_each("tokio.fs.", _RUST_FILES),
        *_each("async_std.fs.", _RUST_FILES),
        "tempfile.",
    ),
    "network": (
        "fetch", "axios", "axios.", "node-fetch", "node-fetch.", "undici.", "got", "got.", "superagent.",
        "WebSocket", "WebSocket.", "XMLHttpRequest", "EventSource", "ws", "ws.", "socket.io.",
        "navigator.sendBeacon", "socket.io-client", "socket.io-client.",
        *_each("http.", "request get createServer Agent"), *_each("https.", "request get createServer "
        "Agent"),
        *_each("http2.", "connect createServer createSecureServer"), "dgram.createSocket",
        *_each("net.", "connect createConnection createServer Socket Server"), "tls.connect",
        "tls.createServer", "dns.lookup", "dns.resolve", "dns.promises.", "amqplib.", "kafkajs.",
        "nodemailer.",
        "@aws-sdk.", "@grpc.", "mqtt.", "Bun.serve", "Deno.serve", "Deno.listen", "Deno.connect",
        *_each("net.http.", "Get Post PostForm Head Do ListenAndServe ListenAndServeTLS Serve NewRequest "
               "NewRequestWithContext Client.Do Client.Get Client.Post Client.PostForm Client.Head "
               "Server.ListenAndServe Server.ListenAndServeTLS Server.Serve"),
        "net.http.DefaultClient.", "net.Conn.", "net.Listener.",
        *_each("net.", "Dial DialTimeout DialTCP DialUDP Listen ListenTCP ListenPacket ListenUDP "
        "LookupHost "
               "LookupIP Dialer.Dial Dialer.DialContext"), "net.smtp.", "net.rpc.", "crypto.tls.Dial",
        "google.golang.org.grpc.Dial", "google.golang.org.grpc.NewClient",
        "google.golang.org.grpc.NewServer",
        "github.com.gorilla.websocket.", "github.com.segmentio.kafka-go.", "github.com.nats-io.",
        "github.com.streadway.amqp.", "github.com.rabbitmq.", "github.com.aws.", "github.com.IBM.sarama.",
        *_each("java.net.", "Socket ServerSocket DatagramSocket URL.openConnection URL.openStream "
               "HttpURLConnection. URLConnection. InetAddress.getByName"), "java.net.http.",
        *_each("java.nio.channels.", "SocketChannel.open ServerSocketChannel.open DatagramChannel.open"),
        "javax.net.", "okhttp3.", "org.apache.http.", "org.apache.hc.", "retrofit2.", "io.grpc.",
        "io.netty.",
        "org.springframework.web.client.", "org.springframework.web.reactive.function.client.",
        "org.apache.kafka.", "com.rabbitmq.", "org.springframework.kafka.", "org.springframework.amqp.",
        "jakarta.mail.", "javax.mail.", "software.amazon.awssdk.", "com.amazonaws.",
        "std.net.", "tokio.net.", "async_std.net.", "reqwest.", "hyper.", "ureq.", "surf.", "isahc.",
        "tonic.",
        "tungstenite.", "tokio_tungstenite.", "rdkafka.", "lapin.", "async_nats.", "lettre.",
    ),
    "process": (
        "child_process.", "process.exit", "process.kill", "process.abort", "process.on", "worker_threads.",
        "cluster.fork", "execa", "execa.", "Deno.Command", "Deno.exit", "Bun.spawn", "Bun.spawnSync",
        "Worker",
        "os.exec.", "os.Exit", "os.StartProcess", "os.FindProcess", "os.signal.", "syscall.",
        "java.lang.ProcessBuilder", "java.lang.ProcessBuilder.", "java.lang.Runtime.exec",
        "java.lang.System.exit", "java.lang.Runtime.addShutdownHook", "java.lang.Runtime.halt",
        "java.lang.Thread", "java.lang.Process.", "java.lang.ProcessHandle.",
        "std.process.", "tokio.process.", "async_std.process.", "std.thread.spawn", "nix.unistd.",
        "libc.fork",
    ),
    "clock": (
        "Date", "Date.now", "performance.now", "perf_hooks.performance.now", "setTimeout", "setInterval",
        "process.hrtime", "process.hrtime.bigint", "process.uptime", "timers.setTimeout",
        "timers.promises.setTimeout", "moment", "moment.utc", "dayjs", "dayjs.utc", "luxon.DateTime.now",
        "lodash.now", "lodash-es.now", "Temporal.Now.",
        *_each("time.", "Now Since Until Sleep After AfterFunc Tick NewTimer NewTicker"),
        *_each("java.time.", "Instant.now LocalDate.now LocalDateTime.now LocalTime.now ZonedDateTime.now "
               "OffsetDateTime.now Clock.systemUTC Clock.systemDefaultZone"),
        "java.lang.System.currentTimeMillis", "java.lang.System.nanoTime", "java.lang.Thread.sleep",
        "java.util.Date", "java.util.Calendar.getInstance", "java.util.GregorianCalendar",
        "java.util.Timer",
        "java.util.concurrent.TimeUnit.",
        *_each("std.time.", "Instant.now SystemTime.now Instant.elapsed SystemTime.elapsed"),
        "std.thread.sleep", "tokio.time.", "chrono.Utc.now", "chrono.Local.now",
        "time.OffsetDateTime.now_utc",
    ),
    "environment": (
        "process.env", "process.env.", "process.argv", "process.cwd", "process.chdir", "process.umask",
        "import.meta.env", "os.homedir", "os.hostname", "os.tmpdir", "os.userInfo", "dotenv.",
        "Deno.env.", "Deno.args", "Deno.cwd", "Bun.env.",
        *_each("os.", "Getenv LookupEnv Setenv Unsetenv Environ ExpandEnv Args Getwd Chdir Hostname "
        "UserHomeDir "
               "TempDir"), "flag.Parse", "github.com.spf13.viper.",
        *_each("java.lang.System.", "getenv getProperty setProperty getProperties"),
        "std.env.", "dotenvy.", "dotenv.dotenv",
    ),
    "database": (
        "pg.", "mysql.", "mysql2.", "sqlite3.", "better-sqlite3", "better-sqlite3.", "mongodb.",
        "mongoose.",
        "ioredis", "ioredis.", "redis.", "knex", "knex.", "typeorm.", "sequelize.", "@prisma.client.",
        "prisma.",
        "drizzle-orm.", "sqlite.", "localStorage.", "sessionStorage.", "indexedDB.",
        "database.sql.", "github.com.jmoiron.sqlx.", "gorm.io.", "github.com.jackc.pgx.", "entgo.io.",
        "go.mongodb.org.", "github.com.redis.", "github.com.go-redis.", "github.com.lib.pq.", "go.etcd.io.",
        "java.sql.DriverManager.getConnection", "java.sql.Connection.", "java.sql.Statement.",
        "java.sql.PreparedStatement.", "java.sql.CallableStatement.", "javax.sql.", "javax.persistence.",
        "jakarta.persistence.", "org.hibernate.", "org.springframework.jdbc.", "org.springframework.data.",
        "org.jooq.", "com.mongodb.", "redis.clients.", "io.lettuce.", "org.mybatis.",
        "sqlx.", "diesel.", "rusqlite.", "tokio_postgres.", "postgres.", "sea_orm.", "deadpool_postgres.",
        "sled.", "rocksdb.", "mysql_async.",
    ),
}  # fmt: skip
