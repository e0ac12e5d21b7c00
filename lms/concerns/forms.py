"""Forms for raising, following and handling a concern.

Plain text fields, not SafeTextField: who reports harm must be able to say to whom, and the page says so.
"""

import django_filters
from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lms.concerns import rules
from lms.concerns.actions import Report
from lms.concerns.enums import ConcernKind, SourceChoice, Status
from lms.concerns.models import Concern
from lms.concerns.queries import Place, Target
from lms.core.form_fields import Described
from lms.core.names import PersonNameField

LONGEST = 20_000

KINDS = [
    (
        ConcernKind.SAFEGUARDING,
        Described(_("Safeguarding"), _("An adult or child may be harmed, neglected or abused, by anybody.")),
    ),
    (
        ConcernKind.UNSAFE_PRACTICE,
        Described(_("Unsafe practice"), _("Somebody coaches outside their scope, or in a way that may hurt people.")),
    ),
    (
        ConcernKind.MALPRACTICE,
        Described(_("Malpractice"), _("An assessment, a log or a record is false, copied or done for somebody else.")),
    ),
    (
        ConcernKind.SPEAKING_UP,
        Described(_("Speaking up"), _("Anything else that is wrong where you train or work, and nobody listens.")),
    ),
]
CHOICES = [
    (
        SourceChoice.CONFIDENTIAL,
        Described(
            SourceChoice.CONFIDENTIAL.label,
            _("Your name is on no list. The person it is about is never told who you are."),
        ),
    ),
    (
        SourceChoice.OPEN,
        Described(SourceChoice.OPEN.label, _("The person it is about still cannot see that there is a concern.")),
    ),
    (
        SourceChoice.ANONYMOUS,
        Described(
            SourceChoice.ANONYMOUS.label, _("We keep nothing that says who you are, even when you are signed in.")
        ),
    ),
]


def _longer_text(**kwargs) -> forms.CharField:
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 8}), max_length=LONGEST, **kwargs)


