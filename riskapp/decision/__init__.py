"""One decision: the conversation, both sides, what would help, what was decided, its versions."""
