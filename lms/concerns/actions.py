"""Raising a concern, adding to it, passing it on, changing its status, opening it.

Each act writes its `ConcernEvent` in the same transaction; none calls audit.record (see the room's docstring).
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lms.concerns import queries, rules, tasks
from lms.concerns.enums import EventKind, NoteKind, RoutingReason, SourceChoice, Status, Tie
from lms.concerns.models import (
    Concern,
    ConcernEvent,
    ConcernNote,
    ConcernPerson,
    ConcernRouting,
    ConcernSource,
    ConcernStatus,
    ConcernView,
)
from lms.core import mail
from lms.core.errors import NotYours, Refused
from lms.core.privacy import erase_fields
from lms.people.models import Organisation, User
from lms.people.queries import holding


class NobodyToReceive(Refused):
    """No lead could take the concern: there is none, or it is about all of them. Nothing was recorded."""


class StatusNotPossible(Refused):
    """The concern stands where this change makes no sense, perhaps because another lead was quicker."""


@dataclass(frozen=True)
class Report:
    """What somebody reports, as the form takes it."""

    kind: str
    words: str
    choice: str
    is_urgent: bool = False
    person_words: str = ""
    target: queries.Target | None = None
    organisation: Organisation | None = None
    is_about_lead: bool = False
    name: str = ""
    contact: str = ""


@dataclass(frozen=True)
class Raised:
    """A recorded concern and the secret code with which its reporter can follow it."""

    concern: Concern
    follow_code: str


@transaction.atomic
def raise_concern(*, report: Report, by: User | None, at: datetime, form_key: UUID) -> Raised:
    """Record a concern, decide who must not see it and send it to leads who may. Raises NobodyToReceive.

    `by` is the signed-in reporter; an anonymous choice leaves no trace of them. The same `form_key` sent again returns
    what was recorded the first time: the follow code is made from the key with the installation's secret, and only its
    hash is kept.
    """
    follow_code = _follow_code(form_key)
    earlier = Concern.objects.filter(form_hash=rules.hash_of(str(form_key))).first()
    if earlier:
        return Raised(earlier, follow_code)
    concern = _write_concern(report, form_key, follow_code, at)
    source = _write_source(concern, report, by, at)
    _event(concern, EventKind.RAISED, at=at)
    _set_aside(concern, _people_on(report, source.reporter), at=at)
    _route_first(concern, report, at=at)
    ConcernStatus.objects.create(concern=concern, status=Status.RECEIVED, happened_at=at)
    return Raised(concern, follow_code)


def _follow_code(form_key: UUID) -> str:
    return rules.code_from(salted_hmac("lms.concerns.follow", str(form_key), algorithm="sha256").digest(), 4)


def _write_concern(report: Report, form_key: UUID, follow_code: str, at: datetime) -> Concern:
    return Concern.objects.create(
        reference=rules.code_from(secrets.token_bytes(8), 2),
        kind=report.kind,
        is_urgent=report.is_urgent,
        words=report.words,
        person_words=report.person_words,
        target_label=report.target.label if report.target else "",
        target_key=report.target.key if report.target else None,
        form_hash=rules.hash_of(str(form_key)),
        follow_hash=rules.hash_of(follow_code),
        happened_at=at,
    )


def _write_source(concern: Concern, report: Report, by: User | None, at: datetime) -> ConcernSource:
    is_anonymous = report.choice == SourceChoice.ANONYMOUS
    reporter = None if is_anonymous else by
    return ConcernSource.objects.create(
        concern=concern,
        choice=report.choice,
        reporter=reporter,
        name="" if is_anonymous else report.name or (by.name if by else ""),
        contact=report.contact,
        happened_at=at,
    )


def _event(concern: Concern, kind: str, *, at: datetime, by: User | None = None, **facts) -> None:
    """Who raised a concern or added to it stands in its source alone, so those events name nobody."""
    ConcernEvent.objects.create(concern=concern, kind=kind, by=by, facts=facts, happened_at=at)


def _people_on(report: Report, reporter: User | None) -> dict[int, str]:
    """Who must not see the concern: those on the record and, where the reporter asks it, the leads of the organisation.

    An anonymous reporter on the record stays in the list: to be the only one missing would give them away.
    """
    on_it = dict.fromkeys(report.target.people if report.target else (), Tie.ON_THE_RECORD)
    if reporter:
        on_it.pop(reporter.pk, None)
    if report.is_about_lead and report.organisation:
        for lead in queries.leads_of(report.organisation):
            on_it.setdefault(lead.pk, Tie.NOT_TO_SEE_IT)
    return on_it


def _set_aside(concern: Concern, people: dict[int, str], *, at: datetime) -> None:
    already = set(concern.people.values_list("person", flat=True))
    ConcernPerson.objects.bulk_create(
        ConcernPerson(concern=concern, person_id=person, tie=tie, happened_at=at)
        for person, tie in people.items()
        if person not in already
    )


def _set_aside_those_named(concern: Concern, organisation: Organisation, *, at: datetime) -> None:
    """Members of an organisation whom the words name do not see the concern, also when they become leads later."""
    source = ConcernSource.objects.get(concern=concern)
    members = User.objects.filter(
        pk__in=organisation.memberships.filter(holding(localdate(at))).values("person")
    ).exclude(pk=source.reporter_id)
    named = {
        person.pk: Tie.IN_THE_WORDS
        for person in members.only("name", "email")
        if rules.is_named_in(concern.words, name=person.name, email=person.email)
        or rules.is_typed_person(concern.person_words, name=person.name, email=person.email)
    }
    _set_aside(concern, named, at=at)


def _route_first(concern: Concern, report: Report, *, at: datetime) -> None:
    """To the chosen organisation; else, or where nobody there is free, to the one that runs this installation."""
    unknown = RoutingReason.UNKNOWN if report.organisation is None else RoutingReason.NOBODY_FREE
    for organisation, reason in (
        (report.organisation, RoutingReason.CHOSEN),
        (queries.administering_organisation(), unknown),
    ):
        if organisation and _route(concern, organisation, reason, at=at):
            return
    raise NobodyToReceive(
        _(
            "Nobody here could take this concern just now, so it was not recorded. What you wrote is still here. "
            "Tell the local authority's safeguarding team, or the organisation's management, today."
        )
    )


def _route(concern: Concern, organisation: Organisation, reason: str, *, at: datetime, by: User | None = None) -> bool:
    """Lay a concern with an organisation and tell its leads; False when no lead there is free to see it."""
    _set_aside_those_named(concern, organisation, at=at)
    if not queries.leads_free_for(concern, organisation).exists():
        return False
    ConcernRouting.objects.create(concern=concern, organisation=organisation, reason=reason, by=by, happened_at=at)
    _event(concern, EventKind.ROUTED, at=at, by=by, organisation=str(organisation.key), reason=reason)
    transaction.on_commit(partial(tasks.tell_leads.enqueue, concern.pk))
    return True


def mail_leads(concern_id: int) -> None:
    """Tell those who may see a concern that one waits. The e-mail holds nothing of it: mailboxes are read by others."""
    concern = Concern.objects.get(pk=concern_id)
    place = concern.routings.select_related("organisation").order_by("-id")[0].organisation
    for lead in queries.leads_free_for(concern, place):
        mail.send(
            to=lead.email,
            subject=_("A concern waits for you on %(site)s") % {"site": settings.SITE_NAME},
            template="concerns/mail/waiting.txt",
            path=reverse("concerns:list"),
            context={"lead": lead},
        )


def _held_by(concern: Concern, by: User) -> Concern:
    """The concern, locked, if `by` may still see it: it may have been passed on since the page was opened."""
    locked = Concern.objects.select_for_update().get(pk=concern.pk)
    if not queries.concerns_visible_to(by).filter(pk=locked.pk).exists():
        raise NotYours(_("This concern was passed on in the meantime. You cannot see it any more."))
    return locked


@transaction.atomic
def record_view(*, concern: Concern, by: User, at: datetime) -> ConcernView:
    """A lead opened a concern. Everybody who works on it can see who did."""
    return ConcernView.objects.create(concern=concern, by=by, happened_at=at)


@transaction.atomic
def add_note(*, concern: Concern, kind: str, words: str, by: User, at: datetime) -> ConcernNote:
    """A lead's note (INSIDE) or answer to the reporter (ANSWER). Raises NotYours."""
    locked = _held_by(concern, by)
    note = ConcernNote.objects.create(concern=locked, kind=kind, words=words, by=by, happened_at=at)
    _event(locked, EventKind.ANSWERED if kind == NoteKind.ANSWER else EventKind.NOTED, at=at, by=by, note=str(note.key))
    return note


