"""Floor 2: entries as editors work on them, what hangs on them, and their history."""
