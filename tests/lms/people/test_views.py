"""The pages about people: what managers do, what everybody does for themselves, and what nobody elsewhere sees."""

import datetime

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from lms.audit.models import AuditEvent
from lms.core import clock
from lms.people import actions, queries
from lms.people.enums import InterestKind, OrganisationKind, ResponsibilityKind, Role
from lms.people.models import Interest, Invitation, Membership, Responsibility, User
from tests.factories import people

AT = datetime.datetime(2026, 11, 22, 10, tzinfo=datetime.UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed(AT):
        yield


@pytest.fixture
def provider():
    return people.provider(name="Northmoor", slug="northmoor")


@pytest.fixture
def manager(provider):
    return people.manager(provider, name="Mina Manager")


@pytest.fixture
def managing(manager, as_user):
    return as_user(manager)


def names_on(response):
    return [person.name for person in response.context["object_list"]]


def words_of(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_people_asks_as_often_for_three_as_for_one(provider, managing, django_assert_num_queries, number):
    for _number in range(number):
        people.trainee(provider)

    with django_assert_num_queries(6):
        response = managing.get("/people/")

    assert response.context["total"] == number + 1


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Abe", "Mina Manager", "Zoe"]),
        ("?name=ab", ["Abe"]),
        ("?name=zoe@", ["Zoe"]),
        ("?role=assessor", ["Zoe"]),
        ("?role=iqa", []),
        ("?sort=newest", ["Zoe", "Abe", "Mina Manager"]),
        ("?page=99", ["Abe", "Mina Manager", "Zoe"]),
    ],
)
def test_the_list_of_people_is_narrowed_and_sorted(provider, managing, query, names):
    people.trainee(provider, name="Abe", joined_at=AT + datetime.timedelta(hours=1))
    people.assessor(provider, name="Zoe", email="zoe@example.org", joined_at=AT + datetime.timedelta(hours=2))
    people.assessor(people.provider(), name="Abe Elsewhere")

    assert names_on(managing.get(f"/people/{query}")) == names


def test_who_manages_one_organisation_is_not_asked_which(managing):
    page = managing.get("/people/")

    assert list(page.context["filter"].form.fields) == ["name", "role"]


def test_who_manages_two_can_choose_between_them_and_no_third(provider, manager, as_user):
    second = people.provider(name="Southmoor", slug="southmoor")
    people.provider(name="Eastmoor", slug="eastmoor")
    Membership.objects.create(person=manager, organisation=second, role=Role.ADMIN, from_date=people.LONG_AGO)
    people.trainee(provider, name="Abe")
    people.trainee(second, name="Zoe")

    page = as_user(manager).get("/people/?organisation=southmoor&sort=newest")

    assert names_on(page) == ["Zoe", "Mina Manager"]
    assert ("Trainee, Southmoor" in words_of(page), "Eastmoor" in words_of(page)) == (True, False)


@pytest.mark.parametrize("role", [Role.TRAINEE, Role.ASSESSOR, Role.SUPERVISOR, Role.SAFEGUARDING])
@pytest.mark.parametrize("address", ["/people/", "/people/invite/", "/people/invitations/"])
def test_who_manages_nobody_is_refused(provider, as_user, role, address):
    assert as_user(people.member(role, provider)).get(address).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_my_staff_asks_as_often_for_three_as_for_one(as_user, django_assert_num_queries, number):
    surgery = people.organisation(OrganisationKind.EMPLOYER)
    employer = people.member(Role.EMPLOYER, surgery)
    for _number in range(number):
        people.member(Role.MENTOR, surgery)
    client = as_user(employer)

    with django_assert_num_queries(6):
        response = client.get("/people/staff/")

    assert response.context["total"] == number


def test_my_staff_is_for_employers_and_line_managers(provider, as_user):
    boss, trainee = people.user(), people.trainee(provider, name="Tomasz")
    people.responsible(boss, trainee, ResponsibilityKind.LINE_MANAGER, provider)

    assert names_on(as_user(boss).get("/people/staff/")) == ["Tomasz"]
    assert as_user(trainee).get("/people/staff/").status_code == 403


def test_a_person_shows_roles_and_responsibilities_here_and_not_elsewhere(provider, managing):
    trainee, verifier = people.trainee(provider, name="Tomasz"), people.assessor(provider, name="Vera")
    people.responsible(verifier, trainee, ResponsibilityKind.PRACTICE_VERIFIER, provider)
    other = people.provider(name="Southmoor")
    Membership.objects.create(person=trainee, organisation=other, role=Role.MENTOR, from_date=people.LONG_AGO)

    page = words_of(managing.get(f"/people/{trainee.key}/"))

    shown = [word in page for word in ("Practice verifier", "Vera, Northmoor", "since 1 January 2020", "Southmoor")]
    assert shown == [True, True, True, False]
    assert f"/concerns/raise/?about=people.user&amp;key={trainee.key}" in page
    assert page.count("Raise a concern") == 1


