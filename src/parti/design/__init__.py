"""Phase 1: from a wish to a design that a person signed.

State first, then one file for each artefact in the order of the method: problem, components,
obligations, interview, decisions, the printed page, the lock.
"""
