"""Role: the rules of the campaign, pure: no database, no screen, no clock; exact numbers only."""
