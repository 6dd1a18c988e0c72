"""What the code already obeys, told as constraints that a person may adopt.

Called by `workflow` and by the benchmark. `mine` reads the facts of a tree once; each miner keeps what it
needs of them and makes proposals; the checks themselves then say where a proposal is broken today, so
that its counts are those of the gate.
"""
