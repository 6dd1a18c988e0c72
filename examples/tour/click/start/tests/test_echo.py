"""A first test, because an installed package comes without its own."""

import io
import unittest

from click import echo


class TestEcho(unittest.TestCase):
    def test_a_line_is_written(self) -> None:
        page = io.StringIO()
        echo("a line", file=page)
        assert page.getvalue() == "a line\n"
