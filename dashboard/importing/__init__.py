"""Role: from raw tables to typed rows, issues and a plan; pure, reaches no database."""
