"""Pages of milestones, learning, feedback, commitments and the development plan."""

import datetime

import pytest
from django.urls import reverse

from lms.core import clock
from lms.people.enums import Role
from lms.portfolio import actions
from lms.portfolio.models import DevelopmentGoal, FeedbackSheet, LearningRecord, Milestone, VolunteerCommitment
from lms.practice.enums import Mode
from tests.factories import people, practice
from tests.factories import portfolio as factory

pytestmark = pytest.mark.django_db
NOW, TODAY = factory.NOW, factory.TODAY
MAKERS = {"milestones": factory.milestone, "learning": factory.learning, "feedback": factory.feedback}
SENT = {
    "milestones": {"code": "course", "title": "A course", "on_date": "2026-11-01", "minutes": "12 h"},
    "learning": {
        "title": "A book", "on_date": "2026-11-01", "minutes": "90", "topic": "ethics", "changed": "I ask more.",
    },
    "feedback": {"source": "peer", "on_date": "2026-11-01", "went_well": "You waited.", "rating": "5"},
}  # fmt: skip
MODELS = {"milestones": Milestone, "learning": LearningRecord, "feedback": FeedbackSheet}


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed(NOW):
        yield


@pytest.fixture
def provider():
    return people.provider()


@pytest.fixture
def coach(provider):
    return people.trainee(provider)


def address(name, *arguments):
    return reverse(f"portfolio:{name}", args=arguments)


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("count", [1, 3])
def test_a_list_takes_the_same_queries_whatever_its_length(as_user, coach, kind, count, django_assert_num_queries):
    for _number in range(count):
        MAKERS[kind](coach)
    client = as_user(coach)

    with django_assert_num_queries(5):
        page = client.get(address("records", kind))

    assert len(page.context["written"]) == count


@pytest.mark.parametrize("kind", MAKERS)
def test_a_list_shows_only_ones_own(as_user, coach, provider, kind):
    MAKERS[kind](people.trainee(provider))

    page = as_user(coach).get(address("records", kind))

    assert page.context["written"] == []


@pytest.mark.parametrize("kind", SENT)
def test_a_record_is_written_shown_corrected_and_taken_back(as_user, coach, kind):
    client = as_user(coach)

    first = client.post(address("record_new", kind), SENT[kind]).headers["Location"]
    row = MODELS[kind].objects.get()
    shown = client.get(first).content.decode()
    second = client.post(address("record_correct", kind, row.key), SENT[kind]).headers["Location"]
    correction = MODELS[kind].objects.get(supersedes=row)
    client.post(address("record_take_back", kind, correction.key))

    assert row.reference in shown
    assert str(correction.key) in second
    assert MODELS[kind].objects.filter(is_taken_back=True, supersedes=correction).exists()
    assert "counts no more" in client.get(first).content.decode()
    assert client.get(address("records", kind)).context["written"] == []


@pytest.mark.parametrize("kind", SENT)
def test_the_form_of_a_correction_starts_as_it_was_written(as_user, coach, kind):
    row = MAKERS[kind](coach)

    form = as_user(coach).get(address("record_correct", kind, row.key)).context["form"]

    assert form["on_date"].initial == row.on_date


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        ("milestones", {"on_date": "2026-11-23"}, "on_date"),
        ("milestones", {"minutes": ""}, "minutes"),
        ("milestones", {"note": "Write to joan@example.org"}, "note"),
        ("milestones", {"code": "degree", "minutes": "60"}, "minutes"),
        ("learning", {"minutes": "0"}, "minutes"),
        ("learning", {"changed": "Her NHS number is 943 476 5919"}, "changed"),
        ("feedback", {"source": "client"}, "client"),
        ("feedback", {"went_well": "Write to joan@example.org"}, "went_well"),
        ("feedback", {"rating": "6"}, "rating"),
    ],
)
def test_bad_input_is_refused_in_words_and_nothing_typed_is_lost(as_user, coach, kind, changes, field):
    page = as_user(coach).post(address("record_new", kind), {**SENT[kind], **changes})

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert not MODELS[kind].objects.exists()


def test_a_form_sent_twice_is_recorded_once(as_user, coach):
    client = as_user(coach)

    for _time in range(2):
        client.post(
            address("record_new", "learning"),
            {**SENT["learning"], "idempotency_key": "6f1cbf2a-5a9b-4f0e-9a53-0c6c8f0c7a11"},
        )

    assert LearningRecord.objects.count() == 1


