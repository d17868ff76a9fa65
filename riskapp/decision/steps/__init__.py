"""What a conversation asks: one step or collection a file."""
