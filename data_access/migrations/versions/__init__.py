"""Role: the schema's revisions, forward only, in the order of their numbers."""
