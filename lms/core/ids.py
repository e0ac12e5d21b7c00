"""Keys that are safe to show: random, so that they tell nothing and cannot be counted."""

import uuid


def new_key() -> uuid.UUID:
    """A key for one record, used in addresses and in the audit log instead of the row's number."""
    return uuid.uuid4()
