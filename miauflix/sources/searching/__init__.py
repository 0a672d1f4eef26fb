"""Looking for a title at every provider at once: asking, checking, merging, and knowing whom to leave alone."""
