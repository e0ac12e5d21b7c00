"""Reading cohorts, their sessions and the people in them."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from assessments.quizzes import queries as quizzes
from lms.audit.models import AuditEvent
from lms.competencies.enums import ServiceContext
from lms.core import clock
from lms.core.rows import RowsBy
from lms.enrolment.enums import EnrolmentStatus
from lms.enrolment.models import Attendance, Cohort, DeliverySession, Enrolment, TraineeImport
from lms.enrolment.queries.programmes import manifest_of
from lms.people import queries as people
from lms.people.enums import Role
from lms.people.models import Membership, Organisation, User


def cohorts_visible_to(user: User) -> QuerySet[Cohort]:
    """Those of the providers where one is staff, and those that one teaches a session of."""
    staffed = people.organisations_where(user, *people.STAFF_ROLES)
    taught = DeliverySession.objects.filter(trainer=user).values("cohort")
    return Cohort.objects.filter(Q(provider_id__in=staffed) | Q(pk__in=taught)).select_related("version", "provider")


_cohorts_by_key = RowsBy(Cohort, "key")
_providers = RowsBy(Organisation, "id")


def staffed_cohort(user: User, key: UUID) -> Cohort | None:
    """A cohort of a provider where one is staff, by its key: for the page that is asked for all the time."""
    staffed = people.organisations_where(user, *people.STAFF_ROLES)
    cohort = next((row for row in _cohorts_by_key(key) if row.provider_id in staffed), None)
    if cohort is not None:
        (cohort.provider,) = _providers(cohort.provider_id)
    return cohort


def enrolments_visible_to(user: User) -> QuerySet[Enrolment]:
    """One's own, those of the providers where one is staff, and those of people for whom one is responsible."""
    staffed = people.organisations_where(user, *people.STAFF_ROLES)
    return Enrolment.objects.filter(
        Q(trainee=user)
        | Q(cohort__provider_id__in=staffed)
        | Q(trainee__in=people.people_for_whom(user).values("subject"))
    ).select_related("cohort__version", "cohort__provider", "trainee")


def sessions_visible_to(user: User) -> QuerySet[DeliverySession]:
    """Those of the cohorts that one sees. Learners see theirs on the page of their programme (`sessions_of`)."""
    rows = DeliverySession.objects.filter(cohort__in=cohorts_visible_to(user).values("pk"))
    return rows.select_related("cohort__version", "cohort__provider", "trainer")


def sessions_to_register(user: User, at: datetime.datetime) -> QuerySet[DeliverySession]:
    """Sessions that somebody taught and whose register is still empty, the oldest first."""
    rows = DeliverySession.objects.filter(trainer=user, starts_at__lte=at)
    return rows.filter(attendance=None).select_related("cohort").order_by("starts_at", "pk")


def diary_of(cohort: Cohort) -> QuerySet[DeliverySession]:
    """The sessions of a cohort by date, with how many people have a row in the register."""
    recorded = Count("attendance", filter=Q(attendance__superseded_by=None))
    return cohort.sessions.select_related("trainer").annotate(recorded=recorded).order_by("starts_at", "pk")


def sessions_of(enrolment: Enrolment) -> list[tuple[DeliverySession, Attendance | None]]:
    """The taught sessions of a learner's cohort, by date, each with the learner's own row of the register."""
    own = {row.session_id: row for row in current_attendance().filter(trainee_id=enrolment.trainee_id)}
    sessions = DeliverySession.objects.filter(cohort_id=enrolment.cohort_id).select_related("trainer")
    return [(session, own.get(session.pk)) for session in sessions.order_by("starts_at", "pk")]


def last_taught_day(enrolment: Enrolment) -> datetime.date | None:
    """The day of the last taught session that the learner's cohort has planned."""
    latest = DeliverySession.objects.filter(cohort_id=enrolment.cohort_id).order_by("-starts_at").first()
    return localdate(latest.starts_at) if latest else None


def imports_visible_to(user: User) -> QuerySet[TraineeImport]:
    """A file of trainees is seen by whoever uploaded it."""
    return TraineeImport.objects.filter(uploaded_by=user).select_related("cohort__version", "cohort__provider")


def confirmed_imports_visible_to(user: User) -> QuerySet[TraineeImport]:
    return imports_visible_to(user).exclude(confirmed_at=None)


def with_learners(cohorts: QuerySet[Cohort]) -> QuerySet[Cohort]:
    """Each with how many people are learning in it."""
    return cohorts.annotate(learners=Count("enrolments", filter=Q(enrolments__status=EnrolmentStatus.ACTIVE)))


