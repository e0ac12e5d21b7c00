"""Pages of accreditation: one's standing, the standards, awards and their status."""

from django.core.cache import cache
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.generic import TemplateView

from lms.accreditation import actions, permissions, queries
from lms.accreditation.enums import AwardStatus, Outcome
from lms.accreditation.forms import AnswerForm, AwardFilter, RequestForm, StatusForm
from lms.accreditation.rules.status import next_statuses
from lms.core import clock
from lms.core.kept_pages import KeptPage
from lms.core.views import ActPage, CheckedActPage, FilteredList, PlainPage, RecordPage, SecondFactor
from lms.enrolment import queries as enrolment


def standing_html(enrolment_row, viewer, state: queries.State) -> str:
    """The body of the standing page as HTML, kept while nothing that it depends on (`state`) changes."""
    is_own = enrolment_row.trainee_id == viewer.pk
    key = f"standing-page:{state.code}:{is_own}"
    html = cache.get(key)
    if html is None:
        context = {"is_own": is_own, "asked_at": state.asked_at, **standing_context(enrolment_row, clock.now())}
        queries.keep_standing(context["standing"], state)
        html = render_to_string("accreditation/standing_words.html", context)
        cache.set(key, html, queries.KEPT.total_seconds())
    return html


def standing_context(enrolment_row, at) -> dict:
    """What the standing of one enrolment shows."""
    version = queries.version_for(enrolment_row)
    person = enrolment_row.trainee
    decision = queries.decisions_of(enrolment_row).first()
    return {
        "enrolment": enrolment_row,
        "person": person,
        "version": version,
        "standing": queries.standing_under(version, person, enrolment_row, at) if version else None,
        "decision": decision,
        "award": decision.award if decision and decision.outcome == Outcome.AWARDED else None,
    }


class OwnStanding(PlainPage):
    """The standing in one's current enrolment, with a way to one's others."""

    template_name = "accreditation/standing.html"

    def get_context_data(self, **kwargs):
        rows = list(enrolment.current_enrolments(self.request.user).select_related("trainee"))
        shown, html = (rows[0] if rows else None), ""
        if shown:
            html = standing_html(shown, self.request.user, queries.state_of_standing(shown, clock.now()))
        return super().get_context_data(enrolment=shown, is_own=True, standing_html=html, others=rows[1:], **kwargs)


class Standing(KeptPage, RecordPage, PlainPage):
    """The standing in one enrolment, for the person and for those who look after them."""

    template_name = "accreditation/standing.html"
    record_name = "enrolment"
    visible = staticmethod(enrolment.enrolments_visible_to)

    def find(self, user, key):
        return enrolment.own_enrolment(user, key) or super().find(user, key)

    def stamp(self):
        self.state = queries.state_of_standing(self.record, clock.now())
        return (self.state.code,)

    def get_context_data(self, **kwargs):
        viewer = self.request.user
        if self.record.trainee == viewer:  # found the short way, without its surroundings
            self.record = enrolment.enrolments_in_full(viewer).select_related("trainee").get(pk=self.record.pk)
        is_own = self.record.trainee_id == viewer.pk
        html = standing_html(self.record, viewer, self.state)
        return super().get_context_data(is_own=is_own, standing_html=html, **kwargs)


class RequestAward(RecordPage, ActPage):
    """A trainee who has met everything that the award waits for asks for the decision."""

    template_name = "accreditation/request.html"
    form_class = RequestForm
    record_name = "enrolment"
    visible = staticmethod(enrolment.enrolments_visible_to)
    allowed = staticmethod(permissions.can_request_award)
    done_message = _("Your provider has been asked. You will get an e-mail when they have decided.")

    def act(self, form):
        return actions.request_award(enrolment=self.record, by=self.request.user, at=clock.now())

    def get_success_url(self):
        return reverse("accreditation:standing_of", args=[self.record.key])


class Standards(TemplateView):
    """Every standard with its clauses, sources and force. Open to everybody."""

    template_name = "accreditation/standards.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(versions=queries.versions_with_requirements(), **kwargs)


class Awards(FilteredList):
    """The awards of one's providers or remit, with their status now."""

    template_name = "accreditation/awards.html"
    allowed = staticmethod(permissions.can_see_awards)
    filter_class = AwardFilter
    sorts = {
        "newest": (_("Newest first"), ("-awarded_date", "-pk")),
        "name": (_("Name"), ("person__name", "pk")),
    }
    extra_context = {"counted": ngettext_lazy("%d award", "%d awards")}

    def rows(self):
        awards = queries.for_page(queries.awards_visible_to(self.request.user))
        return queries.with_status(awards, clock.now())


STEPS = {
    "suspend": (AwardStatus.SUSPENDED, _("Suspend this award"), _("The public page shows “Suspended” at once.")),
    "reinstate": (AwardStatus.ACTIVE, _("Reinstate this award"), _("The public page shows “Active” at once.")),
    "revoke": (AwardStatus.REVOKED, _("Revoke this award"), _("The public page shows “Revoked” at once.")),
}


def steps_from(status: str) -> list[tuple[str, str]]:
    """What can be done to an award in a status: code for the address, words for the button."""
    possible = next_statuses(status)
    return [(code, words) for code, (after, words, _shown) in STEPS.items() if after in possible]


class Award(RecordPage, PlainPage):
    """One award: its facts, its status and how it came to be so, and what the holder says."""

    template_name = "accreditation/award.html"
    record_name = "award"

    @staticmethod
    def visible(user):
        return queries.with_status(queries.for_page(queries.awards_visible_to(user)), clock.now())

    def get_context_data(self, **kwargs):
        may_change = permissions.can_change_status(self.request.user, self.record)
        return super().get_context_data(
            history=queries.history_of(self.record),
            is_holder=permissions.is_holder(self.request.user, self.record),
            steps=steps_from(self.record.status) if may_change else (),
            **kwargs,
        )


class ChangeStatus(SecondFactor, RecordPage, CheckedActPage):
    """Suspend, reinstate or revoke: reason, check, confirm."""

    form_class = StatusForm
    record_name = "award"
    allowed = staticmethod(permissions.can_change_status)

    @staticmethod
    def visible(user):
        return queries.for_page(queries.awards_visible_to(user))

    @cached_property
    def step(self):
        if self.kwargs["step"] not in STEPS:
            raise Http404
        return STEPS[self.kwargs["step"]]

    def get_context_data(self, **kwargs):
        _status, words, shown = self.step
        consequence = _("It shows the status and its date, never the reason. The holder is told and can answer.")
        return super().get_context_data(
            heading=words, button=words, intro=self.record.person.name, consequence=f"{shown} {consequence}", **kwargs
        )

    def act(self, form):
        status, _words, _shown = self.step
        reason = form.cleaned_data["reason"]
        return actions.change_status(
            award=self.record, status=status, reason=reason, by=self.request.user, at=clock.now()
        )

    def get_success_url(self):
        return reverse("accreditation:award", args=[self.record.key])


class AnswerStatus(RecordPage, ActPage):
    """The holder answers a change of status."""

    template_name = "accreditation/answer.html"
    form_class = AnswerForm
    record_name = "change"
    visible = staticmethod(queries.changes_visible_to)
    allowed = staticmethod(lambda user, change: permissions.is_holder(user, change.award))
    done_message = _("Your answer is on record. The provider and the awarding body can read it.")

    def act(self, form):
        words = form.cleaned_data["words"]
        return actions.answer_status_change(change=self.record, words=words, by=self.request.user, at=clock.now())

    def get_success_url(self):
        return reverse("accreditation:award", args=[self.record.award.key])
