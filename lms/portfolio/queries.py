"""Reading the portfolio: who reads what, what was submitted or recorded as of a day, how promises were kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Case, Model, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from assessments.roleplay.queries import observations_visible_to
from lms.competencies.models import CompetencyVersion
from lms.competencies.queries import wording_on
from lms.core import clock
from lms.core.templatetags.words import moment
from lms.people.enums import Role
from lms.people.models import Organisation, User
from lms.people.queries import organisations_where
from lms.portfolio.enums import FeedbackSource, GoalStatus, MilestoneCode, NeedKind, ReflectionStatus
from lms.portfolio.models import (
    DevelopmentGoal,
    FeedbackRequest,
    FeedbackSheet,
    LearningRecord,
    Milestone,
    NeedList,
    PortfolioExport,
    PortfolioRecord,
    Reflection,
    VolunteerCommitment,
)
from lms.portfolio.permissions import READERS
from lms.portfolio.rules import NeedProgress, Spent, Week, due_on, progress, weeks
from lms.practice.enums import CoachRole, EntryStatus, Mode
from lms.practice.models import PracticeEntry
from lms.practice.queries import entries_visible_to
from lms.supervision.enums import SessionStatus
from lms.supervision.models import SupervisionSession
from lms.supervision.queries import sessions_visible_to

Kind = TypeVar("Kind", bound=PortfolioRecord)
FRAMEWORK = "health-coaching"
OFFERED = 5  # of each kind of record, the latest
# What a reflection may be about: its words with the moment, whose it is, and who may see it.
_WHEN = {
    "practice.practiceentry": (_lazy("Practice session of %s"), "started_at"),
    "roleplay.observation": (_lazy("Observation of %s"), "happened_at"),
    "supervision.supervisionsession": (_lazy("Supervision session of %s"), "started_at"),
}
_OWNER = {
    "practice.practiceentry": "coach_id",
    "roleplay.observation": "trainee_id",
    "supervision.supervisionsession": "coach_id",
}
_ABOUT = {
    "practice.practiceentry": entries_visible_to,
    "roleplay.observation": observations_visible_to,
    "supervision.supervisionsession": sessions_visible_to,
}


def reflections_visible_to(user: User) -> QuerySet[Reflection]:
    """One's own, and submitted ones of organisations where one teaches, assesses, samples or manages."""
    read = Q(status=ReflectionStatus.SUBMITTED, organisation_id__in=organisations_where(user, *READERS))
    return Reflection.objects.filter(Q(author=user) | read)


def reflections_in_full(user: User) -> QuerySet[Reflection]:
    """What a person may see, with everything that a reflection's page shows."""
    return reflections_visible_to(user).select_related("author", "organisation")


def reflections_of(author: User) -> QuerySet[Reflection]:
    """An author's own."""
    return reflections_visible_to(author).filter(author=author)


def reflections_to_read(user: User) -> QuerySet[Reflection]:
    """What others have submitted to the organisations where one reads."""
    return reflections_in_full(user).exclude(author=user)


def reflections_until(day: date) -> QuerySet[Reflection]:
    """Everybody's submitted by the end of a day. Asked for the same day, the answer is the same for ever."""
    return Reflection.objects.filter(status=ReflectionStatus.SUBMITTED, submitted_at__lt=clock.end_of(day))


def submitted_reflections(person: User, until: date) -> QuerySet[Reflection]:
    """A person's own of those."""
    return reflections_until(until).filter(author=person)


def draft_on(author: User, prompt_key: str) -> Reflection | None:
    """The author's open draft on a lesson's question, to go on with instead of starting another."""
    drafts = reflections_of(author).filter(prompt_key=prompt_key, status=ReflectionStatus.DRAFT)
    return drafts.order_by("-updated_at", "-id").first()


def providers_of(author: User) -> QuerySet[Organisation]:
    """The organisations with which somebody keeps a portfolio."""
    return Organisation.objects.filter(pk__in=organisations_where(author, Role.TRAINEE)).order_by("name")


