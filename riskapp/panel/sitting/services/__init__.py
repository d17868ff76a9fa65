"""What people do with a sitting, by moment: arranging it, putting papers out, saying what they think."""