def test_a_person_elsewhere_and_another_trainee_are_not_found(provider, managing, as_user):
    elsewhere, trainee = people.trainee(people.provider()), people.trainee(provider)
    fellow = people.trainee(provider)

    assert managing.get(f"/people/{elsewhere.key}/").status_code == 404
    assert as_user(trainee).get(f"/people/{fellow.key}/").status_code == 404
    assert as_user(trainee).get(f"/people/{trainee.key}/").status_code == 200


def invitation_form(provider, **changes):
    return {"name": "Nia", "email": "nia@example.org", "organisation": provider.pk, "role": "trainee", **changes}


def test_inviting_sends_the_e_mail_and_leads_to_the_list(provider, managing, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = managing.post("/people/invite/", invitation_form(provider))

    assert response.headers["Location"] == "/people/invitations/"
    assert [message.to for message in mail.outbox] == [["nia@example.org"]]


def test_inviting_offers_own_organisations_and_the_roles_to_give(provider, managing):
    people.provider()

    fields = managing.get("/people/invite/").context["form"].fields

    assert list(fields["organisation"].queryset) == [provider]
    assert [code for code, _label in fields["role"].choices] == queries.roles_to_give(
        User.objects.get(name="Mina Manager"), provider
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"email": "nonsense"},
        {"email": ""},
        {"name": ""},
        {"name": "Nia\u202e"},
        {"role": "admin"},
        {"organisation": "0"},
    ],
)
def test_a_wrong_invitation_is_shown_again(provider, managing, changes):
    response = managing.post("/people/invite/", invitation_form(provider, **changes))

    assert (response.status_code, Invitation.objects.count()) == (422, 0)


def test_inviting_twice_says_what_to_do(provider, managing):
    managing.post("/people/invite/", invitation_form(provider))

    response = managing.post("/people/invite/", invitation_form(provider))

    assert response.status_code == 422
    assert response.context["form"].errors["email"] == [
        "nia@example.org has an open invitation to this role. You can send it again from the list."
    ]


@pytest.fixture
def invitation(provider, manager):
    return actions.invite(
        email="nia@example.org", name="Nia", organisation=provider, role=Role.TRAINEE, by=manager, at=AT
    )


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_invitations_asks_as_often_for_three_as_for_one(
    provider, manager, managing, django_assert_num_queries, number
):
    for index in range(number):
        actions.invite(
            email=f"{index}@example.org", name="N", organisation=provider, role=Role.TRAINEE, by=manager, at=AT
        )

    with django_assert_num_queries(5):
        response = managing.get("/people/invitations/")

    assert response.context["total"] == number


def test_the_list_of_invitations_says_until_when_each_is_open(managing, invitation):
    before = words_of(managing.get("/people/invitations/"))
    with clock.fixed(AT + datetime.timedelta(days=15)):
        after = words_of(managing.get("/people/invitations/"))

    assert ("Open until 6 December 2026" in before, "Expired" in before) == (True, False)
    assert "Expired" in after


def test_an_invitation_is_sent_again(managing, invitation):
    address = reverse("people:resend", kwargs={"key": invitation.key})

    with clock.fixed(AT + datetime.timedelta(days=1)):
        shown, done = managing.get(address), managing.post(address)

    assert (shown.status_code, done.headers["Location"]) == (200, "/people/invitations/")
    assert Invitation.objects.get().expires_at == AT + datetime.timedelta(days=15)


def test_an_invitation_is_withdrawn(managing, invitation):
    managing.post(reverse("people:withdraw", kwargs={"key": invitation.key}))

    assert Invitation.objects.count() == 0


@pytest.mark.parametrize("page", ["resend", "withdraw"])
def test_an_invitation_of_another_organisation_is_not_found(invitation, as_user, page):
    client = as_user(people.manager(people.provider()))

    assert client.post(reverse(f"people:{page}", kwargs={"key": invitation.key})).status_code == 404


def test_the_link_keeps_its_token_out_of_the_address(invitation):
    response = Client().get(f"/people/join/{actions.token_of(invitation)}/")

    assert (response.status_code, response.headers["Location"]) == (302, "/people/join/")


def followed_link(client, invitation):
    return client.get(f"/people/join/{actions.token_of(invitation)}/", follow=True)


def test_a_visitor_is_offered_to_sign_in_or_to_open_an_account(invitation):
    page = words_of(followed_link(Client(), invitation))

    assert "/accounts/signup/?next=/people/join/&amp;email=nia%40example.org" in page
    assert "/accounts/login/?next=/people/join/" in page


