"""Role: tests of the store's pure parts."""
