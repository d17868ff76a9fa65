"""What happened, and learning from it without blame: a short form, changes to try, a log."""
