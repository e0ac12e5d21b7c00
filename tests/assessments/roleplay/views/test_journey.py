import datetime

import pytest
from django.urls import reverse

from assessments.roleplay import actions
from assessments.roleplay.enums import ExposureKind
from assessments.roleplay.models import Observation, ObservationDraft
from lms.core import clock
from lms.people.actions import declare_interest
from lms.people.enums import InterestKind, Role
from tests.factories import people, roleplay
from tests.reading import words_of

pytestmark = pytest.mark.django_db
AT = roleplay.AT


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed(AT):
        yield


def page(name, record):
    return reverse(f"roleplay:{name}", args=[record.key])


def start_answers(scenario, **changes):
    return {
        "setting": "role_play",
        "scenario_version": scenario.pk,
        "context": "targeted",
        "observed_at": "2026-11-20T09:00",
        "identity_check": "photo_id",
        "identity_note": "",
    } | changes


def criteria_answers(*points, note="“What matters to you?” at 4 min", **more):
    codes = ("scope_and_safety", "listening", "action_plan")
    levels = {f"level-{code}": str(n) for code, n in zip(codes, points, strict=True)}
    return levels | {f"note-{code}": note for code in codes} | more


# Starting


def test_to_assess_lists_drafts_with_progress_and_trainees(us, as_user):
    roleplay.complete_draft(**us)

    text = words_of(as_user(us["observer"]).get(reverse("roleplay:to_assess")))

    assert "3 of 3 criteria" in text
    assert "Tomasz Nowak Observed Not yet" in text


@pytest.mark.parametrize("items", [1, 3])
def test_to_assess_has_a_constant_query_count(us, provider, as_user, items, django_assert_num_queries):
    for number in range(items):
        trainee = us["trainee"] if number == 0 else people.trainee(provider)
        roleplay.observation(**us | {"trainee": trainee})
        roleplay.draft(**us | {"trainee": trainee})
    client = as_user(us["observer"])

    with django_assert_num_queries(6):
        client.get(reverse("roleplay:to_assess"))


def test_to_assess_filters_those_not_observed_yet(us, provider, as_user):
    roleplay.observation(**us)
    fresh = people.trainee(provider, name="Bea Fresh")

    response = as_user(us["observer"]).get(reverse("roleplay:to_assess"), {"state": "never"})

    assert list(response.context["object_list"]) == [fresh]


def test_to_assess_filters_those_without_a_pass(us, provider, as_user):
    roleplay.observation(**us)
    failed = people.trainee(provider)
    roleplay.observation(**us | {"trainee": failed}, points=(0, 3, 3))

    response = as_user(us["observer"]).get(reverse("roleplay:to_assess"), {"state": "none_passed"})

    assert list(response.context["object_list"]) == [failed]


@pytest.mark.parametrize("role", [Role.TRAINEE, Role.MANAGER, Role.IQA])
def test_to_assess_is_for_trainers_and_assessors(provider, as_user, role):
    assert as_user(people.member(role, provider)).get(reverse("roleplay:to_assess")).status_code == 403


def test_start_warns_of_scenarios_the_trainee_has_seen(us, as_user):
    roleplay.policy()
    scenario = roleplay.scenario(title="Derek walks")
    actions.record_exposure(
        person=us["trainee"], scenario_version=scenario, kind=ExposureKind.OPENED, at=AT - datetime.timedelta(days=4)
    )

    text = words_of(as_user(us["observer"]).get(page("start", us["trainee"])))

    assert "Derek walks: Opened the card, 16 November 2026" in text
    assert "Derek walks (seen before)" in text


def test_start_makes_a_draft_and_goes_to_the_judgement(us, as_user):
    roleplay.policy()
    scenario = roleplay.scenario()

    response = as_user(us["observer"]).post(page("start", us["trainee"]), start_answers(scenario))

    draft = ObservationDraft.objects.get()
    assert response.url == page("judgement", draft)
    assert (draft.organisation, draft.observed_at) == (us["organisation"], AT - datetime.timedelta(hours=1))


