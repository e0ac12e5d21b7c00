"""One `Range: bytes=…` header, as players and download managers send it (RFC 9110, section 14)."""

import re

# 18 digits are past any file, and Python refuses to read thousands of them as a number.
_RANGE = re.compile(r"^bytes=([0-9]{0,18})-([0-9]{0,18})$")


class NotSatisfiable(ValueError):
    """The range starts after the end of the file: the answer is 416."""


def wanted(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte to send, both included, or None for the whole file.

    Several ranges, other units and nonsense mean the whole file, as the standard allows. Raises NotSatisfiable.
    """
    match = _RANGE.match(header.strip())
    if not match or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        length = min(int(last), size)
        if not length:
            raise NotSatisfiable(header)
        return size - length, size - 1
    start = int(first)
    end = min(int(last), size - 1) if last else size - 1
    if start >= size:
        raise NotSatisfiable(header)
    return (start, end) if start <= end else None
