"""Everything derived from the data."""
