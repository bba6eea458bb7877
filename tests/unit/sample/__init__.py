"""Role: tests of the sample workbooks, read back with openpyxl and judged by readings of their own."""
