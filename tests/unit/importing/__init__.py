"""Role: what a file says, understood without a database."""
