"""Reading code: languages, imports, calls and effects, registrations, diffs, the shape of a change.

Everything here is a pure function from text to frozen values; nothing opens a file. `constraints`
and `chunks` read these values, so the same facts serve a work tree, a commit and an example.
"""
