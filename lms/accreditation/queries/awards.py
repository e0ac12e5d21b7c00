"""Reading awards and their status."""

import datetime
from collections.abc import Iterable

from django.db.models import OuterRef, Q, QuerySet, Subquery

from lms.accreditation.models import Award, AwardStatusChange
from lms.enrolment.models import Enrolment
from lms.people import queries as people
from lms.people.enums import Role
from lms.people.models import User

INSIDE = (Role.MANAGER, Role.IQA, Role.ADMIN)


def awards_visible_to(user: User) -> QuerySet[Award]:
    """One's own; those of the providers that one manages or assures; those in an accrediting body's remit."""
    own = people.organisations_where(user, *INSIDE)
    within = Q(provider__in=people.remit_of(user)) if people.has_role(user, Role.REVIEWER, Role.BODY_EDITOR) else Q()
    seen = Q(person=user) | Q(provider_id__in=own)
    return Award.objects.filter(seen | within if within else seen)


def for_page(awards: QuerySet[Award]) -> QuerySet[Award]:
    """Adds all that a list row or the page of one award names."""
    return awards.select_related("person", "provider", "standard_version", "programme_version", "decision")


def with_status(awards: QuerySet[Award], at: datetime.datetime) -> QuerySet[Award]:
    """Adds `.status` and `.status_since` as they were at a time."""
    latest = AwardStatusChange.objects.filter(award=OuterRef("pk"), happened_at__lte=at).order_by("-number")
    return awards.annotate(
        status=Subquery(latest.values("status")[:1]), status_since=Subquery(latest.values("happened_at")[:1])
    )


def latest_awards(enrolments: Iterable[Enrolment], at: datetime.datetime) -> dict[int, Award]:
    """Id of an enrolment → the latest award that it led to, with its status at a time."""
    rows = Award.objects.filter(decision__enrolment__in=enrolments).select_related("decision")
    return {row.decision.enrolment_id: row for row in with_status(rows, at).order_by("awarded_date", "pk")}


def status_of(award: Award, at: datetime.datetime) -> AwardStatusChange:
    """The change that holds at a time. Raises AwardStatusChange.DoesNotExist before the award."""
    return award.status_changes.filter(happened_at__lte=at).latest("number")


def history_of(award: Award) -> QuerySet[AwardStatusChange]:
    """Every change with its answers, the latest first. Holds the reasons: for the holder and those inside only."""
    return award.status_changes.select_related("by").prefetch_related("answers").order_by("-number")


def changes_visible_to(user: User) -> QuerySet[AwardStatusChange]:
    rows = AwardStatusChange.objects.filter(award__in=awards_visible_to(user))
    return rows.select_related("award__person", "award__provider", "award__standard_version")
