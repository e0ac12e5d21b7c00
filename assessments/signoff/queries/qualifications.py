"""Who is qualified to assess, and until when."""

import datetime

from django.db.models import Exists, OuterRef, QuerySet

from assessments.signoff.models import AssessorQualification
from assessments.signoff.permissions import OVERSEEING_ROLES
from lms.core import clock
from lms.people.enums import Role
from lms.people.models import User
from lms.people.queries import holding, members, organisations_where


def qualifications_of(person: User) -> QuerySet[AssessorQualification]:
    """All that were ever recorded, newest first."""
    return person.assessor_qualifications.select_related("checked_by").order_by("-from_date", "-id")


def current_qualification(person: User, on: datetime.date) -> AssessorQualification | None:
    """The qualification in assessing that a person holds on a day; the one held longest if there are several."""
    return AssessorQualification.objects.filter(holding(on), person=person).order_by("from_date", "id").first()


def assessors_visible_to(user: User) -> QuerySet[User]:
    """The assessors of organisations where one assures quality or manages; never oneself."""
    return members(organisations_where(user, *OVERSEEING_ROLES), Role.ASSESSOR).exclude(pk=user.pk)


def qualifications_visible_to(user: User) -> QuerySet[AssessorQualification]:
    """Those of the assessors that one oversees."""
    return AssessorQualification.objects.filter(person__in=assessors_visible_to(user)).select_related("person")


def with_qualification(assessors: QuerySet[User]) -> QuerySet[User]:
    """Adds whether each holds a qualification today."""
    held = AssessorQualification.objects.filter(holding(clock.today()), person=OuterRef("pk"))
    return assessors.annotate(is_qualified=Exists(held))