def test_a_client_is_named_by_key(as_user, coach):
    key = practice.client_key(coach)

    as_user(coach).post(
        address("record_new", "feedback"), {**SENT["feedback"], "source": "client", "client": str(key.key)}
    )

    assert FeedbackSheet.objects.get().client == key


def test_only_trainees_write(as_user, provider):
    client = as_user(people.manager(provider))
    pages = [address("record_new", "learning"), address("feedback_ask"), address("goal_new"), address("commitment_new")]

    assert [client.get(page).status_code for page in pages] == [403] * 4


def test_there_is_no_other_kind_of_record(as_user, coach):
    assert as_user(coach).get(address("records", "secrets")).status_code == 404


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("role", [Role.TRAINER, Role.ASSESSOR, Role.IQA, Role.MANAGER])
def test_readers_of_the_organisation_read_and_do_not_write(as_user, coach, provider, kind, role):
    row = MAKERS[kind](coach)
    client = as_user(people.member(role, provider))

    names = ("record", "record_correct", "record_take_back")
    assert [client.get(address(name, kind, row.key)).status_code for name in names] == [200, 403, 403]


@pytest.mark.parametrize("kind", MAKERS)
def test_a_record_does_not_exist_for_others(as_user, coach, provider, kind):
    row = MAKERS[kind](coach)
    others = [people.trainee(provider), people.manager(people.provider()), people.member(Role.EMPLOYER, provider)]

    got = [as_user(person).get(address("record", kind, row.key)).status_code for person in others]

    assert got == [404, 404, 404]


# --- through a link ---------------------------------------------------------------------------------------------------


def test_a_peer_without_an_account_writes_through_the_link(as_user, client, coach):
    owner = as_user(coach)
    made = owner.post(address("feedback_ask")).headers["Location"]
    request = coach.feedback_requests.get()
    path = address("feedback_open", actions.token_of(request))

    shown = owner.get(made).content.decode()
    opened = client.get(path, follow=True)
    thanked = client.post(address("feedback_give"), {"on_date": "2026-11-20", "went_well": "You waited."}, follow=True)

    assert path in shown
    assert coach.name in opened.content.decode()
    assert "Thank you" in thanked.content.decode()
    assert FeedbackSheet.objects.get().way == "link"
    assert client.get(path, follow=True).status_code == 410
    assert "was used" in owner.get(made).content.decode()


def test_the_coach_cannot_use_their_own_link(as_user, coach):
    path = address("feedback_open", actions.token_of(factory.asked(coach)))

    assert as_user(coach).get(path, follow=True).status_code == 410


def test_nobody_gives_feedback_without_a_link(client):
    assert client.get(address("feedback_give")).status_code == 410


def test_a_sheet_from_a_peer_is_refused_in_words(client, coach):
    client.get(address("feedback_open", actions.token_of(factory.asked(coach))))

    page = client.post(address("feedback_give"), {"on_date": "2026-11-30", "went_well": "a@example.org"})

    assert (page.status_code, sorted(page.context["form"].errors)) == (422, ["on_date", "went_well"])


def test_a_link_is_shown_to_its_maker_alone(as_user, coach, provider):
    request = factory.asked(coach)

    assert as_user(people.manager(provider)).get(address("feedback_link", request.key)).status_code == 404


def test_open_links_are_listed(as_user, coach):
    factory.asked(coach)
    factory.given(coach)

    assert len(as_user(coach).get(address("feedback_ask")).context["requests"]) == 1


# --- commitments ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_commitments_take_the_same_queries(as_user, coach, count, django_assert_num_queries):
    for number in range(count):
        first = TODAY - datetime.timedelta(days=100 - 10 * number)
        factory.commitment(coach, from_date=first, to_date=first + datetime.timedelta(days=5))
    client = as_user(coach)

    with django_assert_num_queries(5):
        page = client.get(address("commitments"))

    assert len(page.context["fulfilments"]) == count


