"""Who stands in most tests of observations: one provider, an assessor and a trainee of it."""

import pytest

from tests.factories import people


@pytest.fixture
def provider(db):
    return people.provider(name="Harbour Training")


@pytest.fixture
def trainee(provider):
    return people.trainee(provider, name="Tomasz Nowak")


@pytest.fixture
def assessor(provider):
    return people.assessor(provider, name="Aisha Rahman")


@pytest.fixture
def us(trainee, assessor, provider):
    """The three as the factories take them."""
    return {"trainee": trainee, "observer": assessor, "organisation": provider}
