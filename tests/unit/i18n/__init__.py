"""Role: tests of words, numbers and text order."""
