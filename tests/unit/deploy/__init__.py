"""Role: tests of the bootstrap's own decisions; nothing is installed."""
