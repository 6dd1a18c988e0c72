"""Phase 2: the work in small steps, each with a brief before it and a proof after it.

`check` alone takes ports; every other module is a pure function from values to facts and findings.
"""
