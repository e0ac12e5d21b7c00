"""Codes stored for concerns. Values never change once data exists; labels may."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ConcernKind(TextChoices):
    SAFEGUARDING = "safeguarding", _("Safeguarding")
    UNSAFE_PRACTICE = "unsafe_practice", _("Unsafe practice")
    MALPRACTICE = "malpractice", _("Malpractice")
    SPEAKING_UP = "speaking_up", _("Speaking up")


class SourceChoice(TextChoices):
    """What the person who raises a concern agreed to about their own name."""

    OPEN = "open", _("My name may be shown to everybody who works on this")
    CONFIDENTIAL = "confidential", _("Only the people who open this concern may see who I am")
    ANONYMOUS = "anonymous", _("I do not want to say who I am")


class Tie(TextChoices):
    """Why a person must never see a concern."""

    ON_THE_RECORD = "on_the_record", _("Named on the record that the concern is about")
    IN_THE_WORDS = "in_the_words", _("Named in the words of the concern")
    NOT_TO_SEE_IT = "not_to_see_it", _("The person who raised it asked that they do not see it")


class RoutingReason(TextChoices):
    CHOSEN = "chosen", _("Chosen by the person who raised it")
    UNKNOWN = "unknown", _("The person who raised it did not know the organisation")
    NOBODY_FREE = "nobody_free", _("Nobody there could take it: no lead, or the concern is about them")
    PASSED_ON = "passed_on", _("Passed on by a lead")


class Status(TextChoices):
    RECEIVED = "received", _("Received")
    LOOKED_AT = "looked_at", _("Being looked at")
    PASSED_ON = "passed_on", _("Passed on")
    CLOSED = "closed", _("Closed")


class Overdue(TextChoices):
    """Which promise to the person who raised a concern has not been kept in time. Worked out, never stored."""

    UNREAD = "unread", _("Overdue: not looked at yet")
    UNANSWERED = "unanswered", _("Overdue: no answer yet")


class NoteKind(TextChoices):
    INSIDE = "inside", _("Note for those who work on it")
    ANSWER = "answer", _("Answer to the person who raised it")
    ADDED = "added", _("Added by the person who raised it")


class EventKind(TextChoices):
    RAISED = "raised", _("Raised")
    ROUTED = "routed", _("Routed")
    NOTED = "noted", _("Note written")
    ANSWERED = "answered", _("Answered")
    ADDED_TO = "added_to", _("Added to by the person who raised it")
    STATUS_CHANGED = "status_changed", _("Status changed")
