"""Role: the lowest layer: files and databases in, typed rows and frames out; it judges nothing."""
