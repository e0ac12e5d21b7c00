"""What a sign-off needs, when it is sampled and where it stands. Pure."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from assessments.signoff.enums import SamplingReason


@dataclass(frozen=True)
class Sampling:
    """What a policy says about sampling: the share in per cent, and what is sampled whatever the share."""

    percent: int
    samples_first: bool
    samples_disagreement: bool


def sampling_reason(key: UUID, policy: Sampling, *, is_first: bool, has_disagreement: bool) -> str:
    """Why a sign-off is sampled, or nothing. Its facts and its key settle it, so anybody can work it out again."""
    if policy.samples_first and is_first:
        return SamplingReason.FIRST
    if policy.samples_disagreement and has_disagreement:
        return SamplingReason.DISAGREEMENT
    return SamplingReason.SHARE if within_share(key, policy.percent) else ""


def is_seen_in(context: str, observed_contexts: Collection[str]) -> bool:
    """Whether any cited observation was made in the context that a sign-off names. One that cites none says nothing."""
    return not observed_contexts or context in observed_contexts


def within_share(key: UUID, percent: int) -> bool:
    """Whether a random key falls within a share. The assessor cannot know or choose the key beforehand."""
    return int.from_bytes(hashlib.sha256(key.bytes).digest()[:8], "big") % 100 < percent


def needs_countersignature(*, is_qualified: bool, countersigns_unqualified: bool) -> bool:
    """An assessor without a current assessor qualification is countersigned where the policy says so."""
    return countersigns_unqualified and not is_qualified


# The parts of a sign-off in the order in which they are prepared.
STEPS = ("evidence", "declaration", "check")


def next_step(*, is_chosen: bool, is_declared: bool) -> str:
    """The first part of a draft that is missing."""
    if not is_chosen:
        return "evidence"
    return "check" if is_declared else "declaration"


CONFIRMATIONS = ("valid", "authentic", "current", "sufficient")


def unconfirmed(answers: dict[str, tuple[bool, str]]) -> list[str]:
    """Which of the four confirmations lack their tick or their reason."""
    return [name for name in CONFIRMATIONS if not (answers[name][0] and answers[name][1].strip())]
