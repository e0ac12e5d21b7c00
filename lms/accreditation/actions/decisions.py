"""Asking for a decision, deciding, and the award that follows."""

import datetime
import hashlib
from functools import partial

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lms.accreditation import permissions, queries, tasks
from lms.accreditation.enums import AwardStatus, Outcome
from lms.accreditation.models import Award, AwardDecision, AwardRequest, AwardStatusChange, StandardVersion
from lms.accreditation.rules.assessment import assessment_in
from lms.accreditation.rules.freezing import as_record
from lms.accreditation.rules.values import Standing
from lms.audit import actions as audit
from lms.core import mail
from lms.core.errors import NotYours, Refused
from lms.enrolment.enums import EnrolmentStatus
from lms.enrolment.models import Enrolment
from lms.formats.transparency_log import canonical_bytes
from lms.people.models import User


class NotDecidable(Refused):
    """The enrolment has no standard in force, or the person withdrew from it."""


class AlreadyAwarded(Refused):
    """The enrolment led to an award already: a later cycle is a new enrolment."""


class AlreadyAsked(Refused):
    """A wish for a decision is open already."""


class NotMetYet(Refused):
    """A requirement that the award waits for is not met."""


class StandingChanged(Refused):
    """The standing is not the one that the person saw when they decided."""


class ReasonMissing(Refused):
    """A refusal, an award although a recommended clause is not met, or a change of status needs its reason in words."""


@transaction.atomic
def request_award(*, enrolment: Enrolment, by: User, at: datetime.datetime) -> AwardRequest:
    """The trainee asks for the decision. Raises NotYours, NotDecidable, AlreadyAwarded, AlreadyAsked, NotMetYet."""
    if not permissions.can_request_award(by, enrolment):
        raise NotYours(_("Only the trainee asks for the decision."))
    locked = _decidable(enrolment)
    if queries.open_request(locked):
        raise AlreadyAsked(_("You have asked already. Your provider will decide, and you will get an e-mail."))
    _refuse_unmet(queries.standing_under(_version_for(locked), by, locked, at))
    request = AwardRequest.objects.create(enrolment=locked, person=by, happened_at=at)
    audit.record(
        "accreditation.award_requested",
        by=by,
        at=at,
        target=request,
        subject=by,
        organisation=locked.cohort.provider,
        facts={"enrolment": str(locked.key)},
    )
    return request


@transaction.atomic
def decide_award(
    *, enrolment: Enrolment, outcome: str, reason: str = "", seen: str, by: User, at: datetime.datetime
) -> AwardDecision:
    """Award or refuse, and freeze everything that it rests on. An award is on the decision as `.award`.

    seen: `digest_of` the standing that the person who decides was shown.
    Raises NotYours, NotDecidable, AlreadyAwarded, StandingChanged, NotMetYet, ReasonMissing.
    """
    locked = _decidable(enrolment)
    _refuse_who_may_not(by, locked)
    version = _version_for(locked)
    standing = queries.standing_under(version, locked.trainee, locked, at)
    if digest_of(standing) != seen:
        raise StandingChanged(_("The standing has changed since you opened this page. Look at it again, then decide."))
    _refuse_outcome(outcome, reason, standing)
    decision = _freeze(locked, version, standing, outcome=outcome, reason=reason, by=by, at=at)
    if outcome == Outcome.AWARDED:
        _award(decision, standing, by=by, at=at)
    transaction.on_commit(partial(tasks.tell_person_of_decision.enqueue, decision.pk))
    return decision


def digest_of(standing: Standing) -> str:
    """The hash of a standing as it would be frozen."""
    return hashlib.sha256(canonical_bytes(as_record(standing))).hexdigest()


def _decidable(enrolment: Enrolment) -> Enrolment:
    """The enrolment, locked, so that two decisions come one after the other."""
    rows = Enrolment.objects.select_for_update(of=("self",))
    locked = rows.select_related("cohort__version", "cohort__provider", "trainee").get(pk=enrolment.pk)
    if locked.status == EnrolmentStatus.WITHDRAWN:
        raise NotDecidable(_("This person has withdrawn from the cohort, so there is nothing to decide."))
    if AwardDecision.objects.filter(enrolment=locked, outcome=Outcome.AWARDED).exists():
        raise AlreadyAwarded(_("This enrolment has led to an award already. A later cycle begins with a new cohort."))
    return locked


