"""Benchmarks: what Parti promises in numbers, measured on this machine. Each is run as `python -m bench.<name>`."""
