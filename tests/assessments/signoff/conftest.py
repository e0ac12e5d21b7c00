"""Who stands in most tests of sign-offs: a provider, its assessors, its quality assurer, a trainee."""

import pytest

from lms.core import clock
from lms.people.enums import Role
from tests.factories import people, signoff


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
def iqa(provider):
    return people.member(Role.IQA, provider, name="Ines Quality")


@pytest.fixture
def qualification(assessor, provider, iqa):
    return signoff.qualified(assessor, provider, by=iqa)


@pytest.fixture
def unqualified(trainee, assessor, provider):
    """The three as the factories take them; the assessor has no assessor qualification."""
    return {"trainee": trainee, "assessor": assessor, "organisation": provider}


@pytest.fixture
def us(unqualified, qualification):
    """The three, with an assessor who is qualified."""
    return unqualified


@pytest.fixture
def colleague(provider, iqa):
    """Another qualified assessor of the provider."""
    person = people.assessor(provider, name="Colm Ward")
    signoff.qualified(person, provider, by=iqa)
    return person


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed(signoff.AT):
        yield
