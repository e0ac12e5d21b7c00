import datetime

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone, translation

from lms.accreditation import actions, queries
from lms.accreditation.enums import AwardStatus, Outcome
from lms.accreditation.queries.standards import _read_clauses
from lms.enrolment import actions as enrolment_actions
from lms.enrolment import queries as enrolment_queries
from lms.enrolment.queries.programmes import _read_manifest
from lms.people.enums import OrganisationKind, ResponsibilityKind, Role
from tests.factories import accreditation as make
from tests.factories import enrolment, people, practice, quality, quizzes, roleplay, supervision

pytestmark = pytest.mark.django_db


def of(name, *keys):
    return reverse(f"accreditation:{name}", args=keys)


def words(response):
    """What a page says, with its spaces made single."""
    return " ".join(response.content.decode().split())


# Standing


def test_a_person_without_a_cohort_is_told_what_to_do(as_user):
    page = words(as_user(people.user()).get(of("standing")))

    assert "You are not in a cohort yet" in page


def test_a_programme_without_a_standard_says_so(as_user):
    page = words(as_user(make.learner().trainee).get(of("standing")))

    assert "No standard is set for this programme" in page


def test_the_answer_in_one_sentence_and_a_row_for_each_requirement(as_user):
    make.standard()
    row = make.learner()
    make.attended(row, minutes=90)

    page = words(as_user(row.trainee).get(of("standing")))

    assert "You have met 1 of 3 requirements. Next: 1 h 30 min of taught time to go." in page
    assert "1 h 30 min of 3 h" in page
    assert "Recommended. It is shown, and the award does not wait for it." in page
    assert "Source: nhse-2020, section 3.1." in page
    assert "The amount is set by the provider." in page


def test_evidence_says_what_when_and_attested_by_whom(as_user):
    make.standard()
    row = make.learner()
    session = make.attended(row)

    page = words(as_user(row.trainee).get(of("standing")))

    assert f"{session.title}, 2 March 2026, 3 h. Attested by {session.trainer.name}" in page


def test_who_has_met_everything_is_led_to_ask(as_user):
    make.standard()
    row = make.ready()

    page = words(as_user(row.trainee).get(of("standing")))

    assert "You have met everything that your award waits for." in page
    assert of("request", row.key) in page


def test_who_was_refused_reads_why(as_user):
    make.standard()
    row = make.learner()
    make.decided(row, Outcome.REFUSED, reason="Come to the second half-day.")

    page = words(as_user(row.trainee).get(of("standing")))

    assert "Come to the second half-day." in page


def test_who_has_the_award_is_led_to_it(as_user):
    make.standard()
    award = make.awarded()

    page = words(as_user(award.person).get(of("standing")))

    assert "You received your award on" in page
    assert of("award", award.key) in page


def test_another_cohort_is_offered(as_user):
    make.standard()
    row = make.learner()
    second = enrolment.enrolment(enrolment.cohort(row.cohort.provider, row.cohort.version), row.trainee)

    page = words(as_user(row.trainee).get(of("standing")))

    assert {of("standing_of", row.key) in page, of("standing_of", second.key) in page} == {True, False}


@pytest.mark.parametrize("route", ["service", "skills"])
@pytest.mark.parametrize("viewer", ["trainee", "manager"])
def test_the_first_view_of_a_standing_stays_under_twenty_queries(as_user, django_assert_max_num_queries, viewer, route):
    """Under the standards that are shipped, with evidence of every kind, in a process that has read nothing yet."""
    row = make.on_shipped_standard(route)
    browser = as_user(row.trainee if viewer == "trainee" else people.manager(row.cohort.provider))
    browser.get(of("standards"))  # the session of a browser that has signed in
    cache.clear()
    _read_clauses.cache_clear()
    _read_manifest.cache_clear()

    with django_assert_max_num_queries(19):
        page = browser.get(of("standing_of", row.key))

    assert all(result.evidence for result in page.context["standing"].results)


def test_an_unchanged_standing_is_kept(as_user, django_assert_num_queries):
    make.standard()
    browser = as_user(make.ready().trainee)
    first = browser.get(of("standing"))

    with django_assert_num_queries(5):
        second = browser.get(of("standing"))

    assert first.context["standing_html"] == second.context["standing_html"]


