"""Every posted form carries one idempotency key: sent twice, done once."""

import uuid

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from lms.audit.middleware import PostedOnceMiddleware
from lms.audit.models import AuditEvent, ReceivedForm
from tests.factories import people

PAGE = "/people/me/"

pytestmark = pytest.mark.django_db


def details(form_key, **changes):
    return {"name": "New Name", "professional_registration": "", "idempotency_key": str(form_key), **changes}


def changes_recorded():
    return AuditEvent.objects.filter(kind="people.details_changed").count()


def test_a_form_sent_twice_is_done_once_and_led_to_the_same_place(as_user):
    client, form = as_user(people.user()), details(uuid.uuid4())

    first, second = client.post(PAGE, form), client.post(PAGE, form)

    assert (second.status_code, second.headers["Location"]) == (302, first.headers["Location"])
    assert changes_recorded() == 1
    assert "We already have this. It was sent twice and recorded once." in client.get(PAGE).content.decode()


def test_an_error_frees_the_key_for_the_next_try(as_user):
    client, form_key = as_user(people.user()), uuid.uuid4()

    wrong, right = client.post(PAGE, details(form_key, name="")), client.post(PAGE, details(form_key))

    assert (wrong.status_code, right.status_code, changes_recorded()) == (422, 302, 1)


def test_a_failing_page_frees_the_key(rf):
    request = rf.post(PAGE, details(uuid.uuid4()))
    request.user = people.user()

    PostedOnceMiddleware(lambda request: HttpResponse(status=500))(request)

    assert ReceivedForm.objects.count() == 0


def test_a_key_that_another_person_used_blocks_nobody(as_user):
    form = details(uuid.uuid4())

    statuses = [as_user(people.user()).post(PAGE, form).status_code for _number in range(2)]

    assert (statuses, changes_recorded()) == ([302, 302], 2)


def test_a_second_sending_while_the_first_is_worked_on_is_asked_to_wait(as_user):
    person, form_key = people.user(), uuid.uuid4()
    ReceivedForm.objects.create(form_key=form_key, sender=str(person.key), path=PAGE)

    response = as_user(person).post(PAGE, details(form_key))

    assert (response.status_code, changes_recorded()) == (409, 0)
    assert "You sent the same form twice." in response.content.decode()


def test_the_claim_stands_before_the_page_works_on_the_form(rf):
    seen = []

    def page(request):
        seen.extend(ReceivedForm.objects.values_list("sender", "path", "location"))
        return HttpResponse(status=302, headers={"Location": "/done/"})

    request = rf.post(PAGE, details(uuid.uuid4()))
    request.user = people.user()
    PostedOnceMiddleware(page)(request)

    assert seen == [(str(request.user.key), PAGE, "")]
    assert ReceivedForm.objects.get().location == "/done/"


def test_a_visitor_is_known_by_the_page_token_and_address():
    form_key = str(uuid.uuid4())
    form = {"email": people.user(email="jo@example.org").email, "idempotency_key": form_key}
    one, other = Client(), Client(REMOTE_ADDR="10.0.0.2")

    for client in (one, one, other):
        client.post("/accounts/password/reset/", form)

    assert len(mail.outbox) == 2
    assert [len(row.sender) for row in ReceivedForm.objects.all()] == [64, 64]


@pytest.mark.parametrize("form_key", ["", "nonsense"])
def test_a_form_without_a_key_of_ours_is_let_through(as_user, form_key):
    response = as_user(people.user()).post(PAGE, details(form_key))

    assert (response.status_code, ReceivedForm.objects.count()) == (302, 0)


def test_looking_at_a_page_claims_nothing(as_user):
    as_user(people.user()).get(PAGE, {"idempotency_key": str(uuid.uuid4())})

    assert ReceivedForm.objects.count() == 0
