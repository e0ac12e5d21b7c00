"""E-mails of this room, written by the worker."""

from django_tasks import task


@task()
def tell_leads(concern_id: int) -> None:
    from lms.concerns.actions import mail_leads  # noqa: PLC0415 -- a task is a leaf

    mail_leads(concern_id)
