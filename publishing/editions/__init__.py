"""Floor 3: what the public reads, how it is written, and how it is taken back."""
