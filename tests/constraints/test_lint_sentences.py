"""Sentences as people write them, vague and concrete, and what the lint says to each (C1)."""

import pytest

from parti.constraints import lint

CONCRETE = [
    "Writes go only through `state_io.save_json`",
    "The standard library only: nothing in `requirements.txt`",
    "Every script accepts `STATE_DIR`",
    "`id` is opaque and never parsed",
    "`clean` is called before `build`",
    "Never use print",
    "NEVER USE PRINT",
    "never call eval",
    "Keep functions under 40 lines",
    "Functions stay short: at most 40 lines",
    "Requests must be fast: under 200 ms",
    "A request must end within 30 seconds",
    "Tests must be quick (at most 2 seconds each)",
    "The word “robust” never stands in `docs/`",
    'The label "clean" is never shown to a client',
    "No `console.log` in committed code",
    "Use `pnpm`, never `npm`",
    "Always use bun as package manager",
    "Use TypeScript for all new files",
    "All dates are stored in UTC",
    "Passwords are hashed with argon2 before they are stored",
    "Migrations are never edited after they were merged",
    "Third-party imports are only the five listed here",
    "Every endpoint requires a session",
    "Commit messages follow Conventional Commits",
    "Use proper logging: `structlog.get_logger`, never `print`",
    "Ensure proper handling of platforms using `Platform.select`",
    "Use `cn()` for cleaner class names",
    "Mark hot functions with `@inline` to improve performance",
    "Add trailing commas in calls for better diffs",
    "Types are thread-safe: each is `Send` and `Sync`",
    "Run a clean build before each release",
    "Clean up temporary files in `teardown`",
    "Caches use consistent hashing over `ring.py`",
    "Every lock comes from `locks.acquire()`",
    "When a test needs a clock, use `FakeClock`",
    "For idempotency conflicts, throw `ConflictException`",
    "Error handling: return `Result`, never throw",
    "Imports are sorted, and wildcard imports are forbidden",
    "Do not force-push to main",
    "DO NOT COMMIT SECRETS",
    "No emojis in comments",
    "Business logic lives in `services/`, not in `routers/`",
    "Each commit must compile and pass its tests",
    "Only `House.append` appends to a log",
    "Update the relevant `DEPS.list` when a file moves",
    "Routes should only parse the request",
    "The environment is read in `bootstrap` alone",
    "A fix ships with a test: add it below `tests/regressions`",
    "Comments explain “why”, never “what”",
    "Messages to kafka go only through the outbox",
    "Timeouts are 5 s, never more",
    "Accessibility tree: < 200 ms",
    "Use Zod for validation",
    "The import contracts in `setup.cfg` must be kept",
    "`app` may import nothing of the other modules in `tach.toml`",
    "Only `store.py` may write `state/`",
    "Imports go only downwards: `web` → `store`",
    "None of `a`, `b` and `c` imports another",
    "A client that no longer answers is dropped",
    "Parti's own `<dialog>` before custom code",
]

TASTE = [
    ("Handle errors properly", "properly"),
    ("HANDLE ERRORS PROPERLY", "properly"),
    ("Every write through `save` must be robust", "robust"),
    ("Write clean code", "clean"),
    ("Code must be clean, readable and maintainable", "clean”, “readable”, “maintainable"),
    ("Use good judgment", "good”, “judgment"),
    ("Use good names for functions", "good"),
    ("Use meaningful names for variables", "meaningful"),
    ("Tests should be fast", "fast"),
    ("Queries must be efficient", "efficient"),
    ("Keep functions small", "small"),
    ("Keep comments brief", "brief"),
    ("Add indexes as needed", "as needed"),
    ("Use `const` where possible", "where possible"),
    ("Validate input if necessary", "if necessary"),
    ("Never return inappropriate or unnecessary fields of a record", "unnecessary"),
    ("Use appropriate indexes on every table", "appropriate"),
    ("Follow best practices for React", "best"),
    ("Every module follows our coding standards", "coding standards"),
    ("Match the existing style of the file", "existing style"),
    ("Use modern Python in `src/`", "modern"),
    ("Secrets must be stored securely", "securely"),
    ("Fail gracefully when `connect()` raises", "gracefully"),
    ("Only commit relevant files", "relevant"),
    ("Update documentation for significant changes", "significant"),
    ("Every error message must be clear and helpful", "clear and”, “helpful"),
    ("Large files must be split", "large"),
    ("The API must be scalable and secure", "scalable”, “secure"),
    ("Handle timeouts gracefully in `src/net.py`", "gracefully"),
    ("Only re-export essential types (e.g. `Client`)", "essential"),
]

