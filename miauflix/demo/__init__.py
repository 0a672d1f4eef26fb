"""The demo world: what a house without any settings has to show.

Short films of our own are made on first start, seeded over real BitTorrent from this machine to this machine, and
listed with four open films of the Blender Foundation, which come from their own swarms. `world.DemoWorld.run` is the
whole of it; the rooms below learn of its films as they would of any others.

Nothing is imported here: the children that paint (`layers`) would wait a second for the rooms that only the world
needs, and so would whoever sits in front of the first film.
"""
