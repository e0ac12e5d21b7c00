"""How the status of an award may change. Revoked is no full stop: an appeal may be upheld (ADR 0013)."""

ACTIVE, SUSPENDED, REVOKED = "active", "suspended", "revoked"

_NEXT = {ACTIVE: (SUSPENDED, REVOKED), SUSPENDED: (ACTIVE, REVOKED), REVOKED: (ACTIVE,)}


def next_statuses(status: str) -> tuple[str, ...]:
    """What an award in this status may become."""
    return _NEXT[status]
