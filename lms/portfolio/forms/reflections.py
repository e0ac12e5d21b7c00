"""Forms of reflections."""

from datetime import date

import django_filters
from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from lms.competencies.models import Competency
from lms.core import clock
from lms.core.client_safety import SafeTextField
from lms.people.models import User
from lms.portfolio import queries
from lms.portfolio.enums import ReflectionKind, ReflectionStatus
from lms.portfolio.forms.for_provider import ForProvider


class ReflectionForm(ForProvider):
    """A reflection's words and the abilities that it shows."""

    about = forms.ChoiceField(label=_("Is it about one of these?"), required=False)
    text = SafeTextField(
        label=_("Your reflection"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "What happened, what you noticed in yourself, what you make of it, what you will do. "
            "Leave out names and anything else that could tell who a client or a colleague is."
        ),
    )
    abilities = forms.MultipleChoiceField(
        label=_("Which abilities does it show?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, author: User, on: date, asks_about: dict | None = None, **kwargs):
        super().__init__(*args, author=author, **kwargs)
        self.fields.pop("about") if asks_about is None else self._offer_records(author, asks_about)
        self.fields["abilities"].choices = [
            (version.competency.code, version.title) for version in queries.abilities_on(on)
        ]

    def _offer_records(self, author: User, asks_about: dict) -> None:
        self.records = queries.records_to_reflect_on(author, **asks_about)
        named = [(code, words) for code, (words, _record) in self.records.items()]
        self.fields["about"].choices = [("", _("No, or something else")), *named]

    def chosen_record(self) -> Model | None:
        chosen = self.cleaned_data["about"]
        return self.records[chosen][1] if chosen else None

    def chosen_competencies(self) -> list[Competency]:
        return list(
            Competency.objects.filter(framework__code=queries.FRAMEWORK, code__in=self.cleaned_data["abilities"])
        )


class AuthorField(django_filters.fields.ModelChoiceField):
    def label_from_instance(self, author):
        return author.name


class AuthorFilter(django_filters.ModelChoiceFilter):
    field_class = AuthorField


def _abilities():
    return [(version.competency.code, version.title) for version in queries.abilities_on(clock.today())]


class ReflectionFilter(django_filters.FilterSet):
    """By what gave rise to a reflection and by the abilities that it shows."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=ReflectionKind, empty_label=_("Any"), method="of_kind")
    ability = django_filters.ChoiceFilter(
        label=_("Ability"), choices=_abilities, empty_label=_("Any"), method="showing"
    )

    def of_kind(self, rows, _name, kind):
        if kind == ReflectionKind.LESSON:
            return rows.exclude(prompt_key="")
        if kind == ReflectionKind.OTHER:
            return rows.filter(prompt_key="", about_label="")
        return rows.filter(about_label=kind)

    def showing(self, rows, _name, code):
        return rows.filter(competencies__framework__code=queries.FRAMEWORK, competencies__code=code)


class OwnFilter(ReflectionFilter):
    """By status as well."""

    status = django_filters.ChoiceFilter(label=_("Status"), choices=ReflectionStatus, empty_label=_("Any"))


class ReaderFilter(ReflectionFilter):
    """By author as well."""

    author = AuthorFilter(
        label=_("Author"), empty_label=_("Any"), queryset=lambda request: queries.authors_read_by(request.user)
    )