def _version_for(enrolment: Enrolment) -> StandardVersion:
    version = queries.version_for(enrolment)
    if version is None:
        raise NotDecidable(_("No standard was in force for this programme on the day this person joined."))
    return version


def _refuse_who_may_not(by: User, enrolment: Enrolment) -> None:
    """At least two people assess and award, and none has an interest (Ofqual A4.5 and A4.6, taken as good practice)."""
    if not permissions.can_decide(by, enrolment):
        raise NotYours(_("Only a manager of the provider decides, and not about themselves."))
    conflict = queries.conflict_between(by, enrolment.trainee)
    if conflict:
        raise NotYours(conflict.label)


def _refuse_unmet(standing: Standing) -> None:
    if not standing.may_be_awarded:
        titles = ", ".join(result.clause.title for result in standing.unmet_gates)
        raise NotMetYet(_("Not met yet: %(titles)s.") % {"titles": titles})


def _refuse_outcome(outcome: str, reason: str, standing: Standing) -> None:
    if outcome == Outcome.REFUSED and not reason.strip():
        raise ReasonMissing(_("Say why, so that the person knows what to do."), field="reason")
    if outcome == Outcome.AWARDED:
        _refuse_unmet(standing)
        if standing.unmet_recommended and not reason.strip():
            titles = ", ".join(result.clause.title for result in standing.unmet_recommended)
            words = _("Say why you award although this is recommended and not met: %(titles)s.")
            raise ReasonMissing(words % {"titles": titles}, field="reason")


def _freeze(
    enrolment: Enrolment,
    version: StandardVersion,
    standing: Standing,
    *,
    outcome: str,
    reason: str,
    by: User,
    at: datetime.datetime,
) -> AwardDecision:
    decision = AwardDecision.objects.create(
        enrolment=enrolment,
        person=enrolment.trainee,
        standard_version=version,
        outcome=outcome,
        by=by,
        standing=canonical_bytes(as_record(standing)).decode(),
        standing_hash=digest_of(standing),
        reason=reason,
        happened_at=at,
    )
    audit.record(
        "accreditation.award_decided",
        by=by,
        at=at,
        target=decision,
        subject=enrolment.trainee,
        organisation=enrolment.cohort.provider,
        facts={"outcome": outcome, "standard_version": str(version.key), "standing": decision.standing_hash},
    )
    return decision


def _award(decision: AwardDecision, standing: Standing, *, by: User, at: datetime.datetime) -> Award:
    """The next cycle of this person under this standard, active from now on."""
    standard = decision.standard_version.standard
    earlier = Award.objects.filter(person=decision.person, standard=standard).aggregate(latest=Max("cycle"))["latest"]
    cohort = decision.enrolment.cohort
    award = Award.objects.create(
        decision=decision,
        person=decision.person,
        standard=standard,
        standard_version=decision.standard_version,
        programme_version=cohort.version,
        provider=cohort.provider,
        contexts=list(assessment_in(standing).contexts),
        awarded_date=localdate(at),
        cycle=(earlier or 0) + 1,
        happened_at=at,
    )
    AwardStatusChange.objects.create(award=award, number=1, status=AwardStatus.ACTIVE, by=by, happened_at=at)
    audit.record(
        "accreditation.award_given",
        by=by,
        at=at,
        target=award,
        subject=award.person,
        organisation=award.provider,
        facts={"standard": standard.code, "cycle": award.cycle, "contexts": award.contexts},
    )
    return award


def mail_decision(decision_id: int) -> None:
    """Tell the person what was decided, with a link to the page that says why and what comes next."""
    decision = AwardDecision.objects.select_related("person", "standard_version").get(pk=decision_id)
    if not decision.person.is_active:
        return
    is_awarded = decision.outcome == Outcome.AWARDED
    mail.send(
        to=decision.person.email,
        subject=_("You have received an award") if is_awarded else _("A decision about your award"),
        template="accreditation/mail/decision.txt",
        path=reverse("accreditation:standing_of", args=[decision.enrolment.key]),
        context={"decision": decision, "is_awarded": is_awarded},
    )
