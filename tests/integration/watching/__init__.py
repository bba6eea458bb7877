"""Role: a watched folder on real files: finished ones once, whatever is killed."""
