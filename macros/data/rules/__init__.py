"""Rules over the whole of the data: each `check_…` yields problems; none changes anything."""
