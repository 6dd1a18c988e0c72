"""What happened: the closed vocabulary of records, their canonical form, the log and its order.

The lowest room that holds code. Everything above reads its state by folding these records; only
`workflow` appends them.
"""
