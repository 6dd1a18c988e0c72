"""What every fact is: frozen, by keyword, and strict about fields that it does not know.

The base of the two halves of the vocabulary: `vocabulary` for what people say and machines check, `debate`
for what is said with models.
"""

import msgspec


class Fact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The body of a record."""
