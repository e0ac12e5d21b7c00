"""The request log leaves out the pages where "who opened it when" would say too much."""

import pytest
import structlog
from structlog.testing import capture_logs

from tests.factories import people

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/concerns/raise/", "/concerns/follow/", "/people/join/secret-of-a-link/"])
def test_pages_that_must_tell_nobody_are_not_logged(client, path):
    with capture_logs() as logs:
        client.get(path)

    assert [line for line in logs if line["event"].startswith("request_")] == []


def test_other_pages_are_logged_with_the_person_and_leave_nothing_behind(client):
    person = people.user()
    client.force_login(person)

    with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as logs:
        client.get("/people/me/")

    lines = [(line["event"], line["request"], line["user_id"]) for line in logs if "request" in line]
    assert lines == [
        ("request_started", "GET /people/me/", person.pk),
        ("request_finished", "GET /people/me/", person.pk),
    ]
    assert structlog.contextvars.get_contextvars() == {}
