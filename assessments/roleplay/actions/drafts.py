"""Writing an observation: start, judge globally, score each criterion, give feedback. Nothing here is a record yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from assessments.roleplay import queries, rules
from assessments.roleplay.enums import Setting
from assessments.roleplay.models import (
    AssessmentPolicy,
    Criterion,
    DraftScore,
    Level,
    ObservationDraft,
    RubricVersion,
    ScenarioVersion,
)
from lms.core.errors import NotYours, Refused
from lms.people.models import Organisation, User
from lms.people.queries import has_interest


class NotYoursToObserve(NotYours):
    """The trainee is oneself, or nobody whom one trains or assesses in that organisation."""


class InterestDeclared(Refused):
    """A tie between the two people was declared, or one manages the other."""


class ScenarioDoesNotFit(Refused):
    """A role-play without a scenario, a real session with one, or a scenario for other kinds of service."""


class NotYetHappened(Refused):
    """The session's time lies in the future."""


class IdentityUnexplained(Refused):
    """The way in which the trainee's identity was checked needs words."""


class AlreadyStarted(Refused):
    """The observer has an unfinished observation of this trainee in this scenario."""


class JudgementSettled(Refused):
    """The global judgement was given before scoring began and stays as it was."""


class DraftGone(Refused):
    """The draft was recorded or discarded meanwhile."""


class JudgementMissing(Refused):
    """Criteria cannot be scored before the global judgement is given."""


@dataclass(frozen=True)
class Mark:
    """What the observer puts down for one criterion: a level, a note of what was seen, or both."""

    criterion: Criterion
    level: Level | None
    note: str


def refuse_unless_observable(*, trainee: User, organisation: Organisation, by: User) -> None:
    """Raises NotYoursToObserve or InterestDeclared. Asked at the start and again at the recording."""
    if trainee == by:
        raise NotYoursToObserve(_("You cannot observe yourself."))
    if not queries.organisations_to_observe_in(by, trainee).filter(pk=organisation.pk).exists():
        raise NotYoursToObserve(
            _("You do not train or assess this person at %(place)s.") % {"place": organisation.name}
        )
    if has_interest(by, trainee):
        raise InterestDeclared(
            _("An interest between you and %(name)s is declared. Ask a colleague to observe.") % {"name": trainee.name}
        )


@transaction.atomic
def start_observation(
    *,
    trainee: User,
    organisation: Organisation,
    setting: str,
    context: str,
    observed_at: datetime,
    identity_check: str,
    identity_note: str = "",
    scenario_version: ScenarioVersion | None = None,
    by: User,
    at: datetime,
) -> ObservationDraft:
    """Begin to write an observation of a session, with the newest rubric and the policy in force.

    Raises NotYoursToObserve, InterestDeclared, ScenarioDoesNotFit, NotYetHappened, IdentityUnexplained, AlreadyStarted.
    """
    refuse_unless_observable(trainee=trainee, organisation=organisation, by=by)
    _refuse_unfit_session(setting, context, scenario_version, observed_at, at=at)
    if rules.needs_identity_note(identity_check) and not identity_note.strip():
        raise IdentityUnexplained(_("Say how you know who they are."), field="identity_note")
    policy = queries.policy_in_force()
    try:
        with transaction.atomic():
            return ObservationDraft.objects.create(
                trainee=trainee,
                observer=by,
                organisation=organisation,
                scenario_version=scenario_version,
                rubric_version=_rubric_for(scenario_version, policy),
                policy=policy,
                context=context,
                setting=setting,
                observed_at=observed_at,
                identity_check=identity_check,
                identity_note=identity_note,
            )
    except IntegrityError as error:
        raise AlreadyStarted(
            _("You have an unfinished observation of %(name)s in this scenario. Finish or discard it first.")
            % {"name": trainee.name}
        ) from error


