"""A mock server by others: it speaks the providers' protocols, and breaks on demand."""

from collections.abc import Iterator
from typing import Any

import pytest

WHY = "SKIPPED LOUDLY: the mock server llmock is not installed, so no fault of a provider is tried"


@pytest.fixture(scope="session")
def running() -> Iterator[Any]:
    testing = pytest.importorskip("llmock.testing", reason=WHY)
    with testing.LLMockServer() as server:
        yield server


@pytest.fixture
def mock(running: Any) -> Any:
    """The server's handle, with nothing left from the test before."""
    from llmock.pytest_plugin import LLMock

    return LLMock(running).reset()
