"""One function for each thing people do in a learning review."""
