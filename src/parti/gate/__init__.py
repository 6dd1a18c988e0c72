"""Phase 3: the suite, the architecture and the integration, always all three, and one verdict.

`part` is what the three have in common; `reports` shows a verdict in every form.
"""
