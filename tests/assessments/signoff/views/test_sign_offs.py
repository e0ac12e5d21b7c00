import pytest
from django.urls import reverse

from assessments.signoff import actions
from assessments.signoff.models import SignOff, SignOffDraft
from tests.factories import people, roleplay, signoff
from tests.reading import words_of

pytestmark = pytest.mark.django_db
AT = signoff.AT


def page(name, record):
    return reverse(f"signoff:{name}", args=[record.key])


def observed(us, **changes):
    return roleplay.observation(
        trainee=us["trainee"], observer=us["assessor"], organisation=us["organisation"], **changes
    )


EVERYTHING = {"percent": 100, "first_sign_off": True, "disagreement": True}


# Lists


def rows_of(us, provider, items):
    for number in range(items):
        trainee = us["trainee"] if number == 0 else people.trainee(provider)
        signoff.sign_off(**us | {"trainee": trainee})


@pytest.mark.parametrize("items", [1, 3])
def test_sign_off_list_has_a_constant_query_count(us, provider, as_user, items, django_assert_num_queries):
    rows_of(us, provider, items)
    client = as_user(us["assessor"])

    with django_assert_num_queries(6):
        client.get(reverse("signoff:sign_offs"))


@pytest.mark.parametrize("items", [1, 3])
def test_to_sign_off_has_a_constant_query_count(us, provider, as_user, items, django_assert_num_queries):
    rows_of(us, provider, items)
    for row in SignOff.objects.all():
        signoff.start(**us | {"trainee": row.trainee})
    client = as_user(us["assessor"])

    with django_assert_num_queries(9):
        client.get(reverse("signoff:to_sign_off"))


@pytest.mark.parametrize("items", [1, 3])
def test_to_countersign_has_a_constant_query_count(
    unqualified, provider, colleague, as_user, items, django_assert_num_queries
):
    rows_of(unqualified, provider, items)
    client = as_user(colleague)

    with django_assert_num_queries(8):
        client.get(reverse("signoff:to_countersign"))


@pytest.mark.parametrize("items", [1, 3])
def test_to_release_has_a_constant_query_count(us, provider, iqa, as_user, items, django_assert_num_queries):
    roleplay.policy(sampling=EVERYTHING)
    rows_of(us, provider, items)
    client = as_user(iqa)

    with django_assert_num_queries(6):
        client.get(reverse("signoff:to_release"))


@pytest.mark.parametrize("items", [1, 3])
def test_assessor_list_has_a_constant_query_count(provider, iqa, as_user, items, django_assert_num_queries):
    for _number in range(items):
        signoff.qualified(people.assessor(provider), provider, by=iqa)
    client = as_user(iqa)

    with django_assert_num_queries(5):
        client.get(reverse("signoff:assessors"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"status": "effective"}, {"good"}),
        ({"status": "withdrawn"}, {"withdrawn"}),
        ({"status": "returned"}, set()),
        ({"trainee": "tomasz"}, {"good"}),
        ({"assessor": "aisha"}, {"good", "withdrawn"}),
        ({"context": "clinical"}, set()),
    ],
)
def test_sign_off_list_filters(us, provider, as_user, query, expected):
    rows = {"good": signoff.sign_off(**us)}
    rows["withdrawn"] = signoff.sign_off(**us | {"trainee": people.trainee(provider, name="Bea")})
    actions.withdraw_sign_off(sign_off=rows["withdrawn"], reason="Wrong", by=us["assessor"], at=AT)

    response = as_user(us["assessor"]).get(reverse("signoff:sign_offs"), query)

    assert set(response.context["object_list"]) == {rows[name] for name in expected}


def test_a_trainee_sees_only_their_own(us, provider, as_user):
    own = signoff.sign_off(**us)
    signoff.sign_off(**us | {"trainee": people.trainee(provider)})

    response = as_user(us["trainee"]).get(reverse("signoff:sign_offs"))

    assert list(response.context["object_list"]) == [own]


# Reading


def test_the_trainee_reads_declaration_evidence_and_state(us, as_user):
    observation = observed(us)
    row = signoff.sign_off(**us)

    response = as_user(us["trainee"]).get(page("sign_off", row))

    text = words_of(response)
    for words in ("In effect", "Ready to coach.", "I watched both sessions.", "HC2 Title of HC2"):
        assert words in text
    assert reverse("roleplay:observation", args=[observation.key]) in response.content.decode()


def test_a_sign_off_is_not_found_by_another_trainee_or_organisation(us, provider, as_user):
    row = signoff.sign_off(**us)
    others = [people.trainee(provider), people.assessor(people.provider()), people.manager(people.provider())]

    assert [as_user(person).get(page("sign_off", row)).status_code for person in others] == [404, 404, 404]


def test_a_sign_off_page_has_a_small_query_count(us, as_user, django_assert_max_num_queries):
    row, client = signoff.sign_off(**us), as_user(us["trainee"])

    with django_assert_max_num_queries(12):
        client.get(page("sign_off", row))


def test_the_confirmation_page_is_the_assessors(us, as_user):
    assert as_user(us["trainee"]).get(page("recorded", signoff.sign_off(**us))).status_code == 403


# Ending


def test_replacing_leads_to_a_draft_and_shows_both(us, as_user):
    old, client = signoff.sign_off(**us), as_user(us["assessor"])

    client.post(page("supersede", old))
    draft = SignOffDraft.objects.get()
    signoff.complete(draft, competencies=["HC1"])
    client.post(page("check", draft))

    new = SignOff.objects.get(supersedes=old)
    trainee = as_user(us["trainee"])
    assert f"Replaced by {new.reference}" in words_of(trainee.get(page("sign_off", old)))
    assert f"Replaces {old.reference}" in words_of(trainee.get(page("sign_off", new)))
    assert client.get(page("supersede", old)).status_code == 403


def test_withdrawing_in_two_steps(us, as_user):
    row, client = signoff.sign_off(**us), as_user(us["assessor"])

    client.post(page("withdraw", row), {"reason": "Recorded for the wrong person.", "confirmed": "yes"})

    assert "Withdrawn" in words_of(as_user(us["trainee"]).get(page("sign_off", row)))
    assert client.get(page("withdraw", row)).status_code == 403


def test_the_trainee_neither_replaces_nor_withdraws(us, as_user):
    row, client = signoff.sign_off(**us), as_user(us["trainee"])

    assert [client.get(page(name, row)).status_code for name in ("supersede", "withdraw")] == [403, 403]
