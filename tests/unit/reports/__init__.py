"""Role: the tests of documents that need no database."""
