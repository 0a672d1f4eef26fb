"""Everything the demo world shows, drawn by code: posters, backdrops, stills, and the layers its films move."""
