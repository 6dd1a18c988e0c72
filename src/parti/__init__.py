"""Parti: a design is defended before code is written, and every chunk is held to it."""

__version__ = "0.1.0"
