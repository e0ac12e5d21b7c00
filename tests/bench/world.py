"""Adds a cohort of 1,000 trainees to a prepared demo and tells the addresses to measure. Run inside Django."""

import json

from django.utils import timezone
from wagtail.models import Page, Site

from lms.credentials.models import Credential
from lms.enrolment.models import Cohort, Enrolment
from lms.people.enums import Role
from lms.people.models import Membership, User
from lms.web.demo import cast

SIZE = 1000


def make() -> None:
    """Print the addresses as JSON."""
    trainee = User.objects.get(email=cast.email("trainee"))
    place = Enrolment.objects.select_related("cohort").get(trainee=trainee)
    bare_wagtail_page()
    print(
        json.dumps(
            {
                "lesson": f"/learn/my/{place.key}/lessons/of-two-minds/",
                "standing": f"/standing/{place.key}/",
                "cohort": f"/learn/cohorts/{_large_cohort(place.cohort).key}/",
                "verify": f"/verify/{Credential.objects.order_by('pk').first().code}/",
            }
        )
    )


def bare_wagtail_page() -> None:
    page = Page.objects.get(depth=1).add_child(instance=Page(title="Bare", slug="bare"))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=page, is_default_site=True)


def _large_cohort(like: Cohort) -> Cohort:
    cohort = Cohort.objects.create(
        version=like.version,
        provider=like.provider,
        name="A thousand",
        from_date=like.from_date,
        to_date=like.to_date,
        context=like.context,
        join_code="THOUSAND",
    )
    people = User.objects.bulk_create(
        User(email=f"person{number}@bench.example", name=f"Person {number:04}") for number in range(SIZE)
    )
    Membership.objects.bulk_create(
        Membership(person=person, organisation=like.provider, role=Role.TRAINEE) for person in people
    )
    Enrolment.objects.bulk_create(
        Enrolment(
            cohort=cohort,
            trainee=person,
            context=like.context,
            joined_at=timezone.now(),
            lessons_done=number % 13,
            attended_minutes=number % 24 * 60,
        )
        for number, person in enumerate(people)
    )
    return cohort
