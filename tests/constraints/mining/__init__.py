"""Tests of mining: a room of the constraints room."""
