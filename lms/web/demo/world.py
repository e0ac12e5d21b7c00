"""Organisations and staff, their roles, remits, responsibilities and interests."""

from allauth.account.adapter import get_adapter

from lms.people import actions as people
from lms.people.enums import InterestKind, ResponsibilityKind, Role
from lms.people.models import Organisation, User
from lms.web.demo import calendar, cast

LONG_AGO = 900  # days


class World:
    """What has been made so far, by slug and by login."""

    def __init__(self):
        self.places: dict[str, Organisation] = {}
        self.people: dict[str, User] = {}

    def place(self, slug: str) -> Organisation:
        return self.places[slug]

    def person(self, login: str) -> User:
        return self.people[login]


def make_world() -> World:
    """Everybody who works here, as they have been for a long while."""
    world = World()
    with calendar.on(LONG_AGO) as at:
        for place in cast.PLACES:
            world.places[place.slug] = people.add_organisation(
                name=place.name,
                slug=place.slug,
                kind=place.kind,
                is_administering=place.is_administering,
                by=None,
                at=at,
            )
        for place in cast.PLACES:
            for overseer in place.overseers:
                people.give_remit(overseer=world.place(overseer), organisation=world.place(place.slug), by=None, at=at)
        for actor in cast.STAFF:
            _add_actor(world, actor, at)
    return world


def _add_actor(world: World, actor: cast.Actor, at) -> None:
    person = open_account(world, actor.login, actor.name, at)
    if actor.registration:
        people.change_details(
            person=person, name=actor.name, professional_registration=actor.registration, by=person, at=at
        )
    for role, slug in actor.roles:
        people.add_member(person=person, organisation=world.place(slug), role=role, by=None, at=at)


def open_account(world: World, login: str, name: str, at) -> User:
    """An account with the demo's password, set as the page behind the link in a letter would set it."""
    person = people.open_account(email=cast.email(login), name=name, by=None, at=at)
    get_adapter().set_password(person, cast.PASSWORD)
    world.people[login] = person
    return person


def add_learner(
    world: World, learner: cast.Learner, provider: str, *, days_ago: int, is_supervised: bool = True
) -> User:
    """A trainee with the people responsible for them. The two-day route asks for no supervision."""
    academy, employer = world.place(provider), world.place(learner.employer)
    with calendar.on(days_ago) as at:
        person = open_account(world, learner.login, learner.name, at)
        people.add_member(person=person, organisation=academy, role=Role.TRAINEE, by=None, at=at)
        if provider != cast.ACADEMY:
            return person
        for holder, kind, organisation in (
            ("assessor", ResponsibilityKind.PRACTICE_VERIFIER, academy),
            ("supervisor", ResponsibilityKind.COACHING_SUPERVISOR, academy),
            ("employer", ResponsibilityKind.LINE_MANAGER, employer),
        ):
            if holder == "employer" and learner.employer != cast.NETWORK:
                continue
            if holder == "supervisor" and not is_supervised:
                continue
            people.give_responsibility(
                holder=world.person(holder), subject=person, kind=kind, organisation=organisation, by=None, at=at
            )
    return person


def declare_interests(world: World) -> None:
    """One tie that blocks assessing, so that the refusal can be seen."""
    with calendar.on(60) as at:
        people.declare_interest(
            person=world.person("assessor2"),
            about=world.person("trainee-signed"),
            kind=InterestKind.FRIEND,
            note="We trained together and our families are close.",
            by=world.person("assessor2"),
            at=at,
        )
