"""The pages: raising without an account, reading the answer, handling; and who meets "not found"."""

import datetime
import uuid

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from lms.audit.models import ReceivedForm
from lms.concerns import actions, queries
from lms.concerns.enums import NoteKind, SourceChoice, Status
from lms.concerns.models import Concern, ConcernPerson, ConcernSource, ConcernView
from lms.core import clock, unsent
from lms.people.enums import Role
from tests.factories import people
from tests.factories.concerns import concern, raised

AT = datetime.datetime(2026, 11, 22, 10, tzinfo=datetime.UTC)
RAISE = "/concerns/raise/"
FOLLOW = "/concerns/follow/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_counted_yet():
    cache.clear()


@pytest.fixture
def provider():
    return people.provider(name="Northmoor Training")


@pytest.fixture
def lead(provider):
    return people.member(Role.SAFEGUARDING, provider, name="Asha Rahman", email="asha@example.org")


def filled(place, **changes):
    return {
        "idempotency_key": str(uuid.uuid4()),
        "kind": "safeguarding",
        "words": "Jane Client, NHS 943 476 5919, says that somebody takes her money.",
        "organisation": str(place.key),
        "choice": "anonymous",
        **changes,
    }


def words_of(response):
    return " ".join(response.content.decode().split())


def test_the_form_is_open_to_everybody_and_says_whom_to_ring_first(lead):
    response = Client().get(RAISE)

    page = words_of(response)
    assert response.status_code == 200
    assert page.index("ring 999") < page.index('<form method="post" novalidate>')
    assert "Northmoor Training (safeguarding lead: Asha Rahman)" in page
    assert "This is the one place here where you may write people’s names" in page
    assert "no-store" in response.headers["Cache-Control"]


def test_a_visitor_raises_a_concern_with_names_in_it_and_is_given_two_codes(provider, lead):
    response = Client().post(RAISE, filled(provider))

    row = Concern.objects.get()
    page = words_of(response)
    assert response.status_code == 200
    assert row.reference in page
    assert queries.concern_followed(row.reference, response.context["follow_code"]) == row
    assert "no-store" in response.headers["Cache-Control"]


def test_the_form_sent_twice_is_one_concern_and_shows_the_same_codes(provider, lead):
    form, client = filled(provider), Client()

    first, second = client.post(RAISE, form), client.post(RAISE, form)

    assert Concern.objects.count() == 1
    assert second.context["follow_code"] == first.context["follow_code"]


def test_a_form_without_its_key_is_shown_again_with_everything_typed(provider, lead):
    response = Client().post(RAISE, filled(provider, idempotency_key="", words="Long text"))

    assert response.status_code == 422
    assert "This page was not complete. Send it again: nothing was lost." in words_of(response)
    assert "Long text" in words_of(response)


def test_an_anonymous_concern_of_a_signed_in_person_leaves_no_row_that_joins_them(provider, lead, as_user):
    reporter = people.trainee(provider)
    client = as_user(reporter)
    session_before = dict(client.session)

    client.post(RAISE, filled(provider))

    assert ReceivedForm.objects.count() == 0
    assert ConcernSource.objects.get().reporter is None
    assert dict(client.session) == session_before


def test_a_signed_in_person_may_give_their_name(provider, lead, as_user):
    reporter = people.trainee(provider, name="Jo Reporter")

    as_user(reporter).post(RAISE, filled(provider, choice="confidential"))

    source = ConcernSource.objects.get()
    assert (source.reporter, source.name) == (reporter, "Jo Reporter")


def test_a_visitor_who_may_be_named_is_asked_for_a_name(provider, lead):
    response = Client().post(RAISE, filled(provider, choice="open"))

    assert response.status_code == 422
    assert "Write your name, or choose not to say who you are" in words_of(response)


@pytest.mark.parametrize("changes", [{"kind": "gossip"}, {"words": " "}, {"choice": ""}, {"organisation": "elsewhere"}])
def test_a_wrong_form_is_shown_again(provider, lead, changes):
    response = Client().post(RAISE, filled(provider, **changes))

    assert response.status_code == 422
    assert Concern.objects.count() == 0


