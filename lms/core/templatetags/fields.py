"""Filters of components/field.html: which shape a field has, and its control with the design system's classes."""

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect, Select
from wagtailnhsukfrontend.forms.templatetags import nhsukfrontendforms_tags as nhsuk

register = template.Library()


@register.filter
def shape(field: BoundField) -> str:
    """How the field is laid out: "checkboxes", "radios", "checkbox" (one tick) or "plain"."""
    widget = field.field.widget
    if isinstance(widget, CheckboxSelectMultiple):  # first, because Django makes it a kind of RadioSelect
        return "checkboxes"
    if isinstance(widget, RadioSelect):
        return "radios"
    return "checkbox" if isinstance(widget, CheckboxInput) else "plain"


@register.filter
def first_control(field: BoundField) -> str:
    """The id of the field's first control, to which an error summary links."""
    first = next(iter(field), None) if shape(field) in ("radios", "checkboxes") else None
    return first.id_for_label if first else field.id_for_label or field.auto_id


@register.filter
def control(field: BoundField) -> str:
    """The widget with the design system's classes joined to its own (a width, for example).

    Never with a placeholder: repeated inside the field, a label looks like something typed already.
    """
    return field.as_widget(attrs={"class": " ".join(filter(None, _classes(field))), "placeholder": False})


def _classes(field: BoundField):
    widget = field.field.widget
    yield nhsuk.get_widget_html_class(widget)
    yield widget.attrs.get("class")
    if isinstance(widget, FileInput):
        yield "nhsuk-file-upload__input"
    if field.errors:
        yield nhsuk.get_widget_html_error_class(widget)
        if isinstance(widget, Select):
            yield "nhsuk-select--error"
