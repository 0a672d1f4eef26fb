"""What sealing a field costs beside the bare AES-GCM call of the same library, in the same run; 50 µs is the limit."""

import os
import time
from collections.abc import Callable

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench.limits import limit
from miauflix.infra.cipher import FieldCipher, Keyring

_ROUNDS, _CALLS = 7, 2_000
_LIMIT_US = 50


def best_us(call: Callable[[], object]) -> float:
    """Microseconds a call, in the best of several rounds: the one least disturbed by others."""

    def round_us() -> float:
        began = time.perf_counter()
        for _ in range(_CALLS):
            call()
        return (time.perf_counter() - began) / _CALLS * 1e6

    return min(round_us() for _ in range(_ROUNDS))


def main() -> None:
    cipher, bare = FieldCipher(Keyring(os.urandom(32))), AESGCM(os.urandom(32))
    place = {"table": "torrent", "column": "file", "row": "0197f0f8-0000-7000-8000-000000000000"}
    nonce = os.urandom(12)
    print(f"{'field':>9}  {'':7}  {'field cipher':>12}  {'bare AES-GCM':>12}  ratio")
    for size in (40, 400, 4_096, 65_536):
        plain = os.urandom(size)
        envelope, sealed = cipher.encrypt(plain, **place), bare.encrypt(nonce, plain, None)
        for name, ours, theirs in (
            ("encrypt", lambda p=plain: cipher.encrypt(p, **place), lambda p=plain: bare.encrypt(nonce, p, None)),
            ("decrypt", lambda e=envelope: cipher.decrypt(e, **place), lambda s=sealed: bare.decrypt(nonce, s, None)),
        ):
            a, b = best_us(ours), best_us(theirs)
            verdict = limit(f"{name} {size} B", a, _LIMIT_US, "µs")
            print(f"{size:>7} B  {name}  {a:>9.2f} µs  {b:>9.2f} µs  {a / b:>5.1f}   {verdict}")
    index = best_us(lambda: cipher.blind_index(b"x" * 20, "torrent.ih"))
    print(f"{20:>7} B  index    {index:>9.2f} µs {'':20}  {limit('blind index', index, _LIMIT_US, 'µs')}")


if __name__ == "__main__":
    main()
