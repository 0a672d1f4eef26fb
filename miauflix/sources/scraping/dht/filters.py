"""How many addresses a node has noted, from the Bloom filters that it answers with (BEP 33).

A filter of one node is its word alone, and joining the filters of all, as the BEP has it, lets a single liar set every
bit. A swarm's peers announce to each of the nodes nearest to its hash, so what is true stands in several filters: with
three or more of them, only what two agree on counts.
"""

from collections.abc import Sequence
from math import log
from typing import Final

FILTER_BYTES: Final = 256
_BITS: Final = 8 * FILTER_BYTES
_HASHES: Final = 2
_A_LIAR_CANNOT: Final = 3


def joined(filters: Sequence[bytes]) -> bytes:
    """One filter of several: each bit that two of them have, or any, where there are fewer than three.

    >>> joined([b"\\x01", b"\\x02"]), joined([b"\\x03", b"\\x01", b"\\xff"])
    (b'\\x03', b'\\x03')
    """
    once = twice = 0
    for one in filters:
        number = int.from_bytes(one)
        twice |= once & number
        once |= number
    agreed = twice if len(filters) >= _A_LIAR_CANNOT else once
    return agreed.to_bytes(max(map(len, filters), default=0))


def count(bloom: bytes) -> int:
    """How many addresses are in it, by the estimate of BEP 33; some 6,000 is the most it can tell."""
    zeros = _BITS - int.from_bytes(bloom).bit_count()
    return round(log(min(max(zeros, 1), _BITS) / _BITS) / (_HASHES * log(1 - 1 / _BITS)))
