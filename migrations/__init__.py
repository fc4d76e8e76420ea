"""How old databases become new ones."""
