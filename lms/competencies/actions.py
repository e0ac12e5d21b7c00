"""Loading a framework. Wording that is already there is compared, never overwritten."""

import datetime

from django.db import transaction

from lms.competencies.models import Competency, CompetencyVersion, Framework
from lms.core.errors import Refused


class WordingChanged(Refused):
    """A version was loaded before with other words: give the new wording a new number."""


@transaction.atomic
def load_framework(*, framework: dict, effective_from_date: datetime.date) -> Framework:
    """Create or complete a framework from its fixture (key, version, title, sources, note, competencies).

    Raises WordingChanged when a loaded version's words differ from the fixture's.
    """
    row, _ = Framework.objects.update_or_create(
        code=framework["key"],
        defaults={
            "title": framework["title"],
            "sources": framework["sources"],
            "note": framework.get("note") or "",
        },
    )
    for order, item in enumerate(framework["competencies"], start=1):
        competency, _ = Competency.objects.get_or_create(framework=row, code=item["code"], defaults={"order": order})
        version, created = CompetencyVersion.objects.get_or_create(
            competency=competency,
            number=framework["version"],
            defaults={
                "title": item["title"],
                "description": item["description"],
                "statements": item["statements"],
                "effective_from_date": effective_from_date,
            },
        )
        words = (item["title"], item["description"], item["statements"])
        if not created and words != (version.title, version.description, version.statements):
            raise WordingChanged(f"{item['code']} version {version.number} was loaded with other words")
    return row
