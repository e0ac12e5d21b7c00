"""E-mails of this room, written by the worker."""

from django_tasks import task


@task()
def send_welcome(enrolment_id: int) -> None:
    from lms.enrolment.actions import mail_welcome  # noqa: PLC0415 -- a task is a leaf

    mail_welcome(enrolment_id)
