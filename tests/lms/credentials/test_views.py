import datetime

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from lms.accreditation import actions as accreditation_actions
from lms.accreditation.enums import AwardStatus
from lms.audit import actions as audit
from lms.core import clock
from lms.credentials.models import Credential, HolderConsent, LookUp
from lms.credentials.views import verifying
from lms.people import actions as people_actions
from lms.people.enums import Role
from tests.factories import accreditation, enrolment, people, roleplay
from tests.factories import credentials as make

pytestmark = pytest.mark.django_db
UNKNOWN = "TB-0000-0000-0000-0"


@pytest.fixture(autouse=True)
def _start(db):
    cache.clear()
    accreditation.standard()


def of(name, *keys):
    return reverse(f"credentials:{name}", args=keys)


def words(response):
    """What a page says, with its spaces made single."""
    return " ".join(response.content.decode().split())


def changed(credential, status):
    by = people.manager(credential.award.provider)
    accreditation_actions.change_status(
        award=credential.award, status=status, reason="A private reason.", by=by, at=timezone.now()
    )


# Verifying


def test_the_form_leads_to_the_codes_page(client):
    credential = make.issued()

    response = client.get(of("verify"), {"code": credential.code.lower().replace("-", " ")})

    assert response.url == of("verify_code", credential.code)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", "Type the code that stands on the certificate"),
        ("/", "This is not a code"),
        ("TB-1234", "This is not a code"),
        ("x" * 41, "at most 40 characters"),
    ],
)
def test_the_form_says_what_is_wrong(client, typed, expected):
    response = client.get(of("verify"), {"code": typed})

    assert response.status_code == 200
    assert expected in words(response)


def test_a_valid_code_says_what_a_commissioner_must_know(client):
    credential = make.issued()
    make.consent(credential)

    page = words(client.get(of("verify_code", credential.code)))

    approval = credential.facts["approvals"][0]
    for expected in (
        "This award is real, and it stands.",
        credential.holder.name,
        "Coaching skills",
        "A body, version 2020.1",
        f"Quality assured by {approval['body']}, reference {approval['reference']}",
        "Taught on 2 March 2026",
        "3 h attended",
        "is not a coach's certificate",
        "does not show criminal-record checks (DBS), professional registration, insurance or the right to work",
        "Checked on",
    ):
        assert expected in page


def test_a_name_is_hidden_until_its_holder_agrees(client):
    credential = make.issued()

    page = words(client.get(of("verify_code", credential.code)))

    assert credential.holder.name not in page
    assert "The holder has not agreed to show a name here." in page


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (AwardStatus.SUSPENDED, "It is suspended: do not rely on it now."),
        (AwardStatus.REVOKED, "This award was given and has been revoked. It does not stand."),
    ],
)
def test_suspended_and_revoked_show_at_once_and_never_why(client, status, expected):
    credential = make.issued()
    changed(credential, status)

    page = words(client.get(of("verify_code", credential.code)))

    assert expected in page
    assert "private reason" not in page


def test_no_answer_is_kept_by_a_cache(client):
    response = client.get(of("verify_code", make.issued().code))

    assert "no-store" in response.headers["Cache-Control"]


def test_verifying_uses_no_session_and_few_queries(client, django_assert_max_num_queries):
    credential = make.issued()
    client.get(of("verify"))

    with django_assert_max_num_queries(8):
        response = client.get(of("verify_code", credential.code))

    assert response.cookies == {}
    assert Session.objects.count() == 0


def test_a_page_that_is_kept_costs_one_query_and_changes_at_once(client, django_assert_num_queries):
    credential = make.issued()
    address = of("verify_code", credential.code)
    with clock.fixed(timezone.now() + datetime.timedelta(minutes=1)):
        client.get(address)

        with django_assert_num_queries(1):
            kept = words(client.get(address))
        make.consent(credential)
        named = words(client.get(address))
        changed(credential, AwardStatus.SUSPENDED)
        suspended = words(client.get(address))

    assert "This award is real, and it stands." in kept
    assert credential.holder.name in named
    assert "It is suspended" in suspended


def test_an_erased_holder_is_gone_at_once(client):
    credential = make.issued()
    make.consent(credential)
    name = credential.holder.name
    before = name in words(client.get(of("verify_code", credential.code)))

    audit.erase_person(person=credential.holder, by=people.manager(credential.award.provider), at=timezone.now())

    assert before
    assert name not in words(client.get(of("verify_code", credential.code)))


