"""What qualifies a person to assess, from when until when."""

from django.db import models
from django.db.models import Q, UniqueConstraint

from assessments.signoff.enums import QualificationCode
from lms.core import constraints
from lms.core.privacy import Erase, Privacy
from lms.people.models import DatedTie


class AssessorQualification(DatedTie):
    """A qualification in assessing that a provider's manager or quality assurer has seen the proof of.

    Mutable, because it is ended by giving it a last day; sign-offs keep the one they rested on.
    """

    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="assessor_qualifications")
    code = models.CharField(max_length=20, choices=QualificationCode)
    title = models.CharField(max_length=200, help_text="As on the certificate, with the awarding organisation")
    checked_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="qualifications_checked")

    privacy = Privacy(
        personal={"person": Erase.FOLLOWS, "title": Erase.CLEAR, "checked_by": Erase.FOLLOWS},
        impersonal="code from_date to_date",
    )

    class Meta:
        constraints = [
            constraints.one_of("code", QualificationCode, name="signoff_qualification_code"),
            constraints.in_order("from_date", "to_date", name="signoff_qualification_dates"),
            constraints.different("person", "checked_by", name="signoff_qualification_checked"),
            UniqueConstraint(
                fields=["person", "code"], condition=Q(to_date=None), name="signoff_one_open_qualification"
            ),
        ]

    def __str__(self):
        return f"{self.person_id} · {self.title} · from {self.from_date}"
