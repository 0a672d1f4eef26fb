"""Streaming from a swarm: a file inside a torrent becomes a `ByteSource` while it is still arriving."""
