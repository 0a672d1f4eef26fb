"""Where the catalogue learns of works."""
