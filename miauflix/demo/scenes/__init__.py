"""The moving pictures. Each module has `draw`, which paints layers into a folder, and `compose`, which moves them."""