def authors_read_by(user: User) -> QuerySet[User]:
    """The people whose submitted reflections one reads."""
    return User.objects.filter(pk__in=reflections_to_read(user).values("author")).order_by("name", "pk")


def record_about(user: User, label: str, key: str | UUID | None) -> Model | None:
    """The entry, observation or supervision session that a label and key name, if the person may see it."""
    try:
        return _ABOUT[label](user).filter(key=UUID(str(key))).first()
    except (KeyError, ValueError):  # an address that somebody typed
        return None


def reflections_about(reflections: QuerySet[Reflection], key: str) -> QuerySet[Reflection]:
    """Those of the given reflections that are about one record."""
    try:
        return reflections.filter(about_key=UUID(key))
    except ValueError:  # an address that somebody typed
        return reflections.none()


def records_to_reflect_on(author: User, *, label: str = "", key: str = "") -> dict[str, tuple[str, Model]]:
    """The author's latest sessions, observations and supervision, as code → (words, record).

    One that `label` and `key` name is among them, however old it is.
    """
    latest = [
        *_named_one(author, label, key),
        *_named("practice.practiceentry", entries_visible_to(author).filter(coach=author)),
        *_named("roleplay.observation", observations_visible_to(author).filter(trainee=author)),
        *_named("supervision.supervisionsession", sessions_visible_to(author).filter(coach=author)),
    ]
    return {f"{record._meta.label_lower}:{record.key}": (words, record) for words, record in latest}


def _named_one(author: User, label: str, key: str) -> list[tuple[str, Model]]:
    record = record_about(author, label, key)
    if record is None or getattr(record, _OWNER[label]) != author.pk:
        return []
    words, field = _WHEN[label]
    return [(words % moment(getattr(record, field)), record)]


def _named(label: str, rows: QuerySet) -> list[tuple[str, Model]]:
    words, field = _WHEN[label]
    latest = rows.order_by(f"-{field}", "-id")[:OFFERED]
    return [(words % moment(getattr(row, field)), row) for row in latest]


def abilities_on(on: date) -> QuerySet[CompetencyVersion]:
    """The abilities that a reflection can show, as they are worded on a day."""
    return wording_on(FRAMEWORK, on)


def abilities_shown_in(reflection: Reflection, *, on: date) -> QuerySet[CompetencyVersion]:
    """The abilities that a reflection says it shows, as they are worded on a day."""
    return abilities_on(on).filter(competency__reflections=reflection)


def goals_of(person: User) -> QuerySet[DevelopmentGoal]:
    """A person's own development plan, which nobody else sees."""
    return DevelopmentGoal.objects.filter(person=person)


def abilities_of_goal(goal: DevelopmentGoal, *, on: date) -> QuerySet[CompetencyVersion]:
    """The abilities that a goal is about, as they are worded on a day."""
    return abilities_on(on).filter(competency__development_goals=goal)


def records_visible_to(user: User, kind: type[Kind]) -> QuerySet[Kind]:
    """One's own, and those of organisations where one teaches, assesses, samples or manages."""
    read = Q(organisation_id__in=organisations_where(user, *READERS))
    rows = kind.objects.filter(Q(person=user) | read)
    return rows.select_related("person", "organisation", "superseded_by", "supersedes")


def records_of(person: User, kind: type[Kind]) -> QuerySet[Kind]:
    """A person's own records that stand: neither corrected nor taken back."""
    rows = kind.objects.filter(person=person, is_taken_back=False, superseded_by=None)
    return rows.select_related("client") if kind is FeedbackSheet else rows


def milestones_until(day: date) -> QuerySet[Milestone]:
    """Everybody's milestones, as known by the end of a day. Asked for the same day, the answer is the same for ever."""
    return _known(Milestone, day)


def learning_until(day: date) -> QuerySet[LearningRecord]:
    """Everybody's continuing professional development, as known by the end of a day."""
    return _known(LearningRecord, day)


