"""Recording, acknowledging and superseding observations, and telling the trainee."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.roleplay import queries, rules, tasks
from assessments.roleplay.actions.drafts import delete_draft, locked_draft, refuse_unless_observable
from assessments.roleplay.models import (
    CriterionScore,
    DraftScore,
    Observation,
    ObservationAcknowledgement,
    ObservationDraft,
)
from lms.audit import actions as audit
from lms.core import mail
from lms.core.errors import NotYours, Refused
from lms.people.models import User

# What a draft hands on to its observation, and an observation to the draft that will replace it.
_OF_THE_SESSION = (
    "trainee",
    "organisation",
    "scenario_version",
    "rubric_version",
    "policy",
    "context",
    "setting",
    "observed_at",
    "identity_check",
    "identity_note",
    "feedback_strengths",
    "feedback_next",
)
# What belongs to this writing of it alone.
_OF_THE_WRITING = ("observer", "global_judgement", "global_judged_at", "supersedes", "supersede_reason")


class NotComplete(Refused):
    """Something that every observation has is missing from the draft."""


class AlreadySuperseded(Refused):
    """A later observation replaces this one, or somebody is writing it."""


class AlreadyAcknowledged(Refused):
    """The trainee has acknowledged it before."""


class NotTheirs(NotYours):
    """Somebody other than the observed trainee tried to acknowledge."""


@transaction.atomic
def record_observation(*, draft: ObservationDraft, by: User, at: datetime) -> Observation:
    """Make a record of a complete draft, work out its result, and tell the trainee. The draft is gone then.

    Raises DraftGone, NotComplete, AlreadySuperseded, NotYoursToObserve, InterestDeclared.
    """
    locked = locked_draft(draft, by=by)
    refuse_unless_observable(trainee=locked.trainee, organisation=locked.organisation, by=by)
    _refuse_if_superseded(locked.supersedes)
    scores = complete_scores(locked)
    observation = _write_observation(locked, scores, at=at)
    CriterionScore.objects.bulk_create(
        CriterionScore(observation=observation, criterion=row.criterion, level=row.level, note=row.note, happened_at=at)
        for row in scores
    )
    delete_draft(locked)
    _audit("roleplay.observation_recorded", observation, by=by, at=at)
    transaction.on_commit(partial(tasks.tell_trainee.enqueue, observation.pk))
    return observation


def _refuse_if_superseded(observation: Observation | None) -> None:
    if observation and Observation.objects.filter(supersedes=observation).exists():
        raise AlreadySuperseded(_("A later observation replaces this one already."))


def complete_scores(draft: ObservationDraft) -> list[DraftScore]:
    """The draft's scores in the rubric's order. Raises NotComplete when something is missing."""
    missing = [criterion.title for criterion in queries.unscored_criteria(draft)]
    if not draft.global_judgement:
        raise NotComplete(_("Your global judgement is missing."))
    if missing:
        raise NotComplete(_("A level or a note is missing for: %(criteria)s.") % {"criteria": ", ".join(missing)})
    if not (draft.feedback_strengths and draft.feedback_next):
        raise NotComplete(_("Your feedback is missing."))
    return sorted(queries.scores_of(draft).values(), key=lambda row: row.criterion.order)


def _write_observation(draft: ObservationDraft, scores: Iterable[DraftScore], *, at: datetime) -> Observation:
    result = queries.result_of(scores, draft.rubric_version)
    return Observation.objects.create(
        **{name: getattr(draft, name) for name in (*_OF_THE_SESSION, *_OF_THE_WRITING)},
        has_seen_scenario=bool(queries.sights_before(draft)),
        points=result.points,
        points_possible=result.points_possible,
        percent=result.percent,
        is_passed=result.is_passed,
        has_critical_failure=result.has_critical_failure,
        has_disagreement=rules.disagrees(draft.global_judgement, is_passed=result.is_passed),
        happened_at=at,
    )


@transaction.atomic
def acknowledge_observation(
    *, observation: Observation, comment: str = "", by: User, at: datetime
) -> ObservationAcknowledgement:
    """The trainee says that they have read it. Raises AlreadyAcknowledged, NotTheirs."""
    if observation.trainee_id != by.pk:
        raise NotTheirs(_("Only the person who was observed acknowledges an observation."))
    row, created = ObservationAcknowledgement.objects.get_or_create(
        observation=observation, defaults={"comment": comment, "happened_at": at}
    )
    if not created:
        raise AlreadyAcknowledged(_("You acknowledged this observation before."))
    _audit("roleplay.observation_acknowledged", observation, by=by, at=at)
    return row


@transaction.atomic
def supersede_observation(*, observation: Observation, reason: str, by: User, at: datetime) -> ObservationDraft:
    """Begin a new observation of the same session that will replace this one, starting from its scores and feedback.

    The global judgement is given afresh. Raises AlreadySuperseded, NotYoursToObserve, InterestDeclared.
    """
    refuse_unless_observable(trainee=observation.trainee, organisation=observation.organisation, by=by)
    locked = Observation.objects.select_for_update().get(pk=observation.pk)
    _refuse_if_superseded(locked)
    if ObservationDraft.objects.filter(supersedes=locked).exists():
        raise AlreadySuperseded(_("An observation that replaces this one is being written already."))
    draft = ObservationDraft.objects.create(
        **{name: getattr(locked, name) for name in _OF_THE_SESSION},
        observer=by,
        supersedes=locked,
        supersede_reason=reason,
        created_at=at,
    )
    DraftScore.objects.bulk_create(
        DraftScore(draft=draft, criterion_id=row.criterion_id, level_id=row.level_id, note=row.note)
        for row in locked.scores.all()
    )
    return draft


def _audit(kind: str, observation: Observation, *, by: User, at: datetime) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        target=observation,
        subject=observation.trainee,
        organisation=observation.organisation,
        facts={
            "scenario": observation.scenario_version.scenario.code if observation.scenario_version else None,
            "context": observation.context,
            "global_judgement": observation.global_judgement,
            "percent": observation.percent,
            "is_passed": observation.is_passed,
            "has_critical_failure": observation.has_critical_failure,
            "supersedes": str(observation.supersedes.key) if observation.supersedes else None,
        },
    )


def mail_trainee(observation_id: int) -> None:
    """Tell the trainee that an observation of them is recorded and where to read it. The e-mail says no result."""
    observation = Observation.objects.select_related("trainee", "observer", "scenario_version").get(pk=observation_id)
    if not observation.trainee.is_active:
        return
    mail.send(
        to=observation.trainee.email,
        subject=_("Your observation is ready to read"),
        template="roleplay/mail/recorded.txt",
        path=reverse("roleplay:observation", kwargs={"key": observation.key}),
        context={"observation": observation},
    )
