import pytest
from django.urls import reverse

from assessments.roleplay import actions as roleplay_actions
from assessments.signoff import actions
from assessments.signoff.models import SignOff, SignOffDraft
from lms.people.enums import Role
from tests.factories import people, practice, roleplay, signoff
from tests.reading import words_of

pytestmark = pytest.mark.django_db
AT = signoff.AT


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
