"""Pages of accreditation."""

from lms.accreditation.views.bodies import AimAt, Bodies, Body, CoachBody, Coaches, CountsFor, GiveUpAim
from lms.accreditation.views.standings import (
    AnswerStatus,
    Award,
    Awards,
    ChangeStatus,
    OwnStanding,
    RequestAward,
    Standards,
    Standing,
)

__all__ = [
    "AimAt",
    "AnswerStatus",
    "Award",
    "Awards",
    "Bodies",
    "Body",
    "ChangeStatus",
    "CoachBody",
    "Coaches",
    "CountsFor",
    "GiveUpAim",
    "OwnStanding",
    "RequestAward",
    "Standards",
    "Standing",
]