def test_a_concern_that_nobody_could_see_is_refused_with_words_and_kept_on_the_page(provider):
    response = Client().post(RAISE, filled(provider, words="Long text"))

    assert response.status_code == 422
    assert "so it was not recorded" in words_of(response)
    assert "Long text" in words_of(response)


def test_the_form_about_a_record_names_only_its_kind(provider, lead, as_user):
    trainee = people.trainee(provider)
    tie = people.responsible(lead, trainee, "coaching_supervisor", provider)
    page = f"{RAISE}?about=people.responsibility&key={tie.key}"
    people.member(Role.CASE_HANDLER, provider)

    shown = as_user(trainee).get(page)
    as_user(trainee).post(page, filled(provider))

    assert "It is about one record: responsibility." in words_of(shown)
    assert shown.context["form"]["organisation"].value() == str(provider.key)
    assert (Concern.objects.get().target_key, ConcernPerson.objects.filter(person=lead).count()) == (tie.key, 1)


@pytest.mark.parametrize(
    "query", ["?about=people.user&key=nonsense", f"?about=nonsense&key={uuid.UUID(int=7)}", "?about="]
)
def test_an_address_that_makes_no_sense_still_leads_to_the_form(provider, lead, query):
    response = Client().get(RAISE + query)

    assert (response.status_code, response.context["target"]) == (200, None)


def test_a_connection_that_sends_many_forms_is_asked_to_wait_and_loses_nothing(provider, lead):
    client = Client()
    for _number in range(10):
        client.post(RAISE, filled(provider))

    response = client.post(RAISE, filled(provider, words="Long text"))

    assert (response.status_code, Concern.objects.count()) == (429, 10)
    assert "Many forms came from this connection within an hour" in words_of(response)
    assert "Long text" in words_of(response)


def test_somebody_signed_in_is_not_counted(provider, lead, as_user):
    client = as_user(people.trainee(provider))

    statuses = {client.post(RAISE, filled(provider)).status_code for _number in range(11)}

    assert statuses == {200}


def test_the_answer_is_shown_for_both_codes_without_an_account(provider, lead):
    outcome = raised(organisation=provider)
    actions.add_note(concern=outcome.concern, kind=NoteKind.ANSWER, words="We have rung her.", by=lead, at=AT)
    actions.add_note(concern=outcome.concern, kind=NoteKind.INSIDE, words="Rang the council.", by=lead, at=AT)

    response = Client().post(FOLLOW, {"reference": outcome.concern.reference, "follow_code": outcome.follow_code})

    page = words_of(response)
    assert response.status_code == 200
    assert "We have rung her." in page
    assert ("Rang the council." in page, lead.name in page) == (False, False)


def test_wrong_codes_show_nothing(provider, lead):
    outcome = raised(organisation=provider)

    response = Client().post(FOLLOW, {"reference": outcome.concern.reference, "follow_code": "7K3M-9QXR-2HVD-W4TB"})

    assert response.status_code == 422
    assert "We know no concern with these two codes." in words_of(response)


def test_codes_guessed_at_speed_are_stopped(provider, lead):
    outcome, client = raised(organisation=provider), Client()
    for _number in range(30):
        client.post(FOLLOW, {"reference": outcome.concern.reference, "follow_code": "wrong"})

    response = client.post(FOLLOW, {"reference": outcome.concern.reference, "follow_code": outcome.follow_code})

    assert response.status_code == 422
    assert "Too many codes were tried from this connection." in words_of(response)


def test_a_reporter_adds_something(provider, lead):
    outcome = raised(organisation=provider)
    codes = {"reference": outcome.concern.reference, "follow_code": outcome.follow_code}

    response = Client().post(f"{FOLLOW}add/", {**codes, "words": "It happened again."})

    assert "It happened again." in words_of(response)
    assert response.context["form"].initial == codes
    assert [note.by for note in outcome.concern.notes.all()] == [None]


def test_a_reporter_who_adds_nothing_is_shown_the_answers_again(provider, lead):
    outcome = raised(organisation=provider)

    response = Client().post(
        f"{FOLLOW}add/", {"reference": outcome.concern.reference, "follow_code": outcome.follow_code, "words": ""}
    )

    assert (response.status_code, outcome.concern.notes.count()) == (422, 0)
    assert "There is no answer yet" in words_of(response)


