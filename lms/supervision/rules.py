"""What makes a supervision session valid. Plain functions on plain values; the moment is passed in."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from lms.practice.rules import Problem, Span, session_problems
from lms.supervision.enums import DueState, SessionFormat, SessionStatus, SupervisionKind

LARGEST_SESSION = 12  # coaches in one supervision group
YEAR = timedelta(days=365)
SOON = timedelta(days=7)
LONGEST_INTERVAL = 52  # weeks from one session to the next
HIGHEST_TIER = 4
RECOMMENDED_TIER = 3
# Health-coaching supervision and line management are given by two different people.
APART = (SupervisionKind.HEALTH_COACHING, SupervisionKind.LINE_MANAGEMENT)


def pairing_problems(*, is_oneself: bool, kind: str, other_kind: str | None) -> list[Problem]:
    """Why somebody cannot give a coach a kind of support. `other_kind` is what they give that goes ill with it.

    Line management, clinical supervision and health-coaching supervision are three separate supports, none
    interchangeable (NHS England workforce development framework for health and wellbeing coaches).
    """
    if is_oneself:
        return [Problem("supervisor", str(_("Nobody gives this support to themselves. Choose another person.")))]
    if not other_kind:
        return []
    if kind == SupervisionKind.HEALTH_COACHING:
        words = _(
            "This person is the coach's line manager, so they cannot give health-coaching supervision. Choose somebody "
            "else, or choose line management, which is another kind of support."
        )
    else:
        words = _(
            "This person gives the coach health-coaching supervision, so they cannot be the line manager as well. "
            "Choose somebody else, or end that agreement first."
        )
    return [Problem("supervisor", str(words))]


def supervision_problems(span: Span, *, format_: str, group_size: int | None, at: datetime) -> list[Problem]:
    """Lengths and times are those of a practice session; a group has from 2 to 12 coaches, led or among peers."""
    is_group = format_ != SessionFormat.INDIVIDUAL
    problems = session_problems(span, is_group=is_group, group_size=group_size, at=at)
    if not is_group or group_size is None or 2 <= group_size <= LARGEST_SESSION:
        return problems
    words = _("A supervision group has from 2 to %(most)d coaches. A larger meeting is a course, not supervision.")
    others = [problem for problem in problems if problem.field != "group_size"]
    return [*others, Problem("group_size", str(words % {"most": LARGEST_SESSION}))]


def can_be_changed(status: str) -> bool:
    """The coach may rewrite a session until it is confirmed; a declined one is thereby put to the supervisor again."""
    return status in (SessionStatus.RECORDED, SessionStatus.DECLINED)


def can_be_decided(status: str, format_: str) -> bool:
    """A recorded session waits for its supervisor. One of a peer group waits for nobody, since nobody led it."""
    return status == SessionStatus.RECORDED and format_ != SessionFormat.PEER


def can_be_corrected(status: str, *, has_correction: bool) -> bool:
    """Only what is confirmed needs a correction, and each session has at most one."""
    return status == SessionStatus.CONFIRMED and not has_correction


def due_date(*, latest: date | None, start: date, every_weeks: int | None) -> date | None:
    """When the next session is due: so many weeks after the latest, or after the agreement's first day."""
    return (latest or start) + timedelta(weeks=every_weeks) if every_weeks else None


def due_state(due: date | None, *, on: date) -> DueState:
    """A session due today is not overdue."""
    if due is None:
        return DueState.NOT_AGREED
    if due < on:
        return DueState.OVERDUE
    return DueState.SOON if due <= on + SOON else DueState.LATER


def practice_per_hour(practice_minutes: int, supervision_minutes: int) -> float | None:
    """Hours of practice to one hour of supervision, to one decimal. Shown as it is: no limit is set here."""
    if not practice_minutes or not supervision_minutes:
        return None
    return round(practice_minutes / supervision_minutes, 1)


def action_problems(*, session_date: date, due_date: date) -> list[Problem]:
    """An action is due on the day of its session or later."""
    if due_date < session_date:
        return [Problem("due_date", str(_("This day is before the session. Give a day on or after it.")))]
    return []


def done_problems(*, session_date: date, done_date: date | None, on: date) -> list[Problem]:
    """Done between the session and today, or not done yet."""
    if done_date and done_date > on:
        return [Problem("done_date", str(_("This day is still to come. Tick it off when it is done.")))]
    if done_date and done_date < session_date:
        return [Problem("done_date", str(_("This day is before the session in which it was agreed.")))]
    return []


def can_take_actions(status: str) -> bool:
    """Actions belong to a session that took place; a declined one is put right first."""
    return status != SessionStatus.DECLINED


def qualification_problems(
    *,
    kinds: Collection[str],
    tier: int | None,
    tier_source: str,
    credential: str,
    from_date: date,
    to_date: date | None,
) -> list[Problem]:
    """What is missing or at odds in what qualifies a supervisor or mentor."""
    is_for_icf = SupervisionKind.ICF_MENTOR_COACHING in kinds
    found = []
    if tier and not tier_source:
        found.append(Problem("tier_source", str(_("Say where the tier is from."))))
    if is_for_icf and not credential:
        found.append(Problem("credential", str(_("For ICF mentor coaching, say which credential the mentor holds."))))
    if credential and not is_for_icf:
        found.append(Problem("kinds", str(_("An ICF credential is for ICF mentor coaching. Tick that too."))))
    if to_date and to_date < from_date:
        found.append(Problem("to_date", str(_("The last day cannot be before the first."))))
    return found


def standing_warnings(kind: str, tiers: Collection[int | None]) -> list[str]:
    """What speaks against a supervisor, for a warning and never a refusal. `tiers`: of what they hold for this kind.

    The workforce framework asks for a health-coaching supervisor of Tier 3 or above who is trained as a coaching
    supervisor (two training hubs cite it; the framework itself was not seen): recommended, so nobody is turned away.
    The ICF asks that a mentor's credential is current.
    """
    if kind == SupervisionKind.HEALTH_COACHING and not tiers:
        return [str(_("No current training in coaching supervision is recorded. The workforce framework asks for it."))]
    if kind == SupervisionKind.HEALTH_COACHING and max(tier or 0 for tier in tiers) < RECOMMENDED_TIER:
        return [str(_("No tier of 3 or above is recorded. The workforce framework asks for it."))]
    if kind == SupervisionKind.ICF_MENTOR_COACHING and not tiers:
        return [str(_("No current ICF credential is recorded. The ICF asks that the mentor holds one."))]
    return []
