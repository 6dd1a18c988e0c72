"""What must stay true: the document, its lint, the kinds of check, conformance and the baseline.

`document` reads CONSTRAINTS.md, `checks/` holds one file a kind, `conformance` runs them over a `Tree`,
`examples` proves that each rule can fire, `baseline` lets an old code base start. All pure.
"""
