"""Keys that are safe to show: random, so that they tell nothing and cannot be counted."""

import uuid


def new_key() -> uuid.UUID:
    """A key for one record, used in addresses and in the audit log instead of the row's number."""
    return uuid.uuid4()


def reference(letter: str, key: uuid.UUID) -> str:
    """The short form of a key that people read to each other, under the letter of its kind: O-7F3A91C2."""
    return f"{letter}-{str(key)[:8].upper()}"
