"""Pages about professional bodies: what each asks, how far a coach is, what a session counts for, a list of coaches."""

import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from lms.accreditation import actions, permissions, queries
from lms.accreditation.forms import AsOfForm, NothingForm, StoredFilter, WhatIfForm
from lms.accreditation.rules.evaluator import evaluate
from lms.accreditation.rules.projection import look_ahead, what_if
from lms.accreditation.rules.verdicts import verdicts_on
from lms.core import clock
from lms.core.kept_pages import KeptPage
from lms.core.views import ActPage, FilteredList, MemberPage, PlainPage, RecordPage
from lms.practice import queries as practice


class Bodies(PlainPage):
    """Every body's standard in force, first those that one works towards, with how far one is."""

    template_name = "accreditation/bodies.html"

    def get_context_data(self, **kwargs):
        person, today = self.request.user, clock.today()
        aimed = {aim.standard_id for aim in queries.aims_of(person, today)}
        versions = queries.bodies_in_force(today)
        mine = [version for version in versions if version.standard_id in aimed]
        facts = queries.facts_for(mine, person, today)
        return super().get_context_data(
            mine=[(version, evaluate(queries.rules_of(version), facts, today)) for version in mine],
            others=[version for version in versions if version.standard_id not in aimed],
            **kwargs,
        )


class BodyPage(MemberPage):
    """A page about one body's standard, found by its code."""

    @cached_property
    def version(self):
        version = queries.body_in_force(self.kwargs["code"], self.on)
        if version is None:
            raise Http404
        return version

    @cached_property
    def as_of(self):
        return AsOfForm(self.request.GET or None)

    @cached_property
    def on(self) -> datetime.date:
        """The day that the page is about: today, or one in the past that somebody asked for."""
        return (self.as_of.is_valid() and self.as_of.cleaned_data["on"]) or clock.today()


class Body(BodyPage, PlainPage):
    """What a body asks and how far one is, on any day; what comes, and what planned sessions would change."""

    template_name = "accreditation/body.html"
    is_own = True

    @property
    def coach(self):
        return self.request.user

    def get_context_data(self, **kwargs):
        rules = queries.rules_of(self.version)
        facts = queries.facts_for([self.version], self.coach, self.on)
        standing = evaluate(rules, facts, self.on)
        plan = WhatIfForm(self.request.GET if "by" in self.request.GET else None)
        return super().get_context_data(
            version=self.version,
            versions=queries.versions_of_body(self.version.standard.code),
            standing=standing,
            ahead=look_ahead(standing, facts),
            coach=self.coach,
            is_own=self.is_own,
            is_aim=any(aim.standard_id == self.version.standard_id for aim in queries.aims_of(self.coach, self.on)),
            on=self.on,
            is_today=self.on == clock.today(),
            as_of=self.as_of,
            plan=plan,
            planned=what_if(rules, facts, plan.planned(), plan.cleaned_data["by"]) if plan.is_valid() else None,
            **kwargs,
        )


class CoachBody(Body):
    """The same about a coach of one's organisation."""

    is_own = False

    def admit(self, request):
        self._coach = get_object_or_404(queries.coaches_visible_to(request.user), key=self.kwargs["key"])

    @property
    def coach(self):
        return self._coach


class AimPage(BodyPage, ActPage):
    form_class = NothingForm
    template_name = "layouts/form.html"

    def get_success_url(self):
        return reverse("accreditation:body", args=[self.kwargs["code"]])


class AimAt(AimPage):
    """Work towards a body's standard."""

    done_message = _("Added. What you have recorded counts already.")
    extra_context = {
        "heading": _("Work towards this"),
        "intro": _("Your pages will show how far you are. Nothing is sent to the body."),
        "button": _("Work towards this"),
    }

    def act(self, form):
        return actions.aim_at(standard=self.version.standard, by=self.request.user, at=clock.now())


class GiveUpAim(AimPage):
    """Work towards it no longer."""

    done_message = _("Taken off your list. Your records stay as they are.")
    extra_context = {
        "heading": _("Take this off my list"),
        "intro": _("Nothing that you have recorded is changed. You can add it again at any time."),
        "button": _("Take it off"),
    }

    def act(self, form):
        return actions.give_up_aim(standard=self.version.standard, by=self.request.user, at=clock.now())


class CountsFor(RecordPage, PlainPage):
    """What one confirmed entry counts for, clause by clause, under each standard that its coach works towards."""

    template_name = "accreditation/counts_for.html"
    record_name = "entry"
    visible = staticmethod(practice.entries_in_full)

    def get_context_data(self, **kwargs):
        coach, today = self.record.coach, clock.today()
        versions = queries.aimed_at(coach, today)
        facts = queries.facts_for(versions, coach, today)
        rows = [
            (version, verdicts_on(evaluate(queries.rules_of(version), facts, today), str(self.record.key)))
            for version in versions
        ]
        return super().get_context_data(rows=rows, is_own=coach == self.request.user, **kwargs)


class Coaches(KeptPage, FilteredList):
    """How far the coaches of one's organisations are under each body, as last worked out.

    Kept until standings are worked out again or somebody changes what they work towards.
    """

    template_name = "accreditation/coaches.html"
    allowed = staticmethod(permissions.can_see_coaches)
    filter_class = StoredFilter
    sorts = {
        "name": (_("Name"), ("person__name", "standard_version__title", "pk")),
        "least": (_("Furthest from it"), ("share", "person__name", "pk")),
        "most": (_("Nearest to it"), ("-share", "person__name", "pk")),
    }
    extra_context = {"counted": ngettext_lazy("%d standing", "%d standings")}

    def stamp(self):
        return (queries.state_of_stored(), clock.today())

    def rows(self):
        return queries.stored_visible_to(self.request.user)
