"""Role: the product between the data and the pages: domain, imports, view models, charts, screens."""
