import html
import re

import pytest
from django.urls import reverse

from assessments.roleplay import actions as roleplay_actions
from assessments.signoff import actions, queries
from assessments.signoff.enums import Status
from assessments.signoff.models import AssessorQualification, SignOff, SignOffDraft
from lms.people.enums import Role
from tests.factories import people, practice, roleplay, signoff

pytestmark = pytest.mark.django_db
AT = signoff.AT


def words_of(response) -> str:
    """The page's text with one space between words."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(text).split())


def page(name, record):
    return reverse(f"signoff:{name}", args=[record.key])


def observed(us, **changes):
    return roleplay.observation(
        trainee=us["trainee"], observer=us["assessor"], organisation=us["organisation"], **changes
    )


DECLARATION = {
    "is_valid": "on",
    "valid_reason": "Each criterion maps to a competency.",
    "is_authentic": "on",
    "authentic_reason": "I watched both sessions.",
    "is_current": "on",
    "current_reason": "Both this autumn.",
    "is_sufficient": "on",
    "sufficient_reason": "Two scenarios.",
    "statement": "Ready to coach.",
}
EVERYTHING = {"percent": 100, "first_sign_off": True, "disagreement": True}


# Preparing


def test_the_whole_journey_from_trainee_to_reference(us, as_user, provider):
    observation, client = observed(us), as_user(us["assessor"])
    practice.confirmed(us["trainee"], practice.verifier_of(us["trainee"], provider), at=AT)
    signoff.framework()

    started = client.post(page("start", us["trainee"]), {"context": "targeted"})
    draft = SignOffDraft.objects.get()
    offered = words_of(client.get(page("evidence", draft)))
    chosen = client.post(
        page("evidence", draft),
        {
            "evidence": [f"roleplay.observation:{observation.key}", "practice.practiceentry:all"],
            "competency_codes": ["HC1"],
        },
    )
    declared = client.post(page("declaration", draft), DECLARATION)
    checked = words_of(client.get(page("check", draft)))
    recorded = client.post(page("check", draft), follow=True)

    assert started.url == page("evidence", draft)
    assert "1 confirmed practice session, 30 min, up to 20 November 2026" in offered
    assert (chosen.url, declared.url) == (page("declaration", draft), page("check", draft))
    assert "HC1 Title of HC1" in checked
    assert "it cannot be changed or deleted" in checked
    row = SignOff.objects.get()
    assert row.reference in words_of(recorded)
    assert "It counts from now on." in words_of(recorded)


@pytest.mark.parametrize("step", ["declaration", "check"])
def test_a_later_step_leads_back_to_the_evidence(us, as_user, step):
    draft = signoff.start(**us)

    assert as_user(us["assessor"]).get(page(step, draft)).url == page("evidence", draft)


def test_the_declaration_asks_for_each_confirmation_and_keeps_what_was_typed(us, as_user):
    draft = signoff.start(**us)
    actions.choose_evidence(draft=draft, evidence=["x"], competency_codes=["HC1"], by=us["assessor"])
    answers = {name: value for name, value in DECLARATION.items() if name != "is_current"} | {"valid_reason": ""}

    response = as_user(us["assessor"]).post(page("declaration", draft), answers)

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"is_current", "valid_reason"}
    assert "I watched both sessions." in response.content.decode()


def test_a_reason_with_an_nhs_number_is_refused(us, as_user):
    draft = signoff.start(**us)
    actions.choose_evidence(draft=draft, evidence=["x"], competency_codes=["HC1"], by=us["assessor"])

    response = as_user(us["assessor"]).post(
        page("declaration", draft), DECLARATION | {"valid_reason": "Session with 943 476 5919"}
    )

    assert response.status_code == 422
    assert "an NHS number" in words_of(response)


def test_the_evidence_page_sends_to_observe_when_there_is_nothing(us, as_user):
    draft = signoff.start(**us)

    response = as_user(us["assessor"]).get(page("evidence", draft))

    assert reverse("roleplay:start", args=[us["trainee"].key]) in response.content.decode()


def test_the_evidence_page_warns_of_a_critical_failure(us, as_user):
    observed(us, points=(0, 3, 3))

    text = words_of(as_user(us["assessor"]).get(page("evidence", signoff.start(**us))))

    assert "failed as a whole: no evidence" in text


def test_evidence_superseded_since_is_said_on_the_check_page(us, as_user):
    observation = observed(us)
    draft = signoff.complete(signoff.start(**us))
    again = roleplay_actions.supersede_observation(observation=observation, reason="Wrong", by=us["assessor"], at=AT)
    roleplay_actions.record_observation(draft=roleplay.complete(again), by=us["assessor"], at=AT)

    response = as_user(us["assessor"]).post(page("check", draft))

    assert response.status_code == 422
    assert "has been replaced since" in words_of(response)
    assert SignOffDraft.objects.count() == 1


def test_the_check_page_warns_when_no_observation_is_from_that_kind_of_service(us, as_user):
    observed(us, context="targeted")
    same, other = (signoff.complete(signoff.start(**us, context=context)) for context in ("targeted", "clinical"))
    client = as_user(us["assessor"])

    warned = ["No observation is from this kind" in words_of(client.get(page("check", row))) for row in (same, other)]

    assert warned == [False, True]


def test_the_check_page_asks_to_sign_in_again(us, as_user):
    draft, client = signoff.complete(signoff.start(**us)), as_user(us["assessor"])
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()

    response = client.post(page("check", draft))

    assert response.url.startswith(reverse("account_reauthenticate"))
    assert not SignOff.objects.exists()


def test_the_journey_asks_for_a_second_factor(us, client):
    client.force_login(us["assessor"])

    response = client.get(page("start", us["trainee"]))

    assert reverse("mfa_index") in response.url


def test_the_check_page_says_that_a_countersignature_is_needed(unqualified, as_user):
    draft = signoff.complete(signoff.start(**unqualified))

    assert "a qualified assessor countersigns it" in words_of(
        as_user(unqualified["assessor"]).get(page("check", draft))
    )


def test_recording_twice_records_once(us, as_user):
    draft, client = signoff.complete(signoff.start(**us)), as_user(us["assessor"])
    form_key = {"idempotency_key": "5f0c3c5e-58a8-4bd9-8c86-3ad4a95e9a02"}

    first = client.post(page("check", draft), form_key)
    second = client.post(page("check", draft), form_key)

    assert first.url == second.url
    assert SignOff.objects.count() == 1


def test_a_draft_is_discarded_after_asking(us, as_user):
    draft = signoff.start(**us)

    as_user(us["assessor"]).post(page("discard", draft))

    assert not SignOffDraft.objects.exists()


@pytest.mark.parametrize("step", ["evidence", "declaration", "check", "discard"])
def test_a_draft_is_not_found_by_anybody_else(us, colleague, as_user, step):
    draft = signoff.complete(signoff.start(**us))

    assert [as_user(person).get(page(step, draft)).status_code for person in (us["trainee"], colleague)] == [404, 404]


@pytest.mark.parametrize("role", [Role.TRAINEE, Role.TRAINER, Role.MANAGER, Role.IQA])
def test_to_sign_off_is_for_assessors(provider, as_user, role):
    assert as_user(people.member(role, provider)).get(reverse("signoff:to_sign_off")).status_code == 403


def test_another_organisations_trainee_is_not_found(us, as_user):
    assert as_user(us["assessor"]).get(page("start", people.trainee(people.provider()))).status_code == 404


# Lists


def rows_of(us, provider, items):
    for number in range(items):
        trainee = us["trainee"] if number == 0 else people.trainee(provider)
        signoff.sign_off(**us | {"trainee": trainee})


@pytest.mark.parametrize("items", [1, 3])
def test_sign_off_list_has_a_constant_query_count(us, provider, as_user, items, django_assert_num_queries):
    rows_of(us, provider, items)
    client = as_user(us["assessor"])

    with django_assert_num_queries(6):
        client.get(reverse("signoff:sign_offs"))


@pytest.mark.parametrize("items", [1, 3])
def test_to_sign_off_has_a_constant_query_count(us, provider, as_user, items, django_assert_num_queries):
    rows_of(us, provider, items)
    for row in SignOff.objects.all():
        signoff.start(**us | {"trainee": row.trainee})
    client = as_user(us["assessor"])

    with django_assert_num_queries(9):
        client.get(reverse("signoff:to_sign_off"))


@pytest.mark.parametrize("items", [1, 3])
def test_to_countersign_has_a_constant_query_count(
    unqualified, provider, colleague, as_user, items, django_assert_num_queries
):
    rows_of(unqualified, provider, items)
    client = as_user(colleague)

    with django_assert_num_queries(8):
        client.get(reverse("signoff:to_countersign"))


@pytest.mark.parametrize("items", [1, 3])
def test_to_release_has_a_constant_query_count(us, provider, iqa, as_user, items, django_assert_num_queries):
    roleplay.policy(sampling=EVERYTHING)
    rows_of(us, provider, items)
    client = as_user(iqa)

    with django_assert_num_queries(6):
        client.get(reverse("signoff:to_release"))


@pytest.mark.parametrize("items", [1, 3])
def test_assessor_list_has_a_constant_query_count(provider, iqa, as_user, items, django_assert_num_queries):
    for _number in range(items):
        signoff.qualified(people.assessor(provider), provider, by=iqa)
    client = as_user(iqa)

    with django_assert_num_queries(5):
        client.get(reverse("signoff:assessors"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"status": "effective"}, {"good"}),
        ({"status": "withdrawn"}, {"withdrawn"}),
        ({"status": "returned"}, set()),
        ({"trainee": "tomasz"}, {"good"}),
        ({"assessor": "aisha"}, {"good", "withdrawn"}),
        ({"context": "clinical"}, set()),
    ],
)
def test_sign_off_list_filters(us, provider, as_user, query, expected):
    rows = {"good": signoff.sign_off(**us)}
    rows["withdrawn"] = signoff.sign_off(**us | {"trainee": people.trainee(provider, name="Bea")})
    actions.withdraw_sign_off(sign_off=rows["withdrawn"], reason="Wrong", by=us["assessor"], at=AT)

    response = as_user(us["assessor"]).get(reverse("signoff:sign_offs"), query)

    assert set(response.context["object_list"]) == {rows[name] for name in expected}


def test_a_trainee_sees_only_their_own(us, provider, as_user):
    own = signoff.sign_off(**us)
    signoff.sign_off(**us | {"trainee": people.trainee(provider)})

    response = as_user(us["trainee"]).get(reverse("signoff:sign_offs"))

    assert list(response.context["object_list"]) == [own]


# Reading


def test_the_trainee_reads_declaration_evidence_and_state(us, as_user):
    observation = observed(us)
    row = signoff.sign_off(**us)

    response = as_user(us["trainee"]).get(page("sign_off", row))

    text = words_of(response)
    for words in ("In effect", "Ready to coach.", "I watched both sessions.", "HC2 Title of HC2"):
        assert words in text
    assert reverse("roleplay:observation", args=[observation.key]) in response.content.decode()


def test_a_sign_off_is_not_found_by_another_trainee_or_organisation(us, provider, as_user):
    row = signoff.sign_off(**us)
    others = [people.trainee(provider), people.assessor(people.provider()), people.manager(people.provider())]

    assert [as_user(person).get(page("sign_off", row)).status_code for person in others] == [404, 404, 404]


def test_a_sign_off_page_has_a_small_query_count(us, as_user, django_assert_max_num_queries):
    row, client = signoff.sign_off(**us), as_user(us["trainee"])

    with django_assert_max_num_queries(12):
        client.get(page("sign_off", row))


def test_the_confirmation_page_is_the_assessors(us, as_user):
    assert as_user(us["trainee"]).get(page("recorded", signoff.sign_off(**us))).status_code == 403


# Checking


DECISION = {"reason": "I read both observations.", "confirmed": "yes"}


def test_countersigning_in_two_steps(unqualified, colleague, as_user):
    row, client = signoff.sign_off(**unqualified), as_user(colleague)
    answers = {"outcome": "countersigned", "reason": "I read both observations."}

    check = client.post(page("countersign", row), answers)
    before = queries.status_of(row, AT.date())
    client.post(page("countersign", row), answers | {"confirmed": "yes"})

    assert "Check your answers" in words_of(check)
    assert before == Status.TO_COUNTERSIGN
    assert queries.status_of(row, AT.date()) == Status.EFFECTIVE


def test_returning_shows_the_reason_to_the_assessor(unqualified, colleague, as_user):
    row = signoff.sign_off(**unqualified)
    as_user(colleague).post(page("countersign", row), DECISION | {"outcome": "returned"})

    text = words_of(as_user(unqualified["assessor"]).get(reverse("signoff:to_sign_off")))

    assert "Look at these again" in text
    assert "Returned to the assessor" in text


def test_countersigning_is_forbidden_to_the_assessor_and_the_unqualified(unqualified, provider, as_user):
    row = signoff.sign_off(**unqualified)

    for person in (unqualified["assessor"], people.assessor(provider), people.member(Role.IQA, provider)):
        assert as_user(person).get(page("countersign", row)).status_code == 403


def test_releasing_in_two_steps(us, iqa, as_user):
    roleplay.policy(sampling=EVERYTHING)
    row, client = signoff.sign_off(**us), as_user(iqa)

    shown = client.get(page("release", row))
    client.post(page("release", row), DECISION | {"outcome": "released"})

    assert "It is the first sign-off of this assessor here" in words_of(shown)
    assert queries.status_of(row, AT.date()) == Status.EFFECTIVE


def test_releasing_is_forbidden_to_others(us, provider, as_user):
    roleplay.policy(sampling=EVERYTHING)
    row = signoff.sign_off(**us)

    for person in (us["assessor"], people.manager(provider), us["trainee"]):
        assert as_user(person).get(page("release", row)).status_code == 403


def test_the_queue_to_sample_is_for_quality_assurers(provider, as_user):
    assert as_user(people.manager(provider)).get(reverse("signoff:to_release")).status_code == 403


def test_the_queue_to_countersign_says_why_it_is_empty(provider, as_user):
    text = words_of(as_user(people.assessor(provider)).get(reverse("signoff:to_countersign")))

    assert "You cannot countersign yet" in text


# Ending


def test_replacing_leads_to_a_draft_and_shows_both(us, as_user):
    old, client = signoff.sign_off(**us), as_user(us["assessor"])

    client.post(page("supersede", old))
    draft = SignOffDraft.objects.get()
    signoff.complete(draft, competencies=["HC1"])
    client.post(page("check", draft))

    new = SignOff.objects.get(supersedes=old)
    trainee = as_user(us["trainee"])
    assert f"Replaced by {new.reference}" in words_of(trainee.get(page("sign_off", old)))
    assert f"Replaces {old.reference}" in words_of(trainee.get(page("sign_off", new)))
    assert client.get(page("supersede", old)).status_code == 403


def test_withdrawing_in_two_steps(us, as_user):
    row, client = signoff.sign_off(**us), as_user(us["assessor"])

    client.post(page("withdraw", row), {"reason": "Recorded for the wrong person.", "confirmed": "yes"})

    assert "Withdrawn" in words_of(as_user(us["trainee"]).get(page("sign_off", row)))
    assert client.get(page("withdraw", row)).status_code == 403


def test_the_trainee_neither_replaces_nor_withdraws(us, as_user):
    row, client = signoff.sign_off(**us), as_user(us["trainee"])

    assert [client.get(page(name, row)).status_code for name in ("supersede", "withdraw")] == [403, 403]


# Assessors


def test_a_qualification_is_recorded_in_two_steps_and_ended(assessor, iqa, as_user):
    client = as_user(iqa)
    answers = {"code": "cava", "title": "CAVA, City & Guilds", "from_date": "2025-01-01", "to_date": ""}

    client.post(page("qualify", assessor), answers | {"confirmed": "yes"})
    row = AssessorQualification.objects.get()
    shown = words_of(client.get(page("assessor", assessor)))
    client.post(page("end_qualification", row), {"to_date": "2026-11-01"})

    assert "Qualified to assess today" in shown
    assert "Proof seen by Ines Quality" in shown
    assert queries.current_qualification(assessor, AT.date()) is None


def test_a_refused_qualification_keeps_what_was_typed(assessor, qualification, iqa, as_user):
    answers = {"code": "cava", "title": "CAVA again", "from_date": "2025-01-01", "to_date": "", "confirmed": "yes"}

    response = as_user(iqa).post(page("qualify", assessor), answers)

    assert response.status_code == 422
    assert "recorded already" in words_of(response)
    assert "CAVA again" in response.content.decode()


def test_assessors_of_another_organisation_are_not_found(assessor, qualification, as_user):
    client = as_user(people.manager(people.provider()))

    assert client.get(page("assessor", assessor)).status_code == 404
    assert client.get(page("end_qualification", qualification)).status_code == 404


def test_the_list_of_assessors_is_for_those_who_oversee_them(assessor, as_user):
    assert as_user(assessor).get(reverse("signoff:assessors")).status_code == 403


@pytest.mark.parametrize("name", ["sign_offs", "to_sign_off", "to_countersign", "to_release", "assessors"])
def test_pages_ask_visitors_to_sign_in(client, name):
    response = client.get(reverse(f"signoff:{name}"))

    assert reverse("account_login") in response.url
