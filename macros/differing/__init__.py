"""`diff`: what a proposal changes, in words: the records, then what readers will see of it."""