@pytest.mark.parametrize("codes", [{}, {"reference": "A", "follow_code": "B"}])
@pytest.mark.parametrize("words", ["", "It happened again."])
def test_adding_without_the_right_codes_leads_back_to_the_first_page(codes, words):
    response = Client().post(f"{FOLLOW}add/", {**codes, "words": words})

    assert response.status_code == 422
    assert "Read the answer to your concern" in words_of(response)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(provider, lead, as_user, django_assert_num_queries, number):
    for _number in range(number):
        concern(provider, by=people.trainee(provider), choice=SourceChoice.OPEN)
    client = as_user(lead)

    with django_assert_num_queries(5):
        response = client.get("/concerns/")

    assert response.context["total"] == number


def test_the_list_shows_status_and_age_and_never_a_source_that_did_not_agree(provider, lead, as_user):
    concern(provider, by=people.trainee(provider, name="Jo Reporter"), choice=SourceChoice.CONFIDENTIAL, at=AT)

    with clock.fixed(AT + datetime.timedelta(days=3)):
        page = words_of(as_user(lead).get("/concerns/"))

    assert "22 November 2026 (3 days ago)" in page
    assert ("Received" in page, "Jo Reporter" in page) == (True, False)


def test_the_list_and_the_concern_say_what_is_overdue(provider, lead, as_user):
    row = concern(provider, at=AT)

    with clock.fixed(AT + datetime.timedelta(days=10)):
        client = as_user(lead)
        pages = [words_of(client.get(path)) for path in ("/concerns/", f"/concerns/{row.key}/")]

    assert ["Overdue: not looked at yet" in page for page in pages] == [True, True]


def test_the_list_is_narrowed_to_what_is_overdue(provider, lead, as_user):
    late = concern(provider, at=AT)
    with clock.fixed(AT + datetime.timedelta(days=10)):
        concern(provider, at=clock.now())

        rows = as_user(lead).get("/concerns/", {"overdue": "yes"}).context["object_list"]

    assert list(rows) == [late]


@pytest.mark.parametrize(
    ("query", "found"), [("", 2), ("?status=closed", 1), ("?kind=malpractice", 1), ("?is_urgent=True", 1)]
)
def test_the_list_is_narrowed(provider, lead, as_user, query, found):
    concern(provider, kind="malpractice")
    urgent = concern(provider, is_urgent=True)
    actions.change_status(concern=urgent, status=Status.CLOSED, words="Safe now.", by=lead, at=AT)

    response = as_user(lead).get(f"/concerns/{query}")

    assert response.context["total"] == found


def test_opening_a_concern_is_written_down_and_shown(provider, lead, as_user):
    row = concern(provider, person_words="Somebody Else", words="She was shouted at.")

    response = as_user(lead).get(f"/concerns/{row.key}/")

    page = words_of(response)
    assert ConcernView.objects.get().by == lead
    assert ("She was shouted at." in page, "Somebody Else" in page, page.count(lead.name)) == (True, True, 1)


def addresses(row):
    pages = ("detail", "note", "answer", "status", "pass_on")
    return ["/concerns/"] + [reverse(f"concerns:{page}", kwargs={"key": row.key}) for page in pages]


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.SAFEGUARDING, Role.CASE_HANDLER)])
def test_every_other_role_meets_not_found(provider, lead, as_user, role):
    row = concern(provider)
    client = as_user(people.member(role, provider, is_superuser=role == Role.ADMIN))

    assert {client.get(address).status_code for address in addresses(row)} == {404}


def test_a_lead_elsewhere_meets_not_found(provider, lead, as_user):
    row = concern(provider)
    client = as_user(people.member(Role.SAFEGUARDING, people.provider()))

    assert {client.get(address).status_code for address in addresses(row)[1:]} == {404}


def test_the_lead_it_is_about_meets_not_found(provider, lead, as_user):
    people.member(Role.CASE_HANDLER, provider)
    row = concern(provider, person_words="Asha Rahman")
    client = as_user(lead)

    assert {client.get(address).status_code for address in addresses(row)[1:]} == {404}
    assert client.get("/concerns/").context["total"] == 0


