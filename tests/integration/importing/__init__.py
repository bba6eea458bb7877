"""Role: imports from file to store, on both databases."""
