"""What a portfolio is asked to hold."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from lms.core import constraints
from lms.core.models import AppendOnly
from lms.core.privacy import Privacy
from lms.portfolio.enums import NeedKind


class NeedList(AppendOnly):
    """What somebody asks of a portfolio on a route, in effect from a day until a later list of the same route.

    Loaded from fixtures/portfolio. `weeks` is how long after the last taught day it is asked for, empty for no date.
    """

    code = models.SlugField(max_length=80)
    number = models.PositiveSmallIntegerField()
    route = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    effective_from_date = models.DateField()
    weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    content_hash = models.CharField(max_length=64)

    privacy = Privacy(impersonal="code number route title effective_from_date weeks source note content_hash")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["code", "number"], name="portfolio_need_list_once"),
            UniqueConstraint(fields=["route", "effective_from_date"], name="portfolio_one_need_list_from_a_day"),
        ]

    def __str__(self):
        return f"{self.code} {self.number}"


class Need(AppendOnly):
    """One line of a list: so many of a kind. Loaded with its list."""

    needs = models.ForeignKey(NeedList, on_delete=models.PROTECT, related_name="items")
    order = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=80)
    kind = models.CharField(max_length=30, choices=NeedKind)
    asked = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    how = models.TextField()

    privacy = Privacy(impersonal="needs order code kind asked title how")

    class Meta:
        constraints = [
            constraints.one_of("kind", NeedKind, name="portfolio_need_kind"),
            CheckConstraint(condition=Q(asked__gte=1), name="portfolio_need_asks_for_something"),
            UniqueConstraint(fields=["needs", "code"], name="portfolio_need_once"),
        ]

    def __str__(self):
        return f"{self.needs} · {self.code}"
