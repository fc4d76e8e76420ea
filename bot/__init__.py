"""Everything that knows Discord exists."""
