"""Pure words that every room speaks: ids, time, byte ranges, paging, errors, and the two shared shapes.

Nothing here reads a file, a socket or the clock of the machine except through what it is handed.
The two shapes are `ByteSource` (anything whose bytes can be watched) and `Playable` (anything that can be
named in a request to play).
"""
