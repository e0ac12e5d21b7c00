"""Reading people: roles held on a day, who is responsible for whom, who may see whom."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from lms.core import clock
from lms.core.rows import RowsBy
from lms.people import rules
from lms.people.enums import OrganisationKind, ResponsibilityKind, Role
from lms.people.models import Interest, Invitation, Membership, Organisation, Remit, Responsibility, User

# Roles whose holders see every trainee of their own organisation, because looking after them is their work.
STAFF_ROLES = (Role.TRAINER, Role.ASSESSOR, Role.IQA, Role.MANAGER, Role.ADMIN)
MANAGING_ROLES = (Role.MANAGER, Role.ADMIN)

# Key of a session: the membership as whose holder a person with several roles is working.
WORKING_AS = "working_as"


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


def _with_organisation(memberships: QuerySet[Membership]) -> QuerySet[Membership]:
    return memberships.annotate(
        organisation_name=F("organisation__name"), organisation_kind=F("organisation__kind")
    ).order_by("organisation__name", "id")


_memberships_of = RowsBy(Membership, "person", _with_organisation)


def roles_of(user: User) -> tuple[HeldRole, ...]:
    """The roles that a person holds today, by the name of the organisation. Read once for each user object."""
    if not getattr(user, "is_authenticated", False):
        return ()
    held = getattr(user, "_held_roles", None)
    if held is None:
        held = tuple(
            HeldRole(str(row.key), row.role, row.organisation_id, row.organisation_name, row.organisation_kind)
            for row in _memberships_of(user.pk)
            if row.holds_on(clock.today())
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


def trainee_memberships_where(user: User, *roles: str) -> QuerySet[Membership]:
    """The trainees of organisations where one holds any of the roles today, as their memberships."""
    there = organisations_where(user, *roles)
    return Membership.objects.filter(holding(clock.today()), role=Role.TRAINEE, organisation_id__in=there)


def people_through(members: QuerySet[Membership], ties: QuerySet[Responsibility], user: User) -> QuerySet[User]:
    """The people of the memberships and the subjects of the responsibilities, each once; never oneself."""
    member = Exists(members.filter(person=OuterRef("pk")))
    return User.objects.filter(member | Q(pk__in=ties.values("subject"))).exclude(pk=user.pk)


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
    """Whether a tie between two people, declared by either, is open. Line management counts without a declaration."""
    declared = Interest.objects.filter(Q(person=person, about=about) | Q(person=about, about=person))
    if _still_open(declared):
        return True
    either_way = Q(holder=person, subject=about) | Q(holder=about, subject=person)
    managing = Responsibility.objects.filter(holding(clock.today()), either_way, kind=ResponsibilityKind.LINE_MANAGER)
    return managing.exists()


def _still_open(interests: QuerySet[Interest]) -> list[Interest]:
    """The latest word on each tie (who, about whom, of which kind), where it is not that the tie is over."""
    latest = {(row.person_id, row.about_id, row.kind): row for row in interests.order_by("recorded_at", "id")}
    return [row for row in latest.values() if not row.is_over]


def remit_of(user: User) -> QuerySet[Organisation]:
    """The organisations that a commissioner, reviewer or body editor looks after today, through their own one."""
    own = organisations_where(user, Role.COMMISSIONER, Role.REVIEWER, Role.BODY_EDITOR)
    rows = Remit.objects.filter(holding(clock.today()), overseer_id__in=own)
    return Organisation.objects.filter(pk__in=rows.values("organisation"))


def people_visible_to(user: User) -> QuerySet[User]:
    """Oneself; people one is responsible for; members of organisations where one is staff or employer."""
    members_there = _with_a_role_in(organisations_where(user, *STAFF_ROLES, Role.EMPLOYER))
    looked_after = people_for_whom(user).values("subject")
    return User.objects.filter(Q(pk=user.pk) | Q(pk__in=looked_after) | Q(pk__in=members_there.values("pk")))


def members(organisation_ids: Collection[int], *roles: str) -> QuerySet[User]:
    """Everybody who holds any of the roles today in the given organisations."""
    rows = Membership.objects.filter(holding(clock.today()), organisation_id__in=organisation_ids, role__in=roles)
    return User.objects.filter(pk__in=rows.values("person")).order_by("name", "pk")


def manages(user: User, organisation_id: int | None = None) -> bool:
    """Managers and administrators invite, give responsibilities and end memberships in their own organisations."""
    return has_role(user, *MANAGING_ROLES, organisation_id=organisation_id)


def organisations_managed_by(user: User) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk__in=organisations_where(user, *MANAGING_ROLES)).order_by("name")


def roles_to_give(user: User, organisation: Organisation) -> list[Role]:
    """The roles that a manager or administrator may give in an organisation."""
    held = [row.role for row in roles_of(user) if row.organisation_id == organisation.pk]
    return rules.roles_that_can_be_given(organisation.kind, held)


def _with_roles(people: QuerySet[User], shown: Q) -> QuerySet[User]:
    """Each person with those memberships held today that may be shown, as `held_here`."""
    held = Membership.objects.filter(shown, holding(clock.today()))
    held = held.select_related("organisation").order_by("organisation__name", "role", "id")
    return people.prefetch_related(Prefetch("memberships", queryset=held, to_attr="held_here"))


def people_managed_by(user: User) -> QuerySet[User]:
    """Everybody with a role in the organisations that one manages, with those roles."""
    managed = organisations_where(user, *MANAGING_ROLES)
    return _with_roles(_with_a_role_in(managed), Q(organisation_id__in=managed))


def staff_of(user: User) -> QuerySet[User]:
    """An employer's or line manager's people: other members of the organisation, and those one manages elsewhere."""
    own = organisations_where(user, Role.EMPLOYER)
    line_managed = people_for_whom(user, ResponsibilityKind.LINE_MANAGER)
    people = User.objects.filter(Q(pk__in=_with_a_role_in(own).values("pk")) | Q(pk__in=line_managed.values("subject")))
    there = line_managed.filter(subject=OuterRef("person"), organisation=OuterRef("organisation"))
    return _with_roles(people.exclude(pk=user.pk), Q(organisation_id__in=own) | Exists(there))


def _with_a_role_in(organisation_ids: Collection[int]) -> QuerySet[User]:
    held = Membership.objects.filter(holding(clock.today()), organisation_id__in=organisation_ids)
    return User.objects.filter(pk__in=held.values("person"))


def memberships_visible_to(user: User) -> QuerySet[Membership]:
    """One's own, and those in organisations where one is staff."""
    own = Q(person=user) | Q(organisation_id__in=organisations_where(user, *STAFF_ROLES))
    return Membership.objects.filter(own).select_related("person", "organisation")


