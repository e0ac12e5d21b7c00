"""Reading quality: approvals as of a day and as known at a time, and what a provider says to a checklist."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet, Subquery

from lms.enrolment.models import ProgrammeVersion
from lms.people import queries as people
from lms.people.enums import OrganisationKind, Role
from lms.people.models import Organisation, User
from lms.quality import permissions
from lms.quality.enums import AnswerState
from lms.quality.models import Checklist, ChecklistAnswer, ChecklistItem, ProgrammeApproval


def approvals_known(at: datetime.datetime) -> QuerySet[ProgrammeApproval]:
    """The approvals that stood in the book at a time: recorded by then, and superseded by nothing recorded by then."""
    later_word = ProgrammeApproval.objects.filter(supersedes=OuterRef("pk"), recorded_at__lte=at)
    rows = ProgrammeApproval.objects.filter(~Exists(later_word), recorded_at__lte=at)
    return rows.select_related("body", "programme_version").order_by("from_date", "pk")


def approvals_of(version: ProgrammeVersion, *, known_at: datetime.datetime) -> QuerySet[ProgrammeApproval]:
    return approvals_known(known_at).filter(programme_version=version)


@dataclass(frozen=True)
class VersionOnDay:
    """A programme version and the approvals that cover one day."""

    version: ProgrammeVersion
    approvals: tuple[ProgrammeApproval, ...]


def versions_on(on: datetime.date, *, known_at: datetime.datetime) -> list[VersionOnDay]:
    """Every published programme version with what covers a day, as known at a time. Two queries, however many."""
    covering = approvals_known(known_at).filter(people.holding(on))
    published = ProgrammeVersion.objects.order_by("title", "-number")
    rows = published.prefetch_related(Prefetch("approvals", queryset=covering, to_attr="covering"))
    return [VersionOnDay(row, tuple(row.covering)) for row in rows]


def versions_with_approvals(*, known_at: datetime.datetime) -> QuerySet[ProgrammeVersion]:
    """Published versions, each with its approvals as `.known_approvals`, for the body's list."""
    return ProgrammeVersion.objects.prefetch_related(
        Prefetch("approvals", queryset=approvals_known(known_at), to_attr="known_approvals")
    )


def approvals_visible_to(user: User) -> QuerySet[ProgrammeApproval]:
    """Every approval, superseded ones too, to the bodies' reviewers. The public reads what covers a day instead."""
    rows = ProgrammeApproval.objects.select_related("body", "programme_version", "decided_by", "supersedes")
    return rows if permissions.can_see_approvals(user) else rows.none()


def bodies_approved_for(user: User) -> QuerySet[Organisation]:
    """The accrediting bodies in whose name a person may approve."""
    own = people.organisations_where(user, Role.REVIEWER)
    return Organisation.objects.filter(pk__in=own, kind=OrganisationKind.ACCREDITING_BODY).order_by("name")


def providers_visible_to(user: User) -> QuerySet[Organisation]:
    """Training providers whose checklists a person reads: those in the remit, and one's own as manager or assurer."""
    own = people.organisations_where(user, Role.MANAGER, Role.IQA, Role.ADMIN)
    rows = Organisation.objects.filter(kind=OrganisationKind.TRAINING_PROVIDER)
    return rows.filter(Q(pk__in=own) | Q(pk__in=people.remit_of(user).values("pk")))


def latest_checklists() -> QuerySet[Checklist]:
    """The highest number of each checklist."""
    latest = Checklist.objects.filter(code=OuterRef("code")).values("code").annotate(latest=Max("number"))
    return Checklist.objects.filter(number=Subquery(latest.values("latest"))).order_by("pk")


def checklists_of(provider: Organisation, *, on: datetime.date) -> QuerySet[Checklist]:
    """The latest checklists with counts for one provider: `.asked`, `.met`, `.answered`, `.due` for review on a day."""
    standing = Q(items__answers__provider=provider, items__answers__superseded_by=None)

    def count(*conditions: Q) -> Count:
        return Count("items__answers", filter=Q(standing, *conditions), distinct=True)

    return latest_checklists().annotate(
        asked=Count("items", distinct=True),
        answered=count(),
        met=count(Q(items__answers__state=AnswerState.MET)),
        due=count(Q(items__answers__review_date__lt=on)),
    )


@dataclass(frozen=True)
class Asked:
    """A question of a checklist and the provider's standing answer, if there is one."""

    item: ChecklistItem
    answer: ChecklistAnswer | None
    is_due: bool


def checklist_of(provider: Organisation, checklist: Checklist, *, on: datetime.date) -> list[Asked]:
    """Every question in order with its latest answer. Two queries."""
    standing = ChecklistAnswer.objects.filter(provider=provider, superseded_by=None)
    answers = {row.item_id: row for row in standing.filter(item__checklist=checklist).select_related("owner")}
    items = checklist.items.order_by("order")
    return [_asked(item, answers.get(item.pk), on) for item in items]


def _asked(item: ChecklistItem, answer: ChecklistAnswer | None, on: datetime.date) -> Asked:
    return Asked(item, answer, is_due=answer is not None and answer.review_date < on)


def standing_answer(provider: Organisation, item: ChecklistItem) -> ChecklistAnswer | None:
    return ChecklistAnswer.objects.filter(provider=provider, item=item, superseded_by=None).first()


def answers_due(user: User, *, on: datetime.date) -> QuerySet[ChecklistAnswer]:
    """Standing answers of the providers that a person manages whose review date has passed."""
    own = people.organisations_where(user, Role.MANAGER)
    return ChecklistAnswer.objects.filter(provider_id__in=own, superseded_by=None, review_date__lt=on)


def possible_owners(provider: Organisation) -> QuerySet[User]:
    """Staff of a provider who can look after an answer."""
    return people.members([provider.pk], *people.STAFF_ROLES)
