"""Role: own parsers for what stands in one cell; each returns a value and what it noticed."""
