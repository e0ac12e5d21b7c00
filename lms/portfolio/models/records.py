"""Milestones, learning and feedback: dated records that never change."""

from django.db import models
from django.db.models import CheckConstraint, Q

from lms.core import constraints, ids
from lms.core.models import AppendOnly, Mutable
from lms.core.privacy import Erase, Privacy
from lms.portfolio.enums import FeedbackSource, FeedbackWay, LearningTopic, MilestoneCode
from lms.portfolio.rules import LONGEST_COURSE, LONGEST_LEARNING, RATINGS

_OF_EVERY_RECORD = "organisation on_date supersedes is_taken_back"


class PortfolioRecord(AppendOnly):
    """Something of a day that a coach puts on record about themselves.

    `on_date` is the day in the world, `happened_at` when it was written. `supersedes` is the record that this one
    corrects; with `is_taken_back` it says instead that the earlier one counts no more, and repeats its words.
    """

    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="portfolio_%(class)ss")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="portfolio_%(class)ss"
    )
    on_date = models.DateField()
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    is_taken_back = models.BooleanField(default=False)

    LETTER = ""

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self._meta.verbose_name} {self.reference}"

    @property
    def reference(self) -> str:
        """The short form of the key that people read to each other."""
        return ids.reference(self.LETTER, self.key)


def _of_every_record(prefix: str) -> list[CheckConstraint]:
    return [
        constraints.different("id", "supersedes", name=f"{prefix}_supersedes_another"),
        CheckConstraint(
            condition=Q(is_taken_back=False) | Q(supersedes__isnull=False), name=f"{prefix}_taken_back_of_another"
        ),
    ]


class Milestone(PortfolioRecord):
    """A day in a coach's path that a professional body asks about. Written by the coach.

    `title`, `provider` and `note` are the coach's words. `minutes` and `provider` are of a course alone.
    """

    LETTER = "M"

    code = models.CharField(max_length=40, choices=MilestoneCode)
    title = models.CharField(max_length=200)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    provider = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    privacy = Privacy(
        personal={
            "person": Erase.FOLLOWS,
            "title": Erase.CLEAR,
            "provider": Erase.CLEAR,
            "note": Erase.CLEAR,
        },
        impersonal=f"{_OF_EVERY_RECORD} code minutes",
    )

    class Meta:
        constraints = [
            *_of_every_record("portfolio_milestone"),
            constraints.one_of("code", MilestoneCode, name="portfolio_milestone_code"),
            CheckConstraint(
                condition=Q(code=MilestoneCode.COURSE, minutes__isnull=False, minutes__range=(1, LONGEST_COURSE))
                | (~Q(code=MilestoneCode.COURSE) & Q(minutes__isnull=True)),
                name="portfolio_milestone_minutes",
            ),
            CheckConstraint(
                condition=Q(code=MilestoneCode.COURSE) | Q(provider=""), name="portfolio_milestone_provider"
            ),
        ]
        indexes = [models.Index(fields=["person", "on_date"], name="portfolio_milestone_by_person")]


class LearningRecord(PortfolioRecord):
    """Continuing professional development: what a coach did to learn and what it changed. Written by the coach."""

    LETTER = "L"

    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField()
    topic = models.CharField(max_length=20, choices=LearningTopic)
    changed = models.TextField()

    privacy = Privacy(
        personal={"person": Erase.FOLLOWS, "title": Erase.CLEAR, "changed": Erase.CLEAR},
        impersonal=f"{_OF_EVERY_RECORD} minutes topic",
    )

    class Meta:
        constraints = [
            *_of_every_record("portfolio_learning"),
            constraints.one_of("topic", LearningTopic, name="portfolio_learning_topic"),
            CheckConstraint(condition=Q(minutes__range=(1, LONGEST_LEARNING)), name="portfolio_learning_minutes"),
        ]
        indexes = [models.Index(fields=["person", "on_date"], name="portfolio_learning_by_person")]


class FeedbackRequest(Mutable):
    """A link with which one peer writes one feedback sheet about a coach. Made by the coach; works once, for 28 days.

    Only a hash of the link's token is kept: who reads the table cannot use it. The token is made from this row's key
    with the installation's secret.
    """

    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="feedback_requests")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="feedback_requests")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(personal={"person": Erase.FOLLOWS}, impersonal="organisation token_hash expires_at answered_at")

    def __str__(self):
        return f"Request for feedback {self.key}"


class FeedbackSheet(PortfolioRecord):
    """What a client or a peer said about a coach's coaching.

    Typed by the coach, or written by a peer through the link of `request`. It names nobody: `client` is a key of the
    coach's logbook, and a peer is not named at all. The words are free text.
    """

    LETTER = "F"

    source = models.CharField(max_length=20, choices=FeedbackSource)
    way = models.CharField(max_length=20, choices=FeedbackWay)
    request = models.OneToOneField(
        FeedbackRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="sheet"
    )
    client = models.ForeignKey(
        "practice.PracticeClient", on_delete=models.PROTECT, null=True, blank=True, related_name="feedback_sheets"
    )
    context = models.TextField(blank=True)
    went_well = models.TextField()
    next_time = models.TextField(blank=True)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)

    privacy = Privacy(
        personal={
            "person": Erase.FOLLOWS,
            "context": Erase.CLEAR,
            "went_well": Erase.CLEAR,
            "next_time": Erase.CLEAR,
        },
        impersonal=f"{_OF_EVERY_RECORD} source way request client rating",
    )

    class Meta:
        constraints = [
            *_of_every_record("portfolio_feedback"),
            constraints.one_of("source", FeedbackSource, name="portfolio_feedback_source"),
            constraints.one_of("way", FeedbackWay, name="portfolio_feedback_way"),
            CheckConstraint(
                condition=Q(source=FeedbackSource.CLIENT, client__isnull=False)
                | Q(source=FeedbackSource.PEER, client__isnull=True),
                name="portfolio_feedback_client_by_key",
            ),
            CheckConstraint(
                condition=Q(way=FeedbackWay.LINK, source=FeedbackSource.PEER, request__isnull=False)
                | Q(way=FeedbackWay.TYPED, request__isnull=True),
                name="portfolio_feedback_by_link_of_peer",
            ),
            CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__range=(RATINGS[0], RATINGS[-1])),
                name="portfolio_feedback_rating",
            ),
        ]
        indexes = [models.Index(fields=["person", "on_date"], name="portfolio_feedback_by_person")]
