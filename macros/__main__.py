"""`python -m macros`."""

import io
import os
import sys
from pathlib import Path

from macros.commands import INTERRUPTED, UNREAD, describe_failure
from macros.commands.cli import main


def _run() -> int:
    try:
        try:
            return main()
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrompu.\n")
        return INTERRUPTED
    except OSError as error:  # of the output: what is left of it goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):  # who reads has had enough (« | head »)
            return UNREAD
        sys.stderr.write(f"{describe_failure(error)}\n")
        return 1


# A program that starts this one may have closed them: they are opened in their order, on nothing.
for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
    if getattr(sys, name) is None:
        nothing = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 (to the end)
        os.set_inheritable(nothing.fileno(), True)  # the engine's too
        setattr(sys, name, nothing)
for stream in (sys.stdout, sys.stderr):
    if isinstance(stream, io.TextIOWrapper):
        # A terminal that lacks a character still gets the message.
        stream.reconfigure(errors="backslashreplace")
sys.exit(_run())
