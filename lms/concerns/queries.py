"""Reading concerns: what a lead may see, what a reporter may follow, where a new one can go."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from lms.concerns import rules
from lms.concerns.enums import NoteKind, Overdue, SourceChoice, Status
from lms.concerns.models import (
    Concern,
    ConcernNote,
    ConcernPerson,
    ConcernRouting,
    ConcernSource,
    ConcernStatus,
    ConcernView,
)
from lms.concerns.permissions import LEAD_ROLES
from lms.core import clock
from lms.core.models import AppendOnly, Mutable
from lms.people.enums import OrganisationKind, Role
from lms.people.models import Membership, Organisation, User
from lms.people.queries import holding, members, organisations_where, roles_of

# Where pages offer to raise a concern. By label, because this room knows none of the rooms above.
_KINDS = {
    "people.responsibility": _("responsibility"),
    "people.user": _("person"),
    "portfolio.reflection": _("reflection"),
    "practice.practiceentry": _("practice entry"),
    "roleplay.observation": _("observation"),
    "signoff.signoff": _("sign-off"),
    "supervision.supervisionsession": _("supervision session"),
}


def concerns_visible_to(user: User) -> QuerySet[Concern]:
    """The concerns that lie with an organisation whose lead `user` is today, but for those that the user is on.

    Each comes with where it lies (`place_id`, `place`), its `status` and since when (`status_at`), which promise is
    `overdue` (a code of Overdue, or nothing), and `source_name` where the reporter agreed that it may be shown. The
    source itself is not loaded.
    """
    own_places = organisations_where(user, *LEAD_ROLES)
    about_them = ConcernPerson.objects.filter(person=user)
    return (
        _with_state(Concern.objects.all()).filter(place_id__in=own_places).exclude(pk__in=about_them.values("concern"))
    )


def _with_state(concerns: QuerySet[Concern]) -> QuerySet[Concern]:
    routing = _latest(ConcernRouting)
    status = _latest(ConcernStatus)
    named = ConcernSource.objects.filter(concern=OuterRef("pk"), choice=SourceChoice.OPEN)
    return concerns.annotate(
        place_id=Subquery(routing.values("organisation_id")[:1]),
        place=Subquery(routing.values("organisation__name")[:1]),
        status=Subquery(status.values("status")[:1]),
        status_at=Subquery(status.values("happened_at")[:1]),
        source_name=Subquery(named.values("name")[:1]),
    ).annotate(overdue=_overdue(clock.today()))


def _overdue(today: date) -> models.Case:
    """The promises of the form: read on the next working day, answered after three. A closed concern waits no more."""
    answered = ConcernNote.objects.filter(concern=OuterRef("pk"), kind=NoteKind.ANSWER)
    opened = ConcernView.objects.filter(concern=OuterRef("pk"))
    unread = (
        Q(status=Status.RECEIVED, happened_at__lt=_began(today, rules.READ_WITHIN))
        & ~Exists(opened)
        & ~Exists(answered)
    )
    unanswered = ~Q(status=Status.CLOSED) & ~Exists(answered) & Q(happened_at__lt=_began(today, rules.ANSWERED_WITHIN))
    return models.Case(
        When(unread, then=Value(Overdue.UNREAD.value)),
        When(unanswered, then=Value(Overdue.UNANSWERED.value)),
        default=Value(""),
        output_field=models.CharField(),
    )


def _began(today: date, working_days: int) -> datetime:
    return clock.start_of(rules.working_day_before(today, working_days))


def _latest(model: type[Model]) -> QuerySet:
    return model.objects.filter(concern=OuterRef("pk")).order_by("-id")


def latest_status(concern: Concern) -> str:
    return concern.statuses.order_by("-id").values_list("status", flat=True)[0]


def concern_followed(reference: str, follow_code: str) -> Concern | None:
    """The concern that a reporter may follow with the two codes they were given, or None."""
    follow_hash = rules.hash_of(rules.read_code(follow_code))
    found = Concern.objects.filter(reference=rules.read_code(reference), follow_hash=follow_hash)
    return _with_state(found).first()


def told_to_reporter(concern: Concern) -> QuerySet[ConcernNote]:
    """The answers to a reporter and what they added, oldest first. Notes of those who work on it are not among them."""
    return concern.notes.filter(kind__in=(NoteKind.ANSWER, NoteKind.ADDED)).order_by("id")


@dataclass(frozen=True)
class Case:
    """A concern with everything that was written about it, for the leads' page."""

    source: ConcernSource
    target: str
    people: list[ConcernPerson]
    routings: list[ConcernRouting]
    statuses: list[ConcernStatus]
    notes: list[ConcernNote]
    views: list[ConcernView]


