"""What a form says about a field that was left empty: which one it is and what to do, not “This field is required”."""

from django import forms
from django.utils.translation import gettext as _

CHOICES = (forms.ChoiceField, forms.ModelChoiceField)


def name_the_fields(form: forms.BaseForm) -> None:
    """Give every field of a form its own words, unless it has some already."""
    for name, field in form.fields.items():
        if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
            field.error_messages["required"] = _words(form[name].label, field)


def _words(label: str, field: forms.Field) -> str:
    if isinstance(field, forms.BooleanField):
        return _("Tick “%(label)s” to go on") % {"label": label}
    if isinstance(field, CHOICES):
        return _("Choose an answer: %(label)s") % {"label": label}
    return _("Fill this in: %(label)s") % {"label": label}
