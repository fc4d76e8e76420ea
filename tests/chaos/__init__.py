"""The real program, killed again and again while it posts serials, and a count of what became of them."""
