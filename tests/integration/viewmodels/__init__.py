"""Role: view models against a database, compared with counting by hand."""
