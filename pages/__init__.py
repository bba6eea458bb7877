"""Role: one file per menu entry; each is a table of contents without arithmetic."""
