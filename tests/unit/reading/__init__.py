"""Role: reading files safely."""
