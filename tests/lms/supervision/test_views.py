"""Pages of supervision."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from lms.core import clock
from lms.people.enums import ResponsibilityKind, Role
from lms.supervision.enums import SessionStatus, SupervisionKind
from lms.supervision.models import SupervisionAgreement, SupervisionSession
from lms.supervision.queries import Support
from tests.factories import people
from tests.factories import supervision as factory

pytestmark = pytest.mark.django_db
NOW = factory.NOW
TERMS = {"every_weeks": "4", "format": "individual", "confidential": "Our talk", "not_confidential": "Harm"}


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed(NOW):
        yield


@pytest.fixture
def provider():
    return people.provider()


@pytest.fixture
def pair(provider):
    return factory.coach_and_supervisor(provider)


def address(name, record=None):
    return reverse(f"supervision:{name}", kwargs={"key": record.key} if record else None)


def typed(pair, **changes):
    """A filled-in session form, as a browser sends it."""
    coach, supervisor = pair
    support = Support(supervisor, coach, SupervisionKind.HEALTH_COACHING, coach.memberships.get().organisation)
    return {
        "support": support.code,
        "started_at": "2026-11-20T10:00",
        "minutes": "1 h",
        "format": "individual",
        "group_size": "",
        "functions": ["restorative", "formative"],
        "themes": "Endings",
        "actions": "",
        **changes,
    }


def seen(record):
    """The hidden field by which a page knows what its reader has read."""
    return {"version": record.updated_at.isoformat()}


# --- the coach --------------------------------------------------------------------------------------------------------


def test_the_list_shows_each_kind_on_its_own(as_user, pair, provider):
    coach, supervisor = pair
    factory.agreement(supervisor, coach, provider, SupervisionKind.CLINICAL)
    factory.confirmed(coach, supervisor, minutes=90)
    factory.confirmed(coach, supervisor, kind=SupervisionKind.CLINICAL, minutes=30)

    words = " ".join(as_user(coach).get(address("sessions")).content.decode().split())

    assert "1 h 30 min confirmed in 1 session" in words
    assert "30 min confirmed in 1 session" in words
    assert "2 h confirmed" not in words


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_whatever_its_length(as_user, pair, count, django_assert_num_queries):
    for _number in range(count):
        factory.confirmed(*pair)
    client = as_user(pair[0])

    with django_assert_num_queries(10):
        client.get(address("sessions"))


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"kind": "clinical"}, ["clinical"]),
        ({"status": "recorded"}, ["clinical"]),
        ({"since": "2026-06-01", "until": "2026-06-01"}, ["clinical"]),
        ({"until": "2026-05-31"}, ["coaching"]),
        ({"sort": "oldest"}, ["coaching", "clinical"]),
    ],
    ids=str,
)
def test_the_list_filters_and_sorts(as_user, pair, provider, query, shown):
    coach, supervisor = pair
    factory.agreement(supervisor, coach, provider, SupervisionKind.CLINICAL)
    evening = datetime.datetime(2026, 6, 1, 22, 30, tzinfo=datetime.UTC)  # 23:30 in London
    january = datetime.datetime(2026, 1, 2, 9, 0, tzinfo=datetime.UTC)
    sessions = {
        "coaching": factory.confirmed(coach, supervisor, started_at=january),
        "clinical": factory.recorded(coach, supervisor, kind=SupervisionKind.CLINICAL, started_at=evening, minutes=30),
    }

    page = as_user(coach).get(address("sessions"), query)

    assert [row.key for row in page.context["object_list"]] == [sessions[name].key for name in shown]


@pytest.mark.parametrize("page", ["sessions", "diary", "facts"])
@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_filter_by_a_day_that_nobody_can_mean_is_refused_in_words(as_user, provider, page, day):
    response = as_user(people.manager(provider)).get(address(page), {"since": day, "until": day})

    assert (response.status_code, sorted(response.context["filter"].errors)) == (200, ["since", "until"])


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "1930-01-01T10:00", "9999-12-31T23:59"])
def test_a_session_in_a_year_that_nobody_can_mean_is_refused(as_user, pair, moment):
    response = as_user(pair[0]).post(address("new"), typed(pair, started_at=moment))

    assert (response.status_code, SupervisionSession.objects.count()) == (422, 0)


def test_a_session_is_recorded(as_user, pair):
    coach, supervisor = pair
    client = as_user(coach)

    answer = client.post(address("new"), typed(pair))

    session = SupervisionSession.objects.get()
    done = client.get(answer.headers["Location"]).content.decode()
    assert (session.supervisor, session.minutes, session.functions) == (supervisor, 60, ["formative", "restorative"])
    assert session.reference in done
    assert supervisor.name in done


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"minutes": "0"}, "minutes"),
        ({"minutes": "-1"}, "minutes"),
        ({"minutes": "13 h"}, "minutes"),
        ({"started_at": "2026-11-23T10:00"}, "started_at"),
        ({"started_at": "2019-11-23T10:00"}, "support"),
        ({"format": "group"}, "group_size"),
        ({"format": "group", "group_size": "1"}, "group_size"),
        ({"format": "group", "group_size": "400"}, "group_size"),
        ({"support": "clinical.nobody.nowhere"}, "support"),
        ({"themes": "Her NHS number is 943 476 5919"}, "themes"),
        ({"actions": "Write to joan@example.org"}, "actions"),
    ],
    ids=str,
)
def test_bad_input_is_refused_in_words_and_nothing_typed_is_lost(as_user, pair, changes, field):
    page = as_user(pair[0]).post(address("new"), typed(pair, **changes))

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert changes.get("themes", "Endings") in page.content.decode()
    assert not SupervisionSession.objects.exists()


def test_a_form_sent_twice_is_recorded_once(as_user, pair):
    client = as_user(pair[0])
    sent = typed(pair, idempotency_key="6f1cbf2a-5a9b-4f0e-9a53-0c6c8f0c7a11")

    for _time in range(2):
        client.post(address("new"), sent)

    assert SupervisionSession.objects.count() == 1


def test_a_new_session_starts_like_the_latest_but_with_its_own_time_and_themes(as_user, pair):
    session = factory.recorded(*pair, minutes=45)

    form = as_user(pair[0]).get(address("new")).context["form"]

    support = Support(session.supervisor, session.coach, session.kind, session.organisation)
    names = ("support", "minutes", "format", "started_at", "themes")
    assert [form[name].initial for name in names] == [support.code, 45, "individual", None, None]


def test_a_peer_group_says_on_every_page_that_nobody_confirms_it(as_user, pair, provider):
    session = factory.recorded(*pair, format="peer", group_size=4)
    pages = [
        (pair[0], address("session", session), "nobody confirms it"),
        (pair[0], address("done", session), "nobody confirms it"),
        (pair[0], address("sessions"), "own word"),
        (pair[1], address("diary"), "own word"),
        (people.manager(provider), address("facts"), "own word"),
    ]

    assert [words in as_user(person).get(page).content.decode() for person, page, words in pages] == [True] * 5


def test_without_a_supervisor_the_page_says_what_to_do(as_user, provider):
    client = as_user(people.trainee(provider))

    assert "Nobody is named as your supervisor yet" in client.get(address("sessions")).content.decode()
    assert "No supervisor named" in client.get(address("new")).content.decode()


def test_only_trainees_record_supervision(as_user, pair):
    assert as_user(pair[1]).get(address("new")).status_code == 403


def test_a_declined_session_is_changed_and_put_again(as_user, pair):
    session = factory.declined(*pair)
    client = as_user(pair[0])

    page = client.get(address("change", session))
    client.post(address("change", session), typed(pair, minutes="45"))

    session.refresh_from_db()
    assert page.context["form"]["themes"].initial == "Endings"
    assert (session.status, session.minutes) == (SessionStatus.RECORDED, 45)


def test_a_confirmed_session_is_corrected_and_both_are_shown(as_user, pair):
    session = factory.confirmed(*pair)
    client = as_user(pair[0])

    client.post(address("correct", session), typed(pair, minutes="50"))

    correction = SupervisionSession.objects.get(supersedes=session)
    assert session.reference in client.get(address("session", correction)).content.decode()
    assert address("session", correction) in client.get(address("session", session)).content.decode()


# --- the supervisor ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["to_confirm", "diary"])
@pytest.mark.parametrize("count", [1, 3])
def test_a_supervisors_lists_take_the_same_queries(as_user, provider, name, count, django_assert_num_queries):
    supervisor = people.member(Role.SUPERVISOR, provider)
    for _number in range(count):
        coach = people.trainee(provider)
        factory.agreement(supervisor, coach, provider)
        factory.recorded(coach, supervisor)
    client = as_user(supervisor)

    with django_assert_num_queries(5):
        page = client.get(address(name))

    assert len(page.context["object_list"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_coaches_page_takes_the_same_queries(as_user, provider, count, django_assert_num_queries):
    supervisor = people.member(Role.SUPERVISOR, provider)
    for _number in range(count):
        coach = people.trainee(provider)
        factory.agreement(supervisor, coach, provider, terms=factory.terms())
        factory.confirmed(coach, supervisor)
    client = as_user(supervisor)

    with django_assert_num_queries(8):
        page = client.get(address("coaches"))

    assert len(page.context["object_list"]) == count


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, ["Overdue", "Soon", "Later", "No frequency"]),
        ({"sort": "coach"}, ["Later", "No frequency", "Overdue", "Soon"]),
        ({"sort": "seen"}, ["Overdue", "No frequency", "Soon", "Later"]),
        ({"sort": "nonsense"}, ["Overdue", "Soon", "Later", "No frequency"]),
        ({"name": "SOON"}, ["Soon"]),
        ({"kind": "clinical"}, ["Later"]),
        ({"kind": "nonsense"}, ["Overdue", "Soon", "Later", "No frequency"]),
        ({"state": "overdue"}, ["Overdue"]),
        ({"state": "not_agreed"}, ["No frequency"]),
    ],
    ids=str,
)
def test_the_coaches_page_filters_and_sorts(as_user, provider, query, shown):
    supervisor = people.member(Role.SUPERVISOR, provider)
    for name, weeks, seen_days_ago, kind in (
        ("Later", 9, 1, SupervisionKind.CLINICAL),
        ("Soon", 4, 25, SupervisionKind.HEALTH_COACHING),
        ("Overdue", 4, None, SupervisionKind.HEALTH_COACHING),
        ("No frequency", None, 60, SupervisionKind.HEALTH_COACHING),
    ):
        coach = people.trainee(provider, name=name)
        terms = factory.terms(every_weeks=weeks) if weeks else None
        factory.agreement(supervisor, coach, provider, kind, terms=terms)
        if seen_days_ago:
            met_at = NOW - datetime.timedelta(days=seen_days_ago)
            factory.confirmed(coach, supervisor, kind=kind, started_at=met_at)

    page = as_user(supervisor).get(address("coaches"), query)

    assert [row.support.coach.name for row in page.context["object_list"]] == shown


def test_the_coaches_page_shows_fifty(as_user, provider):
    supervisor = people.member(Role.SUPERVISOR, provider)
    for _number in range(51):
        people.responsible(supervisor, people.trainee(provider), ResponsibilityKind.COACHING_SUPERVISOR, provider)

    page = as_user(supervisor).get(address("coaches"), {"page": "2"})

    assert (len(page.context["object_list"]), page.context["total"]) == (1, 51)


def test_a_supervisor_confirms(as_user, pair):
    session = factory.recorded(*pair)
    client = as_user(pair[1])

    check = client.get(address("confirm", session))
    answer = client.post(address("confirm", session), seen(session))

    session.refresh_from_db()
    assert "cannot be edited" in check.content.decode()
    assert session.status == SessionStatus.CONFIRMED
    assert "0 more sessions wait for you" in client.get(answer.headers["Location"]).content.decode()


def test_a_session_changed_after_it_was_read_is_not_confirmed(as_user, pair):
    coach, supervisor = pair
    session = factory.recorded(coach, supervisor)
    was_read = seen(session)
    factory.actions.change_session(
        session=session, by=coach, at=NOW, details=factory.details(coach, supervisor, minutes=700)
    )
    client = as_user(supervisor)

    page = client.post(address("confirm", session), was_read)

    session.refresh_from_db()
    assert (page.status_code, session.status) == (422, SessionStatus.RECORDED)
    assert "This changed after you opened the page" in page.content.decode()
    assert client.post(address("confirm", session), seen(session)).status_code == 302


def test_confirming_needs_a_second_factor(pair):
    session = factory.recorded(*pair)
    client = Client()
    client.force_login(pair[1])

    client.post(address("confirm", session), seen(session))

    session.refresh_from_db()
    assert session.status == SessionStatus.RECORDED


def test_a_supervisor_declines_with_a_reason(as_user, pair):
    session = factory.recorded(*pair)

    as_user(pair[1]).post(address("decline", session), {"reason": "We met a day later.", **seen(session)})

    page = as_user(pair[0]).get(address("session", session)).content.decode()
    assert "We met a day later." in page
    assert "Change it" in page


@pytest.mark.parametrize("reason", ["", "It was about joan@example.org"])
def test_declining_needs_a_reason_without_client_details(as_user, pair, reason):
    session = factory.recorded(*pair)

    page = as_user(pair[1]).post(address("decline", session), {"reason": reason, **seen(session)})

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["reason"]


def test_answering_twice_is_refused_in_words(as_user, pair):
    session = factory.confirmed(*pair)

    page = as_user(pair[1]).post(address("confirm", session), seen(session))

    assert page.status_code == 422
    assert "You have answered this session already" in page.content.decode()


# --- the manager ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_managers_lists_take_the_same_queries(as_user, provider, count, django_assert_num_queries):
    for _number in range(count):
        factory.confirmed(*factory.coach_and_supervisor(provider))
    client = as_user(people.manager(provider))

    with django_assert_num_queries(5):
        facts = client.get(address("facts"))
    with django_assert_num_queries(5):
        agreements = client.get(address("agreements"))

    assert (len(facts.context["facts"]), len(agreements.context["object_list"])) == (count, count)


def test_a_manager_reads_that_it_took_place_and_nothing_else(as_user, pair, provider):
    factory.confirmed(*pair, themes="Something private", actions="Another private thing")

    page = as_user(people.manager(provider)).get(address("facts")).content.decode()

    assert pair[0].name in page
    assert "private" not in page


def test_a_manager_starts_an_agreement(as_user, provider):
    coach, supervisor = people.trainee(provider), people.member(Role.SUPERVISOR, provider)
    form = {
        "trainee": coach.memberships.get().pk,
        "supervisor": supervisor.pk,
        "kind": "clinical",
        "from_date": "2026-11-01",
        **TERMS,
    }

    as_user(people.manager(provider)).post(address("agreement_start"), form)

    agreement = SupervisionAgreement.objects.get()
    assert (agreement.coach, agreement.supervisor, agreement.organisation) == (coach, supervisor, provider)
    assert (agreement.every_weeks, agreement.confidential) == (4, "Our talk")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"every_weeks": "0"}, "every_weeks"),
        ({"every_weeks": "53"}, "every_weeks"),
        ({"format": "peer"}, "format"),
        ({"confidential": ""}, "confidential"),
        ({"not_confidential": "Write to joan@example.org"}, "not_confidential"),
    ],
    ids=str,
)
def test_an_agreement_needs_whole_terms(as_user, provider, changes, field):
    coach, supervisor = people.trainee(provider), people.member(Role.SUPERVISOR, provider)
    form = {
        "trainee": coach.memberships.get().pk,
        "supervisor": supervisor.pk,
        "kind": "clinical",
        "from_date": "2026-11-01",
        **TERMS,
        **changes,
    }

    page = as_user(people.manager(provider)).post(address("agreement_start"), form)

    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])


def test_a_manager_cannot_start_the_same_agreement_twice(as_user, pair, provider):
    coach, supervisor = pair
    form = {
        "trainee": coach.memberships.get().pk,
        "supervisor": supervisor.pk,
        "kind": "health_coaching",
        "from_date": "2026-11-01",
        **TERMS,
    }

    page = as_user(people.manager(provider)).post(address("agreement_start"), form)

    assert page.status_code == 422
    assert "They have this agreement already" in page.content.decode()


@pytest.mark.parametrize("kind", ["health_coaching", "line_management"])
def test_the_form_refuses_a_line_manager_as_coaching_supervisor(as_user, provider, kind):
    coach, supervisor = people.trainee(provider), people.member(Role.SUPERVISOR, provider)
    people.responsible(supervisor, coach, ResponsibilityKind.LINE_MANAGER, provider)
    form = {
        "trainee": coach.memberships.get().pk,
        "supervisor": supervisor.pk,
        "kind": kind,
        "from_date": "2026-11-01",
        **TERMS,
    }

    page = as_user(people.manager(provider)).post(address("agreement_start"), form)

    assert (page.status_code == 422) == (kind == "health_coaching")
    assert ("line management, which is another kind" in page.content.decode()) == (kind == "health_coaching")


def test_a_manager_cannot_name_another_providers_trainee(as_user, provider):
    stranger = people.trainee(people.provider())
    supervisor = people.member(Role.SUPERVISOR, provider)
    form = {
        "trainee": stranger.memberships.get().pk,
        "supervisor": supervisor.pk,
        "kind": "clinical",
        "from_date": "2026-11-01",
        **TERMS,
    }

    page = as_user(people.manager(provider)).post(address("agreement_start"), form)

    assert list(page.context["form"].errors) == ["trainee"]


def test_a_manager_ends_an_agreement(as_user, pair, provider):
    agreement = SupervisionAgreement.objects.get()

    as_user(people.manager(provider)).post(address("agreement_end", agreement), {"to_date": "2026-12-31"})

    agreement.refresh_from_db()
    assert agreement.to_date == datetime.date(2026, 12, 31)


# --- who gets in ------------------------------------------------------------------------------------------------------

READING = ("session", "done")
OWN = ("change", "correct")
ANSWERING = ("confirm", "decline")


@pytest.mark.parametrize("name", [*READING, *OWN, *ANSWERING])
def test_nobody_but_coach_and_supervisor_gets_in(as_user, pair, provider, name):
    session = factory.recorded(*pair)
    strangers = [people.manager(provider), people.trainee(provider), people.manager(people.provider())]

    assert [as_user(person).get(address(name, session)).status_code for person in strangers] == [404, 404, 404]


@pytest.mark.parametrize("name", OWN)
def test_a_supervisor_may_not_rewrite(as_user, pair, name):
    assert as_user(pair[1]).get(address(name, factory.recorded(*pair))).status_code == 403


@pytest.mark.parametrize("name", ANSWERING)
def test_a_coach_may_not_answer(as_user, pair, name):
    assert as_user(pair[0]).get(address(name, factory.recorded(*pair))).status_code == 403


@pytest.mark.parametrize("name", ["facts", "agreement_start"])
def test_managers_pages_are_for_managers(as_user, pair, name):
    assert [as_user(person).get(address(name)).status_code for person in pair] == [403, 403]


def test_ending_an_agreement_is_for_its_manager(as_user, pair):
    agreement = SupervisionAgreement.objects.get()
    people_and_answers = [(pair[0], 403), (pair[1], 403), (people.manager(people.provider()), 404)]

    answers = [as_user(person).get(address("agreement_end", agreement)).status_code for person, _ in people_and_answers]

    assert answers == [status for _, status in people_and_answers]


def test_a_session_page_offers_to_raise_a_concern(as_user, pair):
    session = factory.recorded(*pair)

    page = as_user(pair[0]).get(address("session", session)).content.decode()

    assert f"about=supervision.supervisionsession&amp;key={session.key}" in page
