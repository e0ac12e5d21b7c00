"""Two million practice entries on a prepared demo: 1,000 coaches, 2,000 entries each. Run inside Django."""

import datetime
import json
import time

from django.db import connection
from django.utils import timezone

from lms.accreditation import actions as accreditation
from lms.accreditation import queries
from lms.competencies.enums import ServiceContext
from lms.people.enums import Role
from lms.people.models import Membership, Organisation, User
from lms.practice.enums import Basis, CoachRole, Consent, Decision, EntryStatus, Mode, Payment, Relation, Setting
from lms.practice.models import EntryDecision, PracticeClient, PracticeEntry
from lms.web.demo import cast
from tests.bench.world import bare_wagtail_page

COACHES, ENTRIES, CLIENTS = 1000, 2000, 40
ROLES = (CoachRole.COACH,) * 18 + (CoachRole.CLIENT, CoachRole.OBSERVER)
PAYMENTS = (Payment.EMPLOYED, Payment.EMPLOYED, Payment.PAID, Payment.PRO_BONO)


def make() -> None:
    """Fill the logbooks, work every standing out from nothing, and print how long that took and what to ask for."""
    bare_wagtail_page()
    academy, verifier = Organisation.objects.get(slug=cast.ACADEMY), User.objects.get(email=cast.email("assessor"))
    trainee = User.objects.get(email=cast.email("trainee"))
    people = User.objects.bulk_create(
        User(email=f"coach{number}@bench.example", name=f"Coach {number:04}") for number in range(COACHES - 1)
    )
    Membership.objects.bulk_create(
        Membership(person=person, organisation=academy, role=Role.TRAINEE) for person in people
    )
    _fill(trainee, academy, verifier)
    for person in people:
        _copy(trainee, person)
    _decide(trainee, verifier)
    coaches = list(queries.all_coaches().values_list("pk", flat=True))
    started = time.perf_counter()
    kept = accreditation.store_standings(coach_ids=coaches, at=timezone.now())
    seconds = time.perf_counter() - started
    print(
        json.dumps(
            {"entries": PracticeEntry.objects.count(), "coaches": len(coaches), "kept": kept, "seconds": seconds}
        )
    )


def _fill(coach: User, academy: Organisation, verifier: User) -> None:
    """Two sessions a day back from yesterday, with 40 clients in turn."""
    clients = _clients(coach)
    morning = timezone.now().replace(hour=9, minute=0, second=0, microsecond=0)
    PracticeEntry.objects.bulk_create(
        (_entry(coach, academy, verifier, clients, morning, number) for number in range(ENTRIES)), batch_size=2000
    )


def _clients(coach: User) -> list[PracticeClient]:
    return PracticeClient.objects.bulk_create(
        PracticeClient(coach=coach, code=f"C-B{number:02}", consent=Consent.SPOKEN) for number in range(CLIENTS)
    )


def _copy(template: User, coach: User) -> None:
    """The same logbook for another coach, with clients of their own, by one statement: two million rows in minutes."""
    clients = _clients(coach)
    first = PracticeClient.objects.filter(coach=template, code__startswith="C-B").order_by("pk").first()
    changed = {
        "key": "gen_random_uuid()" if connection.vendor == "postgresql" else "lower(hex(randomblob(16)))",
        "coach_id": str(coach.pk),
        "client_id": f"client_id + {clients[0].pk - first.pk}",
    }
    columns = [field.column for field in PracticeEntry._meta.local_concrete_fields if not field.primary_key]
    into, values = ", ".join(columns), ", ".join(changed.get(column, column) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO practice_practiceentry ({into}) SELECT {values} FROM practice_practiceentry "
            "WHERE coach_id = %s AND client_id >= %s",
            [template.pk, first.pk],
        )


def _entry(coach, academy, verifier, clients, morning, number) -> PracticeEntry:
    started_at = morning - datetime.timedelta(days=1 + number // 2) + datetime.timedelta(hours=4 * (number % 2))
    is_group = number % 25 == 0
    return PracticeEntry(
        coach=coach,
        organisation=academy,
        started_at=started_at,
        minutes=(30, 45, 60, 15)[number % 4],
        mode=Mode.IN_PERSON,
        setting=Setting.GENERAL_PRACTICE if number % 30 else Setting.TRAINING,
        is_group=is_group,
        group_size=8 if is_group else None,
        role=ROLES[number % len(ROLES)],
        relation=Relation.PATIENT if number % 11 else Relation.PEER_LEARNER,
        payment=PAYMENTS[number % len(PAYMENTS)],
        context=ServiceContext.TARGETED,
        coaching_share=(100, 80, 60)[number % 3],
        client=clients[number % len(clients)],
        verifier=verifier,
        status=EntryStatus.CONFIRMED,
        submitted_at=started_at,
        confirmed_at=started_at + datetime.timedelta(hours=5),
    )


def _decide(coach: User, verifier: User) -> None:
    """The coach whose pages are asked for has the decisions too, which their pages name."""
    undecided = PracticeEntry.objects.filter(coach=coach, status=EntryStatus.CONFIRMED, decisions=None)
    EntryDecision.objects.bulk_create(
        [
            EntryDecision(
                entry=entry,
                decision=Decision.CONFIRMED,
                by=verifier,
                basis=Basis.DIARY_CHECKED,
                content={},
                happened_at=entry.confirmed_at,
            )
            for entry in undecided
        ],
        batch_size=1000,
    )
