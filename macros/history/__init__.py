"""The history of the records, from git."""
