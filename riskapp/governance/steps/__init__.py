"""What information governance is asked, each on a page of its own."""
