"""A file of trainees, checked against the people who are there already."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from lms.enrolment.models import TraineeImport
from lms.enrolment.queries.cohorts import accounts_by_email, cohorts_by_email
from lms.enrolment.rules.progress import context_fits
from lms.enrolment.rules.trainee_file import TraineeRow, read_rows


@dataclass(frozen=True)
class CheckedFile:
    """Which rows will be enrolled, and which are left out and why. `known`: addresses that have an account."""

    good: tuple[TraineeRow, ...]
    bad: tuple[TraineeRow, ...]
    known: frozenset[str]


def checked_file(trainee_import: TraineeImport) -> CheckedFile:
    """Every row with its first problem, its own or with the people who are there. Three queries in all."""
    rows = read_rows(trainee_import.text)
    cohort = trainee_import.cohort
    accounts = accounts_by_email([row.email for row in rows if not row.problem], cohort.provider)
    ours = {email for email, person in accounts.items() if person.is_ours}
    learning = cohorts_by_email(cohort)

    def problem(row: TraineeRow) -> str:
        if row.problem:
            return row.problem
        if row.email in learning:
            return _("Is learning this programme already, in %(cohort)s") % {"cohort": learning[row.email]}
        if row.email in accounts and row.email not in ours:
            return _("Has an account outside your organisation. Give them the join code %(code)s") % {
                "code": cohort.join_code
            }
        if row.context and not context_fits(cohort.version.route, row.context):
            return _("This context does not fit the programme's route")
        return ""

    checked = [row.refused(problem(row)) for row in rows]
    return CheckedFile(
        good=tuple(row for row in checked if not row.problem),
        bad=tuple(row for row in checked if row.problem),
        known=frozenset(ours),
    )
