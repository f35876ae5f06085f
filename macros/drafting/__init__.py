"""Drafts for data editors: a record to fill in, or a whole plan read from its official text.

Patterns here are those of French and of its administrative documents, never the words of one plan.
"""
