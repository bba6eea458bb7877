"""Role: tests of what charts say and of the colours they say it in."""
