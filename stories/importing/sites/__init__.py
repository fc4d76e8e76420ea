"""The sites and programs that stories come from: how each is known, and what it says of a work."""