def test_a_kept_standing_is_the_viewers_own_view(as_user):
    make.standard()
    row = make.ready()

    own = words(as_user(row.trainee).get(of("standing_of", row.key)))
    other = words(as_user(people.manager(row.cohort.provider)).get(of("standing_of", row.key)))

    assert "You have met everything" in own
    assert f"{row.trainee.name} has met 3 of 3 requirements." in other


def approved(row):
    quality.approval(row.cohort.version)


def read(row):
    lesson = enrolment_queries.manifest_of(row.cohort.version).lessons()[0]
    enrolment_actions.complete_lesson(enrolment=row, lesson=lesson, by=row.trainee, at=timezone.now())


def checked(row):
    quizzes.result(row.trainee, quizzes.quiz_version(), row.cohort.provider)


def observed(row):
    observer = people.assessor(row.cohort.provider)
    roleplay.observation(trainee=row.trainee, observer=observer, organisation=row.cohort.provider)


def practised(row):
    practice.confirmed(row.trainee, practice.verifier_of(row.trainee, row.cohort.provider))


def supervised(row):
    supervision.confirmed(row.trainee, supervision.supervisor_of(row.trainee, row.cohort.provider))


def asked(row):
    actions.request_award(enrolment=row, by=row.trainee, at=timezone.now())


@pytest.mark.parametrize(
    "act", [make.followed_up, approved, read, checked, observed, practised, supervised, asked, make.decided]
)
def test_every_act_on_the_road_makes_a_kept_standing_new(act):
    make.standard()
    row = make.ready()
    before = queries.state_of_standing(row, timezone.now())

    act(row)

    assert queries.state_of_standing(row, timezone.now()) != before


def test_another_day_and_another_language_make_a_kept_standing_new():
    row = make.learner()
    now = timezone.now()
    before = queries.state_of_standing(row, now)

    tomorrow = queries.state_of_standing(row, now + datetime.timedelta(days=1))
    with translation.override("cy"):
        welsh = queries.state_of_standing(row, now)

    assert len({before, tomorrow, welsh}) == 3


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("trainee", 200),
        ("manager", 200),
        ("assessor", 200),
        ("supervisor", 200),
        ("another trainee", 404),
        ("another provider", 404),
    ],
)
def test_who_sees_the_standing_of_somebody(as_user, who, status):
    make.standard()
    row = make.learner()
    supervisor = people.member(Role.SUPERVISOR, row.cohort.provider)
    people.responsible(supervisor, row.trainee, ResponsibilityKind.COACHING_SUPERVISOR, row.cohort.provider)
    person = {
        "trainee": lambda: row.trainee,
        "manager": lambda: people.manager(row.cohort.provider),
        "assessor": lambda: people.assessor(row.cohort.provider),
        "supervisor": lambda: supervisor,
        "another trainee": lambda: people.trainee(row.cohort.provider),
        "another provider": lambda: people.manager(people.provider()),
    }[who]()

    assert as_user(person).get(of("standing_of", row.key)).status_code == status


def test_asking_for_the_decision(as_user):
    make.standard()
    row = make.ready()

    response = as_user(row.trainee).post(of("request", row.key), {"is_mine": "on"}, follow=True)

    assert queries.open_request(row).person == row.trainee
    assert "Your provider has been asked." in words(response)
    assert "The decision was asked for on" in words(response)


def test_asking_too_early_is_refused_with_what_is_missing(as_user):
    make.standard()
    row = make.learner()

    response = as_user(row.trainee).post(of("request", row.key), {"is_mine": "on"})

    assert response.status_code == 422
    assert "Not met yet: Half a taught day." in words(response)


def test_nobody_asks_for_another(as_user):
    make.standard()
    row = make.ready()

    assert as_user(people.manager(row.cohort.provider)).get(of("request", row.key)).status_code == 403


def test_the_standards_are_open_to_everybody(client):
    make.standard()

    page = words(client.get(of("standards")))

    assert "Coaching skills" in page
    assert "Must. The award waits for it." in page


# Awards


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_of_awards_asks_as_often_for_one_as_for_three(as_user, how_many, django_assert_num_queries):
    make.standard()
    first = make.ready()
    make.awarded(first)
    for number in range(1, how_many):
        row = enrolment.enrolment(first.cohort)
        make.attended(row, starts_at=enrolment.TAUGHT_AT + datetime.timedelta(days=number))
        make.awarded(row, reason="Fine.")
    browser = as_user(people.manager(first.cohort.provider))

    with django_assert_num_queries(5):
        response = browser.get(of("awards"))

    assert len(response.context["object_list"]) == how_many


