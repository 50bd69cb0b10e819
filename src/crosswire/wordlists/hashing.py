"""The hash under which ``towns.npz`` files a name: one place, so that the maker and the reader cannot differ."""

from __future__ import annotations

import hashlib


def hash_key(key: str) -> int:
    """40 bits of BLAKE2b. With 1.5 million names a word that is no name meets one by chance in 1 of 700,000 look-ups."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=5).digest(), "big")
