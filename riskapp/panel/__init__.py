"""Panels: colleagues of several professions look at a whole balance, advise on it and back it."""
