"""Kill −9 at every system call of an append and of a file write: nothing acknowledged may be lost.

Run as `python -m bench.crash`. `victim` is what is killed, `kill` does it, `judge` looks at what is
left, `order` reads from the trace whether a power cut would have been harmless too, `crowd` lets many
write at once.
A naive writer goes through the same and must come out red, else the benchmark proves nothing.
"""
