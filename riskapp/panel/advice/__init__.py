"""Advice: what a panel says once its views are open, who sees it differently, and what became of it."""