OPEN = [
    ("Code should use `save_json`", "should", "Code must use `save_json`"),
    ("SHOULD use `save_json` in `src/`", "should", "Must use `save_json` in `src/`"),
    ("Prefer `const` over `let`", "prefer", "Use only `const`, never `let`"),
    ("PREFER `expect` over `allow`", "prefer", "Use only `expect`, never `allow`"),
    ("Avoid `any` in `src/`", "avoid", "Never use `any` in `src/`"),
    ("Avoid using `unwrap()`", "avoid using", "Never use `unwrap()`"),
    ("Usually, writes go through `save`", "usually", "Writes go through `save`"),
    ("Try to call `close()` after `open()`", "try to", "Always call `close()` after `open()`"),
    ("Consider `asyncio` for network calls", "consider", "Always `asyncio` for network calls"),
    ("Tests ought to live in `tests/`", "ought to", "Tests must live in `tests/`"),
    ("Keep in mind that `cache` goes through `lock`", "keep in mind that", "`cache` goes through `lock`"),
    ("No need to ask before `git push`", "no need to", "Must not ask before `git push`"),
    ("Using `uv` is recommended", "is recommended", "Using `uv` is required"),
    ("Bug fixes would benefit from a test", "would benefit from", "Bug fixes must have a test"),
]

PLAIN = [
    "Writing to `state/`",
    "`save_json` and its friends",
    "Keyboard shortcuts via `useShortcuts`",
    "`record` for API types",
    "Logging: `structlog`",
    "TypeScript: strict mode",
    "Names in `api.py` say what they do",
]

QUESTIONS = [
    "Is every write atomic in `store.py`?",
    "Are there tests for `api.py`?",
    "WHO CALLS `save`?",
    "`save` 安全吗？",
]

NAMELESS = [
    ("Every write must be atomic", "Every write (`X`) must be atomic"),
    ("Nothing may be forgotten", "Nothing may be forgotten"),
    ("Follow the architecture", "Follow the architecture (`X`)"),
    ("Always think twice", "Always think twice (`X`)"),
    ("ALWAYS THINK TWICE", "ALWAYS THINK TWICE (`X`)"),
    ("Stop extending the current design", "Stop extending (`X`) the current design"),
]

OTHERS = [
    ("Jede Funktion ist sauber und lesbar", ["sauber", "lesbar"]),
    ("Fehler werden ordentlich behandelt", ["ordentlich"]),
    ("Keine Secrets im Repository", []),
    ("Führe keine Migration ohne `--dry-run` aus", []),
    ("Le code doit être propre", ["propre"]),
    ("Les tests ne doivent jamais appeler `sleep`", []),
    ("El código debe ser limpio", ["limpio"]),
    ("Os testes devem ser simples", ["simples"]),
    ("代码必须优雅", ["优雅"]),
    ("所有写入必须通过 `save_json`", []),
    ("エラーは適切に処理する", ["適切"]),
    ("Код должен быть чистым", ["чистым"]),
    ("Никогда не вызывать `eval`", []),
    ("코드는 깔끔해야 한다", ["깔끔"]),
    ("커밋 메시지는 영어로 작성하라", []),
    ("Μην καλείτε ποτέ το eval", []),
]


def reasons(sentence: str) -> list[str]:
    return [each.reason for each in lint.vague(sentence)]


