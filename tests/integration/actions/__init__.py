"""Role: tests of what an import decides, keeps, shows beforehand and can do again, on both databases."""
