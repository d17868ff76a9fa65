"""What information governance does, a function for each thing."""
