"""Logbooks: practice sessions in every state, supervision, reflections."""

import itertools

from lms.enrolment.models import Enrolment, ReflectionPrompt
from lms.people.models import User
from lms.portfolio import actions as portfolio
from lms.practice import actions as practice
from lms.practice.enums import Basis, Consent, Mode, Payment, Relation, Setting
from lms.supervision import actions as supervision
from lms.supervision.enums import SupervisionFunction, SupervisionKind
from lms.web.demo import calendar, cast, words
from lms.web.demo.world import World

MODES = itertools.cycle((Mode.IN_PERSON, Mode.PHONE, Mode.IN_PERSON, Mode.VIDEO))
CLIENTS = 4
LENGTHS = (45, 50, 60, 40, 30, 55)


def log_sessions(world: World, place: Enrolment, *, count: int, first_day: int, last_day: int, confirmed: int) -> list:
    """`count` sessions spread between two days ago; the first `confirmed` of them confirmed by the named verifier."""
    coach, entries = place.trainee, []
    with calendar.on(calendar.working_day(first_day), 8) as at:
        clients = [practice.make_client(by=coach, at=at, consent=Consent.SPOKEN) for _ in range(CLIENTS)]
    for number in range(count):
        day = calendar.working_day(first_day - round((first_day - last_day) * number / max(count - 1, 1)))
        entry = _log(world, place, coach, clients[number % CLIENTS], number, day)
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
                note=_note(coach, number),
            ),
        )
        return practice.submit_entry(entry=entry, by=coach, at=at)


def _note(coach: User, number: int) -> str:
    return _words(coach)["notes"][number % CLIENTS][number // CLIENTS]


def _words(coach: User) -> dict:
    """What a coach wrote in their logbook."""
    return words.read("logbooks")[cast.login(coach)]


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


FUNCTIONS = (SupervisionFunction.FORMATIVE, SupervisionFunction.NORMATIVE, SupervisionFunction.RESTORATIVE)


def supervise(world: World, place: Enrolment, *, days: tuple[int, ...], waiting: int = 0) -> None:
    """Health-coaching supervision so many days ago each; the last `waiting` are not confirmed yet."""
    supervisor, coach = world.person("supervisor"), place.trainee
    with calendar.on(max(days) + 5) as at:
        supervision.start_agreement(
            supervisor=supervisor,
            coach=coach,
            kind=SupervisionKind.HEALTH_COACHING,
            organisation=place.cohort.provider,
            by=world.person("manager"),
            at=at,
        )
    supervise_again(world, place, days=days, waiting=waiting)


def supervise_again(
    world: World, place: Enrolment, *, days: tuple[int, ...], waiting: int = 0, earlier: int = 0
) -> None:
    """More sessions under the agreement that is there, after so many earlier ones."""
    supervisor = world.person("supervisor")
    for number, day in enumerate(map(calendar.working_day, days), start=earlier):
        with calendar.on(day, 16) as at:
            details = _session(place, supervisor, day, number)
            session = supervision.record_session(by=place.trainee, at=at, details=details)
        if number < earlier + len(days) - waiting:
            with calendar.on(max(day - 2, 0), 17) as at:
                supervision.confirm_session(session=session, by=supervisor, at=at)


def _session(place: Enrolment, supervisor: User, day: int, number: int) -> supervision.SessionDetails:
    return supervision.SessionDetails(
        supervisor=supervisor,
        kind=SupervisionKind.HEALTH_COACHING,
        organisation=place.cohort.provider,
        started_at=calendar.moment(day, 14),
        minutes=60,
        functions=(FUNCTIONS[number % 3],),
        **_words(place.trainee)["supervision"][number],
    )


def reflect(place: Enrolment, *, days: tuple[int, ...], draft: bool = False) -> None:
    """A submitted reflection for each day, on the prompts of the version in turn; and one still being written."""
    prompts = ReflectionPrompt.objects.filter(item__version=place.cohort.version).order_by("item__order", "pk")
    texts = words.read("reflections")
    for prompt, day, text in zip(prompts, days, texts[cast.login(place.trainee)], strict=False):
        with calendar.on(day, 21) as at:
            written = _write(place, prompt, text, at)
            portfolio.submit_reflection(reflection=written, by=place.trainee, at=at)
    if draft:
        with calendar.on(1, 21) as at:
            _write(place, prompts[len(days)], texts["draft"], at)


def _write(place: Enrolment, prompt: ReflectionPrompt, text: str, at):
    return portfolio.save_reflection(
        by=place.trainee,
        at=at,
        organisation=place.cohort.provider,
        text=text,
        prompt_key=prompt.code,
        prompt=prompt.prompt,
    )
