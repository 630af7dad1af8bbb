"""The pages of the admin about entries, each a small view: given an entry, and who may open it."""
