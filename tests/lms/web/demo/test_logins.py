"""What the terminal says once the demo is prepared."""

import pytest

from lms.web.demo import cast, logins

pytestmark = pytest.mark.django_db


def test_every_account_of_the_cast_is_announced():
    text = logins.table(8000)

    learners = [*cast.SERVICE_NOW, *cast.SERVICE_BEFORE, *cast.SKILLS, cast.NORTHGATE_LEARNER]
    assert [person.login for person in (*cast.STAFF, *learners) if person.login not in text] == []


def test_it_says_where_e_mails_are(settings, tmp_path):
    settings.BASE_DIR, settings.VAR_DIR = tmp_path, tmp_path / "var"

    assert "E-mails are kept in var/mail, not sent: the latest file is the last." in logins.table(8000)
