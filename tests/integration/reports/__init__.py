"""Role: documents made from a stored campaign, opened again and compared with its figures."""