def feedback_until(day: date) -> QuerySet[FeedbackSheet]:
    """The feedback sheets about everybody, as known by the end of a day."""
    return _known(FeedbackSheet, day)


def milestones_of(person: User, on: date) -> QuerySet[Milestone]:
    return milestones_until(on).filter(person=person)


def learning_of(person: User, on: date) -> QuerySet[LearningRecord]:
    return learning_until(on).filter(person=person)


def feedback_of(person: User, on: date) -> QuerySet[FeedbackSheet]:
    return feedback_until(on).filter(person=person)


def _known(kind: type[Kind], on: date) -> QuerySet[Kind]:
    """Rows of days until `on`, written by its end and neither corrected nor taken back by then."""
    end = clock.end_of(on)
    rows = kind.objects.filter(on_date__lte=on, recorded_at__lt=end, is_taken_back=False)
    return rows.exclude(superseded_by__recorded_at__lt=end).order_by("on_date", "id")


def open_requests_of(person: User) -> QuerySet[FeedbackRequest]:
    """The links that a person made for peers and that nobody has used yet."""
    rows = FeedbackRequest.objects.filter(person=person, answered_at=None, expires_at__gte=clock.now())
    return rows.select_related("organisation").order_by("-created_at", "-id")


def requests_of(person: User) -> QuerySet[FeedbackRequest]:
    """Every link that a person made for a peer."""
    return FeedbackRequest.objects.filter(person=person).select_related("organisation")


def commitments_visible_to(user: User) -> QuerySet[VolunteerCommitment]:
    """One's own, and those to organisations where one teaches, assesses, samples or manages."""
    read = Q(organisation_id__in=organisations_where(user, *READERS))
    return VolunteerCommitment.objects.filter(Q(person=user) | read).select_related("person", "organisation")


def commitments_of(person: User) -> QuerySet[VolunteerCommitment]:
    """A person's own."""
    return commitments_visible_to(person).filter(person=person)


@dataclass(frozen=True)
class Fulfilment:
    """A commitment with its weeks, the latest first."""

    commitment: VolunteerCommitment
    weeks: tuple[Week, ...]

    @property
    def kept(self) -> int:
        """How many of the weeks were kept."""
        return sum(week.is_kept for week in self.weeks)


def fulfilments(commitments: Iterable[VolunteerCommitment], *, of: User, on: date, seen_by: User) -> list[Fulfilment]:
    """How each commitment was kept until a day, by the practice sessions that the reader may see. One query for all.

    Counted are sessions that the volunteer coached and has sent or had confirmed, with the same organisation.
    """
    sent = (EntryStatus.SUBMITTED, EntryStatus.CONFIRMED)
    rows = (
        entries_visible_to(seen_by)
        .filter(coach=of, role=CoachRole.COACH, status__in=sent)
        .exclude(superseded_by__status=EntryStatus.CONFIRMED)
        .values_list("organisation_id", "started_at", "minutes", "mode")
    )
    spent: dict[int, list[Spent]] = {}
    for organisation_id, started_at, minutes, mode in rows:
        spent.setdefault(organisation_id, []).append(Spent(localdate(started_at), minutes, mode == Mode.PHONE))
    return [_fulfilment(commitment, spent.get(commitment.organisation_id, []), on) for commitment in commitments]


def _fulfilment(commitment: VolunteerCommitment, spent: list[Spent], on: date) -> Fulfilment:
    until = min(on, commitment.to_date or on)
    found = weeks(
        [row for row in spent if commitment.from_date <= row.on <= until],
        promised=commitment.sessions * commitment.session_minutes,
        telephone_promised=commitment.telephone_minutes,
        first=commitment.from_date,
        until=until,
    )
    return Fulfilment(commitment, found if commitment.from_date <= on else ())


