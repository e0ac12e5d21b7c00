"""Reading the logbook: who sees which entry, what waits for whom, what is confirmed as of a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.crypto import salted_hmac
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lms.core import clock
from lms.core.templatetags.words import day, duration, moment
from lms.people.enums import ResponsibilityKind, Role
from lms.people.models import Organisation, Responsibility, User
from lms.people.queries import STAFF_ROLES, holders_for, holding, organisations_managed_by, organisations_where
from lms.practice.enums import CoachRole, EntryStatus
from lms.practice.models import EntryDecision, EntryTemplate, PracticeClient, PracticeEntry, SamplingShare, SessionClock
from lms.practice.rules import (
    DEFAULT_SHARE,
    LONGEST_MINUTES,
    Span,
    first_overlap,
    is_drawn,
    is_impossible_day,
    minutes_within,
)

SUPERVISING = (
    ResponsibilityKind.COACHING_SUPERVISOR,
    ResponsibilityKind.CLINICAL_SUPERVISOR,
    ResponsibilityKind.MENTOR,
)


@dataclass(frozen=True)
class Total:
    """The entries of a logbook in one status: how many, how long, with how many different clients."""

    status: str
    entries: int
    minutes: int
    clients: int


def entries_visible_to(user: User) -> QuerySet[PracticeEntry]:
    """One's own; those that name one as verifier; those of organisations where one is staff.

    A draft is its coach's alone.
    """
    others = Q(verifier=user) | Q(organisation_id__in=organisations_where(user, *STAFF_ROLES))
    return PracticeEntry.objects.filter(Q(coach=user) | (~Q(status=EntryStatus.DRAFT) & others))


def entries_in_full(user: User) -> QuerySet[PracticeEntry]:
    """What a person may see, with everything that an entry's page shows."""
    return entries_visible_to(user).select_related(
        "coach",
        "organisation",
        "client",
        "verifier",
        "supervised_by",
        "superseded_by",
        "supersedes__client",
        "supersedes__supervised_by",
    )


def logbook_of(coach: User) -> QuerySet[PracticeEntry]:
    """A coach's own entries, with what their list shows."""
    return entries_visible_to(coach).filter(coach=coach).select_related("client", "verifier", "superseded_by")


def entries_to_confirm(user: User) -> QuerySet[PracticeEntry]:
    """Sent entries that wait for this verifier, while they still are the coach's verifier with the provider."""
    still_verifier = Responsibility.objects.filter(
        holding(clock.today()),
        holder=user,
        kind=ResponsibilityKind.PRACTICE_VERIFIER,
        subject=OuterRef("coach"),
        organisation=OuterRef("organisation"),
    )
    return PracticeEntry.objects.filter(
        Exists(still_verifier), verifier=user, status=EntryStatus.SUBMITTED
    ).select_related("coach", "client", "organisation")


def confirmed_until(day: date) -> QuerySet[PracticeEntry]:
    """Everybody's entries that stood confirmed at the end of a day: neither confirmed nor replaced later than that.

    Asked for the same day, the answer is the same for ever.
    """
    end = clock.end_of(day)
    return PracticeEntry.objects.filter(status=EntryStatus.CONFIRMED, confirmed_at__lt=end).exclude(
        superseded_by__status=EntryStatus.CONFIRMED, superseded_by__confirmed_at__lt=end
    )


def confirmed_entries(person: User, until: date) -> QuerySet[PracticeEntry]:
    """A coach's own of those."""
    return confirmed_until(until).filter(coach=person)


def confirmed_minutes(person: User, until: date) -> int:
    """The minutes of `confirmed_entries`, groups counted once."""
    return confirmed_entries(person, until).aggregate(minutes=Sum("minutes"))["minutes"] or 0


def totals_of(coach: User) -> tuple[Total, ...]:
    """The whole logbook by status, confirmed first, without entries that a confirmed correction has replaced."""
    rows = (
        PracticeEntry.objects.filter(coach=coach)
        .exclude(superseded_by__status=EntryStatus.CONFIRMED)
        .values("status")
        .annotate(entries=Count("id"), whole=Sum("minutes"), clients=Count("client", distinct=True))
    )
    found = {row["status"]: Total(row["status"], row["entries"], row["whole"], row["clients"]) for row in rows}
    shown = (EntryStatus.CONFIRMED, EntryStatus.SUBMITTED, EntryStatus.RETURNED, EntryStatus.DRAFT)
    return tuple(found.get(status, Total(status, 0, 0, 0)) for status in shown)


def decisions_on(entry: PracticeEntry) -> QuerySet[EntryDecision]:
    """An entry's history, oldest first."""
    return entry.decisions.select_related("by").order_by("id")


