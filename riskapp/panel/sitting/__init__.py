"""Sittings: what is put before a panel, and what each member thinks before they hear each other."""
