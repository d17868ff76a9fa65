"""What is asked of whoever sets up a panel, and of whoever asks one."""
