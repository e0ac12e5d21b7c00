"""What makes a reflection ready. Plain functions on plain values."""

from lms.portfolio.enums import ReflectionStatus


def can_be_changed(status: str) -> bool:
    """A draft may change; what was submitted stands."""
    return status == ReflectionStatus.DRAFT


def says_something(text: str) -> bool:
    """A reflection has words."""
    return bool(text.strip())
