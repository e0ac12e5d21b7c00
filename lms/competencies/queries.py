"""Reading competencies as they were worded on a day."""

import datetime

from django.db.models import Q, QuerySet

from lms.competencies.models import CompetencyVersion


def wording_on(framework: str, on: datetime.date) -> QuerySet[CompetencyVersion]:
    """The versions in force on a day, in the framework's order."""
    return (
        CompetencyVersion.objects.filter(
            Q(effective_to_date=None) | Q(effective_to_date__gte=on),
            competency__framework__code=framework,
            effective_from_date__lte=on,
        )
        .select_related("competency")
        .order_by("competency__order", "number")
    )
