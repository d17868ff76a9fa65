"""What people do with advice, by moment: writing it, seeing it differently, giving it, the minutes."""
