"""E-mails of this room, written by the worker."""

from django_tasks import task


@task()
def tell_trainee(sign_off_id: int) -> None:
    from assessments.signoff.actions import mail_trainee  # noqa: PLC0415 -- a task is a leaf

    mail_trainee(sign_off_id)


@task()
def tell_assessor_of_return(sign_off_id: int) -> None:
    from assessments.signoff.actions import mail_assessor_of_return  # noqa: PLC0415 -- a task is a leaf

    mail_assessor_of_return(sign_off_id)
