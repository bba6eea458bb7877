"""Role: the cell parsers."""