def test_start_asks_for_the_provider_when_there_are_two(us, as_user):
    roleplay.policy()
    second = people.provider()
    for role, person in ((Role.TRAINEE, us["trainee"]), (Role.ASSESSOR, us["observer"])):
        people.actions.add_member(
            person=person, organisation=second, role=role, by=None, at=AT, from_date=people.LONG_AGO
        )
    client, answers = as_user(us["observer"]), start_answers(roleplay.scenario())

    missing = client.post(page("start", us["trainee"]), answers)
    client.post(page("start", us["trainee"]), answers | {"organisation": second.pk})

    assert missing.status_code == 422
    assert ObservationDraft.objects.get().organisation == second


def test_start_keeps_what_was_typed_when_it_is_refused(us, as_user):
    roleplay.policy()
    declare_interest(person=us["observer"], about=us["trainee"], kind=InterestKind.FAMILY, by=us["observer"], at=AT)
    answers = start_answers(roleplay.scenario(), identity_note="Her manager confirmed it")

    response = as_user(us["observer"]).post(page("start", us["trainee"]), answers)

    assert response.status_code == 422
    assert "An interest between you and Tomasz Nowak is declared." in words_of(response)
    assert "Her manager confirmed it" in response.content.decode()


def test_start_refuses_a_telephone_number_as_identity_note(us, as_user):
    roleplay.policy()
    answers = start_answers(roleplay.scenario(), identity_note="rang 020 7946 0958")

    response = as_user(us["observer"]).post(page("start", us["trainee"]), answers)

    assert response.status_code == 422
    assert "a telephone number" in words_of(response)


def test_start_of_another_organisations_trainee_is_not_found(us, as_user):
    roleplay.policy()

    assert as_user(us["observer"]).get(page("start", people.trainee(people.provider()))).status_code == 404


def test_start_asks_for_a_second_factor(us, client):
    roleplay.policy()
    client.force_login(us["observer"])

    response = client.get(page("start", us["trainee"]))

    assert response.status_code == 302
    assert reverse("mfa_index") in response.url


# Writing


@pytest.mark.parametrize("step", ["criteria", "feedback", "check"])
def test_a_later_step_leads_back_to_the_global_judgement(us, as_user, step):
    draft = roleplay.draft(**us)

    response = as_user(us["observer"]).get(page(step, draft))

    assert response.url == page("judgement", draft)


def test_the_judgement_page_shows_the_rubrics_words_and_no_points(us, as_user):
    draft = roleplay.draft(**us)

    text = words_of(as_user(us["observer"]).get(page("judgement", draft)))

    assert "What borderline means" in text
    assert "points" not in text


def test_the_judgement_page_stores_it_and_goes_on(us, as_user):
    draft = roleplay.draft(**us)

    response = as_user(us["observer"]).post(page("judgement", draft), {"judgement": "very_good"})

    draft.refresh_from_db()
    assert (draft.global_judgement, draft.global_judged_at) == ("very_good", AT)
    assert response.url == page("criteria", draft)


def test_the_judgement_page_refuses_a_change_after_scoring(us, as_user):
    draft = roleplay.complete_draft(**us)

    response = as_user(us["observer"]).post(page("judgement", draft), {"judgement": "fail"})

    assert response.status_code == 422
    assert "It stays as it was." in words_of(response)


def judged(us):
    draft = roleplay.draft(**us)
    return actions.judge_globally(draft=draft, judgement="pass", by=us["observer"], at=AT)


def test_the_criteria_page_shows_every_level_in_words(us, as_user):
    response = as_user(us["observer"]).get(page("criteria", judged(us)))

    assert words_of(response).count("What level 3 looks like") == 3
    assert "0 of 3 criteria saved" in words_of(response)


