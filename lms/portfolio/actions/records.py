"""Putting milestones, learning and feedback on record; correcting and taking back; feedback through a link."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lms.audit import actions as audit
from lms.core.client_safety import findings
from lms.core.errors import NotYours, Refused
from lms.people.models import Organisation, User
from lms.portfolio import permissions, rules
from lms.portfolio.enums import FeedbackSource, FeedbackWay
from lms.portfolio.models import FeedbackRequest, FeedbackSheet, LearningRecord, Milestone, PortfolioRecord
from lms.practice.models import PracticeClient
from lms.practice.rules import Problem

LINK_LIFE = timedelta(days=28)
CODES = ("code", "topic", "minutes", "source", "way")  # of the log: nothing that anybody wrote
Kind = TypeVar("Kind", bound=PortfolioRecord)


class RecordNotValid(Refused):
    """The day has not come, a length is missing or out of range, or a client is named who is not the coach's."""


class HoldsClientDetails(Refused):
    """The words hold something that could tell who a client is."""


class RecordNotOpen(Refused):
    """The record was corrected or taken back before, or a peer wrote it."""


class LinkNotUsable(Refused):
    """The link was used, is too old, or leads the coach to a sheet about themselves."""


@dataclass(frozen=True, kw_only=True)
class MilestoneDetails:
    """What a coach says about a milestone. `minutes` and `provider` are of a course."""

    code: str
    title: str
    on_date: date
    minutes: int | None = None
    provider: str = ""
    note: str = ""

    def problems(self) -> list[Problem]:
        return rules.milestone_problems(self.code, self.minutes, self.provider)


@dataclass(frozen=True, kw_only=True)
class LearningDetails:
    """What a coach did to learn, how long, and what it changed."""

    title: str
    on_date: date
    minutes: int
    topic: str
    changed: str

    def problems(self) -> list[Problem]:
        return rules.learning_problems(self.minutes)


@dataclass(frozen=True, kw_only=True)
class FeedbackDetails:
    """What somebody said about a coach's coaching."""

    source: str
    on_date: date
    went_well: str
    context: str = ""
    next_time: str = ""
    rating: int | None = None
    client: PracticeClient | None = None

    def problems(self) -> list[Problem]:
        return rules.feedback_problems(self.source, names_client=self.client is not None, rating=self.rating)


Details = MilestoneDetails | LearningDetails | FeedbackDetails


def record_milestone(
    *, by: User, at: datetime, organisation: Organisation, details: MilestoneDetails, corrects: Milestone | None = None
) -> Milestone:
    """Put a milestone on record, or correct one. Raises HoldsClientDetails, NotYours, RecordNotOpen, RecordNotValid."""
    return _put_on_record(Milestone, by=by, at=at, organisation=organisation, details=details, corrects=corrects)


def record_learning(
    *,
    by: User,
    at: datetime,
    organisation: Organisation,
    details: LearningDetails,
    corrects: LearningRecord | None = None,
) -> LearningRecord:
    """Put learning on record, or correct it. Raises HoldsClientDetails, NotYours, RecordNotOpen, RecordNotValid."""
    return _put_on_record(LearningRecord, by=by, at=at, organisation=organisation, details=details, corrects=corrects)


def record_feedback(
    *,
    by: User,
    at: datetime,
    organisation: Organisation,
    details: FeedbackDetails,
    corrects: FeedbackSheet | None = None,
) -> FeedbackSheet:
    """Type a feedback sheet, or correct one. Raises HoldsClientDetails, NotYours, RecordNotOpen, RecordNotValid."""
    if details.client is not None and details.client.coach_id != by.pk:
        raise RecordNotValid(_("This client key is not one of yours."), field="client")
    typed = {"way": FeedbackWay.TYPED}
    return _put_on_record(
        FeedbackSheet, by=by, at=at, organisation=organisation, details=details, corrects=corrects, **typed
    )


@transaction.atomic
def take_back(*, record: Kind, by: User, at: datetime) -> Kind:
    """Say that a record counts no more. Both rows stay. Raises NotYours, RecordNotOpen."""
    _check_open(record, by)
    repeated = {
        field.name: getattr(record, field.name)
        for field in record._meta.local_concrete_fields
        if field.name not in {"id", "key", "happened_at", "recorded_at", "supersedes", "is_taken_back"}
    }
    row = type(record).objects.create(**repeated, supersedes=record, is_taken_back=True, happened_at=at)
    _record_event("taken_back", row, by=by, at=at)
    return row


@transaction.atomic
def ask_for_feedback(*, by: User, at: datetime, organisation: Organisation) -> FeedbackRequest:
    """Make a link for one peer. The coach passes it on: Teachback asks for nobody's address."""
    _check_keeps_portfolio(by, organisation)
    request = FeedbackRequest(person=by, organisation=organisation, expires_at=at + LINK_LIFE)
    request.token_hash = _hash(token_of(request))
    request.save()
    audit.record("portfolio.feedback_asked", by=by, at=at, target=request, organisation=organisation)
    return request


