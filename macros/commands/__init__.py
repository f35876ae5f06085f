"""The commands of `python -m macros`, a module each.

A module has `add_arguments(parser)` and `run(options)`, which returns the exit code. It is imported
only when its command runs: `check` should not wait for what draws the cards.
"""
