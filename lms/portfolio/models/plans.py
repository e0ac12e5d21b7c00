"""What a coach means to do: volunteers' commitments, goals of the development plan."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from lms.core import constraints
from lms.core.models import Mutable
from lms.core.privacy import Erase, Privacy
from lms.portfolio.enums import GoalStatus
from lms.portfolio.rules import LONGEST_TELEPHONE, MOST_SESSIONS
from lms.practice.rules import LONGEST_MINUTES


class VolunteerCommitment(Mutable):
    """What a volunteer promises an organisation for each week, from a day until another or until further notice.

    Sessions of a length, such as two of three hours, and minutes on the telephone. Written by the volunteer.
    """

    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="volunteer_commitments")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="volunteer_commitments"
    )
    sessions = models.PositiveSmallIntegerField(default=0)
    session_minutes = models.PositiveSmallIntegerField(default=0)
    telephone_minutes = models.PositiveSmallIntegerField(default=0)
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)

    privacy = Privacy(
        personal={"person": Erase.FOLLOWS},
        impersonal="organisation sessions session_minutes telephone_minutes from_date to_date",
    )

    class Meta:
        constraints = [
            constraints.in_order("from_date", "to_date", name="portfolio_commitment_dates"),
            CheckConstraint(
                condition=Q(sessions=0, session_minutes=0)
                | Q(sessions__range=(1, MOST_SESSIONS), session_minutes__range=(1, LONGEST_MINUTES)),
                name="portfolio_commitment_sessions",
            ),
            CheckConstraint(
                condition=Q(telephone_minutes__range=(0, LONGEST_TELEPHONE)), name="portfolio_commitment_telephone"
            ),
            CheckConstraint(
                condition=Q(sessions__gt=0) | Q(telephone_minutes__gt=0), name="portfolio_commitment_to_something"
            ),
            UniqueConstraint(
                fields=["person", "organisation"], condition=Q(to_date=None), name="portfolio_one_open_commitment"
            ),
        ]

    def __str__(self):
        return f"Commitment {self.key}"


class DevelopmentGoal(Mutable):
    """One goal of a coach's development plan: the steps, when to look at it again, the competencies that it is about.

    Written and read by the coach alone.
    """

    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="development_goals")
    goal = models.CharField(max_length=300)
    steps = models.TextField()
    review_date = models.DateField()
    status = models.CharField(max_length=20, choices=GoalStatus, default=GoalStatus.OPEN)
    competencies = models.ManyToManyField("competencies.Competency", blank=True, related_name="development_goals")

    privacy = Privacy(
        personal={"person": Erase.FOLLOWS, "goal": Erase.CLEAR, "steps": Erase.CLEAR},
        impersonal="review_date status competencies",
    )

    class Meta:
        constraints = [constraints.one_of("status", GoalStatus, name="portfolio_goal_status")]
        indexes = [models.Index(fields=["person", "status"], name="portfolio_goal_by_person")]

    def __str__(self):
        return f"Goal {self.key}"