class ConcernReport(forms.Form):
    """What happened, who it concerns, who should look at it, and how much to say about oneself."""

    # Written by {% form_token %}. The concern keeps its hash, so that a form sent twice is one concern.
    idempotency_key = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={
            "required": _("This page was not complete. Send it again: nothing was lost."),
            "invalid": _("This page was not complete. Send it again: nothing was lost."),
        },
    )
    kind = forms.ChoiceField(label=_("What kind of concern is it?"), choices=KINDS, widget=forms.RadioSelect)
    words = _longer_text(
        label=_("What happened?"),
        help_text=_(
            "What you saw or heard, when and where, in your own words. You may write names here. "
            "You need no proof and you need not be sure."
        ),
    )
    is_urgent = forms.BooleanField(
        label=_("Somebody may come to harm soon"),
        required=False,
        help_text=_("If it is happening now, ring 999 first. We may not read this today."),
    )
    person_words = forms.CharField(
        label=_("Who is it about?"),
        required=False,
        max_length=200,
        help_text=_("A name, if you know it. That person will not be able to see this, whatever their role."),
    )
    organisation = forms.ChoiceField(
        label=_("Which organisation should look at it?"),
        required=False,
        help_text=_("Its safeguarding lead reads what you send. If you do not know, we choose somebody."),
    )
    is_about_lead = forms.BooleanField(
        label=_("The people named there must not see it"),
        required=False,
        help_text=_(
            "Tick this if it is about them or somebody close to them. It then goes to another organisation's lead."
        ),
    )
    choice = forms.ChoiceField(
        label=_("Who may know that it came from you?"), choices=CHOICES, widget=forms.RadioSelect
    )
    name = PersonNameField(label=_("Your name"), required=False)
    contact = forms.CharField(
        label=_("How can we reach you?"),
        required=False,
        max_length=200,
        help_text=_(
            "A telephone number or an e-mail address that is safe for you. "
            "Without it you can still read our answer with a code that we give you."
        ),
    )

    def __init__(self, *args, places: list[Place], target: Target | None, is_signed_in: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.target, self.is_signed_in = target, is_signed_in
        self.places = {str(place.organisation.key): place.organisation for place in places}
        self.fields["organisation"].choices = [("", _("I do not know")), *map(_place_choice, places)]
        if is_signed_in:
            del self.fields["name"]

    def clean(self):
        data = super().clean()
        gives_name = data.get("choice") in (SourceChoice.OPEN, SourceChoice.CONFIDENTIAL)
        if gives_name and not self.is_signed_in and not data.get("name"):
            self.add_error("name", _t("Write your name, or choose not to say who you are"))
        return data

    def report(self) -> Report:
        """What the person reports, once the form is valid."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "idempotency_key"}
        return Report(**{**given, "organisation": self.places.get(given["organisation"]), "target": self.target})


def _place_choice(place: Place) -> tuple[str, str]:
    leads = ", ".join(place.leads)
    words = _t("%(organisation)s (safeguarding lead: %(leads)s)") if leads else _t("%(organisation)s (no lead named)")
    return str(place.organisation.key), words % {"organisation": place.organisation.name, "leads": leads}


class FollowCodes(forms.Form):
    """The two codes a reporter was given."""

    reference = forms.CharField(
        label=_("Reference"), max_length=40, help_text=_("Eight letters and figures, such as 7K3M-9QXR.")
    )
    follow_code = forms.CharField(
        label=_("Follow code"),
        max_length=60,
        help_text=_("Sixteen letters and figures, such as 7K3M-9QXR-2HVD-W4TB. Only you have it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class MoreWords(FollowCodes):
    """What a reporter adds later. The codes ride along unseen: nothing of this is kept in a session."""

    words = _longer_text(label=_("Add something, or answer a question"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("reference", "follow_code"):
            self.fields[name].widget = forms.HiddenInput()


class LeadWords(forms.Form):
    """A lead's note or answer."""

    words = _longer_text(label=_("Your words"))


class StatusChange(forms.Form):
    """Where the concern stands now. Only what can follow its present status is offered."""

    status = forms.ChoiceField(label=_("What is it now?"), widget=forms.RadioSelect)
    words = _longer_text(
        label=_("Why, and what was done?"),
        help_text=_(
            "Kept with the concern and seen by those who work on it. The person who raised it sees only the status."
        ),
    )

    def __init__(self, *args, concern: Concern, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [(status, _status_label(status)) for status in rules.may_become(concern.status)]


def _status_label(status: Status) -> str:
    if status == Status.PASSED_ON:
        return Described(
            status.label, _("To the police, the council or another body outside. To pass it on inside, go back.")
        )
    return status.label


class PassingOn(forms.Form):
    """Another organisation whose leads should have the concern."""

    organisation = forms.ChoiceField(label=_("To whom?"), widget=forms.RadioSelect)
    words = _longer_text(label=_("Why do you pass it on?"))

    def __init__(self, *args, places: list[Place], **kwargs):
        super().__init__(*args, **kwargs)
        self.places = {str(place.organisation.key): place.organisation for place in places}
        self.fields["organisation"].choices = [_place_choice(place) for place in places]

    def clean_organisation(self):
        return self.places[self.cleaned_data["organisation"]]


class ConcernFilter(django_filters.FilterSet):
    """What a lead narrows the list by."""

    status = django_filters.ChoiceFilter(label=_("Status"), choices=Status.choices, empty_label=_("Any status"))
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=ConcernKind.choices, empty_label=_("Any kind"))
    is_urgent = django_filters.ChoiceFilter(
        label=_("Urgency"), choices=[("True", _("Harm may come soon"))], empty_label=_("Any urgency")
    )
    overdue = django_filters.ChoiceFilter(
        label=_("In time"), choices=[("yes", _("Overdue"))], empty_label=_("Overdue or not"), method="only_overdue"
    )

    def only_overdue(self, rows, _name, _value):
        return rows.exclude(overdue="")
