"""Cohorts, the sessions that are taught to them, who attended, and who is enrolled."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from lms.competencies.enums import ServiceContext
from lms.core import constraints
from lms.core.models import AppendOnly, Mutable
from lms.core.privacy import Erase, Privacy
from lms.enrolment.enums import DeliveryMode, EnrolmentStatus
from lms.enrolment.models.programmes import ProgrammeVersion

LONGEST_SESSION = 720  # minutes; a taught day is shorter, so more is a slip of the keyboard


class Cohort(Mutable):
    """A group that takes one version of a programme together with one training provider. Opened by a manager.

    Whoever has the join code may enrol until the last day. `context` is what an enrolment starts with.
    """

    version = models.ForeignKey(ProgrammeVersion, on_delete=models.PROTECT, related_name="cohorts")
    provider = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="cohorts")
    name = models.CharField(max_length=120)
    from_date = models.DateField()
    to_date = models.DateField()
    context = models.CharField(max_length=20, choices=ServiceContext)
    join_code = models.CharField(max_length=12, unique=True)

    privacy = Privacy(impersonal="version provider name from_date to_date context join_code")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["provider", "name"], name="enrolment_cohort_name_once"),
            constraints.in_order("from_date", "to_date", name="enrolment_cohort_dates"),
            constraints.one_of("context", ServiceContext, name="enrolment_cohort_context"),
            CheckConstraint(condition=~Q(join_code=""), name="enrolment_cohort_join_code"),
        ]

    def __str__(self):
        return f"{self.name} · {self.provider}"


class Enrolment(Mutable):
    """A person's place in a cohort. Personal: whose it is.

    `lessons_done` and `attended_minutes` are counted from the rows of record whenever one is added, so that a list of a
    thousand people can be sorted by them. `latest_lesson` is the code of the lesson that was opened last.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="enrolments")
    trainee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrolments")
    context = models.CharField(max_length=20, choices=ServiceContext)
    status = models.CharField(max_length=10, choices=EnrolmentStatus, default=EnrolmentStatus.ACTIVE)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    lessons_done = models.PositiveSmallIntegerField(default=0)
    attended_minutes = models.PositiveIntegerField(default=0)
    latest_lesson = models.SlugField(max_length=100, blank=True)
    latest_opened_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        personal={"trainee": Erase.FOLLOWS},
        impersonal="cohort context status joined_at left_at lessons_done attended_minutes latest_lesson "
        "latest_opened_at",
    )

    class Meta:
        constraints = [
            constraints.one_of("context", ServiceContext, name="enrolment_context"),
            constraints.one_of("status", EnrolmentStatus, name="enrolment_status"),
            constraints.in_order("joined_at", "left_at", name="enrolment_times"),
            CheckConstraint(
                condition=Q(status=EnrolmentStatus.ACTIVE, left_at=None)
                | (~Q(status=EnrolmentStatus.ACTIVE) & Q(left_at__isnull=False)),
                name="enrolment_left_when_over",
            ),
            UniqueConstraint(
                fields=["cohort", "trainee"],
                condition=Q(status=EnrolmentStatus.ACTIVE),
                name="enrolment_one_open_a_cohort",
            ),
            CheckConstraint(
                condition=Q(latest_lesson="", latest_opened_at=None)
                | (~Q(latest_lesson="") & Q(latest_opened_at__isnull=False)),
                name="enrolment_latest_lesson_and_when",
            ),
        ]
        indexes = [
            models.Index(fields=["cohort", "status"], name="enrolment_by_status"),
            models.Index(fields=["cohort", "lessons_done"], name="enrolment_by_lessons"),
        ]

    def __str__(self):
        return f"{self.trainee} in {self.cohort} · {self.key}"


class DeliverySession(Mutable):
    """A taught session of a module for one cohort: when, how long without breaks, how, and who teaches it."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="sessions")
    module_code = models.SlugField(max_length=100)
    title = models.CharField(max_length=255)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(help_text="Taught minutes, without breaks")
    mode = models.CharField(max_length=12, choices=DeliveryMode)
    trainer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sessions_taught")

    privacy = Privacy(personal={"trainer": Erase.FOLLOWS}, impersonal="cohort module_code title starts_at minutes mode")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["cohort", "module_code", "starts_at"], name="enrolment_session_once"),
            constraints.one_of("mode", DeliveryMode, name="enrolment_session_mode"),
            CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=LONGEST_SESSION), name="enrolment_session_minutes"
            ),
        ]

    def __str__(self):
        return f"{self.title} · {self.cohort} · {self.starts_at:%Y-%m-%d %H:%M}"


class Attendance(AppendOnly):
    """How many taught minutes somebody was at a session, 0 for absent. Recorded by a trainer.

    A correction is a new row that names the row it replaces; the row that nobody replaced counts.
    """

    session = models.ForeignKey(DeliverySession, on_delete=models.PROTECT, related_name="attendance")
    trainee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attendance")
    minutes = models.PositiveSmallIntegerField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attendance_recorded"
    )
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    privacy = Privacy(
        personal={"trainee": Erase.FOLLOWS, "recorded_by": Erase.FOLLOWS}, impersonal="session minutes supersedes"
    )

    class Meta:
        verbose_name_plural = "attendance"
        constraints = [
            CheckConstraint(condition=Q(minutes__lte=LONGEST_SESSION), name="enrolment_attendance_minutes"),
            constraints.different("trainee", "recorded_by", name="enrolment_attendance_by_another"),
            UniqueConstraint(
                fields=["session", "trainee"], condition=Q(supersedes=None), name="enrolment_attendance_first_once"
            ),
        ]
        indexes = [models.Index(fields=["trainee", "session"], name="enrolment_attended")]

    def __str__(self):
        return f"{self.minutes} min by {self.trainee} at {self.session} · {self.key}"


class TraineeImport(Mutable):
    """A CSV file of trainees that a manager uploaded for a cohort, from its preview until it is confirmed.

    The text is checked again when it is confirmed, and emptied then: the people are in their own rows by that time.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="imports")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="trainee_imports")
    file_name = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    enrolled = models.PositiveSmallIntegerField(default=0, help_text="How many people the confirmed import enrolled")
    left_out = models.PositiveSmallIntegerField(default=0, help_text="How many rows were left out, and why was shown")

    privacy = Privacy(
        personal={"uploaded_by": Erase.FOLLOWS, "file_name": Erase.CLEAR, "text": Erase.CLEAR},
        impersonal="cohort confirmed_at enrolled left_out",
    )

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(confirmed_at=None) | Q(text=""), name="enrolment_import_forgets_when_confirmed")
        ]

    def __str__(self):
        return f"{self.file_name} for {self.cohort} · {self.key}"