def test_somebody_signed_in_with_another_address_is_told_which_and_cannot_join(invitation, as_user):
    client = as_user(people.user(email="other@example.org"))
    page = words_of(followed_link(client, invitation))

    answer = client.post("/people/join/")

    assert "You are signed in as other@example.org, but this invitation is for nia@example.org." in page
    assert (answer.status_code, Membership.objects.filter(role=Role.TRAINEE).count()) == (200, 0)


def test_the_invited_person_joins_once(invitation, as_user):
    client = as_user(people.user(email="nia@example.org"))
    followed_link(client, invitation)

    joined, again = client.post("/people/join/"), client.post("/people/join/")

    assert (joined.headers["Location"], again.status_code) == ("/home/", 410)
    assert Membership.objects.get(role=Role.TRAINEE).person.email == "nia@example.org"


def test_a_role_given_another_way_is_said_on_the_page(provider, invitation, as_user):
    client = as_user(people.trainee(provider, email="nia@example.org"))
    followed_link(client, invitation)

    response = client.post("/people/join/")

    assert response.status_code == 422
    assert "already has this role at Northmoor" in words_of(response)


@pytest.mark.parametrize("token", ["nonsense", "a" * 64])
def test_a_link_that_does_not_work_says_what_to_do(token):
    response = Client().get(f"/people/join/{token}/", follow=True)

    assert response.status_code == 410
    assert "Ask for a new one" in words_of(response)


def test_a_membership_is_ended(provider, managing):
    membership = people.trainee(provider).memberships.get()
    address = reverse("people:end_membership", kwargs={"key": membership.key})

    shown, done = managing.get(address), managing.post(address, {"to_date": "2026-11-30"})

    assert shown.context["form"].initial == {"to_date": AT.date()}
    assert done.headers["Location"] == "/people/"
    assert Membership.objects.get(pk=membership.pk).to_date == datetime.date(2026, 11, 30)


def test_a_refused_end_is_said_beside_the_date(provider, managing):
    membership = people.trainee(provider).memberships.get()

    response = managing.post(
        reverse("people:end_membership", kwargs={"key": membership.key}), {"to_date": "2019-12-31"}
    )

    assert response.status_code == 422
    assert response.context["form"].errors["to_date"] == ["This began on 1 January 2020: it cannot end before."]


def test_ending_is_for_managers_of_the_organisation(provider, as_user):
    trainee, assessor = people.trainee(provider), people.assessor(provider)
    tie = people.responsible(assessor, trainee, ResponsibilityKind.MENTOR, provider)
    addresses = [
        reverse("people:end_membership", kwargs={"key": trainee.memberships.get().key}),
        reverse("people:end_responsibility", kwargs={"key": tie.key}),
    ]
    elsewhere = people.manager(people.provider())

    answers = [
        [as_user(person).get(address).status_code for address in addresses] for person in (trainee, assessor, elsewhere)
    ]

    assert answers == [[403, 403], [403, 403], [404, 404]]


def test_a_responsibility_is_given_and_ended(provider, managing):
    trainee, verifier = people.trainee(provider), people.assessor(provider)
    given = managing.post(
        reverse("people:give_responsibility", kwargs={"key": trainee.key}),
        {"kind": "practice_verifier", "holder": verifier.pk, "organisation": provider.pk, "from_date": "2026-11-22"},
    )
    row = Responsibility.objects.get()

    ended = managing.post(reverse("people:end_responsibility", kwargs={"key": row.key}), {"to_date": "2026-12-01"})

    assert (given.headers["Location"], ended.headers["Location"]) == (f"/people/{trainee.key}/", "/people/")
    assert (row.holder, row.subject, Responsibility.objects.get().to_date) == (
        verifier,
        trainee,
        datetime.date(2026, 12, 1),
    )


def test_a_responsibility_is_offered_to_staff_and_not_to_strangers(provider, managing):
    trainee, verifier = people.trainee(provider), people.assessor(provider)
    stranger = people.assessor(people.provider())
    address = reverse("people:give_responsibility", kwargs={"key": trainee.key})

    fields = managing.get(address).context["form"].fields
    refused = managing.post(
        address, {"kind": "mentor", "holder": stranger.pk, "organisation": provider.pk, "from_date": "2026-11-22"}
    )

    offered = [label for _value, label in fields["holder"].choices]
    assert f"{verifier.name} ({verifier.email})" in offered
    assert (refused.status_code, Responsibility.objects.count()) == (422, 0)


