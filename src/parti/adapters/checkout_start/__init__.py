"""What Python runs at its start in a clean checkout. It is searched, so nothing else lies here."""
