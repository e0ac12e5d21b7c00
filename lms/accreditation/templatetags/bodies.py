"""Filters for what professional bodies ask: what is to come, what an entry counts for."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.accreditation.rules.projection import Ahead
from lms.accreditation.rules.verdicts import Counts, Verdict
from lms.core.templatetags.words import day, duration

register = template.Library()

TONES = {Counts.FULL: "met", Counts.PART: "progress", Counts.NOT: "plain"}
# How sure we are of a standard, as its file says it.
STATUSES = {
    "confirmed": (gettext_lazy("Confirmed with the body"), "met"),
    "derived": (gettext_lazy("Worked out from what the body publishes"), "progress"),
    "check_with_body": (gettext_lazy("Check with the body"), "due"),
}


@register.filter
def ahead_words(ahead: Ahead) -> str:
    """ "At your pace of 1 h 30 min a week you reach it on 3 March 2027.", "1 h before 31 March 2027 keeps it met." """
    if ahead.shortfall:
        words = _("%(missing)s of supervision by %(day)s keeps it met.")
        return words % {"missing": duration(ahead.shortfall.missing), "day": day(ahead.shortfall.last_day)}
    if ahead.forecast.reached_on is None:
        return _("Nothing that counts was added in the last three months, so no day can be named.")
    words = _("At your pace of the last three months, %(pace)s a week, you reach it on %(day)s.")
    return words % {"pace": duration(ahead.forecast.minutes_a_week), "day": day(ahead.forecast.reached_on)}


@register.filter
def counts_words(verdict: Verdict) -> str:
    if verdict.counts is Counts.PART:
        return _("Counts in part: %(minutes)s") % {"minutes": duration(verdict.minutes)}
    return {Counts.FULL: _("Counts"), Counts.NOT: _("Does not count")}[verdict.counts]


@register.filter
def counts_tone(verdict: Verdict) -> str:
    return TONES[verdict.counts]


@register.filter
def sureness(status: str) -> str:
    return STATUSES.get(status, (status, "plain"))[0]


@register.filter
def sureness_tone(status: str) -> str:
    return STATUSES.get(status, (status, "plain"))[1]
