"""Floor 1: what the public may know, field by field, and what words give away. It knows no database."""
