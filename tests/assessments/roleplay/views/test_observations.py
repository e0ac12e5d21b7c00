import pytest
from django.urls import reverse

from assessments.roleplay import actions, queries
from assessments.roleplay.models import ObservationDraft
from lms.core import clock
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


def criteria_answers(*points, note="“What matters to you?” at 4 min", **more):
    codes = ("scope_and_safety", "listening", "action_plan")
    levels = {f"level-{code}": str(n) for code, n in zip(codes, points, strict=True)}
    return levels | {f"note-{code}": note for code in codes} | more


# Reading


def test_the_trainee_reads_all_of_it_once_it_is_recorded(us, as_user):
    observation = roleplay.observation(**us)

    text = words_of(as_user(us["trainee"]).get(page("observation", observation)))

    for words in ("You waited.", "Ask for a number.", "At 4 min", "Level 2", "77 %", "I have read it"):
        assert words in text


def test_the_trainee_sees_no_draft_in_the_list(us, as_user):
    roleplay.complete_draft(**us)

    response = as_user(us["trainee"]).get(reverse("roleplay:observations"))

    assert list(response.context["object_list"]) == []
    assert "No observation is recorded yet" in words_of(response)


def test_the_trainee_acknowledges_with_a_comment(us, as_user):
    observation, client = roleplay.observation(**us), as_user(us["trainee"])

    response = client.post(page("acknowledge", observation), {"comment": "The five was hard."}, follow=True)

    text = words_of(response)
    assert "Read by the trainee on 20 November 2026" in text
    assert "The five was hard." in text
    assert client.get(page("acknowledge", observation)).status_code == 403


def test_nobody_else_acknowledges(us, as_user):
    assert as_user(us["observer"]).post(page("acknowledge", roleplay.observation(**us))).status_code == 403


def test_an_observation_is_not_found_by_another_trainee_or_organisation(us, provider, as_user):
    observation = roleplay.observation(**us)
    others = [people.trainee(provider), people.assessor(people.provider()), people.manager(people.provider())]

    assert [as_user(person).get(page("observation", observation)).status_code for person in others] == [404] * 3


def test_the_confirmation_page_is_the_observers(us, provider, as_user):
    observation = roleplay.observation(**us)

    assert as_user(us["trainee"]).get(page("recorded", observation)).status_code == 403


@pytest.mark.parametrize("items", [1, 3])
def test_observation_list_has_a_constant_query_count(us, as_user, items, django_assert_num_queries):
    for _number in range(items):
        observation = roleplay.observation(**us)
        actions.acknowledge_observation(observation=observation, by=us["trainee"], at=AT)
    client = as_user(us["observer"])

    with django_assert_num_queries(5):
        client.get(reverse("roleplay:observations"))


def test_observation_page_has_a_small_query_count(us, as_user, django_assert_max_num_queries):
    observation = roleplay.observation(**us)
    client = as_user(us["trainee"])

    with django_assert_max_num_queries(10):
        client.get(page("observation", observation))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"result": "passed"}, {"good"}),
        ({"result": "not_passed"}, {"unsafe"}),
        ({"result": "disagreement"}, {"unsafe"}),
        ({"state": "unread"}, {"good", "unsafe"}),
        ({"state": "superseded"}, set()),
        ({"trainee": "tomasz"}, {"good", "unsafe"}),
        ({"trainee": "nobody"}, set()),
        ({"context": "clinical"}, set()),
    ],
)
def test_observation_list_filters(us, as_user, query, expected):
    rows = {"good": roleplay.observation(**us), "unsafe": roleplay.observation(**us, points=(0, 3, 3))}

    response = as_user(us["observer"]).get(reverse("roleplay:observations"), query)

    assert set(response.context["object_list"]) == {rows[name] for name in expected}


# Replacing


def test_replacing_shows_both(us, as_user):
    old, client = roleplay.observation(**us), as_user(us["observer"])

    client.post(page("supersede", old), {"reason": "I chose the wrong level for listening"})
    draft = ObservationDraft.objects.get()
    client.post(page("judgement", draft), {"judgement": "borderline"})
    client.post(page("criteria", draft), criteria_answers(3, 1, 2))
    client.post(page("check", draft))

    new = queries.observations_visible_to(us["trainee"]).get(supersedes=old)
    trainee = as_user(us["trainee"])
    assert f"{new.reference} , 20 November 2026: I chose the wrong level" in words_of(
        trainee.get(page("observation", old))
    )
    text = words_of(trainee.get(page("observation", new)))
    assert f"What it replaces {old.reference}" in text
    assert "Criteria as they were before" in text


def test_a_replaced_observation_cannot_be_replaced_or_acknowledged(us, as_user):
    old = roleplay.observation(**us)
    draft = actions.supersede_observation(observation=old, reason="Wrong", by=us["observer"], at=AT)
    actions.record_observation(draft=roleplay.complete(draft), by=us["observer"], at=AT)

    assert as_user(us["observer"]).get(page("supersede", old)).status_code == 403
    assert as_user(us["trainee"]).get(page("acknowledge", old)).status_code == 403


def test_the_trainee_does_not_replace(us, as_user):
    assert as_user(us["trainee"]).get(page("supersede", roleplay.observation(**us))).status_code == 403


@pytest.mark.parametrize("name", ["observations", "scenarios", "to_assess"])
def test_pages_ask_visitors_to_sign_in(client, name):
    response = client.get(reverse(f"roleplay:{name}"))

    assert response.status_code == 302
    assert reverse("account_login") in response.url
