"""What every test may use."""

import os
import time

import pytest
from django.test import Client, TransactionTestCase
from hypothesis import settings

from lms.core import append_only
from tests import demo_site, migrated_copy

# How long an example takes says how busy the machine is, not whether it is right.
settings.register_profile("teachback", deadline=None)
settings.load_profile("teachback")


@pytest.fixture
def as_user(db):
    """A client signed in a moment ago with a second factor, as `as_user(person)`."""

    def sign_in(person):
        client = Client()
        client.force_login(person)
        session = client.session
        at = time.time()
        session["account_authentication_methods"] = [
            {"method": "password", "at": at, "reauthenticated": True},
            {"method": "mfa", "type": "totp", "at": at, "reauthenticated": True},
        ]
        session["account_authentication_methods_user"] = str(person.pk)
        session.save()
        return client

    return sign_in


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request, django_db_modify_db_settings):
    """pytest-django's own step before the test database is made; from here on it may start as a copy."""
    with migrated_copy.kept_in(request.config.cache.mkdir("migrated")):
        yield


@pytest.fixture(autouse=True, scope="session")
def _ledgers_can_be_emptied_between_browser_tests():
    """Transactional tests empty every table at the end; only here may the triggers be taken off for it."""
    flush = TransactionTestCase._fixture_teardown

    def without_triggers(self):
        append_only.remove()
        flush(self)
        append_only.install()

    TransactionTestCase._fixture_teardown = without_triggers
    yield
    TransactionTestCase._fixture_teardown = flush


@pytest.fixture(scope="session")
def site():
    """One running demo for all tests of a worker that meet the product from outside."""
    with demo_site.running(f"teachback_site_{os.getpid()}") as running:
        yield running
