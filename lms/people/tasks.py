"""E-mails of this room, written by the worker."""

from django_tasks import task


@task()
def send_invitation(invitation_id: int) -> None:
    from lms.people.actions import mail_invitation  # noqa: PLC0415 -- a task is a leaf

    mail_invitation(invitation_id)