def plan_of(person: User, *, on: date) -> QuerySet[DevelopmentGoal]:
    """A person's own goals, with `status_order` (what is open comes first) and `is_due` (to look at by now)."""
    is_open = Q(status=GoalStatus.OPEN)
    return goals_of(person).annotate(
        status_order=Case(When(is_open, then=0), default=1),
        is_due=Case(When(is_open & Q(review_date__lte=on), then=Value(True)), default=Value(False)),
    )


@dataclass(frozen=True)
class Part:
    """A part of the portfolio: its name, its page, how much is there."""

    words: str
    link: str
    count: int


def parts_of(person: User) -> tuple[Part, ...]:
    """What is in a person's portfolio, part by part."""
    return (
        Part(_("Reflections"), reverse("portfolio:reflections"), reflections_of(person).count()),
        *(
            Part(words, reverse("portfolio:records", args=[kind]), records_of(person, model).count())
            for words, kind, model in (
                (_("Milestones"), "milestones", Milestone),
                (_("Learning"), "learning", LearningRecord),
                (_("Feedback"), "feedback", FeedbackSheet),
            )
        ),
        Part(_("Development plan"), reverse("portfolio:plan"), goals_of(person).count()),
        Part(_("Volunteer commitments"), reverse("portfolio:commitments"), commitments_of(person).count()),
    )


@dataclass(frozen=True)
class Logbooks:
    """What a person logged in other rooms, as they themselves may see it, without what was replaced."""

    practice: QuerySet[PracticeEntry]
    supervision: QuerySet[SupervisionSession]


def logbooks_of(person: User) -> Logbooks:
    """A person's own practice and supervision, with the names that their pages show."""
    practice = entries_visible_to(person).filter(coach=person).select_related("client", "verifier")
    sessions = sessions_visible_to(person).filter(coach=person).select_related("supervisor")
    return Logbooks(
        practice.exclude(superseded_by__status=EntryStatus.CONFIRMED),
        sessions.exclude(superseded_by__status=SessionStatus.CONFIRMED),
    )


def exports_of(person: User) -> QuerySet[PortfolioExport]:
    """The copies that a person had made, for them alone."""
    return PortfolioExport.objects.filter(person=person)


def needs_on(route: str, on: date) -> NeedList | None:
    """What a portfolio on a route is asked to hold, by the list in effect on a day."""
    lists = NeedList.objects.filter(route=route, effective_from_date__lte=on).prefetch_related("items")
    return lists.order_by("-effective_from_date").first()


@dataclass(frozen=True)
class NeedsMet:
    """A list with how far somebody is. `due` is None where no day is set or the last taught day is not known."""

    needs: NeedList
    due: date | None
    rows: tuple[NeedProgress, ...]

    @property
    def met(self) -> int:
        return sum(row.is_met for row in self.rows)


def needs_of(person: User, needs: NeedList, *, last_taught: date | None, on: date) -> NeedsMet:
    """What a list asks for, what is there by the end of a day and in time, and what is missing. Four queries."""
    sheets = list(feedback_of(person, on).values_list("source", "on_date"))
    submitted = submitted_reflections(person, on).values_list("submitted_at", flat=True)
    handed_in = milestones_of(person, on).filter(code=MilestoneCode.WRITTEN_ASSESSMENT)
    days = {
        NeedKind.REFLECTIONS: [localdate(at) for at in submitted],
        NeedKind.PEER_FEEDBACK: [day for source, day in sheets if source == FeedbackSource.PEER],
        NeedKind.CLIENT_FEEDBACK: [day for source, day in sheets if source == FeedbackSource.CLIENT],
        NeedKind.WRITTEN_ASSESSMENT: list(handed_in.values_list("on_date", flat=True)),
    }
    due = due_on(last_taught, needs.weeks)
    items = sorted(needs.items.all(), key=lambda item: item.order)
    rows = (progress(item.title, item.how, item.kind, item.asked, days[item.kind], due=due) for item in items)
    return NeedsMet(needs, due, tuple(rows))
