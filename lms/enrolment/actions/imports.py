"""Importing trainees from a CSV file: upload, preview, confirm."""

import datetime

from django.db import transaction

from lms.audit import actions as audit
from lms.enrolment.actions.enrolments import enrol_by_email
from lms.enrolment.models import Cohort, TraineeImport
from lms.enrolment.queries import checked_file
from lms.enrolment.rules.trainee_file import decoded, read_rows
from lms.people.models import User


@transaction.atomic
def upload_trainees(
    *, cohort: Cohort, file_name: str, content: bytes, by: User, at: datetime.datetime
) -> TraineeImport:
    """Keep a file for its preview; an earlier one that was never confirmed is forgotten. Raises FileNotReadable."""
    text = decoded(content)
    read_rows(text)
    TraineeImport.objects.filter(cohort=cohort, uploaded_by=by, confirmed_at=None).delete()
    trainee_import = TraineeImport.objects.create(
        cohort=cohort, uploaded_by=by, file_name=file_name[-200:], text=text, created_at=at
    )
    audit.record("enrolment.trainees_uploaded", by=by, at=at, target=trainee_import, organisation=cohort.provider)
    return trainee_import


@transaction.atomic
def import_trainees(*, trainee_import: TraineeImport, by: User, at: datetime.datetime) -> TraineeImport:
    """Enrol everybody in the file whose row is good, and write to them. Confirmed twice, it is done once.

    The file is checked again: somebody may have joined since the preview. Then its text is forgotten.
    """
    locked = (
        TraineeImport.objects.select_for_update(of=("self",))
        .select_related("cohort__version", "cohort__provider")
        .get(pk=trainee_import.pk)
    )
    if locked.confirmed_at:
        return locked
    checked = checked_file(locked)
    for row in checked.good:
        enrol_by_email(cohort=locked.cohort, email=row.email, name=row.name, context=row.context, by=by, at=at)
    locked.confirmed_at, locked.text = at, ""
    locked.enrolled, locked.left_out = len(checked.good), len(checked.bad)
    locked.save(update_fields=["confirmed_at", "text", "enrolled", "left_out", "updated_at"])
    audit.record(
        "enrolment.trainees_imported",
        by=by,
        at=at,
        target=locked,
        organisation=locked.cohort.provider,
        facts={"cohort": str(locked.cohort.key), "enrolled": locked.enrolled, "left_out": locked.left_out},
    )
    return locked
