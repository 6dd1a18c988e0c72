"""Plumb: seeded defects of known classes in real projects; what sees them, and what it cries over.

Run by `./dev plumb` or `python -m bench.plumb`. Method, table and shortcomings: docs/plumb.md.
"""
