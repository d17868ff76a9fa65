"""The reading pack of a sitting: one PDF of all that is put before its members."""
