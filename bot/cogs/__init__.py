"""One module or package for each feature; the bot loads all that is here."""
