"""Supervision for tests: a coach with an agreement, and sessions in each state, two hours apart from one another."""

import datetime
import itertools

from lms.people.enums import Role
from lms.supervision import actions
from lms.supervision.actions import Qualification, SessionDetails, Terms
from lms.supervision.enums import AgreedFormat, SupervisionFunction, SupervisionKind
from tests.factories import people

_sessions = itertools.cycle(range(3000))  # in 250 days, all of them before NOW
MORNING = datetime.datetime(2026, 1, 5, 9, 0, tzinfo=datetime.UTC)
NOW = datetime.datetime(2026, 11, 22, 12, 0, tzinfo=datetime.UTC)
TODAY = NOW.date()


def supervisor_of(coach, organisation, kind=SupervisionKind.HEALTH_COACHING, **changes):
    """Somebody with an open agreement to support a coach in one way since long ago."""
    person = people.member(Role.SUPERVISOR, organisation, **changes)
    agreement(person, coach, organisation, kind)
    return person


def terms(**changes):
    """Once in four weeks, one to one."""
    return Terms(
        **{
            "every_weeks": 4,
            "format": AgreedFormat.INDIVIDUAL,
            "confidential": "What we talk about",
            "not_confidential": "Harm to anybody",
            **changes,
        }
    )


def agreement(
    supervisor,
    coach,
    organisation,
    kind=SupervisionKind.HEALTH_COACHING,
    from_date=people.LONG_AGO,
    terms=None,  # as in agreements made before terms were kept
):
    return actions.start_agreement(
        supervisor=supervisor,
        coach=coach,
        kind=kind,
        organisation=organisation,
        from_date=from_date,
        terms=terms,
        by=None,
        at=NOW,
    )


def accepted(agreement, at=NOW):
    """Both sides have accepted its terms."""
    for side in (agreement.coach, agreement.supervisor):
        actions.accept_agreement(agreement=agreement, by=side, at=at)
    return agreement


def coach_and_supervisor(organisation=None):
    organisation = organisation or people.provider()
    coach = people.trainee(organisation)
    return coach, supervisor_of(coach, organisation)


def details(coach, supervisor, **changes):
    """An hour, one to one, two hours after the one before."""
    return SessionDetails(
        **{
            "supervisor": supervisor,
            "kind": SupervisionKind.HEALTH_COACHING,
            "organisation": coach.memberships.get(role=Role.TRAINEE).organisation,
            "started_at": MORNING + datetime.timedelta(hours=2 * next(_sessions)),
            "minutes": 60,
            "functions": (SupervisionFunction.FORMATIVE,),
            "themes": "Endings",
            "actions": "Read about endings by June",
            **changes,
        }
    )


def recorded(coach, supervisor, **changes):
    return actions.record_session(by=coach, at=NOW, details=details(coach, supervisor, **changes))


def confirmed(coach, supervisor, at=NOW, **changes):
    return actions.confirm_session(session=recorded(coach, supervisor, **changes), by=supervisor, at=at)


def declined(coach, supervisor, reason="We met on Tuesday, not on Monday.", **changes):
    session = recorded(coach, supervisor, **changes)
    return actions.decline_session(session=session, by=supervisor, at=NOW, reason=reason)


def corrected(session, at=NOW, **changes):
    """A confirmed correction of a confirmed session."""
    rewritten = details(session.coach, session.supervisor, **{"started_at": session.started_at, **changes})
    correction = actions.correct_session(session=session, by=session.coach, at=at, details=rewritten)
    return actions.confirm_session(session=correction, by=session.supervisor, at=at)


def agreed(session, words="Practise leaving silence", due_date=TODAY):
    """An open action of the session's coach."""
    return actions.agree_action(session=session, words=words, due_date=due_date, by=session.coach, at=NOW)


def qualified(person, manager, **changes):
    """Trained as a coaching supervisor, at Tier 3, since long ago."""
    held = Qualification(
        **{
            "title": "Certificate in coaching supervision",
            "awarding_body": "An awarding body",
            "kinds": (SupervisionKind.HEALTH_COACHING,),
            "from_date": people.LONG_AGO,
            "tier": 3,
            "tier_source": "Letter of the training hub",
            **changes,
        }
    )
    return actions.record_qualification(person=person, held=held, by=manager, at=NOW)
