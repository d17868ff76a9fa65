"""My work: what is under way, and what is due."""
