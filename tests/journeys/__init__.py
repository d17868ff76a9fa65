"""Whole conversations, held as people hold them."""