def test_a_name_taken_later_is_shown_to_its_holder_alone(client, as_user):
    credential = make.issued()
    make.consent(credential)
    holder, name = credential.holder, credential.holder.name
    holder.name = "Somebody Famous"
    holder.save()

    public = words(client.get(of("verify_code", credential.code)))
    own = words(as_user(holder).get(of("credential", credential.key)))
    inside = words(as_user(people.manager(credential.award.provider)).get(of("credential", credential.key)))

    assert (name in public, "Somebody Famous" in public) == (True, False)
    assert (name in own, "Name in use now: Somebody Famous." in own) == (True, True)
    assert (name in inside, "Name in use now" in inside) == (True, False)


def test_a_page_of_somebody_signed_in_is_not_kept_for_others(as_user, client):
    credential = make.issued()
    person = people.user(name="Somebody Signedin")

    own = words(as_user(person).get(of("verify_code", credential.code)))
    visitors = words(client.get(of("verify_code", credential.code)))

    assert "Somebody" in own
    assert "Somebody" not in visitors


def test_an_unknown_code_is_not_found_and_says_so(client):
    response = client.get(of("verify_code", UNKNOWN))

    assert response.status_code == 404
    assert "No credential has this code" in words(response)


@pytest.mark.parametrize("code", ["TB-1234", "hello", "TB-7K3M-9QXR-2HVD-A", "%00", "x" * 300, "🙂"])
def test_a_malformed_code_is_not_found_and_says_what_is_wrong(client, code):
    response = client.get(of("verify_code", code))

    assert response.status_code == 404
    assert "This is not a code" in words(response)


def test_guessing_at_speed_closes_the_page_for_a_while(client):
    credential = make.issued()
    answers = [client.get(of("verify_code", UNKNOWN)).status_code for _ in range(verifying.GUESSES + 1)]

    closed = client.get(of("verify_code", credential.code))

    assert answers == [404] * verifying.GUESSES + [429]
    assert closed.status_code == 429
    assert closed.headers["Retry-After"] == "600"
    assert "Too many wrong codes" in words(closed)


def test_another_connection_is_not_closed(client):
    credential = make.issued()
    for _ in range(verifying.GUESSES + 1):
        client.get(of("verify_code", UNKNOWN))

    assert client.get(of("verify_code", credential.code), REMOTE_ADDR="198.51.100.7").status_code == 200


def test_right_codes_are_never_counted(client):
    credential = make.issued()

    answers = {client.get(of("verify_code", credential.code)).status_code for _ in range(verifying.GUESSES + 5)}

    assert answers == {200}


# Holding


def test_a_person_without_credentials_is_told_what_to_do(as_user):
    assert "You do not hold a credential yet" in words(as_user(people.user()).get(of("mine")))


def test_the_holder_finds_the_credential_and_the_certificate(as_user):
    credential = make.issued()
    browser = as_user(credential.holder)

    assert of("credential", credential.key) in words(browser.get(of("mine")))
    assert of("certificate", credential.key) in words(browser.get(of("credential", credential.key)))
    certificate = browser.get(of("certificate", credential.key))
    assert certificate.headers["Content-Type"] == "application/pdf"
    assert certificate.content.startswith(b"%PDF")


def test_there_is_no_certificate_while_the_award_does_not_stand(as_user):
    credential = make.issued()
    changed(credential, AwardStatus.SUSPENDED)

    response = as_user(credential.holder).get(of("certificate", credential.key), follow=True)

    assert "There is no certificate while the award does not stand." in words(response)


def test_the_holder_agrees_and_takes_it_back(as_user, client):
    credential = make.issued()
    browser = as_user(credential.holder)

    browser.post(of("consent", credential.key), {"shows_name": "on"})
    shown = credential.holder.name in words(client.get(of("verify_code", credential.code)))
    browser.post(of("consent", credential.key), {})
    hidden = credential.holder.name not in words(client.get(of("verify_code", credential.code)))

    assert (shown, hidden, HolderConsent.objects.count()) == (True, True, 2)


def test_a_manager_sees_the_credential_and_not_the_holders_choices(as_user):
    credential = make.issued()
    browser = as_user(people.manager(credential.award.provider))

    assert "Who looked this up" not in words(browser.get(of("credential", credential.key)))
    assert browser.get(of("consent", credential.key)).status_code == 403


