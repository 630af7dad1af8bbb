"""The package modelsearch, on a database of its own beside the synthetic one."""
