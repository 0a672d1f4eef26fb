"""Reading an answer's body without ever holding more of it than the caller takes."""

import zlib
from collections.abc import AsyncIterable, Callable

from miauflix.infra.outbound.errors import TooLarge, Unreachable

ACCEPTED = "gzip"
_GZIP = 31  # zlib's number for a gzip header and the largest window


async def read_body(chunks: AsyncIterable[bytes], encoding: str, *, max_bytes: int) -> bytes:
    """The whole body, unpacked; packed bodies are counted, and stopped, by what they unpack to.

    Raises:
        TooLarge: there is more than `max_bytes`.
        Unreachable: the body is packed in a way nobody asked for, or is damaged.
    """
    if encoding not in {"", "identity", "gzip", "x-gzip"}:
        raise Unreachable(f"The answer is packed as {encoding!r}, which was not asked for")
    unpacker = zlib.decompressobj(_GZIP) if "gzip" in encoding else None
    body, was_any = bytearray(), False
    async for chunk in chunks:
        was_any = True
        body += _unpack(unpacker.decompress, chunk, max_bytes - len(body)) if unpacker else chunk
        if len(body) > max_bytes:
            raise TooLarge(f"The answer is longer than {max_bytes} bytes")
    if unpacker and was_any and not unpacker.eof:
        raise Unreachable("The answer ends in the middle")
    return bytes(body)


def _unpack(decompress: Callable[[bytes, int], bytes], chunk: bytes, room_bytes: int) -> bytes:
    """At most one byte more than there is room for, however much there is in the chunk."""
    try:
        return decompress(chunk, room_bytes + 1)
    except zlib.error as error:
        raise Unreachable("The answer is damaged") from error
