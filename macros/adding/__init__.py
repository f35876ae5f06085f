"""New records for data editors to fill in, each put into its file."""
