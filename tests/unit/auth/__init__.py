"""Role: tests of the gate."""
