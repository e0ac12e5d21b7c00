"""The demo's texts fit the fixtures that they answer, differ from person to person and hold no client's details."""

from itertools import pairwise

import pytest
import yaml

from lms.core.client_safety import findings
from lms.enrolment.enums import FollowUpKind
from lms.web.demo import cast, observed, practice, words
from lms.web.management.commands.load_content import FIXTURES


def texts(value):
    """Every text in nested lists and mappings."""
    if isinstance(value, str):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(item)


@pytest.mark.parametrize("name", ["checklists", "logbooks", "observations", "reflections"])
def test_no_text_holds_a_clients_details(name):
    assert [text for text in texts(words.read(name)) if findings(text)] == []


def test_there_are_notes_for_every_criterion_and_level_above_none():
    rubric = yaml.safe_load((FIXTURES / "assessments/rubrics/role-play.yaml").read_text())
    levels = {item["key"]: {level["points"] for level in item["levels"]} for item in rubric["criteria"]}

    notes = words.read("observations")

    assert set(notes) == set(levels)
    assert all(levels[code] - {0} <= set(notes[code]) <= levels[code] for code in levels)


def test_no_two_trainees_in_the_same_scene_draw_the_same_secure_note():
    secure = {len(levels[2]) for levels in words.read("observations").values() if 2 in levels}

    assert secure == {len(observed.SESSIONS)}


def test_what_stood_out_is_a_criterion():
    known = set(words.read("observations"))

    for sessions in observed.SESSIONS.values():
        for session in sessions.values():
            assert {*session.strong, *session.weak} <= known


def test_no_feedback_and_no_reflection_is_used_twice():
    sessions = [session for scenes in observed.SESSIONS.values() for session in scenes.values() if session.strengths]
    said = sorted(
        [*texts(words.read("reflections")), *(text for it in sessions for text in (it.strengths, it.next_thing))]
    )

    assert [first for first, second in pairwise(said) if first == second] == []


def test_nothing_in_a_logbook_is_written_twice():
    written = [
        text
        for logbook in words.read("logbooks").values()
        for text in (*texts(logbook.get("notes", [])), *texts(logbook.get("supervision", [])), *follow_up_of(logbook))
        if text
    ]

    assert sorted(written) == sorted(set(written))


def follow_up_of(logbook):
    return logbook["follow_up"]["title"], logbook["follow_up"]["words"]


def test_each_coach_has_notes_on_as_many_sessions_with_every_client():
    lengths = {
        login: [len(notes) for notes in logbook["notes"]]
        for login, logbook in words.read("logbooks").items()
        if "notes" in logbook
    }

    complete = [7] * practice.CLIENTS
    assert lengths == {
        "trainee-awarded": complete,
        "trainee-suspended": complete,
        "trainee-revoked": complete,
        "trainee": [4] * practice.CLIENTS,
        "trainee-ready": complete,
        "trainee-signed": complete,
    }


def test_a_follow_up_is_of_a_known_kind():
    kinds = {logbook["follow_up"]["kind"] for logbook in words.read("logbooks").values()}

    assert kinds <= set(FollowUpKind)


def test_reflections_are_60_to_120_words():
    for login, written in words.read("reflections").items():
        assert login == "draft" or all(60 <= len(text.split()) <= 120 for text in written), login


def test_answers_are_to_questions_and_what_is_partly_met_names_an_action():
    loaded = yaml.safe_load((FIXTURES / "quality/checklists.yaml").read_text())["checklists"]
    asked = {checklist["key"]: {item["key"] for item in checklist["items"]} for checklist in loaded}

    for checklists in words.read("checklists").values():
        for code, answers in checklists.items():
            assert set(answers) <= asked[code]
            assert all("Action: " in answer["evidence"] for answer in answers.values() if answer["state"] == "partly")


def test_the_main_provider_has_answered_nearly_everything():
    loaded = yaml.safe_load((FIXTURES / "quality/checklists.yaml").read_text())["checklists"]

    answers = words.read("checklists")[cast.ACADEMY]

    assert {item["key"]: len(item["items"]) - len(answers[item["key"]]) for item in loaded} == {
        "service-local-infrastructure": 0,
        "recognising-a-quality-service": 0,
        "skills-training-implementation": 1,
        "recognising-a-training-provider": 0,
    }
