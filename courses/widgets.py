"""What the editor's forms need beyond Wagtail's own."""

from django import forms

from lms.competencies import queries as competencies
from lms.core import clock


class CompetencyChoices(forms.CheckboxSelectMultiple):
    """One box for each competency, with its code and today's title."""

    def optgroups(self, name, value, attrs=None):
        self.titles = {
            row.competency_id: row.title for row in competencies.wording_on("health-coaching", clock.today())
        }
        return super().optgroups(name, value, attrs)

    def create_option(self, name, value, label, *args, **kwargs):
        competency = value.instance
        words = f"{competency.code} {self.titles.get(competency.pk, '')}".strip()
        return super().create_option(name, value, words, *args, **kwargs)
