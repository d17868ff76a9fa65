"""From entries and rows to the small things pages print, moment by moment."""
