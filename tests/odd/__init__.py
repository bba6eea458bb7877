"""Role: bad and odd spreadsheets, each with the verdict it must get; and mutants that nobody foresaw."""
