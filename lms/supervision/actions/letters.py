"""The e-mails of this room, called by its tasks."""

from django.urls import reverse
from django.utils.translation import gettext as _

from lms.core import mail
from lms.people.models import User
from lms.supervision import queries, rules
from lms.supervision.enums import SessionStatus
from lms.supervision.models import SupervisionSession


def mail_supervisor(session_id: int) -> None:
    """Tell the supervisor that a session waits, unless they answered before the worker came to it."""
    session = SupervisionSession.objects.select_related("coach", "supervisor", "organisation").get(pk=session_id)
    if rules.can_be_decided(session.status, session.format):
        subject = _("%(name)s asks you to confirm a supervision session") % {"name": session.coach.name}
        _mail(session.supervisor, subject, "supervision/mail/recorded.txt", session, page="supervision:confirm")


def mail_coach_of_decline(session_id: int) -> None:
    """Tell the coach that a session was declined, and why."""
    session = SupervisionSession.objects.select_related("coach", "supervisor").get(pk=session_id)
    if session.status == SessionStatus.DECLINED:
        subject = _("%(name)s did not confirm a supervision session") % {"name": session.supervisor.name}
        _mail(session.coach, subject, "supervision/mail/declined.txt", session, page="supervision:session")


def _mail(person: User, subject: str, template: str, session: SupervisionSession, *, page: str) -> None:
    if not person.is_active:
        return
    path = reverse(page, kwargs={"key": session.key})
    context = {"person": person, "session": session, "answer": queries.confirmations_of(session).last()}
    mail.send(to=person.email, subject=subject, template=template, path=path, context=context)
