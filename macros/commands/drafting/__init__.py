"""The draft of a data set, read from the official text of a plan.

Patterns here are those of French and of its administrative documents, never the words of one plan.
"""
