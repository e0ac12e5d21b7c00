"""Who has met which scenario."""

from datetime import datetime

from django.db import transaction

from assessments.roleplay.models import ScenarioExposure, ScenarioVersion
from lms.audit import actions as audit
from lms.people.models import User


@transaction.atomic
def record_exposure(*, person: User, scenario_version: ScenarioVersion, kind: str, at: datetime) -> ScenarioExposure:
    """Note that a trainee opened or practised a scenario. Only the first time of each is kept."""
    exposure, created = ScenarioExposure.objects.get_or_create(
        person=person, scenario_version=scenario_version, kind=kind, defaults={"happened_at": at}
    )
    if created:
        audit.record(f"roleplay.scenario_{kind}", by=person, at=at, target=exposure, subject=person)
    return exposure