def case_of(concern: Concern) -> Case:
    return Case(
        source=ConcernSource.objects.select_related("reporter").get(concern=concern),
        target=kind_of_record(concern.target_label),
        people=list(concern.people.select_related("person").order_by("person__name", "id")),
        routings=list(concern.routings.select_related("organisation", "by").order_by("id")),
        statuses=list(concern.statuses.select_related("by").order_by("id")),
        notes=list(concern.notes.select_related("by").order_by("id")),
        views=list(concern.views.select_related("by").order_by("-id")[:50]),
    )


def leads_of(organisation: Organisation) -> QuerySet[User]:
    """Everybody who handles concerns for an organisation today."""
    return members([organisation.pk], *LEAD_ROLES)


def leads_free_for(concern: Concern, organisation: Organisation) -> QuerySet[User]:
    """The leads of an organisation who are not on the concern."""
    return leads_of(organisation).exclude(pk__in=concern.people.values("person"))


def administering_organisation() -> Organisation | None:
    """The organisation that runs this installation: it takes what no other can."""
    return Organisation.objects.filter(is_administering=True).first()


@dataclass(frozen=True)
class Place:
    """An organisation that a concern can be sent to, with the names of its safeguarding leads."""

    organisation: Organisation
    leads: tuple[str, ...]


def places_for(user: User) -> list[Place]:
    """Training providers, which are public, and the organisations that a signed-in person belongs to."""
    own = [held.organisation_id for held in roles_of(user)]
    return _places(Organisation.objects.filter(Q(kind=OrganisationKind.TRAINING_PROVIDER) | Q(pk__in=own)))


def likely_place(places: list[Place], target: "Target | None", user: User) -> Place | None:
    """Of the places that a reporter can choose: the record's organisation, else the only one that they belong to."""
    own = {held.organisation_id for held in roles_of(user)}
    wanted = {target.organisation_id} if target and target.organisation_id else own
    likely = [place for place in places if place.organisation.pk in wanted]
    return likely[0] if len(likely) == 1 else None


def places_to_pass_on_to(concern: Concern) -> list[Place]:
    """Other organisations with a safeguarding lead."""
    rows = Organisation.objects.exclude(pk=concern.place_id)
    return [place for place in _places(rows) if place.leads]


def _places(organisations: QuerySet[Organisation]) -> list[Place]:
    rows = list(organisations.order_by("name"))
    names = defaultdict(list)
    held = Membership.objects.filter(
        holding(clock.today()), role=Role.SAFEGUARDING, organisation__in=[row.pk for row in rows]
    )
    for organisation_id, name in held.order_by("person__name", "id").values_list("organisation_id", "person__name"):
        names[organisation_id].append(name)
    return [Place(row, tuple(names[row.pk])) for row in rows]


@dataclass(frozen=True)
class Target:
    """The record that a concern is about, as neutral as it can be said, with the people and the organisation on it."""

    label: str
    key: UUID
    words: str
    people: frozenset[int]
    organisation_id: int | None


def target_of(label: str, key: UUID) -> Target | None:
    """What `about=<label>&key=<uuid>` names, or None when there is no such kind of record.

    This room knows none of the rooms above: it looks the label up and reads only the record's links to people and to an
    organisation. A key that leads to no record is kept as given, so that the page tells nobody what exists.
    """
    model = _kind(label)
    if model is None:
        return None
    record = model._default_manager.filter(key=key).first()
    return Target(
        label=model._meta.label_lower,
        key=key,
        words=kind_of_record(model._meta.label_lower),
        people=frozenset(_linked(record, User)) if record else frozenset(),
        organisation_id=next(iter(_linked(record, Organisation)), None) if record else None,
    )


def _kind(label: str) -> type[Model] | None:
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    is_record = issubclass(model, (Mutable, AppendOnly, User)) and model._meta.app_label != Concern._meta.app_label
    return model if is_record else None


def kind_of_record(label: str) -> str:
    """What kind of record a label names, in neutral words; nothing for a label that names none."""
    return str(_KINDS.get(label, _("record"))) if _kind(label) else ""


def _linked(record: Model, model: type[Model]) -> list[int]:
    """The rows of `model` that a record is, or links to."""
    own = [record.pk] if isinstance(record, model) else []
    links = [field.attname for field in record._meta.concrete_fields if field.related_model is model]
    return own + [value for value in (getattr(record, name) for name in links) if value]
