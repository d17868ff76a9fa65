"""Learning from what happened together, with what was known that day first and what came of it after."""
