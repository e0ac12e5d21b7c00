"""Writing credentials: issuing, the holder's consent, look-ups, erasure."""

import datetime
import json
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from lms.accreditation import actions as accreditation
from lms.accreditation.enums import Outcome
from lms.accreditation.models import Award
from lms.audit import actions as audit
from lms.core.errors import NotYours, Refused
from lms.core.privacy import erase_fields
from lms.credentials import certificates, permissions, queries
from lms.credentials.enums import Purpose
from lms.credentials.models import Credential, HolderConsent, LookUp, LookUpFinding
from lms.enrolment.models import Enrolment
from lms.formats import verification_codes
from lms.people.models import Organisation, User
from lms.quality.models import ProgrammeApproval

SHORTEST_NAME = 3


class NothingToLookUp(Refused):
    """What was typed is neither a code nor enough of a name."""


@transaction.atomic
def award_and_issue(
    *, enrolment: Enrolment, reason: str = "", seen: str, by: User, at: datetime.datetime
) -> Credential:
    """Decide to award and issue the credential, both or neither. Raises what `accreditation.decide_award` raises."""
    decision = accreditation.decide_award(
        enrolment=enrolment, outcome=Outcome.AWARDED, reason=reason, seen=seen, by=by, at=at
    )
    return issue(award=decision.award, by=by, at=at)


@transaction.atomic
def issue(*, award: Award, by: User, at: datetime.datetime) -> Credential:
    """Give an award its code, and keep the holder's name and the facts of that day. The facts hold no name."""
    credential = Credential.objects.create(
        award=award,
        holder=award.person,
        holder_name=award.person.name,
        code=verification_codes.new_code(),
        facts=_facts(award),
        happened_at=at,
    )
    audit.record(
        "credentials.issued",
        by=by,
        at=at,
        target=credential,
        subject=award.person,
        organisation=award.provider,
        facts={"award": str(award.key)},
    )
    return credential


def _facts(award: Award) -> dict:
    """What was so on the day of the award, read from the frozen decision: later changes elsewhere do not reach it."""
    frozen = json.loads(award.decision.standing)
    evidence = {result["kind"]: result["evidence"] for result in frozen["results"]}
    taught = sorted(fact["on"] for fact in evidence.get("taught_minutes", ()))
    return {
        "standard": {**frozen["standard"], "body": award.standard_version.body},
        "programme": {
            "title": award.programme_version.title,
            "number": award.programme_version.number,
            "key": str(award.programme_version.key),
        },
        "provider": award.provider.name,
        "approvals": _approvals(evidence),
        "taught_from": taught[0] if taught else award.awarded_date.isoformat(),
        "taught_to": taught[-1] if taught else award.awarded_date.isoformat(),
        "assessment": frozen["assessment"],
        "awarded_date": award.awarded_date.isoformat(),
        "cycle": award.cycle,
    }


def _approvals(evidence: dict) -> list[dict]:
    """The approvals that the decision rested on."""
    facts = evidence.get("programme_accredited", []) + evidence.get("programme_quality_assured", [])
    rows = ProgrammeApproval.objects.filter(key__in=[fact["key"] for fact in facts]).select_related("body")
    return [
        {
            "kind": row.kind,
            "body": row.body.name,
            "reference": row.reference,
            "from_date": row.from_date.isoformat(),
            "to_date": row.to_date.isoformat() if row.to_date else None,
        }
        for row in rows.order_by("from_date", "pk")
    ]


@transaction.atomic
def set_consent(
    *, credential: Credential, shows_name: bool, shows_supervision: bool, by: User, at: datetime.datetime
) -> HolderConsent:
    """The holder says what the public page shows from now on; the next row takes it back. Raises NotYours."""
    if not permissions.is_holder(by, credential):
        raise NotYours(_("Only the holder decides what the public page shows."))
    consent = HolderConsent.objects.create(
        credential=credential, shows_name=shows_name, shows_supervision=shows_supervision, happened_at=at
    )
    audit.record(
        "credentials.consent_set",
        by=by,
        at=at,
        target=credential,
        subject=by,
        facts={"shows_name": shows_name, "shows_supervision": shows_supervision},
    )
    return consent


@transaction.atomic
def look_up(
    *,
    organisation: Organisation,
    sought: str,
    purpose: str,
    purpose_words: str = "",
    by: User,
    at: datetime.datetime,
) -> LookUp:
    """A commissioner looks up a code, or a person within the remit. What was shown is kept, and its holders see it.

    Raises NotYours, NothingToLookUp.
    """
    if not permissions.can_look_up_for(by, organisation):
        raise NotYours(_("Only a commissioner of this organisation looks people up for it."))
    if purpose == Purpose.OTHER and not purpose_words:
        raise NothingToLookUp(_("Say what you look this up for. The holder will read it."), field="purpose_words")
    found = _sought(by, sought)
    row = LookUp.objects.create(
        by=by, organisation=organisation, sought=sought, purpose=purpose, purpose_words=purpose_words, happened_at=at
    )
    LookUpFinding.objects.bulk_create(
        [LookUpFinding(look_up=row, credential=credential, happened_at=at) for credential in found]
    )
    facts = {"purpose": purpose, "found": len(found)}
    audit.record("credentials.looked_up", by=by, at=at, target=row, organisation=organisation, facts=facts)
    return row


def _sought(by: User, sought: str) -> list[Credential]:
    code = verification_codes.read(sought)
    if code:
        return list(queries.found_by_code(code))
    if len(sought.strip()) < SHORTEST_NAME:
        words = _("Type a whole code, or at least %(number)d letters of a name.")
        raise NothingToLookUp(words % {"number": SHORTEST_NAME}, field="sought")
    return list(queries.found_by_name(by, sought.strip()))


def erase_from_credentials(person: User) -> None:
    """This room's eraser: the name on credentials, words sought by or about the person, and their certificates go.

    Certificates are files, which cannot be rolled back: they go when the erasure is certain.
    """
    erase_fields(Credential.objects.filter(holder=person))
    erase_fields(LookUp.objects.filter(by=person))
    erase_fields(
        LookUp.objects.filter(pk__in=LookUpFinding.objects.filter(credential__holder=person).values("look_up"))
    )
    for credential in Credential.objects.filter(holder=person):
        transaction.on_commit(partial(certificates.forget, credential))
