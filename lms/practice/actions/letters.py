"""The e-mails about practice."""

from django.urls import reverse
from django.utils.translation import gettext as _

from lms.core import mail
from lms.people.models import User
from lms.practice import queries, rules
from lms.practice.enums import EntryStatus
from lms.practice.models import PracticeEntry


def mail_verifier(entry_id: int) -> None:
    """Tell the verifier that an entry waits, unless it was decided or taken back before the worker came to it."""
    entry = PracticeEntry.objects.select_related("coach", "verifier", "organisation").get(pk=entry_id)
    if rules.is_with_verifier(entry.status):
        subject = _("%(name)s asks you to confirm a practice session") % {"name": entry.coach.name}
        _mail(entry.verifier, subject, "practice/mail/sent.txt", entry, page="practice:confirm")


def mail_coach_of_return(entry_id: int) -> None:
    """Tell the coach that an entry came back, and why."""
    entry = PracticeEntry.objects.select_related("coach", "verifier").get(pk=entry_id)
    if entry.status == EntryStatus.RETURNED:
        subject = _("%(name)s returned a practice session to you") % {"name": entry.verifier.name}
        _mail(entry.coach, subject, "practice/mail/returned.txt", entry, page="practice:entry")


def _mail(person: User, subject: str, template: str, entry: PracticeEntry, *, page: str) -> None:
    if not person.is_active:
        return
    path = reverse(page, kwargs={"key": entry.key})
    context = {"person": person, "entry": entry, "decision": queries.decisions_on(entry).last()}
    mail.send(to=person.email, subject=subject, template=template, path=path, context=context)
