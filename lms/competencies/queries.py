"""Reading competencies as they were worded on a day."""

import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from lms.competencies.models import CompetencyVersion


def wording_on(framework: str, on: datetime.date) -> QuerySet[CompetencyVersion]:
    """The wording in force on a day of each competency, in the framework's order: a later version ends the earlier."""
    begun = CompetencyVersion.objects.filter(competency=OuterRef("competency"), effective_from_date__lte=on)
    return (
        CompetencyVersion.objects.filter(
            Q(effective_to_date=None) | Q(effective_to_date__gte=on),
            competency__framework__code=framework,
            pk=Subquery(begun.order_by("-number").values("pk")[:1]),
        )
        .select_related("competency")
        .order_by("competency__order", "number")
    )
