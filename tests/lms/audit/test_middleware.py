"""Every posted form carries one idempotency key: sent twice, done once."""

import uuid

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
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


def test_another_text_with_a_used_key_is_a_new_form(as_user):
    person, form_key = people.user(), uuid.uuid4()
    client = as_user(person)

    for name in ("First Name", "Second Name", "Second Name"):
        client.post(PAGE, details(form_key, name=name))

    person.refresh_from_db()
    assert (person.name, changes_recorded()) == ("Second Name", 2)


def _claimed(rf, person, *, path=PAGE, **fields):
    """How many claims stand after a form with one and the same key was sent."""
    request = rf.post(path, {"idempotency_key": "0" * 32, **fields})
    request.user, request._messages = person, CookieStorage(request)
    PostedOnceMiddleware(lambda request: HttpResponse(status=302, headers={"Location": "/done/"}))(request)
    return ReceivedForm.objects.count()


def test_a_form_is_the_same_by_its_address_fields_and_files(rf):
    person = people.user()

    def send(content=b"one", **changes):
        return _claimed(rf, person, **{"words": "Text", "file": SimpleUploadedFile("plan.txt", content), **changes})

    assert [send(), send(csrfmiddlewaretoken="other"), send(content=b"two")] == [1, 1, 1]
    assert [send(words="Changed"), send(path="/other/"), send(path=f"{PAGE}?about=x"), send(content=b"more")] == [
        2,
        3,
        4,
        5,
    ]


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
    client, form = as_user(people.user()), details(uuid.uuid4())
    client.post(PAGE, form)
    ReceivedForm.objects.update(location="")

    response = client.post(PAGE, form)

    assert (response.status_code, changes_recorded()) == (409, 1)
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
