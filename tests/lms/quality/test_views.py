import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from lms.people.enums import OrganisationKind, Role
from lms.quality.models import ChecklistAnswer, ProgrammeApproval
from tests.factories import people
from tests.factories import quality as make

pytestmark = pytest.mark.django_db


def body_and_reviewer():
    body = make.body()
    return body, make.reviewer(body)


def test_anybody_sees_what_covered_a_day(client):
    make.approval(make.programme_version(), reference="CSC-7")

    page = client.get(reverse("quality:programmes"), {"on": "2026-06-01"}).content.decode()

    assert "CSC-7" in page
    assert "Accredited" in page


def test_a_day_outside_shows_nothing_on_record(client):
    make.approval(make.programme_version(), reference="CSC-7")

    page = client.get(reverse("quality:programmes"), {"on": "2025-06-01"}).content.decode()

    assert "CSC-7" not in page
    assert "Nothing on record" in page


def test_what_was_known_before_the_approval_was_recorded_is_nothing(client):
    make.approval(make.programme_version(), reference="CSC-7")

    page = client.get(reverse("quality:programmes"), {"on": "2026-06-01", "known": "2026-01-02"}).content.decode()

    assert "CSC-7" not in page


@pytest.mark.parametrize("known", ["9999-12-31", "0001-01-01"])
def test_a_day_of_knowledge_that_nobody_can_mean_is_said_beside_the_field(client, known):
    response = client.get(reverse("quality:programmes"), {"on": "2026-11-22", "known": known})

    assert (response.status_code, list(response.context["form"].errors)) == (200, ["known"])


def test_a_day_that_is_none_is_said_beside_the_field(client):
    response = client.get(reverse("quality:programmes"), {"on": "32 May"})

    assert response.status_code == 200
    assert "Enter a valid date" in response.content.decode()


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_of_approvals_asks_as_often_for_one_as_for_three(as_user, how_many, django_assert_num_queries):
    _body, reviewer = body_and_reviewer()
    for _ in range(how_many):
        make.approval(make.programme_version())
    browser = as_user(reviewer)

    with django_assert_num_queries(6):
        response = browser.get(reverse("quality:approvals"))

    assert response.status_code == 200


def approval_form(body, **changes):
    return {
        "body": body.pk,
        "kind": "accredited",
        "reference": "CSC-7",
        "from_date": "2026-01-01",
        "to_date": "",
        **changes,
    }


def test_approving_is_checked_then_confirmed(as_user):
    body, reviewer = body_and_reviewer()
    address = reverse("quality:approve", args=[make.programme_version().key])
    browser = as_user(reviewer)

    check = browser.post(address, approval_form(body))
    assert (check.status_code, ProgrammeApproval.objects.count()) == (200, 0)
    assert "Check your answers" in check.content.decode()
    done = browser.post(address, approval_form(body, confirmed="yes"), follow=True)

    approval = ProgrammeApproval.objects.get()
    assert done.redirect_chain[-1][0] == reverse("quality:approval", args=[approval.key])
    assert str(approval.key) in done.content.decode()


def test_changing_the_answers_brings_the_form_back_with_them(as_user):
    body, reviewer = body_and_reviewer()
    browser = as_user(reviewer)

    page = browser.post(
        reverse("quality:approve", args=[make.programme_version().key]), approval_form(body, change="yes")
    ).content.decode()

    assert "CSC-7" in page
    assert ProgrammeApproval.objects.count() == 0


def test_an_approval_that_ends_before_it_begins_is_refused_with_words(as_user):
    body, reviewer = body_and_reviewer()
    address = reverse("quality:approve", args=[make.programme_version().key])

    response = as_user(reviewer).post(address, approval_form(body, to_date="2025-01-01"))

    assert response.status_code == 422
    assert "The last day comes before the first." in response.content.decode()


def test_a_reviewer_cannot_choose_another_body(as_user):
    _body, reviewer = body_and_reviewer()
    address = reverse("quality:approve", args=[make.programme_version().key])

    response = as_user(reviewer).post(address, approval_form(make.body(), confirmed="yes"))

    assert (response.status_code, ProgrammeApproval.objects.count()) == (422, 0)


def test_approving_needs_a_second_factor(client):
    _body, reviewer = body_and_reviewer()
    client.force_login(reviewer)

    response = client.get(reverse("quality:approve", args=[make.programme_version().key]))

    assert response.status_code == 302


def test_ending_an_approval_is_checked_then_confirmed(as_user):
    approval = make.approval(make.programme_version())
    browser = as_user(approval.decided_by)
    form = {"to_date": "2026-05-01", "reason": "The course changed."}

    browser.post(reverse("quality:end_approval", args=[approval.key]), form)
    browser.post(reverse("quality:end_approval", args=[approval.key]), {**form, "confirmed": "yes"})

    assert ProgrammeApproval.objects.get(supersedes=approval).to_date == datetime.date(2026, 5, 1)


