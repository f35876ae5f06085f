"""How long the build takes beside bare Material, in one run."""
