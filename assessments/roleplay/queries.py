"""Reading scenarios, rubrics and observations. What a user sees starts from a `*_visible_to`."""

import datetime
from collections.abc import Iterable

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from assessments.roleplay import rules
from assessments.roleplay.enums import ExposureKind
from assessments.roleplay.models import (
    AssessmentPolicy,
    Criterion,
    CriterionScore,
    DraftScore,
    Level,
    Observation,
    ObservationDraft,
    RubricVersion,
    ScenarioExposure,
    ScenarioVersion,
)
from lms.core import clock
from lms.core.assessed import to_be_assessed
from lms.people.enums import ResponsibilityKind, Role
from lms.people.models import Organisation, User
from lms.people.queries import (
    STAFF_ROLES,
    organisations_where,
    people_for_whom,
    people_through,
    roles_of,
    trainee_memberships_where,
)

OBSERVING_ROLES = (Role.TRAINER, Role.ASSESSOR)
OBSERVING_TIES = (ResponsibilityKind.TRAINER, ResponsibilityKind.ASSESSOR)
DEFAULT_POLICY = "default"


# Scenarios, rubrics, policy


def scenarios_visible_to(user: User) -> QuerySet[ScenarioVersion]:
    """Every version, for whoever holds a role somewhere; the page decides which of its briefs are shown."""
    return ScenarioVersion.objects.all() if roles_of(user) else ScenarioVersion.objects.none()


def latest_scenarios() -> QuerySet[ScenarioVersion]:
    """The newest version of each scenario."""
    later = ScenarioVersion.objects.filter(scenario=OuterRef("scenario"), number__gt=OuterRef("number"))
    return ScenarioVersion.objects.filter(~Exists(later))


def latest_rubric(code: str) -> RubricVersion:
    """The newest version of a rubric. Raises RubricVersion.DoesNotExist."""
    return RubricVersion.objects.filter(rubric__code=code).latest("number")


def policy_in_force(code: str = DEFAULT_POLICY) -> AssessmentPolicy:
    """The newest version of a policy. Raises AssessmentPolicy.DoesNotExist."""
    return AssessmentPolicy.objects.select_related("rubric").filter(code=code).latest("number")


def criteria_of(rubric_version: RubricVersion) -> QuerySet[Criterion]:
    """The criteria in order, each with its levels from the lowest up."""
    return rubric_version.criteria.order_by("order").prefetch_related(
        Prefetch("levels", queryset=Level.objects.order_by("points"))
    )


# Exposure


def exposures_of(person: User) -> QuerySet[ScenarioExposure]:
    """What a person opened or practised, newest first."""
    return (
        ScenarioExposure.objects.filter(person=person)
        .select_related("scenario_version")
        .order_by("-happened_at", "-id")
    )


def earlier_sights(person: User, scenario_version: ScenarioVersion) -> list[rules.Sight]:
    """How and when a person met any version of a scenario before, oldest first. Observed sessions count as practice."""
    scenario = scenario_version.scenario_id
    opened = ScenarioExposure.objects.filter(person=person, scenario_version__scenario=scenario)
    played = Observation.objects.filter(trainee=person, scenario_version__scenario=scenario)
    sights = [rules.Sight(ExposureKind(kind), at) for kind, at in opened.values_list("kind", "happened_at")]
    sights += [rules.Sight(ExposureKind.PRACTISED, at) for at in played.values_list("observed_at", flat=True)]
    return sorted(sights, key=lambda sight: sight.at)


def sights_before(draft: ObservationDraft) -> list[rules.Sight]:
    """How the trainee of a draft had met its scenario before the session."""
    if draft.scenario_version is None:
        return []
    day_began_at = clock.start_of(timezone.localtime(draft.observed_at).date())
    return [
        sight
        for sight in earlier_sights(draft.trainee, draft.scenario_version)
        if rules.was_before(sight, observed_at=draft.observed_at, day_began_at=day_began_at)
    ]


def seen_scenario_ids(person: User) -> set[int]:
    """Ids of the scenarios that a person opened, practised or was observed in."""
    opened = ScenarioExposure.objects.filter(person=person).values_list("scenario_version__scenario", flat=True)
    played = Observation.objects.filter(trainee=person).values_list("scenario_version__scenario", flat=True)
    return set(opened.union(played))


# People to observe


def trainees_one_may_observe(user: User) -> QuerySet[User]:
    """Trainees where one trains or assesses, and those one is trainer or assessor of; never oneself."""
    return people_through(
        trainee_memberships_where(user, *OBSERVING_ROLES), people_for_whom(user, *OBSERVING_TIES), user
    )


def trainees_to_observe(user: User) -> QuerySet[User]:
    """Of those one may observe, the ones who need it by their standard, and those one is tied to by name."""
    members = to_be_assessed(trainee_memberships_where(user, *OBSERVING_ROLES), "person")
    return people_through(members, people_for_whom(user, *OBSERVING_TIES), user)


def with_observation_counts(people: QuerySet[User], user: User) -> QuerySet[User]:
    """Adds how many current observations of each the user may see, how many are passed, and the latest one's time."""
    theirs = current(observations_visible_to(user)).filter(trainee=OuterRef("pk")).order_by().values("trainee")
    return people.annotate(
        observed=Coalesce(Subquery(theirs.annotate(n=Count("pk")).values("n")), 0),
        passed=Coalesce(Subquery(theirs.annotate(n=Count("pk", filter=Q(is_passed=True))).values("n")), 0),
        latest_observed_at=Subquery(theirs.annotate(latest=Max("observed_at")).values("latest")),
    )


