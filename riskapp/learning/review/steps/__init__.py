"""What is asked in a learning review, a file for each page."""
