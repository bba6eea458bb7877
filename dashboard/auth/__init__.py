"""Role: who may reach the dashboard at all; for now the gate of a single computer."""
