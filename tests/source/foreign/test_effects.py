"""Which foreign calls touch the world: one real call for each family of names, and what only looks like it.

The shape of a change and `only-through` stand on these. Each row is written as people write it, so that a
name in the table that no code can ever resolve to would be seen here.
"""

import pytest

from tests.source.foreign import told


def touched(path: str, text: str) -> set[str]:
    """The effects of a text."""
    return set(told.touched(text, path))


# --- JavaScript and TypeScript ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("import { rename } from 'node:fs/promises'; rename(a, b);", "file"),
        ("import fs from 'fs'; fs.createWriteStream(p).write(x);", "file"),
        ("import fs from 'fs/promises'; const h = await fs.open(p); await h.writeFile(x);", "file"),
        ("import fse from 'fs-extra'; fse.outputJson(p, x);", "file"),
        ("import write from 'write-file-atomic'; write(p, x);", "file"),
        ("import { sync } from 'rimraf'; sync(p);", "file"),
        ("Deno.removeSync(p);", "file"),
        ("Bun.write(p, x);", "file"),
        ("window.fetch(u);", "network"),
        ("import fetch from 'node-fetch'; fetch(u);", "network"),
        ("import { request } from 'undici'; request(u);", "network"),
        ("import io from 'socket.io-client'; io(u);", "network"),
        ("import io from 'socket.io-client'; io.connect(u);", "network"),
        ("import { S3Client } from '@aws-sdk/client-s3'; new S3Client({});", "network"),
        ("const s = new WebSocket(u); s.send(x);", "network"),
        ("import https from 'https'; https.get(u);", "network"),
        ("import { createServer } from 'net'; createServer();", "network"),
        ("import { spawn } from 'child_process'; spawn(p);", "process"),
        ("import { execa } from 'execa'; execa(p);", "process"),
        ("import { Worker } from 'worker_threads'; new Worker(p);", "process"),
        ("process.kill(1);", "process"),
        ("new Deno.Command(p);", "process"),
        ("new Date();", "clock"),
        ("performance.now();", "clock"),
        ("import { setTimeout as wait } from 'timers/promises'; await wait(1);", "clock"),
        ("import { performance } from 'perf_hooks'; performance.now();", "clock"),
        ("process.hrtime.bigint();", "clock"),
        ("process.argv[2];", "environment"),
        ("import os from 'os'; os.tmpdir();", "environment"),
        ("import { env } from 'process'; env.X;", "environment"),
        ("Deno.env.get('X');", "environment"),
        ("import dotenv from 'dotenv'; dotenv.config();", "environment"),
        ("import Redis from 'ioredis'; const r = new Redis(); r.get(k);", "database"),
        ("import knex from 'knex'; knex({});", "database"),
        ("import { PrismaClient } from '@prisma/client'; new PrismaClient();", "database"),
        ("import mysql from 'mysql2/promise'; mysql.createPool({});", "database"),
        ("import Database from 'better-sqlite3'; new Database(p).exec(q);", "database"),
        ("localStorage.setItem(k, v);", "database"),
    ],
)
def test_a_script_touches_the_world_by(text: str, kind: str) -> None:
    assert kind in touched("src/a.ts", text)


@pytest.mark.parametrize(
    "text",
    [
        "import fs from 'fs'; fs.readFileSync(p); fs.existsSync(p); fs.statSync(p);",
        "import { join } from 'path'; join(a, b);",
        "import { S3 } from './s3'; new S3().put(x);",
        "import { rename } from './names'; rename(a, b);",
        "Math.random(); JSON.stringify(x); Object.keys(x);",
        "function f(fetch) { fetch(u); }",
        "x.setTimeout(f); y.exit(1); z.env.X;",
        "class Date {} const a = { Date }; a.now();",
    ],
)
def test_a_script_that_only_looks_like_it_touches_nothing(text: str) -> None:
    assert touched("src/a.ts", text) == set()


