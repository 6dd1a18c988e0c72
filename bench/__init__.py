"""Benchmarks: what Parti promises in numbers, measured here. Each is run as `python -m bench.<name>`."""
