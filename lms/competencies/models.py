"""Frameworks, competencies and the dated versions of their wording."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from lms.core import constraints
from lms.core.models import Mutable
from lms.core.privacy import Privacy


class Framework(Mutable):
    """A named list of competencies with its source. Loaded from fixtures/competencies."""

    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    sources = models.JSONField(default=list, help_text="Which source each part comes from: source, locator, covers")
    note = models.TextField(blank=True)

    privacy = Privacy(impersonal="code title sources note")

    def __str__(self):
        return self.title


class Competency(Mutable):
    """One ability that a coach shows. Its wording lives in versions."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="competencies")
    code = models.CharField(max_length=20)
    order = models.PositiveSmallIntegerField()

    privacy = Privacy(impersonal="framework code order")

    class Meta:
        verbose_name_plural = "competencies"
        constraints = [
            UniqueConstraint(fields=["framework", "code"], name="competencies_code_once"),
            UniqueConstraint(fields=["framework", "order"], name="competencies_order_once"),
        ]

    def __str__(self):
        return f"{self.framework.code} {self.code}"


class CompetencyVersion(Mutable):
    """The wording of a competency from a day on. Never edited once it was assessed against: add a version."""

    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    description = models.TextField()
    statements = models.JSONField(default=list, help_text="What an observer can see")
    effective_from_date = models.DateField()
    effective_to_date = models.DateField(null=True, blank=True)

    privacy = Privacy(impersonal="competency number title description statements effective_from_date effective_to_date")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["competency", "number"], name="competencies_version_once"),
            CheckConstraint(condition=Q(number__gte=1), name="competencies_version_from_one"),
            constraints.in_order("effective_from_date", "effective_to_date", name="competencies_version_dates"),
        ]

    def __str__(self):
        return f"{self.competency.code} v{self.number}: {self.title}"
