"""Role: documents that leave the program: workbooks, and later pages and slides."""
