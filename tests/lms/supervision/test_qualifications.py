"""What qualifies a supervisor or mentor: recording it, ending it, the warnings, who sees it."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from lms.audit.actions import erase_person
from lms.audit.models import AuditEvent
from lms.core import clock
from lms.people.enums import Role
from lms.supervision import actions, queries, rules
from lms.supervision.enums import IcfCredential, SupervisionKind
from lms.supervision.models import SupervisorQualification
from tests.factories import people
from tests.factories import supervision as factory

pytestmark = pytest.mark.django_db
NOW = factory.NOW
TODAY = NOW.date()
A_DAY = datetime.timedelta(days=1)
COACHING, ICF = SupervisionKind.HEALTH_COACHING, SupervisionKind.ICF_MENTOR_COACHING
TYPED = {
    "title": "Certificate in coaching supervision",
    "awarding_body": "An awarding body",
    "kinds": ["health_coaching"],
    "from_date": "2025-01-01",
    "tier": "3",
    "tier_source": "Letter of the training hub",
}


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed(NOW):
        yield


@pytest.fixture
def provider():
    return people.provider()


@pytest.fixture
def supervisor(provider):
    return people.member(Role.SUPERVISOR, provider)


@pytest.fixture
def manager(provider):
    return people.manager(provider)


def address(name, record=None):
    return reverse(f"supervision:{name}", kwargs={"key": record.key} if record else None)


# --- rules and the database -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, []),
        ({"tier": None, "tier_source": ""}, []),
        ({"tier_source": ""}, ["tier_source"]),
        ({"kinds": [ICF]}, ["credential"]),
        ({"kinds": [ICF], "credential": "pcc"}, []),
        ({"credential": "pcc"}, ["kinds"]),
        ({"to_date": TODAY - A_DAY}, ["to_date"]),
    ],
    ids=str,
)
def test_qualification_problems(changes, fields):
    whole = {
        "kinds": [COACHING],
        "tier": 3,
        "tier_source": "Hub",
        "credential": "",
        "from_date": TODAY,
        "to_date": None,
    }

    assert [problem.field for problem in rules.qualification_problems(**whole | changes)] == fields


@pytest.mark.parametrize(
    ("kind", "tiers", "says"),
    [
        (COACHING, [], ["No current training"]),
        (COACHING, [None, 2], ["No tier of 3"]),
        (COACHING, [None, 3], []),
        (ICF, [], ["No current ICF credential"]),
        (ICF, [None], []),
        (SupervisionKind.CLINICAL, [], []),
    ],
)
def test_standing_warnings_never_refuse_and_say_why(kind, tiers, says):
    warnings = rules.standing_warnings(kind, tiers)

    assert [words in warning for words, warning in zip(says, warnings, strict=True)] == [True] * len(says)


@pytest.mark.parametrize(
    "changes",
    [
        {"title": ""},
        {"awarding_body": ""},
        {"kinds": []},
        {"tier": 0, "tier_source": "Hub"},
        {"tier": 5, "tier_source": "Hub"},
        {"tier": 3},
        {"credential": "xyz"},
        {"to_date": datetime.date(2019, 1, 1)},
    ],
    ids=str,
)
def test_a_qualification_that_cannot_be_is_refused(supervisor, manager, changes):
    whole = {"title": "T", "awarding_body": "B", "kinds": ["clinical"], "from_date": TODAY}

    with pytest.raises(IntegrityError), transaction.atomic():
        SupervisorQualification.objects.create(person=supervisor, recorded_by=manager, **whole | changes)


def test_nobody_records_their_own(supervisor):
    with pytest.raises(IntegrityError), transaction.atomic():
        SupervisorQualification.objects.create(
            person=supervisor, recorded_by=supervisor, title="T", awarding_body="B", kinds=["clinical"]
        )


# --- actions ----------------------------------------------------------------------------------------------------------


def test_record_qualification_says_who_saw_it(supervisor, manager):
    row = factory.qualified(supervisor, manager)

    event = AuditEvent.objects.get(target_key=row.key)
    assert (row.person, row.recorded_by, row.kinds, row.tier) == (supervisor, manager, [COACHING], 3)
    assert event.kind == "supervision.qualification_recorded"


def test_record_qualification_refuses_oneself_and_strangers(provider, supervisor, manager):
    people.as_well(manager, Role.SUPERVISOR, provider)
    others = [(manager, manager), (supervisor, people.manager(people.provider())), (people.trainee(provider), manager)]

    for person, by in others:
        with pytest.raises(actions.NotYoursToRecord):
            factory.qualified(person, by)


def test_record_qualification_refuses_a_tier_from_nowhere(supervisor, manager):
    with pytest.raises(actions.QualificationNotValid) as refusal:
        factory.qualified(supervisor, manager, tier_source="")

    assert refusal.value.field == "tier_source"


def test_end_qualification_only_shortens(supervisor, manager):
    row = factory.qualified(supervisor, manager)

    ended = actions.end_qualification(qualification=row, to_date=TODAY + A_DAY, by=manager, at=NOW)

    assert ended.to_date == TODAY + A_DAY
    for to_date in (TODAY + 2 * A_DAY, people.LONG_AGO - A_DAY):
        with pytest.raises(actions.QualificationNotValid):
            actions.end_qualification(qualification=row, to_date=to_date, by=manager, at=NOW)


def test_end_qualification_refuses_a_stranger(supervisor, manager):
    row = factory.qualified(supervisor, manager)

    with pytest.raises(actions.NotYoursToRecord):
        actions.end_qualification(qualification=row, to_date=TODAY, by=supervisor, at=NOW)


def test_erasing_a_supervisor_takes_the_titles(supervisor, manager):
    row = factory.qualified(supervisor, manager)

    erase_person(person=supervisor, by=manager, at=NOW)

    row.refresh_from_db()
    assert (row.title, row.awarding_body, row.tier_source, row.tier) == (*["Erased person"] * 3, 3)


# --- queries ----------------------------------------------------------------------------------------------------------


def test_supervisors_visible_to_their_manager_and_themselves(provider, supervisor, manager):
    coach, stranger = people.trainee(provider), people.manager(people.provider())

    seen = [list(queries.supervisors_visible_to(person)) for person in (manager, supervisor, coach, stranger)]

    assert seen == [[supervisor], [supervisor], [], []]


def test_qualifications_for_a_kind_on_a_day(supervisor, manager):
    row = factory.qualified(supervisor, manager, to_date=TODAY)

    assert queries.qualifications_for(supervisor, COACHING, on=TODAY) == [row]
    assert queries.qualifications_for(supervisor, COACHING, on=TODAY + A_DAY) == []
    assert queries.qualifications_for(supervisor, ICF, on=TODAY) == []


# --- pages ------------------------------------------------------------------------------------------------------------


def test_a_manager_records_and_ends_a_qualification(as_user, supervisor, manager):
    client = as_user(manager)

    client.post(address("qualify", supervisor), TYPED)
    row = SupervisorQualification.objects.get()
    page = client.get(address("supervisor", supervisor)).content.decode()
    client.post(address("end_qualification", row), {"to_date": "2026-11-30"})

    row.refresh_from_db()
    assert "Tier 3 (Letter of the training hub)" in page
    assert (row.tier, row.to_date) == (3, datetime.date(2026, 11, 30))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kinds": []}, "kinds"),
        ({"tier": "5"}, "tier"),
        ({"tier_source": ""}, "tier_source"),
        ({"kinds": ["icf_mentor_coaching"]}, "credential"),
        ({"to_date": "2024-01-01"}, "to_date"),
    ],
    ids=str,
)
def test_a_qualification_that_cannot_be_is_refused_in_words(as_user, supervisor, manager, changes, field):
    page = as_user(manager).post(address("qualify", supervisor), TYPED | changes)

    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])


def test_the_agreement_warns_and_holds_all_the_same(as_user, provider, supervisor, manager):
    coach = people.trainee(provider)
    agreement = factory.agreement(supervisor, coach, provider, terms=factory.terms())
    before = as_user(coach).get(address("agreement", agreement)).content.decode()
    row = factory.qualified(supervisor, manager)

    after = as_user(coach).get(address("agreement", agreement)).content.decode()

    assert "No current training in coaching supervision is recorded" in before
    assert "Please check" not in after
    assert row.title in after


def test_an_icf_mentors_credential_is_shown_with_its_days(as_user, provider, supervisor, manager):
    agreement = factory.agreement(supervisor, people.trainee(provider), provider, ICF)
    factory.qualified(supervisor, manager, kinds=(ICF,), credential=IcfCredential.PCC, to_date=TODAY + A_DAY)

    page = as_user(manager).get(address("agreement", agreement)).content.decode()

    assert "Professional Certified Coach (PCC)" in page
    assert "until 23 November 2026" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_take_the_same_queries(as_user, provider, manager, count, django_assert_num_queries):
    for _number in range(count):
        factory.qualified(people.member(Role.SUPERVISOR, provider), manager)
    client = as_user(manager)

    with django_assert_num_queries(7):
        page = client.get(address("supervisors"))

    assert len(page.context["object_list"]) == count


def test_the_list_finds_those_without(as_user, provider, supervisor, manager):
    factory.qualified(people.member(Role.MENTOR, provider), manager)

    page = as_user(manager).get(address("supervisors"), {"is_qualified": "False"})

    assert list(page.context["object_list"]) == [supervisor]


def test_who_gets_in(as_user, provider, supervisor, manager):
    row = factory.qualified(supervisor, manager)
    everybody = [manager, supervisor, people.trainee(provider), people.manager(people.provider())]
    pages = {"supervisor": supervisor, "qualify": supervisor, "end_qualification": row}

    answers = {
        name: [as_user(person).get(address(name, record)).status_code for person in everybody]
        for name, record in pages.items()
    }

    assert answers == {
        "supervisor": [200, 200, 404, 404],
        "qualify": [200, 403, 404, 404],
        "end_qualification": [200, 403, 404, 404],
    }
    assert [as_user(person).get(address("supervisors")).status_code for person in everybody] == [200, 403, 403, 200]


def test_an_agreements_page_is_for_its_people_and_manager(as_user, provider, manager):
    coach, supervisor = factory.coach_and_supervisor(provider)
    agreement = queries.agreements_visible_to(coach).get()
    everybody = [coach, supervisor, manager, people.trainee(provider), people.manager(people.provider())]

    answers = [as_user(person).get(address("agreement", agreement)).status_code for person in everybody]

    assert answers == [200, 200, 200, 404, 404]