def learners_of(cohort: Cohort) -> QuerySet[Enrolment]:
    """Everybody who is or was in a cohort, with who they are."""
    return cohort.enrolments.select_related("trainee")


def open_enrolment(cohort: Cohort, person: User) -> Enrolment | None:
    return Enrolment.objects.filter(cohort=cohort, trainee=person, status=EnrolmentStatus.ACTIVE).first()


def cohort_for_code(code: str) -> Cohort | None:
    """The cohort with a join code, however somebody typed it: small letters, spaces and hyphens do not matter."""
    wanted = "".join(character for character in code.upper() if character.isalnum())
    return Cohort.objects.filter(join_code=wanted).select_related("version", "provider").first()


def current_attendance() -> QuerySet[Attendance]:
    """The rows of the register that no later row replaces."""
    return Attendance.objects.filter(superseded_by=None)


def trainers_of(cohort: Cohort) -> QuerySet[User]:
    """Who can be named to teach a session: the provider's trainers of today."""
    return people.members([cohort.provider_id], Role.TRAINER)


def may_attend(session: DeliverySession) -> QuerySet[Enrolment]:
    """Everybody who is learning in the session's programme, or was recorded at it.

    In whatever cohort: somebody who missed a half-day may make up for it with another group.
    """
    recorded = current_attendance().filter(session=session).values("trainee")
    there = Q(status=EnrolmentStatus.ACTIVE) | Q(trainee__in=recorded)
    return Enrolment.objects.filter(there, cohort__version__programme=session.cohort.version.programme_id)


def register_of(session: DeliverySession) -> list[tuple[Enrolment, Attendance | None]]:
    """Everybody who is learning in the session's cohort or was recorded at it, with the row that counts."""
    recorded = {row.trainee_id: row for row in current_attendance().filter(session=session)}
    rows = may_attend(session).filter(cohort=session.cohort).select_related("trainee")
    return [(row, recorded.get(row.trainee_id)) for row in rows.order_by("trainee__name", "trainee_id")]


def accounts_by_email(emails: Collection[str], provider: Organisation) -> dict[str, User]:
    """E-mail address → account; each has `is_ours`: whether the person holds a role at the provider today."""
    held = Membership.objects.filter(people.holding(clock.today()), person=OuterRef("pk"), organisation=provider)
    return {user.email: user for user in User.objects.filter(email__in=emails).annotate(is_ours=Exists(held))}


def cohorts_by_email(cohort: Cohort) -> dict[str, str]:
    """Address → name of the cohort, for everybody who is learning a cohort's programme, there or in another group."""
    rows = Enrolment.objects.filter(
        status=EnrolmentStatus.ACTIVE,
        cohort__provider_id=cohort.provider_id,
        cohort__version__programme_id=cohort.version.programme_id,
    )
    return dict(rows.order_by("joined_at", "pk").values_list("trainee__email", "cohort__name"))


def _latest(events: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
    return events.only("id").order_by("-recorded_at", "-pk")[:1]


_latest_events = RowsBy(AuditEvent, "organisation_key", _latest)


def latest_act(organisation: Organisation) -> int | None:
    """The latest act of record in an organisation. While it stays the latest, nothing on record changed there."""
    return next((row.pk for row in _latest_events(organisation.key)), None)


@dataclass(frozen=True)
class LearnerRow:
    """A row of the cohort's page. Lessons and checks are those that the learner's context asks for."""

    enrolment: Enrolment
    lessons: int
    checks: int
    checks_passed: int


def learner_rows(cohort: Cohort, enrolments: Collection[Enrolment]) -> list[LearnerRow]:
    """How far each of a page of learners is, in one query for all of them."""
    manifest = manifest_of(cohort.version)
    asked = {
        context: (manifest.required_lessons(context), manifest.required_quizzes(context)) for context in ServiceContext
    }
    people_shown = [enrolment.trainee_id for enrolment in enrolments]
    passed = quizzes.passed_codes(people_shown, {code for _lessons, codes in asked.values() for code in codes})
    return [
        LearnerRow(
            enrolment=enrolment,
            lessons=len(asked[enrolment.context][0]),
            checks=len(asked[enrolment.context][1]),
            checks_passed=len(passed.get(enrolment.trainee_id, set()) & set(asked[enrolment.context][1])),
        )
        for enrolment in enrolments
    ]
