"""What changed, from git."""
