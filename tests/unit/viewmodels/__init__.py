"""Role: the tests of view models that need no database."""
