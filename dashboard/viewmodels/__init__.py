"""Role: queries and domain put together into frozen views that a screen or a report shows as they are."""
