"""What the demo's coaches work towards beyond their programme, and how far they are."""

from django.utils import timezone

from lms.accreditation import actions as accreditation
from lms.accreditation import queries
from lms.core import clock
from lms.web.demo import calendar
from lms.web.demo.world import World

AIMS = {
    "trainee": ("emcc-eia-foundation", "icf-acc", "nhse-hwbc-arrs"),
    "trainee-ready": ("emcc-eia-foundation", "nbhwc-board-exam"),
    "trainee-awarded": ("icf-acc", "ac-foundation"),
}


def aim(world: World) -> None:
    """Some say what they work towards; then every coach's standings are worked out once, as the worker does later."""
    for login, codes in AIMS.items():
        for code in codes:
            with calendar.on(40) as at:
                standard = queries.body_in_force(code, clock.today()).standard
                accreditation.aim_at(standard=standard, by=world.person(login), at=at)
    coaches = list(queries.all_coaches().values_list("pk", flat=True))
    accreditation.store_standings(coach_ids=coaches, at=timezone.now())
