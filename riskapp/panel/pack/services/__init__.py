"""What people do with a reading pack."""
