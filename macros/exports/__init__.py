"""Machine outputs, one module per format."""
