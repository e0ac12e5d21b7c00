"""Filters that write the frozen facts of a credential as people say them."""

from django import template
from django.utils.dateparse import parse_date

from lms.core.templatetags.words import day
from lms.credentials import certificates
from lms.quality.enums import ApprovalKind

register = template.Library()

register.filter("contexts_words", certificates.contexts_words)
register.filter("programme_words", certificates.programme_words)


@register.filter
def iso_day(written: str | None) -> str:
    """ "2026-11-22" → 22 November 2026."""
    return day(parse_date(written)) if written else day(None)


@register.filter
def kind_words(kind: str) -> str:
    return ApprovalKind(kind).label
