"""Role: the command line as scripts use it: real processes, both databases."""
