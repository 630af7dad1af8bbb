"""Floor 5: the work of editors: the admin, history and bin, sheets, and what waits to be done."""
