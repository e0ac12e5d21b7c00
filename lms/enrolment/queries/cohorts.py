"""Reading cohorts, their sessions and the people in them."""

import datetime
from collections.abc import Collection

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from lms.core import clock
from lms.enrolment.enums import EnrolmentStatus
from lms.enrolment.models import Attendance, Cohort, DeliverySession, Enrolment, LessonVisit, TraineeImport
from lms.people import queries as people
from lms.people.models import Membership, Organisation, User


def cohorts_visible_to(user: User) -> QuerySet[Cohort]:
    """Those of the providers where one is staff, and those that one teaches a session of."""
    staffed = people.organisations_where(user, *people.STAFF_ROLES)
    taught = DeliverySession.objects.filter(trainer=user).values("cohort")
    return Cohort.objects.filter(Q(provider_id__in=staffed) | Q(pk__in=taught)).select_related("version", "provider")


def enrolments_visible_to(user: User) -> QuerySet[Enrolment]:
    """One's own, those of the providers where one is staff, and those of people for whom one is responsible."""
    staffed = people.organisations_where(user, *people.STAFF_ROLES)
    return Enrolment.objects.filter(
        Q(trainee=user)
        | Q(cohort__provider_id__in=staffed)
        | Q(trainee__in=people.people_for_whom(user).values("subject"))
    ).select_related("cohort__version", "cohort__provider", "trainee")


def sessions_visible_to(user: User) -> QuerySet[DeliverySession]:
    """Those of the cohorts that one sees, and those of the cohorts that one is enrolled in."""
    enrolled = Enrolment.objects.filter(trainee=user).values("cohort")
    return DeliverySession.objects.filter(
        Q(cohort__in=cohorts_visible_to(user)) | Q(cohort__in=enrolled)
    ).select_related("cohort__version", "cohort__provider", "trainer")


def imports_visible_to(user: User) -> QuerySet[TraineeImport]:
    """A file of trainees is seen by whoever uploaded it."""
    return TraineeImport.objects.filter(uploaded_by=user).select_related("cohort__version", "cohort__provider")


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


def register_of(session: DeliverySession) -> list[tuple[Enrolment, Attendance | None]]:
    """Everybody who is learning in the session's cohort or was recorded at it, with the row that counts."""
    recorded = {row.trainee_id: row for row in current_attendance().filter(session=session)}
    rows = learners_of(session.cohort).filter(Q(status=EnrolmentStatus.ACTIVE) | Q(trainee_id__in=recorded))
    return [(row, recorded.get(row.trainee_id)) for row in rows.order_by("trainee__name", "trainee_id")]


def accounts_by_email(emails: Collection[str], provider: Organisation) -> dict[str, User]:
    """E-mail address → account; each has `is_ours`: whether the person holds a role at the provider today."""
    held = Membership.objects.filter(people.holding(clock.today()), person=OuterRef("pk"), organisation=provider)
    return {user.email: user for user in User.objects.filter(email__in=emails).annotate(is_ours=Exists(held))}


def emails_in(cohort: Cohort) -> set[str]:
    """The addresses of everybody who is learning in a cohort."""
    rows = cohort.enrolments.filter(status=EnrolmentStatus.ACTIVE)
    return set(rows.values_list("trainee__email", flat=True))


def latest_visits(enrolments: Collection[Enrolment]) -> dict[int, datetime.datetime]:
    """Enrolment id → when a lesson of it was last opened."""
    rows = LessonVisit.objects.filter(enrolment__in=enrolments).values("enrolment")
    return dict(rows.annotate(latest=Max("latest_opened_at")).values_list("enrolment", "latest"))