def overlapping_entry(coach: User, span: Span, *, besides: PracticeEntry) -> PracticeEntry | None:
    """Another entry of the coach at the same time.

    `besides` is the entry in hand; what it corrects does not count either.
    """
    near = (
        PracticeEntry.objects.filter(
            coach=coach,
            started_at__gt=span.started_at - timedelta(minutes=LONGEST_MINUTES),
            started_at__lt=span.ended_at,
        )
        .exclude(superseded_by__status=EntryStatus.CONFIRMED)
        .exclude(pk__in=[key for key in (besides.pk, besides.supersedes_id) if key])
        .order_by("started_at")
    )
    by_span = {Span(entry.started_at, entry.minutes): entry for entry in near}
    return by_span.get(first_overlap(span, by_span))


def clients_of(coach: User) -> QuerySet[PracticeClient]:
    """A coach's client keys in the order in which they were made."""
    return PracticeClient.objects.filter(coach=coach).order_by("id")


def next_client_code(coach: User) -> str:
    """Keys are never deleted, so their number gives the next one."""
    return f"C-{PracticeClient.objects.filter(coach=coach).count() + 1:02d}"


def providers_of(coach: User) -> QuerySet[Organisation]:
    """The organisations with which a coach keeps a logbook."""
    return Organisation.objects.filter(pk__in=organisations_where(coach, Role.TRAINEE)).order_by("name")


def verifiers_for(coach: User, *, on: date, organisation_id: int | None = None) -> QuerySet[User]:
    """The people named to confirm a coach's hours on a day, with one provider or with any."""
    return holders_for(coach, ResponsibilityKind.PRACTICE_VERIFIER, on=on, organisation_id=organisation_id)


def supervisors_for(coach: User, *, on: date) -> QuerySet[User]:
    """The people who supervise or mentor a coach on a day."""
    rows = Responsibility.objects.filter(holding(on), subject=coach, kind__in=SUPERVISING)
    return User.objects.filter(pk__in=rows.values("holder")).order_by("name", "pk")


def latest_entry_of(coach: User) -> PracticeEntry | None:
    """The entry whose session was the latest: what the next one is most likely to resemble."""
    return PracticeEntry.objects.filter(coach=coach).order_by("-started_at", "-id").first()


def coaches_waiting_for(user: User) -> QuerySet[User]:
    """The coaches with an entry in a verifier's queue."""
    return User.objects.filter(pk__in=entries_to_confirm(user).values("coach")).order_by("name", "pk")


def templates_of(coach: User) -> QuerySet[EntryTemplate]:
    """A coach's own templates, which nobody else sees, by name."""
    return EntryTemplate.objects.filter(coach=coach).select_related("entry__client").order_by("name", "pk")


@dataclass(frozen=True)
class Batch:
    """What waits for a verifier from one coach in one month, by its first day."""

    coach_id: int
    month: date


def batches_waiting_for(user: User) -> list[Batch]:
    """Each coach and month with entries in a verifier's queue, the oldest month first."""
    rows = entries_to_confirm(user).annotate(month=TruncMonth("started_at")).order_by("month", "coach__name", "coach")
    return [Batch(coach, localtime(month).date()) for coach, month in rows.values_list("coach", "month").distinct()]


def shares_of(organisation_ids: Iterable[int]) -> dict[int, list[tuple[datetime, int]]]:
    """The sampling shares of organisations, each with the moment from which it holds, the latest first."""
    shares: dict[int, list[tuple[datetime, int]]] = {}
    rows = SamplingShare.objects.filter(organisation__in=organisation_ids).order_by("-happened_at", "-id")
    for organisation, since, share in rows.values_list("organisation", "happened_at", "share"):
        shares.setdefault(organisation, []).append((since, share))
    return shares


def drawn_among(entries: Iterable[PracticeEntry]) -> set[int]:
    """The row numbers of the entries that are to be checked against a diary before they are confirmed.

    The lot is drawn from the entry's key with the installation's secret: nobody can foresee it, and asked again it is
    the same.
    """
    entries = [entry for entry in entries if entry.submitted_at]
    shares = shares_of({entry.organisation_id for entry in entries})
    return {entry.pk for entry in entries if is_drawn(_lot_of(entry), _share_for(entry, shares))}


def _lot_of(entry: PracticeEntry) -> int:
    return int(salted_hmac("practice.diary_check", str(entry.key), algorithm="sha256").hexdigest(), 16) % 100


def _share_for(entry: PracticeEntry, shares: dict[int, list[tuple[datetime, int]]]) -> int:
    of_provider = shares.get(entry.organisation_id, ())
    return next((share for since, share in of_provider if since <= entry.submitted_at), DEFAULT_SHARE)


@dataclass(frozen=True)
class ProviderShare:
    """The share that holds now in an organisation, and since when; None since ever."""

    organisation: Organisation
    share: int
    since: datetime | None


