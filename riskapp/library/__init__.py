"""Reference content: versioned, dated, tagged by jurisdiction, and changed without code."""
