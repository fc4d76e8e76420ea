"""How stories look in Discord, and the controls under them; every feature shows the same pages."""
