"""`diff`: what a proposal changes, in words: the records, field by field."""
