"""Facts about JavaScript, TypeScript, Go, Java and Rust: one file a language over one shared reader.

Called by `reading`. A language is a `grammar.Grammar`: which kinds of node to visit, and what each
binds, opens, says or means; `reader` walks and resolves, and knows no language.
"""