@pytest.mark.parametrize(
    ("name", "status"), [("approvals", 403), ("checklist", 403), ("providers", 200), ("programmes", 200)]
)
def test_a_trainee_at_the_doors(as_user, name, status):
    response = as_user(people.trainee(people.provider())).get(reverse(f"quality:{name}"))

    assert response.status_code == status


def test_another_bodys_reviewer_reads_an_approval_and_cannot_end_it(as_user):
    approval = make.approval(make.programme_version())
    browser = as_user(make.reviewer(make.body()))

    assert browser.get(reverse("quality:approval", args=[approval.key])).status_code == 200
    assert browser.get(reverse("quality:end_approval", args=[approval.key])).status_code == 403


def test_a_manager_is_led_to_their_own_checklists(as_user):
    provider = people.provider()

    response = as_user(people.manager(provider)).get(reverse("quality:checklist"))

    assert response.url == reverse("quality:provider", args=[provider.key])


def commissioner_with(provider):
    organisation = people.organisation(OrganisationKind.COMMISSIONER)
    people.remit(organisation, provider)
    return people.member(Role.COMMISSIONER, organisation)


@pytest.mark.parametrize("page", ["provider", "provider_checklist"])
def test_a_provider_outside_the_remit_is_not_there(as_user, page):
    checklist, inside, outside = make.checklist(), people.provider(), people.provider()
    browser = as_user(commissioner_with(inside))
    code = [checklist.code] if page == "provider_checklist" else []

    assert browser.get(reverse(f"quality:{page}", args=[inside.key, *code])).status_code == 200
    assert browser.get(reverse(f"quality:{page}", args=[outside.key, *code])).status_code == 404


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_of_providers_asks_as_often_for_one_as_for_three(as_user, how_many, django_assert_num_queries):
    organisation = people.organisation(OrganisationKind.COMMISSIONER)
    for _ in range(how_many):
        people.remit(organisation, people.provider())
    browser = as_user(people.member(Role.COMMISSIONER, organisation))

    with django_assert_num_queries(5):
        response = browser.get(reverse("quality:providers"))

    assert response.status_code == 200


def test_a_commissioner_reads_evidence_owner_and_review_date(as_user):
    checklist, provider = make.checklist(), people.provider()
    manager = people.manager(provider, name="Ada Owner")
    make.answer(provider, checklist.items.first(), by=manager, evidence="The handbook, page 4.")

    address = reverse("quality:provider_checklist", args=[provider.key, checklist.code])
    page = as_user(commissioner_with(provider)).get(address).content.decode()

    assert "The handbook, page 4." in page
    assert "Ada Owner" in page
    assert "Derived" in page
    assert "Answer again" not in page


def answer_form(manager, **changes):
    review = timezone.localdate() + datetime.timedelta(days=90)
    given = {"state": "met", "evidence": "The handbook.", "owner": manager.pk, "review_date": review.isoformat()}
    return {**given, **changes}


def test_a_manager_answers(as_user):
    provider, item = people.provider(), make.checklist().items.first()
    manager = people.manager(provider)

    response = as_user(manager).post(reverse("quality:answer", args=[provider.key, item.key]), answer_form(manager))

    assert response.status_code == 302
    assert ChecklistAnswer.objects.get().state == "met"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"evidence": ""}, "Say what shows it."),
        ({"evidence": "Ask jo@example.org"}, "This looks like an e-mail address"),
        ({"review_date": "2020-01-01"}, "Choose a review date that is still to come."),
    ],
)
def test_an_answer_that_cannot_stand_is_refused_with_words_and_nothing_is_lost(as_user, changes, words):
    provider, item = people.provider(), make.checklist().items.first()
    manager = people.manager(provider)
    form = answer_form(manager, **changes)

    response = as_user(manager).post(reverse("quality:answer", args=[provider.key, item.key]), form)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert form["evidence"] in response.content.decode()


def test_nobody_answers_for_another_provider(as_user):
    provider, other, item = people.provider(), people.provider(), make.checklist().items.first()

    response = as_user(people.manager(other)).get(reverse("quality:answer", args=[provider.key, item.key]))

    assert response.status_code == 404


def test_an_assurer_reads_and_does_not_answer(as_user):
    provider, item = people.provider(), make.checklist().items.first()
    assurer = people.member(Role.IQA, provider)

    assert as_user(assurer).get(reverse("quality:provider", args=[provider.key])).status_code == 200
    assert as_user(assurer).get(reverse("quality:answer", args=[provider.key, item.key])).status_code == 403