@pytest.mark.parametrize("page", ["credential", "consent", "certificate"])
def test_another_persons_credential_is_not_there(as_user, page):
    credential = make.issued()

    assert as_user(people.trainee(credential.award.provider)).get(of(page, credential.key)).status_code == 404
    assert as_user(people.manager(people.provider())).get(of(page, credential.key)).status_code == 404


@pytest.mark.parametrize("how_many", [1, 3])
def test_ones_own_list_asks_as_often_for_one_as_for_three(as_user, how_many, django_assert_num_queries):
    row = accreditation.ready()
    make.issued(row)
    for number in range(1, how_many):
        accreditation.standard(key=f"standard-{number}")
        version = enrolment.version(lessons=(f"lesson-{number}",), standard_code=f"standard-{number}")
        cohort = enrolment.cohort(row.cohort.provider, version)
        another = accreditation.learner(cohort_=cohort, trainee=row.trainee)
        accreditation.attended(another)
        make.issued(another, reason="Fine.")
    browser = as_user(row.trainee)

    with django_assert_num_queries(5):
        response = browser.get(of("mine"))

    assert len(response.context["held"]) == how_many


# Looking up


def test_looking_up_by_name_within_the_remit(as_user):
    credential = make.issued()
    commissioner = make.commissioner(credential.award.provider)
    organisation = commissioner.memberships.get().organisation

    response = as_user(commissioner).post(
        of("workforce"),
        {"organisation": organisation.pk, "sought": credential.holder.name, "purpose": "contract"},
        follow=True,
    )

    assert credential.holder.name in words(response)
    assert of("verify_code", credential.code) in words(response)
    page = words(as_user(credential.holder).get(of("credential", credential.key)))
    assert f"{organisation.name}, " in page
    assert "To check a provider&#x27;s staff under a contract" in page


def test_looking_up_outside_the_remit_finds_nothing_and_says_what_to_do(as_user):
    credential = make.issued()
    commissioner = make.commissioner(people.provider())
    look_up = make.look_up(commissioner, credential.holder.name)

    page = words(as_user(commissioner).get(of("found", look_up.key)))

    assert "Nothing was found" in page
    assert credential.code not in page


def test_looking_up_without_a_purpose_is_refused_and_nothing_is_lost(as_user):
    commissioner = make.commissioner()

    response = as_user(commissioner).post(
        of("workforce"), {"organisation": commissioner.memberships.get().organisation.pk, "sought": "Somebody"}
    )

    assert (response.status_code, LookUp.objects.count()) == (422, 0)
    assert "Somebody" in words(response)


def test_a_look_up_is_its_commissioners_own(as_user):
    look_up = make.look_up(make.commissioner(), "Somebody")

    assert as_user(make.commissioner()).get(of("found", look_up.key)).status_code == 404


@pytest.mark.parametrize("role", [Role.TRAINEE, Role.MANAGER, Role.IQA])
def test_only_commissioners_look_up(as_user, role):
    assert as_user(people.member(role, people.provider())).get(of("workforce")).status_code == 403


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_look_up_asks_as_often_for_one_as_for_three(as_user, how_many, django_assert_num_queries):
    credentials = [make.issued() for _ in range(how_many)]
    commissioner = make.commissioner(*(credential.award.provider for credential in credentials))
    look_up = make.look_up(commissioner, "Person")
    browser = as_user(commissioner)

    with django_assert_num_queries(8):
        response = browser.get(of("found", look_up.key))

    assert len(response.context["found"]) == how_many


# Deciding


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_queue_asks_as_often_for_one_as_for_three(as_user, how_many, django_assert_num_queries):
    row = accreditation.learner()
    for _ in range(1, how_many):
        enrolment.enrolment(row.cohort)
    browser = as_user(people.manager(row.cohort.provider))

    with django_assert_num_queries(5):
        response = browser.get(of("decisions"))

    assert len(response.context["object_list"]) == how_many


def test_the_queue_filters_by_asked(as_user):
    row = accreditation.ready()
    quiet = enrolment.enrolment(row.cohort)
    accreditation_actions.request_award(enrolment=row, by=row.trainee, at=timezone.now())
    browser = as_user(people.manager(row.cohort.provider))

    def found(**address):
        return list(browser.get(of("decisions"), address).context["object_list"])

    assert found() == [row, quiet]
    assert found(asked="yes") == [row]
    assert found(asked="no") == [quiet]