def responsibilities_visible_to(user: User) -> QuerySet[Responsibility]:
    """One's own in either direction, and those in organisations where one is staff."""
    own = Q(holder=user) | Q(subject=user) | Q(organisation_id__in=organisations_where(user, *STAFF_ROLES))
    return Responsibility.objects.filter(own).select_related("holder", "subject", "organisation")


@dataclass(frozen=True)
class Ties:
    """What one person's page shows another of roles and responsibilities."""

    memberships: list[Membership]
    looked_after_by: list[Responsibility]
    looks_after: list[Responsibility]
    managed: frozenset[int]


def ties_of(person: User, viewer: User) -> Ties:
    """The ties of `person` that hold today, as far as `viewer` may see them."""
    today = clock.today()
    responsibilities = list(
        responsibilities_visible_to(viewer).filter(Q(holder=person) | Q(subject=person), holding(today))
    )
    return Ties(
        memberships=list(
            memberships_visible_to(viewer).filter(holding(today), person=person).order_by("from_date", "id")
        ),
        looked_after_by=[row for row in responsibilities if row.subject_id == person.pk],
        looks_after=[row for row in responsibilities if row.holder_id == person.pk],
        managed=frozenset(organisations_where(viewer, *MANAGING_ROLES)),
    )


def organisations_shared_with(manager: User, person: User) -> QuerySet[Organisation]:
    """The organisations that `manager` manages and `person` has a role in today."""
    held = Membership.objects.filter(holding(clock.today()), person=person)
    return organisations_managed_by(manager).filter(pk__in=held.values("organisation"))


def may_look_after(subject: User, managed: Collection[int]) -> QuerySet[User]:
    """Who can be given a responsibility for somebody by the managers of the given organisations.

    Their own staff, and at the other organisations of that person those whose role is to look after people.
    """
    today = clock.today()
    elsewhere = Membership.objects.filter(holding(today), person=subject).values("organisation")
    roles = Membership.objects.filter(holding(today)).filter(
        Q(organisation_id__in=managed) & ~Q(role=Role.TRAINEE)
        | Q(organisation_id__in=elsewhere, role__in=(Role.SUPERVISOR, Role.MENTOR, Role.EMPLOYER))
    )
    return User.objects.filter(pk__in=roles.values("person")).exclude(pk=subject.pk).order_by("name", "pk")


def people_one_may_be_tied_to(user: User) -> QuerySet[User]:
    """Whom an interest can be declared about: people one sees, and those who teach or assess where one belongs."""
    own = [held.organisation_id for held in roles_of(user)]
    staff = members(own, *STAFF_ROLES, Role.SUPERVISOR, Role.MENTOR)
    either = Q(pk__in=people_visible_to(user).values("pk")) | Q(pk__in=staff.values("pk"))
    return User.objects.filter(either).exclude(pk=user.pk).order_by("name", "pk")


def own_interests(user: User) -> QuerySet[Interest]:
    """Everything that a person has declared, ended or not."""
    return Interest.objects.filter(person=user).select_related("about")


def open_interests(person: User) -> list[Interest]:
    """The ties that a person has declared and not ended, by name of the other."""
    return sorted(_still_open(own_interests(person)), key=lambda row: (row.about.name, row.kind))


def invitations_visible_to(user: User) -> QuerySet[Invitation]:
    """Invitations of the organisations that one manages."""
    return Invitation.objects.filter(organisation_id__in=organisations_where(user, *MANAGING_ROLES))


def open_invitations(user: User) -> QuerySet[Invitation]:
    """Those that nobody has accepted yet, expired ones among them: they can be sent again."""
    return invitations_visible_to(user).filter(accepted_at=None).select_related("organisation", "invited_by")


def organisations(kind: OrganisationKind) -> QuerySet[Organisation]:
    return Organisation.objects.filter(kind=kind).order_by("name")
