"""Everything about stories that would still be true without Discord."""