def _refuse_unfit_session(
    setting: str, context: str, scenario_version: ScenarioVersion | None, observed_at: datetime, *, at: datetime
) -> None:
    if (setting == Setting.ROLE_PLAY) != (scenario_version is not None):
        raise ScenarioDoesNotFit(
            _("Choose the scenario of a role-play, and none for a real session."), field="scenario_version"
        )
    if scenario_version and not rules.offers(scenario_version.contexts, context):
        raise ScenarioDoesNotFit(_("This scenario is not for that kind of service."), field="context")
    if rules.is_in_future(observed_at, at=at):
        raise NotYetHappened(_("The session has to have taken place. Check the date and time."), field="observed_at")


def _rubric_for(scenario_version: ScenarioVersion | None, policy: AssessmentPolicy) -> RubricVersion:
    rubric = scenario_version.rubric if scenario_version else policy.rubric
    return queries.latest_rubric(rubric.code)


@transaction.atomic
def judge_globally(*, draft: ObservationDraft, judgement: str, by: User, at: datetime) -> ObservationDraft:
    """Store the verdict on the whole, with its time, before any criterion is scored.

    Raises JudgementSettled when scoring has begun since; giving the same judgement again changes nothing.
    """
    locked = locked_draft(draft, by=by)
    if locked.global_judgement == judgement:
        return locked
    if locked.global_judgement and locked.scores.exists():
        raise JudgementSettled(_("You gave your global judgement before scoring. It stays as it was."))
    locked.global_judgement, locked.global_judged_at = judgement, at
    locked.save(update_fields=["global_judgement", "global_judged_at", "updated_at"])
    return locked


@transaction.atomic
def score_criteria(*, draft: ObservationDraft, marks: Iterable[Mark], by: User, at: datetime) -> ObservationDraft:
    """Keep what is put down so far; complete or not, and as often as wanted. Raises JudgementMissing."""
    locked = locked_draft(draft, by=by)
    if not locked.global_judgement:
        raise JudgementMissing(_("Give your global judgement first."))
    kept = set(locked.scores.values_list("criterion", flat=True))
    rows = [_draft_score(locked, mark, at=at) for mark in marks if mark.level or mark.note or mark.criterion.pk in kept]
    DraftScore.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["draft", "criterion"], update_fields=["level", "note", "updated_at"]
    )
    locked.save(update_fields=["updated_at"])
    return locked


def _draft_score(draft: ObservationDraft, mark: Mark, *, at: datetime) -> DraftScore:
    if mark.criterion.rubric_version_id != draft.rubric_version_id:
        raise ValueError(f"{mark.criterion} is not of the draft's rubric")
    if mark.level and mark.level.criterion_id != mark.criterion.pk:
        raise ValueError(f"{mark.level} is not a level of {mark.criterion}")
    return DraftScore(draft=draft, criterion=mark.criterion, level=mark.level, note=mark.note, updated_at=at)


@transaction.atomic
def write_feedback(*, draft: ObservationDraft, strengths: str, next_thing: str, by: User) -> ObservationDraft:
    """What went well, and the one thing to try next."""
    locked = locked_draft(draft, by=by)
    locked.feedback_strengths, locked.feedback_next = strengths, next_thing
    locked.save(update_fields=["feedback_strengths", "feedback_next", "updated_at"])
    return locked


@transaction.atomic
def discard_draft(*, draft: ObservationDraft, by: User) -> None:
    """Throw away what was not recorded."""
    delete_draft(locked_draft(draft, by=by))


def delete_draft(draft: ObservationDraft) -> None:
    """The draft with its scores; called with the draft locked."""
    draft.scores.all().delete()
    draft.delete()


def locked_draft(draft: ObservationDraft, *, by: User) -> ObservationDraft:
    """The draft as it is now, held until the transaction ends. Only its observer writes it. Raises DraftGone."""
    locked = ObservationDraft.objects.select_for_update().filter(pk=draft.pk, observer=by).first()
    if locked is None:
        raise DraftGone(_("This observation was recorded or discarded already."))
    return locked
