"""Reading people: roles held on a day, who is responsible for whom, who may see whom."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from lms.core import clock
from lms.people.enums import OrganisationKind, ResponsibilityKind, Role
from lms.people.models import Interest, Invitation, Membership, Organisation, Remit, Responsibility, User

# Roles whose holders see every trainee of their own organisation, because looking after them is their work.
STAFF_ROLES = (Role.TRAINER, Role.ASSESSOR, Role.IQA, Role.MANAGER, Role.ADMIN)


@dataclass(frozen=True)
class HeldRole:
    """One open membership, as pages need it."""

    membership_key: str
    role: str
    organisation_id: int
    organisation_name: str
    organisation_kind: str


def holding(on: datetime.date, prefix: str = "") -> Q:
    """The condition that a dated tie holds on a day."""
    return Q(**{f"{prefix}from_date__lte": on}) & (
        Q(**{f"{prefix}to_date__isnull": True}) | Q(**{f"{prefix}to_date__gte": on})
    )


def roles_of(user: User) -> tuple[HeldRole, ...]:
    """The roles that a person holds today. Read once for each user object (one request), whatever asks."""
    if not getattr(user, "is_authenticated", False):
        return ()
    held = getattr(user, "_held_roles", None)
    if held is None:
        rows = (
            Membership.objects.filter(holding(clock.today()), person=user)
            .select_related("organisation")
            .order_by("organisation__name", "role", "id")
        )
        held = tuple(
            HeldRole(str(row.key), row.role, row.organisation_id, row.organisation.name, row.organisation.kind)
            for row in rows
        )
        user._held_roles = held
    return held


def has_role(user: User, *roles: str, organisation_id: int | None = None) -> bool:
    """Whether a person holds any of the roles today, in the given organisation or in any."""
    return any(held.role in roles and organisation_id in (None, held.organisation_id) for held in roles_of(user))


def organisations_where(user: User, *roles: str) -> list[int]:
    """Ids of the organisations in which a person holds any of the roles today."""
    return sorted({held.organisation_id for held in roles_of(user) if held.role in roles})


def people_for_whom(user: User, *kinds: str) -> QuerySet[Responsibility]:
    """The responsibilities that a person holds today. Use `.values("subject")` in a visibility rule."""
    rows = Responsibility.objects.filter(holding(clock.today()), holder=user)
    return rows.filter(kind__in=kinds) if kinds else rows


def is_responsible(
    holder: User, subject: User, kind: str, *, on: datetime.date, organisation_id: int | None = None
) -> bool:
    """Whether `holder` is supervisor, verifier … of `subject` on a day, within the organisation or within any."""
    rows = Responsibility.objects.filter(holding(on), holder=holder, subject=subject, kind=kind)
    return (rows if organisation_id is None else rows.filter(organisation_id=organisation_id)).exists()


def holders_for(subject: User, kind: str, *, on: datetime.date, organisation_id: int | None = None) -> QuerySet[User]:
    """The people who are supervisor, verifier … of `subject` on a day, within the organisation or within any."""
    rows = Responsibility.objects.filter(holding(on), subject=subject, kind=kind)
    if organisation_id is not None:
        rows = rows.filter(organisation_id=organisation_id)
    return User.objects.filter(pk__in=rows.values("holder")).order_by("name", "pk")


def has_interest(person: User, about: User) -> bool:
    """Whether a tie between two people, declared by either, is still open. Line management counts without a declaration."""
    for first, second in ((person, about), (about, person)):
        latest = Interest.objects.filter(person=first, about=second).order_by("-recorded_at", "-id").first()
        if latest and not latest.is_over:
            return True
    return Responsibility.objects.filter(
        holding(clock.today()), holder=person, subject=about, kind=ResponsibilityKind.LINE_MANAGER
    ).exists()


def remit_of(user: User) -> QuerySet[Organisation]:
    """The organisations that a commissioner, reviewer or body editor looks after today, through their own organisation."""
    own = organisations_where(user, Role.COMMISSIONER, Role.REVIEWER, Role.BODY_EDITOR)
    rows = Remit.objects.filter(holding(clock.today()), overseer_id__in=own)
    return Organisation.objects.filter(pk__in=rows.values("organisation"))


def people_visible_to(user: User) -> QuerySet[User]:
    """Oneself; people one is responsible for; members of organisations where one is staff or employer."""
    staff_of = organisations_where(user, *STAFF_ROLES, Role.EMPLOYER)
    member = Membership.objects.filter(holding(clock.today()), person=OuterRef("pk"), organisation_id__in=staff_of)
    return User.objects.filter(Q(pk=user.pk) | Q(pk__in=people_for_whom(user).values("subject")) | Exists(member))


def members(organisation_ids: Collection[int], *roles: str) -> QuerySet[User]:
    """Everybody who holds any of the roles today in the given organisations."""
    rows = Membership.objects.filter(holding(clock.today()), organisation_id__in=organisation_ids, role__in=roles)
    return User.objects.filter(pk__in=rows.values("person")).order_by("name", "pk")


def invitations_visible_to(user: User) -> QuerySet[Invitation]:
    """Invitations of the organisations that one manages."""
    return Invitation.objects.filter(organisation_id__in=organisations_where(user, Role.MANAGER, Role.ADMIN))


def organisations(kind: OrganisationKind) -> QuerySet[Organisation]:
    return Organisation.objects.filter(kind=kind).order_by("name")
