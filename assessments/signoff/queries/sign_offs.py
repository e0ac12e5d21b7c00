"""Who sees which sign-off, where each stands on a day, and what waits for whom."""

import datetime

from django.db.models import Case, CharField, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from assessments.roleplay.queries import superseded_keys
from assessments.signoff import rules
from assessments.signoff.enums import CountersignOutcome, EvidenceLabel, ReleaseOutcome, Status
from assessments.signoff.models import SignedCompetency, SignOff, SignOffDraft, SignOffEvidence
from assessments.signoff.queries.qualifications import current_qualification
from lms.core import clock
from lms.core.assessed import to_be_assessed
from lms.people.enums import ResponsibilityKind, Role
from lms.people.models import Organisation, User
from lms.people.queries import (
    STAFF_ROLES,
    organisations_where,
    people_for_whom,
    people_through,
    trainee_memberships_where,
)

AGAIN = (Status.RETURNED, Status.EVIDENCE_CHANGED)
WAITING = (Status.TO_COUNTERSIGN, Status.TO_RELEASE)


def sign_offs_visible_to(user: User) -> QuerySet[SignOff]:
    """One's own, those one made, and those of organisations where one is staff; no other organisation's."""
    return SignOff.objects.filter(
        Q(trainee=user) | Q(assessor=user) | Q(organisation_id__in=organisations_where(user, *STAFF_ROLES))
    )


def with_status(sign_offs: QuerySet[SignOff], until: datetime.date) -> QuerySet[SignOff]:
    """Adds `status` (enums.Status): where each stood at the end of a day, as far as was known then."""
    end = clock.end_of(until)
    changed = SignOffEvidence.objects.filter(
        sign_off=OuterRef("pk"), label=EvidenceLabel.OBSERVATION, target_key__in=superseded_keys(until)
    )
    returned = Q(countersignature__outcome=CountersignOutcome.RETURNED, countersignature__happened_at__lt=end) | Q(
        release__outcome=ReleaseOutcome.RETURNED, release__happened_at__lt=end
    )
    conditions = (
        (Status.WITHDRAWN, Q(withdrawal__happened_at__lt=end)),
        (Status.SUPERSEDED, Q(superseded_by__happened_at__lt=end)),
        (Status.RETURNED, returned),
        (Status.EVIDENCE_CHANGED, Exists(changed)),
        (Status.TO_COUNTERSIGN, Q(needs_countersignature=True) & _not_yet("countersignature", end)),
        (Status.TO_RELEASE, Q(is_sampled=True) & _not_yet("release", end)),
    )
    return sign_offs.annotate(
        status=Case(
            *(When(condition, then=Value(status.value)) for status, condition in conditions),
            default=Value(Status.EFFECTIVE.value),
            output_field=CharField(),
        )
    )


def _not_yet(check: str, end: datetime.datetime) -> Q:
    return Q(**{f"{check}__isnull": True}) | Q(**{f"{check}__happened_at__gte": end})


def status_of(sign_off: SignOff, until: datetime.date) -> Status:
    """Where one sign-off stood at the end of a day."""
    return Status(with_status(SignOff.objects.filter(pk=sign_off.pk), until).values_list("status", flat=True).get())


def effective_sign_offs(person: User, until: datetime.date) -> QuerySet[SignOff]:
    """A trainee's sign-offs that counted at the end of a day, oldest first.

    Countersigned and released where needed; not superseded, withdrawn or returned; no cited observation replaced.
    """
    made = SignOff.objects.filter(trainee=person, happened_at__lt=clock.end_of(until))
    effective = with_status(made, until).filter(status=Status.EFFECTIVE)
    return effective.select_related("assessor", "organisation").order_by("happened_at", "id")


def competencies_with_status(person: User, until: datetime.date) -> QuerySet[SignedCompetency]:
    """What a trainee was signed off for by the end of a day, with who did it, oldest first.

    `.status` tells what is in effect (EFFECTIVE) from what a colleague had still to check (one of WAITING).
    """
    status = with_status(SignOff.objects.filter(pk=OuterRef("sign_off")), until).values("status")
    return (
        SignedCompetency.objects.filter(sign_off__trainee=person, sign_off__happened_at__lt=clock.end_of(until))
        .annotate(status=Subquery(status))
        .filter(status__in=(Status.EFFECTIVE, *WAITING))
        .select_related("sign_off__assessor", "competency_version__competency__framework")
        .order_by("sign_off__happened_at", "id")
    )


