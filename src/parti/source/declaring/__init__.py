"""How each language's manifests declare dependencies: one module a language, `rows` beneath them all.

`source.manifests` is the door: it knows a manifest by its name and says so when one cannot be read.
"""
