"""The method: one table of steps, and the only writer of the log.

`table` lists every verb with its guard; the other files hold what each does, by phase. A stage of a
phase room returns facts; only `house.House.append` here writes them.
"""
