"""The globs of what is never mined: code that obeys other rules than the rest, or none.

Read by `mining.subjects`, which writes them into scopes, and by `rot`, which takes no file of this list for
an exemption. It stands apart from both, because mining asks the checks, and they ask rot.
"""

ASIDE = (
    "**/tests/**", "**/test/**", "**/testing/**", "**/__tests__/**", "**/testdata/**", "**/test_*.py",
    "**/*_test.py", "**/tests.py", "**/conftest.py", "**/*.test.*", "**/*.spec.*", "**/*_test.go",
    "**/src/test/**", "**/migrations/**", "**/alembic/versions/**", "**/vendor/**", "**/_vendor/**",
    "**/vendored/**", "**/_vendored/**", "**/third_party/**", "**/node_modules/**", "**/site-packages/**",
    "**/.venv/**", "**/venv/**", "**/dist/**", "**/build/**", "**/*.min.js", "**/*_pb2.py",
    "**/*_pb2_grpc.py", "**/_generated/**", "**/generated/**", "**/*.pb.go", "**/docs/**", "**/doc/**",
    "**/examples/**", "**/example/**", "**/example_dags/**", "**/benchmarks/**", "**/bench/**", "setup.py",
)  # fmt: skip
"""What is never mined."""
