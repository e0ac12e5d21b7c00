"""E-mails of this room, written by the worker."""

from django_tasks import task


@task()
def tell_verifier(entry_id: int) -> None:
    from lms.practice.actions import mail_verifier  # noqa: PLC0415 -- a task is a leaf

    mail_verifier(entry_id)


@task()
def tell_coach_of_return(entry_id: int) -> None:
    from lms.practice.actions import mail_coach_of_return  # noqa: PLC0415 -- a task is a leaf

    mail_coach_of_return(entry_id)
