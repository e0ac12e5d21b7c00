import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from lms.audit.models import ReceivedForm
from tests.factories import people

HERE = "http://testserver"
TYPED = "I asked what mattered to the client.\r\nThen I waited."


@pytest.fixture
def careful_client():
    """A client whose forms need a page token, as a browser's do."""
    return Client(enforce_csrf_checks=True)


def textareas(answer):
    """name → text of every textarea of a page, as a browser reads it: without the first line break."""
    found = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>', answer.content.decode(), re.DOTALL)
    return dict(found)


def test_expired_token_shows_what_was_typed_ready_to_send_again(careful_client, db):
    answer = careful_client.post(
        "/working-as/?x=1", {"note": TYPED, "mode": "face", "csrfmiddlewaretoken": "old"}, headers={"Origin": HERE}
    )

    page = answer.content.decode()
    assert answer.status_code == 403
    assert textareas(answer) == {"note": TYPED}
    assert '<form method="post" action="/working-as/?x=1">' in page
    assert '<input type="hidden" name="mode" value="face">' in page
    assert 'value="old"' not in page


def test_kept_text_is_accepted_when_it_is_sent_again(careful_client, db):
    person = people.trainee(people.provider())
    careful_client.force_login(person)
    page = careful_client.post("/working-as/", {"role": "a role"}, headers={"Origin": HERE}).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]

    answer = careful_client.post(
        "/working-as/", {"role": "a role", "csrfmiddlewaretoken": token}, headers={"Origin": HERE}
    )

    assert answer.headers["Location"] == reverse("web:desk")


def test_expired_token_escapes_what_was_typed(careful_client, db):
    answer = careful_client.post("/working-as/", {"note": "</textarea> <script>"}, headers={"Origin": HERE})

    assert textareas(answer) == {"note": "&lt;/textarea&gt; &lt;script&gt;"}


def test_expired_token_says_that_a_file_must_be_chosen_again(careful_client, db):
    file = SimpleUploadedFile("photo.jpg", b"...")

    answer = careful_client.post("/working-as/", {"note": TYPED, "file": file}, headers={"Origin": HERE})

    assert b"choose it again" in answer.content


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://elsewhere.example"}, {"Origin": "null"}])
def test_a_form_that_another_site_sent_is_refused_and_not_shown(careful_client, db, headers):
    answer = careful_client.post("/working-as/", {"note": TYPED}, headers=headers)

    assert answer.status_code == 403
    assert TYPED.encode() not in answer.content


def test_the_referer_tells_where_a_form_came_from_when_there_is_no_origin(careful_client, db):
    answer = careful_client.post("/working-as/", {"note": TYPED}, headers={"Referer": f"{HERE}/somewhere/"})

    assert textareas(answer) == {"note": TYPED}


def test_a_password_is_never_shown_again(careful_client, db):
    answer = careful_client.post(
        reverse("account_login"), {"login": "a@example.org", "password": "pass phrase"}, headers={"Origin": HERE}
    )

    assert answer.status_code == 403
    assert b"pass phrase" not in answer.content


def test_a_form_sent_after_the_session_ended_waits_for_its_author(db):
    person = people.trainee(people.provider())
    client = Client()

    answer = client.post("/working-as/", {"note": TYPED}, follow=False)
    client.force_login(person)
    page = client.get(reverse("web:unsent"))

    assert answer.headers["Location"] == f"{reverse('account_login')}?next=/unsent/"
    assert textareas(page) == {"note": TYPED}
    assert b'action="/working-as/"' in page.content


def test_a_form_that_came_through_waits_no_longer(as_user):
    person = people.trainee(people.provider())
    client = as_user(person)
    session = client.session
    session["unsent_form"] = {"address": "/working-as/", "fields": [["note", TYPED]]}
    session.save()

    client.post("/working-as/", {"role": "x"})

    assert client.get(reverse("web:unsent")).headers["Location"] == reverse("web:desk")


@pytest.mark.parametrize(("path", "status"), [("/no-such-page/", 404), ("/help/nobody/", 404)])
def test_a_missing_page_says_so_in_our_frame(client, db, path, status):
    answer = client.get(path)

    assert answer.status_code == status
    assert b"There is no page here" in answer.content


def test_a_wrong_host_name_is_a_bad_request_not_a_fault(client, settings, db):
    settings.ALLOWED_HOSTS = ["teachback.example"]

    answer = client.get("/", headers={"Host": "elsewhere.example"})

    assert answer.status_code == 400
    assert b"Nothing was recorded" in answer.content


def test_a_fault_shows_a_page_that_needs_nothing(client, settings):
    client.raise_request_exception = False
    settings.BRAND_COLOUR = None  # a setting that no check let through

    answer = client.get("/brand.css")

    assert answer.status_code == 500
    assert b"never in part" in answer.content
    assert b"csrfmiddlewaretoken" not in answer.content


@pytest.fixture
def locked_client(as_user):
    """Somebody signed in, while another writer holds the database: reading goes on, writing waits in vain."""

    def refuse_writing(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            raise OperationalError("database is locked")
        return execute(sql, params, many, context)

    client = as_user(people.trainee(people.provider()))
    client.raise_request_exception = False
    with connection.execute_wrapper(refuse_writing):
        yield client


def test_text_sent_while_the_database_was_locked_is_kept(locked_client):
    fields = {"note": TYPED, "idempotency_key": str(uuid.uuid4())}

    answer = locked_client.post("/working-as/", fields, headers={"Origin": HERE})

    assert answer.status_code == 503
    assert textareas(answer) == {"note": TYPED}


def test_a_locked_database_says_so_to_whom_no_text_may_be_shown(locked_client):
    answer = locked_client.post("/working-as/", {"note": TYPED, "idempotency_key": str(uuid.uuid4())})

    assert answer.status_code == 503
    assert b"Load this page again" in answer.content


def test_too_much_text_is_refused_in_words(as_user, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10

    answer = as_user(people.trainee(people.provider())).post("/working-as/", {"note": TYPED})

    assert answer.status_code == 400
    assert b"at most 2 MB" in answer.content


def test_a_form_sent_twice_at_once_is_told_to_wait(as_user):
    person = people.trainee(people.provider())
    client = as_user(person)
    form = {"role": str(person.memberships.get().key), "idempotency_key": str(uuid.uuid4())}
    client.post("/working-as/", form)
    ReceivedForm.objects.update(location="")  # as if the first were still worked on

    answer = client.post("/working-as/", form)

    assert answer.status_code == 409
    assert b"We are still working on this" in answer.content
