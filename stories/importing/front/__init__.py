"""What stands before the text of a story: notices, title page, title and author, summary, epigraph."""
