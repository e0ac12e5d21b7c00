"""Logbooks: practice sessions in every state, supervision, reflections."""

import itertools
from dataclasses import replace

from lms.enrolment.models import Enrolment, ReflectionPrompt
from lms.people.models import User
from lms.portfolio import actions as portfolio
from lms.practice import actions as practice
from lms.practice.enums import Basis, Consent, Mode, Payment, Relation, Setting
from lms.practice.queries import drawn_among
from lms.supervision import actions as supervision
from lms.supervision.enums import AgreedFormat, IcfCredential, SessionFormat, SupervisionFunction, SupervisionKind
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
    _keep_templates(coach, entries, day=last_day)
    return entries


def _keep_templates(coach: User, entries: list, *, day: int) -> None:
    """Two sessions that the coach starts others from."""
    with calendar.on(calendar.working_day(day), 20) as at:
        for entry, name in zip(entries, ("At the practice", "Telephone follow-up"), strict=False):
            practice.save_template(entry=entry, by=coach, at=at, name=name)


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
    if drawn_among([entry]):
        basis = Basis.DIARY_CHECKED
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


TERMS = supervision.Terms(
    every_weeks=4,
    format=AgreedFormat.INDIVIDUAL,
    confidential="What we talk about stays between us. The academy sees that we met, when and for how long.",
    not_confidential="Harm to anybody, and unsafe practice: that goes to the safeguarding lead, and we say so first.",
)
FUNCTIONS = (SupervisionFunction.FORMATIVE, SupervisionFunction.NORMATIVE, SupervisionFunction.RESTORATIVE)


def meet_peers(world: World, place: Enrolment, *, days_ago: int) -> None:
    """A peer group that nobody led."""
    with calendar.on(days_ago, 20) as at:
        details = replace(
            _session(place, world.person("supervisor"), days_ago, 0), format=SessionFormat.PEER, group_size=4
        )
        supervision.record_session(by=place.trainee, at=at, details=details)


def qualify_supervisor(world: World) -> None:
    """The supervisor is trained as one, and holds an ICF credential for mentoring."""
    held = (
        supervision.Qualification(
            title="Certificate in coaching supervision",
            awarding_body="Westshire School of Coaching (demo)",
            kinds=(SupervisionKind.HEALTH_COACHING,),
            from_date=calendar.date(900),
            tier=3,
            tier_source="Letter of the Westshire training hub (demo)",
        ),
        supervision.Qualification(
            title="ICF credential",
            awarding_body="International Coaching Federation",
            kinds=(SupervisionKind.MENTORING, SupervisionKind.ICF_MENTOR_COACHING),
            from_date=calendar.date(500),
            to_date=calendar.date(-595),
            credential=IcfCredential.PCC,
        ),
    )
    for number, qualification in enumerate(held):
        with calendar.on(450 - number) as at:
            supervision.record_qualification(
                person=world.person("supervisor"), held=qualification, by=world.person("manager"), at=at
            )


def plan_absence(world: World) -> None:
    """The supervisor will be away for two weeks."""
    supervisor = world.person("supervisor")
    with calendar.on(4) as at:
        supervision.record_absence(
            person=supervisor, from_date=calendar.date(-30), to_date=calendar.date(-43), by=supervisor, at=at
        )


def hand_over(world: World, coach: User) -> None:
    """A second supervisor takes a coach over from the first."""
    agreement = coach.supervision_received.get(kind=SupervisionKind.HEALTH_COACHING)
    with calendar.on(6) as at:
        supervision.hand_over(
            agreements=[agreement],
            supervisor=world.person("supervisor2"),
            from_date=calendar.date(5),
            by=world.person("manager"),
            at=at,
        )


def supervise(world: World, place: Enrolment, *, days: tuple[int, ...], waiting: int = 0) -> None:
    """Health-coaching supervision so many days ago each; the last `waiting` are not confirmed yet."""
    supervisor, coach = world.person("supervisor"), place.trainee
    with calendar.on(max(days) + 5) as at:
        agreement = supervision.start_agreement(
            supervisor=supervisor,
            coach=coach,
            kind=SupervisionKind.HEALTH_COACHING,
            organisation=place.cohort.provider,
            by=world.person("manager"),
            at=at,
            terms=TERMS,
        )
        for side in (coach, supervisor):
            supervision.accept_agreement(agreement=agreement, by=side, at=at)
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
        _agree(session, number, day=day)
        if number < earlier + len(days) - waiting:
            with calendar.on(max(day - 2, 0), 17) as at:
                supervision.confirm_session(session=session, by=supervisor, at=at)


def _agree(session, number: int, *, day: int) -> None:
    """One action for each session, due in two weeks. Those of the last weeks are open, one of them overdue."""
    coach = session.coach
    agreed = _words(coach)["supervision"][number]["actions"]
    with calendar.on(day, 16, 5) as at:
        action = supervision.agree_action(
            session=session, words=agreed, due_date=calendar.date(day - 14), by=coach, at=at
        )
    if day > 25:
        with calendar.on(day - 9) as at:
            supervision.tick_off_action(action=action, done_date=calendar.date(day - 9), by=coach, at=at)


def _session(place: Enrolment, supervisor: User, day: int, number: int) -> supervision.SessionDetails:
    return supervision.SessionDetails(
        supervisor=supervisor,
        kind=SupervisionKind.HEALTH_COACHING,
        organisation=place.cohort.provider,
        started_at=calendar.moment(day, 14),
        minutes=60,
        functions=(FUNCTIONS[number % 3],),
        themes=_words(place.trainee)["supervision"][number]["themes"],
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