def test_the_list_of_awards_filters_by_status(as_user):
    make.standard()
    award = make.awarded()
    browser = as_user(people.manager(award.provider))

    def found(status):
        return list(browser.get(of("awards"), {"status": status}).context["object_list"])

    assert found("active") == [award]
    assert found("suspended") == []


@pytest.mark.parametrize(("role", "status"), [(Role.TRAINEE, 403), (Role.TRAINER, 403), (Role.IQA, 200)])
def test_who_opens_the_list_of_awards(as_user, role, status):
    assert as_user(people.member(role, people.provider())).get(of("awards")).status_code == status


def test_an_award_of_another_provider_is_not_there(as_user):
    make.standard()
    award = make.awarded()

    assert as_user(people.manager(people.provider())).get(of("award", award.key)).status_code == 404
    assert as_user(people.trainee(award.provider)).get(of("award", award.key)).status_code == 404


def test_an_assurer_reads_an_award_and_cannot_change_it(as_user):
    make.standard()
    award = make.awarded()
    browser = as_user(people.member(Role.IQA, award.provider))

    assert browser.get(of("award", award.key)).status_code == 200
    assert browser.get(of("change_status", award.key, "suspend")).status_code == 403


def test_suspending_is_checked_then_confirmed_then_shown(as_user):
    make.standard()
    award = make.awarded()
    browser, address = as_user(people.manager(award.provider)), of("change_status", award.key, "suspend")

    check = browser.post(address, {"reason": "A matter to look into."})
    before = queries.status_of(award, timezone.now()).status
    done = browser.post(address, {"reason": "A matter to look into.", "confirmed": "yes"}, follow=True)

    assert ("never the reason" in words(check), before) == (True, AwardStatus.ACTIVE)
    assert queries.status_of(award, timezone.now()).status == AwardStatus.SUSPENDED
    assert "Reinstate this award" in words(done)
    assert "Suspend this award" not in words(done)


def test_a_step_that_is_none_is_not_there(as_user):
    make.standard()
    award = make.awarded()

    response = as_user(people.manager(award.provider)).get(of("change_status", award.key, "polish"))

    assert response.status_code == 404


def test_suspending_twice_is_refused_and_the_reason_is_not_lost(as_user):
    make.standard()
    award = make.awarded()
    manager = people.manager(award.provider)
    actions.change_status(award=award, status="suspended", reason="First.", by=manager, at=timezone.now())

    response = as_user(manager).post(
        of("change_status", award.key, "suspend"), {"reason": "Second thoughts.", "confirmed": "yes"}
    )

    assert response.status_code == 422
    assert "Second thoughts." in words(response)


def test_changing_a_status_needs_a_second_factor(client):
    make.standard()
    award = make.awarded()
    client.force_login(people.manager(award.provider))

    assert client.get(of("change_status", award.key, "revoke")).status_code == 302


def test_a_client_detail_in_a_reason_is_refused(as_user):
    make.standard()
    award = make.awarded()

    response = as_user(people.manager(award.provider)).post(
        of("change_status", award.key, "suspend"), {"reason": "See NHS number 943 476 5919."}
    )

    assert response.status_code == 422


def test_the_holder_reads_the_reason_and_answers(as_user):
    make.standard()
    award = make.awarded()
    change = actions.change_status(
        award=award, status="suspended", reason="A matter.", by=people.manager(award.provider), at=timezone.now()
    )
    browser = as_user(award.person)

    page = words(browser.get(of("award", award.key)))
    done = browser.post(of("answer", change.key), {"words": "I see it another way."}, follow=True)

    assert "A matter." in page
    assert "I see it another way." in words(done)


def test_a_manager_cannot_answer_for_the_holder(as_user):
    make.standard()
    award = make.awarded()
    manager = people.manager(award.provider)
    change = actions.change_status(award=award, status="suspended", reason="R.", by=manager, at=timezone.now())

    assert as_user(manager).get(of("answer", change.key)).status_code == 403


def test_a_reviewer_within_the_remit_suspends_and_one_outside_sees_nothing(as_user):
    make.standard()
    award = make.awarded()
    inside, outside = (people.organisation(OrganisationKind.ACCREDITING_BODY) for _ in range(2))
    people.remit(inside, award.provider)

    def status(body):
        return as_user(people.member(Role.REVIEWER, body)).get(of("change_status", award.key, "suspend")).status_code

    assert (status(inside), status(outside)) == (200, 404)
