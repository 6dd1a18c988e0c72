"""How fast constraints are checked, against ast-grep, import-linter, grimp and dependency-cruiser.

`python -m bench.speed` runs all; each peer runs in the same pairs on the same tree, by processor time of
whole processes, because these machines are noisy. Trees and peers are fetched from the registries.
"""
