"""E-mails of this room, written by the worker."""

from django_tasks import task


@task()
def tell_person_of_decision(decision_id: int) -> None:
    from lms.accreditation.actions import mail_decision  # noqa: PLC0415 -- a task is a leaf

    mail_decision(decision_id)


@task()
def tell_holder_of_status(change_id: int) -> None:
    from lms.accreditation.actions import mail_status  # noqa: PLC0415 -- a task is a leaf

    mail_status(change_id)
