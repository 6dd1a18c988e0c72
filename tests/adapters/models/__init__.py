"""The ways to a model, against a mock server of strangers, an agent of ours, and files."""
