"""Role: speed measured as ratios in one run: ``make bench``; the table and what each row means."""
