"""What is asked about a sitting, and of its members: one file for each screen."""