def test_a_commitment_is_made_and_ended(as_user, coach):
    client = as_user(coach)
    sent = {"sessions": "2", "session_minutes": "3 h", "telephone_minutes": "60", "from_date": "2026-11-02"}

    client.post(address("commitment_new"), sent)
    row = VolunteerCommitment.objects.get()
    client.post(address("commitment_change", row.key), {**sent, "to_date": "2026-11-20"})

    row.refresh_from_db()
    assert (row.sessions, row.session_minutes, row.telephone_minutes) == (2, 180, 60)
    assert row.to_date == datetime.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"session_minutes": ""}, "session_minutes"),
        ({"sessions": "", "session_minutes": "", "telephone_minutes": ""}, "sessions"),
        ({"to_date": "2026-11-01"}, "to_date"),
    ],
)
def test_a_commitment_that_says_nothing_is_refused(as_user, coach, changes, field):
    sent = {"sessions": "2", "session_minutes": "3 h", "from_date": "2026-11-02", **changes}

    page = as_user(coach).post(address("commitment_new"), sent)

    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])


def test_two_commitments_do_not_cover_the_same_days(as_user, coach):
    factory.commitment(coach)

    page = as_user(coach).post(address("commitment_new"), {"telephone_minutes": "60", "from_date": "2026-11-20"})

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["from_date"])


def test_a_manager_sees_how_the_weeks_went(as_user, provider, coach):
    verifier = practice.verifier_of(coach, provider)
    monday = datetime.datetime(2026, 11, 16, 9, 0, tzinfo=datetime.UTC)
    practice.submitted(coach, verifier, started_at=monday, minutes=180)
    practice.submitted(coach, verifier, started_at=monday + datetime.timedelta(days=1), minutes=180)
    practice.confirmed(coach, verifier, started_at=monday + datetime.timedelta(days=2), minutes=60, mode=Mode.PHONE)
    practice.draft(coach, started_at=monday + datetime.timedelta(days=3), minutes=60)
    row = factory.commitment(coach, from_date=datetime.date(2026, 11, 10))

    fulfilment = as_user(people.manager(provider)).get(address("commitment", row.key)).context["fulfilment"]

    found = [(week.monday, week.minutes, week.days, week.telephone, week.is_kept) for week in fulfilment.weeks]
    assert found == [
        (datetime.date(2026, 11, 16), 360, 2, 60, True),
        (datetime.date(2026, 11, 9), 0, 0, 0, False),
    ]


@pytest.mark.parametrize(("name", "answer"), [("commitment", 200), ("commitment_change", 403)])
def test_a_reader_sees_a_commitment_and_others_do_not(as_user, coach, provider, name, answer):
    row = factory.commitment(coach)
    people_ = [people.manager(provider), people.trainee(provider), people.manager(people.provider())]

    got = [as_user(person).get(address(name, row.key)).status_code for person in people_]

    assert got == [answer, 404, 404]


# --- the plan ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_plan_takes_the_same_queries(as_user, coach, count, django_assert_num_queries):
    for _number in range(count):
        factory.goal(coach)
    client = as_user(coach)

    with django_assert_num_queries(5):
        page = client.get(address("plan"))

    assert len(page.context["object_list"]) == count


def test_a_goal_is_set_and_changed(as_user, coach):
    factory.abilities()
    client = as_user(coach)
    sent = {"goal": "Wait", "steps": "Count", "review_date": "2026-12-01", "status": "open", "abilities": ["HC2"]}

    client.post(address("goal_new"), sent)
    row = DevelopmentGoal.objects.get()
    form = client.get(address("goal_change", row.key)).context["form"]
    client.post(address("goal_change", row.key), {**sent, "status": "reached"})

    row.refresh_from_db()
    assert form["abilities"].initial == ["HC2"]
    assert (row.status, [ability.code for ability in row.competencies.all()]) == ("reached", ["HC2"])


def test_a_goal_holds_no_client_details(as_user, coach):
    sent = {"goal": "Wait", "steps": "Ask joan@example.org", "review_date": "2026-12-01", "status": "open"}

    page = as_user(coach).post(address("goal_new"), sent)

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["steps"])


def test_a_plan_is_nobody_elses(as_user, coach, provider):
    row = factory.goal(coach)
    others = [people.manager(provider), people.trainee(provider)]

    assert [as_user(person).get(address("goal_change", row.key)).status_code for person in others] == [404, 404]


# --- the whole --------------------------------------------------------------------------------------------------------


def test_the_portfolio_says_what_is_there(as_user, coach):
    for make in MAKERS.values():
        make(coach)
    factory.draft(coach)
    factory.goal(coach)
    factory.commitment(coach)

    parts = as_user(coach).get(address("portfolio")).context["parts"]

    assert [part.count for part in parts] == [1] * 6
