"""Accounting for what is kept: where a learning came from, legal holds, what is disclosed."""