def test_the_criteria_page_keeps_part_of_it_for_later(us, as_user):
    draft, client = judged(us), as_user(us["observer"])
    answers = {"level-listening": "2", "note-listening": "She waited.", "later": "yes"}

    response = client.post(page("criteria", draft), answers)

    assert response.url == reverse("roleplay:to_assess")
    again = words_of(client.get(page("criteria", draft)))
    assert "1 of 3 criteria saved" in again
    assert "She waited." in again


def test_the_criteria_page_says_what_is_missing_and_keeps_what_was_typed(us, as_user):
    draft = judged(us)

    response = as_user(us["observer"]).post(
        page("criteria", draft), criteria_answers(3, 2, 2) | {"note-action_plan": "", "level-listening": ""}
    )

    text = words_of(response)
    assert response.status_code == 422
    assert "Level for Listening – Choose the level that fits best" in text
    assert "What you saw and heard for Action plan – Write what you saw or heard" in text
    assert "What matters to you?" in text


def test_the_criteria_page_refuses_an_nhs_number(us, as_user):
    response = as_user(us["observer"]).post(
        page("criteria", judged(us)), criteria_answers(3, 2, 2, note="Spoke of 943 476 5919")
    )

    assert response.status_code == 422
    assert "an NHS number" in words_of(response)


def test_the_check_page_shows_the_total_for_the_first_time(us, as_user):
    draft, client = judged(us), as_user(us["observer"])
    scored = client.post(page("criteria", draft), criteria_answers(3, 2, 2), follow=True)
    client.post(page("feedback", draft), {"strengths": "You waited.", "next_thing": "Ask for a number."})

    check = client.get(page("check", draft))

    assert "7 of 9 points" not in words_of(scored)
    assert "Passed 7 of 9 points, 77 %" in words_of(check).replace("✓ ", "")


def test_the_check_page_records_and_leads_to_the_reference(us, as_user):
    draft = roleplay.complete_draft(**us)

    response = as_user(us["observer"]).post(page("check", draft), follow=True)

    observation = Observation.objects.get()
    assert response.redirect_chain[-1][0] == page("recorded", observation)
    assert observation.reference in words_of(response)
    assert "A critical criterion was failed" not in words_of(response)


def test_a_failed_critical_criterion_fails_the_whole_and_offers_to_raise_a_concern(us, as_user):
    draft, client = roleplay.complete_draft(**us, points=(0, 3, 3)), as_user(us["observer"])

    check = client.get(page("check", draft))
    recorded = client.post(page("check", draft), follow=True)

    assert "This fails the whole observation" in words_of(check)
    observation = Observation.objects.get()
    address = f"{reverse('concerns:raise')}?about=roleplay.observation&amp;key={observation.key}"
    assert address in recorded.content.decode()
    assert "A critical criterion was failed" in words_of(recorded)


def test_recording_twice_records_once(us, as_user):
    draft, client = roleplay.complete_draft(**us), as_user(us["observer"])
    form_key = {"idempotency_key": "5f0c3c5e-58a8-4bd9-8c86-3ad4a95e9a01"}

    first = client.post(page("check", draft), form_key)
    second = client.post(page("check", draft), form_key)

    assert first.url == second.url
    assert Observation.objects.count() == 1


def test_a_draft_is_discarded_after_asking(us, as_user):
    draft, client = roleplay.complete_draft(**us), as_user(us["observer"])

    asked = client.get(page("discard", draft))
    client.post(page("discard", draft))

    assert "has not seen it" in words_of(asked)
    assert not ObservationDraft.objects.exists()


@pytest.mark.parametrize("step", ["judgement", "criteria", "feedback", "check", "discard"])
def test_a_draft_is_not_found_by_anybody_else(us, provider, as_user, step):
    draft = roleplay.complete_draft(**us)
    others = [us["trainee"], people.assessor(provider), people.manager(provider)]

    assert [as_user(person).get(page(step, draft)).status_code for person in others] == [404, 404, 404]
