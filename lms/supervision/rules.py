"""What makes a supervision session valid. Plain functions on plain values; the moment is passed in."""

from datetime import datetime

from lms.practice.rules import Problem, Span, session_problems
from lms.supervision.enums import SessionFormat, SessionStatus


def supervision_problems(span: Span, *, format_: str, group_size: int | None, at: datetime) -> list[Problem]:
    """Lengths, times and groups are those of a practice session; peer supervision is a group too."""
    return session_problems(span, is_group=format_ != SessionFormat.INDIVIDUAL, group_size=group_size, at=at)


def can_be_changed(status: str) -> bool:
    """The coach may rewrite a session until it is confirmed; a declined one is thereby put to the supervisor again."""
    return status in (SessionStatus.RECORDED, SessionStatus.DECLINED)


def can_be_decided(status: str) -> bool:
    return status == SessionStatus.RECORDED


def can_be_corrected(status: str, *, has_correction: bool) -> bool:
    """Only what is confirmed needs a correction, and each session has at most one."""
    return status == SessionStatus.CONFIRMED and not has_correction
