"""Every SELECT about sittings, by moment: who sits, what they read, what they think."""
