"""Codes stored for supervision. Values never change once data exists; labels may."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lms.people.enums import ResponsibilityKind


class SupervisionKind(TextChoices):
    HEALTH_COACHING = "health_coaching", _("Health-coaching supervision")
    CLINICAL = "clinical", _("Clinical supervision")
    LINE_MANAGEMENT = "line_management", _("Line management")
    MENTORING = "mentoring", _("Health-coaching mentoring")
    ICF_MENTOR_COACHING = "icf_mentor_coaching", _("ICF mentor coaching")


# What an agreement of each kind makes the supervisor responsible for.
RESPONSIBILITIES = {
    SupervisionKind.HEALTH_COACHING: ResponsibilityKind.COACHING_SUPERVISOR,
    SupervisionKind.CLINICAL: ResponsibilityKind.CLINICAL_SUPERVISOR,
    SupervisionKind.LINE_MANAGEMENT: ResponsibilityKind.LINE_MANAGER,
    SupervisionKind.MENTORING: ResponsibilityKind.MENTOR,
    SupervisionKind.ICF_MENTOR_COACHING: ResponsibilityKind.MENTOR,
}


class IcfCredential(TextChoices):
    ACC = "acc", _("Associate Certified Coach (ACC)")
    PCC = "pcc", _("Professional Certified Coach (PCC)")
    MCC = "mcc", _("Master Certified Coach (MCC)")


class SessionFormat(TextChoices):
    INDIVIDUAL = "individual", _("One to one")
    GROUP = "group", _("Group with a supervisor")
    PEER = "peer", _("Peer group")


class AgreedFormat(TextChoices):
    INDIVIDUAL = "individual", _("One to one")
    GROUP = "group", _("In a group with a supervisor")
    MIXED = "mixed", _("Some one to one, some in a group")


class DueState(TextChoices):
    """How a coach stands on a supervisor's list. Worked out, never stored."""

    OVERDUE = "overdue", _("Overdue")
    SOON = "soon", _("Due this week")
    LATER = "later", _("Not due yet")
    NOT_AGREED = "not_agreed", _("No frequency agreed")


class SupervisionFunction(TextChoices):
    FORMATIVE = "formative", _("Formative: learning and skills")
    NORMATIVE = "normative", _("Normative: standards, safety and scope")
    RESTORATIVE = "restorative", _("Restorative: support and wellbeing")


class SessionStatus(TextChoices):
    RECORDED = "recorded", _("Waiting to be confirmed")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Declined")


class SessionDecision(TextChoices):
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Declined")
