"""Component tags: the pieces that more than one page uses. The gallery at /components/ shows each."""

import uuid

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()

# Status is never colour alone: words, an icon and a colour.
TONES = {
    "met": ("green", "✓"),
    "progress": ("blue", "◐"),
    "due": ("yellow", "!"),
    "lapsed": ("red", "✕"),
    "not_started": ("grey", "○"),
    "plain": ("grey", ""),
}


@register.simple_tag(takes_context=True)
def form_token(context):
    """The hidden fields of every posted form: Django's page token and the key that lets it be done only once."""
    request = context["request"]
    # A page shown again after an error keeps no key: its earlier one was released (audit.middleware).
    csrf = render_to_string("components/csrf.html", request=request)
    return format_html('{}<input type="hidden" name="idempotency_key" value="{}">', mark_safe(csrf), uuid.uuid4())  # noqa: S308 -- our own template


@register.inclusion_tag("components/status_tag.html")
def status_tag(words, tone="plain"):
    """A status in words, with its icon and colour."""
    colour, icon = TONES[tone]
    return {"words": words, "colour": colour, "icon": icon}


@register.inclusion_tag("components/progress_bar.html")
def progress_bar(done, whole, label):
    """How much of how much, as a bar and in words. `label` is the words; the bar says nothing more."""
    return {"done": done or 0, "whole": whole or 0, "label": label}


@register.inclusion_tag("components/empty_state.html")
def empty_state(title, words="", link="", link_words=""):
    """Why a list is empty and what to do."""
    return {"title": title, "words": words, "link": link, "link_words": link_words}


@register.inclusion_tag("components/list_controls.html", takes_context=True)
def list_controls(context, counted):
    """Filters, sort and count above a FilteredList. `counted`: its noun, as "%d entry" and "%d entries"."""
    names = ("filter", "sorts", "sort", "is_filtered", "request")
    return {name: context.get(name) for name in names} | {"count": counted % context["total"]}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context):
    """Previous and next page of a FilteredList, keeping its filters."""
    return {name: context.get(name) for name in ("page_obj", "paginator", "address")}


@register.inclusion_tag("components/error_summary.html")
def error_summary(form):
    """What went wrong, each error a link to its field. Nothing when there is nothing."""
    return {"form": form}


@register.inclusion_tag("components/next_step.html")
def next_step(words, link="", link_words=""):
    """The one sentence and one button of a desk."""
    return {"words": words, "link": link, "link_words": link_words}


@register.inclusion_tag("components/help.html")
def help_about(summary, words):
    """Help beside what is hard, folded away until wanted."""
    return {"summary": summary, "words": words}
