"""Reading credentials: the holder's own, what anybody may verify, what a commissioner may look up."""

import datetime
import hashlib
from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils.dateparse import parse_date
from django.utils.timezone import localdate

from lms.accreditation import queries as accreditation
from lms.accreditation.models import Award
from lms.accreditation.rules.values import RequirementResult
from lms.core import clock
from lms.core.rows import RowsBy
from lms.credentials.models import Credential, HolderConsent, LookUp, LookUpFinding
from lms.people import queries as people
from lms.people.enums import Role
from lms.people.models import Membership, Organisation, User
from lms.quality import queries as quality

MOST_FOUND = 50  # a longer answer to a name would be a list of people, not a look-up


@dataclass(frozen=True)
class Verification:
    """What the public page says about a code at one moment. Without consent `holder_name` is "", `supervision` None.

    `supervision` is None too where the standard asks for none: `asks_supervision` tells the two apart.
    """

    credential: Credential
    status: str
    status_since: datetime.datetime
    checked_at: datetime.datetime
    holder_name: str
    asks_supervision: bool
    shows_supervision: bool
    supervision: RequirementResult | None
    is_approval_still_known: bool


def credentials_visible_to(user: User) -> QuerySet[Credential]:
    """One's own, and those of awards that one may see."""
    rows = Credential.objects.filter(Q(holder=user) | Q(award__in=accreditation.awards_visible_to(user)))
    return rows.select_related("award__standard_version", "award__programme_version", "award__provider", "holder")


def credentials_of(person: User, at: datetime.datetime) -> list[tuple[Credential, str]]:
    """A person's own credentials, the newest first, each with the status of its award."""
    awards = {row.pk: row.status for row in accreditation.with_status(Award.objects.filter(person=person), at)}
    rows = Credential.objects.filter(holder=person).select_related("award__standard_version", "award__provider")
    return [(row, awards[row.award_id]) for row in rows.order_by("-happened_at", "-pk")]


def consent_of(credential: Credential) -> HolderConsent | None:
    """What the holder said last; None when never asked, which shows nothing."""
    return credential.consents.order_by("-pk").first()


def _what_must_show(credentials: QuerySet[Credential]) -> QuerySet[Credential]:
    return credentials.only("code", "holder_name").annotate(
        status=Max("award__status_changes__number"), consent=Max("consents__pk")
    )


_states = RowsBy(Credential, "code", _what_must_show)


def state_of(code: str) -> str | None:
    """What must show at once on the public page, in one query: status, consent and name. None when no code is such."""
    state = [(row.status, row.consent, row.holder_name) for row in _states(code)]
    return hashlib.sha256(repr(state).encode()).hexdigest() if state else None


def verification(code: str, at: datetime.datetime) -> Verification | None:
    """Everything that the public page says about a code in its printed form. Five queries at most, none that writes."""
    rows = Credential.objects.select_related("award__standard_version__standard", "award__programme_version", "holder")
    credential = rows.filter(code=code).first()
    return _verified(credential, at) if credential else None


def _verified(credential: Credential, at: datetime.datetime) -> Verification:
    version = credential.award.standard_version
    consent = consent_of(credential)
    status = accreditation.status_of(credential.award, at)
    asks = accreditation.asks_supervision(version)
    shows = asks and consent is not None and consent.shows_supervision
    return Verification(
        credential=credential,
        status=status.status,
        status_since=status.happened_at,
        checked_at=at,
        holder_name=credential.holder_name if consent and consent.shows_name else "",
        asks_supervision=asks,
        shows_supervision=shows,
        supervision=accreditation.supervision_now(version, credential.holder, localdate(at)) if shows else None,
        is_approval_still_known=_is_approval_still_known(credential, at),
    )


def _is_approval_still_known(credential: Credential, at: datetime.datetime) -> bool:
    """Whether what the body says now about the last taught day is still what the credential says."""
    day = parse_date(credential.facts["taught_to"])
    kinds = {approval["kind"] for approval in credential.facts["approvals"]}
    known = quality.approvals_of(credential.award.programme_version, known_at=at).filter(people.holding(day))
    return kinds <= {row.kind for row in known}


def within_remit(user: User) -> QuerySet[Credential]:
    """Credentials that a commissioner may find by name.

    They were given by a provider in the remit, or their holder belongs to an organisation in it today.
    """
    remit = people.remit_of(user).values("pk")
    member = Membership.objects.filter(people.holding(clock.today()), person=OuterRef("holder"), organisation__in=remit)
    return Credential.objects.filter(Q(award__provider__in=remit) | Exists(member))


def found_by_name(user: User, name: str) -> QuerySet[Credential]:
    return within_remit(user).filter(holder_name__icontains=name).order_by("holder_name", "pk")[:MOST_FOUND]


def found_by_code(code: str) -> QuerySet[Credential]:
    return Credential.objects.filter(code=code)


def look_ups_visible_to(user: User) -> QuerySet[LookUp]:
    """A look-up is seen by whoever made it. The holders see the finding, with organisation and purpose."""
    return LookUp.objects.filter(by=user).select_related("organisation")


@dataclass(frozen=True)
class Found:
    """A credential that a look-up showed: the name only within the remit or with consent."""

    credential: Credential
    status: str
    name: str


def found_in(look_up: LookUp, user: User, at: datetime.datetime) -> list[Found]:
    """What a look-up found, as it stands at a time."""
    rows = Credential.objects.filter(findings__look_up=look_up).select_related(
        "award__standard_version", "award__provider"
    )
    within = set(within_remit(user).filter(findings__look_up=look_up).values_list("pk", flat=True))
    shown = set(_with_name_shown().filter(findings__look_up=look_up).values_list("pk", flat=True))
    awards = Award.objects.filter(credential__findings__look_up=look_up)
    status = {award.pk: award.status for award in accreditation.with_status(awards, at)}
    return [
        Found(row, status[row.award_id], row.holder_name if row.pk in within | shown else "")
        for row in rows.order_by("holder_name", "pk")
    ]


def _with_name_shown() -> QuerySet[Credential]:
    later = HolderConsent.objects.filter(credential=OuterRef("credential"), pk__gt=OuterRef("pk"))
    latest = HolderConsent.objects.filter(~Exists(later), credential=OuterRef("pk"), shows_name=True)
    return Credential.objects.filter(Exists(latest))


def findings_about(credential: Credential) -> QuerySet[LookUpFinding]:
    """Who looked a credential up and what for, the latest first: for its holder."""
    rows = LookUpFinding.objects.filter(credential=credential).select_related("look_up__organisation")
    return rows.order_by("-happened_at", "-pk")


def organisations_to_look_up_for(user: User) -> QuerySet[Organisation]:
    own = people.organisations_where(user, Role.COMMISSIONER)
    return Organisation.objects.filter(pk__in=own).order_by("name")
