"""E-mails of this room, written by the worker."""

from django_tasks import task


@task()
def tell_trainee(observation_id: int) -> None:
    from assessments.roleplay.actions import mail_trainee  # noqa: PLC0415 -- a task is a leaf

    mail_trainee(observation_id)
