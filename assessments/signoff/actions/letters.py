"""E-mails about sign-offs, sent by the worker. They make sense without opening the link."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.signoff import queries
from assessments.signoff.enums import Status
from assessments.signoff.models import SignOff
from lms.core import clock, mail
from lms.people.models import User

# Where a sign-off stands → subject. The trainee hears nothing of a return: the assessor acts on it first.
_SUBJECTS = {
    Status.EFFECTIVE: gettext_lazy("You have been signed off"),
    Status.TO_COUNTERSIGN: gettext_lazy("Your sign-off is recorded and being checked"),
    Status.TO_RELEASE: gettext_lazy("Your sign-off is recorded and being checked"),
    Status.WITHDRAWN: gettext_lazy("A sign-off of yours has been withdrawn"),
}


def mail_trainee(sign_off_id: int) -> None:
    """Tell the trainee where a sign-off of theirs stands now, unless it was replaced or returned meanwhile."""
    row = SignOff.objects.select_related("trainee", "assessor", "withdrawal").get(pk=sign_off_id)
    status = queries.status_of(row, clock.today())
    if status in _SUBJECTS:
        _mail(row.trainee, str(_SUBJECTS[status]), "signoff/mail/trainee.txt", row, status=status.value)


def mail_assessor_of_return(sign_off_id: int) -> None:
    """Tell the assessor that a countersigner or quality assurer returned a sign-off, and why."""
    row = SignOff.objects.select_related("trainee", "assessor", "countersignature__by", "release__by").get(
        pk=sign_off_id
    )
    check = getattr(row, "release", None) or row.countersignature
    _mail(row.assessor, _("A sign-off was returned to you"), "signoff/mail/returned.txt", row, check=check)


def _mail(person: User, subject: str, template: str, row: SignOff, **context) -> None:
    if not person.is_active:
        return
    path = reverse("signoff:sign_off", kwargs={"key": row.key})
    context |= {"person": person, "sign_off": row}
    mail.send(to=person.email, subject=subject, template=template, path=path, context=context)
