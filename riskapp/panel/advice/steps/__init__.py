"""What is asked of advice and of dissent, a file for each page."""
