"""The import graph of a tree: which file imports which, in five languages, without a parse.

`read` is the door; one module a language knows how its imports are written and where they lead. Used
by the mining of layers, by `parti graph` and by the benchmark that holds it to independent tools.
"""
