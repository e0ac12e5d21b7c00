"""A person's standing: the facts gathered, the rules applied, nothing stored."""

import datetime
from dataclasses import replace

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from assessments.roleplay.models import Observation
from assessments.signoff.models import SignOff
from lms.accreditation.enums import Conflict, Outcome, RequirementKind
from lms.accreditation.models import Award, AwardDecision, AwardRequest, StandardVersion
from lms.accreditation.queries.facts import facts_about, supervision_of
from lms.accreditation.queries.standards import rules_of, version_for
from lms.accreditation.rules.evaluator import evaluate, of_this_cycle
from lms.accreditation.rules.values import Clause, Facts, RequirementResult, StandardRules, Standing
from lms.enrolment.enums import EnrolmentStatus
from lms.enrolment.models import Enrolment
from lms.people import queries as people
from lms.people.enums import Role
from lms.people.models import User


def standing(person: User, enrolment: Enrolment, at: datetime.datetime) -> Standing | None:
    """How far a person has met the standard of an enrolment at a time. None where the programme has no standard."""
    version = version_for(enrolment)
    return standing_under(version, person, enrolment, at) if version else None


def standing_under(version: StandardVersion, person: User, enrolment: Enrolment, at: datetime.datetime) -> Standing:
    """The same, under a version that the caller has looked up."""
    on, rules = localdate(at), rules_of(version)
    facts = facts_about(person, enrolment, (clause.kind for clause in rules.clauses), on=on, known_at=at)
    return evaluate(rules, of_this_cycle(facts, _earlier_award(person, version, enrolment, on)), on)


def _earlier_award(
    person: User, version: StandardVersion, enrolment: Enrolment, on: datetime.date
) -> datetime.date | None:
    """The day of the latest award under the same standard that another enrolment led to."""
    rows = Award.objects.filter(person=person, standard=version.standard_id, awarded_date__lte=on)
    return rows.exclude(decision__enrolment=enrolment).aggregate(latest=Max("awarded_date"))["latest"]


def asks_supervision(version: StandardVersion) -> bool:
    return _supervision_clause(rules_of(version)) is not None


def supervision_now(version: StandardVersion, person: User, on: datetime.date) -> RequirementResult | None:
    """The supervision clause of a standard alone, measured for a person. None where there is no such clause."""
    rules = rules_of(version)
    clause = _supervision_clause(rules)
    if clause is None:
        return None
    return evaluate(replace(rules, clauses=(clause,)), Facts(supervision=supervision_of(person, on)), on).results[0]


def _supervision_clause(rules: StandardRules) -> Clause | None:
    return next((clause for clause in rules.clauses if clause.kind == RequirementKind.SUPERVISION), None)


def decisions_of(enrolment: Enrolment) -> QuerySet[AwardDecision]:
    """What was decided about an enrolment, the latest first."""
    return (
        AwardDecision.objects.filter(enrolment=enrolment).select_related("by", "award").order_by("-happened_at", "-pk")
    )


def open_request(enrolment: Enrolment) -> AwardRequest | None:
    """The trainee's wish for a decision that no decision has answered yet."""
    return _open_requests().filter(enrolment=enrolment).order_by("-pk").first()


def with_asked_at(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Adds `.asked_at`: when the trainee asked for the decision that is still open, or None."""
    asked = _open_requests().filter(enrolment=OuterRef("pk")).order_by("-happened_at")
    return enrolments.annotate(asked_at=Subquery(asked.values("happened_at")[:1]))


def _open_requests() -> QuerySet[AwardRequest]:
    answered = AwardDecision.objects.filter(enrolment=OuterRef("enrolment"), happened_at__gte=OuterRef("happened_at"))
    return AwardRequest.objects.filter(~Exists(answered))


def enrolments_to_decide(user: User) -> QuerySet[Enrolment]:
    """Enrolments of the providers that a person manages, other than their own, without an award; with `.asked_at`."""
    awarded = AwardDecision.objects.filter(enrolment=OuterRef("pk"), outcome=Outcome.AWARDED)
    rows = (
        Enrolment.objects.filter(
            ~Exists(awarded), cohort__provider_id__in=people.organisations_where(user, Role.MANAGER)
        )
        .exclude(Q(trainee=user) | Q(status=EnrolmentStatus.WITHDRAWN) | Q(cohort__version__standard_code=""))
        .select_related("cohort__version", "cohort__provider", "trainee")
    )
    return with_asked_at(rows)


def conflict_between(user: User, person: User) -> Conflict | None:
    """Why somebody may not decide about a person: they observed or signed off, or an interest is open."""
    if Observation.objects.filter(observer=user, trainee=person).exists():
        return Conflict.ASSESSED
    if SignOff.objects.filter(assessor=user, trainee=person).exists():
        return Conflict.ASSESSED
    return Conflict.INTEREST if people.has_interest(user, person) else None


def decisions_visible_to(user: User) -> QuerySet[AwardDecision]:
    """The decisions of the providers that a person manages."""
    managed = people.organisations_where(user, Role.MANAGER)
    rows = AwardDecision.objects.filter(enrolment__cohort__provider_id__in=managed)
    return rows.select_related("person", "by", "standard_version", "award")
