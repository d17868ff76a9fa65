"""Frozen pages: drawn in a child with limits, tagged, sealed with the instance's key, verified."""