def seen_on(response):
    return response.context["seen"]


def test_awarding_is_checked_then_confirmed_and_the_credential_is_there(as_user, client):
    row = accreditation.ready()
    browser, address = as_user(people.manager(row.cohort.provider)), of("decide", row.key)
    form = {"outcome": "awarded", "reason": "", "seen": seen_on(browser.get(address))}

    check = browser.post(address, form)
    nothing_yet = Credential.objects.count()
    done = browser.post(address, {**form, "seen": seen_on(check), "confirmed": "yes"}, follow=True)

    credential = Credential.objects.get()
    assert (check.status_code, nothing_yet) == (200, 0)
    assert credential.code in words(done)
    assert client.get(of("verify_code", credential.code)).status_code == 200


def test_refusing_with_a_reason(as_user):
    row = accreditation.learner()
    browser, address = as_user(people.manager(row.cohort.provider)), of("decide", row.key)
    seen = seen_on(browser.get(address))

    done = browser.post(
        address, {"outcome": "refused", "reason": "Not yet.", "seen": seen, "confirmed": "yes"}, follow=True
    )

    assert "they can ask again" in words(done)
    assert Credential.objects.count() == 0


def test_awarding_what_is_not_met_is_refused_with_words_and_nothing_is_lost(as_user):
    row = accreditation.learner()
    browser, address = as_user(people.manager(row.cohort.provider)), of("decide", row.key)
    seen = seen_on(browser.get(address))

    response = browser.post(
        address, {"outcome": "awarded", "reason": "Because I say so.", "seen": seen, "confirmed": "yes"}
    )

    assert response.status_code == 422
    assert "Not met yet: Half a taught day." in words(response)
    assert "Because I say so." in words(response)


def test_a_standing_that_changed_is_shown_anew(as_user):
    row = accreditation.ready()
    browser, address = as_user(people.manager(row.cohort.provider)), of("decide", row.key)
    form = {"outcome": "awarded", "reason": "", "confirmed": "yes"}
    seen = seen_on(browser.get(address))
    accreditation.followed_up(row)

    refused = browser.post(address, {**form, "seen": seen})
    done = browser.post(address, {**form, "seen": seen_on(refused)})

    assert refused.status_code == 422
    assert "The standing has changed since you opened this page." in words(refused)
    assert done.status_code == 302


def test_who_observed_the_person_is_told_and_gets_no_form(as_user):
    row = accreditation.ready()
    observer = people.manager(row.cohort.provider)
    people_actions.add_member(
        person=observer, organisation=row.cohort.provider, role=Role.ASSESSOR, by=None, at=timezone.now()
    )
    roleplay.observation(trainee=row.trainee, observer=observer, organisation=row.cohort.provider)

    page = words(as_user(observer).get(of("decide", row.key)))

    assert "You cannot decide here" in page
    assert "Check my decision" not in page


@pytest.mark.parametrize(("role", "status"), [(Role.TRAINER, 403), (Role.ASSESSOR, 403), (Role.IQA, 403)])
def test_other_roles_of_the_provider_do_not_decide(as_user, role, status):
    row = accreditation.ready()
    browser = as_user(people.member(role, row.cohort.provider))

    assert browser.get(of("decide", row.key)).status_code == status
    assert browser.get(of("decisions")).status_code == status


def test_the_trainee_does_not_decide_and_another_provider_sees_nothing(as_user):
    row = accreditation.ready()

    assert as_user(row.trainee).get(of("decide", row.key)).status_code == 403
    assert as_user(people.manager(people.provider())).get(of("decide", row.key)).status_code == 404


def test_deciding_needs_a_second_factor(client):
    row = accreditation.ready()
    client.force_login(people.manager(row.cohort.provider))

    assert client.get(of("decide", row.key)).status_code == 302


def test_what_was_decided_is_seen_by_the_providers_managers(as_user):
    decision = accreditation.decided(accreditation.ready())

    own = as_user(people.manager(decision.award.provider)).get(of("decided", decision.key))
    other = as_user(people.manager(people.provider())).get(of("decided", decision.key))

    assert (own.status_code, other.status_code) == (200, 404)