def test_a_responsibility_is_given_by_managers_only(provider, as_user):
    trainee = people.trainee(provider)
    address = reverse("people:give_responsibility", kwargs={"key": trainee.key})

    assert as_user(people.assessor(provider)).get(address).status_code == 403
    assert as_user(people.manager(people.provider())).get(address).status_code == 404


def test_acts_of_managers_need_a_second_factor(provider, manager, invitation):
    client, trainee = Client(), people.trainee(provider)
    client.force_login(manager)
    tie = people.responsible(manager, trainee, ResponsibilityKind.MENTOR, provider)
    addresses = [
        reverse("people:invite"),
        reverse("people:resend", kwargs={"key": invitation.key}),
        reverse("people:withdraw", kwargs={"key": invitation.key}),
        reverse("people:end_membership", kwargs={"key": trainee.memberships.get().key}),
        reverse("people:end_responsibility", kwargs={"key": tie.key}),
        reverse("people:give_responsibility", kwargs={"key": trainee.key}),
    ]

    answers = {client.post(address).headers["Location"].split("?")[0] for address in addresses}

    assert answers == {reverse("mfa_index")}


def test_my_details_are_changed_by_their_owner(as_user):
    person = people.user(name="Old Name")
    client = as_user(person)

    shown = client.get("/people/me/")
    client.post("/people/me/", {"name": "New Name", "professional_registration": "12A3456E"})

    person.refresh_from_db()
    event = AuditEvent.objects.get(kind="people.details_changed")
    assert shown.context["form"].initial["name"] == "Old Name"
    assert (person.name, person.professional_registration) == ("New Name", "12A3456E")
    assert event.personal_values.get(name="name_before").value == "Old Name"


@pytest.mark.parametrize(
    ("typed", "status", "kept"),
    [("New\r\nBcc: x@example.org", 302, "New Bcc: x@example.org"), ("New\u202eemaN", 422, "Old Name")],
)
def test_a_name_stays_on_one_line_and_can_be_read(as_user, typed, status, kept):
    person = people.user(name="Old Name")

    response = as_user(person).post("/people/me/", {"name": typed, "professional_registration": ""})

    person.refresh_from_db()
    assert (response.status_code, person.name) == (status, kept)


def test_a_name_cannot_be_emptied(as_user):
    person = people.user(name="Old Name")

    response = as_user(person).post("/people/me/", {"name": " ", "professional_registration": ""})

    assert response.status_code == 422
    assert User.objects.get(pk=person.pk).name == "Old Name"


def test_an_interest_is_declared_seen_and_ended(provider, as_user):
    trainee, assessor = people.trainee(provider), people.assessor(provider, name="Vera")
    client = as_user(trainee)
    client.post("/people/interests/declare/", {"about": assessor.pk, "kind": "friend", "note": "Same choir."})
    seen = words_of(client.get("/people/interests/"))

    client.post(reverse("people:end_interest", kwargs={"key": Interest.objects.get().key}))

    assert ("Vera" in seen, "Same choir." in seen) == (True, True)
    assert not queries.has_interest(assessor, trainee)
    assert "You have declared no interest" in words_of(client.get("/people/interests/"))


def test_a_note_with_a_clients_details_is_refused_and_kept_in_the_box(provider, as_user):
    trainee, assessor = people.trainee(provider), people.assessor(provider)

    response = as_user(trainee).post(
        "/people/interests/declare/", {"about": assessor.pk, "kind": "other", "note": "See 943 476 5919"}
    )

    assert response.status_code == 422
    assert "This looks like an NHS number" in words_of(response)
    assert "See 943 476 5919" in words_of(response)


def test_an_interest_of_somebody_else_is_not_found(provider, as_user):
    trainee, assessor = people.trainee(provider), people.assessor(provider)
    row = actions.declare_interest(person=trainee, about=assessor, kind=InterestKind.FRIEND, by=trainee, at=AT)

    assert as_user(assessor).get(reverse("people:end_interest", kwargs={"key": row.key})).status_code == 404
    assert "Friend" not in words_of(as_user(assessor).get("/people/interests/"))


@pytest.mark.parametrize("number", [1, 3])
def test_declared_interests_ask_as_often_for_three_as_for_one(as_user, django_assert_num_queries, number):
    person = people.user()
    for _number in range(number):
        actions.declare_interest(person=person, about=people.user(), kind=InterestKind.FRIEND, by=person, at=AT)
    client = as_user(person)

    with django_assert_num_queries(4):
        response = client.get("/people/interests/")

    assert len(response.context["interests"]) == number


@pytest.mark.parametrize("address", ["/people/", "/people/staff/", "/people/me/", "/people/interests/"])
def test_visitors_are_asked_to_sign_in(address):
    assert Client().get(address).headers["Location"] == f"/accounts/login/?next={address}"
