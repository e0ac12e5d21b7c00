"""Reading standards, standings and awards."""

from lms.accreditation.queries.awards import (
    awards_visible_to,
    changes_visible_to,
    for_page,
    history_of,
    latest_awards,
    status_of,
    with_status,
)
from lms.accreditation.queries.facts import facts_about
from lms.accreditation.queries.keeping import KEPT, State, keep_standing, kept_standing, state_of_standing
from lms.accreditation.queries.standards import (
    rules_of,
    unassessed_learners,
    version_for,
    version_in_force,
    versions_in_force,
    versions_with_requirements,
)
from lms.accreditation.queries.standings import (
    asks_supervision,
    conflict_between,
    decisions_of,
    decisions_visible_to,
    enrolments_to_decide,
    open_request,
    standing,
    standing_under,
    supervision_now,
)

__all__ = [
    "KEPT",
    "State",
    "asks_supervision",
    "awards_visible_to",
    "changes_visible_to",
    "conflict_between",
    "decisions_of",
    "decisions_visible_to",
    "enrolments_to_decide",
    "facts_about",
    "for_page",
    "history_of",
    "keep_standing",
    "kept_standing",
    "latest_awards",
    "open_request",
    "rules_of",
    "standing",
    "standing_under",
    "state_of_standing",
    "status_of",
    "supervision_now",
    "unassessed_learners",
    "version_for",
    "version_in_force",
    "versions_in_force",
    "versions_with_requirements",
    "with_status",
]