def test_a_visitor_is_asked_to_sign_in_whether_or_not_there_is_such_a_concern(provider, lead):
    row = concern(provider)

    answers = [Client().get(f"/concerns/{key}/") for key in (row.key, uuid.uuid4())]

    assert [answer.status_code for answer in answers] == [302, 302]


def test_a_lead_needs_a_second_factor(provider, lead):
    row, client = concern(provider), Client()
    client.force_login(lead)

    answers = [client.get(address) for address in addresses(row)]

    assert {(answer.status_code, answer.headers["Location"].split("?")[0]) for answer in answers} == {
        (302, reverse("mfa_index"))
    }
    assert ConcernView.objects.count() == 0


@pytest.mark.parametrize(("page", "kind"), [("note", "inside"), ("answer", "answer")])
def test_a_lead_writes_to_a_concern(provider, lead, as_user, page, kind):
    row = concern(provider)
    address = reverse(f"concerns:{page}", kwargs={"key": row.key})

    response = as_user(lead).post(address, {"words": "Rang Jane Client on 07700 900123."})

    assert response.headers["Location"] == f"/concerns/{row.key}/"
    assert [(note.kind, note.by) for note in row.notes.all()] == [(kind, lead)]


def test_a_lead_changes_the_status(provider, lead, as_user):
    row, client = concern(provider), as_user(lead)
    address = reverse("concerns:status", kwargs={"key": row.key})

    shown = client.get(address)
    client.post(address, {"status": "looked_at", "words": "Reading the log."})

    assert [code for code, _label in shown.context["form"].fields["status"].choices] == [
        "looked_at",
        "passed_on",
        "closed",
    ]
    assert queries.latest_status(row) == Status.LOOKED_AT


def test_a_status_without_words_is_asked_for_them(provider, lead, as_user):
    row = concern(provider)

    response = as_user(lead).post(reverse("concerns:status", kwargs={"key": row.key}), {"status": "closed"})

    assert (response.status_code, queries.latest_status(row)) == (422, Status.RECEIVED)


def test_a_lead_passes_it_on_and_is_led_back_to_the_list(provider, lead, as_user):
    other = people.provider(name="Southmoor Training")
    people.member(Role.SAFEGUARDING, other)
    row = concern(provider)

    response = as_user(lead).post(
        reverse("concerns:pass_on", kwargs={"key": row.key}), {"organisation": str(other.key), "words": "Theirs."}
    )

    assert response.headers["Location"] == "/concerns/"
    assert queries.concerns_visible_to(lead).count() == 0


def test_passing_on_to_somewhere_that_cannot_take_it_is_refused_on_the_form(provider, lead, as_user):
    other = people.provider(name="Southmoor Training")
    people.member(Role.SAFEGUARDING, other, name="Ben Carver")
    row = concern(provider, words="Ben Carver told me to be silent.")

    response = as_user(lead).post(
        reverse("concerns:pass_on", kwargs={"key": row.key}), {"organisation": str(other.key), "words": "Theirs."}
    )

    assert response.status_code == 422
    assert "Nobody at Southmoor Training can take this concern." in words_of(response)


def test_what_a_signed_out_lead_typed_is_not_kept_for_the_next_person(provider, lead):
    row, client = concern(provider), Client()
    address = reverse("concerns:note", kwargs={"key": row.key})

    response = client.post(address, {"words": "Rang Jane Client."})

    assert response.headers["Location"] == f"/accounts/login/?next={address}"
    assert unsent.SESSION_KEY not in client.session


@pytest.mark.parametrize("has_one", [False, True], ids=["to set up", "to use"])
def test_what_a_lead_typed_does_not_wait_for_the_second_factor(provider, lead, has_one):
    row, client = concern(provider), Client()
    client.force_login(lead)
    if has_one:
        Authenticator.objects.create(user=lead, type=Authenticator.Type.TOTP, data={})
    address = reverse("concerns:note", kwargs={"key": row.key})

    response = client.post(address, {"words": "Rang Jane Client."})

    page = reverse("mfa_reauthenticate") if has_one else reverse("mfa_index")
    assert (response.status_code, response.headers["Location"].split("?")[0]) == (302, page)
    assert "Jane Client" not in str(dict(client.session))
    assert "What you typed was not kept." in " ".join(map(str, get_messages(response.wsgi_request)))
