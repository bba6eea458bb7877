"""Role: tests of the house itself: its files, layers, words, schema rules and locks, each with a control."""
