"""Role: tests of the rules of the campaign."""
