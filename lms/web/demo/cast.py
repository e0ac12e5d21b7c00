"""Who is in the demo: organisations, staff and trainees."""

from dataclasses import dataclass

from lms.people.enums import OrganisationKind, Role
from lms.people.models import User

PASSWORD = "teachback-demo"  # noqa: S105 -- printed on the screen by make demo, for invented people only
DOMAIN = "demo.example"


@dataclass(frozen=True)
class Place:
    """An organisation. `overseers` are the slugs of the bodies in whose remit it is.

    One runs the installation: concerns go there whose reporter knows no organisation, or that are about the leads.
    """

    slug: str
    name: str
    kind: OrganisationKind
    overseers: tuple[str, ...] = ()
    is_administering: bool = False


ACADEMY = "riverside-academy"
NORTHGATE = "northgate-learning"
NETWORK = "harbour-health"
TRUST = "mill-lane-trust"
BOARD = "westshire-board"
COUNCIL = "coaching-standards-council"

PLACES = (
    Place(ACADEMY, "Riverside Coaching Academy", OrganisationKind.TRAINING_PROVIDER, (BOARD, COUNCIL)),
    Place(NORTHGATE, "Northgate Learning", OrganisationKind.TRAINING_PROVIDER, (COUNCIL,)),
    Place(NETWORK, "Harbour Health Primary Care Network", OrganisationKind.EMPLOYER, (BOARD,)),
    Place(TRUST, "Mill Lane Community Trust", OrganisationKind.EMPLOYER, (BOARD,)),
    Place(BOARD, "Westshire Integrated Care Board", OrganisationKind.COMMISSIONER),
    Place(COUNCIL, "Coaching Standards Council (demo)", OrganisationKind.ACCREDITING_BODY, is_administering=True),
)


@dataclass(frozen=True)
class Actor:
    """A member of staff: login before the @, name, and roles as (role, organisation)."""

    login: str
    name: str
    roles: tuple[tuple[Role, str], ...]
    registration: str = ""


STAFF = (
    Actor("trainer", "Tom Wren", ((Role.TRAINER, ACADEMY),)),
    Actor("assessor", "Priya Nair", ((Role.ASSESSOR, ACADEMY), (Role.TRAINER, ACADEMY)), "NMC 08A1234E"),
    Actor("assessor2", "Ben Hollis", ((Role.ASSESSOR, ACADEMY),)),
    Actor("assessor3", "Wendy Fairclough", ((Role.ASSESSOR, ACADEMY),)),
    Actor("iqa", "Helen Ashworth", ((Role.IQA, ACADEMY),)),
    Actor("supervisor", "Gareth Pugh", ((Role.SUPERVISOR, ACADEMY), (Role.MENTOR, ACADEMY))),
    Actor("supervisor2", "Moira Kavanagh", ((Role.SUPERVISOR, ACADEMY),)),
    Actor("employer", "Sunita Rao", ((Role.EMPLOYER, NETWORK),)),
    Actor("manager", "Lucy Brennan", ((Role.MANAGER, ACADEMY),)),
    Actor("commissioner", "Daniel Osei", ((Role.COMMISSIONER, BOARD),)),
    Actor("reviewer", "Margaret Lyle", ((Role.REVIEWER, COUNCIL), (Role.BODY_EDITOR, COUNCIL))),
    Actor("safeguarding", "Ruth Adeyemi", ((Role.SAFEGUARDING, ACADEMY),)),
    Actor("case-handler", "Joe Pickering", ((Role.CASE_HANDLER, ACADEMY),)),
    Actor("council-safeguarding", "Hilary Stott", ((Role.SAFEGUARDING, COUNCIL),)),
    Actor("role-player", "Stella Marchetti", ((Role.ROLE_PLAYER, ACADEMY),)),
    Actor("editor", "Sam Whitlock", ((Role.EDITOR, ACADEMY),)),
    Actor("admin", "Alex Marsh", ((Role.ADMIN, ACADEMY),)),
    Actor("northgate-manager", "Colin Reeve", ((Role.MANAGER, NORTHGATE),)),
    Actor("northgate-assessor", "Jasmine Holt", ((Role.ASSESSOR, NORTHGATE), (Role.TRAINER, NORTHGATE))),
)


@dataclass(frozen=True)
class Learner:
    """A trainee and the stage of their story (lms.web.demo.stages)."""

    login: str
    name: str
    employer: str
    stage: str
    job: str


SERVICE_NOW = (
    Learner("trainee", "Amara Okafor", NETWORK, "practising", "health and wellbeing coach in training"),
    Learner("trainee-new", "Callum Reid", NETWORK, "joined", "care co-ordinator"),
    Learner("trainee-days", "Nadia Hussain", TRUST, "attending", "social prescribing link worker"),
    Learner("trainee-ready", "Owen Griffiths", NETWORK, "ready", "healthcare assistant"),
    Learner("trainee-signed", "Grace Mensah", TRUST, "waiting_for_release", "community nurse"),
)
SERVICE_BEFORE = (
    Learner("trainee-awarded", "Rachel Dunn", NETWORK, "awarded", "health and wellbeing coach"),
    Learner("trainee-suspended", "Peter Lomax", TRUST, "suspended", "health and wellbeing coach"),
    Learner("trainee-revoked", "Ian Whitaker", TRUST, "revoked", "health and wellbeing coach"),
)
SKILLS = (
    Learner("trainee-skills", "Sofia Marino", NETWORK, "skills_awarded", "practice nurse"),
    Learner("trainee-skills2", "Marcus Bell", NETWORK, "skills_half_way", "physiotherapist"),
    Learner("trainee-skills3", "Joan Tipping", TRUST, "skills_joined", "carers' support worker"),
)
# People who fill the lists: each joined the skills cohort and got as far as the number of lessons says.
CROWD = (
    ("Aisha Rahman", 14), ("Bethan Price", 16), ("Chidi Eze", 3), ("Dawn Keeling", 16), ("Ewan McAllister", 9),
    ("Fiona Prentice", 12), ("Gurpreet Singh", 16), ("Hannah Brook", 0), ("Imran Sheikh", 7), ("Jade Thornton", 16),
    ("Karen Oduya", 11), ("Liam Fletcher", 5), ("Mei Chen", 16), ("Noor Aziz", 2), ("Oliver Stanton", 10),
    ("Paula Novak", 16), ("Quentin Hale", 1), ("Rosie Gill", 13),
)  # fmt: skip
NORTHGATE_LEARNER = Learner("northgate-trainee", "Tessa Boyle", TRUST, "joined", "link worker")


def email(login: str) -> str:
    return f"{login}@{DOMAIN}"


def login(person: User) -> str:
    """What stands before the @."""
    return person.email.partition("@")[0]
