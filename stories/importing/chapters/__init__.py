"""Where chapters begin: headings, however they are marked, numbered, worded, listed or set off."""
