"""Reflections."""

from django.db import models
from django.db.models import CheckConstraint, Q

from lms.core import constraints, ids
from lms.core.models import Mutable
from lms.core.privacy import Erase, Privacy
from lms.portfolio.enums import ReflectionStatus


class Reflection(Mutable):
    """A coach's own text about their coaching. Written by its author alone; frozen once submitted.

    `prompt_key` and `prompt` are the lesson's question as it was asked, when there was one. `about_label` and
    `about_key` name the record it is about (an entry, an observation), when there is one.
    """

    author = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="reflections")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="reflections")
    prompt_key = models.CharField(max_length=120, blank=True)
    prompt = models.TextField(blank=True)
    text = models.TextField()
    status = models.CharField(max_length=20, choices=ReflectionStatus, default=ReflectionStatus.DRAFT)
    submitted_at = models.DateTimeField(null=True, blank=True)
    competencies = models.ManyToManyField("competencies.Competency", blank=True, related_name="reflections")
    about_label = models.CharField(max_length=80, blank=True)
    about_key = models.UUIDField(null=True, blank=True)

    frozen_when = ("status", (ReflectionStatus.SUBMITTED.value,))
    privacy = Privacy(
        personal={"author": Erase.FOLLOWS, "text": Erase.CLEAR},
        impersonal="organisation prompt_key prompt status submitted_at competencies about_label about_key",
    )

    class Meta:
        constraints = [
            constraints.one_of("status", ReflectionStatus, name="portfolio_reflection_status"),
            CheckConstraint(
                condition=Q(status=ReflectionStatus.SUBMITTED, submitted_at__isnull=False)
                | Q(status=ReflectionStatus.DRAFT, submitted_at__isnull=True),
                name="portfolio_reflection_submitted_when",
            ),
            CheckConstraint(
                condition=Q(about_label="", about_key__isnull=True) | (~Q(about_label="") & Q(about_key__isnull=False)),
                name="portfolio_reflection_about_one_thing",
            ),
        ]
        indexes = [
            models.Index(fields=["author", "status"], name="portfolio_by_author"),
            models.Index(fields=["organisation", "status"], name="portfolio_by_organisation"),
        ]

    def __str__(self):
        return f"Reflection {self.reference}"

    @property
    def reference(self) -> str:
        """The short form of the key that people read to each other."""
        return ids.reference("R", self.key)
