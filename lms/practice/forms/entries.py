"""The form of one session."""

from collections.abc import Iterator
from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from lms.competencies.enums import ServiceContext
from lms.core.client_safety import SafeLineField, SafeTextField
from lms.core.form_fields import DateTimeField, MinutesField
from lms.people.models import Organisation, User
from lms.practice import queries, rules
from lms.practice.actions import EntryDetails, NewClient
from lms.practice.enums import CoachRole, Consent, Mode, Payment, Relation, Setting
from lms.practice.models import PracticeEntry

NEW_CLIENT = "new"
# What a session usually resembles: the one before it. The moment and the note are its own.
ALIKE = (
    "minutes",
    "mode",
    "setting",
    "context",
    "role",
    "relation",
    "payment",
    "group_size",
    "coaching_share",
    "supervised_by",
    "verifier",
)


class PersonField(forms.ModelChoiceField):
    """A choice among people, shown by name alone."""

    def label_from_instance(self, person):
        return person.name


class EntryForm(forms.Form):
    """One session. What a coach fills in each time comes first; the rest repeats from the entry before."""

    template_name = "practice/entry_fields.html"

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Which provider is this for?"), empty_label=_("Choose")
    )
    started_at = DateTimeField(label=_("When did it start?"))
    which_start = forms.ChoiceField(
        label=_("Which of the two was it?"),
        choices=[(0, _("The first, in summer time")), (1, _("The second, an hour later, in winter time"))],
        required=False,
        widget=forms.RadioSelect,
    )
    minutes = MinutesField(label=_("How long was it?"))
    mode = forms.ChoiceField(label=_("How did you meet?"), choices=Mode, widget=forms.RadioSelect)
    client = forms.ChoiceField(
        label=_("Client key"),
        required=False,
        help_text=_("A key such as C-01 stands for the person. Only you know who is behind it."),
    )
    new_client_consent = forms.ChoiceField(
        label=_("New client: do they agree that you count their sessions?"),
        help_text=_("Only for a new key. Their name is never asked for and never kept here."),
        choices=[("", _("Choose")), *Consent.choices],
        required=False,
    )
    note = SafeTextField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you practised. Leave out names and anything else that could tell who the client is."),
    )
    verifier = PersonField(
        User.objects.none(),
        label=_("Who will confirm it?"),
        required=False,
        empty_label=_("Choose later"),
        help_text=_("The person whom your provider has named. To be your supervisor is not enough."),
    )
    role = forms.ChoiceField(label=_("What was your part?"), choices=CoachRole)
    relation = forms.ChoiceField(label=_("Who was the other person to you?"), choices=Relation)
    context = forms.ChoiceField(label=_("What kind of service was it?"), choices=ServiceContext)
    setting = forms.ChoiceField(label=_("Where was it?"), choices=Setting)
    payment = forms.ChoiceField(label=_("How was it paid for?"), choices=Payment)
    group_size = forms.IntegerField(
        label=_("How many people were in the group?"),
        required=False,
        help_text=_("Leave this empty for one person. A group counts once, however many came."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
    )
    coaching_share = forms.IntegerField(
        label=_("How much of the time was coaching, in per cent?"),
        min_value=0,
        max_value=100,
        initial=100,
        help_text=_("The rest was giving information. 100 if it was all coaching."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
    )
    supervised_by = PersonField(
        User.objects.none(),
        label=_("Was a supervisor with you?"),
        required=False,
        empty_label=_("No"),
        help_text=_("Only if they were there in the session."),
    )
    FIRST = (
        "organisation",
        "started_at",
        "which_start",
        "minutes",
        "mode",
        "client",
        "new_client_consent",
        "note",
        "verifier",
    )

    def __init__(self, *args, coach: User, at: datetime, organisation: Organisation | None = None, **kwargs):
        self.is_sent = kwargs.pop("is_sent", False)
        super().__init__(*args, **kwargs)
        self.at, self.coach = at, coach
        self.organisation = organisation or self._only_provider()
        if self.organisation:
            del self.fields["organisation"]
        self._ask_which_start()
        self._offer_clients()
        self._offer_people()

    def _only_provider(self) -> Organisation | None:
        providers = self.fields["organisation"].queryset = queries.providers_of(self.coach)
        found = list(providers[:2])
        return found[0] if len(found) == 1 else None

    def _ask_which_start(self) -> None:
        """Only of a start that came twice, on the night when the clocks went back."""
        start = self.fields["started_at"]
        try:
            start.to_python(self.data.get(self.add_prefix("started_at")))
        except ValidationError as error:
            if error.code == "twice":
                which = self.data.get(self.add_prefix("which_start"))
                start.fold = int(which) if which in ("0", "1") else None
                return
        del self.fields["which_start"]

    def _offer_clients(self) -> None:
        self.clients = {str(client.key): client for client in queries.clients_of(self.coach)}
        new_key = _("New client: make the key %(code)s") % {"code": f"C-{len(self.clients) + 1:02d}"}
        self.fields["client"].choices = [
            ("", _("No key: a group, or nobody to count")),
            *((key, client.code) for key, client in self.clients.items()),
            (NEW_CLIENT, new_key),
        ]

    def _offer_people(self) -> None:
        on = localtime(self.at).date()
        organisation_id = self.organisation.pk if self.organisation else None
        verifiers = queries.verifiers_for(self.coach, on=on, organisation_id=organisation_id)
        self.fields["verifier"].queryset = verifiers
        named = list(verifiers[:2])
        self.has_verifier = bool(named)
        if len(named) == 1:
            self.fields["verifier"].initial = named[0]
        self.fields["supervised_by"].queryset = queries.supervisors_for(self.coach, on=on)

    def first_fields(self) -> Iterator[forms.BoundField]:
        """What changes from session to session."""
        return (self[name] for name in self.FIRST if name in self.fields)

    def other_fields(self) -> list[forms.BoundField]:
        """What usually stays as it was."""
        return [self[name] for name in self.fields if name not in self.FIRST]

    def shows_all(self) -> bool:
        """Folded fields open by themselves for a first entry and when one of them needs the person."""
        return not self.initial.get("setting") or any(field.errors for field in self.other_fields())

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("client") == NEW_CLIENT and not cleaned.get("new_client_consent"):
            self.add_error("new_client_consent", _("Say whether the new client agrees that you count their sessions"))
        if self.is_sent and "verifier" in cleaned and not cleaned["verifier"]:
            self.add_error("verifier", _("Choose who will confirm it, or save it without sending"))
        if cleaned.get("started_at") and cleaned.get("minutes") is not None and "group_size" in cleaned:
            for problem in self._problems(cleaned):
                self.add_error(problem.field, problem.words)
        return cleaned

    def _problems(self, cleaned) -> list[rules.Problem]:
        span, size = rules.Span(cleaned["started_at"], cleaned["minutes"]), cleaned["group_size"]
        return rules.session_problems(span, is_group=size is not None, group_size=size, at=self.at)

    def chosen_organisation(self) -> Organisation:
        return self.organisation or self.cleaned_data["organisation"]

    def details(self) -> EntryDetails:
        """What was typed, as the actions take it."""
        chosen = self.cleaned_data["client"]
        is_new = chosen == NEW_CLIENT
        client = NewClient(consent=self.cleaned_data["new_client_consent"]) if is_new else self.clients.get(chosen)
        return EntryDetails(
            client=client,
            started_at=self.cleaned_data["started_at"],
            note=self.cleaned_data["note"],
            **{name: self.cleaned_data[name] for name in ALIKE},
        )


def alike(entry: PracticeEntry) -> dict:
    """The first values of a form for a session like an earlier one."""
    values = {name: getattr(entry, name) for name in ALIKE}
    return values | {"client": str(entry.client.key) if entry.client else ""}


def as_written(entry: PracticeEntry) -> dict:
    """The first values of a form that changes or corrects an entry."""
    return alike(entry) | {"started_at": entry.started_at, "note": entry.note}


class TemplateForm(forms.Form):
    """The name under which a coach keeps an entry to start from."""

    name = SafeLineField(
        label=_("What do you call it?"),
        max_length=40,
        help_text=_("For example “Telephone follow-up” or “Tuesday group”. Not the name of a client."),
    )
