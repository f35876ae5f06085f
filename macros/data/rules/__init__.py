"""Rules over the whole of the data. Each yields problems; none changes anything."""
