"""Which provider something in a portfolio is for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.people.models import Organisation, User
from lms.portfolio import queries


class ForProvider(forms.Form):
    """Asks only somebody who is a trainee of several providers."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Which provider is this for?"), empty_label=_("Choose")
    )

    def __init__(self, *args, author: User, organisation: Organisation | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation = organisation or self._only_provider(author)
        if self.organisation:
            del self.fields["organisation"]

    def _only_provider(self, author: User) -> Organisation | None:
        providers = self.fields["organisation"].queryset = queries.providers_of(author)
        found = list(providers[:2])
        return found[0] if len(found) == 1 else None

    def chosen_organisation(self) -> Organisation:
        return self.organisation or self.cleaned_data["organisation"]
