"""`python -m macros`."""

import io
import sys

from macros.cli import main

for stream in (sys.stdout, sys.stderr):
    if isinstance(stream, io.TextIOWrapper):
        # A terminal that lacks a character still gets the message.
        stream.reconfigure(errors="backslashreplace")
sys.exit(main())
