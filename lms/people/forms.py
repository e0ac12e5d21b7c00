"""Forms about people. They validate; the actions decide."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lms.core.client_safety import SafeTextField
from lms.core.form_fields import DateField
from lms.core.names import PersonNameField
from lms.people import queries
from lms.people.enums import InterestKind, ResponsibilityKind, Role
from lms.people.models import Organisation, User


class PersonChoice(forms.ModelChoiceField):
    """A person by name. Two of the same name are told apart by their address."""

    def label_from_instance(self, obj):
        return f"{obj.name} ({obj.email})"


class OrganisationField(forms.ModelChoiceField):
    """One of the organisations that somebody manages; chosen beforehand where there is only one."""

    def __init__(self, **kwargs):
        super().__init__(queryset=Organisation.objects.none(), label=_("Organisation"), empty_label=None, **kwargs)


class InvitationForm(forms.Form):
    """Whom to invite to which role."""

    name = PersonNameField(label=_("Name"), help_text=_("As you would greet them in an e-mail."))
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("The invitation can be used only by the person who reads this mailbox.")
    )
    organisation = OrganisationField()
    role = forms.ChoiceField(
        label=_("Role"), help_text=_("One role an invitation. A person can hold several: invite them again.")
    )

    def __init__(self, *args, manager: User, **kwargs):
        super().__init__(*args, **kwargs)
        managed = queries.organisations_managed_by(manager)
        self.fields["organisation"].queryset = managed
        possible = {role for place in managed for role in queries.roles_to_give(manager, place)}
        self.fields["role"].choices = [(role, role.label) for role in Role if role in possible]


class EndForm(forms.Form):
    """The last day of a membership or responsibility."""

    to_date = DateField(label=_("Last day"), help_text=_("That day is included."))


class ResponsibilityForm(forms.Form):
    """Who looks after a person, and how."""

    kind = forms.ChoiceField(label=_("Responsibility"), choices=ResponsibilityKind.choices)
    holder = PersonChoice(queryset=User.objects.none(), label=_("Who takes it"), empty_label=_("Choose a person"))
    organisation = OrganisationField()
    from_date = DateField(label=_("First day"))

    def __init__(self, *args, holders: QuerySet[User], organisations: QuerySet[Organisation], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["holder"].queryset = holders
        self.fields["organisation"].queryset = organisations


class InterestForm(forms.Form):
    """A tie to another person that could make an assessment unfair, or look so."""

    about = PersonChoice(
        queryset=User.objects.none(), label=_("To whom do you have a tie?"), empty_label=_("Choose a person")
    )
    kind = forms.ChoiceField(label=_("What tie is it?"), choices=InterestKind.choices, widget=forms.RadioSelect)
    note = SafeTextField(label=_("Anything that should be known about it"), required=False)

    def __init__(self, *args, people: QuerySet[User], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["about"].queryset = people


class DetailsForm(forms.ModelForm):
    """What a person says about themselves."""

    class Meta:
        model = User
        fields = ["name", "professional_registration"]
        field_classes = {"name": PersonNameField}
        labels = {"name": _("Name"), "professional_registration": _("Professional registration number")}
        help_texts = {
            "name": _("As it should stand on your certificate."),
            "professional_registration": _("For example an NMC or HCPC number. You can leave it empty."),
        }


def _managed(request) -> QuerySet[Organisation]:
    return queries.organisations_managed_by(request.user)


class PeopleFilter(django_filters.FilterSet):
    """What a manager narrows the list of people by."""

    name = django_filters.CharFilter(label=_("Name or e-mail"), method="with_name")
    role = django_filters.ChoiceFilter(
        label=_("Role"), choices=Role.choices, empty_label=_("Any role"), method="with_role"
    )
    organisation = django_filters.ModelChoiceFilter(
        label=_("Organisation"),
        queryset=_managed,
        to_field_name="slug",
        empty_label=_("Any organisation"),
        method="in_organisation",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if len(self._own()) < 2:
            del self.filters["organisation"]

    def with_name(self, people, _field, value):
        return people.filter(name__icontains=value) | people.filter(email__icontains=value)

    def with_role(self, people, _field, value):
        return people.filter(pk__in=queries.members(self._own(), value).values("pk"))

    def in_organisation(self, people, _field, value):
        return people.filter(pk__in=queries.members([value.pk], *Role.values).values("pk"))

    def _own(self) -> list[int]:
        return queries.organisations_where(self.request.user, *queries.MANAGING_ROLES)


class StaffFilter(django_filters.FilterSet):
    """What an employer narrows the list of staff by."""

    name = django_filters.CharFilter(label=_("Name"), field_name="name", lookup_expr="icontains")
