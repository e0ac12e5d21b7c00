"""Codes stored for practice. Values never change once data exists; labels may."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EntryStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting to be confirmed")
    RETURNED = "returned", _("Returned to be changed")
    CONFIRMED = "confirmed", _("Confirmed")


class Decision(TextChoices):
    SUBMITTED = "submitted", _("Sent to be confirmed")
    CONFIRMED = "confirmed", _("Confirmed")
    RETURNED = "returned", _("Returned")
    TAKEN_BACK = "taken_back", _("Taken back")


class Basis(TextChoices):
    """How the verifier knows that the session took place."""

    WITNESSED = "witnessed", _("Witnessed")
    DIARY_CHECKED = "diary_checked", _("Diary checked")
    DECLARED_AND_SAMPLED = "declared_and_sampled", _("Declared and sampled")


class Mode(TextChoices):
    IN_PERSON = "in_person", _("In person")
    PHONE = "phone", _("By telephone")
    VIDEO = "video", _("By video")


class Setting(TextChoices):
    GENERAL_PRACTICE = "general_practice", _("General practice")
    COMMUNITY = "community", _("Community or voluntary service")
    HOSPITAL = "hospital", _("Hospital or clinic")
    HOME = "home", _("The person's home")
    WORKPLACE = "workplace", _("Workplace")
    TRAINING = "training", _("Training")
    OTHER = "other", _("Somewhere else")


class CoachRole(TextChoices):
    COACH = "coach", _("I coached")
    CLIENT = "client", _("I was coached")
    OBSERVER = "observer", _("I observed")


class Relation(TextChoices):
    PATIENT = "patient", _("Patient or service user")
    COLLEAGUE = "colleague", _("Colleague")
    PEER_LEARNER = "peer_learner", _("Somebody on the same programme")
    FRIEND_FAMILY = "friend_family", _("Friend or family")


class Payment(TextChoices):
    EMPLOYED = "employed", _("Part of my job")
    PAID = "paid", _("Paid by the person or a third party")
    PRO_BONO = "pro_bono", _("Unpaid")
    BARTER = "barter", _("In exchange for something")


class Consent(TextChoices):
    """Whether the client agreed that the coach counts their sessions in a log, without their name."""

    NOT_ASKED = "not_asked", _("Not asked yet")
    SPOKEN = "spoken", _("Agreed, by word of mouth")
    WRITTEN = "written", _("Agreed, in writing")
    REFUSED = "refused", _("Did not agree")
