"""Logbooks: practice sessions in every state, supervision, reflections."""

import itertools

from lms.enrolment.models import Enrolment
from lms.people.models import User
from lms.practice import actions as practice
from lms.practice.enums import Basis, Consent, Mode, Payment, Relation, Setting
from lms.web.demo import calendar
from lms.web.demo.world import World

MODES = itertools.cycle((Mode.IN_PERSON, Mode.PHONE, Mode.IN_PERSON, Mode.VIDEO))
NOTES = (
    "Agreed a walking plan. Confidence 5, reworked to 8. Closed the loop.",
    "I told too early and caught myself. Went back and asked what they knew.",
    "First session: contracting took ten minutes and was worth it.",
    "Setback after two weeks. We looked at what got in the way, without blame.",
    "Person chose a smaller step than I would have. It worked.",
    "Question about a tablet: handed over to the pharmacist the same day.",
)
LENGTHS = (45, 50, 60, 40, 30, 55)


def log_sessions(world: World, place: Enrolment, *, count: int, first_day: int, last_day: int, confirmed: int) -> list:
    """`count` sessions spread between two days ago; the first `confirmed` of them confirmed by the named verifier."""
    coach, entries = place.trainee, []
    with calendar.on(first_day, 8) as at:
        clients = [practice.make_client(by=coach, at=at, consent=Consent.SPOKEN) for _ in range(4)]
    for number in range(count):
        day = first_day - round((first_day - last_day) * number / max(count - 1, 1))
        entry = _log(world, place, coach, clients[number % 4], number, day)
        if number < confirmed:
            _confirm(world, entry, days_ago=max(day - 3, 0), number=number)
        entries.append(entry)
    return entries


def _log(world: World, place: Enrolment, coach: User, client, number: int, day: int):
    with calendar.on(day, 18, number % 60) as at:
        entry = practice.log_entry(
            by=coach,
            at=at,
            organisation=place.cohort.provider,
            details=practice.EntryDetails(
                started_at=calendar.moment(day, 9 + number % 6),
                minutes=LENGTHS[number % len(LENGTHS)],
                mode=next(MODES),
                setting=Setting.GENERAL_PRACTICE if number % 3 else Setting.COMMUNITY,
                context=place.context,
                relation=Relation.PATIENT,
                payment=Payment.EMPLOYED,
                coaching_share=80 if number % 2 else 100,
                client=client,
                verifier=world.person("assessor"),
                note=NOTES[number % len(NOTES)],
            ),
        )
        return practice.submit_entry(entry=entry, by=coach, at=at)


def _confirm(world: World, entry, *, days_ago: int, number: int) -> None:
    basis = (Basis.DIARY_CHECKED, Basis.WITNESSED, Basis.DECLARED_AND_SAMPLED)[number % 3]
    with calendar.on(days_ago, 19, 30) as at:
        practice.confirm_entry(entry=entry, by=world.person("assessor"), at=at, basis=basis)


def return_one(world: World, entry, *, days_ago: int) -> None:
    with calendar.on(days_ago, 12) as at:
        practice.return_entry(
            entry=entry,
            by=world.person("assessor"),
            at=at,
            reason="Was this one session or two? The diary shows a break. Please split it if it was two.",
        )
