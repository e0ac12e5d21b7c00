"""The bytes of one audit event as a transparency log will need them (leaf hashing as in RFC 9162, section 2.1.1).

Personal values stand in the bytes only as commitments, SHA-256 over a salt of 128 bits or more and the value: erase
salt and value, and the event still proves that it was recorded while naming nobody.
"""

import hashlib
import json
import secrets

SALT_BYTES = 16


def canonical_bytes(event: dict) -> bytes:
    """The event as JSON with sorted keys, no spaces and UTF-8. Values must be str, int, bool, None, list or dict.

    Floats are refused: two programs may write the same number differently.
    """
    _refuse_floats(event)
    return json.dumps(event, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _refuse_floats(value) -> None:
    if isinstance(value, float):
        raise TypeError("a float has no canonical form: use whole numbers or text")
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _refuse_floats(part)


def leaf_hash(data: bytes) -> bytes:
    """The 32-byte hash of one leaf: SHA-256 of 0x00 and the data."""
    return hashlib.sha256(b"\x00" + data).digest()


def new_salt() -> bytes:
    """A salt for one field of one event."""
    return secrets.token_bytes(SALT_BYTES)


def commitment(salt: bytes, value: str) -> str:
    """What stands in the event for a personal value."""
    return "sha256:" + hashlib.sha256(salt + value.encode()).hexdigest()
