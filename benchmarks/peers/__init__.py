"""Other ways to the same answers, on the same data."""
