"""What people do with a decision, by moment: talking, sealing, giving copies, carrying it elsewhere."""