# --- Go --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("imported", "call", "kind"),
    [
        ("os", "os.MkdirTemp(p, p)", "file"),
        ("os", "f, _ := os.Open(p); f.WriteString(p)", "file"),
        ("io/ioutil", "ioutil.TempDir(p, p)", "file"),
        ("net/http", "http.Get(p)", "network"),
        ("net/http", "http.DefaultClient.Do(r)", "network"),
        ("net/http", "c := &http.Client{}; c.PostForm(p, v)", "network"),
        ("net/http", "s := http.Server{}; s.ListenAndServeTLS(p, p)", "network"),
        ("net", "c, _ := net.Dial(p, p); c.Write(b)", "network"),
        ("net", "l, _ := net.Listen(p, p); l.Accept()", "network"),
        ("net", "d := net.Dialer{}; d.DialContext(x, p, p)", "network"),
        ("google.golang.org/grpc", "grpc.NewClient(p)", "network"),
        ("github.com/nats-io/nats.go", "nats.Connect(p)", "network"),
        ("os/exec", "exec.CommandContext(x, p)", "process"),
        ("os/signal", "signal.Notify(c)", "process"),
        ("syscall", "syscall.Kill(1, 2)", "process"),
        ("time", "time.Since(t)", "clock"),
        ("time", "<-time.After(1)", "clock"),
        ("os", "os.Args[1:]", "environment"),
        ("os", "os.UserHomeDir()", "environment"),
        ("flag", "flag.Parse()", "environment"),
        ("github.com/spf13/viper", "viper.GetString(p)", "environment"),
        ("database/sql", "db, _ := sql.Open(p, p); db.QueryContext(x, p)", "database"),
        ("gorm.io/gorm", "gorm.Open(d)", "database"),
        ("github.com/jackc/pgx/v5", "pgx.Connect(x, p)", "database"),
        ("github.com/redis/go-redis/v9", "redis.NewClient(o)", "database"),
        ("go.mongodb.org/mongo-driver/mongo", "mongo.Connect(x)", "database"),
    ],
)
def test_go_touches_the_world_by(imported: str, call: str, kind: str) -> None:
    text = f'package a\nimport "{imported}"\nfunc f(p string) {{ {call} }}\n'
    assert kind in touched("store/a.go", text)


@pytest.mark.parametrize(
    ("imported", "call"),
    [
        ("os", "os.ReadFile(p); os.Stat(p); os.IsNotExist(e)"),
        ("net/http", "http.HandleFunc(p, f); http.Error(w, p, http.StatusOK)"),
        ("time", "time.Duration(1); time.Parse(p, p)"),
        ("path/filepath", "filepath.Join(p, p)"),
        ("example.org/app/time", "time.Now()"),
        ("strings", "strings.Split(p, p)"),
    ],
)
def test_go_that_only_looks_like_it_touches_nothing(imported: str, call: str) -> None:
    assert (
        touched("store/a.go", f'package a\nimport "{imported}"\nfunc f(p string) {{ {call} }}\n') == set()
    )


