"""Whether the addresses that public pages lead to still answer: asked politely, and only where checks are on."""
