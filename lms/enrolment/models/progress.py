"""What a learner opened, finished and did afterwards."""

from django.db import models
from django.db.models import UniqueConstraint

from lms.core import constraints
from lms.core.models import AppendOnly, Mutable
from lms.core.privacy import Erase, Privacy
from lms.enrolment.enums import FollowUpKind
from lms.enrolment.models.cohorts import Enrolment
from lms.enrolment.models.programmes import ManifestItem


class LessonVisit(Mutable):
    """A learner has opened a lesson. Written by opening its page for the first time."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="visits")
    item = models.ForeignKey(ManifestItem, on_delete=models.PROTECT, related_name="visits")
    opened_at = models.DateTimeField()

    privacy = Privacy(impersonal="enrolment item opened_at")

    class Meta:
        constraints = [UniqueConstraint(fields=["enrolment", "item"], name="enrolment_visit_once")]

    def __str__(self):
        return f"visit of {self.item} in enrolment {self.enrolment_id}"


class LessonCompletion(AppendOnly):
    """A learner said that they have worked through a lesson."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="completions")
    item = models.ForeignKey(ManifestItem, on_delete=models.PROTECT, related_name="completions")

    privacy = Privacy(impersonal="enrolment item")

    class Meta:
        constraints = [UniqueConstraint(fields=["enrolment", "item"], name="enrolment_completed_once")]

    def __str__(self):
        return f"{self.item} done in enrolment {self.enrolment_id}"


class FollowUp(AppendOnly):
    """Something a learner did with the skills after the taught days, in their own words. Personal: the words."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="follow_ups")
    kind = models.CharField(max_length=10, choices=FollowUpKind)
    title = models.CharField(max_length=150)
    done_date = models.DateField()
    words = models.TextField()

    privacy = Privacy(personal={"title": Erase.CLEAR, "words": Erase.CLEAR}, impersonal="enrolment kind done_date")

    class Meta:
        constraints = [constraints.one_of("kind", FollowUpKind, name="enrolment_follow_up_kind")]

    def __str__(self):
        return f"{self.title} · {self.key}"
