"""Simulations of the design conversation: what each of its parts would change, if models were like this."""
