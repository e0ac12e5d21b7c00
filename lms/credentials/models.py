"""Credentials, the holder's consent, and the look-ups of commissioners."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from lms.core import constraints
from lms.core.models import AppendOnly
from lms.core.privacy import Erase, Privacy
from lms.credentials.enums import Purpose


class Credential(AppendOnly):
    """The issuance of an award: its public code and the facts as they were on that day. Written with the award.

    `facts` holds no name. `holder_name` is the name that the person had that day: an award must not come to be somebody
    else's because its holder writes another name. Shown only with consent; a pseudonym when the holder is erased.
    """

    award = models.OneToOneField("accreditation.Award", on_delete=models.PROTECT, related_name="credential")
    holder = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="credentials")
    holder_name = models.CharField(max_length=150)
    code = models.CharField(max_length=24, unique=True)
    facts = models.JSONField()

    privacy = Privacy(personal={"holder": Erase.FOLLOWS, "holder_name": Erase.PSEUDONYM}, impersonal="award code facts")

    class Meta:
        constraints = [CheckConstraint(condition=Q(code__startswith="TB-"), name="credentials_code_is_printed_form")]

    def __str__(self):
        return self.code


class HolderConsent(AppendOnly):
    """What the holder lets the public page show from now on. The latest row counts; none means nothing is shown."""

    credential = models.ForeignKey(Credential, on_delete=models.PROTECT, related_name="consents")
    shows_name = models.BooleanField()
    shows_supervision = models.BooleanField()

    privacy = Privacy(impersonal="credential shows_name shows_supervision")

    def __str__(self):
        return f"consent {self.key}"


class LookUp(AppendOnly):
    """A commissioner's question: a code or a name, and what for. The holder sees the organisation and the purpose.

    Personal: who asked, and the words sought, which may be somebody's name.
    """

    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="credential_look_ups")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="credential_look_ups"
    )
    sought = models.CharField(max_length=150)
    purpose = models.CharField(max_length=20, choices=Purpose)
    purpose_words = models.CharField(max_length=300, blank=True)

    privacy = Privacy(
        personal={"by": Erase.FOLLOWS, "sought": Erase.CLEAR},
        impersonal="organisation purpose purpose_words",
    )

    class Meta:
        constraints = [
            constraints.one_of("purpose", Purpose, name="credentials_purpose"),
            CheckConstraint(
                condition=~Q(purpose=Purpose.OTHER.value) | ~Q(purpose_words=""), name="credentials_other_purpose_said"
            ),
        ]

    def __str__(self):
        return f"look-up {self.key}"


class LookUpFinding(AppendOnly):
    """A credential that a look-up showed."""

    look_up = models.ForeignKey(LookUp, on_delete=models.PROTECT, related_name="findings")
    credential = models.ForeignKey(Credential, on_delete=models.PROTECT, related_name="findings")

    privacy = Privacy(impersonal="look_up credential")

    class Meta:
        constraints = [UniqueConstraint(fields=["look_up", "credential"], name="credentials_found_once_a_look_up")]

    def __str__(self):
        return f"finding {self.key}"
