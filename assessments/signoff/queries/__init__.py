"""Reading sign-offs, the evidence that there is for one, and the assessors' qualifications."""

from assessments.signoff.queries.evidence import Evidence, evidence_for, observations_to_read
from assessments.signoff.queries.qualifications import (
    assessors_visible_to,
    current_qualification,
    qualifications_of,
    qualifications_visible_to,
    with_qualification,
)
from assessments.signoff.queries.sign_offs import (
    confirmations_of,
    drafts_of,
    effective_sign_offs,
    for_page,
    next_step,
    organisations_to_sign_off_in,
    sign_offs_to_countersign,
    sign_offs_to_release,
    sign_offs_to_review,
    sign_offs_visible_to,
    signed_competencies,
    status_of,
    trainees_to_sign_off,
    with_sign_off_counts,
    with_status,
)

__all__ = [
    "Evidence",
    "assessors_visible_to",
    "confirmations_of",
    "current_qualification",
    "drafts_of",
    "effective_sign_offs",
    "evidence_for",
    "for_page",
    "next_step",
    "observations_to_read",
    "organisations_to_sign_off_in",
    "qualifications_of",
    "qualifications_visible_to",
    "sign_offs_to_countersign",
    "sign_offs_to_release",
    "sign_offs_to_review",
    "sign_offs_visible_to",
    "signed_competencies",
    "status_of",
    "trainees_to_sign_off",
    "with_qualification",
    "with_sign_off_counts",
    "with_status",
]
