"""Role: every public read; the viewer is the first argument and what they may not see never leaves here."""