# --- Java ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("imported", "call", "kind"),
    [
        ("java.nio.file.*", "Files.createDirectories(p);", "file"),
        ("java.io.*", "new File(p).renameTo(q);", "file"),
        ("java.io.*", "new RandomAccessFile(p, m).setLength(1);", "file"),
        ("org.apache.commons.io.FileUtils", "FileUtils.writeLines(p, q);", "file"),
        ("java.net.*", "new URL(p).openStream();", "network"),
        ("java.net.http.*", "HttpClient.newHttpClient().send(r, h);", "network"),
        ("okhttp3.OkHttpClient", "new OkHttpClient();", "network"),
        (
            "org.springframework.web.client.RestTemplate",
            "new RestTemplate().getForObject(u, c);",
            "network",
        ),
        ("org.apache.kafka.clients.producer.KafkaProducer", "new KafkaProducer<K, V>(p);", "network"),
        ("java.util.*", "new ProcessBuilder(p).start();", "process"),
        ("java.util.*", "System.exit(1);", "process"),
        ("java.util.*", "new Thread(r).start();", "process"),
        ("java.util.*", "Thread.sleep(1);", "clock"),
        ("java.util.*", "System.nanoTime();", "clock"),
        ("java.util.*", "new Date();", "clock"),
        ("java.util.*", "g(Date::new, 1);", "clock"),
        ("java.util.*", "new GregorianCalendar();", "clock"),
        ("java.util.GregorianCalendar", "new GregorianCalendar(zone, locale);", "clock"),
        ("java.time.*", "LocalDate.now();", "clock"),
        ("java.util.concurrent.TimeUnit", "TimeUnit.SECONDS.sleep(1);", "clock"),
        ("java.util.*", "System.getProperty(p);", "environment"),
        ("java.sql.*", "DriverManager.getConnection(p).createStatement().execute(q);", "database"),
        ("javax.sql.DataSource", "DataSource d = x; d.getConnection();", "database"),
        ("jakarta.persistence.EntityManager", "EntityManager m = x; m.persist(p);", "database"),
        ("redis.clients.jedis.Jedis", "new Jedis(p).set(k, v);", "database"),
    ],
)
def test_java_touches_the_world_by(imported: str, call: str, kind: str) -> None:
    text = f"package com.acme;\nimport {imported};\nclass A {{ void f(String p) {{ {call} }} }}\n"
    assert kind in touched("src/main/java/com/acme/A.java", text)


@pytest.mark.parametrize(
    ("imported", "call"),
    [
        ("java.nio.file.*", "Files.exists(p); Path.of(p).getFileName();"),
        ("java.io.*", "new File(p).exists(); new StringWriter().write(1);"),
        ("java.time.*", "Duration.ofSeconds(1); LocalDate.of(1, 1, 1);"),
        ("com.other.Files", "Files.delete(p);"),
        ("java.util.*", "new Date(1L); new Date(/* then */ t); new GregorianCalendar(2026, 1, 1);"),
        ("java.util.*", "List.of(1).size(); UUID.fromString(p);"),
    ],
)
def test_java_that_only_looks_like_it_touches_nothing(imported: str, call: str) -> None:
    text = f"package com.acme;\nimport {imported};\nclass A {{ void f(String p) {{ {call} }} }}\n"
    assert touched("src/main/java/com/acme/A.java", text) == set()


# --- Rust ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("std::fs::create_dir_all(p);", "file"),
        ("use std::fs::File; let mut f = File::open(p)?; f.write_all(b)?;", "file"),
        ("tokio::fs::rename(p, p).await;", "file"),
        ("tempfile::tempdir();", "file"),
        ("use std::net::TcpStream; TcpStream::connect(p)?.write(b);", "network"),
        ("use tokio::net::TcpListener; TcpListener::bind(p).await;", "network"),
        ("let c = reqwest::Client::new(); c.get(p);", "network"),
        ("use hyper::Client; Client::new();", "network"),
        ("use std::process::Command; Command::new(p).arg(p).spawn();", "process"),
        ("std::thread::spawn(f);", "process"),
        ("use std::time::Instant; Instant::now();", "clock"),
        ("tokio::time::sleep(d).await;", "clock"),
        ("use chrono::Utc; Utc::now();", "clock"),
        ("std::env::args();", "environment"),
        ("dotenvy::dotenv();", "environment"),
        ("sqlx::query!(p);", "database"),
        ("use rusqlite::Connection; Connection::open(p);", "database"),
        ("diesel::insert_into(t);", "database"),
    ],
)
def test_rust_touches_the_world_by(text: str, kind: str) -> None:
    assert kind in touched("src/a.rs", f"fn t(p: &str) {{ {text} }}\n")


@pytest.mark.parametrize(
    "text",
    [
        "std::fs::read(p); std::fs::metadata(p); std::path::Path::new(p);",
        "use std::time::Duration; Duration::from_secs(1);",
        "crate::store::write(p, p); self::env::var(p);",
        "use mine::time::Instant; Instant::now();",
        "Vec::<u8>::new(); String::from(p); p.trim();",
    ],
)
def test_rust_that_only_looks_like_it_touches_nothing(text: str) -> None:
    assert touched("src/a.rs", f"fn t(p: &str) {{ {text} }}\n") == set()
