"""Work of this room that goes on in the background."""

from django_tasks import task


@task()
def make_export(export_id: int) -> None:
    from lms.portfolio.actions import make_export  # noqa: PLC0415 -- a task is a leaf

    make_export(export_id)
