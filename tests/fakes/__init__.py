"""One hand-written fake a port, and `world` that puts them together.

They behave: each passes the same cases in `tests/ports` as its adapter does. None is a mock, none
counts calls; a test looks at what came out.
"""
