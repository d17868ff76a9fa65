"""What people do with panels: set one up, and ask one."""
