"""What the meta tests need: the budgets as rules over source text, and the law with a planted breach."""
