"""Floor 4: whether an entry may be public, how far, and what is done when it may no longer."""
