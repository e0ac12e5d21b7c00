"""What the component gallery shows: a form of every kind of field, and the values that each component is drawn with."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.core.form_fields import Confirmation, DateField, DateTimeField, Described, MinutesField

MODES = [("face", _("Face to face")), ("video", _("Video")), ("telephone", _("Telephone"))]
LEVELS = [
    ("0", Described(_("Not shown"), _("The coach gives advice before asking what the person knows or wants."))),
    ("1", Described(_("Partly shown"), _("The coach asks, but does not wait for or use the answer."))),
    ("2", Described(_("Shown"), _("The coach asks, tells in small pieces, and asks what the person makes of it."))),
]


class EveryField(forms.Form):
    """One field of each kind. Sent to nobody: the gallery shows it empty and, beside it, with an error in each."""

    text = forms.CharField(label=_("Name of the setting"), help_text=_("For example, Elm Tree Surgery"))
    email = forms.EmailField(label=_("E-mail address"))
    number = forms.IntegerField(label=_("Number of people in the group"), min_value=2, required=False)
    minutes = MinutesField(label=_("How long was it?"), help_text=_("For example, 45 min or 1 h 30 min"))
    date = DateField(label=_("Date of the session"))
    moment = DateTimeField(label=_("Date and time of the session"))
    choice = forms.ChoiceField(label=_("Mode"), choices=MODES)
    radios = forms.ChoiceField(label=_("How did you meet?"), choices=MODES, widget=forms.RadioSelect)
    levels = forms.ChoiceField(
        label=_("Ask–tell–ask"),
        choices=LEVELS,
        widget=forms.RadioSelect,
        help_text=_("Choose the level whose words come nearest to what you saw."),
    )
    several = forms.MultipleChoiceField(
        label=_("What did you use?"), choices=MODES, widget=forms.CheckboxSelectMultiple, help_text=_("Choose all.")
    )
    file = forms.FileField(label=_("Recording"), help_text=_("An MP4 file of at most 2 GB"))
    long_text = forms.CharField(
        label=_("What happened, and what did you notice?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("No names: write “the client”."),
    )
    tick = forms.BooleanField(label=_("Send me a copy"), required=False, help_text=_("To your own e-mail address"))
    confirmation = Confirmation(_("I was there and saw this"))
    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput)


def filled_wrongly() -> EveryField:
    """The form as it comes back when every field has an error."""
    form = EveryField({"text": "", "email": "nobody", "number": "1", "minutes": "a while"}, files={})
    form.add_error(None, _("This overlaps a session that you have already logged, on 22 November 2026."))
    return form


class Page:
    """Enough of a page of a list to draw the pager."""

    has_other_pages = has_previous = has_next = True
    previous_page_number = 1
    next_page_number = 3


class Pages:
    num_pages = 7
