"""Phase 2: the work in small steps, each with a brief before it and a proof after it.

`check` and `red_green` alone take ports; every other module is a pure function from values to facts and
findings.
"""
