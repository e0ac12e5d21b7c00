"""The question bank, quizzes as versions of it, and sittings whose results are rows."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from assessments.quizzes.enums import QuestionKind, SittingStatus
from lms.core import constraints
from lms.core.models import AppendOnly, Mutable
from lms.core.privacy import Erase, Privacy


class Quiz(Mutable):
    """A knowledge check by its stable code. What it asks lives in its versions. Written by `load_quiz`."""

    code = models.SlugField(max_length=80, unique=True)

    privacy = Privacy(impersonal="code")

    class Meta:
        verbose_name_plural = "quizzes"

    def __str__(self):
        return self.code


class QuizVersion(AppendOnly):
    """A quiz as it stood from a day on: its title, pass mark and questions. A change of content is a new number."""

    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    pass_percent = models.PositiveSmallIntegerField()
    is_order_random = models.BooleanField(help_text="Each sitting gets the questions in an order of its own")
    content_hash = models.CharField(max_length=64)

    privacy = Privacy(impersonal="quiz number title pass_percent is_order_random content_hash")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["quiz", "number"], name="quizzes_version_once"),
            CheckConstraint(condition=Q(number__gte=1), name="quizzes_version_from_one"),
            CheckConstraint(condition=Q(pass_percent__gte=1, pass_percent__lte=100), name="quizzes_pass_percent"),
        ]

    def __str__(self):
        return f"{self.title} (version {self.number})"


class Question(Mutable):
    """One question of the bank by its stable code: the quiz that it was written for, a full stop, its own name there.

    Other quizzes may ask it too. Written by `load_quiz`.
    """

    code = models.CharField(max_length=170, unique=True)

    privacy = Privacy(impersonal="code")

    def __str__(self):
        return self.code


class QuestionVersion(AppendOnly):
    """A question's words, explanation and source. Quizzes share it; a change of words is a new number."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=QuestionKind)
    text = models.TextField()
    explanation = models.TextField(blank=True)
    source = models.CharField(max_length=80, blank=True, help_text="Key of the source of the claim")
    locator = models.CharField(max_length=200, blank=True)
    content_hash = models.CharField(max_length=64)

    privacy = Privacy(impersonal="question number kind text explanation source locator content_hash")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["question", "number"], name="quizzes_question_version_once"),
            CheckConstraint(condition=Q(number__gte=1), name="quizzes_question_version_from_one"),
            constraints.one_of("kind", QuestionKind, name="quizzes_question_kind"),
            CheckConstraint(condition=~Q(text=""), name="quizzes_question_has_text"),
        ]

    def __str__(self):
        return f"{self.question.code} (version {self.number})"


class OptionVersion(AppendOnly):
    """One answer to choose, whether it is right, and what to say to somebody who chose it."""

    question_version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="options")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    is_correct = models.BooleanField()
    feedback = models.TextField(blank=True)

    privacy = Privacy(impersonal="question_version order text is_correct feedback")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["question_version", "order"], name="quizzes_option_order_once"),
            CheckConstraint(condition=~Q(text=""), name="quizzes_option_has_text"),
        ]

    def __str__(self):
        return f"{self.question_version} option {self.order}"


class QuizVersionQuestion(AppendOnly):
    """The place of a question version in a quiz version."""

    quiz_version = models.ForeignKey(QuizVersion, on_delete=models.PROTECT, related_name="places")
    order = models.PositiveSmallIntegerField()
    question_version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="places")

    privacy = Privacy(impersonal="quiz_version order question_version")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["quiz_version", "order"], name="quizzes_place_order_once"),
            UniqueConstraint(fields=["quiz_version", "question_version"], name="quizzes_place_question_once"),
        ]

    def __str__(self):
        return f"{self.quiz_version} question {self.order}"


class Sitting(Mutable):
    """One go at a quiz version by one person: open until finished, then kept as it is. A retake is another sitting.

    `organisation` is the training provider for whom it was sat. Personal: whose it is.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sittings")
    quiz_version = models.ForeignKey(QuizVersion, on_delete=models.PROTECT, related_name="sittings")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="sittings")
    status = models.CharField(max_length=10, choices=SittingStatus, default=SittingStatus.OPEN)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    frozen_when = ("status", ("finished",))
    privacy = Privacy(
        personal={"person": Erase.FOLLOWS}, impersonal="quiz_version organisation status started_at finished_at"
    )

    class Meta:
        constraints = [
            constraints.one_of("status", SittingStatus, name="quizzes_sitting_status"),
            constraints.in_order("started_at", "finished_at", name="quizzes_sitting_times"),
            CheckConstraint(
                condition=Q(status=SittingStatus.OPEN, finished_at=None)
                | Q(status=SittingStatus.FINISHED, finished_at__isnull=False),
                name="quizzes_sitting_finished",
            ),
            UniqueConstraint(
                fields=["person", "quiz_version"],
                condition=Q(status=SittingStatus.OPEN),
                name="quizzes_one_open_sitting",
            ),
        ]

    def __str__(self):
        return f"{self.quiz_version} by {self.person} · {self.key}"


class SittingQuestion(AppendOnly):
    """A question as it was served: its version, its position, and its options in the order shown (their keys)."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField()
    question_version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="served")
    option_order = models.JSONField()

    privacy = Privacy(impersonal="sitting position question_version option_order")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["sitting", "position"], name="quizzes_served_position_once"),
            UniqueConstraint(fields=["sitting", "question_version"], name="quizzes_served_question_once"),
            CheckConstraint(condition=Q(position__gte=1), name="quizzes_served_from_one"),
        ]

    def __str__(self):
        return f"question {self.position} of sitting {self.sitting_id}"


class Answer(AppendOnly):
    """What was chosen (keys of options) and how it was marked. Given once: the feedback has been seen then."""

    sitting_question = models.OneToOneField(SittingQuestion, on_delete=models.PROTECT, related_name="answer")
    chosen = models.JSONField()
    is_correct = models.BooleanField()
    points = models.PositiveSmallIntegerField()

    privacy = Privacy(impersonal="sitting_question chosen is_correct points")

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(is_correct=True, points__gte=1) | Q(is_correct=False, points=0),
                name="quizzes_points_for_right_answers",
            )
        ]

    def __str__(self):
        return f"answer to {self.sitting_question}"


class SittingResult(AppendOnly):
    """The mark of a finished sitting under the pass mark of the version served."""

    sitting = models.OneToOneField(Sitting, on_delete=models.PROTECT, related_name="result")
    correct = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField()
    percent = models.PositiveSmallIntegerField()
    is_passed = models.BooleanField()

    privacy = Privacy(impersonal="sitting correct of percent is_passed")

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(correct__lte=F("of"), of__gte=1), name="quizzes_result_within"),
            CheckConstraint(condition=Q(percent__lte=100), name="quizzes_result_percent"),
        ]

    def __str__(self):
        return f"{self.correct} of {self.of} in sitting {self.sitting_id}"
