"""Practice for tests: a coach with a verifier, and entries in each state, two hours apart from one another."""

import datetime
import itertools

from django.urls import reverse

from lms.competencies.enums import ServiceContext
from lms.people.enums import ResponsibilityKind, Role
from lms.practice import actions
from lms.practice.actions import EntryDetails
from lms.practice.enums import Basis, Consent, Mode, Setting
from tests.factories import people

_sessions = itertools.cycle(range(3000))  # in 250 days, all of them before NOW
MORNING = datetime.datetime(2026, 1, 5, 9, 0, tzinfo=datetime.UTC)
NOW = datetime.datetime(2026, 11, 22, 12, 0, tzinfo=datetime.UTC)


def coach(organisation, **changes):
    return people.trainee(organisation, **changes)


def verifier_of(coach, organisation, **changes):
    """Somebody named to confirm a coach's hours; a trainer, as providers often choose."""
    person = people.member(Role.TRAINER, organisation, **changes)
    people.responsible(person, coach, ResponsibilityKind.PRACTICE_VERIFIER, organisation)
    return person


def coach_and_verifier(organisation=None):
    organisation = organisation or people.provider()
    somebody = coach(organisation)
    return somebody, verifier_of(somebody, organisation)


def details(**changes):
    """Half an hour in person, two hours after the one before."""
    return EntryDetails(
        **{
            "started_at": MORNING + datetime.timedelta(hours=2 * next(_sessions)),
            "minutes": 30,
            "mode": Mode.IN_PERSON,
            "setting": Setting.GENERAL_PRACTICE,
            "context": ServiceContext.SKILLS,
            **changes,
        }
    )


def client_key(coach, consent=Consent.SPOKEN):
    return actions.make_client(by=coach, at=NOW, consent=consent)


def draft(coach, **changes):
    organisation = changes.pop("organisation", None) or coach.memberships.get(role=Role.TRAINEE).organisation
    return actions.log_entry(by=coach, at=NOW, organisation=organisation, details=details(**changes))


def template(coach, name="Telephone follow-up", **changes):
    return actions.save_template(entry=draft(coach, **changes), by=coach, at=NOW, name=name)


def submitted(coach, verifier, **changes):
    entry = draft(coach, verifier=verifier, **changes)
    return actions.submit_entry(entry=entry, by=coach, at=NOW)


def returned(coach, verifier, reason="The length does not match the diary.", **changes):
    entry = submitted(coach, verifier, **changes)
    return actions.return_entry(entry=entry, by=verifier, at=NOW, reason=reason)


def confirmed(coach, verifier, at=NOW, **changes):
    entry = submitted(coach, verifier, **changes)
    return actions.confirm_entry(entry=entry, by=verifier, at=at, basis=Basis.DIARY_CHECKED)


def sampling(organisation, share, at=MORNING):
    """Which share of declared entries is drawn; all or none where a test must know."""
    return actions.set_sampling(organisation=organisation, by=people.manager(organisation), at=at, share=share)


def corrected(entry, verifier, at=NOW, **changes):
    """A confirmed correction of a confirmed entry."""
    correction = actions.correct_entry(
        entry=entry,
        by=entry.coach,
        at=at,
        details=details(**{"started_at": entry.started_at, "verifier": verifier, **changes}),
    )
    actions.submit_entry(entry=correction, by=entry.coach, at=at)
    return actions.confirm_entry(entry=correction, by=verifier, at=at, basis=Basis.WITNESSED)


# --- what a browser sends ---------------------------------------------------------------------------------------------


def address(name, entry=None):
    return reverse(f"practice:{name}", kwargs={"key": entry.key} if entry else None)


def typed(**changes):
    """A filled-in entry form, as a browser sends it."""
    return {
        "started_at": "2026-11-20T10:00",
        "minutes": "45 min",
        "mode": "in_person",
        "client": "",
        "note": "",
        "verifier": "",
        "role": "coach",
        "relation": "patient",
        "context": "skills",
        "setting": "general_practice",
        "payment": "employed",
        "group_size": "",
        "coaching_share": "100",
        "supervised_by": "",
        **changes,
    }
