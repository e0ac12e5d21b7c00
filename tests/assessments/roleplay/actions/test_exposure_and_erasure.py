import datetime

import pytest

from assessments.roleplay import actions
from assessments.roleplay.enums import ExposureKind
from assessments.roleplay.models import ObservationDraft, ScenarioExposure
from lms.audit.actions import erase_person
from lms.audit.models import AuditEvent
from tests.factories import roleplay

pytestmark = pytest.mark.django_db
AT = roleplay.AT
LATER = AT + datetime.timedelta(hours=2)


def test_record_exposure_keeps_the_first_time_only(us):
    scenario = roleplay.scenario()

    for at in (AT, LATER):
        actions.record_exposure(person=us["trainee"], scenario_version=scenario, kind=ExposureKind.OPENED, at=at)

    assert [row.happened_at for row in ScenarioExposure.objects.all()] == [AT]
    assert AuditEvent.objects.filter(kind="roleplay.scenario_opened").count() == 1


def test_erasing_the_trainee_empties_words_and_keeps_the_result(us):
    observation = roleplay.observation(**us)
    roleplay.draft(**us)
    actions.acknowledge_observation(observation=observation, comment="Thanks", by=us["trainee"], at=LATER)

    erase_person(person=us["trainee"], by=us["observer"], at=LATER)

    observation.refresh_from_db()
    observation.acknowledgement.refresh_from_db()
    assert (observation.feedback_strengths, observation.feedback_next) == ("", "")
    assert {row.note for row in observation.scores.all()} == {""}
    assert observation.acknowledgement.comment == ""
    assert observation.percent == 77
    assert not ObservationDraft.objects.exists()


def test_erasing_the_observer_keeps_what_they_wrote_about_the_trainee(us):
    observation = roleplay.observation(**us)
    draft = roleplay.complete_draft(**us)

    erase_person(person=us["observer"], by=us["trainee"], at=LATER)

    observation.refresh_from_db()
    assert observation.feedback_strengths == "You waited."
    assert not ObservationDraft.objects.filter(pk=draft.pk).exists()
