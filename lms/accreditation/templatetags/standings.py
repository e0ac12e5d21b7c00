"""Filters that write a measured requirement as people say it."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.accreditation.enums import AwardStatus, Force, StandardRoute
from lms.accreditation.rules.values import Fact, RequirementResult, Sentence, Standing, Unit
from lms.core.templatetags.words import day, duration

register = template.Library()

# Label of a record → name of its page. What is not here has no page of its own for the person it is about.
PAGES = {
    "practice.practiceentry": "practice:entry",
    "supervision.supervisionsession": "supervision:session",
    "portfolio.reflection": "portfolio:reflection",
    "roleplay.observation": "roleplay:observation",
    "signoff.signoff": "signoff:sign_off",
}
# Kind of requirement → where the person goes on, and the words of the link. What is not here is somebody else's to do.
STEPS = {
    "taught_minutes": ("enrolment:learn", gettext_lazy("See your half-days")),
    "modules_completed": ("enrolment:learn", gettext_lazy("Go on reading")),
    "knowledge_checks_passed": ("enrolment:learn", gettext_lazy("Go to your lessons")),
    "observations_passed": ("roleplay:scenarios", gettext_lazy("Practise a scenario")),
    "competencies_signed_off": ("portfolio:reflections", gettext_lazy("Look at your evidence")),
    "practice_minutes": ("practice:new", gettext_lazy("Log a session")),
    "reflections": ("portfolio:new", gettext_lazy("Write a reflection")),
    "follow_up_activities": ("enrolment:learn", gettext_lazy("Record a follow-up")),
    "supervision": ("supervision:new", gettext_lazy("Record a supervision session")),
}
STATUS_TONES = {AwardStatus.ACTIVE: "met", AwardStatus.SUSPENDED: "due", AwardStatus.REVOKED: "lapsed"}


@register.filter
def said(sentence: Sentence) -> str:
    """A sentence of the rules in the reader's language."""
    return sentence.filled(_(sentence.text), day)


@register.filter
def measured_words(result: RequirementResult) -> str:
    """ "12 h 30 min of 20 h", "1 of 2", "8 of 8 days covered", and with more than is asked "3 of 3; 4 recorded"."""
    amount = duration if result.unit == Unit.MINUTES else str
    if result.required is None:
        return _("%(measured)s; the number is not set yet") % {"measured": amount(result.measured)}
    words = {
        Unit.DAYS: _("%(measured)s of %(required)s days covered"),
        Unit.MONTHS: _("%(measured)s of %(required)s months"),
    }.get(result.unit, _("%(measured)s of %(required)s"))
    of_required = words % {"measured": amount(shown(result)), "required": amount(result.required)}
    if result.measured <= result.required:
        return of_required
    return _("%(words)s; %(measured)s recorded") % {"words": of_required, "measured": amount(result.measured)}


@register.filter
def shown(result: RequirementResult) -> int:
    """How far the bar goes: never past its end, though somebody may have done more than is asked."""
    return min(result.measured, result.required or 0)


@register.filter
def tone(result: RequirementResult) -> str:
    """Met, lapsed (it was there once and is too old now), in progress or not started."""
    if result.is_met:
        return "met"
    if result.clause.kind == "supervision" and result.left_out:
        return "lapsed"
    return "progress" if result.measured else "not_started"


@register.filter
def tag_words(result: RequirementResult) -> str:
    words = {"met": _("Met"), "lapsed": _("Lapsed"), "progress": _("In progress"), "not_started": _("Not started")}
    return words[tone(result)]


@register.filter
def force_words(clause) -> str:
    """How strongly a clause is meant, for a clause of the rules and for a stored requirement alike."""
    if clause.force == Force.MUST:
        return _("Must. The award waits for it.")
    if clause.force == Force.RECOMMENDED:
        return _("Recommended. It is shown, and the award does not wait for it.")
    if clause.is_gate:
        return _("Your provider's own rule. The award waits for it.")
    return _("Your provider's own rule. The award does not wait for it.")


@register.filter
def page(fact: Fact) -> str:
    """The address of the record behind a fact, or nothing."""
    return reverse(PAGES[fact.label], args=[fact.key]) if fact.label in PAGES else ""


@register.filter
def step_address(result: RequirementResult) -> str:
    """Where the person goes on with a requirement, or nothing."""
    return reverse(STEPS[result.clause.kind][0]) if result.clause.kind in STEPS else ""


@register.filter
def step_words(result: RequirementResult) -> str:
    return STEPS[result.clause.kind][1] if result.clause.kind in STEPS else ""


@register.filter
def short_force(clause) -> str:
    """Beside the title, for what is not a must."""
    words = {Force.RECOMMENDED: _("Recommended"), Force.PROVIDER: _("Your provider's own rule")}
    return words.get(clause.force, "")


@register.filter
def answer_in_one_sentence(standing: Standing, name: str = "") -> str:
    """ "You have met 5 of 8 requirements. Next: …" — or with a name in place of "you"."""
    values = {"met": len(standing.met), "whole": len(standing.results), "name": name}
    if name:
        start = _("%(name)s has met %(met)d of %(whole)d requirements.") % values
    else:
        start = _("You have met %(met)d of %(whole)d requirements.") % values
    if standing.next is None:
        return start
    to_do = said(standing.next.next_step)
    if (
        standing.standard.route == StandardRoute.BODY
    ):  # a body has many clauses of one kind: the step alone does not say which
        to_do = f"{standing.next.clause.title}. {to_do}"
    return _("%(start)s Next: %(next)s") % {"start": start, "next": to_do}


@register.filter
def status_tone(status: str) -> str:
    return STATUS_TONES[status]


@register.filter
def status_words(status: str) -> str:
    return AwardStatus(status).label
