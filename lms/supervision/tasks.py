"""E-mails of this room, written by the worker."""

from django_tasks import task


@task()
def tell_supervisor(session_id: int) -> None:
    from lms.supervision.actions import mail_supervisor  # noqa: PLC0415 -- a task is a leaf

    mail_supervisor(session_id)


@task()
def tell_coach_of_decline(session_id: int) -> None:
    from lms.supervision.actions import mail_coach_of_decline  # noqa: PLC0415 -- a task is a leaf

    mail_coach_of_decline(session_id)