@pytest.mark.parametrize("sentence", CONCRETE)
def test_a_concrete_sentence_is_let_pass(sentence: str) -> None:
    assert [each.message for each in lint.vague(sentence)] == []


@pytest.mark.parametrize(("sentence", "words"), TASTE)
def test_words_of_taste_are_quoted(sentence: str, words: str) -> None:
    (message,) = (each.message for each in lint.vague(sentence) if each.reason == "taste")
    assert message.startswith(f"“{words}” forbid")


@pytest.mark.parametrize(("sentence", "word", "instead"), OPEN)
def test_a_hedge_leaves_the_door_open_and_is_closed_in_the_rewriting(
    sentence: str, word: str, instead: str
) -> None:
    (found,) = lint.vague(sentence)
    assert (found.reason, found.message) == ("open", f"“{word}” leaves the door open")
    assert found.fix == f"say “{instead}”"


@pytest.mark.parametrize("sentence", PLAIN)
def test_a_sentence_that_closes_no_door_is_told(sentence: str) -> None:
    assert reasons(sentence) == ["plain"]


@pytest.mark.parametrize("sentence", QUESTIONS)
def test_a_question_requires_nothing(sentence: str) -> None:
    assert reasons(sentence) == ["open"]


@pytest.mark.parametrize(("sentence", "instead"), NAMELESS)
def test_a_sentence_that_names_nothing_is_told(sentence: str, instead: str) -> None:
    (found,) = lint.vague(sentence)
    assert found.reason == "nameless"
    assert f"“{instead}" in found.fix


@pytest.mark.parametrize(("sentence", "words"), OTHERS)
def test_in_other_languages_only_words_of_taste_are_refused(sentence: str, words: list[str]) -> None:
    quoted = ", ".join(f"“{word}”" for word in words)
    assert [each.message.partition(" forbids")[0] for each in lint.vague(sentence)] == (
        [quoted] if words else []
    )


def test_the_tables_are_long_enough_to_mean_something() -> None:
    vague = len(TASTE) + len(OPEN) + len(PLAIN) + len(QUESTIONS) + len(NAMELESS)
    assert min(vague, len(CONCRETE)) >= 50
    assert len({sentence for sentence, _ in OTHERS}) == len(OTHERS) >= 15


@pytest.mark.parametrize(
    ("sentence", "instead"),
    [
        ("Handle errors properly", "Handle errors only through `X`"),
        ("Writes must be robust", "Writes must go only through `X`"),
        ("Code must be clean, readable and maintainable", "Code must pass `COMMAND`"),
        ("Use good names for functions", "Use names for functions that `COMMAND` accepts"),
        ("Use meaningful names for variables", "Use names for variables that match `PATTERN`"),
        ("Tests must be fast", "Tests must end within N seconds"),
        ("Keep functions small", "Keep functions under N lines"),
        ("Use `const` where possible", "Use `const`, except in `PATH`"),
        ("Match the existing style", "Match as `PATH` says"),
        ("Robust", "Every `X` must go only through `X`"),
    ],
)
def test_a_word_of_taste_is_rewritten_from_the_sentences_own_words(sentence: str, instead: str) -> None:
    (found,) = (each for each in lint.vague(sentence) if each.reason == "taste")
    assert found.fix.endswith(f": “{instead}”")


def test_a_rewriting_of_a_concrete_shape_is_itself_let_pass() -> None:
    for sentence, _, instead in OPEN:
        assert lint.vague(instead) == (), sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        " ",
        ".",
        "`",
        "“",
        "?",
        "a" * 100_000,
        "`a` " * 20_000,
        "is " * 20_000,
        "1" * 50_000,
        "1," * 20_000,
        "a" + ", " * 20_000,
        f"A{'a' * 50_000}",
        " " * 50_000,
    ],
)
def test_any_text_is_judged_and_soon(sentence: str) -> None:
    assert all(each.message and each.fix for each in lint.vague(sentence))
