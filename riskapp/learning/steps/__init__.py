"""What is asked about something that happened, a file for each page."""
