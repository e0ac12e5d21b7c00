"""What a standing depends on, in a few characters: what was worked out is kept while this stays the same."""

import datetime

from django.core.cache import cache
from django.utils.timezone import localdate
from django.utils.translation import get_language

from lms.accreditation.rules.values import Standing
from lms.audit.queries import values_about
from lms.enrolment.models import Enrolment
from lms.quality.models import ProgrammeApproval

KEPT = datetime.timedelta(hours=1)


def state_of_standing(enrolment: Enrolment, at: datetime.datetime) -> str:
    """Two queries instead of a dozen. Every act of a person's own road is in the log with them as its subject.

    Approvals are about no person and are counted beside; the day moves the windows; the words are in a language.
    """
    approvals = ProgrammeApproval.objects.filter(programme_version__cohorts=enrolment.cohort_id).count()
    about = values_about(enrolment.trainee)
    return f"{enrolment.key}:{localdate(at)}:{about}:{approvals}:{get_language()}"


def keep_standing(found: Standing | None, state: str) -> None:
    """Remember what the page of a standing worked out in a state."""
    cache.set(f"standing:{state}", found, KEPT.total_seconds())


def kept_standing(enrolment: Enrolment, at: datetime.datetime) -> Standing | None:
    """The standing, if its page was read since anything about it changed: for the desk, which works out nothing."""
    return cache.get(f"standing:{state_of_standing(enrolment, at)}")