@transaction.atomic
def add_to_concern(*, concern: Concern, words: str, at: datetime) -> ConcernNote:
    """More from the reporter, who proved by the follow code that it is theirs; no name is written. The leads are told.

    The same words again are the same form sent twice, and are written once. (The idempotency key of audit's middleware
    would keep a row that joins a signed-in person to this page.)
    """
    earlier = concern.notes.filter(kind=NoteKind.ADDED, words=words).first()
    if earlier:
        return earlier
    note = ConcernNote.objects.create(concern=concern, kind=NoteKind.ADDED, words=words, happened_at=at)
    _event(concern, EventKind.ADDED_TO, at=at, note=str(note.key))
    transaction.on_commit(partial(tasks.tell_leads.enqueue, concern.pk))
    return note


@transaction.atomic
def change_status(*, concern: Concern, status: str, words: str, by: User, at: datetime) -> ConcernStatus:
    """Say where a concern stands and why; the words stay inside. Raises NotYours, StatusNotPossible."""
    locked = _held_by(concern, by)
    if status not in rules.may_become(queries.latest_status(locked)):
        raise StatusNotPossible(_("This concern has been changed in the meantime. Look at it again."))
    return _write_status(locked, status, words, by=by, at=at)


def _write_status(concern: Concern, status: str, words: str, *, by: User, at: datetime) -> ConcernStatus:
    row = ConcernStatus.objects.create(concern=concern, status=status, words=words, by=by, happened_at=at)
    _event(concern, EventKind.STATUS_CHANGED, at=at, by=by, status=status)
    return row


@transaction.atomic
def pass_on(*, concern: Concern, organisation: Organisation, words: str, by: User, at: datetime) -> ConcernRouting:
    """Give a concern to another organisation's leads; those who had it see it no more.

    Raises NotYours, NobodyToReceive.
    """
    locked = _held_by(concern, by)
    if not _route(locked, organisation, RoutingReason.PASSED_ON, by=by, at=at):
        raise NobodyToReceive(
            _("Nobody at %(organisation)s can take this concern. Choose another organisation.")
            % {"organisation": organisation.name},
            field="organisation",
        )
    _write_status(locked, Status.PASSED_ON, words, by=by, at=at)
    return locked.routings.order_by("-id")[0]


def erase_from_concerns(person: User) -> None:
    """This room's eraser: how to reach a reporter goes; what was reported stays, as safeguarding law asks."""
    erase_fields(ConcernSource.objects.filter(reporter=person))
