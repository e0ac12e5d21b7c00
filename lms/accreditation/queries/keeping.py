"""What a standing depends on, in a few characters: pages keep what they show of it while this stays the same."""

import datetime

from django.utils.timezone import localdate
from django.utils.translation import get_language

from lms.audit.queries import values_about
from lms.enrolment.models import Enrolment
from lms.quality.models import ProgrammeApproval


def state_of_standing(enrolment: Enrolment, at: datetime.datetime) -> str:
    """Two queries instead of a dozen. Every act of a person's own road is in the log with them as its subject.

    Approvals are about no person and are counted beside; the day moves the windows; the words are in a language.
    """
    approvals = ProgrammeApproval.objects.filter(programme_version=enrolment.cohort.version_id).count()
    about = values_about(enrolment.trainee)
    return f"{enrolment.key}:{localdate(at)}:{about}:{approvals}:{get_language()}"
