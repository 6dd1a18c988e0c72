"""One verdict in five forms: terminal, Markdown, JSON, SARIF, JUnit; the same findings in each.

Everything here is pure. What a report shows comes from a repository and from models, so each form has
its own escapes, and one property test holds all forms to the same findings.
"""
