"""The files of data/: what they hold; read, checked, laid out."""
