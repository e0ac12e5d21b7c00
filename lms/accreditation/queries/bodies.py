"""What professional bodies ask of a coach: their standards in force, who works towards them, and how far.

A coach's standing under a body is worked out from everything on record about them, whatever the programme.
"""

import datetime

from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet
from django.utils.timezone import localdate

from lms.accreditation.enums import StandardRoute
from lms.accreditation.models import Aim, LogPlace, Requirement, StandardVersion, StoredStanding
from lms.accreditation.queries.awards import INSIDE
from lms.accreditation.queries.facts import facts_of_coach
from lms.accreditation.queries.standards import rules_of, versions_in_force
from lms.accreditation.rules.evaluator import evaluate
from lms.accreditation.rules.values import Facts, Standing
from lms.core import clock
from lms.people import queries as people
from lms.people.enums import Role
from lms.people.models import Membership, User


def bodies_in_force(on: datetime.date) -> list[StandardVersion]:
    """The version of each body's standard that holds on a day, by title. Each with `.clauses` in order."""
    clauses = Prefetch("requirements", queryset=Requirement.objects.order_by("order"), to_attr="clauses")
    latest: dict[int, StandardVersion] = {}
    for version in versions_in_force(on).filter(route=StandardRoute.BODY).prefetch_related(clauses):
        latest.setdefault(version.standard_id, version)
    return sorted(latest.values(), key=lambda version: version.title)


def body_in_force(code: str, on: datetime.date) -> StandardVersion | None:
    return versions_in_force(on).filter(route=StandardRoute.BODY, standard__code=code).first()


def versions_of_body(code: str) -> QuerySet[StandardVersion]:
    """Every published version of a body's standard, the latest first."""
    rows = StandardVersion.objects.filter(route=StandardRoute.BODY, standard__code=code).select_related("standard")
    return rows.order_by("-effective_from_date", "-pk")


def aims_of(person: User, on: datetime.date) -> QuerySet[Aim]:
    """What a person works towards on a day."""
    open_then = Q(from_date__lte=on) & (Q(to_date=None) | Q(to_date__gt=on))
    return Aim.objects.filter(open_then, person=person).select_related("standard").order_by("standard__code")


def aimed_at(person: User, on: datetime.date) -> list[StandardVersion]:
    """The versions in force of the standards that a person works towards."""
    wanted = {aim.standard_id for aim in aims_of(person, on)}
    return [version for version in bodies_in_force(on) if version.standard_id in wanted] if wanted else []


def facts_for(versions: list[StandardVersion], person: User, on: datetime.date) -> Facts:
    """Everything that any of the versions looks at, gathered once for all of them."""
    kinds = {clause.kind for version in versions for clause in rules_of(version).clauses}
    return facts_of_coach(person, kinds, on)


def body_standing(version: StandardVersion, person: User, at: datetime.datetime) -> Standing:
    """A coach under a body's standard at a time, as far as was known then."""
    on = localdate(at)
    return evaluate(rules_of(version), facts_for([version], person, on), on)


def coaches_visible_to(user: User) -> QuerySet[User]:
    """The coaches of organisations that one manages or assures, but for oneself."""
    return people.members(people.organisations_where(user, *INSIDE), Role.TRAINEE).exclude(pk=user.pk)


def stored_visible_to(user: User) -> QuerySet[StoredStanding]:
    """The stored standings of those coaches, with `.is_aim` (they work towards it) and `.share` (met of clauses)."""
    aim = Aim.objects.filter(person=OuterRef("person"), standard=OuterRef("standard_version__standard"), to_date=None)
    return (
        StoredStanding.objects.filter(person__in=coaches_visible_to(user))
        .select_related("person", "standard_version__standard")
        .annotate(is_aim=Exists(aim), share=F("met") * 100 / F("clauses"))
    )


def all_coaches() -> QuerySet[User]:
    """Everybody who learns or coaches with some organisation today."""
    coaching = Membership.objects.filter(people.holding(clock.today()), role=Role.TRAINEE, person=OuterRef("pk"))
    return User.objects.filter(Exists(coaching))


def state_of_stored() -> str:
    """Another one after standings were stored anywhere, and after anybody changed what they work towards."""
    stored = LogPlace.objects.aggregate(at=Max("updated_at"))["at"]
    aims = Aim.objects.aggregate(number=Count("pk"), at=Max("updated_at"))
    return f"{stored}:{aims['number']}:{aims['at']}"