def shares_managed_by(user: User) -> list[ProviderShare]:
    """What holds now in each organisation that a person manages."""
    organisations = list(organisations_managed_by(user).order_by("name"))
    shares = shares_of({organisation.pk for organisation in organisations})
    now = ((row, shares.get(row.pk, [(None, DEFAULT_SHARE)])[0]) for row in organisations)
    return [ProviderShare(organisation, share, since) for organisation, (since, share) in now]


def clock_of(coach: User) -> SessionClock | None:
    """The clock that a coach has started and not yet turned into an entry."""
    return SessionClock.objects.filter(coach=coach).first()


def warnings_about(entries: Iterable[PracticeEntry], user: User) -> dict[int, list[str]]:
    """What looks wrong with entries without being impossible, in words, by row number. Entries without it are left out.

    A session that may be written twice, and a day with too much coaching. Told from what `user` may see: a verifier
    learns nothing of drafts.
    """
    entries = list(entries)
    near = _sessions_near(entries, user) if entries else []
    found = {entry.pk: [*_double_of(entry, near), *_too_much_with(entry, near)] for entry in entries}
    return {key: words for key, words in found.items() if words}


def _sessions_near(entries: list[PracticeEntry], user: User) -> list[PracticeEntry]:
    """Every session of the entries' coaches on or beside their days, but those that a correction has replaced."""
    days = [localtime(end).date() for entry in entries for end in (entry.started_at, entry.ended_at)]
    rows = entries_visible_to(user).filter(
        coach__in={entry.coach_id for entry in entries},
        started_at__gte=clock.start_of(min(days)) - timedelta(minutes=LONGEST_MINUTES),
        started_at__lt=clock.end_of(max(days)),
    )
    return list(rows.exclude(superseded_by__status=EntryStatus.CONFIRMED).order_by("started_at", "id"))


def _besides(entry: PracticeEntry, near: list[PracticeEntry]) -> list[PracticeEntry]:
    own = (entry.pk, entry.supersedes_id)
    return [other for other in near if other.coach_id == entry.coach_id and other.pk not in own]


def _double_of(entry: PracticeEntry, near: list[PracticeEntry]) -> list[str]:
    """At the same moment it would overlap and be refused, so a double has another time of the same day."""
    said = (localtime(entry.started_at).date(), entry.minutes, entry.client_id)
    twins = [
        other
        for other in _besides(entry, near)
        if entry.client_id and (localtime(other.started_at).date(), other.minutes, other.client_id) == said
    ]
    words = _("It may be written twice: %(reference)s of %(when)s has the same client and the same length.")
    return [words % {"reference": twin.reference, "when": moment(twin.started_at)} for twin in twins[:1]]


def _too_much_with(entry: PracticeEntry, near: list[PracticeEntry]) -> list[str]:
    if entry.role != CoachRole.COACH:
        return []
    coached = [entry, *(other for other in _besides(entry, near) if other.role == CoachRole.COACH)]
    spans = [Span(row.started_at, row.minutes) for row in coached]
    days = sorted({localtime(entry.started_at).date(), localtime(entry.ended_at - timedelta(microseconds=1)).date()})
    sums = ((on, minutes_within(clock.start_of(on), clock.end_of(on), spans)) for on in days)
    words = _("With it, %(day)s has %(time)s of coaching. Check the lengths.")
    return [words % {"day": day(on), "time": duration(minutes)} for on, minutes in sums if is_impossible_day(minutes)]


@dataclass(frozen=True)
class Line:
    """One thing that an entry says, as it was confirmed and as its correction says it."""

    label: str
    was: str
    now: str

    @property
    def is_changed(self) -> bool:
        return self.was != self.now


def side_by_side(correction: PracticeEntry) -> list[Line]:
    """A correction and what it corrects, line by line; empty for an entry that corrects nothing."""
    if correction.supersedes is None:
        return []
    was, now = _said_by(correction.supersedes), _said_by(correction)
    return [Line(label, was[label], now[label]) for label in now]


def _said_by(entry: PracticeEntry) -> dict[str, str]:
    none = _("None")
    return {
        _("Start"): moment(entry.started_at),
        _("Length"): duration(entry.minutes),
        _("End"): moment(entry.ended_at),
        _("How"): entry.get_mode_display(),
        _("Setting"): entry.get_setting_display(),
        _("Coach's part"): entry.get_role_display(),
        _("With"): entry.get_relation_display(),
        _("People in the group"): str(entry.group_size or none),
        _("Client key"): entry.client.code if entry.client else none,
        _("Service"): entry.get_context_display(),
        _("Coaching share"): f"{entry.coaching_share} %",
        _("Payment"): entry.get_payment_display(),
        _("Supervisor present"): entry.supervised_by.name if entry.supervised_by else _("No"),
        _("Note"): entry.note or none,
    }
