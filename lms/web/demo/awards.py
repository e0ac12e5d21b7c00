"""Sign-offs with their checks, decisions, credentials and what became of them."""

from assessments.signoff import actions as signoff
from assessments.signoff import queries as signoff_queries
from assessments.signoff.enums import CountersignOutcome, QualificationCode, ReleaseOutcome
from assessments.signoff.models import SignOff
from lms.accreditation import actions as accreditation
from lms.accreditation import queries as accreditation_queries
from lms.accreditation.models import Award
from lms.credentials import actions as credentials
from lms.enrolment.models import Enrolment
from lms.web.demo import calendar
from lms.web.demo.world import World

COMPETENCIES = tuple(f"HC{number}" for number in range(1, 9))
CONFIRMATIONS = {
    "valid": (True, "Each observation used the rubric for this programme and covers the competencies signed."),
    "authentic": (True, "I saw the work myself and know this person; the logbook entries name their verifier."),
    "current": (True, "Everything is from this cohort, within the last six months."),
    "sufficient": (True, "Two observations in different scenarios, the logbook and the reflections."),
}
STATEMENT = "In my judgement this person works safely as a health coach within their scope and meets each competency."


def qualify_assessors(world: World) -> None:
    """Two assessors hold a qualification; the third is working towards one and is countersigned."""
    for login in ("assessor", "assessor3"):
        with calendar.on(800) as at:
            signoff.grant_qualification(
                person=world.person(login),
                code=QualificationCode.CAVA,
                title="Level 3 Certificate in Assessing Vocational Achievement",
                from_date=calendar.date(1500),
                by=world.person("iqa"),
                at=at,
            )


def sign_off(world: World, place: Enrolment, *, by: str, days_ago: int) -> SignOff:
    """An assessor's declaration on every competency, resting on all that there is."""
    assessor, provider = world.person(by), place.cohort.provider
    with calendar.on(days_ago, 16) as at:
        draft = signoff.start_sign_off(
            trainee=place.trainee, organisation=provider, context=place.context, by=assessor, at=at
        )
        evidence = signoff_queries.evidence_for(place.trainee, provider, calendar.date(days_ago))
        signoff.choose_evidence(
            draft=draft, evidence=[item.code for item in evidence], competency_codes=COMPETENCIES, by=assessor
        )
        signoff.declare(draft=draft, confirmations=CONFIRMATIONS, statement=STATEMENT, by=assessor)
        return signoff.sign_off(draft=draft, by=assessor, at=at)


def countersign(world: World, row: SignOff, *, by: str, days_ago: int) -> None:
    with calendar.on(days_ago, 17) as at:
        signoff.countersign(
            sign_off=row,
            outcome=CountersignOutcome.COUNTERSIGNED,
            reason="I read both observations and agree with each level.",
            by=world.person(by),
            at=at,
        )


def release_if_sampled(world: World, row: SignOff, *, days_ago: int) -> None:
    """The internal quality assurer looks at it when it fell into the sample."""
    if not row.is_sampled:
        return
    with calendar.on(days_ago, 18) as at:
        signoff.release_or_return(
            sign_off=row,
            outcome=ReleaseOutcome.RELEASED,
            reason="Evidence is cited for each competency and the notes bear out the levels.",
            by=world.person("iqa"),
            at=at,
        )


def request(place: Enrolment, *, days_ago: int) -> None:
    with calendar.on(days_ago, 11) as at:
        accreditation.request_award(enrolment=place, by=place.trainee, at=at)


def award(world: World, place: Enrolment, *, days_ago: int) -> Award:
    """The manager decides, and the credential is issued in the same act."""
    with calendar.on(days_ago, 15) as at:
        standing = accreditation_queries.standing(place.trainee, place, at)
        credential = credentials.award_and_issue(
            enrolment=place,
            reason="Everything that the standard asks is met; the reflections were thoughtful.",
            seen=accreditation.digest_of(standing),
            by=world.person("manager"),
            at=at,
        )
        return credential.award


def consent(award: Award, *, days_ago: int, shows_supervision: bool = True) -> None:
    with calendar.on(days_ago, 20) as at:
        credentials.set_consent(
            credential=award.credential,
            shows_name=True,
            shows_supervision=shows_supervision,
            by=award.person,
            at=at,
        )


def change_status(world: World, award: Award, status: str, reason: str, *, days_ago: int) -> None:
    with calendar.on(days_ago, 12) as at:
        accreditation.change_status(award=award, status=status, reason=reason, by=world.person("manager"), at=at)
