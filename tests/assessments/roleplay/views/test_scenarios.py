import pytest
from django.urls import reverse

from assessments.roleplay.enums import ExposureKind
from assessments.roleplay.models import ScenarioExposure
from lms.core import clock
from lms.people.enums import Role
from tests.factories import people, roleplay
from tests.reading import words_of

pytestmark = pytest.mark.django_db
AT = roleplay.AT


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed(AT):
        yield


def page(name, record):
    return reverse(f"roleplay:{name}", args=[record.key])


def test_scenario_list_filters_by_kind_of_service(us, as_user):
    for_all = roleplay.scenario(title="For all")
    clinical = roleplay.scenario(title="Only clinical", contexts=["clinical"])

    response = as_user(us["trainee"]).get(reverse("roleplay:scenarios"), {"context": "targeted"})

    assert list(response.context["object_list"]) == [for_all]
    assert clinical.title not in words_of(response)


@pytest.mark.parametrize("items", [1, 3])
def test_scenario_list_has_a_constant_query_count(us, as_user, items, django_assert_num_queries):
    for _number in range(items):
        roleplay.scenario()
    client = as_user(us["trainee"])

    with django_assert_num_queries(5):
        client.get(reverse("roleplay:scenarios"))


def test_scenario_list_gives_a_trainee_no_turning_point_away(us, as_user):
    roleplay.scenario()
    texts = [words_of(as_user(us[who]).get(reverse("roleplay:scenarios"))) for who in ("trainee", "observer")]

    assert ["five out of ten sure" in text for text in texts] == [False, True]


def test_scenario_list_is_empty_without_a_role(us, as_user):
    roleplay.scenario()

    response = as_user(people.user()).get(reverse("roleplay:scenarios"))

    assert list(response.context["object_list"]) == []


@pytest.mark.parametrize(
    ("role", "reads_client_brief", "reads_notes"),
    [
        (Role.TRAINEE, False, False),
        (Role.ROLE_PLAYER, True, False),
        (Role.TRAINER, True, True),
        (Role.ASSESSOR, True, True),
        (Role.IQA, True, True),
        (Role.SUPERVISOR, False, False),
    ],
)
def test_scenario_card_shows_each_role_its_own_briefs(provider, as_user, role, reads_client_brief, reads_notes):
    scenario = roleplay.scenario()

    text = words_of(as_user(people.member(role, provider)).get(page("scenario", scenario)))

    assert "You are a care co-ordinator." in text
    for secret in ("you drove buses", "Only mention the fair", "five out of ten sure"):
        assert (secret in text) == reads_client_brief
    assert ("The turning point is the five." in text) == reads_notes
    for always in ("To stop, say “pause”", "The scene ends.", "no reason to sit out", "Say your own name."):
        assert always in text


def test_opening_a_card_is_kept_for_a_trainee_only(us, as_user):
    scenario = roleplay.scenario()

    for person in (us["trainee"], us["trainee"], us["observer"]):
        as_user(person).get(page("scenario", scenario))

    assert [(row.person, row.kind) for row in ScenarioExposure.objects.all()] == [(us["trainee"], ExposureKind.OPENED)]


def test_a_trainee_notes_that_they_practised(us, as_user):
    scenario = roleplay.scenario()

    response = as_user(us["trainee"]).post(page("practised", scenario), follow=True)

    assert "Practised it: 20 November 2026" in words_of(response)


def test_nobody_else_notes_practice(us, as_user):
    assert as_user(us["observer"]).post(page("practised", roleplay.scenario())).status_code == 403
