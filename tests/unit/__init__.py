"""Role: pure tests, fast; they touch no database, server or file beyond the repository."""