def organisations_to_observe_in(user: User, trainee: User) -> QuerySet[Organisation]:
    """Where a trainee is one's to observe: shared organisations, and those a responsibility names."""
    shared = trainee_memberships_where(user, *OBSERVING_ROLES).filter(person=trainee)
    tied = people_for_whom(user, *OBSERVING_TIES).filter(subject=trainee)
    return Organisation.objects.filter(
        Q(pk__in=shared.values("organisation")) | Q(pk__in=tied.values("organisation"))
    ).order_by("name", "pk")


# Drafts


def drafts_of(user: User) -> QuerySet[ObservationDraft]:
    """The observations that a person is still writing. Nobody else sees them."""
    return ObservationDraft.objects.filter(observer=user).select_related(
        "trainee", "observer", "organisation", "scenario_version", "rubric_version", "supersedes"
    )


def with_progress(drafts: QuerySet[ObservationDraft]) -> QuerySet[ObservationDraft]:
    """Adds how many criteria each draft has, and how many of them are scored with a note."""
    done = DraftScore.objects.filter(draft=OuterRef("pk"), level__isnull=False).exclude(note="").order_by()
    return drafts.annotate(
        criteria=Count("rubric_version__criteria"),
        scored=Coalesce(Subquery(done.values("draft").annotate(n=Count("pk")).values("n")), 0),
    )


def unscored_criteria(draft: ObservationDraft) -> QuerySet[Criterion]:
    """The criteria of a draft that still want a level or a note, in order."""
    done = DraftScore.objects.filter(draft=draft, level__isnull=False).exclude(note="")
    return draft.rubric_version.criteria.exclude(pk__in=done.values("criterion")).order_by("order")


def next_step(draft: ObservationDraft) -> str:
    """The step (rules.STEPS) at which a draft goes on."""
    return rules.next_step(
        is_judged=bool(draft.global_judgement),
        is_scored=not unscored_criteria(draft).exists(),
        has_feedback=bool(draft.feedback_strengths and draft.feedback_next),
    )


def scores_of(draft: ObservationDraft) -> dict[int, DraftScore]:
    """What a draft has so far, by criterion id."""
    return {row.criterion_id: row for row in draft.scores.select_related("level", "criterion")}


# Results


def result_of(scores: Iterable[DraftScore | CriterionScore], rubric_version: RubricVersion) -> rules.Result:
    """What complete scores amount to under their rubric version's pass rule."""
    ranges = {
        row["criterion"]: (row["lowest"], row["highest"])
        for row in Level.objects.filter(criterion__rubric_version=rubric_version)
        .values("criterion")
        .annotate(lowest=Min("points"), highest=Max("points"))
    }
    rule = rules.PassRule(rubric_version.minimum_percent, rubric_version.minimum_points_each)
    return rules.result_of(
        [
            rules.Score(row.level.points, *ranges[row.criterion_id], is_critical=row.criterion.is_critical)
            for row in scores
        ],
        rule,
    )


# Observations


def observations_visible_to(user: User) -> QuerySet[Observation]:
    """One's own; those one made; those of organisations where one is staff; those of one's own trainees there.

    A trainer or assessor from elsewhere sees of a trainee what fell in the organisation that made them responsible.
    """
    tied = people_for_whom(user, *OBSERVING_TIES).filter(
        subject=OuterRef("trainee"), organisation=OuterRef("organisation")
    )
    return Observation.objects.filter(
        Q(trainee=user)
        | Q(observer=user)
        | Q(organisation_id__in=organisations_where(user, *STAFF_ROLES))
        | Exists(tied)
    )


def for_page(observations: QuerySet[Observation]) -> QuerySet[Observation]:
    """Adds all that a list row or the page of one observation names."""
    return observations.select_related(
        "trainee",
        "observer",
        "organisation",
        "scenario_version",
        "rubric_version",
        "acknowledgement",
        "superseded_by",
        "supersedes",
    )


def current(observations: QuerySet[Observation]) -> QuerySet[Observation]:
    """Those that no later observation replaces."""
    return observations.filter(superseded_by=None)


def current_observations(person: User, until: datetime.date) -> QuerySet[Observation]:
    """A trainee's observations recorded up to a day and not superseded by then, oldest first."""
    end = clock.end_of(until)
    return (
        Observation.objects.filter(trainee=person, happened_at__lt=end)
        .exclude(superseded_by__happened_at__lt=end)
        .select_related("observer", "organisation", "scenario_version", "rubric_version__rubric")
        .order_by("observed_at", "id")
    )


def passed_observations(person: User, until: datetime.date) -> QuerySet[Observation]:
    return current_observations(person, until).filter(is_passed=True)


def superseded_keys(until: datetime.date) -> QuerySet[Observation]:
    """Keys of observations that were replaced up to a day, for rooms that name observations by key."""
    return Observation.objects.filter(superseded_by__happened_at__lt=clock.end_of(until)).values("key")


def scores_for_page(observation: Observation) -> QuerySet[CriterionScore]:
    """The scores in the rubric's order, with the words of criterion and level."""
    return observation.scores.select_related("criterion", "level").order_by("criterion__order")


def waiting_for_acknowledgement(user: User) -> QuerySet[Observation]:
    """Current observations of oneself that one has not acknowledged yet."""
    return current(Observation.objects.filter(trainee=user, acknowledgement=None)).order_by(F("happened_at").desc())
