"""The people decisions are about: what to call them, what they need to take part, whose team."""
