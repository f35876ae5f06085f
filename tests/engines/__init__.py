"""The same pages through other engines: `python -m tests.engines` compares them with MkDocs."""