def for_page(sign_offs: QuerySet[SignOff]) -> QuerySet[SignOff]:
    """Adds all that a list row or the page of one sign-off names, and its status today."""
    competencies = SignedCompetency.objects.select_related("competency_version__competency").order_by(
        "competency_version__competency__order"
    )
    return (
        with_status(sign_offs, clock.today())
        .select_related(
            "trainee",
            "assessor",
            "organisation",
            "policy",
            "qualification",
            "countersignature__by",
            "release__by",
            "withdrawal__by",
            "superseded_by",
            "supersedes",
        )
        .prefetch_related(Prefetch("competencies", queryset=competencies))
    )


# What waits for whom


def sign_offs_to_countersign(user: User) -> QuerySet[SignOff]:
    """Those of other assessors of one's organisations that wait for a qualified assessor, while one is one."""
    if current_qualification(user, clock.today()) is None:
        return SignOff.objects.none()
    return (
        with_status(SignOff.objects.all(), clock.today())
        .filter(status=Status.TO_COUNTERSIGN, organisation_id__in=organisations_where(user, Role.ASSESSOR))
        .exclude(Q(assessor=user) | Q(trainee=user))
    )


def sign_offs_to_release(user: User) -> QuerySet[SignOff]:
    """Sampled ones of organisations where one assures quality, that one neither made nor countersigned."""
    return (
        with_status(SignOff.objects.all(), clock.today())
        .filter(status=Status.TO_RELEASE, organisation_id__in=organisations_where(user, Role.IQA))
        .exclude(Q(assessor=user) | Q(trainee=user))
        .exclude(countersignature__by=user)
    )


def waits_for_countersignature_by(user: User, sign_off: SignOff) -> bool:
    return sign_offs_to_countersign(user).filter(pk=sign_off.pk).exists()


def waits_for_release_by(user: User, sign_off: SignOff) -> bool:
    return sign_offs_to_release(user).filter(pk=sign_off.pk).exists()


def sign_offs_to_review(user: User) -> QuerySet[SignOff]:
    """One's own that were returned or whose evidence has changed: make a new one, or withdraw it."""
    return with_status(SignOff.objects.filter(assessor=user), clock.today()).filter(status__in=AGAIN)


# Signing off


def trainees_one_may_sign_off(user: User) -> QuerySet[User]:
    """Trainees of organisations where one assesses, and those one is assessor of; never oneself."""
    members = trainee_memberships_where(user, Role.ASSESSOR)
    return people_through(members, people_for_whom(user, ResponsibilityKind.ASSESSOR), user)


def trainees_to_sign_off(user: User) -> QuerySet[User]:
    """Of those one may sign off, the ones who need it by their standard, and those one is tied to by name."""
    members = to_be_assessed(trainee_memberships_where(user, Role.ASSESSOR), "person")
    return people_through(members, people_for_whom(user, ResponsibilityKind.ASSESSOR), user)


def with_sign_off_counts(people: QuerySet[User], user: User) -> QuerySet[User]:
    """Adds how many effective sign-offs of each the user may see."""
    theirs = with_status(sign_offs_visible_to(user), clock.today()).filter(
        status=Status.EFFECTIVE, trainee=OuterRef("pk")
    )
    counted = theirs.order_by().values("trainee").annotate(n=Count("pk", distinct=True)).values("n")
    return people.annotate(signed_off=Coalesce(Subquery(counted), 0))


def organisations_to_sign_off_in(user: User, trainee: User) -> QuerySet[Organisation]:
    """Where a trainee is one's to sign off: shared organisations, and those a responsibility names."""
    shared = trainee_memberships_where(user, Role.ASSESSOR).filter(person=trainee)
    tied = people_for_whom(user, ResponsibilityKind.ASSESSOR).filter(subject=trainee)
    return Organisation.objects.filter(
        Q(pk__in=shared.values("organisation")) | Q(pk__in=tied.values("organisation"))
    ).order_by("name", "pk")


def next_step(draft: SignOffDraft) -> str:
    """The step (rules.STEPS) at which a draft goes on."""
    return rules.next_step(
        is_chosen=bool(draft.evidence and draft.competency_codes),
        is_declared=bool(draft.statement) and not rules.unconfirmed(confirmations_of(draft)),
    )


def confirmations_of(draft: SignOffDraft) -> dict[str, tuple[bool, str]]:
    """The four confirmations as a draft has them: tick and reason."""
    return {name: (getattr(draft, f"is_{name}"), getattr(draft, f"{name}_reason")) for name in rules.CONFIRMATIONS}


def drafts_of(user: User) -> QuerySet[SignOffDraft]:
    """The declarations that a person is still preparing. Nobody else sees them."""
    return SignOffDraft.objects.filter(assessor=user).select_related(
        "trainee", "assessor", "organisation", "supersedes"
    )
