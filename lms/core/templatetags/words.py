"""Filters that write values as people say them."""

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lms.core import ids

register = template.Library()


@register.filter
def duration(minutes) -> str:
    """90 → "1 h 30 min"; 45 → "45 min"; nothing → an en dash."""
    if minutes is None or minutes == "":
        return "–"
    hours, rest = divmod(int(minutes), 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}


@register.filter
def day(value) -> str:
    """22 November 2026, for a date or a moment (in the institution's zone)."""
    if not value:
        return "–"
    if hasattr(value, "hour"):
        value = timezone.localtime(value)
    return date_format(value, "j F Y")


@register.filter
def moment(value) -> str:
    """22 November 2026, 2:30pm."""
    if not value:
        return "–"
    local = timezone.localtime(value)
    # Django's "a" writes a.m. and p.m. with full stops, which read like ends of sentences.
    return f"{date_format(local, 'j F Y, g:i')}{'am' if local.hour < 12 else 'pm'}"


@register.filter
def reference(key, letter: str) -> str:
    """`ids.reference`, for a template: {{ award.key|reference:"A" }}."""
    return ids.reference(letter, key)