def token_of(request: FeedbackRequest) -> str:
    """The secret of a link. Making it takes the installation's secret; the table alone is not enough."""
    return salted_hmac("lms.portfolio.feedback", str(request.key), algorithm="sha256").hexdigest()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def feedback_request_for(token: str, *, at: datetime, reader: User | None) -> FeedbackRequest:
    """The open request that a link names. `reader` is who is signed in, if anybody. Raises LinkNotUsable."""
    request = FeedbackRequest.objects.select_related("person", "organisation").filter(token_hash=_hash(token)).first()
    if request is None or request.answered_at or request.expires_at < at:
        raise LinkNotUsable(_("This link was used before or is too old. Ask the coach for a new one."))
    if reader is not None and request.person_id == reader.pk:
        raise LinkNotUsable(_("This link is for somebody else: nobody gives feedback to themselves. Pass it on."))
    return request


@transaction.atomic
def give_feedback(*, token: str, at: datetime, details: FeedbackDetails, by: User | None) -> FeedbackSheet:
    """A peer writes the sheet that a link asks for, once. Who they are is not kept.

    Raises HoldsClientDetails, LinkNotUsable, RecordNotValid.
    """
    found = feedback_request_for(token, at=at, reader=by)
    request = FeedbackRequest.objects.select_for_update().get(pk=found.pk)
    if request.answered_at:
        raise LinkNotUsable(_("This link was used before or is too old. Ask the coach for a new one."))
    _check(details, source_is_peer=True, at=at)
    request.answered_at = at
    request.save(update_fields=["answered_at", "updated_at"])
    row = FeedbackSheet.objects.create(
        person=found.person,
        organisation=found.organisation,
        way=FeedbackWay.LINK,
        request=request,
        happened_at=at,
        **vars(details),
    )
    _record_event("recorded", row, by=None, at=at)
    return row


@transaction.atomic
def _put_on_record(
    kind: type[Kind],
    *,
    by: User,
    at: datetime,
    organisation: Organisation,
    details: Details,
    corrects: Kind | None,
    **more: str,
) -> Kind:
    if corrects is None:
        _check_keeps_portfolio(by, organisation)
    else:
        _check_open(corrects, by)
        organisation = corrects.organisation
    _check(details, at=at)
    row = kind.objects.create(
        person=by, organisation=organisation, supersedes=corrects, happened_at=at, **vars(details), **more
    )
    _record_event("corrected" if corrects else "recorded", row, by=by, at=at)
    return row


def _check_keeps_portfolio(by: User, organisation: Organisation) -> None:
    if not permissions.keeps_portfolio_with(by, organisation.pk):
        raise NotYours(_("Only a trainee of this provider keeps a portfolio with it."))


def _check_open(record: PortfolioRecord, by: User) -> None:
    """The row is locked, so that two corrections cannot both find it open."""
    locked = type(record).objects.select_for_update().get(pk=record.pk)
    if not permissions.is_owner(by, locked):
        raise NotYours(_("Only the person whose portfolio it is can correct this or take it back."))
    if not permissions.can_correct(by, locked):
        raise RecordNotOpen(_("This can no longer be changed: it was corrected or taken back, or a peer wrote it."))


def _check(details: Details, *, at: datetime, source_is_peer: bool = False) -> None:
    if source_is_peer and details.source != FeedbackSource.PEER:
        raise RecordNotValid(_("Only a peer gives feedback through a link."))
    for problem in [*rules.day_problems(details.on_date, today=localdate(at)), *details.problems()]:
        raise RecordNotValid(f"{problem.words}.", field=problem.field)
    refuse_client_details((name, value) for name, value in vars(details).items() if isinstance(value, str))


def refuse_client_details(texts: Iterable[tuple[str, str]]) -> None:
    """The guard that the forms have, for whoever calls an action without one. Raises HoldsClientDetails."""
    for field, text in texts:
        for finding in findings(text):
            words = _("This looks like %(kind)s: “%(text)s”. Teachback keeps no client details. %(advice)s")
            raise HoldsClientDetails(words % vars(finding), field=field)


def _record_event(what: str, row: PortfolioRecord, *, by: User | None, at: datetime) -> None:
    said = {name: getattr(row, name) for name in CODES if hasattr(row, name)}
    audit.record(
        f"portfolio.{row._meta.model_name}_{what}",
        by=by,
        at=at,
        target=row,
        subject=row.person,
        organisation=row.organisation,
        facts={
            "on": row.on_date.isoformat(),
            "supersedes": str(row.supersedes.key) if row.supersedes else None,
            **said,
        },
    )
