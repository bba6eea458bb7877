"""Role: what a person does to the data: each action checks, writes once, and leaves its trace."""
