"""Forms of reflections."""

from datetime import date

import django_filters
from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from lms.competencies.models import Competency
from lms.core.client_safety import SafeTextField
from lms.people.models import User
from lms.portfolio import queries
from lms.portfolio.enums import ReflectionStatus
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

    def __init__(self, *args, author: User, on: date, asks_about=False, **kwargs):
        super().__init__(*args, author=author, **kwargs)
        self._offer_records(author) if asks_about else self.fields.pop("about")
        self.fields["abilities"].choices = [
            (version.competency.code, version.title) for version in queries.abilities_on(on)
        ]

    def _offer_records(self, author: User) -> None:
        self.records = queries.records_to_reflect_on(author)
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


class OwnFilter(django_filters.FilterSet):
    """By status."""

    status = django_filters.ChoiceFilter(label=_("Status"), choices=ReflectionStatus, empty_label=_("Any"))


class ReaderFilter(django_filters.FilterSet):
    """By author."""

    author = AuthorFilter(
        label=_("Author"), empty_label=_("Any"), queryset=lambda request: queries.authors_read_by(request.user)
    )
