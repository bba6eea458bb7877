"""Role: tests that need a database; each runs on SQLite and on PostgreSQL."""
