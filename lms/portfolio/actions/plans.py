"""Writing commitments and the development plan."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lms.audit import actions as audit
from lms.competencies.models import Competency
from lms.core.errors import NotYours, Refused
from lms.people.models import Organisation, User
from lms.portfolio import permissions, rules
from lms.portfolio.actions.records import refuse_client_details
from lms.portfolio.enums import GoalStatus
from lms.portfolio.models import DevelopmentGoal, VolunteerCommitment


class CommitmentNotValid(Refused):
    """Nothing is promised, a number is out of range, or another commitment to the organisation covers these days."""


class GoalNotValid(Refused):
    """The goal or its steps have no words."""


@dataclass(frozen=True, kw_only=True)
class CommitmentDetails:
    """What a volunteer promises for each week. `to_date` is None until further notice."""

    from_date: date
    to_date: date | None = None
    sessions: int = 0
    session_minutes: int = 0
    telephone_minutes: int = 0


@dataclass(frozen=True, kw_only=True)
class GoalDetails:
    """One goal of a development plan."""

    goal: str
    steps: str
    review_date: date
    status: str = GoalStatus.OPEN
    competencies: Iterable[Competency] = field(default=())


@transaction.atomic
def save_commitment(
    *,
    by: User,
    at: datetime,
    organisation: Organisation,
    details: CommitmentDetails,
    commitment: VolunteerCommitment | None = None,
) -> VolunteerCommitment:
    """Promise so much for each week, or change what was promised. Raises CommitmentNotValid, NotYours."""
    User.objects.select_for_update().get(pk=by.pk)  # one at a time, so that two cannot cover the same days
    if commitment is None:
        if not permissions.keeps_portfolio_with(by, organisation.pk):
            raise NotYours(_("Only a trainee of this provider keeps a portfolio with it."))
        commitment = VolunteerCommitment(person=by, organisation=organisation)
    else:
        commitment = _own(VolunteerCommitment.objects.select_for_update().get(pk=commitment.pk), by)
    _check_commitment(commitment, details)
    for name, value in vars(details).items():
        setattr(commitment, name, value)
    commitment.save()
    facts = {**vars(details), "from_date": details.from_date.isoformat()}
    facts["to_date"] = details.to_date.isoformat() if details.to_date else None
    audit.record(
        "portfolio.commitment_saved",
        by=by,
        at=at,
        target=commitment,
        subject=by,
        organisation=commitment.organisation,
        facts=facts,
    )
    return commitment


def _check_commitment(commitment: VolunteerCommitment, details: CommitmentDetails) -> None:
    for problem in rules.commitment_problems(**vars(details)):
        raise CommitmentNotValid(f"{problem.words}.", field=problem.field)
    others = VolunteerCommitment.objects.filter(person=commitment.person, organisation=commitment.organisation).exclude(
        pk=commitment.pk
    )
    span = (details.from_date, details.to_date)
    if any(rules.overlaps(span, days) for days in others.values_list("from_date", "to_date")):
        words = _("You have promised something to this organisation for some of these days. End that one first.")
        raise CommitmentNotValid(words, field="from_date")


@transaction.atomic
def save_goal(*, by: User, at: datetime, details: GoalDetails, goal: DevelopmentGoal | None = None) -> DevelopmentGoal:
    """Set a goal in one's development plan, or change it. Raises GoalNotValid, HoldsClientDetails, NotYours."""
    if goal is None:
        if not permissions.keeps_portfolio(by):
            raise NotYours(_("Only a trainee of a provider keeps a portfolio."))
        goal = DevelopmentGoal(person=by)
    else:
        goal = _own(DevelopmentGoal.objects.select_for_update().get(pk=goal.pk), by)
    for name in ("goal", "steps"):
        if not rules.says_something(getattr(details, name)):
            raise GoalNotValid(_("Write something first."), field=name)
    refuse_client_details([("goal", details.goal), ("steps", details.steps)])
    goal.goal, goal.steps = details.goal, details.steps
    goal.review_date, goal.status = details.review_date, details.status
    goal.save()
    goal.competencies.set(details.competencies)
    facts = {"status": goal.status, "review": goal.review_date.isoformat()}
    audit.record("portfolio.goal_saved", by=by, at=at, target=goal, subject=by, facts=facts)
    return goal


def _own(row, by: User):
    if not permissions.is_owner(by, row):
        raise NotYours(_("Only the person whose portfolio it is can change this."))
    return row
