"""Role: tables of other databases as sources of an import, read-only, on SQLite and PostgreSQL."""
